"""Fences that print a record of the package, or a figure, in the language of the page."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree

from rnnformula import InputError, cost, derive, equations, figure, model, render, solve, tally, worked_step
from rnnformula.site.book.contents import ExecutedFence
from rnnformula.site.fences.options import OUTPUT_ONLY, check_lang, check_options
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula import Equations, Model, Tally
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Fence, Page


@dataclass(frozen=True, slots=True)
class Printable:
    """Something that a label may print: its maker, how many names that takes, its formats, and the layers in it."""

    make: Callable[..., Any]
    names: int
    formats: dict[str, Callable[..., str]]
    tallies: Callable[[Any], tuple[Tally, ...]]


PRINTABLE = {
    "tally": Printable(tally, 1, render.FORMATS, lambda record: (record,)),
    "derive": Printable(derive, 1, render.FORMATS, lambda record: (record.tally,)),
    "model": Printable(model, 1, render.FORMATS, lambda record: tuple(row.tally for row in record.rows)),
    "solve": Printable(solve, 1, render.FORMATS, lambda record: record.tallies),
    "equations": Printable(equations, 1, render.FORMATS, lambda record: ()),
    "cost": Printable(cost, 1, render.FORMATS, lambda record: tuple(layer.tally for layer in record.layers)),
    "worked_step": Printable(worked_step, 1, render.FORMATS, lambda record: (record.tally,)),
    "figure": Printable(figure, 2, {"hypertext": render.hypertext}, lambda record: record.tallies),
}
#: Records whose tables a page can show with the sizes of its reader.
FOLLOWING = ("tally", "derive")
#: Formats in which a page follows the notation of its reader.
SYMBOLIC = ("markdown", "latex")
#: The name of a size as a table marks it (see `symbols` in `rnnformula.render.markdown`), and as a figure does.
TABLE_SIZE = re.compile(r'<var(?P<part> data-part="[^"<>]+")?>(?P<size>[a-z]+)</var>')
FIGURE_SIZE = re.compile(r'<(?:tspan|var) data-size="(?P<size>[a-z]+)">')
#: The formula of a vector in a table.
VECTOR = re.compile(r"\$([^$\n]+)\$")
#: What holds the words of a figure, in its drawings and beside them.
SEEN = ("text", "p", "li", "figcaption")
#: What stays as it is in the address of a model besides letters and digits.
SAFE = "(),='"
#: What the output is in a page, by format.
BLOCK_KINDS = {"markdown": "table", "hypertext": "figure", "latex": "formula"}
#: The text before and behind the output in a page, by format.
AROUND = {"latex": ("$$\n", "\n$$\n")}


@dataclass(frozen=True)
class LabelFence(ExecutedFence):
    """A record or a figure, rendered in a language; nothing runs, so that another language costs nothing.

    ``names`` holds the layer, and before it the name of a figure; ``arguments`` holds the keyword arguments. ``only``
    are the parts of a cost that are printed; all where none is named.
    """

    format: str
    record: str
    names: tuple[str, ...]
    arguments: tuple[tuple[str, Any], ...]
    lang: str
    only: tuple[str, ...] = ()

    @property
    def sizes(self) -> dict[str, Any]:
        """The sizes and options that the fence names."""
        return dict(self.arguments)

    @property
    def block_kind(self) -> str:
        """What the format is in a page."""
        return BLOCK_KINDS.get(self.format, "")

    @property
    def drawn(self) -> str:
        """The HTML of the figure; empty where the fence prints a record."""
        return self.rendered().strip() if self.format == "hypertext" else ""

    @cached_property
    def content(self) -> Any:
        """The record or figure that the fence prints.

        Raises:
            InputError: there is no such figure or layer, or its sizes are refused.
        """
        record = PRINTABLE[self.record].make(*self.names, **dict(self.arguments))
        return record.only(*self.only) if self.only else record

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """The layers that the fence speaks of; errors as in `content`."""
        return PRINTABLE[self.record].tallies(self.content)

    @property
    def data(self) -> dict[str, str]:
        """Of a table of a layer or a model: the kind of its record, and what was asked for, as in an address."""
        if self.format == "markdown" and self.record == "model":
            return {"model": _address_of(self.content)}
        if self.record not in FOLLOWING or self.format != "markdown":
            return {}
        pairs = {"layer": self.names[0], **self.sizes}
        return {"record": self.record, "of": "&".join(f"{name}={value}" for name, value in pairs.items())}

    def rendered(self) -> str:
        """The record or figure as text.

        Raises:
            InputError: as in `content`, or an unknown language.
        """
        return self._rendered

    @cached_property
    def _rendered(self) -> str:
        before, after = AROUND.get(self.format, ("", "\n"))
        symbols = {"symbols": True} if self.format in SYMBOLIC else {}
        return before + PRINTABLE[self.record].formats[self.format](self.content, lang=self.lang, **symbols) + after

    def printed(self, book: Book) -> str:
        """The record or figure as text; errors as in `rendered`."""
        return self._rendered

    def shown(self, book: Book) -> tuple[str, ...]:
        """The code, and what a reader sees of the output."""
        return (self.fence.code, self.visible())

    def equations(self) -> Equations | None:
        """The equations that the fence prints, made anew; errors as in `content`."""
        return equations(*self.names, **self.sizes) if self.record == "equations" else None

    def formulas(self, book: Book) -> tuple[tuple[str, bool], ...]:
        """The formula that is printed, and the sizes in a table or figure, which follow the notation of the reader."""
        shown = self.rendered()
        displayed = [(shown.strip().strip("$").strip(), True)] if self.format == "latex" else []
        marked = (size for pattern in (TABLE_SIZE, FIGURE_SIZE) for size in pattern.finditer(shown))
        sizes = [(f"\\{size['size']}", False) for size in marked]
        vectors = [(tex, False) for tex in VECTOR.findall(shown)] if self.format == "markdown" else []
        return (*displayed, *sizes, *vectors)

    def visible(self) -> str:
        """What a reader sees of the output: the words of a figure, a formula in Keras' names, numbers without TeX."""
        if self.format == "latex":
            return render.latex(self.content, lang=self.lang).replace("{,}", ",")
        if self.format != "hypertext":
            return self.rendered().replace("{,}", ",")
        parts = ElementTree.fromstring(self.rendered()).iter()
        texts = ("".join(part.itertext()) for part in parts if part.tag.rpartition("}")[2] in SEEN)
        return "\n".join(texts).replace("\N{NO-BREAK SPACE}", " ")


