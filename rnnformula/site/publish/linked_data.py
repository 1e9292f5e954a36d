"""What a page says of itself as JSON-LD, in the words of schema.org: its article, question, claims, the way there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.site.book.work import TEXT_LICENSE_ADDRESS
from rnnformula.site.publish.link_images import layers_about
from rnnformula.site.publish.link_texts import name_of
from rnnformula.site.publish.page_answers import MOST_TRUE, read_answer, read_claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.work import Author, Work
    from rnnformula.site.publish.link_images import LinkImage

    Node = dict[str, Any]

VOCABULARY, LICENSES = "https://schema.org", "https://spdx.org/licenses/"
#: The parts of the graph, by what stands behind ``#`` in the address of the page, or of the site.
ARTICLE, FAQ, WAY_THERE, SITE, SOFTWARE = "article", "faq", "breadcrumb", "website", "software"
HOME = "index.md"
#: Begins the keys of the words for sections; what follows is the end of the id of the section's list on the home page.
SECTION_WORD, SECTION_ID = "section_", "home."
QUESTION_FOLDER = "questions"
#: How a question ends.
QUESTION_MARKS = ("?", "？")
#: What HTML would take for the end of the script, or for a comment -> the same in JSON.
IN_SCRIPT = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"})


def page_address(book: Book, page: Page) -> str:
    """Where a page stands, with the address of the site."""
    return f"{book.settings.site_url}{page.address}"


def asset_address(book: Book, file: str) -> str:
    """Where a file below ``assets`` stands, with the address of the site."""
    return f"{book.settings.site_url}{book.settings.release_folder}assets/{file}"


def is_question(page: Page) -> bool:
    """Whether the page stands in the folder of questions, in whichever section of the menu."""
    return page.path.partition("/")[0] == QUESTION_FOLDER


def graph_of(book: Book, work: Work, page: Page, content: str, description: str, image: LinkImage | None) -> str:
    """The graph of a page whose HTML this is, as JSON that may stand in a script."""
    parts = [
        _site(book, page.lang),
        _software(book, work),
        _article(book, work, page, description, image),
        *_questions(book, page, content),
        *_claims(book, work, page, content),
        *_way_there(book, page),
    ]
    graph = {"@context": VOCABULARY, "@graph": parts}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(IN_SCRIPT)


def _site(book: Book, lang: str) -> Node:
    return {
        "@type": "WebSite",
        "@id": f"{book.settings.site_url}#{SITE}",
        "name": str(book.settings.values["site_name"]),
        "description": words(lang)["site_description"],
        "url": book.settings.site_url,
        "inLanguage": list(LANGUAGES),
    }


def _software(book: Book, work: Work) -> Node:
    software = {
        "@type": "SoftwareSourceCode",
        "@id": f"{book.settings.site_url}#{SOFTWARE}",
        "name": str(book.settings.values["site_name"]),
        "version": work.version,
        "license": f"{LICENSES}{work.license}",
        "programmingLanguage": "Python",
    }
    return software | ({"codeRepository": work.repository} if work.repository else {})


def _article(book: Book, work: Work, page: Page, description: str, image: LinkImage | None) -> Node:
    address = page_address(book, page)
    versions = {other.lang: other for other in book.pages if other.path == page.path}
    others = [{"@id": f"{page_address(book, other)}#{ARTICLE}"} for lang, other in versions.items() if lang != DEFAULT]
    first = {"@id": f"{page_address(book, versions.get(DEFAULT, page))}#{ARTICLE}"}
    return {
        "@type": "TechArticle",
        "@id": f"{address}#{ARTICLE}",
        "url": address,
        "mainEntityOfPage": address,
        "headline": page.title,
        "description": description,
        "inLanguage": page.lang,
        "isPartOf": {"@id": f"{book.settings.site_url}#{SITE}"},
        "isBasedOn": {"@id": f"{book.settings.site_url}#{SOFTWARE}"},
        "author": [_author(author) for author in work.authors],
        "version": work.version,
        "datePublished": work.released.isoformat(),
        "license": TEXT_LICENSE_ADDRESS,
        "keywords": list(work.keywords),
        "about": [{"@type": "Thing", "name": name} for name in dict.fromkeys(_layers(book, page))],
        **({"image": _image(book, image)} if image else {}),
        **({"workTranslation": others} if page.lang == DEFAULT else {"translationOfWork": first}),
    }


def _image(book: Book, image: LinkImage) -> Node:
    return {
        "@type": "ImageObject",
        "url": asset_address(book, image.file),
        "width": image.width,
        "height": image.height,
        "caption": image.text,
    }


def _layers(book: Book, page: Page) -> Iterator[str]:
    for counted in layers_about(page, book):
        yield name_of([counted])


def _author(author: Author) -> Node:
    if author.is_group:
        return {"@type": "Organization", "name": author.name}
    return {"@type": "Person", "name": author.name, "givenName": author.given, "familyName": author.family}


def _questions(book: Book, page: Page, content: str) -> Iterator[Node]:
    """The question of a page of questions: its title, or what the reader asks where the title asks nothing."""
    answered = read_answer(content) if is_question(page) else None
    if answered:
        address = page_address(book, page)
        name = page.title if page.title.endswith(QUESTION_MARKS) else answered.question
        yield {
            "@type": "FAQPage",
            "@id": f"{address}#{FAQ}",
            "url": address,
            "inLanguage": page.lang,
            "isPartOf": {"@id": f"{book.settings.site_url}#{SITE}"},
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": name,
                    "text": answered.question,
                    "acceptedAnswer": {"@type": "Answer", "text": answered.answer},
                }
            ],
        }


def _claims(book: Book, work: Work, page: Page, content: str) -> Iterator[Node]:
    for claim in read_claims(content, page.lang) if is_question(page) else ():
        address = f"{page_address(book, page)}#{claim.id}"
        yield {
            "@type": "ClaimReview",
            "@id": address,
            "url": address,
            "inLanguage": page.lang,
            "claimReviewed": claim.claimed,
            "itemReviewed": {"@type": "Claim", "text": claim.claimed},
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": claim.truth,
                "worstRating": 1,
                "bestRating": MOST_TRUE,
                "alternateName": claim.verdict,
            },
            "reviewBody": claim.why,
            "author": [_author(author) for author in work.authors],
            "datePublished": work.released.isoformat(),
        }


def _way_there(book: Book, page: Page) -> Iterator[Node]:
    """The way from the home page: the list of the page's section there, if there is one, and the page."""
    home = next((other for other in book.in_languages([page.lang]) if other.path == HOME), None)
    if not home or page is home:
        return
    crumbs = [(str(book.settings.values["site_name"]), page_address(book, home))]
    titles = {word: key for key, word in words(DEFAULT).items() if key.startswith(SECTION_WORD)}
    ids = {item.text for item in book.ids_of(home)}
    for title, paths in book.settings.pages_by_section.items():
        name = f"{SECTION_ID}{titles.get(title, '').removeprefix(SECTION_WORD)}"
        if page.path in paths and name in ids:
            crumbs.append((words(page.lang)[titles[title]], f"{page_address(book, home)}#{name}"))
    crumbs.append((page.title, page_address(book, page)))
    yield {
        "@type": "BreadcrumbList",
        "@id": f"{page_address(book, page)}#{WAY_THERE}",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(crumbs, 1)
        ],
    }
