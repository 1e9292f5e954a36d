"""The head of a page says to programs what the book, its text and CITATION.cff say."""

import json
import re
from types import SimpleNamespace

import pytest
import yaml

from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.pages import Page
from rnnformula.site.book.sources import CITATION, SETTINGS, Sources
from rnnformula.site.fences.loading import bind
from rnnformula.site.publish.link_images import LinkImage
from rnnformula.site.publish.metadata import Metadata
from rnnformula.site.publish.page_answers import read_answer, read_claims
from tests.conftest import ROOT, project_book, text
from tests.languages import CHINESE, ENGLISH, HOMES

FACTS = yaml.safe_load(text(CITATION))
SITE_URL = "https://example.org/rnn/"
GRAPH = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ANSWERED = (
    '<h1 id="a">Why?</h1>\n<p><strong>The question.</strong> Why <code>5</code>?</p>\n'
    "<p><strong>The answer.</strong> Because. Array by array:</p>\n<table><tr><td>3</td></tr></table><p>Later.</p>"
)
CLAIM = (
    '<h2 id="b">B</h2><h3 id="a.{id}">{said}<a class="headerlink" href="#a">#</a></h3>\n'
    "<p><strong>{word}</strong> {why}</p>"
)


def head_of(
    *,
    lang=ENGLISH,
    path="questions/lstm.md",
    content=ANSWERED,
    description="It says why.",
    facts=FACTS,
    title="Why?",
    drawn=True,
):
    """The metadata of a page of the project's book that has this title, this HTML and is cited by these facts."""
    sources = project_book().sources
    settings = sources.text(SETTINGS).replace("site_url: ", f"site_url: {SITE_URL} #")
    pages = [
        Page(code, name, f"docs/{code}/{name}", f"# {title} {{#a}}\n")
        for code in LANGUAGES
        for name in ("index.md", path)
    ]
    book = bind(Sources(ROOT, sources.texts | {CITATION: yaml.safe_dump(facts), SETTINGS: settings}), pages)
    drawn_pages = pages if drawn else []
    images = {f"{page.lang}/{page.path}": LinkImage("link-0.png", f"An image. {page.lang}") for page in drawn_pages}
    built = SimpleNamespace(
        file=SimpleNamespace(src_uri=f"{lang}/{path}"), meta={"description": description}, content=content
    )
    return Metadata(book, images).of(built)


def node(head, kind):
    """The part of the graph with this type; None where there is none."""
    return next((part for part in json.loads(head.graph)["@graph"] if part["@type"] == kind), None)


def test_people_are_cited_by_their_family_names_and_groups_as_they_are_called():
    facts = FACTS | {"authors": [{"given-names": "Ada", "family-names": "Lovelace"}, {"name": "A group of people"}]}
    head = head_of(facts=facts)
    assert [content for name, content in head.named if name == "citation_author"] == [
        "Lovelace, Ada",
        "A group of people",
    ]
    assert ("author", "Ada Lovelace, A group of people") in head.named
    assert node(head, "TechArticle")["author"] == [
        {"@type": "Person", "name": "Ada Lovelace", "givenName": "Ada", "familyName": "Lovelace"},
        {"@type": "Organization", "name": "A group of people"},
    ]


def test_a_live_page_names_no_image_as_nobody_shares_a_link_to_it():
    drawn, live = head_of(), head_of(drawn=False)
    assert {name for name, _ in drawn.properties} - {name for name, _ in live.properties} == {
        *("og:image", "og:image:type", "og:image:width", "og:image:height", "og:image:alt")
    }
    assert node(drawn, "TechArticle").keys() - node(live, "TechArticle").keys() == {"image"}


def test_the_repository_is_named_where_there_is_one():
    assert "codeRepository" not in node(head_of(), "SoftwareSourceCode")
    address = "https://example.org/code"
    assert node(head_of(facts=FACTS | {"repository-code": address}), "SoftwareSourceCode")["codeRepository"] == address


def test_nothing_that_a_page_says_ends_the_script_or_begins_a_comment():
    odd = "</script><!--<script>&amp; “a”"
    graph = head_of(description=odd, title=f"Why {odd}?").graph
    assert not set("<>&") & set(graph)
    article = next(part for part in json.loads(graph)["@graph"] if part["@type"] == "TechArticle")
    assert (article["description"], article["headline"]) == (odd, f"Why {odd}?")


