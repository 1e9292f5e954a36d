"""The twins of all pages in Markdown: whole, clean, with the ids and numbers of the page, and links that lead on."""

import inspect
import posixpath
import re
from collections import Counter
from html import unescape

import pytest
import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

import rnnformula
from rnnformula.language import LANGUAGES, words
from rnnformula.language.notation import NOTATIONS, uses_macros
from rnnformula.site import report
from rnnformula.site.book.pages import Page
from rnnformula.site.html.docstrings import PACKAGE
from rnnformula.site.html.printed import Printed
from rnnformula.site.publish.for_programs import data_files, publish_for_programs
from rnnformula.site.publish.llms_file import llms_file
from rnnformula.site.publish.markdown_twins import RESULTS_EXECUTED, RESULTS_RECORDED, Twins, root_address
from rnnformula.site.publish.plain_markdown import fenced, with_twins, without_empty_columns, without_html
from rnnformula.site.reports.build_facts import Facts
from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH
from tests.site.books import book_of

PARSER = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True).use(front_matter_plugin)
#: The only HTML of a twin: a place that links lead to.
PLACE, PLACE_END = re.compile(r'<a id="([^"]+)">'), "</a>"
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
TAG = re.compile(r"<svg.*?</svg>|<[^>]+>", re.DOTALL)
SHOWN_ONLY = ("markdown",)


