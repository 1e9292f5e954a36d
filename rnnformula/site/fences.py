"""What a fence asks for: a snippet to run, a label to render, a table of the build itself, or text to show."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from rnnformula import InputError, derive, figure, render, tally
from rnnformula.site import report
from rnnformula.site.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula import Tally
    from rnnformula.site.pages import Fence, Page

#: Languages of fences that are shown and not run.
SHOWN = ("text", "console", "bibtex", "markdown")
#: Options of an executed fence and the one value of each.
SNIPPET_OPTIONS = {"exec": "on", "source": "above", "result": "text"}
LABEL_OPTIONS = {"exec": "on"}

INFO = re.compile(r'(?P<language>[\w+-]+)(?P<options>(?:\s+[\w-]+="[^"]*")*)\s*')
OPTION = re.compile(r'([\w-]+)="([^"]*)"')
INCLUDE = re.compile(r'--8<-- "(?P<name>[^"]+)"\s*')


@dataclass(frozen=True, slots=True)
class Printable:
    """What a label may print: how it is made, from how many names, in which formats, of which layers it speaks."""

    make: Callable[..., Any]
    names: int
    formats: dict[str, Callable[..., str]]
    tallies: Callable[[Any], tuple[Tally, ...]]


PRINTABLE = {
    "tally": Printable(tally, 1, render.FORMATS, lambda record: (record,)),
    "derive": Printable(derive, 1, render.FORMATS, lambda record: (record.tally,)),
    "figure": Printable(figure, 2, {"svg": render.svg}, lambda record: record.tallies),
}
#: Formats in which a page follows the notation of its reader.
SYMBOLIC = ("markdown", "latex")
#: What stands around a format in a page.
AROUND = {"latex": ("$$\n", "\n$$\n"), "svg": ('<figure class="figure">\n', "\n</figure>\n")}
#: A table that the build makes; the code runs as it stands and then tells what is known without a build.
REPORT_IMPORT = "from rnnformula.site import report\n"
REPORT = re.compile(
    re.escape(REPORT_IMPORT) + r'\nprint\(report\.markdown\("(?P<name>[^"]+)", lang="(?P<lang>[^"]+)"\)\)\s*'
)


@dataclass(frozen=True, slots=True)
class SnippetFence:
    """Show the snippet ``name`` and what it printed."""

    page: Page
    fence: Fence
    name: str


@dataclass(frozen=True)
class LabelFence:
    """Render a record or a figure in a language; nothing runs, so that a second language costs nothing.

    ``names`` are the layer or, before it, the name of the figure; ``arguments`` what follows.
    """

    page: Page
    fence: Fence
    format: str
    record: str
    names: tuple[str, ...]
    arguments: tuple[tuple[str, Any], ...]
    lang: str

    @property
    def code(self) -> str:
        """The text of the fence, by which the build finds it again."""
        return self.fence.code.strip()

    @cached_property
    def made(self) -> Any:
        """The record or figure.

        Raises:
            InputError: a name, sizes or a layer that mean nothing.
        """
        return PRINTABLE[self.record].make(*self.names, **dict(self.arguments))

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """The layers that the fence speaks of; errors as in `made`."""
        return PRINTABLE[self.record].tallies(self.made)

    def rendered(self) -> str:
        """What the fence prints.

        Raises:
            InputError: as in `made`, or an unknown language.
        """
        before, after = AROUND.get(self.format, ("", "\n"))
        symbols = {"symbols": True} if self.format in SYMBOLIC else {}
        return before + PRINTABLE[self.record].formats[self.format](self.made, lang=self.lang, **symbols) + after

    def visible(self) -> str:
        """What a reader sees of that: of a figure the text in it, and of numbers no TeX."""
        if self.format != "svg":
            return self.rendered().replace("{,}", ",")
        texts = ElementTree.fromstring(self.rendered()).iterfind(".//{*}text")
        return "\n".join("".join(text.itertext()) for text in texts)


@dataclass(frozen=True, slots=True)
class ReportFence:
    """A table that the build makes of what it knows, by its name in the register of `rnnformula.site.report`."""

    page: Page
    fence: Fence
    name: str
    lang: str

    @property
    def code(self) -> str:
        """The text of the fence, by which the build finds it again."""
        return self.fence.code.strip()


class Fences(NamedTuple):
    """Fences by what they ask for, and those that can't be read, each with its problem."""

    snippets: list[SnippetFence]
    labels: list[LabelFence]
    reports: list[ReportFence]
    unread: list[tuple[Fence, Problem]]


