"""MkDocs is imported in two files; another generator would be put in its place there."""

import os
import re
import subprocess
import sys

import pytest
from mkdocs.utils import get_relative_url

from rnnformula.site.book.addresses import relative_address
from tests.conftest import ROOT, project_pages, text
from tests.languages import CHINESE
from tests.site.builder import MAKE, without_make
from tests.site.test_same_pages import LISTED
from tests.test_project import recipes

#: `docs/hooks.py` is what MkDocs calls, the other what we call.
IMPORTING = ["docs/hooks.py", "rnnformula/site/publish/generator.py"]
IMPORT = re.compile(r"^\s*(?:from|import) (?:mkdocs|material|properdocs)\w*\b", re.MULTILINE)
DYNAMIC = re.compile(r"""(?:import_module|getLogger|find_spec|__import__)\(\s*["'](?:mkdocs|material|properdocs)""")


def test_the_generator_is_imported_in_two_files():
    files = [ROOT / "docs" / "hooks.py", *sorted((ROOT / "rnnformula").rglob("*.py"))]
    sources = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}
    assert [name for name, source in sources.items() if IMPORT.search(source) or DYNAMIC.search(source)] == IMPORTING


def test_checking_the_pages_imports_no_generator():
    code = "import sys, rnnformula.site.__main__; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    modules = {module.partition(".")[0] for module in done.stdout.split()}
    assert "rnnformula" in modules
    assert not {"mkdocs", "material", "mkdocs_static_i18n"} & modules


@pytest.mark.xdist_group("pages")
def test_addresses_are_relative_as_the_generator_writes_them():
    pages = {page.address for page in project_pages()}
    assert {"", f"{CHINESE}/", f"{CHINESE}/layers/simple_rnn/"} <= pages
    for target in (*pages, "assets/explain-0123/", "assets/explain-0123/box.mjs", "snippets/simple_rnn_120.py"):
        for here in (*pages, "404.html"):
            assert relative_address(target, here) == get_relative_url(target, here), (target, here)


STATED = 'cff-version: 1.2.0\nurl: "https://example.org/rnn/"  # where it is published\n'
SHOW = '--eval=show: ; @echo "$$SITE_URL"'


@pytest.mark.parametrize(
    ("citation", "given", "address"),
    [
        (STATED, {}, "https://example.org/rnn/"),
        (STATED.replace('"', ""), {}, "https://example.org/rnn/"),
        (STATED, {"SITE_URL": "https://example.net/"}, "https://example.net/"),
        ("cff-version: 1.2.0\nrepository-code: https://example.org/code\n", {}, ""),
        (None, {}, ""),
    ],
)
def test_make_takes_the_address_of_the_pages_from_the_citation_file(tmp_path, citation, given, address):
    (tmp_path / "Makefile").write_text(text("Makefile"), encoding="utf-8")
    if citation:
        (tmp_path / "CITATION.cff").write_text(citation, encoding="utf-8")
    environment = {name: value for name, value in without_make(os.environ).items() if name != "SITE_URL"} | given
    done = subprocess.run(
        [*MAKE, "-s", SHOW, "show"], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert (done.stdout, done.stderr) == (f"{address}\n", "")


@pytest.mark.long
def test_the_address_of_the_citation_file_stands_on_the_pages(good):
    good.edit("CITATION.cff", lambda before: before + STATED.partition("\n")[2])
    done = good.make_alone("preview-site")
    assert done.returncode == 0, done.stderr
    for lang, address in (("", "https://example.org/rnn/"), (f"{CHINESE}/", f"https://example.org/rnn/{CHINESE}/")):
        assert f'<link rel="canonical" href="{address}">' in good.read(f"preview/{lang}index.html")


def test_the_code_of_mkdocs_is_gone_before_properdocs_builds():
    lines = recipes()[".venv-properdocs/full"].splitlines()
    *installing, removing, touching = lines
    assert "pip install --quiet --require-hashes -r requirements-properdocs.lock" in " ".join(installing)
    assert re.fullmatch(r"\trm -rf \.venv-properdocs/lib/python\*/site-packages/mkdocs", removing)
    assert "touch" in touching
    assert recipes()["properdocs"].splitlines()[-1].split()[-3:] == ["preview", ".cache/properdocs", LISTED]
