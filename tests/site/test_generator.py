"""MkDocs is imported in two files; another generator would be put in its place there."""

import re
import subprocess
import sys

import pytest
from mkdocs.utils import get_relative_url

from rnnformula.site.book.addresses import relative_address
from tests.conftest import ROOT, project_pages

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
    assert {"", "zh/", "zh/layers/simple_rnn/"} <= pages
    for target in (*pages, "assets/explain-0123/", "assets/explain-0123/box.mjs", "snippets/simple_rnn_120.py"):
        for here in (*pages, "404.html"):
            assert relative_address(target, here) == get_relative_url(target, here), (target, here)