def read_fences(pages: list[Page]) -> Fences:
    """The fences of all pages, text that is only shown left out."""
    found = Fences([], [], [], [])
    for page in pages:
        for fence in page.fences:
            try:
                asked = _read(page, fence)
            except ValueError as error:
                found.unread.append((fence, Problem(page.file, fence.line, str(error), page.lang)))
                continue
            match asked:
                case SnippetFence():
                    found.snippets.append(asked)
                case LabelFence():
                    found.labels.append(asked)
                case ReportFence():
                    found.reports.append(asked)
    return found


def _read(page: Page, fence: Fence) -> SnippetFence | LabelFence | ReportFence | None:
    if not page.lines[fence.last - 1].lstrip().startswith(("```", "~~~")):
        raise ValueError("fence: it is opened here and never closed")
    match = INFO.fullmatch(fence.info)
    if not match:
        raise ValueError(f'fence: expected a language and options such as exec="on", got {fence.info!r}')
    options = dict(OPTION.findall(match["options"]))
    if match["language"] in SHOWN and not options:
        return None
    if match["language"] != "python":
        known = ", ".join(("python", *SHOWN))
        raise ValueError(f"fence: expected one of {known}, the latter without options, got {fence.info!r}")
    include = INCLUDE.fullmatch(fence.code)
    _check_options(options, SNIPPET_OPTIONS if include else LABEL_OPTIONS)
    if include:
        return SnippetFence(page, fence, include["name"])
    if re.search(r"\breport\b", fence.code):
        return _report(page, fence)
    return _label(page, fence)


def _check_options(options: dict[str, str], expected: dict[str, str]) -> None:
    wanted = " ".join(f'{name}="{value}"' for name, value in expected.items())
    for name, value in options.items():
        if value != expected.get(name):
            raise ValueError(f'fence: unknown option {name}="{value}"; expected {wanted}')
    for name in expected:
        if name not in options:
            raise ValueError(f"fence: option {name} is missing; expected {wanted}")


def _label(page: Page, fence: Fence) -> LabelFence:
    """Read ``print(render.FORMAT(MAKE("Layer", size=1), lang="en"))``; see ``expected`` below."""
    expected = (
        "fence: expected an include of a snippet, or two lines such as "
        "`from rnnformula import derive, render` and "
        f'`print(render.markdown(derive("SimpleRNN", units=10, features=1), lang="{page.lang}"))`'
    )
    try:
        imports, shown = ast.parse(fence.code).body
        printed, *keywords = _call(shown.value, "print")  # type: ignore[attr-defined]
        format_, record, settings = _render(printed)
        names = tuple(map(ast.literal_eval, record.args))
        arguments = tuple((str(keyword.arg), ast.literal_eval(keyword.value)) for keyword in record.keywords)
        if keywords or not isinstance(imports, ast.ImportFrom) or imports.module != "rnnformula":
            raise ValueError
        asked = LabelFence(page, fence, format_, record.func.id, names, arguments, settings["lang"])
        imported = {alias.name for alias in imports.names}
        if imported != {"render", asked.record} or list(settings) != ["lang"]:
            raise ValueError
        if len(names) != PRINTABLE[asked.record].names or not all(isinstance(name, str) for name in names):
            raise ValueError
    except (ValueError, SyntaxError, AttributeError, KeyError, IndexError, TypeError):
        raise ValueError(expected) from None
    _check_lang(page, asked.lang)
    try:
        asked.rendered()
    except InputError as error:
        raise ValueError(f"fence: {error}") from None
    return asked


def _report(page: Page, fence: Fence) -> ReportFence:
    """Read ``print(report.markdown("NAME", lang="en"))`` below the import."""
    match = REPORT.fullmatch(fence.code)
    if not match:
        expected = f'`print(report.markdown("examples", lang="{page.lang}"))`'
        raise ValueError(f"fence: expected `{REPORT_IMPORT}` and {expected}")
    _check_lang(page, match["lang"])
    try:
        report.find(match["name"])
    except InputError as error:
        raise ValueError(f"fence: {error}") from None
    return ReportFence(page, fence, match["name"], match["lang"])


def _check_lang(page: Page, lang: str) -> None:
    if lang != page.lang:
        raise ValueError(f'fence: the page is written in {page.lang!r}, the label says lang="{lang}"')


def _call(node: Any, name: str) -> list[ast.expr]:
    if not isinstance(node, ast.Call) or node.func.id != name or node.keywords:  # type: ignore[attr-defined]
        raise ValueError
    return node.args


def _render(node: Any) -> tuple[str, Any, dict[str, str]]:
    if node.func.value.id != "render" or len(node.args) != 1:
        raise ValueError
    record = node.args[0]
    if node.func.attr not in PRINTABLE[record.func.id].formats:
        raise ValueError
    return node.func.attr, record, {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords}
