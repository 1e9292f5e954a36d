import pytest

from tests.numbers.scripts import asking


@pytest.fixture(scope="session")
def ask():
    """Ask the scripts under Node; one process answers all tests."""
    with asking() as asked:
        yield asked
