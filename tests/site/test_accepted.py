"""What pages claim is what was accepted: any other claim is found, and doubt beside examples that changed."""

import json

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.claimed import claims_by_section, claims_in
from rnnformula.site.book.contents import Book
from rnnformula.site.book.pages import Page
from rnnformula.site.book.sources import ACCEPTED_CLAIMS, GLOSSARY, SNIPPET_RECORDS, Sources
from rnnformula.site.checks.accepted import accept, check
from rnnformula.site.fences.loading import bind
from tests.conftest import ROOT, project_book, project_page
from tests.languages import CHINESE, ENGLISH

PATH, SNIPPET = "layers/lstm.md", "lstm_two_units.py"


def book_with(texts):
    """The project's book with other texts of some sources, and other pages where these are pages."""
    book = project_book()
    sources = Sources(ROOT, {**book.sources.texts, **texts})
    pages = (
        Page(page.lang, page.path, page.file, texts[page.file]) if page.file in texts else page for page in book.pages
    )
    return bind(sources, pages)


def changed(file, old, new):
    text = project_book().sources.text(file)
    assert old in text
    return {file: text.replace(old, new, 1)}


def found(texts):
    return [str(problem) for problem in check(book_with(texts)).problems]


@pytest.mark.parametrize(
    ("lang", "old", "new", "says"),
    [
        (ENGLISH, "for 1 unit on 1 feature", "for 2 unit on 1 feature", "2: accepted was 1"),
        (
            ENGLISH,
            "hidden state before is 0.5,\nthe cell state before is 0.2",
            "hidden state before is 0.2,\nthe cell state before is 0.5",
            "0.2: nobody accepted it",
        ),
        (ENGLISH, "Why four", "Why three", "three: accepted was four"),
        (ENGLISH, "gate, the second quarter", "gate, the quarter", "second was accepted here and is gone"),
        (ENGLISH, "A `SimpleRNN` computes one", "A `GRU` computes one", "GRU: accepted was SimpleRNN"),
        (ENGLISH, "For each unit an LSTM computes", "For each unit a GRU computes", "GRU: accepted was LSTM"),
        (ENGLISH, "$4 \\times 5 = 20$", "$5 \\times 4 = 20$", "accepted was $4 \\times 5 = 20$"),
        (ENGLISH, "the order `i`, `f`", "the order `f`, `i`", "`f`: nobody accepted it"),
        (ENGLISH, "shape `(4 * units,)`", "shape `(3 * units,)`", "`(3 * units,)`: accepted was `(4 * units,)`"),
        (ENGLISH, "& = 4 \\times", "& = 3 \\times", "= 3 \\times"),
        (ENGLISH, '"gates", "LSTM", units=2, features=3', '"gates", "LSTM", units=2, features=4', "features=4"),
        (ENGLISH, "description: The", "description: Two. The", "two: nobody accepted it"),
        (CHINESE, "**门**是 0 和 1 之间", "**门**是 0 和 2 之间", "2: accepted was 1"),
        (CHINESE, "四个数都由", "三个数都由", "三: accepted was 四"),
        (CHINESE, "其中一半", "其中三分之一", ""),
    ],
)
def test_a_claim_that_was_not_accepted_is_found_at_its_line(lang, old, new, says):
    file = f"docs/{lang}/{PATH}" if says else f"docs/{lang}/layers/around.md"
    texts = changed(file, old, new)
    line = project_book().sources.text(file).partition(old)[0].count("\n") + 1
    problems = found(texts)
    assert any(says in problem for problem in problems), problems
    lines = [int(problem.split(":")[1].split()[0]) for problem in problems]
    assert any(abs(number - line) <= 4 for number in lines), (line, problems)  # a formula begins above the changed line


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_that_claim_nothing_may_change(lang):
    file = f"docs/{lang}/{PATH}"
    old, new = {ENGLISH: ("how much of the candidate", "which part of the candidate"), CHINESE: ("旧状态", "旧的状态")}[
        lang
    ]
    page = project_page(PATH, lang)
    if old not in page.source:
        old, new = "细胞状态", "记忆状态"
    assert found(changed(file, old, new)) == []


def test_the_project_was_accepted():
    assert check(project_book()).problems == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A `SimpleRNN` computes one", "A SimpleRNN computes one"),
        ("$\\state$ is made from", "$\\state$, by `call`, is made from"),
    ],
)
def test_a_name_that_is_there_once_more_or_no_longer_marked_as_code_need_not_be_accepted(old, new):
    assert found(changed(f"docs/{ENGLISH}/{PATH}", old, new)) == []


def test_a_label_and_a_term_are_held_to_what_was_accepted():
    label = "reason_two_biases"
    words = json.loads(project_book().sources.text(ACCEPTED_CLAIMS))
    assert "~two" in words["words"][ENGLISH][label]
    words["words"][ENGLISH][label] = ["~three"]
    assert "two: accepted was three" in "".join(found({ACCEPTED_CLAIMS: json.dumps(words)}))
    assert "~second" not in "".join(found({}))
    assert "third: accepted was second" in "".join(found(changed(GLOSSARY, "second", "third")))


