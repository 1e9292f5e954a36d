"""The engine of the page that explains a paste: what is published, under which names, and who may run it."""

import errno
import fcntl
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pytest

import rnnformula
from rnnformula import explain, render
from rnnformula.explaining.explanation import LONGEST
from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.site.book.pages import BOX_PLACE, Page
from rnnformula.site.book.sources import load_sources
from rnnformula.site.kept.node import run_script
from rnnformula.site.publish import browser_python
from rnnformula.site.publish.browser_engine import box, examples_of, is_wanted, write_engine
from rnnformula.site.publish.own_scripts import OwnScripts
from rnnformula.site.publish.security import headers, protect
from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH, HOMES
from tests.site.books import book_of
from tests.site.conftest import Site

PASTE = "lstm (LSTM)  (None, 64)  18176"
#: Bytes of the engine on a first visit; the page itself is another 130 kB.
MOST_OF_A_FIRST_VISIT = 5_000_000
#: Packing and compiling take longer than all else here, and give the same each time.
pack, run = cache(gzip.compress), cache(lambda script, text: run_script(script, text, ROOT))


@pytest.fixture(scope="module", autouse=True)
def pack_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gzip.compress", pack)
        patch.setattr(browser_python, "run_script", lambda script, text, _root: run(script, text))
        yield


@pytest.fixture(scope="module")
def written(tmp_path_factory, pack_once):
    """A folder as assets/, and the engine written into it."""
    folder = tmp_path_factory.mktemp("assets")
    return folder, write_engine(load_sources(ROOT), folder)


def test_a_page_asks_for_the_engine_by_its_place_alone():
    def page(text):
        return Page(ENGLISH, "a.md", f"docs/{ENGLISH}/a.md", text)

    assert is_wanted([page("# A"), page(f"# B\n\n{BOX_PLACE}\n")])
    assert not is_wanted([page("# A\n\n<div></div>")])


def test_python_and_the_package_are_published_with_their_driver_and_their_licence(written):
    folder, engine = written
    python, package = ({file.name for file in (folder / name).iterdir()} for name in (engine.python, engine.package))
    assert python == {
        *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm.gz", "python_stdlib.zip", "pyodide-lock.json"),
        *("library.zip.gz", "licence.txt"),
    }
    scripts = {file.name for file in (ROOT / "docs/assets/explain").iterdir()}
    assert package == {"rnnformula.zip", "rnnformula-compiled.zip.gz", *scripts}
    assert {"start.mjs", "worker.mjs"} < package
    for way in engine.ways:
        for name, (size, *unpacked) in way.sizes.items():
            content = (folder / name).read_bytes()
            assert size == len(content)
            assert unpacked == ([len(gzip.decompress(content))] if name.endswith(".gz") else [])
        assert {way.library, way.own} < way.sizes.keys()


def test_the_fast_way_is_compiled_and_the_sure_one_is_as_python_is_published(written):
    folder, engine = written
    fast, sure = engine.ways
    assert (fast.library, sure.library) == (f"{engine.python}/library.zip.gz", f"{engine.python}/python_stdlib.zip")
    modules = names_in(gzip.decompress((folder / fast.library).read_bytes()))
    sources = names_in((ROOT / "node_modules/pyodide/python_stdlib.zip").read_bytes())
    assert {name.removesuffix("c") for name in modules} < set(sources)
    assert {"ast.pyc", "dataclasses.pyc", "pyodide/__init__.pyc"} < set(modules)
    assert [name for name in modules if name.startswith(("email/", "urllib/", "http/", "xml/", "sqlite3/"))] == []
    own = names_in(gzip.decompress((folder / fast.own).read_bytes()))
    assert own == [f"{name}c" for name in names_in((folder / sure.own).read_bytes())]


def test_what_is_compiled_has_no_words_that_only_its_makers_read(written):
    folder, engine = written
    own = gzip.decompress((folder / engine.ways[0].own).read_bytes())
    docstrings = [each.__doc__.split("\n")[0] for each in (rnnformula, explain, render.markdown)]
    assert [text for text in docstrings if text.encode() in own] == []
    has_words = words(CHINESE)["box_explain"].encode() in own
    assert has_words


