"""A register of a few tags, so that no test depends on what the pages say today."""

import pytest

from rnnformula.citing import tag_register
from tests.conftest import ROOT

FEW_TAGS = ROOT / "tests" / "citing" / "few_tags.json"


@pytest.fixture
def register(monkeypatch):
    """The few tags, in the place of the package's own."""
    monkeypatch.setattr(tag_register, "TAGS_FILE", FEW_TAGS)
    tag_register.tag_register.cache_clear()
    yield tag_register.tag_register()
    tag_register.tag_register.cache_clear()
