from pathlib import Path

import pytest

from rnnformula.cli import read_arguments
from rnnformula.site.known import read_known_counts

ROOT = Path(__file__).resolve().parent.parent


def known_counts():
    """Rows of known_counts.csv: the layers with their arguments, the count."""
    return [
        pytest.param(
            [_layer(layer.split()) for layer in known.layers],
            known.count,
            id=f"{' + '.join(known.layers)} ({known.version})",
        )
        for known in read_known_counts(ROOT)
    ]


def _layer(words):
    name, *arguments = words
    return name, read_arguments(arguments)


@pytest.fixture(scope="session")
def root():
    """The project's folder."""
    return ROOT
