"""The sections of a page: every line belongs to one, whatever somebody writes."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnnformula.site.book.pages import Page
from rnnformula.site.book.sections import place_of, read_sections
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
        "[one][one] and [two](gates.md \"title",
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
SOURCES = PAGES | PAGES.map(lambda text: f"---\ndescription: a\n---\n{text}") | st.text()


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
    assert "\n".join(page.lines).split("\n") == "\n".join(page.lines).split("\n")


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
@given(PAGES)
def test_line_ends_of_windows_change_no_section(source):
    page, other = page_of(source.replace("\r", "")), page_of(source.replace("\r", "").replace("\n", "\r\n"))
    assert [section.id for section in read_sections(page)] == [section.id for section in read_sections(other)]
    assert [section.first for section in read_sections(page)] == [section.first for section in read_sections(other)]
    assert (page.description, page.gist) == (other.description, other.gist)
