"""Lists of weights: lines of a ``state_dict``, ``named_parameters`` and ``model.weights``, dicts and lists of shapes.

A layer is a row, with its arrays; what class it is, their shapes tell. Shapes without names are one row.
"""

from __future__ import annotations

import re
from math import prod
from typing import TYPE_CHECKING, Self

from rnnformula.facts.aliases import BUFFERS
from rnnformula.summaries.array_groups import owner
from rnnformula.summaries.array_shapes import shapes_by
from rnnformula.summaries.array_tokens import LENGTHS, PATH, axes, before_values, is_named_array, tokens
from rnnformula.summaries.array_values import VARIABLE, PrintedValue, parts_of, variable
from rnnformula.summaries.pasted import PastedRow
from rnnformula.summaries.styles import RowsAndTotals

if TYPE_CHECKING:
    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines

_PEEKED = 6
#: A line of the values of a variable, of which there may be hundreds.
_VALUES = re.compile(r"(?:\s*array\()?[\s\d.,eE+\-\[\]]*(?:dtype=\w{1,20}\)?)?[>\])]{0,5},?")
#: One array at the beginning of a line; what stands behind its shape are notes of whoever pasted it.
_LISTED = re.compile(
    rf"(?:\d{{1,5}}\s{{1,40}}|[a-z]{{1,12}} |[\s'\"*\-(\[{{|])*(?P<name>{PATH})['\"]?[\s:,=|]{{1,80}}"
    rf"(?:(?:\w{{1,20}}\.)?Size\(|shape=)?(?P<shape>{LENGTHS})"
)
#: What makes a line that names an array look like one of a list.
_SHAPED = re.compile(r"Size|[\[(]\s?\d|\s\d[\d,]{2,}$")
_MORE = re.compile(r"Size\(|\w['\"]?\s?[:,]\s{0,3}[\[(]\d|\+\s?[\[(]")
_CALL = re.compile(
    r"\b(?:self|nn|tf|torch(?!\.S)|keras|np)\.\w|\w ?= ?\w+\(|\bdef |\breturn\b|->|copying a param|\d\.\d"
)
_PATH = re.compile(r"(?:\d{1,6}\.)?[^\W\d][\w-]{0,100}(?:[./][\w-]{1,100}){0,20}")
#: A terminal or a page that cuts lines leaves at least so many characters.
_NARROWEST = 40


