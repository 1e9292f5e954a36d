"""What every page says of itself to programs is whole, true to CITATION.cff, on the page, and leads somewhere."""

import html
import json
import re
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from struct import unpack

import pytest
import yaml
from jsonschema_rs import Draft7Validator, meta

from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.site.book.sources import CITATION
from rnnformula.site.book.work import TEXT_LICENSE_ADDRESS
from tests.browser.conftest import PATHS, SITE_URL
from tests.conftest import text
from tests.languages import HOMES

FACTS = yaml.safe_load(text(CITATION))
SCHEMA = json.loads(Path(__file__).with_name("page_graph.schema.json").read_text("utf-8"))
GRAPH = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ID = re.compile(r'\sid="([^"]+)"')
QUESTIONS, CLAIMS = "questions/", "questions/wrong_answers/"
NAMES = [author.get("name") or f"{author['family-names']}, {author['given-names']}" for author in FACTS["authors"]]


class Head(HTMLParser):
    """The metadata of a page: the contents of each ``<meta>`` by its name or property, and of each link by its kind."""

    def __init__(self, source):
        super().__init__()
        self.metas, self.links = {}, {}
        self.feed(source.partition("</head>")[0])

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and (name := given.get("name") or given.get("property")):
            self.metas.setdefault(name, []).append(given["content"])
        if tag == "link":
            self.links.setdefault(given["rel"], []).append(given["href"])


@pytest.fixture(scope="module")
def pages(folder):
    """The HTML of each page by its address from the home page on."""
    return {path: (folder / path / "index.html").read_text("utf-8") for path in PATHS}


@pytest.fixture(scope="module")
def graphs(pages):
    """The graph of each page."""
    return {path: json.loads(graph_in(source)) for path, source in pages.items()}


def graph_in(source):
    (graph,) = GRAPH.findall(source.partition("</head>")[0])
    assert GRAPH.findall(source) == [graph]
    return graph


def node_of(graph, kind):
    """The only part of this type."""
    (node,) = [node for node in graph["@graph"] if node["@type"] == kind]
    return node


def language_at(path):
    return next((lang for lang, home in HOMES.items() if home and path.startswith(home)), DEFAULT)


def plain(source):
    """What is written on a page, without blanks, controls and what only scripts read."""
    source = re.sub(r"<(script|style|annotation|select|button)\b.*?</\1>", "", source, flags=re.DOTALL)
    source = re.sub(r'<a class="(?:headerlink|permalink)".*?</a>', "", source, flags=re.DOTALL)
    return without_blanks(html.unescape(re.sub(r"<[^>]*>", "", source)))


def without_blanks(written):
    return re.sub(r"[\s_]+", "", written)


def addresses_in(value):
    """All addresses of the site in a graph."""
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return {address for each in inside for address in addresses_in(each)}
    return {value} if isinstance(value, str) and value.startswith(SITE_URL) else set()


@pytest.mark.parametrize("path", PATHS)
def test_a_graph_has_what_its_types_ask_for(graphs, path):
    assert [
        f"{error.instance_path}: {error.message[:200]}" for error in Draft7Validator(SCHEMA).iter_errors(graphs[path])
    ] == []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("TechArticle", {"headline": ""}),
        ("TechArticle", {"headline": "a" * 111}),
        ("TechArticle", {"url": "/layers/lstm/"}),
        ("TechArticle", {"datePublished": "2026/11/21"}),
        ("TechArticle", {"author": []}),
        ("TechArticle", {"authors": []}),
        ("TechArticle", {"image": {"@type": "ImageObject", "url": f"{SITE_URL}a.png"}}),
        ("TechArticle", {"translationOfWork": {"@id": f"{SITE_URL}#a"}, "workTranslation": [{"@id": f"{SITE_URL}#a"}]}),
        ("FAQPage", {"mainEntity": []}),
        ("BreadcrumbList", {"itemListElement": []}),
        ("WebSite", {"@type": "Site"}),
    ],
)
def test_a_graph_that_lacks_something_is_found(graphs, kind, change):
    graph = deepcopy(graphs["questions/lstm/"])
    node_of(graph, kind).update(change)
    assert list(Draft7Validator(SCHEMA).iter_errors(graph))


def test_the_schema_is_one():
    meta.validate(SCHEMA)


def test_all_addresses_lead_to_pages_and_to_what_is_on_them(folder, pages, graphs):
    nodes = {node["@id"] for graph in graphs.values() for node in graph["@graph"]}
    lost = []
    for path, graph in graphs.items():
        for address in addresses_in(graph):
            place, _, fragment = address.removeprefix(SITE_URL).partition("#")
            file = folder / place / "index.html" if place in pages else folder / place
            there = address in nodes or not fragment or fragment in ID.findall(pages.get(place, ""))
            if not (file.is_file() and there):
                lost.append((path, address))
    assert lost == []


