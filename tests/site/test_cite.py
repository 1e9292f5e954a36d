"""Citations say what the project says of itself, in forms that programs read."""

import json
import re

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


def read_bibtex(text):
    """Kind, key and fields of an entry; braces must be balanced and nothing else may be left."""
    kind, key, body = re.fullmatch(r"@(\w+)\{([\w:.-]+),\n(.*)\}", text, re.DOTALL).groups()
    fields, rest = {}, body
    while rest:
        name, rest = re.fullmatch(r"  (\w+) = (\{.*)", rest, re.DOTALL).groups()
        depth = end = 0
        while not end or depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        assert name not in fields
        fields[name] = rest[1 : end - 1]
        assert rest[end : end + 2] == ",\n"
        rest = rest[end + 2 :]
    return kind, key, fields


@pytest.mark.parametrize(
    ("lang", "title", "address"),
    [
        (ENGLISH, "SimpleRNN: The recurrent kernel", "https://example.org/rnn/layers/simple_rnn/#" + KERNEL),
        (CHINESE, "SimpleRNN：循环核", f"https://example.org/rnn/{CHINESE}/layers/simple_rnn/#" + KERNEL),
    ],
)
@pytest.mark.parametrize("form", CITATION_FORMATS)
def test_a_citation_of_a_step_has_its_title_address_version_and_checker(book, form, lang, title, address):
    written = citations.cite_step(KERNEL, format=form, lang=lang, book=book)
    for part in (title, address, FACTS["version"], "Keras 9.8.7"):
        assert part in written


def test_each_format_is_what_its_reader_expects(book):
    forum, plain, bibtex = (
        citations.cite_step("simple-rnn", format=form, lang=CHINESE, book=book) for form in CITATION_FORMATS
    )
    address = f"https://example.org/rnn/{CHINESE}/layers/simple_rnn/#simple-rnn"
    title = "SimpleRNN"
    version, released = FACTS["version"], FACTS["date-released"]
    assert forum == f"[{title}]({address})（rnnformula {version}，用 Keras 9.8.7 核对）"
    edition = f"rnnformula {version}，用 Keras 9.8.7 核对"
    assert plain == f"rnnformula contributors. {title}[EB/OL]. {edition}. ({released})[引用日期]. {address}"
    assert read_bibtex(bibtex) == (
        "misc",
        "rnnformula:simple-rnn",
        {
            "author": "{rnnformula contributors}",
            "title": f"{{{title}}}",
            "howpublished": "rnnformula",
            "version": version,
            "year": str(released.year),
            "url": address,
            "note": "用 Keras 9.8.7 核对",
        },
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_id_of_the_site_can_be_cited(book, lang):
    ids = sorted({item.text for page in book.pages for item in book.ids_of(page)})
    assert ids
    for name in ids:
        kind, key, fields = read_bibtex(citations.cite_step(name, format="bibtex", lang=lang, book=book))
        assert (kind, key) == ("misc", f"rnnformula:{name}")
        assert fields["url"].endswith(f"/#{name}")


def test_a_formula_is_cited_by_the_step_it_belongs_to(book):
    written = citations.cite_step("simple-rnn.formula.equation", format="markdown", lang=ENGLISH, book=book)
    assert written.startswith("[SimpleRNN: The terms added up](")


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
        ({"format": "word", "result": "word"}, "unknown format 'word' (known: markdown, text, bibtex)"),
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
        (name, form) for name in ("", KERNEL) for form in CITATION_FORMATS
    }
    for citation in citations:
        exec(citation.code, {})
        assert capsys.readouterr().out == f"{citation.printed(project_book())}\n"


def test_an_unknown_language_is_refused(book):
    with pytest.raises(InputError, match="unknown language 'fr'"):
        citations.cite_step(KERNEL, format="text", lang="fr", book=book)
