"""What stands beside each id of a page, and the texts that the dialog has of it."""

import json

import pytest

from rnnformula.citing import cite, tags
from rnnformula.language import LANGUAGES, words
from rnnformula.site.fences.loading import read_book
from rnnformula.site.html.cite_buttons import with_cite_buttons
from rnnformula.site.publish.citation_texts import DIALOG_FORMATS, TEX_FORMAT, write_citations
from rnnformula.site.tags.tag_statements import read_statements_of_tags
from tests.conftest import ROOT
from tests.languages import ENGLISH

TAGS = {"a.b": "2ADD", "c": "2TEC"}
HEADING = '<h2 id="c">C<a class="headerlink" href="#c" title="x" aria-label="x: c" data-search-exclude>#</a></h2>'
BLOCK = '<div class="block" id="a.b">…<a class="permalink" href="#a.b" title="x" aria-label="x: a.b">#</a></div>'
TERM = '<td><a href="#a.b" id="a.b"><strong>layer</strong></a><br>层</td>'
PLACE = '<span id="a.b"></span>'
SITE, DAY = "https://example.org/rnn/", "2026-01-31"


def button(name, lang):
    label = words(lang)
    called = label["item"].format(name=label["cite"], value=name)
    return f'<button class="cite" type="button" aria-label="{called}" data-search-exclude>{label["cite"]}</button>'


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("html", "name", "end"), [(HEADING, "c", "</h2>"), (BLOCK, "a.b", "</div>")])
def test_the_link_of_an_id_knows_its_tag_and_has_a_button_behind_it(html, name, end, lang):
    citable = with_cite_buttons(html, TAGS, lang)
    assert citable.endswith(f"#</a>{button(name, lang)}{end}")
    assert citable.count(f' data-tag="{TAGS[name]}" href="#') == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_term_keeps_its_link_to_itself(lang):
    assert with_cite_buttons(TERM, TAGS, lang) == (
        '<td><a data-tag="2ADD" href="#a.b" id="a.b"><strong>layer</strong></a>' + button("a.b", lang) + "<br>层</td>"
    )


def test_a_place_gets_a_link_too():
    citable = with_cite_buttons(PLACE, TAGS, ENGLISH)
    assert citable.startswith('<span class="place" id="a.b"><a class="permalink" href="#a.b" data-tag="2ADD" ')
    assert citable.endswith(button("a.b", ENGLISH) + "</span>")


@pytest.mark.parametrize("html", [HEADING, BLOCK, TERM, PLACE, '<a href="#c">C</a>', '<span id="c">C</span>'])
def test_what_has_no_tag_or_is_no_id_stays(html):
    assert with_cite_buttons(html, {"other": "2ADD"}, ENGLISH) == html


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The texts of all tags, by tag, and the file that has each."""
    folder, book = tmp_path_factory.mktemp("assets"), read_book(ROOT)
    write_citations(book, read_statements_of_tags(book), folder)
    found = {}
    for file in folder.rglob("*.json"):
        page = file.relative_to(folder / "citations").with_suffix(".md").as_posix()
        found |= {tag: (page, cited) for tag, cited in json.loads(file.read_text(encoding="utf-8")).items()}
    return found


def filled(text, quote=""):
    """A text as assets/cite_dialog.mjs fills it in, with a quote of one line."""
    year, month, day = (str(int(part)) for part in DAY.split("-"))
    marks = {"site": SITE, "accessed": DAY, "quote": quote, "year": year, "month": month, "day": day}
    for name, value in marks.items():
        text = text.replace(f"⟦{name}⟧", value)
    return text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DIALOG_FORMATS)
def test_each_text_is_that_of_the_package(texts, name, lang):
    known = [tag for tag in tags() if tag.statements]
    assert len(known) == len(texts) > 700
    for tag in known:
        page, cited = texts[tag.tag]
        assert page == tag.page
        assert cited[lang]["title"] == tag.title(lang)
        format_ = "markdown" if name == TEX_FORMAT else name
        asked = {"format": format_, "lang": lang, "address": SITE, "accessed": DAY, "tex": name == TEX_FORMAT}
        whole, *quoted = cited[lang]["texts"][name]
        assert filled(whole) == cite(tag, **asked)
        assert filled(quoted[0] if quoted else whole, "a b") == cite(tag, quote="a b", **asked)
