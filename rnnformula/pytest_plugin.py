"""A fixture for pytest that holds numbers of parameters; pytest finds it where the package is installed.

It may use the package; nothing is imported before a test asks for the fixture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def assert_count() -> Callable[..., None]:
    """``assert_count(model, 50497)``: fails with an explanation; see `rnnformula.assert_count`."""
    from rnnformula.comparing.expecting import assert_count as check_count

    return check_count
