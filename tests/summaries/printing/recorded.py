"""Writes down what the printers print, for tests that have none of them; `make record-printers` calls it."""

import json
import subprocess
import sys
import warnings
from importlib import import_module
from pathlib import Path

#: A file for each printer, so that none is large.
RECORDED = Path(__file__).resolve().parents[1] / "printed"
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
    """The records that there were whose printer none of the new ones names."""
    names = {name_of(record) for record in records}
    return [record for record in recorded() if name_of(record) not in names]


def name_of(record):
    """The printer of a record, without its version."""
    return record["printer"].rpartition(" ")[0]


def recorded():
    """The records of all files."""
    files = sorted(RECORDED.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def write(records):
    """Write each record into the file of its printer."""
    lines = {}
    for record in sorted(records, key=lambda record: record["printer"].lower()):
        lines.setdefault(name_of(record).lower(), []).append(json.dumps(record, ensure_ascii=False))
    RECORDED.mkdir(exist_ok=True)
    for name, of_printer in lines.items():
        (RECORDED / f"{name}.jsonl").write_text("\n".join(of_printer) + "\n", encoding="utf-8")


def main():
    """Replace the records of the printers that are here."""
    texts = {}
    for record in printed_now():
        texts.setdefault(record["text"], record)
    new = list(texts.values())
    records = [*kept(new), *new]
    write(records)
    print(f"{len(new)} of {len(records)} records are new")


if __name__ == "__main__":
    main()
