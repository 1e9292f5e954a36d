"""Explanations of summaries -> text, Markdown and JSON, in the words of a language."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rnnformula.explaining.explained import AMBIGUOUS, FIELDS
from rnnformula.explaining.sentences import sentences
from rnnformula.facts.aliases import KERAS_1
from rnnformula.language import language_of
from rnnformula.language.phrases import label
from rnnformula.language.saying import STYLE
from rnnformula.language.writing import Style, grouped, worked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rnnformula.explaining.explained import Explained, ExplainedRow, ExplainedTotal, Reading
    from rnnformula.facts import Family
    from rnnformula.language.phrases import Label


def _code(text: str) -> str:
    """Pasted text in Markdown: nothing in it can end the code or begin a column."""
    return "`{}`".format(" ".join(text.split()).replace("`", "'").replace("|", "¦")) if text.strip() else ""


#: Size of a reading -> the phrase that says it, in the order in which they are said.
SIZES_IN_WORDS = {
    "units": "n_units",
    "filters": "n_filters",
    "kernel_size": "told_kernel_size",
    "input_dim": "told_input_dim",
    "output_dim": "told_output_dim",
    "num_heads": "told_num_heads",
    "key_dim": "told_key_dim",
    "features": "n_features",
    "channels": "n_channels",
    "directions": "n_directions",
    "num_layers": "told_num_layers",
}
#: Sizes of which nothing is said where they are 1.
ONE_GOES_WITHOUT_SAYING = ("directions", "num_layers")

#: Models in models are indented up to here.
DEEPEST_INDENT = 20

MARKDOWN = replace(STYLE, code=_code)


def in_own_words(call: str, family: Family) -> str:
    """A call with the names that the framework of its class has for its arguments."""
    for framework_name, name in family.also_called:
        call = call.replace(f"{name}=", f"{framework_name}=")
    return call


@dataclass(frozen=True)
class Writer:
    """Writes rows, readings and totals for any format, in a language and a style."""

    lang: str
    style: Style = STYLE

    @cached_property
    def label(self) -> dict[str, str]:
        """The words of the language."""
        return language_of(self.lang).words

    def sentences(self, remarks: Iterable[Label]) -> list[str]:
        """Each remark as a sentence."""
        return list(sentences(remarks, self.lang, self.style))

    def paragraph(self, remarks: Iterable[Label]) -> str:
        """All remarks as one paragraph."""
        return self.label["space"].join(self.sentences(remarks))

    def call(self, reading: Reading) -> str:
        """The layer of a reading as it is written in code, and the size that it reads."""
        mode = ("merge_mode",) if reading.merge_mode not in (None, "concat") else ()
        call = reading.written.written(*mode).replace(f"{KERAS_1}.", "")
        call = self.style.code(in_own_words(call, reading.written.family))
        if reading.framework == "torch" and reading.layer not in call:
            call = self.label["like"].format(printed=self.style.code(reading.layer), call=call)
        read = self._read(reading)
        return self.label["on_sizes"].format(call=call, sizes=read) if read else call

    def _read(self, reading: Reading) -> str:
        """The size that a layer reads, in words; empty where the call names it."""
        name, size = ("features", reading.features) if reading.channels is None else ("channels", reading.channels)
        if size is None or reading.written.arguments.get(name) is not None:
            return ""
        if isinstance(size, tuple):
            return self.label["several_features"].format(numbers=" × ".join(map(str, size)))
        return language_of(self.lang).word(f"n_{name}", size).format(n=grouped(size))

    def in_words(self, reading: Reading) -> list[str]:
        """The sizes and options of a reading, for whoever does not know the arguments of its class."""
        words: list[str] = []
        values = {**reading.sizes, "directions": reading.directions, "num_layers": reading.num_layers}
        for name, key in SIZES_IN_WORDS.items():
            value = values.get(name)
            if value is None or (name in ONE_GOES_WITHOUT_SAYING and value == 1):
                continue
            numbers = value if isinstance(value, tuple) else (value,)
            word = language_of(self.lang).word(key, value)
            words.append(word.format(n=" / ".join(map(_number_of, numbers))))
        if isinstance(bias := values.get("use_bias"), bool):
            after = values.get("reset_after")
            two = {True: "told_two_biases", False: "told_one_bias"}[after] if isinstance(after, bool) else "told_bias"
            words.append(self.label[two if bias else "told_no_bias"])
        return words

    def verdict(self, row: ExplainedRow) -> str:
        """How sure a row is; where one reading is left that is not certain, there are not several."""
        return self.label["verdict_possible" if is_possible(row) else f"verdict_{row.verdict}"]

    def expression(self, reading: Reading) -> str:
        """The number of a reading, taken apart."""
        return worked([reading.formula, reading.count], self.style)

    def reading(self, reading: Reading) -> str:
        """A reading in one line."""
        return self.label["item"].format(name=self.call(reading), value=self.expression(reading))

    def forward(self, row: ExplainedRow) -> str:
        """What the first reading of a row takes forward, as a sentence; empty where there is nothing to say."""
        cost = row.forward
        if cost is None or not (cost.multiply_accumulates or cost.each_step):
            return ""
        whole, each_step = cost.multiply_accumulates, cost.each_step or 0
        if whole is None:
            remark = label("forward_each_step", n=each_step)
        elif cost.steps is None:
            remark = label("forward_in_all", n=whole)
        else:
            remark = label("forward_in_steps", n=whole, steps=label("n_steps", n=cost.steps), each=each_step)
        return self.sentences([remark])[0]

    def forward_of_rows(self, explained: Explained) -> str:
        """What all rows take forward, as a sentence; empty where that is not known."""
        forward = explained.forward
        return "" if forward is None else self.sentences([label("forward_of_rows", n=forward)])[0]

    def reading_told(self, row: ExplainedRow, number: int) -> str:
        """A reading of a row in a line, by its place: its reasons, and of the first one what it takes forward."""
        reading = row.readings[number]
        sentences = self.sentences(reading.reasons)
        sentences += filter(None, [self.forward(row)]) if number == 0 else []
        return self.joined(self.reading(reading), self.label["space"].join(sentences))

    def row(self, row: ExplainedRow) -> list[str]:
        """The name with the class, the shape, the number and the verdict of a row."""
        name = f"{row.name} ({row.type})" if row.type and row.type not in row.name else row.name
        return [self.style.code(name), self.style.code(row.output_shape), _number(row.count), self.verdict(row)]

    def total(self, total: ExplainedTotal) -> str:
        """A total in one line."""
        name, verdict = self.label[total.name], self.label[f"verdict_{total.verdict}"]
        return self.label["total_is"].format(name=name, number=_number(total.printed), verdict=verdict)

    def joined(self, first: str, then: str) -> str:
        """Two sentences, the second if there is one."""
        return self.label["and_then"].format(first=first, then=then) if then else first


def is_possible(row: ExplainedRow) -> bool:
    """Whether a row has a single reading that is not certain."""
    return row.verdict == AMBIGUOUS and len(row.readings) == 1


def _number_of(value: object) -> str:
    return (
        " × ".join(map(str, value))
        if isinstance(value, tuple)
        else grouped(value)
        if isinstance(value, int)
        else str(value)
    )


def _number(number: int | None) -> str:
    return "–" if number is None else grouped(number)


def _text(explained: Explained, lang: str, site: str) -> str:
    """For a terminal: a row, and below it what its number is."""
    write = Writer(lang)
    lines: list[str] = []
    for row in explained.rows:
        indent = "  " * min(row.depth, DEEPEST_INDENT)
        lines.append(indent + "  ".join(write.row(row)))
        for number, reading in enumerate(row.readings):
            lines.append(f"{indent}  {write.reading(reading)}")
            lines += [f"{indent}    {write.paragraph(reading.reasons)}"] if reading.reasons else []
            lines += [f"{indent}    {forward}"] if not number and (forward := write.forward(row)) else []
        lines += [f"{indent}  {note}" for note in write.sentences(row.remarks)]
    for total in explained.totals:
        lines.append(write.total(total))
        lines += [f"  {note}" for note in write.sentences(total.remarks)]
    lines += filter(None, [write.forward_of_rows(explained)])
    return "\n".join([*lines, *write.sentences(explained.remarks)])


def _markdown(explained: Explained, lang: str, site: str) -> str:
    """A list for an answer: whatever was pasted stands in code, so that nothing of it is set."""
    write = Writer(lang, MARKDOWN)
    lines: list[str] = []
    for row in explained.rows:
        indent = "  " * min(row.depth, DEEPEST_INDENT)
        name, shape, number, verdict = write.row(row)
        shown = f"{' '.join(filter(None, (name, shape)))} **{number}**"
        lines.append(f"{indent}- {write.label['item'].format(name=shown, value=verdict)}")
        for place, reading in enumerate(row.readings):
            link = f" [{write.label['box_derivation']}]({site}{reading.link})" if site and reading.link else ""
            lines.append(f"{indent}  - {write.reading_told(row, place)}{link}")
        lines += [f"{indent}  - {note}" for note in write.sentences(row.remarks)]
    totals = [f"- {write.joined(write.total(total), write.paragraph(total.remarks))}" for total in explained.totals]
    totals += [f"- {forward}" for forward in filter(None, [write.forward_of_rows(explained)])]
    notes = [f"- {note}" for note in write.sentences(explained.remarks)]
    for title, listed in (("totals", totals), ("notes", notes)):
        if listed:
            lines += ["", f"**{write.label[title]}**", "", *listed] if lines else listed
    return "\n".join(lines)


def _json(explained: Explained, lang: str, site: str) -> str:
    """JSON with everything that is known, for programs; its sentences are in the language."""
    write = Writer(lang)
    fields = {
        "rows": [_row(row, write) for row in explained.rows],
        "totals": [_total(total, write) for total in explained.totals],
        "notes": write.sentences(explained.remarks),
        "forward": None
        if explained.forward is None
        else {"multiply_accumulates": explained.forward, "sentence": write.forward_of_rows(explained)},
    }
    return json.dumps(fields, ensure_ascii=False, indent=2)


def _row(row: ExplainedRow, write: Writer) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": row.name,
        "type": row.type,
        "output_shape": row.output_shape,
        "count": row.count,
        "verdict": row.verdict,
        "readings": [_reading(reading, write) for reading in row.readings],
        "notes": write.sentences(row.remarks),
        "forward": None if row.forward is None else asdict(row.forward) | {"sentence": write.forward(row)},
    }
    return fields | ({"depth": row.depth} if row.depth else {})


def _reading(reading: Reading, write: Writer) -> dict[str, Any]:
    fields = {"layer": reading.layer, **{name: reading.sizes[name] for name in FIELDS if name in reading.sizes}}
    more = {
        "directions": reading.directions,
        "inner": reading.inner,
        "backward_inner": reading.backward_inner,
        "merge_mode": reading.merge_mode,
        "num_layers": reading.num_layers,
        "framework": reading.framework,
        "count": reading.count,
        "call": write.call(reading),
        "words": write.in_words(reading),
        "expression": write.expression(reading),
        "because": write.paragraph(reading.reasons),
        "link": reading.link or None,
    }
    return fields | {name: value for name, value in more.items() if value is not None}


def _total(total: ExplainedTotal, write: Writer) -> dict[str, Any]:
    return {
        "name": total.name,
        "label": write.label[total.name],
        "printed": total.printed,
        "expected": total.expected,
        "verdict": total.verdict,
        "because": write.paragraph(total.remarks),
    }


#: Format -> how an explanation is written in it, in a language, with links to a site where its address is given.
WRITERS: dict[str, Callable[[Explained, str, str], str]] = {"text": _text, "markdown": _markdown, "json": _json}
