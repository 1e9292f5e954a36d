"""The first use of an agreed term explains itself, once on a page, and nothing that reads the page has its note."""

import html
import re
import shutil
import sys
from collections import defaultdict
from dataclasses import replace
from types import SimpleNamespace

import pytest

from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.pages import Page
from rnnformula.site.book.sources import GLOSSARY
from rnnformula.site.book.terms import GROUPS, read_terms
from rnnformula.site.html.segmenting import teach_words
from rnnformula.site.html.term_notes import AGREED_TERM, NOTE_ATTRIBUTE, TermNotes
from rnnformula.site.publish.live import made_of
from rnnformula.site.publish.page_answers import read_answer
from rnnformula.site.publish.search_text import searched_text
from tests.conftest import ROOT, project_book
from tests.languages import CHINESE, ENGLISH, HOMES
from tests.site.books import book_of

TERMS = f"""\
[[term]]
id = "kernel"
group = "{GROUPS[0]}"
{ENGLISH} = "kernel"
{CHINESE} = "核"
also.{ENGLISH} = ["weight kernel"]
also.{CHINESE} = ["权重核"]
also.code = ["W_xh"]
never.{ENGLISH} = [{{ words = ["popcorn kernel"], why.{ENGLISH} = "it pops" }}]
never.{CHINESE} = [{{ words = ["内核"], why.{ENGLISH} = "of a system", why.{CHINESE} = "系统的" }}]
not_in.{ENGLISH} = ["kernel of truth"]
not_in.{CHINESE} = ["果核"]
meaning.{ENGLISH} = "The array that `Dense` has for the \\"input\\"."
meaning.{CHINESE} = "`Dense` 与输入相乘的数组。"

[[term]]
id = "recurrent-kernel"
group = "{GROUPS[0]}"
{ENGLISH} = "recurrent kernel"
{CHINESE} = "循环核"
meaning.{ENGLISH} = "The array for the state."
meaning.{CHINESE} = "与状态相乘的数组。"

[[term]]
id = "array"
group = "{GROUPS[0]}"
{ENGLISH} = "array"
{CHINESE} = "数组"
everyday = true
meaning.{ENGLISH} = "Numbers."
meaning.{CHINESE} = "一些数。"

[[term]]
id = "unit"
group = "{GROUPS[0]}"
{ENGLISH} = "unit"
{CHINESE} = "单元"
meaning.{ENGLISH} = "One of the outputs."
meaning.{CHINESE} = "一个输出。"

[[term]]
id = "unit-size"
group = "{GROUPS[0]}"
{ENGLISH} = "unit size"
{CHINESE} = "单元大小"
meaning.{ENGLISH} = "How large a unit is."
meaning.{CHINESE} = "单元有多大。"

[[term]]
id = "bias"
group = "{GROUPS[0]}"
{ENGLISH} = "bias"
{CHINESE} = "偏置"
meaning.{ENGLISH} = "What is added."
meaning.{CHINESE} = "加上去的数。"

[[term]]
id = "vocabulary"
group = "{GROUPS[1]}"
{ENGLISH} = "vocabulary"
{CHINESE} = "词表"
meaning.{ENGLISH} = "Words."
meaning.{CHINESE} = "全部词。"
"""
FENCE = """\
# A {{#glossary}}

```python exec="on"
from rnnformula.site import report

print(report.markdown("terms.{}", lang="{}"))
```
"""
LINK = re.compile(rf'<a class="{AGREED_TERM}" href="([^"]*)" {NOTE_ATTRIBUTE}="([^"]*)">(.*?)</a>', re.DOTALL)


def pages(group=GROUPS[0]):
    for lang in LANGUAGES:
        yield Page(lang, "about/terms.md", f"docs/{lang}/about/terms.md", FENCE.format(group, lang))


