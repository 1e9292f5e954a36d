"""The preview needs no TensorFlow: not installed, not imported."""

import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH, HOMES
from tests.site.conftest import Site

POISON = "raise SystemExit('the preview imported ' + __name__)\n"


def poison(site):
    """Have a build end that imports a framework, and a worker that is started to run snippets."""
    for name in ("keras.py", "tensorflow.py", "rnnformula/site/examples/worker.py"):
        site.write(name, POISON)
    shutil.rmtree(site.folder / ".cache")


def test_a_preview_imports_no_framework_and_is_marked_on_every_page(good):
    poison(good)
    done = good.make("preview-site")
    assert done.returncode == 0, done.stderr
    pages = [good.folder / "preview" / home / "index.html" for home in HOMES.values()]
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert 'class="preview"' in html
        assert 'name="robots" content="noindex"' in html
        assert "parameters: 120" in html
    assert "预览" in good.read(f"preview/{CHINESE}/index.html")


def test_the_poison_works(good):
    poison(good)
    assert good.make("site").returncode != 0
    imported = subprocess.run([sys.executable, "-m", "keras"], cwd=good.folder, capture_output=True, encoding="utf-8")
    assert imported.stderr == "the preview imported __main__\n"


def test_a_preview_without_a_record_fails(good):
    (good.folder / "snippets/expected/small.txt").unlink()
    done = good.make("preview-site")
    assert done.returncode != 0
    assert f"docs/{ENGLISH}/index.md:18 [{ENGLISH}]: snippets/small.py:1: nobody recorded its output" in done.stdout
    assert not (good.folder / "preview").exists()


def test_a_preview_of_an_edited_snippet_fails_because_its_record_is_old(good):
    good.replace("snippets/small.py", "SimpleRNN(10)", "SimpleRNN(11)")
    done = good.make("preview-site")
    assert done.returncode != 0
    assert (
        f"docs/{ENGLISH}/index.md:18 [{ENGLISH}]: snippets/small.py:1: it changed since its output was recorded"
        in done.stdout
    )


@pytest.mark.long
@pytest.mark.first
def test_a_translator_with_nothing_installed_checks_and_previews_the_project(tmp_path):
    clone = tmp_path / "clone"
    parts = [".npmrc", "*.md", "LICENSE", "Makefile", "docs", "mkdocs.yml", "package*.json", "pyproject.toml"]
    parts += ["requirements*.lock", "rnnformula", "snippets", "tests", "CITATION.cff", "hatch_build.py", "biome.jsonc"]
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *parts],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    environment = Site.environment(None, {"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    environment.pop("VIRTUAL_ENV", None)
    done = subprocess.run(
        ["make", ".venv/preview", "check", "preview-site"],
        cwd=clone,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\nchecked front matter (" in done.stdout
    installed = {folder.name for folder in (clone / ".venv").rglob("site-packages/*")}
    assert "mkdocs" in installed
    assert not {"tensorflow", "keras", "numpy"} & installed
    assert 'class="preview"' in (clone / "preview" / CHINESE / "layers" / "simple_rnn" / "index.html").read_text(
        "utf-8"
    )
