"""Citations say what the project says of itself, in forms that programs read."""

import re
from dataclasses import replace

import pytest

from rnnformula import InputError
from rnnformula.language import LANGUAGES
from rnnformula.site import cite
from rnnformula.site.book.pages import Page
from rnnformula.site.examples.examining import plan
from rnnformula.site.fences import read_fences
from tests.conftest import ROOT, project_pages

pytestmark = pytest.mark.xdist_group("pages")

KERNEL = "simple-rnn.recurrent-kernel"
FENCE = """\
```python exec="on" result="{result}"
from rnnformula.site import cite

print(cite.step("{id}", format="{format}", lang="{lang}"))
```
"""


@pytest.fixture(scope="module")
def work():
    read = cite.read_work(ROOT, project_pages())
    return replace(read, address="https://example.org/rnn/", checked=["Keras 9.8.7"])


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
        (
            "en",
            "The derivation of SimpleRNN: The recurrent kernel",
            "https://example.org/rnn/layers/simple_rnn/#" + KERNEL,
        ),
        ("zh", "SimpleRNN 参数量的推导：循环核", "https://example.org/rnn/zh/layers/simple_rnn/#" + KERNEL),
    ],
)
@pytest.mark.parametrize("form", cite.FORMATS)
def test_a_citation_of_a_step_has_its_title_address_version_and_checker(work, form, lang, title, address):
    written = cite.step(KERNEL, format=form, lang=lang, work=work)
    for part in (title, address, work.facts["version"], "Keras 9.8.7"):
        assert part in written


def test_each_format_is_what_its_reader_expects(work):
    forum, text, bibtex = (cite.step("simple-rnn", format=form, lang="zh", work=work) for form in cite.FORMATS)
    address = "https://example.org/rnn/zh/layers/simple_rnn/#simple-rnn"
    title = "SimpleRNN 参数量的推导"
    version, released = work.facts["version"], work.facts["date-released"]
    assert forum == f"[{title}]({address})（rnnformula {version}，用 Keras 9.8.7 核对）"
    edition = f"rnnformula {version}，用 Keras 9.8.7 核对"
    assert text == f"The rnnformula authors. {title}[EB/OL]. {edition}. ({released})[引用日期]. {address}"
    assert read_bibtex(bibtex) == (
        "misc",
        "rnnformula:simple-rnn",
        {
            "author": "{The rnnformula authors}",
            "title": f"{{{title}}}",
            "howpublished": "rnnformula",
            "version": version,
            "year": str(released.year),
            "url": address,
            "note": "用 Keras 9.8.7 核对",
        },
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_id_of_the_site_can_be_cited(work, lang):
    ids = sorted({item.text for page in work.pages for item in page.ids})
    assert ids
    for name in ids:
        kind, key, fields = read_bibtex(cite.step(name, format="bibtex", lang=lang, work=work))
        assert (kind, key) == ("misc", f"rnnformula:{name}")
        assert fields["url"].endswith(f"/#{name}")


def test_a_formula_is_cited_by_the_step_it_belongs_to(work):
    written = cite.step("simple-rnn.formula.equation", format="markdown", lang="en", work=work)
    assert written.startswith("[The derivation of SimpleRNN: The terms added up](")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_is_software_named_as_in_the_citation_file(work, lang):
    kind, key, fields = read_bibtex(cite.site(format="bibtex", lang=lang, work=work))
    assert (kind, key) == ("software", "rnnformula")
    assert lang != "en" or fields["title"] == f"{{{work.facts['title']}}}"
    assert fields["url"] == f"https://example.org/rnn/{'' if lang == 'en' else 'zh/'}"


def test_what_tex_and_markdown_would_read_as_marks_is_escaped(work):
    page = Page("en", "a.md", "docs/en/a.md", "# Why {100%} of W_a & [b] cost $5 #1 ^~\\x {#a}\n")
    work = replace(work, pages=[page], facts=work.facts | {"authors": [{"given-names": "A", "family-names": "B & C"}]})
    fields = read_bibtex(cite.step("a", format="bibtex", lang="en", work=work))[2]
    assert fields["title"] == (
        r"{Why \textbraceleft{}100\%\textbraceright{} of W\_a \& [b] cost \$5 \#1 "
        r"\textasciicircum{}\textasciitilde{}\textbackslash{}x}"
    )
    assert fields["author"] == r"A B \& C"
    assert cite.step("a", format="markdown", lang="en", work=work).startswith(r"[Why {100%} of W\_a & \[b\] cost")


@pytest.mark.parametrize(
    ("site_url", "address"), [("https://example.org/rnn", "https://example.org/rnn/"), (None, None)]
)
def test_addresses_are_those_of_the_site(monkeypatch, site_url, address):
    if site_url:
        monkeypatch.setenv("SITE_URL", site_url)
    else:
        monkeypatch.delenv("SITE_URL", raising=False)
    assert cite.read_work(ROOT, []).address == (address or "http://127.0.0.1:8000/")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"id": "simple-rnn.nowhere"}, "unknown id 'simple-rnn.nowhere'; docs/ids.txt lists all"),
        ({"format": "word", "result": "word"}, "unknown format 'word' (known: markdown, text, bibtex)"),
        ({"result": "text"}, 'unknown option result="text"; expected exec="on" result="bibtex"'),
        ({"lang": "zh"}, "the page is written in 'en', the label says lang=\"zh\""),
        ({"id": ""}, "expected `from rnnformula.site import cite`, an empty line and"),
    ],
)
def test_a_citation_that_means_nothing_is_found(work, asked, message):
    wanted = {"id": KERNEL, "format": "bibtex", "result": "bibtex", "lang": "en"} | asked
    fence = "# A {#a}\n\n" + FENCE.format(**wanted)
    page = Page("en", "a.md", "docs/en/a.md", fence)
    others = [other for other in work.pages if any(item.text == KERNEL for item in other.ids)]
    problems = [str(problem) for problem in plan([page, *others], ROOT).problems]
    assert problems == [problem for problem in problems if problem.startswith("docs/en/a.md:3 [en]: fence: ")]
    assert any(message in problem for problem in problems)


def test_a_fence_runs_as_it_stands(work, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("rnnformula.site.book.pages.read_pages", lambda *_: project_pages())
    page = next(page for page in work.pages if (page.lang, page.path) == ("zh", "about/cite.md"))
    work = cite.read_work(ROOT)
    asked = read_fences([page]).citations
    assert {(citation.id, citation.format) for citation in asked} == {
        (i, f) for i in ("", KERNEL) for f in cite.FORMATS
    }
    for citation in asked:
        exec(citation.code, {})
        assert capsys.readouterr().out == f"{citation.rendered(work)}\n"


def test_an_unknown_language_is_refused(work):
    with pytest.raises(InputError, match="unknown language 'fr'"):
        cite.step(KERNEL, format="text", lang="fr", work=work)
