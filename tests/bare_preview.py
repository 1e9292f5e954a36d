"""`make bare-preview`: how long a newcomer waits for the first page, and a translator for an edited one.

It clones the last commit, with no environment, nothing cached and nothing of npm's and pip's downloads, so it needs the
network. Each line says how busy the machine was. Nothing fails for being slow.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH
from tests.site.test_serve import Served

#: How often each kind of edit is made; the middle of its times is told.
TIMES = 5
#: Seconds without an edit, in which the site is built as a whole.
REST = 8
LAYER, QUESTION = "layers/simple_rnn", "questions/gru"
#: A file, what is looked for in it, what is put there with `WORD` in its place, and a page that shows the word then.
WORD = "WORD"
EDITS = {
    "sentence, first language": (f"docs/{ENGLISH}/{LAYER}.md", r"\Z", f"\n{WORD}.\n", f"{LAYER}/"),
    "sentence, second language": (f"docs/{CHINESE}/{QUESTION}.md", r"\Z", f"\n{WORD}。\n", f"{CHINESE}/{QUESTION}/"),
    "heading": (f"docs/{ENGLISH}/{LAYER}.md", r"(?m)^## .*?(?= \{#)", f"## {WORD}", f"{LAYER}/"),
    "title, on a page whose menu has it": (
        f"docs/{ENGLISH}/{LAYER}.md",
        r"(?m)^# .*?(?= \{#)",
        f"# {WORD}",
        "explain/",
    ),
    "label of a figure": (f"rnnformula/language/{CHINESE}.py", r'(?<="sum": ")[^"]*', WORD, f"{CHINESE}/{LAYER}/"),
    "meaning of a term": ("docs/glossary.toml", rf'(?<=\nmeaning\.{ENGLISH} = ")', f"{WORD} ", "about/glossary/"),
}


class Bare:
    """A clone of the last commit on a machine that has Python, make and git, and nothing of this project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "rnnformula"
        self.caches = {"PIP_NO_CACHE_DIR": "1", "npm_config_cache": str(folder / "npm")}
        subprocess.run(["git", "clone", "--quiet", ROOT, self.folder], check=True)

    def command(self, target: str) -> list[str]:
        """What a newcomer types."""
        return ["make", target]

    def environment(self, more: dict[str, str]) -> dict[str, str]:
        """An environment that knows no other one of Python's."""
        own = {Path(sys.executable).parent, ROOT / ".venv" / "bin"}
        path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if Path(part) not in own)
        return {"HOME": os.environ["HOME"], "PATH": path, **self.caches, **more}


def told(what: str, seconds: float, more: str = "") -> None:
    """Print a time, and how many processes wanted a processor meanwhile."""
    print(f"{what:<38} {seconds:7.2f} s   load {os.getloadavg()[0]:.1f}   {more}".rstrip(), flush=True)


def start(bare: Bare) -> Served:
    """Start the preview, and tell when it is installed, answers, and has all pages."""
    begin = time.monotonic()
    running = Served(bare, "preview")
    running.wait(lambda: (bare.folder / ".venv" / "preview").exists(), patience=1800)
    told("installed after", time.monotonic() - begin)
    running.wait(lambda: "<article" in running.page(), patience=600)
    told("first page after", time.monotonic() - begin, "(aim: 60 s)")
    for path in bare.folder.glob(f"docs/{CHINESE}/**/*.md"):
        address = path.relative_to(bare.folder / "docs").with_suffix("").as_posix().removesuffix("index")
        running.wait(lambda address=address: "<article" in running.page(f"{address}/".replace("//", "/")))
    told("all pages after", time.monotonic() - begin)
    return running


def edit(bare: Bare, running: Served, name: str) -> None:
    """Edit a file a few times, and tell how long its page took to show the edit."""
    file, place, written, page = EDITS[name]
    path, took = bare.folder / file, []
    before = path.read_text(encoding="utf-8")
    for number in range(TIMES):
        time.sleep(REST)
        word = f"Edited{[*EDITS].index(name)}of{number}times"  # no page has had it before
        text, found = re.subn(place, written.replace(WORD, word), before, count=1)
        assert found == 1, f"{file}: nothing to edit"
        path.write_text(text, encoding="utf-8")
        took.append(running.shows(word, page))
    path.write_text(before, encoding="utf-8")
    told(name, statistics.median(took), f"{min(took):.2f} to {max(took):.2f}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bare = Bare(Path(folder))
        running = start(bare)
        try:
            print("an edit is seen after (aim for a sentence: 1 s)")
            for name in EDITS:
                edit(bare, running, name)
        finally:
            running.close()


if __name__ == "__main__":
    main()
