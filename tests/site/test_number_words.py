"""Numbers as words: one that only one language changed is found, and one that contradicts the layer in any."""

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import Page
from rnnformula.site.checks.number_words import FACTS
from tests.conftest import project_pages
from tests.languages import CHINESE, ENGLISH
from tests.site.books import problems_in, things_in


def page(text, lang=ENGLISH):
    return Page(lang, "page.md", f"docs/{lang}/page.md", f"# A {{#a}}\n\n{text}\n")


def found(*pages):
    return [problem.message for problem in problems_in("number_words", list(pages))]


@pytest.mark.parametrize(
    ("english", "chinese", "agree"),
    [
        ("It has three of them and two more.", "有三个，另有两个。", True),
        ("It has three of them and two more.", "有四个，另有两个。", False),
        ("It has three of them.", "有 3 个。", True),
        ("Both are there, twice.", "两者都在，是两倍。", True),
        ("Three quarters of a two-layer one.", "第三个的四分之三，两层。", True),
        ("`three` and $three$", "`三`", True),
    ],
)
def test_a_section_has_the_same_number_words_in_each_language(english, chinese, agree):
    said = [message for message in found(page(english), page(chinese, CHINESE)) if message.startswith("section")]
    assert (
        said == []
        if agree
        else said[0].startswith(f"section 'a' has other number words than docs/{CHINESE}/page.md: only")
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("An LSTM has {} gates.", "three two four"),
        ("A GRU has {} gates.", "two three"),
        ("It is the {} gates of a GRU, not of an LSTM.", "two three"),
        ("A GRU has {} sets of weights, an LSTM four sets.", "three four"),
        ("Its kernel has {} columns for each unit, as an LSTM.", "four three"),
        ("A SimpleRNN keeps {} arrays.", "three two four"),
        ("A SimpleRNN with `use_bias=False` keeps {} arrays.", "two four"),
        ("A Bidirectional LSTM keeps {} arrays.", "six five four"),
        ("A GRU has {} biases, LSTM one.", "two three"),
        ("An LSTM is {} times the count of a SimpleRNN.", "four three"),
        ("One of the {} possible orders of a GRU.", "six eight"),
        ("It has exactly {} the parameters of the layer of an LSTM.", "twice three"),
        ("`LSTM` 有{}个门。", "三 两"),
        ("`GRU` 有{}组，`LSTM` 有四组。", "三 四"),
        ("`SimpleRNN` 有{}个数组。", "三 两"),
        ("`GRU` 每组{}个偏置。", "两 三"),
        ("`LSTM` 是 `SimpleRNN` 的{}倍。", "四 三"),
        ("“GRU 有五组权重”的说法，`GRU` 有{}组。", "三 五"),
    ],
)
def test_a_number_word_that_counts_a_layer_is_compared_with_its_family(text, wrong):
    lang = ENGLISH if text.isascii() else CHINESE
    right, *others = wrong.split()
    assert found(page(text.format(right), lang)) == []
    for word in others:
        assert "expected" in "".join(found(page(text.format(word), lang))), word


def test_where_no_layer_is_named_nothing_is_expected():
    assert found(page("It has nine gates, twelve sets of weights and seven arrays.")) == []


SHOWN = (
    'It shows this:\n\n```python exec="on"\nfrom rnnformula import derive, render\n\n'
    f'print(render.markdown(derive("SimpleRNN", units=4, features=3), lang="{ENGLISH}"))\n```\n'
)


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("Take four of them, on three.", True),
        ("Take five of them.", False),
        ("It is twice as many.", True),
        ("It is ten times as many.", False),
        ("Do it in these ways:\n\n- so\n- or so", True),
        ("Do it in six ways:\n\n- so\n- or so", False),
        ("Do it in six ways, as [there](other.md#other).", True),
        ("Both languages have it.", True),
    ],
)
def test_a_number_word_that_counts_nothing_known_is_shown_by_its_section_or_one_it_links_to(text, tied):
    other = Page(
        ENGLISH, "other.md", f"docs/{ENGLISH}/other.md", f"# B {{#other}}\n\n{SHOWN.replace('units=4', 'units=6')}"
    )
    assert (found(page(f"{text}\n\n{SHOWN}"), other) == []) == tied


def test_every_language_has_its_number_words():
    assert len({frozenset(language.prose().counted) for language in LANGUAGES.values()}) == 1
    assert all(language.prose().counted.keys() == FACTS.keys() for language in LANGUAGES.values())


def test_the_number_words_of_all_pages_are_looked_at():
    assert things_in("number_words", project_pages()) > 500
