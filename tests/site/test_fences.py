"""Fences that print a table or a figure: what is read, what is refused, and what Keras is asked about it."""

import pytest

from rnnformula.site.book.pages import Page
from rnnformula.site.examples.planning import plan
from rnnformula.site.publish.verifying import check_published
from tests.languages import CHINESE, ENGLISH
from tests.site.books import book_of, problems_in

FENCE = f"""\
```python exec="on"
from rnnformula import figure, render

print(render.hypertext(figure("unit", "SimpleRNN", units=2, features=3), lang="{ENGLISH}"))
```
"""
STACK = FENCE.replace('"unit"', '"stack"').replace("units=2", "units=(4, 4, 4)")
TABLE = FENCE.replace('hypertext(figure("unit", ', "markdown(tally(").replace("figure", "tally")
EXPECTED = "fence: expected an include of a snippet, or two lines such as"


def page(text):
    return Page(ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", f"# A {{#a}}\n\n{text}")


def test_a_figure_stands_in_a_figure_element_without_a_blank_line():
    book = book_of([page(FENCE)])
    [label] = book.fences
    assert book.unread == ()
    shown = label.rendered()
    assert shown.startswith('<figure class="figure figure-unit" data-of="layer=SimpleRNN&amp;')
    assert shown.endswith("</figcaption>\n</figure>\n")
    assert "\n\n" not in shown


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"unit"', '"unti"', "fence: unknown figure 'unti'; did you mean 'unit'?"),
        ('"SimpleRNN"', '"SimpelRNN"', "fence: unknown layer 'SimpelRNN'; did you mean 'SimpleRNN'?"),
        ("units=2", "units=200", "fence: figure unit: SimpleRNN(200) on 3 features is too large to draw"),
        ("units=2", "units=(2, 2)", "fence: SimpleRNN: units must be a positive integer, got (2, 2)"),
        ("features=3", "features=3, steps=2", "fence: SimpleRNN: unknown argument 'steps'"),
        (
            f'lang="{ENGLISH}"',
            f'lang="{CHINESE}"',
            f"fence: the page is written in '{ENGLISH}', the label says lang=\"{CHINESE}\"",
        ),
        ('"unit", ', "", EXPECTED),
        ('"unit", "SimpleRNN"', '"unit", 2', EXPECTED),
        ('"unit", ', '"unit", "unit", ', EXPECTED),
        ("units=2", "units=int('2')", EXPECTED),
        ("render.hypertext", "render.markdown", EXPECTED),
        ("render.hypertext", "render.hypertexts", EXPECTED),
        ("import figure", "import tally", EXPECTED),
        ("import figure, render", "import figure, render, tally", EXPECTED),
        (f'lang="{ENGLISH}"', f'lang="{ENGLISH}", width=3', EXPECTED),
        (f'), lang="{ENGLISH}"', ")", EXPECTED),
        ("print(", "print(1, ", EXPECTED),
    ],
)
def test_a_figure_that_means_nothing_is_refused(old, new, message):
    assert old in FENCE
    book = book_of([page(FENCE.replace(old, new))])
    [(_, problem)] = book.unread
    assert book.fences == ()
    assert str(problem).startswith(f"docs/{ENGLISH}/page.md:3 [{ENGLISH}]: {message}")


def test_a_table_is_no_figure():
    assert book_of([page(TABLE)]).unread == ()
    book = book_of([page(TABLE.replace("markdown", "hypertext"))])
    [(_, problem)] = book.unread
    assert book.fences == ()
    assert EXPECTED in problem.message


def test_keras_is_asked_about_every_layer_of_a_figure_once():
    planned = plan(book_of([page(STACK)]))
    layers = [(order.data["class"], order.data["arguments"]["units"], order.data["build"]) for order in planned.claims]
    assert layers == [
        ("SimpleRNN", 4, [[None, None, 3]]),
        ("SimpleRNN", 4, [[None, None, 4]]),
        ("Dense", 1, [[None, 4]]),
    ]
    assert [len(labels) for labels in planned.claims.values()] == [1, 1, 1]


def test_a_table_and_a_figure_of_one_layer_are_one_claim():
    assert len(plan(book_of([page(FENCE + "\n" + TABLE)])).claims) == 1


def test_a_number_that_a_figure_shows_is_printed_and_one_of_its_geometry_is_not():
    assert problems_in("numbers", [page(f"{STACK}\nThe model has 109 parameters.\n")]) == []
    [problem] = problems_in("numbers", [page(f"{STACK}\nThe model has 300 parameters.\n")])
    assert problem.message.startswith("300 is printed by no example of this page;")


def test_a_figure_that_does_not_arrive_as_drawn_and_an_id_used_twice_are_found(tmp_path):
    book = book_of([page(FENCE)])
    [label] = book.fences
    built = tmp_path / "page" / "index.html"
    built.parent.mkdir()

    def problems(html):
        built.write_text(f'<h1 id="a">A</h1>\n{html}', encoding="utf-8")
        return [problem.message for problem in check_published(book, tmp_path)]

    assert problems(label.rendered()) == []
    assert "the figure is not in" in problems(label.rendered().replace("viewBox", "viewbox"))[0]
    assert len(problems(label.rendered() * 2)) == 2
    assert "is 2 times in" in problems(label.rendered() * 2)[0]
