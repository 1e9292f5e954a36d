"""Citations say what the project says of itself, in forms that programs read."""

import json

import pytest
import yaml

from rnnformula import InputError
from rnnformula.citing.citation_formats import CITATION_FORMATS
from rnnformula.language import LANGUAGES
from rnnformula.site.book import citations
from rnnformula.site.book.pages import Page
from rnnformula.site.book.sources import CITATION, RECORD_INDEX, SETTINGS, Sources
from rnnformula.site.examples.planning import plan
from rnnformula.site.fences.loading import bind, read_book
from tests.citing.bibtex import read_bibtex
from tests.conftest import ROOT, project_book, project_pages, text
from tests.languages import CHINESE, ENGLISH, HOMES

pytestmark = pytest.mark.xdist_group("pages")

KERNEL = "simple-rnn.recurrent-kernel"
FACTS = yaml.safe_load(text(CITATION))
FENCE = """\
```python exec="on" result="{result}"
from rnnformula.site import cite

print(cite.step("{id}", format="{format}", lang="{lang}"))
```
"""


@pytest.fixture(scope="module")
def book():
    """The project's book, published at an address of its own and checked with a Keras of its own."""
    index = json.dumps({"versions": {"keras": "9.8.7"}, "snippets": {}})
    sources = project_book().sources
    settings = sources.text(SETTINGS).replace("site_url: ", "site_url: https://example.org/rnn #")
    return bind(Sources(ROOT, sources.texts | {RECORD_INDEX: index, SETTINGS: settings}), project_pages())


def tag_of(book, name):
    """The tag that the ledger has for an id."""
    return next(entry.tag for entry in book.published_ids if entry.id == name)


@pytest.mark.parametrize(
    ("lang", "title"), [(ENGLISH, "SimpleRNN: The recurrent kernel"), (CHINESE, "SimpleRNN：循环核")]
)
@pytest.mark.parametrize("form", CITATION_FORMATS)
def test_a_citation_of_a_step_has_its_title_address_version_and_checker(book, form, lang, title):
    written = citations.cite_step(KERNEL, format=form, lang=lang, book=book)
    assert f"https://example.org/rnn/t/{tag_of(book, KERNEL)}/" in written
    for part in (title, FACTS["version"], "Keras 9.8.7") if form != "link" else ():
        assert part in written


def test_what_the_tag_states_is_cited_with_it(book):
    written = citations.cite_step("simple-rnn", format="markdown", lang=ENGLISH, book=book)
    assert written.startswith("`SimpleRNN` has `units × (features + units + 1)` parameters.\n\n")


