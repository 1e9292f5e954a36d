"""The page of the package's names as it is published: every name with its signature, in every language."""

import re
from html import unescape
from inspect import signature

import pytest

import rnnformula
from rnnformula.language import DEFAULT, LANGUAGES
from tests.languages import CHINESE, ENGLISH

PATH = "about/api/index.html"
MODULES = {"render"}
PUBLIC = {
    **{name: getattr(rnnformula, name) for name in rnnformula.__all__ if name not in MODULES},
    **{f"render.{name}": getattr(rnnformula.render, name) for name in rnnformula.render.__all__},
}
TAG = re.compile(r"<[^>]*>")
#: What Chinese readers see where English ones see the word.
LABELS = {ENGLISH: ("Parameters:", "Raises:", "Attributes:"), CHINESE: ("参数：", "引发：", "属性：")}


@pytest.fixture(scope="module")
def entries(folder):
    """Language -> name -> the HTML from its heading to the next one."""
    parts = {}
    for lang in LANGUAGES:
        page = (folder / ("" if lang == DEFAULT else lang) / PATH).read_text("utf-8")
        found = re.split(r'<h[23] id="(?:rnnformula\.)?([^"]+)">', page)
        parts[lang] = dict(zip(found[1::2], found[2::2], strict=True))
    return parts


def plain(html):
    return " ".join(unescape(TAG.sub("", html)).split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_stands_there_with_its_signature(entries, lang, name):
    entry = entries[lang][name]
    assert plain(entry).startswith(f"{name}#")
    shown = plain(re.search(r'<div class="doc-signature highlight">.*?</pre>', entry, re.DOTALL)[0])
    assert shown.removeprefix("class ").startswith(name.rpartition(".")[-1])
    if isinstance(PUBLIC[name], type) and "__init__" not in vars(PUBLIC[name]):
        assert shown.endswith(f"({PUBLIC[name].__base__.__name__})")
    elif callable(PUBLIC[name]):
        places = [re.search(rf"\b{each}\b", shown) for each in signature(PUBLIC[name]).parameters]
        assert None not in places, shown
        assert [place.start() for place in places] == sorted(place.start() for place in places)


@pytest.mark.parametrize("lang", LABELS)
def test_labels_are_in_the_language_of_the_page_and_docstrings_say_that_they_are_english(entries, lang):
    count = entries[lang]["count"]
    others = [label for other, labels in LABELS.items() if other != lang for label in labels]
    assert all(label in count for label in LABELS[lang][:2])
    assert LABELS[lang][2] in entries[lang]["Tally"]
    assert not [label for label in others if any(label in entry for entry in entries[lang].values())]
    described = re.findall(rf'<(?:div|dd) lang="{ENGLISH}">\s*<p>(.*?)</p>', count, re.DOTALL)
    assert plain(described[0]) == rnnformula.count.__doc__.partition("\n")[0]
    assert len(described) > 3


def test_types_lead_to_their_entries_in_the_same_language(entries):
    for lang in LANGUAGES:
        assert 'href="#rnnformula.Tally"' in entries[lang]["tally"]
        assert 'href="#rnnformula.InputError"' in entries[lang]["count"]


def test_no_page_asks_for_the_style_of_mkdocstrings(folder):
    assert not (folder / "assets" / "_mkdocstrings.css").exists()
    assert "_mkdocstrings" not in (folder / PATH).read_text("utf-8")
