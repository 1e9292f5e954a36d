"""Exercises have a folded answer each, and what the answer says was printed or is worked out."""

from types import SimpleNamespace

import pytest

from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.pages import Page
from rnnformula.site.html.folded_answers import leave_out_exercises
from tests.languages import ENGLISH
from tests.site.books import problems_in, things_in
from tests.site.converting import convert, current_page

LABEL = (
    '[](){#a.table}\n\n```python exec="on"\nfrom rnnformula import render, tally\n\n'
    'print(render.markdown(tally("SimpleRNN", units=2, features=3), lang="LANG"))\n```\n\n'
)
EXERCISE = "### One {{#a.exercises.{0}}}\n\nHow many?\n\n[](){{#a.exercises.{0}.answer}}\n\nIt has 12.\n\n"
SHOWN = EXERCISE + LABEL.replace("LANG", ENGLISH).replace("{", "{{").replace("}", "}}")
HEAD = "# A {#a}\n\n## Exercises {#a.exercises}\n\n"


def exercises(number=3):
    return HEAD + "".join(SHOWN.format(f"e{place}") for place in range(number))


def problems_with(source):
    pages = [Page(ENGLISH, "layers/a.md", f"docs/{ENGLISH}/layers/a.md", source)]
    return [(problem.line, problem.message) for problem in problems_in("exercises", pages)]


@pytest.mark.parametrize("number", [3, 5])
def test_three_to_five_exercises_with_proofs_are_right(number):
    assert problems_with(exercises(number)) == []
    pages = [Page(ENGLISH, "layers/a.md", f"docs/{ENGLISH}/layers/a.md", exercises(number))]
    assert things_in("exercises", pages) == number


@pytest.mark.parametrize("number", [0, 2, 6])
def test_too_few_and_too_many_are_found(number):
    assert problems_with(exercises(number)) == [
        (3, f"expected 3 to 5 exercises, each under a heading of its own, got {number}")
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("[](){#a.exercises.e0.answer}", "", 5, "the exercise has no answer; write [](){#a.exercises.e0.answer} on"),
        ("How many?\n\n[](){#a.exercises.e0.answer}", "[](){#a.exercises.e0.answer}", 5, "the exercise asks nothing"),
        ("It has 12.", "It has 13.", 9, "the answer says no number that an example of the exercise printed"),
        ("It has 12.", "Many.", 9, "the answer says no number that an example of the exercise printed"),
        ("It has 12.", "$7 = \\units$", 9, "the answer says no number that an example of the exercise printed"),
        ("It has 12.", "So $2 \\times 6 = 12$.", 0, ""),
        ("How many?", "How many? 12?", 0, ""),
    ],
)
def test_what_an_exercise_lacks_is_found(old, new, line, message):
    source = exercises()
    assert old in source
    found = problems_with(source.replace(old, new, 1))
    assert [(place, said.startswith(message)) for place, said in found] == ([(line, True)] if message else [])


def test_a_number_of_another_exercise_vouches_for_nothing():
    source = exercises()
    last = source.rindex("[](){#a.table}")
    assert [line for line, _ in problems_with(source[:last])] == [source[:last].count("\n") - 3]


def test_an_answer_without_an_exercise_is_found():
    assert [said for _, said in problems_with("# A {#a}\n\n[](){#a.b.answer}\n\n1\n")] == [
        "'a.b.answer' is the answer of no exercise; an exercise is a heading below one {#….exercises}"
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_is_folded_from_its_anchor_to_the_next_heading(lang):
    html = convert(
        HEAD + EXERCISE.format("e0") + "| a |\n|---|\n| 1 |\n\n### B {#a.b}\n\nNo answer.\n", current_page(lang)
    )
    before, _, behind = html.partition('<details class="answer">')
    answer, _, rest = behind.partition("</details>")
    assert "How many?" in before
    assert answer.startswith(f'<summary>{words(lang)["answer"]}</summary><span id="a.exercises.e0.answer"></span>')
    assert "It has 12." in answer
    assert "</table>" in answer
    assert 'id="a.b"' in rest
    assert "No answer." in rest
    assert "<details" not in rest


def test_the_table_of_contents_leads_to_all_exercises_together():
    def entry(name, *children):
        return SimpleNamespace(id=name, children=list(children))

    contents = [entry("a", entry("a.exercises", entry("a.exercises.e0")), entry("a.b", entry("a.b.c")))]
    leave_out_exercises(contents)
    assert [child.id for child in contents[0].children] == ["a.exercises", "a.b"]
    assert contents[0].children[0].children == []
    assert [child.id for child in contents[0].children[1].children] == ["a.b.c"]
