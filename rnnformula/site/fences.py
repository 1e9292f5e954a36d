"""What a fence asks for: a snippet to run, a label to render, a citation, or text to show."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rnnformula import InputError, derive, render, tally
from rnnformula.site import cite
from rnnformula.site.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from rnnformula.site.pages import Fence, Page

#: Languages of fences that are shown and not run.
SHOWN = ("text", "console", "bibtex", "markdown")
#: Options of an executed fence and the one value of each.
SNIPPET_OPTIONS = {"exec": "on", "source": "above", "result": "text"}
LABEL_OPTIONS = {"exec": "on"}

INFO = re.compile(r'(?P<language>[\w+-]+)(?P<options>(?:\s+[\w-]+="[^"]*")*)\s*')
OPTION = re.compile(r'([\w-]+)="([^"]*)"')
INCLUDE = re.compile(r'--8<-- "(?P<name>[^"]+)"\s*')
#: In a fence that is shown, a semicolon keeps an include from being resolved; the reader sees it without.
SHOWN_INCLUDE = ";--8<--"
CITATION = re.compile(
    r"from rnnformula\.site import cite\n\n"
    r'print\(cite\.(?:site\(|step\("(?P<id>[^"]+)", )format="(?P<format>[^"]+)", lang="(?P<lang>[^"]+)"\)\)\s*'
)

#: Formats in which a page follows the notation of its reader.
SYMBOLIC = ("markdown", "latex")
#: What a label may print: a renderer of a record.
RECORDS: dict[str, Callable[..., Any]] = {"tally": tally, "derive": derive}


@dataclass(frozen=True, slots=True)
class SnippetFence:
    """Show the snippet ``name`` and what it printed."""

    page: Page
    fence: Fence
    name: str


@dataclass(frozen=True, slots=True)
class LabelFence:
    """Render the record of one layer in a language; nothing runs, so that a second language costs nothing."""

    page: Page
    fence: Fence
    format: str
    record: str
    layer: str
    arguments: tuple[tuple[str, int], ...]
    lang: str

    @property
    def code(self) -> str:
        """The text of the fence, by which the build finds it again."""
        return self.fence.code.strip()

    def rendered(self) -> str:
        """What the fence prints.

        Raises:
            InputError: sizes, a layer or a language that mean nothing.
        """
        record = RECORDS[self.record](self.layer, **dict(self.arguments))
        symbols = {"symbols": True} if self.format in SYMBOLIC else {}
        written = render.FORMATS[self.format](record, lang=self.lang, **symbols)
        return f"$$\n{written}\n$$\n" if self.format == "latex" else f"{written}\n"


@dataclass(frozen=True, slots=True)
class CitationFence:
    """Say in a format and a language how to cite the step of an id; the whole site where that is empty."""

    page: Page
    fence: Fence
    id: str
    format: str
    lang: str

    @property
    def code(self) -> str:
        """The text of the fence, by which the build finds it again."""
        return self.fence.code.strip()

    def rendered(self, work: cite.Work) -> str:
        """What the fence prints.

        Raises:
            InputError: an id or a format that is unknown.
        """
        if self.id:
            return cite.step(self.id, format=self.format, lang=self.lang, work=work)
        return cite.site(format=self.format, lang=self.lang, work=work)


class Fences(NamedTuple):
    """Fences by what they ask for, and those that can't be read, each with its problem."""

    snippets: list[SnippetFence]
    labels: list[LabelFence]
    citations: list[CitationFence]
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
                case CitationFence():
                    found.citations.append(asked)
    return found


def shown_includes(page: Page) -> int:
    """How many lines of fences that are shown speak of an include to the reader."""
    return sum(fence.code.count(SHOWN_INCLUDE) for fence in page.fences if fence.info in SHOWN)


def _read(page: Page, fence: Fence) -> SnippetFence | LabelFence | CitationFence | None:
    if not page.lines[fence.last - 1].lstrip().startswith(("```", "~~~")):
        raise ValueError("fence: it is opened here and never closed")
    match = INFO.fullmatch(fence.info)
    if not match:
        raise ValueError(f'fence: expected a language and options such as exec="on", got {fence.info!r}')
    options = dict(OPTION.findall(match["options"]))
    if match["language"] in SHOWN and not options:
        if fence.code.count("--8<--") != fence.code.count(SHOWN_INCLUDE):
            raise ValueError(
                f"fence: it would show the snippet; to show the include, write {SHOWN_INCLUDE} in place of --8<--"
            )
        return None
    if match["language"] != "python":
        known = ", ".join(("python", *SHOWN))
        raise ValueError(f"fence: expected one of {known}, the latter without options, got {fence.info!r}")
    if re.search(r"\bcite\b", fence.code):
        return _citation(page, fence, options)
    include = INCLUDE.fullmatch(fence.code)
    _check_options(options, SNIPPET_OPTIONS if include else LABEL_OPTIONS)
    if include:
        return SnippetFence(page, fence, include["name"])
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
    """Read ``print(render.FORMAT(RECORD("Layer", size=1), lang="en"))``; see ``expected`` below."""
    expected = (
        "fence: expected an include of a snippet, or two lines such as "
        "`from rnnformula import derive, render` and "
        f'`print(render.markdown(derive("SimpleRNN", units=10, features=1), lang="{page.lang}"))`'
    )
    try:
        imports, shown = ast.parse(fence.code).body
        printed, *keywords = _call(shown.value, "print")  # type: ignore[attr-defined]
        format_, record, settings = _render(printed)
        layer = ast.literal_eval(record.args[0])
        arguments = tuple((str(keyword.arg), ast.literal_eval(keyword.value)) for keyword in record.keywords)
        if keywords or not isinstance(imports, ast.ImportFrom) or imports.module != "rnnformula":
            raise ValueError
        asked = LabelFence(page, fence, format_, record.func.id, layer, arguments, settings["lang"])
        imported = {alias.name for alias in imports.names}
        if imported != {"render", asked.record} or list(settings) != ["lang"] or len(record.args) != 1:
            raise ValueError
    except (ValueError, SyntaxError, AttributeError, KeyError, IndexError, TypeError):
        raise ValueError(expected) from None
    _check_lang(page, asked.lang)
    try:
        asked.rendered()
    except InputError as error:
        raise ValueError(f"fence: {error}") from None
    return asked


def _citation(page: Page, fence: Fence, options: dict[str, str]) -> CitationFence:
    """Read ``print(cite.step("ID", format="text", lang="en"))`` below the import."""
    match = CITATION.fullmatch(fence.code)
    if not match:
        expected = f'`print(cite.step("home", format="text", lang="{page.lang}"))`'
        raise ValueError(f"fence: expected `from rnnformula.site import cite`, an empty line and {expected}")
    _check_options(options, {"exec": "on", "result": match["format"]})
    _check_lang(page, match["lang"])
    return CitationFence(page, fence, match["id"] or "", match["format"], match["lang"])


def _check_lang(page: Page, lang: str) -> None:
    if lang != page.lang:
        raise ValueError(f'fence: the page is written in {page.lang!r}, the label says lang="{lang}"')


def _call(node: Any, name: str) -> list[ast.expr]:
    if not isinstance(node, ast.Call) or node.func.id != name or node.keywords:  # type: ignore[attr-defined]
        raise ValueError
    return node.args


def _render(node: Any) -> tuple[str, Any, dict[str, str]]:
    if node.func.value.id != "render" or node.func.attr not in render.FORMATS or len(node.args) != 1:
        raise ValueError
    record = node.args[0]
    if record.func.id not in RECORDS:
        raise ValueError
    return node.func.attr, record, {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords}
