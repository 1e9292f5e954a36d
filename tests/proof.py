"""`make proof`: what proves the site, how long it takes and how much it finds; the table of it in CONTRIBUTING.md.

`make proof PARTS="check long"` measures these again and keeps the rest; `PARTS="faults:number_words"`
measures the faults of one kind.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.data import KINDS
from tests.languages import CHINESE, ENGLISH

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "tests" / "proof.json"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PASSED = re.compile(r"(\d+) passed")
CAUGHT = re.compile(r"caught (\d+) of (\d+) in")
#: What is run and measured; `.ci/run` in a fresh clone has the installation besides.
COMMANDS = {
    "check": ["make", "check"],
    "test": ["make", "test"],
    "long": ["make", "test-long"],
    **{f"faults:{kind.replace(' ', '_')}": ["make", "faults", f"KIND={kind}"] for kind in KINDS},
}
HEADS = {
    ENGLISH: ("Command", "before", "now"),
    CHINESE: ("命令", "以前", "现在"),
}
ROWS = {
    "check": {ENGLISH: "`make check`", CHINESE: "`make check`"},
    "test": {ENGLISH: "`make test`, seconds", CHINESE: "`make test`，秒"},
    "tests": {ENGLISH: "tests in it", CHINESE: "其中的测试"},
    "long": {ENGLISH: "what `make test-all` adds, seconds", CHINESE: "`make test-all` 多出的部分，秒"},
    "long_tests": {ENGLISH: "tests in it", CHINESE: "其中的测试"},
    "faults": {ENGLISH: "planted faults caught (`make faults`)", CHINESE: "发现的错误（`make faults`）"},
}
#: Where the table stands, below a line of this text in each half of the file.
BEGIN, END = "<!-- make proof -->", "<!-- end -->"


def measure(name: str) -> dict[str, str]:
    """Run one of the commands; what it took and found, by the key of its row."""
    start = time.perf_counter()
    done = subprocess.run(
        COMMANDS[name], cwd=ROOT, env=os.environ | {"NO_COLOR": "1"}, capture_output=True, encoding="utf-8"
    )
    seconds = time.perf_counter() - start
    print(done.stdout[-2000:], done.stderr[-1000:], sep="\n", flush=True)
    if name.startswith("faults:"):
        return {name: " / ".join(CAUGHT.findall(done.stdout)[-1])}
    assert done.returncode == 0, f"{' '.join(COMMANDS[name])} failed: measure what passes"
    found = {name: f"{seconds:.1f}" if name == "check" else f"{seconds:.0f}"}
    if tests := PASSED.findall(done.stdout):
        found["tests" if name == "test" else f"{name}_tests"] = tests[-1]
    return found


def table(lang: str) -> str:
    """The measured numbers as Markdown."""
    measured = json.loads(MEASURED.read_text("utf-8"))
    lines = [f"| {' | '.join(HEADS[lang])} |", "| --- | --: | --: |"]
    for key, names in ROWS.items():
        lines.append(f"| {names[lang]} | {shown(measured['before'], key)} | {shown(measured['now'], key)} |")
    return "\n".join(lines)


def shown(measured: dict[str, str], key: str) -> str:
    """A number; of faults the sum of all kinds, once each was measured."""
    kinds = [measured.get(name) for name in COMMANDS if name.startswith("faults:")]
    if key == "faults" and key not in measured and all(kinds):
        caught, planted = (
            sum(map(int, numbers)) for numbers in zip(*(kind.split(" / ") for kind in kinds), strict=True)
        )
        return f"{caught} / {planted}"
    return measured.get(key, "–")


def written(text: str) -> str:
    """The text of CONTRIBUTING.md with the tables as they are to be."""
    tables = iter([table(ENGLISH), table(CHINESE)])
    return re.sub(rf"{BEGIN}\n.*?{END}", lambda _: f"{BEGIN}\n{next(tables)}\n{END}", text, flags=re.DOTALL)


def main() -> None:
    asked = sys.argv[1:] or list(COMMANDS)
    kinds = [name for name in COMMANDS if name.startswith("faults:")]
    parts = [name for part in asked for name in (kinds if part == "faults" else [part])]
    if unknown := [name for name in parts if name not in COMMANDS]:
        sys.exit(f"unknown part {unknown[0]!r}; there are {', '.join(COMMANDS)}")
    measured = json.loads(MEASURED.read_text("utf-8"))
    for name in parts:  # each is written at once: a later one may fail
        measured["now"] |= measure(name)
        MEASURED.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
        CONTRIBUTING.write_text(written(CONTRIBUTING.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
