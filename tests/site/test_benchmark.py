"""The builds that the benchmark compares with are there to compare with."""

import pytest

from tests import bench
from tests.languages import CHINESE
from tests.site.conftest import copy_project


@pytest.mark.long
def test_mkdocs_alone_and_one_language_alone_are_built(tmp_path):
    site = copy_project(tmp_path / "project")
    before = site.read("rnnformula/site/publish/translations.py")
    bench.plain(site)
    assert (site.folder / ".cache/plain" / CHINESE / "index.html").is_file()
    bench.one_language(site)
    assert (site.folder / ".cache/one/index.html").is_file()
    assert not (site.folder / ".cache/one" / CHINESE).exists()
    assert site.read("rnnformula/site/publish/translations.py") == before