def with_output(old, new):
    return changed(f"{SNIPPET_RECORDS}/{SNIPPET.replace('.py', '.txt')}", old, new)


def test_a_number_that_an_example_no_longer_shows_there_is_named_in_each_language():
    problems = found(with_output("in all: 48", "in all: 50"))
    assert len(problems) >= len(LANGUAGES)
    assert all("lstm_two_units.py now prints 50 where it printed 48" in problem for problem in problems)
    assert {problem.split(":")[0] for problem in problems} == {f"docs/{lang}/{PATH}" for lang in LANGUAGES}


def test_a_number_word_is_doubted_as_its_digits_are():
    code = f"snippets/{SNIPPET}"
    problems = found(changed(code, "LSTM(2)", "LSTM(5)"))
    assert any("twice" in problem for problem in problems)
    assert any("两" in problem for problem in problems)
    assert all("now has fewer places with 2;" in problem for problem in problems)


def test_code_that_is_written_in_another_way_is_no_reason_to_read_again():
    code = f"snippets/{SNIPPET}"
    assert found(changed(code, "layer = keras.layers.LSTM(2)", "units = 2\nlayer = keras.layers.LSTM(units)")) == []


def test_a_number_in_code_that_gave_way_to_another_is_doubted_though_it_stands_there_elsewhere():
    code = "snippets/around_batch_normalization.py"
    assert project_book().sources.text(code).count("50") > 1
    problems = found(changed(code, "50", "51"))
    assert any("50 time steps" in project_book().sources.text(problem.split(":")[0]) for problem in problems)
    assert all("now has fewer places with 50;" in problem for problem in problems)


def test_an_example_that_prints_other_words_is_to_be_read_again():
    problems = found(with_output("columns:", "rows:"))
    assert len(problems) == len(LANGUAGES)
    assert all("has changed in its words" in problem for problem in problems)


def test_a_number_that_no_sentence_has_may_change():
    name = "around_multi_head_attention"
    output = project_book().recorded.output(f"{name}.py")
    assert "193" in output
    assert not any(
        "193" in claim.text
        for page in project_book().pages
        for claims in claims_by_section(page)
        for claim in claims
        if page.path == "layers/around.md"
    )
    assert found({f"{SNIPPET_RECORDS}/{name}.txt": output.replace("193", "194")}) == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"pages": {}}', '{"pages": {"index.md": 1}, "terms": {}, "words": {}, "examples": {}}']
)
def test_a_file_that_can_not_be_read_is_one_problem(text):
    problems = found({ACCEPTED_CLAIMS: text})
    assert len(problems) == 1
    assert problems[0].startswith(f"{ACCEPTED_CLAIMS}:1: ")
    assert "make accept" in problems[0]


def test_a_missing_file_is_one_problem():
    book = project_book()
    texts = {name: text for name, text in book.sources.texts.items() if name != ACCEPTED_CLAIMS}
    (problem,) = check(Book(Sources(ROOT, texts), book.pages, book.fences, book.unread)).problems
    assert str(problem) == f"{ACCEPTED_CLAIMS}:1: the file is missing; `make accept` writes it"


def test_accepting_says_what_changed_and_is_then_at_rest(tmp_path):
    book = book_with(changed(f"docs/{ENGLISH}/{PATH}", "for 1 unit on 1 feature", "for 2 unit on 1 feature"))
    there = bind(Sources(tmp_path, book.sources.texts), book.pages)
    line = project_book().sources.text(f"docs/{ENGLISH}/{PATH}").partition("for 1 unit on 1")[0].count("\n") + 1
    assert accept(there) == [f"docs/{ENGLISH}/{PATH}:{line}: 1 -> 2", f"accepted {ACCEPTED_CLAIMS}"]
    written = (tmp_path / ACCEPTED_CLAIMS).read_text(encoding="utf-8")
    again = bind(Sources(tmp_path, {**book.sources.texts, ACCEPTED_CLAIMS: written}), book.pages)
    assert accept(again) == []
    assert check(again).problems == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("An LSTM has two, a GRU 1,312.", ["LSTM", "~two", "GRU", "1312"]),
        ("simple_rnn_22 and LSTMs", []),
        ("half of it, a third, squared", ["~half", "~third", "~squared"]),
    ],
)
def test_what_a_text_claims(text, claims):
    assert claims_in(text, ENGLISH) == claims


def test_what_a_chinese_text_claims():
    assert claims_in("两个偏置，一半，四分之一，第二个，翻倍，一个，双向", CHINESE) == [
        "~两",
        "~一半",
        "~四分之一",
        "~二",
        "~翻倍",
    ]