@pytest.fixture
def notes(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / GLOSSARY).write_text(TERMS, encoding="utf-8")
    for name in ("mkdocs.yml", "CITATION.cff"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    book = book_of(list(pages()), tmp_path)
    teach_words(book.terms)
    return TermNotes(book)


def explained(notes, content, lang, address="layers/lstm/"):
    """The terms that a page explains, as it writes them; all else on it stays as it was."""
    written = notes.put(content, lang, address)
    assert LINK.sub(r"\3", written) == content
    return [match[3] for match in LINK.finditer(written)]


@pytest.mark.parametrize(
    ("lang", "content", "found"),
    [
        # the longest, and the first use only
        (ENGLISH, "<p>A recurrent kernel, a kernel, a kernel.</p>", ["recurrent kernel", "kernel"]),
        (CHINESE, "<p>循环核、核、核。</p>", ["循环核", "核"]),
        (ENGLISH, "<p>The unit size of a unit</p>", ["unit size", "unit"]),
        (CHINESE, "<p>单元大小是单元有多大。</p>", ["单元大小", "单元"]),
        (ENGLISH, "<p>The recurrent\nkernel</p><p>a recurrent kernel</p>", ["recurrent\nkernel"]),
        # whole words, one or several of them, whatever the letter at the start of a sentence
        (ENGLISH, "<p>Kernels and biases.</p><p>The kernel.</p>", ["Kernels", "biases"]),
        (ENGLISH, "<p>Unitary, unit-free, community, subunits, kernelled; united units</p>", ["units"]),
        # not within a longer wording that is refused, somebody else's or something else, nor within a longer word
        (ENGLISH, "<p>A popcorn kernel, weight kernels, a kernel of truth; the Kernel</p>", ["Kernel"]),
        (CHINESE, "<p>内核、权重核、果核；单元格</p>", []),
        (CHINESE, "<p>表格的单元格里写着单元。</p>", ["单元"]),
        # running text alone
        (ENGLISH, "<h2>A kernel</h2><ul><li>a kernel</li></ul>", ["kernel"]),
        (
            ENGLISH,
            "<p><code>kernel</code> <a href='kernel'>kernel</a> <math>kernel</math> <em>kernel</em></p>",
            ["kernel"],
        ),
        (ENGLISH, "<table><tr><td><p>kernel</p></td></tr></table><pre>kernel</pre><div>kernel</div>", []),
        (ENGLISH, "<figure><svg><title>unit</title></svg><figcaption><p>unit</p></figcaption></figure>", []),
        (ENGLISH, "<details><summary>unit</summary><p>unit</p><details></details></details><p>Unit</p>", ["Unit"]),
        (
            ENGLISH,
            '<p data-search-exclude>unit</p><p class="ran-with">unit</p><dl><dt>unit</dt><dd>Unit</dd></dl>',
            ["Unit"],
        ),
        (ENGLISH, f'<div lang="{CHINESE}"><p>unit</p></div><div lang="{ENGLISH}"><p>Unit</p></div>', ["Unit"]),
        (ENGLISH, '<p title="a > unit">one<br>unit</p>', ["unit"]),
        # everyday words, and what no page lists
        (ENGLISH, "<p>An array of a vocabulary</p>", []),
        (CHINESE, "<p>数组和词表</p>", []),
    ],
)
def test_the_first_use_of_a_term_in_running_text_is_explained(notes, lang, content, found):
    assert explained(notes, content, lang) == found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_term_leads_to_its_place_with_its_meaning_and_the_words_of_others(notes, lang):
    (term,) = [term for term in read_terms(TERMS) if term.id == "glossary.kernel"]
    written = notes.put(f"<p>{term.words[lang]}</p>", lang, f"{HOMES[lang]}layers/lstm/")
    (link,) = LINK.finditer(written)
    assert link[1] == "../../about/terms/#glossary.kernel"
    label = words(lang)
    also = label["also"] + label["comma"].join([*term.also[lang], "W_xh"])
    assert html.unescape(link[2]) == f"{term.meaning[lang].replace('`', '')}\n{also}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_the_glossary_and_a_site_without_one_explain_nothing(notes, lang, tmp_path):
    content = {ENGLISH: "<p>A kernel</p>", CHINESE: "<p>核</p>"}[lang]
    (own,) = [page.address for page in pages() if page.lang == lang]
    assert explained(notes, content, lang, own) == []
    bare = [replace(page, source="# A {#a}\n") for page in pages()]
    assert explained(TermNotes(book_of(bare, tmp_path)), content, lang) == []


def test_a_note_is_no_text_of_the_page(notes):
    content = (
        '<h1 id="a">A</h1><p><strong>Question.</strong> What is a kernel?</p>'
        "<p><strong>Answer.</strong> A unit has one, and a bias.</p><h2>B</h2>"
    )
    written = notes.put(content, ENGLISH, "questions/a/")
    assert len(LINK.findall(written)) == 3
    assert searched_text(written) == searched_text(content)
    assert read_answer(written) == read_answer(content)


def test_what_a_page_is_made_of_has_what_the_glossary_says(notes, tmp_path):
    def made():
        book = book_of(list(pages()), tmp_path)
        examples = SimpleNamespace(versions={}, codes={})
        printed = SimpleNamespace(
            facts=SimpleNamespace(book=book, as_written=book, examples=examples), output=lambda *_: ""
        )
        return made_of(
            printed, SimpleNamespace(font="", engine="", link_images=defaultdict(str)), book.pages, sys.maxsize
        )

    before = made()
    assert made() == before
    for old, new in (("One of the outputs.", "An output."), ("everyday = true\n", ""), ("weight kernel", "core")):
        (tmp_path / GLOSSARY).write_text(TERMS.replace(old, new), encoding="utf-8")
        after = made()
        assert after.keys() == before.keys()
        assert all(after[page] != before[page] for page in before)
    # Where a term stands in the file is seen nowhere.
    (tmp_path / GLOSSARY).write_text(f"# A comment\n{TERMS}", encoding="utf-8")
    assert made() == before


@pytest.mark.parametrize("page", project_book().pages, ids=lambda page: page.file)
def test_every_term_of_the_project_is_explained_at_most_once_on_a_page(page):
    teach_words(project_book().terms)
    paragraphs = (f"<p>{html.escape(line)}</p>" for _, line in page.prose)
    written = TermNotes(project_book()).put("".join(paragraphs), page.lang, page.address)
    leading = [link[0].partition("#")[2] for link in LINK.findall(written)]
    assert len(leading) == len(set(leading))
    everyday = {term.id for term in project_book().terms if term.everyday}
    assert not everyday & set(leading)
