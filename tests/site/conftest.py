"""A small site: the project's own build on one page, one snippet and one label in two languages."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import (
    CITATION,
    DETECTOR_SCORES,
    KNOWN_COSTS,
    KNOWN_COUNTS,
    KNOWN_OUTPUTS,
    MUTATION_RATES,
)
from rnnformula.site.checks.accepted import accept
from rnnformula.site.fences.loading import read_book
from rnnformula.site.kept.files import write_together
from rnnformula.site.translation.comparing_languages import compared_sections
from rnnformula.site.translation.synchronising import synchronised_files
from tests.conftest import ROOT, project_book
from tests.languages import CHINESE, ENGLISH
from tests.published import ledger_of
from tests.site import builder

PAGE = """\
---
description: A small page
gist: A small page
---

# Small {{#small}}

{sentence}

[](){{#small.formula}}

$$
3 \\times \\units
$$

## Snippet {{#small.snippet}}

```python exec="on" source="above" result="text"
--8<-- "small.py"
```

## Label {{#small.label}}

[](){{#small.label.table}}

```python exec="on"
from rnnformula import derive, render

print(render.markdown(derive("SimpleRNN", units=10, features=1), lang="{lang}"))
```
"""
#: When the languages of a small site were compared.
LONG_AGO = date(2026, 1, 2)
#: The formula counts nothing.
LISTED = rf"""
[[formula]]
page = "index.md"
tex = '3 \times \units'
why.{ENGLISH} = "to be shown"
"""
IDS = ("small", "small.formula", "small.label", "small.label.table", "small.snippet")
SENTENCES = {ENGLISH: "It has 10 units and 120 parameters.", CHINESE: "它有 10 个单元，120 个参数。"}
SNIPPET = """\
import keras

layer = keras.layers.SimpleRNN(10)
layer.build((None, 3, 1))
print("parameters:", layer.count_params())
"""
#: Without Keras, for tests of what has nothing to do with it.
PLAIN_SNIPPET = """\
import rnnformula

number = rnnformula.count("SimpleRNN", units=10, features=1)
for word in ("3", "parameters:"):  # quoted: what the page says
    print(word)
print(number)
"""


class Site:
    """A copy of the project with other pages; `make` in it uses this environment and installs nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("rnnformula", "docs/assets", "docs/theme"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        copy_files(folder, CITATION, "Makefile", "docs/hooks.py", "docs/glossary.toml", "mkdocs.yml")
        copy_files(folder, DETECTOR_SCORES, KNOWN_COSTS, KNOWN_COUNTS, KNOWN_OUTPUTS, MUTATION_RATES)
        self.link_environment()
        self.edit(
            "mkdocs.yml", lambda text: re.sub(r"\nnav:.*?\n\n", "\nnav:\n  - index.md\n\n", text, flags=re.DOTALL)
        )
        for lang, sentence in SENTENCES.items():
            self.write(f"docs/{lang}/index.md", PAGE.format(lang=lang, sentence=sentence))
        self.write("docs/ids.json", ledger_of(*IDS, page="index.md"))
        self.write("docs/formulas.toml", LISTED)
        self.write("snippets/small.py", SNIPPET)

    def accept(self) -> None:
        """Accept what the pages claim, and that they say the same in all languages, whatever other checks say.

        Languages that this process does not know are accepted by `make accept` alone, and stay accepted here.
        """
        if {folder.name for folder in (self.folder / "docs").iterdir() if (folder / "index.md").exists()} - {
            *LANGUAGES
        }:
            return
        with contextlib.suppress(SiteError):
            book = read_book(self.folder)
            files = synchronised_files(book, compared_sections(book), (), LONG_AGO)
            write_together({self.folder / name: text for name, text in files.items()})
            accept(read_book(self.folder))

    def link_environment(self) -> None:
        (self.folder / "node_modules").symlink_to(ROOT / "node_modules")
        (self.folder / ".venv").symlink_to(sys.prefix)

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def edit(self, name: str, change) -> None:
        before = self.read(name)
        after = change(before)
        assert before != after, f"nothing changed in {name}"
        self.write(name, after)

    def replace(self, name: str, old: str, new: str) -> None:
        self.edit(name, lambda text: text.replace(old, new))

    def make(self, target: str, **environment: str) -> subprocess.CompletedProcess:
        """What `make` does, without starting it and Python anew; see `builder`. What pages claim is accepted first."""
        self.accept()
        done = builder.run(self.folder, target, self.environment(environment, {}))
        self.accept()  # what was recorded
        return done

    def make_alone(self, target: str, **environment: str) -> subprocess.CompletedProcess:
        """`make` itself, where pages claim what was accepted."""
        self.accept()
        return subprocess.run(
            self.command(target),
            cwd=self.folder,
            env=self.environment(environment),
            capture_output=True,
            encoding="utf-8",
            timeout=600,
        )

    def command(self, target: str) -> list[str]:
        return [*builder.MAKE, target]

    def environment(self, more: dict[str, str], inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
        kept = builder.without_make(inherited)
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        return kept | {"SOURCE_DATE_EPOCH": "1700000000"} | more

    def record(self) -> None:
        done = self.make("record")
        assert done.returncode == 0, done.stderr


def copy_files(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)


def copy_project(folder: Path) -> Site:
    """The whole project's site in another place; its cache is cold, or a copy of RNNFORMULA_WARM_CACHE."""
    for name in ("docs", "snippets", "rnnformula"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    # All that the build reads: a record that is left out makes a table that no test of the pages would see.
    copy_files(folder, "Makefile", *(name for name in project_book().sources.texts if not (folder / name).exists()))
    if warm := os.environ.get("RNNFORMULA_WARM_CACHE"):
        shutil.copytree(warm, folder / ".cache")
    made = object.__new__(Site)
    made.folder = folder
    made.link_environment()
    return made


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Have one process of several use the small site that is recorded once: to record it takes seconds."""
    for item in items:
        if {"recorded", "broken"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("small"))


@pytest.fixture
def site(tmp_path) -> Site:
    """A small site whose output is not recorded yet."""
    return Site(tmp_path / "small")


@pytest.fixture(scope="session")
def recorded(tmp_path_factory) -> Site:
    """A small site, recorded once; for copying, see `good`."""
    made = Site(tmp_path_factory.mktemp("recorded") / "small")
    made.record()
    return made


@pytest.fixture
def good(recorded, tmp_path) -> Site:
    """A small site that builds, with a warm cache; a test may break it."""
    return copy_site(recorded, tmp_path / "good" / "small")


def copy_site(site: Site, folder: Path) -> Site:
    """The same site elsewhere, with its cache."""
    shutil.copytree(site.folder, folder, symlinks=True)
    copy = object.__new__(type(site))
    copy.folder = folder
    return copy