@pytest.fixture(scope="module")
def facts():
    """The project's facts without a build."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return report.read_facts()


@pytest.fixture(scope="module")
def twins(facts):
    """The twins of all pages."""
    made = Twins(Printed(facts, report.write_report))
    for page in facts.book.pages:
        made.add(page.file)
    return made


@pytest.fixture(scope="module")
def read(twins):
    """The tokens of all twins, by page."""
    return {page: list(walk(PARSER.parse(twins.texts[page.twin]))) for page in twins.book.pages}


def walk(tokens):
    for token in tokens:
        yield token
        yield from token.children or ()


def head_of(text):
    return yaml.safe_load(text.split("---\n")[1])


def test_every_page_has_a_twin_at_an_address_that_follows_from_its_own(twins):
    assert len(twins.texts) == len(twins.book.pages)
    for page in twins.book.pages:
        address = page.address.rstrip("/")
        is_home = page.path == "index.md"
        expected = posixpath.join(address, "index.md") if is_home else f"{address}.md"
        assert page.twin == expected
    assert {"index.md", f"{CHINESE}/index.md", f"{CHINESE}/layers/lstm.md"} <= set(twins.texts)


def test_a_twin_has_no_html_but_the_places_of_the_ids_of_its_page(twins, read):
    for page, tokens in read.items():
        html = [token.content for token in tokens if token.type in ("html_inline", "html_block")]
        ids = [match[1] for text in html if (match := PLACE.fullmatch(text))]
        assert [text for text in html if not PLACE.fullmatch(text) and text != PLACE_END] == [], page.file
        own = [name for name in ids if not name.startswith(f"{PACKAGE}.")]  # names have ids besides, without tags
        assert Counter(own) == Counter(item.text for item in twins.book.ids_of(page)), page.file
        assert [token.content for token in tokens if token.type == "text" and "{:" in token.content] == []


def test_no_fence_of_a_twin_runs_and_nothing_is_included(twins, read):
    for page, tokens in read.items():
        for token in tokens:
            if token.type == "fence":
                assert "=" not in token.info, (page.file, token.info)
                if token.info in SHOWN_ONLY:
                    continue
            assert "--8<--" not in token.content or token.type == "inline", page.file
            assert 'exec="on"' not in token.content, page.file


def test_a_formula_of_a_twin_needs_no_macro(twins, read):
    for page, tokens in read.items():
        formulas = [token.content.strip() for token in tokens if token.type.startswith("math")]
        assert [tex for tex in formulas if uses_macros(tex)] == []
        written = Counter(NOTATIONS["keras"].expand(formula.text) for formula in page.formulas)
        assert written - Counter(formulas) == Counter(), page.file


def test_a_twin_has_every_number_that_the_fences_of_its_page_print(twins):
    for page in twins.book.pages:
        found = Counter(NUMBER.findall(twins.texts[page.twin]))
        for fence in twins.book.fences_of(page):
            code = twins.facts.examples.codes.get(fence.snippet, fence.code)
            output = twins.printed.output(code, page.lang, page.address)
            texts = " ".join([output.lead, output.fold, output.text])
            for number in NUMBER.findall(unescape(TAG.sub(" ", texts)).replace("{,}", ",")):
                assert found[number], (page.file, fence.fence.line, number)


def test_every_link_of_a_twin_leads_to_a_twin_or_to_what_is_published(twins, read):
    book = twins.book
    ids = {name: {*re.findall(r'<a id="([^"]+)"', text)} for name, text in twins.texts.items()}
    addresses = {root_address(book) + page.address: page.twin for page in book.pages}
    checked = 0
    for page, tokens in read.items():
        for token in tokens:
            if token.type != "link_open":
                continue
            target, _, name = token.attrs["href"].partition("#")
            if target.startswith(root_address(book)):
                twin = addresses[target]
            elif target.startswith(("http", "mailto")):
                continue
            else:
                twin = posixpath.normpath(posixpath.join(posixpath.dirname(page.twin), target)) if target else page.twin
            if twin.startswith("snippets/"):
                assert (ROOT / twin).exists(), twin
                continue
            assert twin in twins.texts, (page.file, token.attrs["href"])
            assert not name or name in ids[twin], (page.file, token.attrs["href"])
            checked += 1
    assert checked > 1000


def test_the_twins_of_a_page_have_the_same_structure_in_every_language(twins, read):
    def outline(tokens):
        for token in tokens:
            if token.type in ("heading_open", "table_open", "math_block", "fence", "tr_open"):
                yield token.type, token.tag, token.info.split(" ")[0]

    by_path = {}
    for page, tokens in read.items():
        by_path.setdefault(page.path, {})[page.lang] = list(outline(tokens))
    for path, outlines in by_path.items():
        assert outlines[ENGLISH] == outlines[CHINESE], path


def test_the_head_of_a_twin_says_what_the_page_about_it_lists(twins):
    page = next(page for page in twins.book.pages if page.twin == f"{CHINESE}/layers/lstm.md")
    head = head_of(twins.texts[page.twin])
    root = twins.book.settings.site_url
    assert (head["title"], head["language"]) == ("LSTM", CHINESE)
    assert head["address"] == f"{root}{CHINESE}/layers/lstm/"
    assert head["markdown"] == f"{root}{CHINESE}/layers/lstm.md"
    assert head["translations"] == {ENGLISH: f"{root}layers/lstm.md"}
    assert re.fullmatch(r"Keras [\d.]+, TensorFlow [\d.]+", head["checked_with"])
    for lang in (ENGLISH, CHINESE):
        listed = (ROOT / "docs" / lang / "about" / "programs.md").read_text("utf-8")
        assert all(f"`{name}`" in listed for name in head), lang


def test_a_twin_says_whether_its_examples_ran(twins, facts):
    assert {head_of(text)["results"] for text in twins.texts.values()} == {RESULTS_RECORDED}
    built = Twins(Printed(Facts(facts.book, facts.examples, facts.checked, preview=False), report.write_report))
    page = next(page for page in facts.book.pages if page.path == "questions/lstm.md")
    assert head_of(built.text(page))["results"] == RESULTS_EXECUTED
    assert "\n> " not in built.text(page)


def test_an_example_is_its_code_and_what_it_printed(twins):
    text = twins.texts["layers/lstm.md"]
    code = (ROOT / "snippets" / "lstm_two_units.py").read_text("utf-8").strip()
    printed = twins.facts.examples.outputs["lstm_two_units.py"].strip()
    start = text.index(code)
    end = text.index(printed)
    between = text[start + len(code) : end]
    assert text[:start].endswith("```python\n")
    assert re.fullmatch(
        r"\n```\n\nRan with Keras [\d.]+, TensorFlow [\d.]+ "
        r"\(\[lstm_two_units\.py\]\(\.\./snippets/lstm_two_units\.py\)\) and printed:\n\n```text\n",
        between,
    )


def test_a_figure_is_what_it_shows_in_words(twins):
    text = twins.texts["layers/lstm.md"]
    figure = text[text.index('<a id="lstm.arrays-figure">') :].split("\n\n")
    assert figure[1].startswith("**Figure.** The arrays of LSTM(2) on 3 features, to scale ([drawn on the page](http")
    assert figure[1].endswith("layers/lstm/#lstm.arrays-figure))")
    assert "kernel: 3 × 4 × 2 = 24" in figure[2]
    assert "- `kernel`: features × 4 × units = 3 × 4 × 2 = 24" in figure[3]


def test_an_answer_is_open(twins):
    assert '<a id="lstm.exercises.dense.answer"></a> **Answer**\n\n$64 + 1 = 65$' in twins.texts["layers/lstm.md"]
    assert "**答案**" in twins.texts[f"{CHINESE}/layers/lstm.md"]


def test_an_include_that_is_shown_is_shown():
    source = '# A {#a}\n\n- b\n\n    ````markdown\n    ```python\n    ;--8<-- "a.py"\n    ```\n    ````\n'
    book = book_of([Page(ENGLISH, "index.md", f"docs/{ENGLISH}/index.md", source)])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        examples = report.read_facts().examples
    twins = Twins(Printed(Facts(book, examples, {}, preview=False), report.write_report))
    shown = '# A <a id="a"></a>\n\n- b\n\n    ````markdown\n    ```python\n    --8<-- "a.py"\n    ```\n    ````\n'
    assert twins.text(book.pages[0]).endswith(shown)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ('<code>GRU<wbr>Cell</code><br><span class="bound">(3, 4)</span>', "`GRUCell`; (3, 4)"),
        ("12&nbsp;= 12", "12 = 12"),
        ("<details><summary>3 places</summary>a<br>b</details>", "3 places: a; b"),
        ("`a<br>b` <var>units</var>", "`a<br>b` units"),
        ("<svg><title>a</title></svg> b", " b"),
    ],
)
def test_html_in_what_a_fence_printed_becomes_words(written, plain):
    assert without_html(written, ENGLISH) == plain


def test_a_column_of_drawings_is_left_out():
    assert without_empty_columns("| A | B |\n| --- | --- |\n|  | b |") == "| B |\n| --- |\n| b |"
    assert without_empty_columns("| A | B |\n| --- | --- |\n| a |  |\n|  | b |").startswith("| A | B |")


def test_a_link_between_pages_becomes_one_between_twins():
    page = Page(CHINESE, "layers/lstm.md", "", "")
    twins = {"": "index.md", f"{CHINESE}/questions/gru/": f"{CHINESE}/questions/gru.md"}
    text = "[a](../../questions/gru/#b) [c](../../../snippets/a.py) [d](#e) [f](https://a.b/c) [g](../../..)"
    assert with_twins(text, page, twins) == (
        "[a](../questions/gru.md#b) [c](../../snippets/a.py) [d](#e) [f](https://a.b/c) [g](../../index.md)"
    )


def test_a_fence_has_more_marks_than_what_stands_in_it():
    assert fenced("```\na\n```", "text") == "````text\n```\na\n```\n````"


def test_llms_txt_has_the_form_of_its_standard_and_lists_every_page_in_its_language_first(twins):
    book = twins.book
    for lang, other in ((ENGLISH, CHINESE), (CHINESE, ENGLISH)):
        text = llms_file(book, lang, ["facts.json"])
        tokens = PARSER.parse(text)
        assert [token.type for token in tokens[:4]] == ["heading_open", "inline", "heading_close", "blockquote_open"]
        assert [token.tag for token in tokens if token.type == "heading_open"].count("h1") == 1
        links = re.findall(r"^- \[(.*)\]\((.*)\): (.+)$", text, re.MULTILINE)
        pages = {root_address(book) + page.twin: page for page in book.pages}
        assert sorted(address for _, address, _ in links) == sorted(pages)
        for title, address, gist in links:
            assert (title, gist) == (pages[address].title, pages[address].gist)
        langs = [pages[address].lang for _, address, _ in links]
        assert langs == sorted(langs, key=[lang, other].index)
        assert "- `LSTM`: `4 * units * (features + units + 1)`" in text
        assert root_address(book) + "facts.json" in text


def test_all_of_it_is_written_below_the_folder_of_the_site(twins, tmp_path):
    publish_for_programs(twins, [], tmp_path)
    written = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    files = {"llms.txt", "llms-full.txt", f"{CHINESE}/llms.txt", f"{CHINESE}/llms-full.txt"}
    assert written == files | set(twins.texts) | set(data_files(twins.book, []))
    full = (tmp_path / "llms-full.txt").read_text("utf-8")
    assert all((text in full) is (not name.startswith(f"{CHINESE}/")) for name, text in twins.texts.items())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_twin_of_the_page_of_names_has_each_with_its_call_and_docstring(twins, lang):
    text = next(twins.texts[page.twin] for page in twins.book.pages if (page.path, page.lang) == ("about/api.md", lang))
    assert ":::" not in text
    for name in rnnformula.__all__:
        if not inspect.ismodule(getattr(rnnformula, name)):
            assert f'### `{name}` <a id="{PACKAGE}.{name}"></a>' in text, name
    assert rnnformula.count.__doc__.partition("\n")[0] in text
    assert '>>> count("SimpleRNN", units=10, features=1)\n120\n' in text
    assert words(lang)["api_raises"] in text
