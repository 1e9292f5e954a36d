"""The engine of the page that explains a paste: what is published, under which names, and who may run it."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from rnnformula import explain, render
from rnnformula.site.engine import PLACE, box, is_wanted, write_engine
from rnnformula.site.pages import Page
from rnnformula.site.security import headers, protect
from rnnformula.words import LANGUAGES, words
from tests.conftest import ROOT
from tests.site.conftest import Site

PASTE = "lstm (LSTM)  (None, 64)  18176"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder as assets/, and the engine written into it."""
    folder = tmp_path_factory.mktemp("assets")
    return folder, write_engine(ROOT, folder)


def test_a_page_asks_for_the_engine_by_its_place_alone():
    def page(text):
        return Page("en", "a.md", "docs/en/a.md", text)

    assert is_wanted([page("# A"), page(f"# B\n\n{PLACE}\n")])
    assert not is_wanted([page("# A\n\n<div></div>")])


def test_python_and_the_package_are_published_with_their_driver_and_their_licence(written):
    folder, engine = written
    python, package = ({file.name for file in (folder / name).iterdir()} for name in (engine.python, engine.package))
    assert python == {
        *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm.gz", "python_stdlib.zip", "pyodide-lock.json"),
        "licence.txt",
    }
    assert package == {"rnnformula.zip", *(file.name for file in (ROOT / "docs/assets/explain").iterdir())}
    assert {"box.mjs", "worker.mjs"} < package
    assert engine.sizes == {name: (folder / name).stat().st_size for name in engine.sizes}


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
    assert "rnnformula/explaining/engine.py" in names
    assert [name for name in names if name.startswith(("rnnformula/site/", "rnnformula/keras/"))] == []
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n"
        "from rnnformula import explain, render\n"
        f"explanation = explain({PASTE!r})\n"
        "print(render.json(explanation, lang='zh'))\nprint(render.markdown(explanation, lang='zh'))"
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
    expected = f"{render.json(explanation, lang='zh')}\n{render.markdown(explanation, lang='zh')}\n"
    assert (done.stdout, done.stderr) == (expected, "")


def copy(tmp_path, written):
    """A copy of the project's package, and its engine; Python is packed already, which takes seconds."""
    site = Site(tmp_path / "copy")
    folder, engine = written
    shutil.copytree(folder / engine.python, tmp_path / "assets" / engine.python)
    return site, write_engine(site.folder, tmp_path / "assets")


def test_two_copies_have_the_same_names_and_bytes(written, tmp_path):
    folder, engine = written
    again = write_engine(Site(tmp_path / "copy").folder, tmp_path / "assets")
    assert again == engine
    for name in engine.sizes:
        assert (tmp_path / "assets" / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("changed", ["rnnformula/words/zh.py", "docs/assets/explain/worker.mjs"])
def test_a_change_gives_the_package_a_new_name_and_takes_the_old_folder_away(written, tmp_path, changed):
    site, before = copy(tmp_path, written)
    site.write(changed, site.read(changed) + "\n")
    after = write_engine(site.folder, tmp_path / "assets")
    assert after.package != before.package
    assert after.python == before.python
    assert {file.name for file in (tmp_path / "assets").iterdir()} == {after.package, after.python}


def test_what_explains_nothing_gives_no_new_name(written, tmp_path):
    site, before = copy(tmp_path, written)
    site.write("rnnformula/site/build.py", site.read("rnnformula/site/build.py") + "\n")
    assert write_engine(site.folder, tmp_path / "assets") == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_box_names_its_files_relative_to_the_page_and_offers_the_examples_of_the_page(written, lang):
    _, engine = written
    content = (
        f'<h1 id="a">A</h1>\n{PLACE}\n<h2 id="b">B</h2><div class="example">no</div>'
        '<h3 id="c">C <code>x</code><a class="headerlink" href="#c">#</a></h3><p>One</p><div class="example">yes</div>'
        '<h3 id="d">D<a class="headerlink" href="#d">#</a></h3><p>None</p>'
    )
    home = "" if lang == "en" else f"{lang}/"
    shown = box(content, lang, engine, here=f"{home}explain/", home=home)
    assert re.findall(r'data-example="([^"]+)">([^<]+)<', shown) == [("c", "C x")]
    up = "../" if lang == "en" else "../../"
    assert f'<script type="module" src="{up}assets/{engine.package}/box.mjs">' in shown
    settings = json.loads(re.search(r'<script type="application/json">(.*?)</script>', shown)[1])
    assert settings["python"] == f"{up}assets/{engine.python}/"
    assert settings["files"] == {f"{up}assets/{name}": size for name, size in engine.sizes.items()}
    assert settings["home"].rstrip("/") == ".."
    assert settings["words"]["box_explain"] == words(lang)["box_explain"]
    assert "verdict_ambiguous" in settings["words"]


def test_no_page_may_compile_only_what_a_host_sends_with_the_worker():
    page = '<html><head><meta charset="utf-8"></head></html>'
    assert "wasm" not in protect(page)
    assert "script-src 'self' 'wasm-unsafe-eval';" in headers([])
    assert "'unsafe-eval'" not in headers([])
    for kind in ("explain", "math", "pyodide"):
        assert f"/assets/{kind}-*\n  Cache-Control: public, max-age=31536000, immutable\n" in headers([])


def test_every_word_that_the_box_asks_for_is_there():
    asked = set()
    for file in (ROOT / "docs/assets/explain").glob("*.mjs"):
        asked |= set(re.findall(r'"(box_\w+)"|\.(box_\w+)', file.read_text("utf-8")))
    asked = {name for pair in asked for name in pair if name}
    asked |= set(re.findall(r'label\["(box_\w+)"\]', (ROOT / "rnnformula/site/engine.py").read_text("utf-8")))
    known = {key for key in words("en") if key.startswith("box_")}
    assert asked == known