def test_what_is_compiled_is_the_same_byte_for_byte_each_time(written, tmp_path, monkeypatch):
    monkeypatch.setattr(browser_python, "run_script", run_script)
    folder, engine = written
    sources = (folder / engine.ways[-1].own).read_bytes()
    for archive, way in zip(browser_python.compiled(ROOT, sources, tmp_path), ("library", "own"), strict=True):
        assert archive == gzip.decompress((folder / getattr(engine.ways[0], way)).read_bytes())


def test_a_live_build_takes_sources_where_nothing_is_compiled_yet_and_waits_for_nothing(written, tmp_path, monkeypatch):
    monkeypatch.setattr(browser_python, "run_script", None)
    monkeypatch.setattr("gzip.compress", lambda content, mtime: content[:9])
    engine = write_engine(load_sources(ROOT), tmp_path / "assets", live=True)
    (way,) = engine.ways
    assert way.library.endswith("/python_stdlib.zip")


def test_what_a_first_visit_loads_is_small(written):
    """With the two scripts of Pyodide as a host sends them that compresses."""
    folder, engine = written
    scripts = (folder / engine.python / name for name in ("pyodide.mjs", "pyodide.asm.mjs"))
    sent = sum(len(gzip.compress(script.read_bytes(), 6)) for script in scripts)
    assert sum(size for size, *_ in engine.ways[0].sizes.values()) + sent <= MOST_OF_A_FIRST_VISIT


def names_in(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.namelist()


def test_the_licence_of_pyodide_its_version_and_its_source_are_named(written):
    folder, engine = written
    licence = (folder / engine.python / "licence.txt").read_text("utf-8")
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]["node_modules/pyodide"]
    assert f"Pyodide {locked['version']}" in licence
    assert locked["license"] == "MPL-2.0"
    for said in (
        "Mozilla Public License Version 2.0",
        "github.com/pyodide/pyodide",
        "PYTHON SOFTWARE FOUNDATION LICENSE",
    ):
        assert said in licence


def test_the_package_in_the_zip_explains_alone_and_brings_nothing_that_builds_the_site(written, tmp_path):
    folder, engine = written
    archive = folder / engine.package / "rnnformula.zip"
    with zipfile.ZipFile(archive) as opened:
        entries = opened.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert "rnnformula/explaining/explanation.py" in names
    assert [name for name in names if name.startswith(("rnnformula/site/", "rnnformula/keras/"))] == []
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n"
        "from rnnformula import render\nfrom rnnformula.explaining.explanation import explain_text\n"
        f"explanation = explain_text({PASTE!r})\n"
        f"print(render.json(explanation, lang='{CHINESE}'))\nprint(render.markdown(explanation, lang='{CHINESE}'))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    explanation = explain(PASTE)
    expected = f"{render.json(explanation, lang=CHINESE)}\n{render.markdown(explanation, lang=CHINESE)}\n"
    assert (done.stdout, done.stderr) == (expected, "")


def copy(tmp_path, written):
    """A copy of the project's package, and its engine; Python is packed already, which takes seconds."""
    site = Site(tmp_path / "copy")
    folder, engine = written
    shutil.copytree(folder / engine.python, tmp_path / "assets" / engine.python)
    return site, write_engine(load_sources(site.folder), tmp_path / "assets")


