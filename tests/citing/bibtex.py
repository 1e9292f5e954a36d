"""Entries of BibTeX, read strictly."""

import re


def read_bibtex(text):
    """Kind, key and fields of an entry; braces must be balanced and nothing else may be left."""
    kind, key, body = re.fullmatch(r"@(\w+)\{([\w:.-]+),\n(.*)\}", text, re.DOTALL).groups()
    fields, rest = {}, body
    while rest:
        name, rest = re.fullmatch(r"  (\w+) = (\{.*)", rest, re.DOTALL).groups()
        depth = end = 0
        while not end or depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        assert name not in fields
        fields[name] = rest[1 : end - 1]
        assert rest[end : end + 2] == ",\n"
        rest = rest[end + 2 :]
    return kind, key, fields
