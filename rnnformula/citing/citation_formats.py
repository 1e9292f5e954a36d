"""Citations of tags and of the whole work: for a forum, as text, and in the forms of programs and lists of references.

This is the register of formats: a format is a function and a line in `CITATION_FORMATS`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from rnnformula.citing.plain_formulas import with_plain_formulas, without_marks
from rnnformula.citing.tag_records import TAG_FOLDER, CitedWork, Tag, TagExample, TagFormula
from rnnformula.citing.tag_register import find_tag, retired_text, tag_register
from rnnformula.errors import InputError, nearest, shown
from rnnformula.language import DEFAULT, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: The name of the work in keys and editions.
WORK_NAME = "rnnformula"
#: The address of what is published now, whatever its version; and what else can be asked for: that of this version.
LATEST, THIS_VERSION = "latest", "this"
#: The format that a forum takes.
DEFAULT_FORMAT = "markdown"
#: The form that GB/T 7714 gives what is read online.
GB7714 = "{authors}. {title}[{code}/OL]. {edition}. ({date})[{accessed}]. {address}"
#: Characters that TeX would read as commands -> how they are escaped.
TEX_MARKS = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}", "\\": r"\textbackslash{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
#: Characters that Markdown would read as marks in the text of a link -> how they are escaped.
MARKDOWN_MARKS = str.maketrans({character: f"\\{character}" for character in "\\`*_[]"})
SITE_ADDRESS = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says in a language, whatever its format.

    ``kind`` is the type of a BibTeX entry, ``code`` its type in GB/T 7714, ``edition`` the work with its version.
    A selection that is quoted stands for the statement. ``accessed`` is the day on which it was read, empty where
    whoever cites is to fill it in; ``tex`` says that Markdown has formulas in TeX, which some forums show.
    """

    title: str
    address: str
    edition: str
    key: str
    lang: str
    work: CitedWork
    kind: str = "misc"
    code: str = "EB"
    statement: str = ""
    formula: TagFormula | None = None
    example: TagExample | None = None
    quote: str = ""
    accessed: str = ""
    tex: bool = False

    @property
    def checked(self) -> str:
        """What the numbers were checked with."""
        return words(self.lang)["comma"].join(f"{name} {version}" for name, version in self.work.checked.items())

    @property
    def whole_edition(self) -> str:
        """The edition, and what it was checked with."""
        return words(self.lang)["cite_edition"].format(work=self.edition, checked=self.checked)


def cite(
    name: Tag | str,
    /,
    *,
    format: str = DEFAULT_FORMAT,  # noqa: A002  # the word of the fence and of the command
    lang: str = DEFAULT,
    address: str = "",
    version: str = LATEST,
    quote: str = "",
    accessed: str = "",
    tex: bool = False,
    work: CitedWork | None = None,
) -> str:
    """The citation of a tag, ready to copy.

    >>> cite("lstm.formula", format="link", address="https://example.org/")[:22]
    'https://example.org/t/'

    Args:
        name: the tag, its id, or what `find_tag` gives.
        format: ``markdown``, ``text``, ``bibtex``, ``csl-json``, ``gb7714`` or ``link``.
        lang: the language of the statement and of the labels.
        address: where the site is published, if the package does not know it.
        version: ``latest``, or ``this`` for the site as it was when this version was released.
        quote: a selection of the page, which stands in the place of the statement.
        accessed: the day on which it was read, as 2026-01-31, where a format has one.
        tex: write the formulas of Markdown as TeX between dollar signs, which some forums show.
        work: the work that the tag is part of, if it is another than this package's.

    Raises:
        InputError: an unknown tag, format, language, version or day, a tag that is retired, or no address.
    """
    tag = name if isinstance(name, Tag) else find_tag(name)
    whole = work or tag_register().work
    if reason := retired_text(tag, lang):
        raise InputError(reason)
    site = site_address(address or whole.address) + _release_folder(version, whole)
    citation = citation_of(tag, lang=lang, site=site, work=whole)
    return write_citation(replace(citation, quote=quote.strip(), accessed=_day(accessed), tex=tex), format)


def citation_of(tag: Tag, *, lang: str, site: str, work: CitedWork) -> Citation:
    """The citation of a tag, whose site has this address.

    Raises:
        InputError: an unknown language.
    """
    words(lang)
    return Citation(
        tag.title(lang),
        f"{site}{TAG_FOLDER}{tag.tag}/",
        f"{WORK_NAME} {work.version}",
        f"{WORK_NAME}:{tag.tag}",
        lang,
        work,
        statement=tag.statement(lang),
        formula=tag.formula,
        example=tag.example,
    )


def site_address(address: str) -> str:
    """The address of a site with the slash at its end.

    Raises:
        InputError: it is none, or empty.
    """
    if not address:
        raise InputError(
            "cite: this package does not know where the site is published; "
            "give its address (--address https://example.org/)"
        )
    if not SITE_ADDRESS.fullmatch(address):
        raise InputError(f"cite: expected an address such as https://example.org/, got {shown(address)}")
    return address if address.endswith("/") else f"{address}/"


