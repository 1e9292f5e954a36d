"""What is published for programs that answer: pages as Markdown, ``llms.txt``, facts and tags as JSON, schemas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rnnformula.language import LANGUAGES
from rnnformula.site.book.work import read_work
from rnnformula.site.publish.facts_file import facts_document
from rnnformula.site.publish.llms_file import llms_file, llms_full_file, llms_names
from rnnformula.site.publish.markdown_twins import root_address
from rnnformula.site.publish.schemas import published_schemas
from rnnformula.site.tags.tags_file import in_lines, tags_data
from rnnformula.site.tags.witnessing import BY_FRAMEWORK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rnnformula.site.book.contents import Book
    from rnnformula.site.publish.markdown_twins import Twins
    from rnnformula.site.tags.tag_statements import TagStatement

FACTS_FILE, TAGS_PUBLISHED = "facts.json", "tags.json"
#: What a witness says: it agrees in this build, or agreed when it was recorded.
AGREED, RECORDED = "agrees", "recorded"


def publish_for_programs(twins: Twins, statements: Iterable[TagStatement], site: Path) -> None:
    """Write all of it into the folder of the site, with the twins that were made."""
    book = twins.book
    data = data_files(book, statements, preview=twins.facts.preview)
    contents = twins.texts | data
    for lang in LANGUAGES:
        if names := llms_names(book, lang):
            short, full = names
            contents[short] = llms_file(book, lang, [name for name in data if name in (FACTS_FILE, TAGS_PUBLISHED)])
            contents[full] = llms_full_file(book, lang, twins.texts)
    for name, text in contents.items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def data_files(book: Book, statements: Iterable[TagStatement], *, preview: bool = False) -> dict[str, str]:
    """The files with data and their schemas, by their addresses below the root of the site."""
    root = root_address(book)
    files: dict[str, str] = {
        FACTS_FILE: entry_a_line(facts_document(root, read_work(book).version)),
        TAGS_PUBLISHED: in_lines(with_results(tags_data(book, statements), preview=preview)),
    }
    for name, schema in published_schemas(book, root).items():
        files[name] = f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"
    return files


def with_results(document: dict[str, Any], *, preview: bool) -> dict[str, Any]:
    """The document of tags, with what each witness said in this build; a preview asks no framework.

    A witness that does not agree stops the build, so there is no other result.
    """
    for tag in document["tags"]:
        for witness in tag["witnesses"]:
            witness["result"] = RECORDED if preview and witness["kind"] == BY_FRAMEWORK else AGREED
    return document


def entry_a_line(document: dict[str, Any]) -> str:
    """A document as JSON, with a line for each entry of the list that is its last value.

    >>> print(entry_a_line({"format": 1, "layers": [{"a": 1}, {"b": 2}]}))
    {"format":1,
    "layers":[
    {"a":1},
    {"b":2}
    ]}
    <BLANKLINE>
    """
    *others, (listed, entries) = document.items()

    def written(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    head = "".join(f"{written(name)}:{written(value)},\n" for name, value in others)
    rows = ",\n".join(map(written, entries))
    return f"{{{head}{written(listed)}:[\n{rows}\n]}}\n"
