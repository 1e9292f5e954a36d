"""The JSON Schemas of what is published as data, and what they promise: fields are only added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rnnformula.site.book.sources import SCHEMAS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book

#: Where schemas are published, below the root of the site.
SCHEMAS_ADDRESS = "schemas"

Schema = dict[str, Any]


def published_schemas(book: Book, root: str) -> dict[str, Schema]:
    """The schemas by their addresses below the root; each says where it stands."""
    names = (f"{SCHEMAS_ADDRESS}/{name}" for name in book.sources.inside(SCHEMAS_FOLDER, ".json"))
    return {name: json.loads(book.sources.text(f"docs/{name}")) | {"$id": f"{root}{name}"} for name in names}


def broken_fields(old: Schema, new: Schema) -> list[str]:
    """What a program that reads documents of the old schema would miss in one of the new, each with its place.

    There is none where the number of the format has risen, which is what it is for.
    """
    if _format(new) > _format(old):
        return []
    return list(_differences(old, new, (old, new), ""))


def _format(schema: Schema) -> int:
    return int(schema["properties"]["format"]["const"])


def _differences(old: Schema, new: Schema, wholes: tuple[Schema, Schema], place: str) -> Iterator[str]:
    old, new = _resolved(old, wholes[0]), _resolved(new, wholes[1])
    for word in ("type", "enum", "const"):
        if old.get(word) != new.get(word):
            yield f"{place or 'document'}: {word} was {old.get(word)}, is {new.get(word)}"
    fields: Schema = new.get("properties", {})
    for name, field in old.get("properties", {}).items():
        if name not in fields:
            yield f"{place}.{name}: is gone"
            continue
        if name in old.get("required", ()) and name not in new.get("required", ()):
            yield f"{place}.{name}: was always there, may be missing"
        yield from _differences(field, fields[name], wholes, f"{place}.{name}")
    for word, mark in (("items", "[]"), ("additionalProperties", ".*")):
        if word in old and word not in new:
            yield f"{place}{mark}: is no longer described"
        elif word in old:
            yield from _differences(old[word], new[word], wholes, place + mark)


def _resolved(schema: Schema, whole: Schema) -> Schema:
    """The schema that a reference leads to, with what stands beside the reference; none refers to itself."""
    if "$ref" not in schema:
        return schema
    part = whole
    for name in schema["$ref"].removeprefix("#/").split("/"):
        part = part[name]
    return part | schema
