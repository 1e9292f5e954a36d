"""A tag is found by itself, by its id and by what it was called before; what is not found is explained."""

import pytest

from rnnformula import InputError, find_tag
from rnnformula.citing import tags
from rnnformula.citing.tag_code import is_tag, nth_tag
from rnnformula.citing.tag_register import retired_text
from rnnformula.language import LANGUAGES
from tests.languages import CHINESE, ENGLISH

LSTM, SUM, RETIRED = "225Q", "224G", "226X"


@pytest.mark.parametrize(
    "name",
    [
        LSTM,
        LSTM.lower(),
        f" {LSTM} ",
        "lstm.formula",
        "LSTM.Formula",
        f"https://example.org/rnn/t/{LSTM}/",
        f"https://example.org/rnn/v0.1.0/t/{LSTM.lower()}/index.html",
        "https://example.org/rnn/layers/lstm/#lstm.formula",
    ],
)
def test_a_tag_is_found_however_it_is_named(register, name):
    assert find_tag(name).id == "lstm.formula"


@pytest.mark.parametrize("name", ["simple-rnn.sum", "layers/simple_rnn.md#simple-rnn.sum"])
def test_a_former_id_leads_to_the_tag_of_now(register, name):
    assert find_tag(name).tag == SUM


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("225O", f"unknown tag '225O': a tag has no O, as they look like others; did you mean {LSTM} (lstm.formula)?"),
        ("l25q", "unknown tag 'L25Q': a tag has no L, as they look like others; did you mean"),
        ("22Q5", f"no tag is written so, a character is another or two have changed places; did you mean {LSTM} ("),
        ("ZZZJ", "no tag is written so"),
        ("lstm.formla", "unknown tag or id 'lstm.formla'; did you mean 'lstm.formula'?"),
        ("", "unknown tag or id ''"),
    ],
)
def test_what_is_not_found_is_explained_with_what_is_near(register, name, message):
    with pytest.raises(InputError) as error:
        find_tag(name)
    assert message in str(error.value)


def test_a_tag_of_a_later_version_is_said_to_be_none_of_a_mistake(register):
    later = nth_tag(len(register.tags) + 5000)
    with pytest.raises(InputError, match=r"version 0\.1\.0 does not have it, a later one may$"):
        find_tag(later)


def test_what_is_no_text_is_refused(register):
    with pytest.raises(InputError, match="expected a tag or an id, got 5"):
        find_tag(5)


def test_a_retired_tag_says_why_and_what_to_read_in_each_language(register):
    tag = find_tag(RETIRED)
    assert retired_text(tag, ENGLISH) == (
        f"{RETIRED} is retired since version 0.1.0: It said the same as the sum of SimpleRNN; see {SUM}"
    )
    assert retired_text(tag, CHINESE) == f"{RETIRED} 从 0.1.0 版起停用：与 SimpleRNN 的求和重复；请看 {SUM}"
    assert retired_text(find_tag(SUM), ENGLISH) == ""


def test_a_language_without_a_statement_of_its_own_has_the_default_one(register):
    tag = find_tag(LSTM)
    assert tag.title("fr") == tag.title(ENGLISH) != tag.title(CHINESE)


def test_the_package_has_tags_each_with_a_name_of_its_own_and_a_title_in_every_language():
    assert len(tags()) > 3
    assert len({tag.tag for tag in tags()}) == len({tag.id for tag in tags()}) == len(tags())
    for tag in tags():
        assert is_tag(tag.tag)
        assert find_tag(tag.tag.lower()) == find_tag(tag.id) == tag
        assert all(tag.titles[lang] for lang in LANGUAGES)