def test_a_page_without_a_description_is_described_as_the_site():
    assert node(head_of(description=""), "TechArticle")["description"] == words(ENGLISH)["site_description"]


def test_a_question_is_the_title_or_what_the_reader_asks_where_the_title_asks_nothing():
    (asked,) = node(head_of(), "FAQPage")["mainEntity"]
    assert (asked["name"], asked["text"], asked["acceptedAnswer"]["text"]) == ("Why?", "Why 5?", "Because.")
    (asked,) = node(head_of(title="Wrong answers"), "FAQPage")["mainEntity"]
    assert asked["name"] == "Why 5?"


def test_a_page_that_is_no_question_is_told_as_none():
    assert node(head_of(path="layers/lstm.md"), "FAQPage") is None
    assert node(head_of(content="<h1>a</h1><p>Some text.</p><p>More.</p>"), "FAQPage") is None


@pytest.mark.parametrize(
    ("behind", "answer"),
    [
        ("<p>More.</p>", "It is. More."),
        ("<p>More: two.</p><p>It has three of them, a.b:</p>", "It is. More: two."),
        ("<ul><li>a</li></ul><p>More.</p>", "It is."),
        (
            '<div class="block"><math><mi>u</mi><mo>×</mo><mn>2</mn></math></div><p>where 2 is.</p>',
            "It is. u × 2 where 2 is.",
        ),
        ('<div class="example"><p>More.</p></div>', "It is."),
        ("<h2>Next</h2><p>More.</p>", "It is."),
    ],
)
def test_an_answer_goes_on_up_to_what_is_neither_text_nor_formula(behind, answer):
    content = f"<h1>a</h1><p><strong>Q.</strong> Is it?</p><p><strong>A.</strong> It is.</p>{behind}"
    assert read_answer(content) == ("Is it?", answer)


def test_an_answer_in_chinese_has_no_blanks_around_its_formulas_marks():
    math = "<math><mi>u</mi><mo>×</mo><mn>2</mn></math>"
    content = f"<h1>a</h1><p><strong>问</strong>：几个？</p><p><strong>答</strong>：{math}。第二句（{math}）。</p>"
    content += "<p>各个数组：</p>"
    assert read_answer(content) == ("几个？", "u × 2。第二句（u × 2）。")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_claims_are_read_with_the_verdicts_of_the_language(lang):
    verdicts = {key: words(lang)[f"claim_{key}"] for key in ("wrong", "half_true", "true")}
    content = "".join(
        CLAIM.format(id=key, said=f'"It is <code>{key}</code> &amp; so"', word=f"{word}.", why="Why. Array by array:")
        for key, word in verdicts.items()
    )
    content += CLAIM.format(id="none", said="A heading", word="Note.", why="No claim.")
    assert [tuple(claim) for claim in read_claims(content, lang)] == [
        (f"a.{key}", f"It is {key} & so", truth, word, "Why.") for truth, (key, word) in enumerate(verdicts.items(), 1)
    ]


def test_the_pages_of_a_small_site_name_each_other(good):
    done = good.make("preview-site", SITE_URL=SITE_URL)
    assert done.returncode == 0, done.stderr
    articles = {}
    for lang, home in HOMES.items():
        source = good.read(f"preview/{home}index.html")
        (graph,) = GRAPH.findall(source)
        kinds = [part["@type"] for part in json.loads(graph)["@graph"]]
        assert kinds == ["WebSite", "SoftwareSourceCode", "TechArticle"]  # no way leads from the home page to itself
        articles[lang] = json.loads(graph)["@graph"][2]
        assert f'<meta name="citation_public_url" content="{SITE_URL}{home}">' in source
        assert f'<meta property="og:url" content="{SITE_URL}{home}">' in source
    assert articles[ENGLISH]["workTranslation"] == [{"@id": articles[CHINESE]["@id"]}]
    assert articles[CHINESE]["translationOfWork"] == {"@id": articles[ENGLISH]["@id"]}
    assert GRAPH.findall(good.read("preview/404.html")) == []


def test_each_language_is_called_as_sites_call_it_that_show_links():
    locales = [language.locale for language in LANGUAGES.values()]
    assert all(re.fullmatch(r"[a-z]{2}_[A-Z]{2}", locale) for locale in locales)
    assert len(set(locales)) == len(locales)