def test_an_entry_of_bibtex_is_what_its_reader_expects(book):
    bibtex = citations.cite_step("simple-rnn", format="bibtex", lang=CHINESE, book=book)
    version, released = FACTS["version"], FACTS["date-released"]
    assert read_bibtex(bibtex) == (
        "misc",
        f"rnnformula:{tag_of(book, 'simple-rnn')}",
        {
            "author": "{rnnformula contributors}",
            "title": "{SimpleRNN}",
            "howpublished": "rnnformula",
            "version": version,
            "year": str(released.year),
            "url": f"https://example.org/rnn/t/{tag_of(book, 'simple-rnn')}/",
            "note": "用 Keras 9.8.7 核对",
        },
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_id_of_the_site_can_be_cited(book, lang):
    ids = sorted({item.text for page in book.pages for item in book.ids_of(page)})
    tags = {entry.id: entry.tag for entry in book.published_ids}
    assert ids
    for name in ids:
        kind, key, fields = read_bibtex(citations.cite_step(name, format="bibtex", lang=lang, book=book))
        assert (kind, key) == ("misc", f"rnnformula:{tags[name]}")
        assert fields["url"].endswith(f"/t/{tags[name]}/")


@pytest.mark.parametrize(
    ("lang", "address"),
    [(ENGLISH, "https://example.org/rnn/a/#a.new"), (CHINESE, f"https://example.org/rnn/{CHINESE}/a/#a.new")],
)
def test_what_has_no_tag_yet_is_cited_by_its_page_and_named_like_its_step(book, lang, address):
    source = "# Whole {#a}\n\n## Part {#a.part}\n\n[](){#a.new}\n\n$$\n1\n$$\n"
    book = bind(book.sources, [Page(lang, "a.md", f"docs/{lang}/a.md", source)])
    written = citations.cite_step("a.new", format="markdown", lang=lang, book=book)
    assert written.replace("：", ": ").startswith(f"[Whole: Part]({address})")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_is_software_named_as_in_the_citation_file(book, lang):
    kind, key, fields = read_bibtex(citations.cite_site(format="bibtex", lang=lang, book=book))
    assert (kind, key) == ("software", "rnnformula")
    assert lang != ENGLISH or fields["title"] == f"{{{FACTS['title']}}}"
    assert fields["url"] == f"https://example.org/rnn/{HOMES[lang]}"


def test_what_tex_and_markdown_would_read_as_marks_is_escaped(book):
    page = Page(ENGLISH, "a.md", f"docs/{ENGLISH}/a.md", "# Why {100%} of W_a & [b] cost $5 #1 ^~\\x {#a}\n")
    facts = FACTS | {"authors": [{"given-names": "A", "family-names": "B & C"}]}
    book = bind(Sources(ROOT, book.sources.texts | {CITATION: yaml.safe_dump(facts)}), [page])
    fields = read_bibtex(citations.cite_step("a", format="bibtex", lang=ENGLISH, book=book))[2]
    assert fields["title"] == (
        r"{Why \textbraceleft{}100\%\textbraceright{} of W\_a \& [b] cost \$5 \#1 "
        r"\textasciicircum{}\textasciitilde{}\textbackslash{}x}"
    )
    assert fields["author"] == r"A B \& C"
    assert citations.cite_step("a", format="markdown", lang=ENGLISH, book=book).startswith(
        r"[Why {100%} of W\_a & \[b\] cost"
    )


@pytest.mark.parametrize(
    ("site_url", "address"), [("https://example.org/rnn", "https://example.org/rnn/"), (None, None)]
)
def test_addresses_are_those_of_the_site(monkeypatch, site_url, address):
    if site_url:
        monkeypatch.setenv("SITE_URL", site_url)
    else:
        monkeypatch.delenv("SITE_URL", raising=False)
    assert read_book(ROOT).settings.site_url == (address or "http://127.0.0.1:8000/")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "simple-rnn.nowhere"}, "unknown id 'simple-rnn.nowhere'; docs/ids.json lists all"),
        (
            {"format": "word", "result": "word"},
            "unknown format 'word'; did you mean 'markdown'? (known: markdown, text, bibtex, csl-json, gb7714, link)",
        ),
        ({"result": "text"}, 'unknown option result="text"; expected exec="on" result="bibtex"'),
        ({"lang": CHINESE}, f"the page is written in '{ENGLISH}', the label says lang=\"{CHINESE}\""),
        ({"id": ""}, "expected `from rnnformula.site import cite`, an empty line and"),
    ],
)
def test_a_citation_that_means_nothing_is_found(book, changes, message):
    wanted = {"id": KERNEL, "format": "bibtex", "result": "bibtex", "lang": ENGLISH} | changes
    fence = "# A {#a}\n\n" + FENCE.format(**wanted)
    page = Page(ENGLISH, "a.md", f"docs/{ENGLISH}/a.md", fence)
    others = [other for other in book.pages if any(item.text == KERNEL for item in other.ids)]
    problems = [str(problem) for problem in plan(bind(book.sources, [page, *others])).problems]
    assert problems == [
        problem for problem in problems if problem.startswith(f"docs/{ENGLISH}/a.md:3 [{ENGLISH}]: fence: ")
    ]
    assert any(message in problem for problem in problems)


def test_a_fence_runs_as_it_stands(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("rnnformula.site.cite.read_book", lambda folder: project_book())
    page = next(page for page in project_pages() if (page.lang, page.path) == (CHINESE, "about/cite.md"))
    citations = [fence for fence in project_book().fences_of(page) if fence.box == "citation"]
    assert {(citation.id, citation.format) for citation in citations} == {
        *(("simple-rnn.formula", form) for form in CITATION_FORMATS),
        *(("", form) for form in CITATION_FORMATS if form not in ("gb7714", "link")),
    }
    for citation in citations:
        exec(citation.code, {})
        assert capsys.readouterr().out == f"{citation.printed(project_book())}\n"


def test_an_unknown_language_is_refused(book):
    with pytest.raises(InputError, match="unknown language 'fr'"):
        citations.cite_step(KERNEL, format="text", lang="fr", book=book)
