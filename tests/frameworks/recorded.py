"""Writes down what the frameworks built, for builds that have none of them; `make record-frameworks` calls it.

- their rows in tests/known_counts.csv;
- what tools print as the costs of layers, in tests/known_costs.csv;
- weights of real PyTorch layers with an input and the output, for a snippet that copies them into Keras.
"""

import csv
import io
import json
import sys
from pathlib import Path

import torch

from rnnformula.site.book.cost_records import MEASURED_HERE
from tests.frameworks import everything_built, keras_costs, pytorch, torch_costs

ROOT = Path(__file__).resolve().parents[2]
KNOWN_COUNTS = ROOT / "tests" / "known_counts.csv"
KNOWN_COSTS = ROOT / "tests" / "known_costs.csv"
WEIGHTS = ROOT / "snippets" / "data" / "pytorch.json"

#: How the origin of a row begins that this module writes.
ORIGIN = "built by "
LAYERS = ("RNN", "LSTM", "GRU")
UNITS, FEATURES, STEPS = 4, 3, 5


def known_counts():
    """The file as it should be: rows of other origins as they are, those of frameworks behind them."""
    with KNOWN_COUNTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if not row[2].startswith(ORIGIN)]
    rows += [
        [built.layer, str(built.count), f"{ORIGIN}{built.made}", version]
        for _, version, built in everything_built()
        if built.recorded
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def measured_costs():
    """The rows of what tools print now."""
    for tool, version, layer, number in (*torch_costs.costs(), *keras_costs.costs()):
        yield [tool, layer, str(number), MEASURED_HERE, version]


def known_costs():
    """The file as it should be: what was seen elsewhere as it is, what is measured behind it."""
    with KNOWN_COSTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[3] != MEASURED_HERE]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*rows, *measured_costs()])
    return text.getvalue()


def weights():
    """Layers of three features and four units: their arrays, an input, the output."""
    torch.manual_seed(0)
    layers = {name: layer(name) for name in LAYERS}
    inputs = torch.round(torch.randn(1, STEPS, FEATURES), decimals=3)
    written = [f'"version": {json.dumps(pytorch.version())}', f'"input": {numbers(inputs)}']
    for name, made in layers.items():
        arrays = "".join(f'  "{key}": {numbers(array)},\n' for key, array in made.state_dict().items())
        written.append(f'"{name}": {{\n{arrays}  "output": {numbers(made(inputs)[0], 7)}\n}}')
    return "{\n" + ",\n".join(written) + "\n}\n"


def layer(name):
    """A PyTorch layer whose weights are PyTorch's own, rounded so that they can be written down."""
    made = getattr(torch.nn, name)(FEATURES, UNITS, batch_first=True)
    with torch.no_grad():
        for array in made.parameters():
            array.copy_(torch.round(array, decimals=3))
    return made


def numbers(array, digits=3):
    """An array as JSON: the shortest decimals, so that every machine reads the same numbers."""

    def shortened(part):
        return [shortened(inner) for inner in part] if isinstance(part, list) else round(part, digits)

    return json.dumps(shortened(array.tolist()))


def main():
    for file, text in ((KNOWN_COUNTS, known_counts()), (KNOWN_COSTS, known_costs()), (WEIGHTS, weights())):
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"recorded {file.relative_to(ROOT).as_posix()}")


if __name__ == "__main__":
    sys.exit(main())
