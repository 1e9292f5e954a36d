"""Links to the chapters of the book that many readers come from, which has an edition a language."""

from dataclasses import replace

import pytest

from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.language.definition import no_prose
from rnnformula.site.book.pages import Page
from rnnformula.site.book.textbook import CHAPTERS, chapter_of, edition_of
from tests.languages import CHINESE, ENGLISH
from tests.site.books import problems_in

LSTM = "chapter_recurrent-modern/lstm.html"
EDITIONS = {lang: edition_of(lang) for lang in LANGUAGES}
OURS, OTHERS = EDITIONS[ENGLISH], EDITIONS[CHINESE]
ELSEWHERE = OTHERS.replace("d2l.ai", "d2l.example.org")
GRU = LSTM.replace("lstm", "gru")


def page(lang, link):
    return Page(lang, "page.md", f"docs/{lang}/page.md", f"# A {{#a}}\n\n[LSTM]({link})\n")


def said(check, *pages):
    return [problem.message for problem in problems_in(check, list(pages)) if "nav in" not in problem.message]


def test_the_editions_of_a_chapter_are_the_same_link():
    assert said("structure", page(ENGLISH, OURS + LSTM), page(CHINESE, OTHERS + LSTM)) == []


@pytest.mark.parametrize("other", [OTHERS + GRU, ELSEWHERE + LSTM])
def test_another_chapter_or_site_is_another_link(other):
    messages = said("structure", page(ENGLISH, OURS + LSTM), page(CHINESE, other))
    assert len(messages) == 2
    assert all("has no partner" in message for message in messages)


def test_each_language_links_to_its_edition():
    assert said("links", page(ENGLISH, OURS + LSTM), page(CHINESE, OTHERS + LSTM + "#lstm")) == []
    assert said("links", page(CHINESE, OURS + LSTM)) == [
        f"link '{OURS}{LSTM}': a page of this language has {OTHERS}{LSTM}"
    ]
    assert said("links", page(ENGLISH, OTHERS + LSTM)) == [
        f"link '{OTHERS}{LSTM}': a page of this language has {OURS}{LSTM}"
    ]


def test_a_chapter_that_is_not_listed_is_found():
    (message,) = said("links", page(ENGLISH, OURS + LSTM.replace("lstm", "ltsm")))
    assert f"did you mean '{LSTM}'?" in message


def test_a_language_without_an_edition_links_to_the_default_one(monkeypatch):
    assert len(set(EDITIONS.values())) == len(LANGUAGES)
    assert [chapter_of(EDITIONS[lang] + chapter) for lang in LANGUAGES for chapter in CHAPTERS] == [
        *CHAPTERS * len(LANGUAGES)
    ]
    assert chapter_of("https://example.org/d2l.ai/") is None
    monkeypatch.setitem(LANGUAGES, "qw", replace(LANGUAGES[CHINESE], code="qw", prose=no_prose))
    assert edition_of("qw") == EDITIONS[DEFAULT]
