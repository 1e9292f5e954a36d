"""How often people use a class and a size, counted in tables that are known: ``make usual-sizes DATA=tables.jsonl``.

A line of the file is one table, as `tests.evaluate` reads it. Of a row with a known truth the reading counts that says
it, of any other row the only reading; a layer of equal sizes counts once a table. Sizes that were seen once are
left out: they say nothing of what people use.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from pprint import pformat
from typing import TYPE_CHECKING, Any

from rnnformula import explain
from rnnformula.counting.solving import leaves
from rnnformula.facts.kinds import sort_of
from tests.evaluate import agrees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula import Reading

FILE = Path(__file__).parents[1] / "rnnformula" / "facts" / "usual_sizes.py"
#: A size that was seen less often is left out.
FEWEST = 2
HEAD = '''"""How often people use a class and a size: counts that `rnnformula.counting.likelihood` weighs.

Counted by ``tests/usual_sizes.py`` in {tables} summaries that people printed for tutorials, questions and repositories,
a layer of equal sizes once a summary. Sizes that were seen once are left out; of a window one side counts.
"""

#: Class -> how many rows were of it.
USUAL_CLASSES: dict[str, int] = {classes}

#: Class that holds a layer -> class of that layer -> how often it was seen.
USUAL_INSIDE: dict[str, dict[str, int]] = {inside}

#: Sort of layer as `rnnformula.facts.kinds.sort_of` has it -> size -> value -> how often it was seen.
USUAL_SIZES: dict[str, dict[str, dict[int, int]]] = {sizes}
'''


def true_readings(table: dict[str, Any]) -> Iterator[Reading]:
    """What the rows of a table are, as far as it is known."""
    truths = {truth["name"]: truth for truth in table["recurrent"]}
    for row in explain(table["text"]).rows:
        if row.name in truths:
            yield from [reading for reading in row.readings if agrees(reading, truths[row.name])][:1]
        elif len(row.readings) == 1 and row.readings[0].count == row.count:
            yield row.readings[0]


def counted(tables: list[dict[str, Any]]) -> tuple[dict[str, int], dict[str, Any], dict[str, Any]]:
    """Classes, what they hold, and sizes, with how often each was seen."""
    classes: Counter[str] = Counter()
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: dict[str, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for table in tables:
        for reading in {f"{one.written} {one.features}": one for one in true_readings(table)}.values():
            name = reading.written.family.name.rpartition(".")[2]
            classes[name] += 1
            for leaf in leaves(reading.written):
                if reading.written.inside:
                    inside[name][leaf.family.name.rpartition(".")[2]] += 1
                of_sort = sizes[sort_of(leaf.family)]
                for size, value in reading.tally.rows[0].sizes.items() if leaf is next(leaves(reading.written)) else ():
                    of_sort[size][value[0] if isinstance(value, tuple) else value] += 1
    return classes, inside, sizes


def _seen(values: Counter[int]) -> dict[int, int]:
    return {value: number for value, number in sorted(values.items()) if number >= FEWEST}


def main(file: str) -> None:
    """Write the counts of the tables in a file."""
    tables = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines() if line.strip()]
    classes, inside, sizes = counted(tables)
    text = HEAD.format(
        tables=len(tables),
        classes=pformat(dict(sorted(classes.items()))),
        inside=pformat({holder: dict(sorted(held.items())) for holder, held in sorted(inside.items())}),
        sizes=pformat(
            {sort: {size: _seen(seen) for size, seen in of.items() if _seen(seen)} for sort, of in sizes.items()},
            compact=True,
            width=110,
        ),
    )
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
