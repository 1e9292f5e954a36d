"""A line that lists weights -> names, shapes and numbers; what else stands in it makes it no such line."""

from __future__ import annotations

import re
from functools import cache

from rnnformula.facts.aliases import ARRAYS, BUFFERS
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS

#: A line has more tokens than this only where it is no list of weights.
MOST_TOKENS = 3000

_NUMBERS = r"\d{1,12}(?:\s?,\s?\d{1,12}){0,9}\s?,?"
LENGTHS = rf"\(\s?(?:{_NUMBERS})?\s?\)|\[\s?(?:{_NUMBERS})?\s?\]"
PATH = r"(?:\d{1,6}\.)?[^\W\d][\w./-]{0,300}(?::\d{1,3})?"
_TOKEN = re.compile(
    rf"(?P<flag>(?:requires_grad=)?(?:True|False)\b)"
    rf"|(?P<opened>(?:['\"]?(?P<key>{PATH})['\"]?\s?:\s?)?\{{)"
    rf"|(?P<closed>\}})"
    rf"|(?P<sized>(?:(?:\w{{1,20}}\.)?Size|TensorShape|ShapeDtypeStruct)\(\s?(?:shape=)?\s?|shape\s?[=:]\s?|Array\(\s?"
    rf"|(?:b?f|float|bfloat|i|int|u|uint)\d{{1,2}}(?=\[))?"
    rf"(?P<shape>{LENGTHS})"
    rf"|(?P<type>(?:dtype=|torch\.|paddle\.|jnp\.)?(?:b?float|int)\d{{1,2}}\b|(?:cpu|cuda)(?::\d)?\b)"
    rf"|(?P<word>(?:OrderedDict|o?dict_items|FrozenDict"
    rf"|[Ll]ayer|[Nn]ame|[Ss]ize|[Ss]hape|[Pp]aram(?:eter)?s?|numel)\b(?=\s?[:=({{ ]))"
    rf"|(?P<number>\d{{1,3}}(?:,\d{{3}}){{1,9}}\b|\d{{1,15}}\b(?!,\d))"
    rf"|(?P<name>{PATH})"
    rf"|(?P<filler>[\s,:=|'\"<>*\-)\]]+)|(?P<bracket>[(\[])"
)
_VALUES = re.compile(r"\|? {0,20}[Vv]alues? ?:")
_OF_A_LAYER = re.compile(r"_l\d{1,3}(?:_reverse)?$")
#: ONNX calls arrays by one letter, which says nothing in another text.
_SHORTEST = 3


@cache
def known_names() -> frozenset[str]:
    """The last parts of all names that arrays have in the frameworks."""
    own = (array.name for family in (*FAMILIES.values(), *FRAMEWORKS.values()) for array in family.arrays)
    return frozenset((*(name.rpartition("/")[2] for name in own), *ARRAYS, *BUFFERS))


def is_named_array(path: str) -> bool:
    """Whether a path ends with the name of an array: ``weight_ih_l0_reverse`` is ``weight_ih`` of a layer.

    >>> is_named_array("encoder.lstm.weight_ih_l0_reverse"), is_named_array("dense/kernel:0"), is_named_array("x.sum")
    (True, True, False)
    """
    last = re.split(r"[./]", path.partition(":")[0])[-1]
    return len(last) >= _SHORTEST and (last in known_names() or _OF_A_LAYER.sub("", last) in known_names())


def axes(shape: str) -> tuple[int, ...]:
    """A shape as numbers."""
    return tuple(map(int, re.findall(r"\d+", shape)))


def before_values(line: str) -> str:
    """A line without the values that some print behind a shape."""
    values = _VALUES.search(line)
    return line[: values.start()] if values else line


def tokens(line: str) -> list[tuple[str, str]] | None:
    """What a line is made of, as kinds and texts; None where something is no token; values are left out."""
    text = before_values(line)
    kinds: list[tuple[str, str]] = []
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None or len(kinds) > MOST_TOKENS:
            return None
        kind = str(token.lastgroup)
        place = token.end()
        if kind not in ("filler", "type", "word"):
            kinds.append((kind, (token["key"] or "") if kind == "opened" else token[kind]))
    return kinds
