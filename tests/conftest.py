from pathlib import Path

import pytest

from rnnformula.site.known import read_known_counts, split_layer

ROOT = Path(__file__).resolve().parent.parent


def known_counts():
    """Rows of known_counts.csv: the layers with their arguments, the count."""
    return [
        pytest.param(
            list(map(split_layer, known.layers)),
            known.count,
            id=f"{' + '.join(known.layers)} ({known.version})",
        )
        for known in read_known_counts(ROOT)
    ]


def examples():
    """Each layer that known_counts.csv speaks of once: the layer, its arguments."""
    found = {}
    for row in known_counts():
        for layer, arguments in row.values[0]:
            found.setdefault((layer, repr(arguments)), (layer, arguments))
    return list(found.values())


@pytest.fixture(scope="session")
def root():
    """The project's folder."""
    return ROOT
