"""Compares two builds of the site, file by file; `make properdocs` calls it.

`python -m tests.same_pages FOLDER OTHER LIST`: a difference that LIST has not, or one that it has in vain, is an error.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from difflib import unified_diff
from fnmatch import fnmatchcase
from pathlib import Path

#: Lines of a difference that are shown, and characters of a line: a page may be one line.
LINES = 12
WIDTH = 200


@dataclass(frozen=True)
class Difference:
    """A text of the first build that reads otherwise in the second, in the files of a pattern."""

    files: str
    text: str
    replacement: str
    why: str


def read_differences(file):
    listed = [Difference(**entry) for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("difference", [])]
    for difference in listed:
        if not difference.why.strip():
            raise SystemExit(f"{file}: {difference.files}: {difference.text!r} has no reason")
    return listed


def problems(folder, other, listed):
    """What differs between two folders and is not listed, and what is listed without being so."""
    here, there = (
        {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} for root in (folder, other)
    )
    if not here:
        return [f"{folder}: there is no file in it"]
    found = [f"{name}: only in {folder if name in here else other}" for name in sorted(here ^ there)]
    applied = set()
    for name in sorted(here & there):
        first, second = (root.joinpath(name).read_bytes() for root in (folder, other))
        for difference in listed:
            if fnmatchcase(name, difference.files):
                changed = re.sub(difference.text.encode(), difference.replacement.encode(), first)
                if changed != first:
                    applied.add(difference)
                    first = changed
        if first != second:
            found.append(f"{name}:\n{shown(first, second)}")
    return found + [
        f"{entry.files}: {entry.text!r} is listed and changes nothing" for entry in listed if entry not in applied
    ]


def shown(first, second):
    """The first lines in which two contents differ."""
    try:
        lines = [content.decode("utf-8").splitlines() for content in (first, second)]
    except UnicodeDecodeError:
        return f"  {len(first):,} and {len(second):,} bytes"
    changed = [line for line in unified_diff(*lines, lineterm="", n=0) if not line.startswith(("---", "+++"))]
    return "\n".join(f"  {line[:WIDTH]}" for line in changed[:LINES])


def main(arguments):
    folder, other, listed = map(Path, arguments)
    differences = read_differences(listed)
    if found := problems(folder, other, differences):
        print("\n".join(found), file=sys.stderr)
        return 1
    print(f"{folder} and {other} are the same, but for {len(differences)} differences that {listed} lists")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
