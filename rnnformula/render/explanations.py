"""Explanations of summaries -> text, Markdown and JSON, in the words of a language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rnnformula.explaining.records import FIELDS
from rnnformula.render.phrases import phrase
from rnnformula.render.writing import Style, grouped, worked
from rnnformula.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.explaining.records import ExplainedRow, ExplainedTotal, Explanation, Reading
    from rnnformula.phrases import Label

#: ``4·64·(6+64+1)``: short enough for a phone and a terminal.
STYLE = Style("·", number=grouped, plus="+")


def _code(text: str) -> str:
    """Pasted text in Markdown: nothing in it can end the code or begin a column."""
    return "`{}`".format(" ".join(text.split()).replace("`", "'").replace("|", "¦")) if text.strip() else ""


#: Models in models are indented up to here.
DEEPEST = 20

MARKDOWN = replace(STYLE, code=_code)


def data(explanation: Explanation, lang: str) -> dict[str, Any]:
    """Everything that is known, as JSON says it; sentences are in the language."""
    label = words(lang)
    return {
        "rows": [_row(row, label) for row in explanation.rows],
        "totals": [_total(total, label) for total in explanation.totals],
        "notes": _said(explanation.notes, label, STYLE),
    }


def _row(row: ExplainedRow, label: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": row.name,
        "type": row.type,
        "output_shape": row.output_shape,
        "count": row.count,
        "verdict": row.verdict,
        "readings": [_reading(reading, label) for reading in row.readings],
        "notes": _said(row.notes, label, STYLE),
    }
    return told | ({"depth": row.depth} if row.depth else {})


def _reading(reading: Reading, label: dict[str, str]) -> dict[str, Any]:
    told = {"layer": reading.layer, **{name: reading.sizes[name] for name in FIELDS if name in reading.sizes}}
    more = {
        "directions": reading.directions,
        "inner": reading.inner,
        "backward_inner": reading.backward_inner,
        "merge_mode": reading.merge_mode,
        "num_layers": reading.num_layers,
        "framework": reading.framework,
        "count": reading.count,
        "call": _call(reading, label, STYLE),
        "expression": worked([reading.expression, reading.count], STYLE),
        "because": because(reading, label, STYLE),
        "link": reading.link or None,
    }
    return told | {name: value for name, value in more.items() if value is not None}


def _total(total: ExplainedTotal, label: dict[str, str]) -> dict[str, Any]:
    return {
        "name": total.name,
        "label": label[f"total_{total.name}"],
        "printed": total.printed,
        "expected": total.expected,
        "verdict": total.verdict,
        "because": label["space"].join(_said(total.notes, label, STYLE)),
    }


def because(reading: Reading, label: dict[str, str], style: Style) -> str:
    """Why this reading, in one paragraph."""
    return label["space"].join(_said(reading.reasons, label, style))


def _said(notes: Iterable[Label], label: dict[str, str], style: Style) -> list[str]:
    return [phrase(note, label, style) for note in notes]


def _call(reading: Reading, label: dict[str, str], style: Style) -> str:
    """The layer as in code, and what it reads."""
    mode = ("merge_mode",) if reading.merge_mode not in (None, "concat") else ()
    call = style.code(reading.written.written(*mode))
    if reading.framework == "torch" and reading.layer not in call:
        call = label["like"].format(printed=style.code(reading.layer), call=call)
    read = _read(reading, label)
    return label["on_sizes"].format(call=call, sizes=read) if read else call


def _read(reading: Reading, label: dict[str, str]) -> str:
    """What a layer reads, in words; not what its call says."""
    sizes = reading.sizes
    name = "channels" if "channels" in sizes else "features"
    size = sizes.get(name)
    if size is None or reading.written.arguments.get(name) is not None:
        return ""
    if isinstance(size, tuple):
        return label["several_features"].format(numbers=" × ".join(map(str, size)))
    form = label[f"n_{name}"].split("|")[0 if size == 1 else -1]
    return form.format(n=grouped(size))


def text(explanation: Explanation, lang: str) -> str:
    """The explanation for a terminal: a row, and below it what its number is."""
    label = words(lang)
    lines: list[str] = []
    for row in explanation.rows:
        indent = "  " * min(row.depth, DEEPEST)
        lines.append(indent + "  ".join(_head(row, label, STYLE)))
        for reading in row.readings:
            said = because(reading, label, STYLE)
            taken_apart = worked([reading.expression, reading.count], STYLE)
            lines.append(f"{indent}  {label['item'].format(name=_call(reading, label, STYLE), value=taken_apart)}")
            lines += [f"{indent}    {said}"] if said else []
        lines += [f"{indent}  {note}" for note in _said(row.notes, label, STYLE)]
    for total in explanation.totals:
        lines.append(_total_line(total, label))
        lines += [f"  {note}" for note in _said(total.notes, label, STYLE)]
    lines += _said(explanation.notes, label, STYLE)
    return "\n".join(lines)


def _head(row: ExplainedRow, label: dict[str, str], style: Style) -> list[str]:
    name = f"{row.name} ({row.type})" if row.type and row.type not in row.name else row.name
    number = grouped(row.count) if row.count is not None else "–"
    return [style.code(name), style.code(row.output_shape), number, label[f"verdict_{row.verdict}"]]


def _total_line(total: ExplainedTotal, label: dict[str, str]) -> str:
    number = grouped(total.printed) if total.printed is not None else "–"
    return label["total_is"].format(
        name=label[f"total_{total.name}"], number=number, verdict=label[f"verdict_{total.verdict}"]
    )


def markdown(explanation: Explanation, lang: str) -> str:
    """The explanation as a list for an answer: whatever was pasted stands in code, so that nothing of it is set."""
    label = words(lang)
    lines: list[str] = []
    for row in explanation.rows:
        indent = "  " * min(row.depth, DEEPEST)
        name, shape, number, verdict = _head(row, label, MARKDOWN)
        shown = f"{' '.join(filter(None, (name, shape)))} **{number}**"
        lines.append(f"{indent}- {label['item'].format(name=shown, value=verdict)}")
        for reading in row.readings:
            said = because(reading, label, MARKDOWN)
            taken_apart = worked([reading.expression, reading.count], MARKDOWN)
            line = label["item"].format(name=_call(reading, label, MARKDOWN), value=taken_apart)
            lines.append(f"{indent}  - {label['and_then'].format(first=line, then=said) if said else line}")
        lines += [f"{indent}  - {note}" for note in _said(row.notes, label, MARKDOWN)]
    if explanation.totals:
        lines += ["", f"**{label['totals']}**", ""] if lines else []
    for total in explanation.totals:
        said = label["space"].join(_said(total.notes, label, MARKDOWN))
        line = _total_line(total, label)
        lines.append(f"- {label['and_then'].format(first=line, then=said) if said else line}")
    if explanation.notes:
        lines += ["", f"**{label['notes']}**", ""] if lines else []
        lines += [f"- {note}" for note in _said(explanation.notes, label, MARKDOWN)]
    return "\n".join(lines)