@pytest.mark.parametrize("path", PATHS)
def test_a_page_says_what_the_citation_file_says(pages, graphs, path):
    metas = Head(pages[path]).metas
    article = node_of(graphs[path], "TechArticle")
    software = node_of(graphs[path], "SoftwareSourceCode")
    released = FACTS["date-released"]
    assert metas["citation_author"] == NAMES
    assert metas["citation_publication_date"] == [f"{released:%Y/%m/%d}"]
    assert metas["citation_keywords"] == ["; ".join(FACTS["keywords"])]
    assert article["datePublished"] == released.isoformat()
    assert article["version"] == software["version"] == FACTS["version"]
    assert [author["name"] for author in article["author"]] == [author["name"] for author in FACTS["authors"]]
    assert software["license"].endswith(f"/{FACTS['license']}")
    assert [article["license"]] == metas["dc.rights"] == [TEXT_LICENSE_ADDRESS]
    assert metas["dc.type"] == ["webpage"]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_called_alike_by_all_that_names_it(pages, graphs, path):
    head, article, lang = Head(pages[path]), node_of(graphs[path], "TechArticle"), language_at(path)
    (heading,) = re.findall(r"<h1\b[^>]*>(.*?)<a class=\"headerlink\"", pages[path], re.DOTALL)
    title = html.unescape(re.sub(r"<[^>]*>", "", heading)).replace("\xa0", " ")
    assert [article["headline"]] == head.metas["citation_title"] == head.metas["og:title"] == [title]
    assert [article["description"]] == head.metas["description"] == head.metas["og:description"]
    assert [article["url"]] == head.links["canonical"] == head.metas["og:url"] == head.metas["citation_public_url"]
    assert head.links["canonical"] == [f"{SITE_URL}{path}"]
    assert [article["inLanguage"]] == head.metas["citation_language"] == [lang]
    assert head.metas["og:locale"] == [LANGUAGES[lang].locale]
    others = [language.locale for code, language in LANGUAGES.items() if code != lang]
    assert head.metas["og:locale:alternate"] == others


def test_the_versions_of_a_page_name_each_other(graphs):
    articles = {path: node_of(graph, "TechArticle") for path, graph in graphs.items()}
    for path, article in articles.items():
        lang = language_at(path)
        first = path.removeprefix(HOMES[lang])
        others = [{"@id": articles[f"{home}{first}"]["@id"]} for code, home in HOMES.items() if code != DEFAULT]
        if lang == DEFAULT:
            assert article["workTranslation"] == others
        else:
            assert article["translationOfWork"] == {"@id": articles[first]["@id"]}


@pytest.mark.parametrize("path", PATHS)
def test_the_image_of_a_page_is_there_in_the_size_that_is_said(folder, pages, graphs, path):
    metas, image = Head(pages[path]).metas, node_of(graphs[path], "TechArticle")["image"]
    png = (folder / image["url"].removeprefix(SITE_URL)).read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert unpack(">II", png[16:24]) == (image["width"], image["height"])
    assert metas["og:image"] == [image["url"]]
    assert metas["og:image:width"] == [str(image["width"])]
    assert metas["og:image:height"] == [str(image["height"])]
    assert metas["og:image:alt"] == [image["caption"]]
    assert metas["twitter:card"] == ["summary_large_image"]


@pytest.mark.parametrize("path", [path for path in PATHS if QUESTIONS in path])
def test_a_question_and_its_answer_are_on_the_page(pages, graphs, path):
    (asked,) = node_of(graphs[path], "FAQPage")["mainEntity"]
    written = plain(pages[path].partition("<article")[2])
    for said in (asked["name"], asked["text"], asked["acceptedAnswer"]["text"]):
        assert without_blanks(said) in written


def test_only_questions_are_told_as_questions(graphs):
    asking = {path for path, graph in graphs.items() if any(node["@type"] == "FAQPage" for node in graph["@graph"])}
    assert asking == {path for path in PATHS if QUESTIONS in path}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_claim_has_its_verdict_and_its_reason_as_the_page_has_them(pages, graphs, lang):
    path = f"{HOMES[lang]}{CLAIMS}"
    claims = [node for node in graphs[path]["@graph"] if node["@type"] == "ClaimReview"]
    assert len(claims) == pages[path].count("<h3 ") > 20
    verdicts = {1: words(lang)["claim_wrong"], 2: words(lang)["claim_half_true"], 3: words(lang)["claim_true"]}
    assert {claim["reviewRating"]["ratingValue"] for claim in claims} == verdicts.keys()
    for claim in claims:
        rating = claim["reviewRating"]
        _, _, section = pages[path].partition(f'<h3 id="{claim["url"].partition("#")[2]}"')
        section = plain(section.partition("<h3 ")[0])
        assert rating["alternateName"] == verdicts[rating["ratingValue"]]
        assert without_blanks(claim["claimReviewed"]) in section
        label = re.escape(without_blanks(rating["alternateName"]))
        assert re.search(rf"{label}[.：]{re.escape(without_blanks(claim['reviewBody']))}", section), claim["url"]


def test_the_way_to_a_page_leads_over_the_list_of_its_section(graphs):
    crumbs = [
        [
            (crumb["name"], crumb["item"])
            for crumb in node_of(graphs[f"{home}layers/lstm/"], "BreadcrumbList")["itemListElement"]
        ]
        for home in HOMES.values()
    ]
    for lang, way in zip(HOMES, crumbs, strict=True):
        home = f"{SITE_URL}{HOMES[lang]}"
        section = (words(lang)["section_derivations"], f"{home}#home.derivations")
        assert way == [("rnnformula", home), section, ("LSTM", f"{home}layers/lstm/")]


def test_a_page_for_what_is_not_there_says_nothing_of_itself(folder):
    source = (folder / "404.html").read_text("utf-8")
    assert GRAPH.findall(source) == []
    assert not {name for name in Head(source).metas if name.startswith(("citation_", "og:"))}


def test_a_browser_passes_over_the_graph_and_reads_it_as_json(visit):
    page, said = visit("questions/lstm/")
    graph = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert node_of(graph, "TechArticle")["headline"] == "LSTM: how many parameters?"
    assert said == []