def test_two_copies_have_the_same_names_and_bytes(written, tmp_path):
    folder, engine = written
    again = write_engine(load_sources(Site(tmp_path / "copy").folder), tmp_path / "assets")
    assert again == engine
    for name in engine.files:
        assert (tmp_path / "assets" / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("changed", [f"rnnformula/language/{CHINESE}.py", "docs/assets/explain/worker.mjs"])
def test_a_change_gives_the_package_a_new_name_and_takes_the_old_folder_away(written, tmp_path, changed):
    site, before = copy(tmp_path, written)
    site.write(changed, site.read(changed) + "\n")
    after = write_engine(load_sources(site.folder), tmp_path / "assets")
    assert after.package != before.package
    assert after.python == before.python
    assert {file.name for file in (tmp_path / "assets").iterdir()} == {after.package, after.python}


def test_what_explains_nothing_gives_no_new_name(written, tmp_path):
    site, before = copy(tmp_path, written)
    site.write("rnnformula/site/build.py", site.read("rnnformula/site/build.py") + "\n")
    assert write_engine(load_sources(site.folder), tmp_path / "assets") == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_box_names_its_files_relative_to_the_page_and_offers_the_examples_of_the_page(written, lang):
    _, engine = written
    home = HOMES[lang]
    examples = {"c": "C x"}
    shown = box(
        f"<h1>A</h1>\n{BOX_PLACE}",
        lang,
        engine,
        "numbers-0/numbers.mjs",
        here=f"{home}explain/",
        home=home,
        examples=examples,
    )
    assert re.findall(r'data-example="([^"]+)">([^<]+)<', shown) == [("c", "C x")]
    up = "../" if lang == DEFAULT else "../../"
    assert f'<script type="module" src="{up}assets/{engine.package}/start.mjs">' in shown
    settings = json.loads(re.search(r'<script type="application/json">(.*?)</script>', shown)[1])
    assert settings["python"] == f"{up}assets/{engine.python}/"
    assert [way["files"] for way in settings["ways"]] == [
        {f"{up}assets/{name}": [*sizes] for name, sizes in way.sizes.items()} for way in engine.ways
    ]
    assert [way["own"] for way in settings["ways"]] == [f"{up}assets/{way.own}" for way in engine.ways]
    assert settings["places"]["LSTM"].startswith("layers/lstm/")
    assert settings["home"].rstrip("/") == ".."
    assert settings["most"] == LONGEST
    assert settings["words"]["box_explain"] == words(lang)["box_explain"]
    assert "verdict_ambiguous" in settings["words"]


def test_the_examples_of_a_page_are_those_below_headings_of_the_third_level():
    example = '```python exec="on" source="above" result="text"\n--8<-- "a.py"\n```\n'
    shown = "```text\na\n```\n"
    page = Page(
        ENGLISH,
        "a.md",
        f"docs/{ENGLISH}/a.md",
        f"# A {{#a}}\n\n{example}\n## B {{#b}}\n\n{example}\n### C `x` {{#c}}\n\nText.\n\n{example}\n"
        f"### D {{#d}}\n\n{shown}\n### E {{#e}}\n\n{example}\n## F {{#f}}\n\n{example}",
    )
    assert examples_of(page, book_of([page])) == ["c", "e"]


def test_no_page_may_compile_only_what_a_host_sends_with_the_worker():
    page = '<html><head><meta charset="utf-8"></head></html>'
    assert "wasm" not in protect(page, OwnScripts((), {}))
    assert "script-src 'self' 'wasm-unsafe-eval';" in headers([])
    assert "'unsafe-eval'" not in headers([])
    for kind in ("explain", "link", "math", "pyodide"):
        assert f"/assets/{kind}-*\n  Cache-Control: public, max-age=31536000, immutable\n" in headers([])


def test_a_host_is_told_to_keep_windows_and_pages_of_others_away():
    for_all = headers([]).partition("\n/assets/")[0].splitlines()
    assert for_all[0] == "/*"
    assert {"  Cross-Origin-Opener-Policy: same-origin", "  Cross-Origin-Resource-Policy: same-origin"} < set(for_all)


def test_every_word_that_the_box_asks_for_is_there():
    asked = set()
    for file in (ROOT / "docs/assets/explain").glob("*.mjs"):
        asked |= set(re.findall(r'"(box_\w+)"|\.(box_\w+)', file.read_text("utf-8")))
    asked = {name for pair in asked for name in pair if name}
    asked |= set(
        re.findall(r'label\["(box_\w+)"\]', (ROOT / "rnnformula/site/publish/browser_engine.py").read_text("utf-8"))
    )
    known = {key for key in words(ENGLISH) if key.startswith("box_")}
    assert asked == known


def test_the_files_that_are_to_be_published_are_named_and_are_those_that_are_there(written):
    folder, engine = written
    there = [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
    assert sorted(engine.files) == sorted(there)
    assert all(way.sizes.keys() < set(engine.files) for way in engine.ways)


def append(file):
    file.write_bytes(file.read_bytes() + b"\n")


def cut(file):
    file.write_bytes(file.read_bytes()[:-1])


def pack_something_else(file):
    file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes()) + b"\0", 1, mtime=0))