class WeightLists(RowsAndTotals):
    """Reads names with shapes, names with numbers, and shapes alone."""

    prints = (
        ("PyTorch, Paddle", "state_dict(), named_parameters()"),
        ("Keras", "model.weights, [w.shape for w in model.get_weights()]"),
        ("JAX, Flax, Equinox", "jax.tree.map(jnp.shape, params), print(layer)"),
    )
    mark = (
        rf"{VARIABLE}|\w(?::\d)?['\"]?[\s:,=|]{{1,80}}(?:\w{{1,10}}\.)?(?:Size|TensorShape)\("
        r"|(?:weight|bias|kernel|gamma|beta|scale|embeddings?)\w*(?::\d)?['\"]?[\s:,=|]{1,80}[(\[\d]"
        r"|[\[(]\d{1,9}, ?(?:\d{1,9})?[\])]|\w=\w{2,8}\[\d|\w['\"]? ?: ?\{[ \t]*\n"
    )
    printer = "arrays"

    def __init__(self) -> None:
        """Stands before the first line."""
        super().__init__(None)
        self.layers: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
        self.numbers: dict[str, list[tuple[str, int]]] = {}
        self._bare: list[tuple[str, tuple[int, ...]]] = []
        self._doubted: set[str] = set()
        self._inside: list[str] = []
        self._open = 0
        self._last = ""
        self._of_variables = False
        self._values: list[PrintedValue] = []
        self._ends: list[tuple[int, int, str]] = []

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader from a line on that lists weights, alone or with those below it."""
        if header:
            return None
        tried = cls()
        if not tried.take(line):
            return None
        if re.search(VARIABLE, line):
            return cls()
        for below in lines.peek(_PEEKED):
            if below.strip():
                tried.take(below)
        return cls() if tried.is_list or len(tried.damaged) > 1 else None

    @classmethod
    def interrupts(cls, line: str, lines: Lines, *, after_totals: bool) -> bool:
        """Whether a list begins below the totals of another table."""
        return after_totals and cls.begin(line, None, lines) is not None

    @property
    def is_list(self) -> bool:
        """Whether what was read can be a list of weights, and not numbers in brackets by chance."""
        named = sum(len(arrays) for arrays in self.layers.values()) + sum(map(len, self.numbers.values()))
        return named > 1 or _has_a_vector_of_a_matrix([shape for _, shape in self._bare])

    def take(self, line: str) -> bool:
        """Read a line; False if it lists no weights."""
        if re.search(VARIABLE, line):
            self._of_variables = True
            before, *texts = parts_of(line)
            self._value(before)
            for text in texts:
                shaped = variable(text)
                if shaped is None:
                    return self._doubt(line)
                self._add(*shaped)
                self._values.append(PrintedValue(shaped[1]))
                self._value(text)
            return True
        if self._of_variables and _VALUES.fullmatch(line):
            self._value(line)
            return True
        listed = _LISTED.match(line)
        if listed and not self._inside and is_named_array(listed["name"]) and not _MORE.search(line, listed.end()):
            self._add(listed["name"], axes(listed["shape"]))
            return True
        words = tokens(line)
        if words is None or not any(kind in ("shape", "number", "opened", "closed") for kind, _ in words):
            return self._doubt(line)
        return self._walk(line, words)

    def finish(self) -> None:
        """Make a row of each layer; of one with a line that can't be read nothing is said."""
        self._doubt_cut_numbers()
        if any(value.is_cut for value in self._values) or (self._of_variables and self.damaged):
            self._doubted.update(self.layers)  # other variables are missing, nobody knows which
            self.damaged = self.damaged or [*self.layers]
        if self._open > 0 and (self.layers or self._bare):
            self._doubted.add(self._last)
            self.damaged.append(self._last or "[")
        few = not self.is_list and len(self.damaged) < 2 and not self._of_variables
        if few and not any("/" in name or "." in name for name in self.layers):
            self.damaged = []
            return
        if self._bare and "" not in self._doubted:
            self.layers = {"": self._bare} | self.layers
        for name in {**self.layers, **self.numbers}:
            if name not in self._doubted:
                self.rows.append(_row(name, self.layers.get(name, []), self.numbers.get(name, [])))

    def _walk(self, line: str, words: list[tuple[str, str]]) -> bool:
        """Add what the tokens of a line say."""
        pending, before = "", ""
        shaped: list[tuple[str, str]] = []
        numbered: list[tuple[str, int]] = []
        inside = [*self._inside]
        for kind, text in words:
            if kind == "opened":
                inside.append(text)
            elif kind == "closed" and inside:
                inside.pop()
            elif kind == "name":
                if pending:
                    return self._doubt(line)
                pending = "/".join((*filter(None, inside), text))
            elif kind == "shape" and (pending or before != "shape" or not shaped or not shaped[-1][0]):
                shaped.append((pending, text))
                pending = ""
            elif kind == "number" and before != "shape":
                if not pending or before != "name":
                    return self._doubt(line)
                numbered.append((pending, int(text.replace(",", ""))))
                pending = ""
            before = kind
        names = [name for name, _ in (*shaped, *numbered) if name]
        if (
            pending
            or (names and not any(map(is_named_array, names)))
            or (names and len(names) < len(shaped) + len(numbered))
        ):
            return self._doubt(line)
        if numbered and (line.endswith(",") or shaped):
            return self._doubt(line)
        self._inside = inside
        shown = before_values(line)
        self._open += sum(map(shown.count, "([{")) - sum(map(shown.count, ")]}"))
        for name, shape in shaped:
            self._add(name, axes(shape))
        for name, number in numbered:
            self._count(name, number, line)
        return True

    def _value(self, text: str) -> None:
        """Count the numbers of a variable's value, which may go on for many lines."""
        if self._values:
            self._values[-1].add(text)

    def _add(self, path: str, shape: tuple[int, ...]) -> None:
        layer, name = owner(path)
        self._last = layer
        if name in BUFFERS:
            return
        if layer:
            self.layers.setdefault(layer, []).append((name, shape))
        else:
            self._bare.append((name, shape))

    def _count(self, path: str, number: int, line: str) -> None:
        layer, name = owner(path)
        if name not in BUFFERS:
            self.numbers.setdefault(layer, []).append((name, number))
            self._ends.append((len(line), len(line) - len(line.split()[-1]), layer))

    def _doubt(self, line: str) -> bool:
        """Report a line that names an array and can't be read, with the layer that it belongs to."""
        paths = _PATH.findall(line)
        named = [path for path in paths if is_named_array(path)]
        if not named and (self.layers or self.numbers) and len(paths) in (1, 2) and _PATH.match(line.strip("'\" ([{")):
            named = [path for path in paths[:1] if "." in path or "/" in path]
        begun = self.layers or self.numbers or self._bare
        is_start = _SHAPED.search(line) and any(re.search(r"[./]", path) for path in named)
        if not (named if begun else is_start) or _CALL.search(line):
            return False
        self._doubted.update(owner(path)[0] for path in named)
        self.damaged.append(line.strip())
        return True

    def _doubt_cut_numbers(self) -> None:
        """Where most lines end at one place, the numbers there may have been cut, unless they stand to the right."""
        width = max((end for end, _, _ in self._ends), default=0)
        cut = [layer for end, _, layer in self._ends if end == width]
        from_left = len({start for _, start, _ in self._ends}) == 1
        if width >= _NARROWEST and from_left and (self.damaged or 2 * len(cut) >= len(self._ends) > 2):
            self._doubted.update(cut)
            self.damaged += [layer for layer in dict.fromkeys(cut) if layer]


def _row(name: str, arrays: list[tuple[str, tuple[int, ...]]], numbers: list[tuple[str, int]]) -> PastedRow:
    count = sum(number for _, number in numbers) + sum(prod(shape) for _, shape in arrays)
    return PastedRow(name, "", count=count, arrays=tuple(arrays or shapes_by(numbers)))


def _has_a_vector_of_a_matrix(shapes: list[tuple[int, ...]]) -> bool:
    """Whether there is a matrix and after it a vector that is as long as one of its axes, as a kernel has a bias."""
    lengths: set[int] = set()
    for shape in shapes:
        if len(shape) == 1 and shape[0] in lengths:
            return True
        if len(shape) > 1:
            lengths.update((shape[0], shape[-1]))
    return False
