"""The sections of a page: every line belongs to one, whatever somebody writes."""

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnnformula.site.book.pages import Page
from rnnformula.site.book.sections import place_of, read_formulas, read_sections, read_sentences
from tests.conftest import ROOT
from tests.languages import ENGLISH

#: Lines of which pages are made, whole and broken.
LINES = st.sampled_from(
    [
        "",
        " ",
        "\t",
        "---",
        "***",
        "===",
        "```",
        "```python",
        "````",
        "~~~",
        "~~~~ text",
        "  ```",
        "    ```",
        "> ```",
        "- ```",
        "# One {#one}",
        "## Two {#two}",
        "### Three",
        "###### Six {#six} ##",
        "####### Seven {#seven}",
        "#No heading {#none}",
        "  ## Indented {#indented}",
        "    ## Code {#code}",
        "\t## Code {#tab}",
        "> ## Quoted {#quoted}",
        "- ## Listed {#listed}",
        "1. # Numbered {#numbered}",
        "Setext {#setext}",
        "Setext\\",
        "<!--",
        "-->",
        "<!-- ## Comment {#comment} -->",
        "<div>",
        "</div>",
        "<details markdown>",
        "<pre>",
        "<script>",
        "<![CDATA[",
        "<?php",
        "$$",
        "$a$ and $",
        "[](){#anchor}",
        "[one]: gates.md",
        '[one][one] and [two](gates.md "title',
        "![](a.svg)",
        "| a | b |",
        "| --- | --- |",
        "|",
        "- item",
        "  - nested",
        "      - deep",
        "1. first",
        "1) first",
        "title: page",
        "gist: [",
        "\N{BYTE ORDER MARK}# Marked {#marked}",
        "## Zero\0{#zero}",
        "## Broken\N{LINE SEPARATOR}{#broken}",
        "## Fed\f{#fed}",
        "## Torn\x85{#torn}",
        "## Split\v{#split}",
        "## 中文 {#中文}",
        "## Two ids {#a} {#b}",
        "## Empty {#}",
        "## Blank { #blank }",
        "\\## Escaped {#escaped}",
        "a  ",
        "a\\",
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", "\n\n"])
PAGES = st.lists(st.tuples(LINES | st.text(max_size=12), ENDS), max_size=14).map(
    lambda pieces: "".join(line + end for line, end in pieces)
)
#: Lines of front matter, whole and broken, some of a type that they look like and are not.
FACTS = st.sampled_from(
    [
        "description: a",
        "gist: b",
        "gist: [",
        "description: 2024-13-45",
        "gist: !!int x",
        "gist: !!timestamp x",
        "? [a]\n: b",
        "*a",
        "- a",
        "a: {a: *b}",
        "\0",
        "# A {#a}",
        "",
    ]
)
HEADS = st.tuples(st.lists(FACTS, min_size=1, max_size=3), st.sampled_from(["\n", "\r\n"])).map(
    lambda head: head[1].join(["---", *head[0], "---", ""])
)
SOURCES = PAGES | st.tuples(HEADS, PAGES).map("".join) | st.text()


def page_of(source):
    return Page(ENGLISH, "a.md", f"docs/{ENGLISH}/a.md", source)


@settings(max_examples=400, deadline=None)
@given(SOURCES)
@example("")
def test_every_line_belongs_to_one_section_in_order(source):
    page = page_of(source)
    sections = read_sections(page)
    assert [line for _, _, lines in page.sections() for line in lines] == page.lines
    numbers = [number for section in sections for number in range(section.first, section.last + 1)]
    assert numbers == list(range(1, len(page.lines) + 1))
    for number in numbers:
        assert sections[place_of(sections, number)].holds(number)


@settings(max_examples=400, deadline=None)
@given(SOURCES)
def test_each_id_is_found_again_where_it_stands(source):
    page = page_of(source)
    for section, heading in zip(read_sections(page)[1:], page.headings, strict=True):
        assert (section.id, section.level, section.first) == (heading.id, heading.level, heading.line)
        assert heading.id in page.lines[heading.line - 1] or heading.id in section.text
        assert all(above.level < section.level for above in section.above)


@settings(max_examples=400, deadline=None)
@given(SOURCES)
def test_everything_that_is_read_of_a_page_has_a_line_of_it(source):
    page = page_of(source)
    last = max(len(page.lines), 1)
    items = [*page.headings, *page.fences, *page.formulas, *page.links, *page.images, *page.ids, *page.tables]
    assert all(1 <= item.line <= last for item in items)
    assert all(fence.line <= fence.last <= last for fence in page.fences)
    assert {number for number, _ in page.prose} <= set(range(1, last + 1))
    assert [page.title, page.description, page.gist, *(link.text for link in page.listed_links)]


@settings(max_examples=200, deadline=None)
@given(PAGES, st.sampled_from(["```", "````", "~~~", "<!--", "<pre>"]), st.sampled_from([" ", "text"]))
def test_a_heading_in_a_fence_or_a_comment_begins_no_section(source, opened, info):
    closed = {"<!--": "-->", "<pre>": "</pre>"}.get(opened, opened)
    inside = f"{opened}{info if opened[0] in '`~' else ''}\n## Inside {{#inside}}\n\n# More {{#more}}\n{closed}\n"
    page = page_of(f"# Page {{#page}}\n\n{inside}\n## Last {{#last}}\n")
    assert [section.id for section in read_sections(page)] == ["", "page", "last"]


@settings(max_examples=100, deadline=None)
@given(PAGES | st.tuples(HEADS, PAGES).map("".join))
def test_line_ends_of_windows_change_no_section(source):
    page, other = page_of(source.replace("\r", "")), page_of(source.replace("\r", "").replace("\n", "\r\n"))
    assert [section.id for section in read_sections(page)] == [section.id for section in read_sections(other)]
    assert [section.first for section in read_sections(page)] == [section.first for section in read_sections(other)]
    assert (page.description, page.gist) == (other.description, other.gist)


@pytest.mark.parametrize("blank", ["\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}", "\x85", "\f", "\v", "\x1c"])
def test_a_line_ends_where_it_ends_in_markdown(blank):
    page = page_of(f"# Page {{#page}}\n\nOne{blank}line.\n\n## Last {{#last}}\n\n![](a.svg)\n")
    assert [line for line, _, _ in page.sections()] == [1, 1, 5]
    assert page.lines[4] == "## Last {#last}"
    assert [image.line for image in page.images] == [7]


@pytest.mark.parametrize("fact", ["2024-13-45", "!!int x", "!!timestamp x", "[", "*a", "\0"])
def test_front_matter_that_cannot_be_read_is_none(fact):
    page = page_of(f"---\ngist: {fact}\n---\n# Page {{#page}}\n")
    assert (page.gist, page.description) == ("", "")
    assert [section.id for section in read_sections(page)] == ["", "page"]


def test_front_matter_may_have_the_line_ends_of_windows():
    page = page_of("---\r\ngist: Rows\r\n---\r\n\r\n# Page {#page}\r\n")
    assert page.gist == "Rows"
    assert [line for line, _, _ in page.sections()] == [1, 5]


#: What a page has many of -> a piece of such a page; what is read of it takes twice as much for twice as many.
MANY = {
    "headings of one level": "# A {#a}\n\n",
    "headings of all levels": "".join(f"{'#' * level} A {{#a}}\n\n" for level in range(1, 7)),
    "headings in front of deeper ones": "# A {#a}\n\n###### B {#b}\n\n",
    "formulas": "One line.\n\n$$\na\n$$\n\n",
    "fences": "```text\na\n```\n\n",
    "rows": "| a | b |\n| --- | --- |\n| $a$ | [b](b.md) |\n\n",
    "lines of a paragraph": "*One* line with [a link](a.md) and $a$\n",
    "braces": "## A {#a {#b { # ",
    "blanks": "## A {#a}                    ",
}


def steps_taken(source):
    """How many lines of the parser's own code are run to read everything of a page."""
    page, steps = page_of(source), 0

    def count(frame, event, argument):
        nonlocal steps
        if not frame.f_code.co_filename.startswith(str(ROOT / "rnnformula")):
            return None
        steps += event == "line"
        return count

    tracer = sys.gettrace()
    _ = page.headings  # the Markdown parser is not ours
    sys.settrace(count)
    try:
        list(read_formulas(page))
        list(read_sentences(page))
        _ = page.ids, page.tables, page.links, page.listed_links, page.gist
        for section in read_sections(page):
            place_of(read_sections(page), section.first)
    finally:
        sys.settrace(tracer)
    return steps


@pytest.mark.parametrize("kind", MANY)
def test_a_page_twice_as_long_takes_twice_as_many_steps(kind):
    short, long = (steps_taken(MANY[kind] * many) for many in (40, 80))
    assert long < 2.4 * short + 200
