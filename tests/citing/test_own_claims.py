"""What the project itself claims with tags, in its README and on its pages, holds in every language."""

from collections import Counter

import pytest

from rnnformula import verify
from rnnformula.language import LANGUAGES
from tests.conftest import ROOT

FILES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*/**/*.md"))]


def claims_of(file):
    return verify(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_is_claimed_with_a_tag_holds(file):
    assert [str(checked) for checked in claims_of(file) if not checked.holds] == []


def test_there_are_claims_to_be_verified():
    numbers = Counter(file.parts[-3] for file in FILES if any(checked.count for checked in claims_of(file)))
    assert {*LANGUAGES} <= numbers.keys()
    assert any(checked.count for checked in claims_of(FILES[0]))
