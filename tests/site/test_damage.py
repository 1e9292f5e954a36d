"""Sources that are cut, emptied or filled with something else: one line each, with the file and the line."""

import os
import re
import shutil
import signal
from pathlib import Path

import pytest

from rnnformula.site import __main__ as site
from rnnformula.site.kept.files import write_together, write_whole
from tests.conftest import ROOT
from tests.languages import ENGLISH

PAGE = """\
---
description: A page
gist: A page
---

# Page {#page}

```python exec="on" result="bibtex"
from rnnformula.site import cite

print(cite.site(format="bibtex", lang="LANGUAGE"))
```
""".replace("LANGUAGE", ENGLISH)
COPIED = (
    "mkdocs.yml",
    "CITATION.cff",
    "docs/glossary.toml",
    "docs/formulas.toml",
    "tests/known_counts.csv",
    "tests/known_costs.csv",
    "tests/known_outputs.json",
    "snippets/expected/index.json",
)
SETTINGS, CITATION, GLOSSARY, FORMULAS, COUNTS, COSTS, OUTPUTS, INDEX = COPIED


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a page that cites it, as the working directory."""
    for name in COPIED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    page = tmp_path / f"docs/{ENGLISH}/index.md"
    page.parent.mkdir()
    page.write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(capsys, monkeypatch):
    """The status of `make check` and what it complains of."""
    monkeypatch.setattr("sys.argv", ["rnnformula.site", "check"])
    monkeypatch.setattr(site, "cores", lambda: 1)
    return site.main(), capsys.readouterr().err


def emptied(text):
    return ""


def instead(other):
    return lambda text: other


def without(part):
    def cut(text):
        assert part in text
        return text.replace(part, "")

    return cut


#: A file, what became of it, the line that is named, what is said.
DAMAGE = [
    (SETTINGS, emptied, 1, "expected settings by their names, got None"),
    (SETTINGS, lambda text: text[: text.index("plugins:")], 1, "plugins: expected a list with search, i18n"),
    (SETTINGS, without("hooks: [docs/hooks.py]\n"), 1, "hooks: expected a list with docs/hooks.py, got None"),
    (SETTINGS, without("  - attr_list\n"), 1, "markdown_extensions: attr_list is missing"),
    (SETTINGS, instead("site_name: x\nnav: [\n"), 3, "cannot read the file: "),
    (SETTINGS, instead("- 3\n"), 1, "expected settings by their names, got [3]"),
    (SETTINGS, instead("site_name: x\n\0\n"), 2, "special characters are not allowed"),
    (SETTINGS, lambda text: re.sub(r"nav:\n(  .*\n)+", "nav: 3\n", text), 31, "nav: expected a list of pages"),
    (CITATION, lambda text: text[: text.index("version: 0")], 1, "expected authors"),
    (CITATION, emptied, 1, "expected authors"),
    (CITATION, instead("authors: [3]\nversion: 1.0.0\ndate-released: 2026-01-01\n"), 1, "expected authors"),
    (CITATION, instead("title: x\ndate-released: 2026-13-45\n"), 1, "cannot read the file: month must be in 1..12"),
    (CITATION, instead("title: x\nauthors: [\n"), 3, "cannot read the file: "),
    (GLOSSARY, lambda text: text[:-9], 0, "cannot read the file: "),
    (GLOSSARY, instead("term = 3\n"), 1, "expected tables that each begin with a line [[term]], and nothing else"),
    (GLOSSARY, instead("[[term]]\nid = 3\n"), 1, "expected id, group"),
    (FORMULAS, instead("\n[[formula]]\npage = 3\n"), 2, "expected page, tex and why."),
    (FORMULAS, instead("\n[[formula]\n"), 2, "cannot read the file: "),
    (FORMULAS, instead("[[formulas]]\n"), 1, "expected tables that each begin with a line [[formula]]"),
    (COUNTS, emptied, 1, "expected the columns layers,count,origin,version in the first line"),
    (COUNTS, lambda text: text[: text.rindex(",", 0, text.rindex(","))], 0, "expected layers, a whole number"),
    (COUNTS, lambda text: f"{text}{'x' * 200_000},1,a,b\n", 0, "cannot read the row: field larger than"),
    (COSTS, emptied, 1, "expected the columns tool,layers,number,origin,version in the first line"),
    (COSTS, lambda text: text[: text.rindex(",", 0, text.rindex(","))], 0, "expected one of the tools torchinfo, "),
    (COSTS, lambda text: f"{text}{'x' * 200_000},a,1,b,1\n", 0, "cannot read the row: field larger than"),
    (OUTPUTS, lambda text: text[: len(text) // 2], 0, "cannot read the file: "),
    (OUTPUTS, emptied, 1, "cannot read the file: Expecting value"),
    (OUTPUTS, instead("[]"), 1, "expected an object, got []"),
    (OUTPUTS, instead("[" * 100_000), 1, "cannot read the file: "),
    (INDEX, lambda text: text[: len(text) // 2], 0, "cannot read the file: "),
    (INDEX, emptied, 1, "cannot read the file: Expecting value"),
    (INDEX, instead('{"versions": 3, "snippets": {}}'), 1, "expected versions and snippets with their digests"),
    (INDEX, instead('{"versions": {}, "snippets": {"a.py": "b"}}'), 1, "delete the file, then run `make record`"),
]


@pytest.mark.parametrize(("name", "change", "line", "message"), DAMAGE)
def test_a_damaged_source_is_one_line_with_file_and_line(project, capsys, monkeypatch, name, change, line, message):
    text = (project / name).read_text(encoding="utf-8")
    (project / name).write_text(change(text), encoding="utf-8")
    status, said = checked(capsys, monkeypatch)
    first, *rest = said.splitlines()
    assert (status, rest) == (1, ["1 problem(s)"]), said
    assert re.match(rf"{re.escape(name)}:{line or '[1-9][0-9]*'}: ", first), said
    assert message in first


@pytest.mark.parametrize("name", COPIED)
def test_a_source_that_is_not_utf_8_is_named_with_its_line(project, capsys, monkeypatch, name):
    content = (project / name).read_bytes()
    second = content.index(b"\n") + 1
    (project / name).write_bytes(content[:second] + b"\xff" + content[second:])
    status, said = checked(capsys, monkeypatch)
    assert (status, said.splitlines()[1:]) == (1, ["1 problem(s)"])
    assert said.startswith(f"{name}:2: the file is not UTF-8: invalid start byte at byte {second}\n")


@pytest.mark.parametrize("name", [COUNTS, COSTS, OUTPUTS])
def test_a_missing_record_is_named(project, capsys, monkeypatch, name):
    (project / name).unlink()
    assert checked(capsys, monkeypatch) == (1, f"{name}:1: the file is missing\n1 problem(s)\n")


@pytest.mark.parametrize("name", COPIED)
def test_a_byte_order_mark_changes_nothing(project, capsys, monkeypatch, name):
    before = checked(capsys, monkeypatch)
    (project / name).write_bytes(b"\xef\xbb\xbf" + (project / name).read_bytes())
    assert checked(capsys, monkeypatch) == before


def test_a_damaged_record_of_an_output_is_named_where_its_equations_are(project, capsys, monkeypatch):
    text = (project / OUTPUTS).read_text(encoding="utf-8")
    (project / OUTPUTS).write_text(text.replace('"kernel", [3, 2], [0.173', '"kernel", [3, 2], ["x"'), encoding="utf-8")
    said = checked(capsys, monkeypatch)[1]
    assert f": its record in {OUTPUTS} is damaged; run `make record-outputs`" in said
    assert "Traceback" not in said


def test_several_files_are_written_all_or_none(tmp_path):
    first, gone, impossible = tmp_path / "first", tmp_path / "gone", tmp_path / "gone" / "inside"
    for file in (first, gone):
        file.write_text("old", encoding="utf-8")
    with pytest.raises(OSError, match=re.escape(str(impossible))):
        write_together({first: "new", impossible: "new"})
    assert [file.read_text(encoding="utf-8") for file in (first, gone)] == ["old", "old"]
    write_together({first: "new", gone: None})
    assert [file.name for file in tmp_path.iterdir()] == ["first"]
    assert first.read_text(encoding="utf-8") == "new"


def test_an_interrupt_comes_before_or_after_several_files_are_replaced(tmp_path, monkeypatch):
    files = {tmp_path / "first": "new", tmp_path / "second": "new"}
    replace = Path.replace

    def interrupted(draft, file):
        os.kill(os.getpid(), signal.SIGINT)
        return replace(draft, file)

    monkeypatch.setattr(Path, "replace", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_together(files)
    finally:
        signal.signal(signal.SIGINT, before)
    assert {file: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()} == files


def test_the_error_of_a_file_that_can_not_be_written_names_it(tmp_path):
    (tmp_path / "folder").write_text("a file", encoding="utf-8")
    file = tmp_path / "folder" / "file"
    with pytest.raises(FileExistsError) as failed:
        write_whole(file, "")
    assert failed.value.filename == str(file)
