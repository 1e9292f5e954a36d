"""Damaged pastes: ``make damage MANY=100000``. A seed makes one; the same everywhere.

Whatever is damaged, `explain` answers: no crash, no reading whose number is not the printed one, and no row "explained"
as something else than it is although it and the row before it are still as they were.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from rnnformula import explain, render
from rnnformula.language import LANGUAGES
from tests.explaining.pastes import PASTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rnnformula import ExplainedRow, Explanation

#: Characters that terminals, word processors and web pages put into tables.
NOISE = "()[]{}…,.|│├└─━┃ \t\"'<>&;#?*_=~`\\/-+0123456789NLx×无Ａ１\u00a0\u200b\ufeff\u2028\u0301\x1b\x07\0🙂"
#: Numbers that no row has.
HUGE = ("9" * 30, "9" * 400, "9" * 5000, "1e309", "-1", "0x10", "１２３", "1.5M", "1,2,3", "00", "4294967296")


def _lines(change: Callable[[Random, list[str]], list[str]]) -> Callable[[Random, str], str]:
    """A change of the lines of a text."""
    return lambda random, text: "\n".join(change(random, text.split("\n")))


def _place(random: Random, parts: list[str] | str) -> int:
    return random.randrange(max(1, len(parts)))


def _cut(random: Random, text: str) -> str:
    start, end = sorted((_place(random, text), _place(random, text)))
    return text[start:end] if random.random() < 0.5 else text[:start] + text[end:]


def _margin(random: Random, lines: list[str]) -> list[str]:
    width = random.randrange(5, 110)
    return [line[:width] for line in lines]


def _left(random: Random, lines: list[str]) -> list[str]:
    width = random.randrange(1, 12)
    return [line[width:] for line in lines]


def _doubled(random: Random, lines: list[str]) -> list[str]:
    place = _place(random, lines)
    return [*lines[:place], *lines[place : place + random.randrange(1, 6)] * random.randrange(2, 5), *lines[place:]]


def _swapped(random: Random, lines: list[str]) -> list[str]:
    one, other = _place(random, lines), _place(random, lines)
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _shuffled(random: Random, lines: list[str]) -> list[str]:
    random.shuffle(lines)
    return lines


def _without(random: Random, lines: list[str]) -> list[str]:
    share = random.random() * 0.5
    return [line for line in lines if random.random() > share]


def _noise(random: Random, text: str) -> str:
    letters = list(text)
    for _ in range(random.randrange(1, 30)):
        letters.insert(_place(random, letters), random.choice(NOISE))
    return "".join(letters)


def _replaced(random: Random, text: str) -> str:
    letters = list(text or " ")
    for _ in range(random.randrange(1, 30)):
        letters[_place(random, letters)] = random.choice(NOISE)
    return "".join(letters)


def _huge(random: Random, text: str) -> str:
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if any(letter.isdigit() for letter in word)]
    for place in random.sample(places, min(len(places), random.randrange(1, 4))):
        words[place] = random.choice(HUGE)
    return " ".join(words)


def _digits(random: Random, text: str) -> str:
    return "".join(
        random.choice("0123456789") if letter.isdigit() and random.random() < 0.05 else letter for letter in text
    )


def _wrapped(random: Random, lines: list[str]) -> list[str]:
    width = random.randrange(10, 100)
    return [line[start : start + width] for line in lines for start in range(0, max(1, len(line)), width)]


def _column(random: Random, lines: list[str]) -> list[str]:
    start = random.randrange(60)
    end = start + random.randrange(1, 25)
    return [line[:start] + line[end:] for line in lines]


#: Each kind of damage.
KINDS: dict[str, Callable[[Random, str], str]] = {
    "a part is cut out": _cut,
    "the right margin is cut": _lines(_margin),
    "the left margin is cut": _lines(_left),
    "lines are doubled": _lines(_doubled),
    "lines are swapped": _lines(_swapped),
    "lines are shuffled": _lines(_shuffled),
    "lines are missing": _lines(_without),
    "letters are added": _noise,
    "letters are replaced": _replaced,
    "numbers are huge": _huge,
    "digits are changed": _digits,
    "lines are wrapped": _lines(_wrapped),
    "a column is cut out": _lines(_column),
    "blanks are one": lambda random, text: "\n".join(" ".join(line.split()) for line in text.split("\n")),
    "blanks are tabs": lambda random, text: text.replace("  ", "\t"),
    "lines are quoted": _lines(
        lambda random, lines: [f"{random.choice(('> ', '# ', '    ', '| '))}{line}" for line in lines]
    ),
    "line ends are others": lambda random, text: text.replace(
        "\n", random.choice(("\r\n", "\r", "\n\n", "<br>", "\\n"))
    ),
    "letters are of a page": lambda random, text: text.replace("<", "&lt;").replace(">", "&gt;").replace(" ", "&nbsp;"),
    "letters are large": lambda random, text: text.upper() if random.random() < 0.5 else text.lower(),
    "bytes are another alphabet's": lambda random, text: text.encode("utf-8").decode("latin-1"),
}


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged text, the name of what it was, and what was done to it."""

    name: str
    text: str
    kinds: tuple[str, ...]