def _release_folder(version: str, work: CitedWork) -> str:
    if version == LATEST:
        return ""
    if version.removeprefix("v") not in (THIS_VERSION, work.version):
        raise InputError(
            f"cite: this package has the statements of version {work.version}; expected {LATEST} or {work.version}, "
            f"got {shown(version)}"
        )
    return f"v{work.version}/"


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except (TypeError, ValueError):
        raise InputError(f"cite: expected a day such as 2026-01-31, got {shown(text)}") from None


def write_citation(citation: Citation, format_: str) -> str:
    """A citation in a format.

    Raises:
        InputError: an unknown format.
    """
    if format_ not in CITATION_FORMATS:
        raise InputError(f"unknown format {shown(format_)}; {nearest(str(format_), CITATION_FORMATS)}")
    return CITATION_FORMATS[format_](citation)


def _markdown(citation: Citation) -> str:
    link = words(citation.lang)["cite_markdown"].format(
        title=citation.title.translate(MARKDOWN_MARKS), address=citation.address, edition=citation.whole_edition
    )
    if citation.quote:
        return "\n".join([*(f"> {line}".rstrip() for line in citation.quote.splitlines()), "", link])
    statement, formula, numbers = citation.statement, "", ""
    if citation.formula and _adds(citation):
        formula = f"$$\n{citation.formula.tex}\n$$" if citation.tex else f"`{citation.formula.as_text}`"
    if citation.example:
        example = citation.example
        worked = f"${example.tex}$" if citation.tex and example.tex else f"`{example.text}`"
        numbers = words(citation.lang)["cite_example"].format(layer=example.name_in(citation.lang), numbers=worked)
    if not citation.tex:
        statement = with_plain_formulas(statement, code=True)
    return "\n\n".join(filter(None, (statement, formula, numbers, link)))


def _text(citation: Citation) -> str:
    if citation.quote:
        return f"“{citation.quote}”\n{reference(citation)}"
    formula = citation.formula.as_text if citation.formula and _adds(citation) else ""
    numbers = ""
    if citation.example:
        numbers = words(citation.lang)["cite_example"].format(
            layer=citation.example.name_in(citation.lang), numbers=citation.example.text
        )
    return "\n".join(filter(None, (without_marks(citation.statement), formula, numbers, reference(citation))))


def _adds(citation: Citation) -> bool:
    """Whether the formula says what the statement does not."""
    return citation.formula is not None and citation.formula.as_text not in without_marks(citation.statement)


def reference(citation: Citation) -> str:
    """A citation as a line of a list of references, in the way of its language."""
    return words(citation.lang)["cite_text"].format(gb7714=_gb7714(citation), **_parts(citation))


def _gb7714(citation: Citation) -> str:
    return GB7714.format(**_parts(citation))


def _parts(citation: Citation) -> Mapping[str, str]:
    released = citation.work.released
    return {
        "authors": words(citation.lang)["comma"].join(map(_author, citation.work.authors)),
        "title": citation.title,
        "code": citation.code,
        "edition": citation.whole_edition,
        "year": released[:4],
        "date": released,
        "accessed": citation.accessed or words(citation.lang)["cite_accessed"],
        "address": citation.address,
    }


def _bibtex(citation: Citation) -> str:
    # Braces keep the name of a group together, and a title in its case.
    authors = ((_author(author).translate(TEX_MARKS), "name" in author) for author in citation.work.authors)
    fields = {
        "author": " and ".join(f"{{{author}}}" if group else author for author, group in authors),
        "title": f"{{{citation.title.translate(TEX_MARKS)}}}",
        "howpublished": WORK_NAME if citation.kind == "misc" else "",
        "version": citation.work.version.translate(TEX_MARKS),
        "year": citation.work.released[:4],
        "url": citation.address,
        "urldate": citation.accessed,
        "note": _note(citation).translate(TEX_MARKS),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{citation.kind}{{{citation.key},", *lines, "}"])


def _csl_json(citation: Citation) -> str:
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "webpage" if citation.kind == "misc" else "software",
        "title": citation.title,
        "author": [
            {"literal": author["name"]}
            if "name" in author
            else {"family": author["family-names"], "given": author["given-names"]}
            for author in citation.work.authors
        ],
        "issued": _date_parts(citation.work.released),
        "URL": citation.address,
        "version": citation.work.version,
        "language": citation.lang,
        "note": _note(citation),
    }
    if citation.kind == "misc":
        item["container-title"] = WORK_NAME
    if citation.accessed:
        item["accessed"] = _date_parts(citation.accessed)
    if abstract := citation.quote or without_marks(citation.statement):
        item["abstract"] = abstract
    fields = ",\n".join(f'    "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in item.items())
    return f"[\n  {{\n{fields}\n  }}\n]"


def _date_parts(day: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in day.split("-")]]}


def _note(citation: Citation) -> str:
    return words(citation.lang)["cite_note"].format(checked=citation.checked)


def _link(citation: Citation) -> str:
    return citation.address


def _author(author: Mapping[str, str]) -> str:
    return author.get("name") or f"{author['given-names']} {author['family-names']}"


#: Format -> writer; `gb7714` is for lists of references in Chinese, `csl-json` for Zotero, pandoc and the like.
CITATION_FORMATS: dict[str, Callable[[Citation], str]] = {
    "markdown": _markdown,
    "text": _text,
    "bibtex": _bibtex,
    "csl-json": _csl_json,
    "gb7714": _gb7714,
    "link": _link,
}