def hide_a_second_part(file):
    file.write_bytes(file.read_bytes() + gzip.compress(b"", mtime=0))


def hide_a_name(file):
    packed = file.read_bytes()
    file.write_bytes(packed[:3] + b"\x08" + packed[4:10] + b"hidden\0" + packed[10:])


def add_a_file(file):
    (file.parent / "stray.mjs").write_bytes(b"")


def add_a_folder(file):
    (file.parent / "stray").mkdir()


def put_a_folder_in_its_place(file):
    file.unlink()
    file.mkdir()


def put_a_file_in_the_place_of_its_folder(file):
    shutil.rmtree(file.parent)
    file.parent.write_bytes(b"")


@pytest.mark.parametrize(
    ("kind", "name", "damage"),
    [
        ("python", "pyodide.mjs", append),
        ("python", "pyodide.asm.wasm.gz", append),
        ("python", "pyodide.asm.wasm.gz", cut),
        ("python", "pyodide.asm.wasm.gz", pack_something_else),
        ("python", "pyodide.asm.wasm.gz", hide_a_second_part),
        ("python", "pyodide.asm.wasm.gz", hide_a_name),
        ("python", "licence.txt", Path.unlink),
        ("python", "pyodide.mjs", add_a_file),
        ("package", "worker.mjs", append),
        ("package", "rnnformula.zip", cut),
        ("package", "worker.mjs", add_a_folder),
        ("package", "worker.mjs", put_a_folder_in_its_place),
        ("package", "worker.mjs", put_a_file_in_the_place_of_its_folder),
    ],
)
def test_a_folder_that_was_tampered_with_is_written_again(written, tmp_path, kind, name, damage):
    folder, engine = written
    again = tmp_path / "assets"
    shutil.copytree(folder, again)
    damage(again / getattr(engine, kind) / name)
    assert write_engine(load_sources(ROOT), again) == engine
    assert sorted(file.relative_to(again).as_posix() for file in again.rglob("*") if file.is_file()) == sorted(
        engine.files
    )
    for file in engine.files:
        assert (again / file).read_bytes() == (folder / file).read_bytes(), file
    assert {file.name for file in again.iterdir()} == {engine.python, engine.package}
    assert [file for file in again.glob("*/*") if file.is_dir()] == []


def test_a_folder_that_is_whole_is_neither_packed_nor_written_again(written, tmp_path, monkeypatch):
    folder, engine = written
    again = tmp_path / "assets"
    shutil.copytree(folder, again)
    before = {file: (again / file).stat().st_ino for file in engine.files}
    monkeypatch.setattr("gzip.compress", None)
    assert write_engine(load_sources(ROOT), again) == engine
    assert {file: (again / file).stat().st_ino for file in engine.files} == before


def test_a_full_disk_leaves_no_half_written_folder(tmp_path, monkeypatch):
    def full(file, content):
        if file.name == "rnnformula.zip":
            raise OSError(errno.ENOSPC, "No space left on device", str(file))
        return write_bytes(file, content)

    write_bytes = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left on device"):
        write_engine(load_sources(ROOT), tmp_path / "assets")
    (python,) = (tmp_path / "assets").iterdir()
    assert python.name.startswith("pyodide-")


def test_another_build_waits_while_one_writes(tmp_path, monkeypatch):
    refused = []

    def ask(folder):
        with (tmp_path / "assets.lock").open("w") as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        refused.append(folder.name)
        return mkdir(folder)

    mkdir = Path.mkdir
    (tmp_path / "assets").mkdir()
    monkeypatch.setattr(Path, "mkdir", lambda folder, **_: ask(folder) if "new-" in folder.name else None)
    engine = write_engine(load_sources(ROOT), tmp_path / "assets")
    assert refused == [f"new-{engine.python}", f"new-{engine.package}"]