def _address_of(built: Model) -> str:
    """The model as the fragment of an address; see ``docs/assets/numbers/state.mjs``."""
    calls = ",".join(row.call for row in built.rows)
    axes = ",".join(str(axis) for axis in (built.shape or ())[1:])
    return f"model={quote(calls.replace(', ', ','), safe=SAFE)}&input={axes}"


def read_label(page: Page, fence: Fence) -> LabelFence:
    """Read ``print(render.FORMAT(MAKE("Layer", size=1), lang="LANGUAGE"))``; see ``expected`` below.

    Raises:
        ValueError: the code is written in another way, or the package refuses its arguments.
    """
    check_options(fence, OUTPUT_ONLY)
    expected = Message(
        "fence: expected an include of a snippet, or two lines such as `from rnnformula import "
        'derive, render` and `print(render.markdown(derive("SimpleRNN", units=10, features=1), lang="{lang}"))`',
        lang=page.lang,
    )
    try:
        imports, shown = ast.parse(fence.code).body
        printed, *keywords = _call(shown.value, "print")  # type: ignore[attr-defined]
        format_, record, settings = _render(printed)
        record, only = _parted(record)
        names = tuple(map(ast.literal_eval, record.args))
        arguments = tuple((str(keyword.arg), ast.literal_eval(keyword.value)) for keyword in record.keywords)
        if keywords or not isinstance(imports, ast.ImportFrom) or imports.module != "rnnformula":
            raise ValueError
        label = LabelFence(page, fence, format_, record.func.id, names, arguments, settings["lang"], only)
        imported = {alias.name for alias in imports.names}
        if imported != {"render", label.record} or list(settings) != ["lang"]:
            raise ValueError
        words = [word for name in names for word in (name if isinstance(name, list) else [name])]
        if len(names) != PRINTABLE[label.record].names or not all(isinstance(word, str) for word in words):
            raise ValueError
    except (ValueError, SyntaxError, AttributeError, KeyError, IndexError, TypeError):
        raise ValueError(expected) from None
    check_lang(page, label.lang)
    try:
        label.rendered()
    except InputError as error:
        raise ValueError(Message("fence: {error}", error=str(error))) from None
    return label


def _call(node: Any, name: str) -> list[ast.expr]:
    if not isinstance(node, ast.Call) or node.func.id != name or node.keywords:  # type: ignore[attr-defined]
        raise ValueError
    return node.args


def _parted(record: Any) -> tuple[Any, tuple[str, ...]]:
    """The call that makes a cost, and the parts of it that are printed: ``cost(...).only("forward")``."""
    if isinstance(record.func, ast.Attribute) and record.func.attr == "only":
        whole: Any = record.func.value
        if whole.func.id != "cost":
            raise ValueError
        return whole, tuple(map(ast.literal_eval, record.args))
    return record, ()


def _render(node: Any) -> tuple[str, Any, dict[str, str]]:
    if node.func.value.id != "render" or len(node.args) != 1:
        raise ValueError
    record = node.args[0]
    if node.func.attr not in PRINTABLE[_parted(record)[0].func.id].formats:
        raise ValueError
    return node.func.attr, record, {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords}