def damaged(seed: int) -> Damaged:
    """The damaged paste of a seed."""
    random = Random(seed)
    name = random.choice(sorted(PASTES))
    text = PASTES[name].text
    kinds = tuple(random.choice(list(KINDS)) for _ in range(random.choice((1, 1, 1, 2, 3))))
    for kind in kinds:
        text = KINDS[kind](random, text)
    if random.random() < 0.1:
        text += PASTES[random.choice(sorted(PASTES))].text
    return Damaged(name, text, kinds)


def faults(paste: Damaged, *, shown: bool = True) -> Iterator[str]:
    """What is wrong with the answer."""
    try:
        explanation = explain(paste.text)
        if shown:
            for lang in LANGUAGES:
                for form in (render.text, render.markdown, render.json):
                    form(explanation, lang)
    except Exception as error:  # a crash is what is looked for
        yield f"crash: {error!r}"
        return
    yield from _inconsistent(explanation)
    yield from _wrong(explanation, paste.name)


def _inconsistent(explanation: Explanation) -> Iterator[str]:
    for row in explanation.rows:
        counts = {reading.count for reading in row.readings}
        if any(row.count is None or not count or row.count % count for count in counts):
            yield f"another number: {row.name} {row.count}: {counts}"
        if counts - {row.count} and row.readings[0].framework != "torch":  # PyTorch folds equal modules into one row
            yield f"another number: {row.name} {row.count}: {counts}"
        if row.verdict == "ambiguous" and not row.readings:
            yield f"ambiguous without readings: {row.name}"


def _wrong(explanation: Explanation, name: str) -> Iterator[str]:
    """Rows that are explained as something else, though they and the row before them are as they were."""
    true = PASTES[name].arrays
    whole = {row.name: (row, before) for row, before in _with_before(explain(PASTES[name].text))}
    for row, before in _with_before(explanation):
        if row.verdict != "explained" or len(row.readings) != 1 or row.name not in true:
            continue
        was, was_before = whole[row.name]
        if _as_printed(row) == _as_printed(was) and _as_printed(before) == _as_printed(was_before):
            read = sorted(array.shape for array in row.readings[0].tally.rows)
            if read != sorted(true[row.name]):
                yield f"wrong explained: {row.name} {row.count}: {row.readings[0].written.written()}"


def _with_before(explanation: Explanation) -> Iterator[tuple[ExplainedRow, ExplainedRow | None]]:
    yield from zip(explanation.rows, (None, *explanation.rows), strict=False)


def _as_printed(row: ExplainedRow | None) -> tuple[object, ...] | None:
    return row and (row.name, row.type, row.output_shape, row.count, row.depth)


def main(many: int) -> int:
    """Explain so many damaged pastes; print what is wrong, and how long a character takes; 1 if anything is wrong."""
    wrong: Counter[str] = Counter()
    began = time.perf_counter()
    for seed in range(many):
        paste = damaged(seed)
        for fault in faults(paste, shown=seed % 10 == 0):
            wrong[fault.split(":")[0]] += 1
            if wrong[fault.split(":")[0]] <= 20:
                print(f"seed {seed}, {paste.name}, {', '.join(paste.kinds)}: {fault}")
    print(f"{many} damaged pastes in {time.perf_counter() - began:.0f} s; wrong: {dict(wrong) or 'none'}")
    print("microseconds for each character, for a text of 1, 4 and 16 pieces:")
    for name, paste in PASTES.items():
        spent = []
        for times in (1, 4, 16):
            text = paste.text * times
            began = time.perf_counter()
            explain(text)
            spent.append(1e6 * (time.perf_counter() - began) / len(text))
        print(f"{name:14} {'  '.join(f'{one:6.2f}' for one in spent)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
