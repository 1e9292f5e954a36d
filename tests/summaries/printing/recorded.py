"""Writes down what the printers print, for tests that have none of them; `make record-printers` calls it."""

import json
import subprocess
import sys
import warnings
from importlib import import_module
from pathlib import Path

RECORDED = Path(__file__).resolve().parents[1] / "printed.jsonl"
MODULE = f"{__package__}.recorded"
#: How the lines begin in which a process hands on its records.
MARK = "record: "
MAKERS = ("torch_models", "keras_models", "flax_models", "paddle_models")


def printed_by(maker):
    """What the printers of one module print, as records."""
    warnings.simplefilter("ignore")
    for made in import_module(f"{__package__}.{maker}").everything():
        yield {
            "printer": made.printer,
            "arguments": made.arguments,
            "layers": made.layers,
            "total": made.total,
            "text": made.text,
        }


def printed_now():
    """What all printers of this environment print; each module in a process of its own, as frameworks don't mix."""
    for maker in MAKERS:
        code = f"from {MODULE} import written; written({maker!r})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        if done.returncode:
            print(f"not recorded: {maker}, {done.stderr.strip().rpartition(chr(10))[2]}")
        yield from (json.loads(line.removeprefix(MARK)) for line in done.stdout.splitlines() if line.startswith(MARK))


def written(maker):
    """Print the records of a module, for the process that asked for them."""
    for record in printed_by(maker):
        print(MARK + json.dumps(record))


def kept(records):
    """The records of the file whose printer none of the new ones names."""
    names = {record["printer"].rpartition(" ")[0] for record in records}
    if not RECORDED.exists():
        return []
    return [record for record in recorded() if record["printer"].rpartition(" ")[0] not in names]


def recorded():
    """The records of the file."""
    return [json.loads(line) for line in RECORDED.read_text(encoding="utf-8").splitlines()]


def main():
    """Replace the records of the printers that are here."""
    texts = {}
    for record in printed_now():
        texts.setdefault(record["text"], record)
    new = list(texts.values())
    records = sorted([*kept(new), *new], key=lambda record: record["printer"].lower())
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    RECORDED.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(new)} of {len(records)} records are new")


if __name__ == "__main__":
    main()
