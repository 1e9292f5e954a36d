"""Records -> LaTeX for a display formula, without the dollar signs. Needs amsmath."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.counting.derivation import Derivation
from rnnformula.counting.forward import Equations
from rnnformula.counting.worked_steps import WorkedStep, in_digits
from rnnformula.language import DEFAULT, words
from rnnformula.language.notation import MACROS, NOTATIONS
from rnnformula.language.writing import Style, write
from rnnformula.render.gate_equations import FUNCTION_TEX, left_sides, lines
from rnnformula.render.layout import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.derivation import Step
    from rnnformula.render.layout import Record


def _text(name: str) -> str:
    escaped = name.replace("_", r"\_")
    return rf"\text{{{escaped}}}"


def _number(number: int) -> str:
    return f"{number:,}".replace(",", "{,}")


STYLE = Style(" \\times ", name=_text, number=_number, word=_text, code=_text)
#: The same with the macros of `rnnformula.language.notation` for sizes.
SYMBOLS = replace(STYLE, name=lambda name: f"\\{name}" if name in MACROS else _text(name))


def latex(record: Record, lang: str = DEFAULT, *, symbols: bool = False) -> str:
    r"""A derivation as aligned equations, one equals sign a line; any other record as an array.

    >>> from rnnformula import derive
    >>> print(latex(derive("SimpleRNN", units=10, features=1)).splitlines()[0])
    \begin{aligned}

    Args:
        record: what to write.
        lang: the language of the labels.
        symbols: write sizes with the macros of `rnnformula.language.notation`, which a page sets in the
            notation of its reader; else as words, which need no macro.

    Raises:
        InputError: an unknown language.
    """
    style = SYMBOLS if symbols else STYLE
    if isinstance(record, Derivation):
        label = words(lang)
        steps = (line for step in record.steps for line in _equations(step, label, style))
        return f"\\begin{{aligned}}\n{_rows(steps)}\n\\end{{aligned}}"
    if isinstance(record, Equations):
        written = (f"{left} & = {right}" for left, right in lines(record))
        text = f"\\begin{{aligned}}\n{_rows(written)}\n\\end{{aligned}}"
        return text if symbols else NOTATIONS["keras"].expand(text)
    if isinstance(record, WorkedStep):
        text = f"\\begin{{aligned}}\n{_rows(_worked(record))}\n\\end{{aligned}}"
        return text if symbols else NOTATIONS["keras"].expand(text)
    laid_out = table(record, lang, style)
    columns = "".join("r" if number in laid_out.right else "l" for number in range(len(laid_out.head)))
    head, *rows = (" & ".join(line) for line in (laid_out.head, *laid_out.rows))
    return f"\\begin{{array}}{{{columns}}}\n{head} \\\\ \\hline\n{_rows(rows)}\n\\end{{array}}"


def _rows(lines: list[str] | Iterator[str]) -> str:
    return " \\\\\n".join(lines)


def _equations(step: Step, label: dict[str, str], style: Style) -> Iterator[str]:
    """A step as lines of an ``aligned``: a name, beside which a phone has no room, the formula, an equality a line."""
    name = step.key if step.kind == "array" else label[step.key]
    yield f"& {_text(name)}\\colon"
    yield f"& \\quad {write(step.formula, style)}"
    for side in (*step.substitutions, step.value):
        yield f"& \\quad = {write(side, style)}"


def _worked(step: WorkedStep) -> Iterator[str]:
    """Each line of a worked step, the unit as an index where there are several."""
    several = any(line.unit > 1 for line in step.lines)
    names = dict(left_sides(step.equations))
    for line in step.lines:
        left = rf"\left({names[line.target]}\right)_{{{line.unit}}}" if several else names[line.target]
        stages = (_in_tex(stage) for stage in (*line.stages, in_digits(line.value)))
        yield f"{left} & = {' = '.join(stages)}"


def _in_tex(stage: str) -> str:
    """A stage of a worked line, which is in Python's syntax, as TeX."""
    for function, tex in FUNCTION_TEX.items():
        stage = stage.replace(f"{function}(", f"{tex}(")
    return stage.replace(" * ", r" \times ")
