"""Pages hold Markdown: what would run or load something is refused where it stands, and again in the HTML."""

import pytest

from rnnformula.site.book.pages import Page
from tests.conftest import project_pages
from tests.languages import ENGLISH
from tests.site.books import book_of, problems_in, things_in
from tests.site.converting import convert, current_page

FRONT = "---\ndescription: A page\n---\n"


def page(text):
    return Page(ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", f"{FRONT}\n# A {{#a}}\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT src=https://example.org/a.js>",
        "so <b onclick='alert(1)'>click</b>",
        '<iframe src="https://example.org"></iframe>',
        "<!-- a comment -->",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<script\n>alert(1)</script>",
        "\\`<script>alert(1)</script>`",
        "    <script>alert(1)</script>",
        "> <script>alert(1)</script>",
        "- a\n\n    <script>alert(1)</script>",
        "| a |\n| --- |\n| <script>alert(1)</script> |",
        "$<script>alert(1)</script>$",
        "<https://example.org>",
        'a <div class="explain"></div>',
        "[a](javascript:alert(1))",
        "[a]( JavaScript:alert(1) )",
        "[a](<javascript:alert(1)>)",
        "[a](java\nscript:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](data:text/html,hello)",
        "[a](vbscript:x)",
        "[a](//example.org/a.js)",
        "[a]\n\n[a]: javascript:alert(1)",
        "[![a](b.svg)](javascript:alert(1))",
        "![a](https://example.org/a.png)",
        "![a](http://example.org/a.png)",
        "![a](//example.org/a.png)",
        "![a][b]\n\n[b]: https://example.org/a.png",
        '[a](#a){onclick="alert(1)"}',
        '[a](#a){: onclick="alert(1)" }',
        "a paragraph\n{: .class }",
        "[](){#a.b}[](){#a.c onclick=alert(1)}",
        "> [b]: javascript:alert(1)\n\n[a][b]",
        "- c\n\n    [b]: javascript:alert(1)\n\n[a][b]",
        "1. > [b]: <javascript:alert(1)>\n\n[a][b]",
        "[a](/\\example.org)",
        "![a](/\\example.org/a.png)",
        "![a](\\\\example.org/a.png)",
    ],
)
def test_what_is_no_markdown_is_refused_at_its_line(text):
    found = problems_in("raw_html", [page(text)])
    assert found
    assert all(problem.file == f"docs/{ENGLISH}/page.md" for problem in found)
    lines = page(text).lines
    assert all(lines[problem.line - 1].strip() for problem in found)
    assert found[0].line > 6


@pytest.mark.parametrize(
    "text",
    [
        "  ~~~text\n<script>alert(a)</script>\n  ~~~",
        "~~~text\n<script>alert(a)</script>\n~~~~",
        "1. ```text\n   <script>alert(a)</script>\n   ```",
    ],
)
def test_what_the_generator_would_not_take_for_a_fence_is_refused_as_html_in_it_would_run(text):
    (_, problem), *more = book_of([page(text)]).unread
    assert not more
    assert (problem.line, problem.message[:6]) == (7, "fence:")
    assert "<script>" in convert(text, current_page())


@pytest.mark.parametrize(
    "text", ["  ```text\n  <b>\n\n  ```", "````text\n```\n<b>\n```\n````", "- a\n\n    ~~~text\n    <b>\n    ~~~"]
)
def test_what_the_generator_takes_for_a_fence_is_one(text):
    assert book_of([page(text)]).unread == ()
    assert "<b>" not in convert(text, current_page())


def test_the_description_may_not_hold_html():
    broken = Page(
        ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", "---\ndescription: a `<script>x</script>`\n---\n\n# A {#a}\n"
    )
    assert [problem.line for problem in problems_in("raw_html", [broken])] == [2, 2]


@pytest.mark.parametrize(
    "text",
    [
        "3 < 4 and `<script>` and ``a ` <b>``",
        "```text\n<script>alert(1)</script>\n```",
        '<div class="explain"></div>',
        "$a_{i} < b$ and\n\n$$\n\\text{a} \\\\\n\\frac{a}{b}\n$$",
        "[a](#a) [b](https://example.org) [c](mailto:a@example.org) [d](b.md#c) ![e](e.svg)",
        "[](){#a.b}\n\n| a |\n| --- |\n| `{x}` |",
        "## B {#b}",
    ],
)
def test_markdown_passes(text):
    assert problems_in("raw_html", [page(text)]) == []


def test_the_lines_of_the_pages_are_looked_at():
    assert things_in("raw_html", project_pages()) > 1000
