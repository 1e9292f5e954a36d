import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def known_counts():
    """Rows of known_counts.csv: the layers with their arguments, the count, where it was seen."""
    with (ROOT / "tests" / "known_counts.csv").open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(
                [_layer(words.split()) for words in row["layers"].split(" + ")],
                int(row["count"]),
                id=f"{row['layers']} ({row['version']})",
            )
            for row in csv.DictReader(file)
        ]


def _layer(words):
    name, *arguments = words
    pairs = (argument.split("=") for argument in arguments)
    return name, {key: value == "true" if value in ("true", "false") else int(value) for key, value in pairs}


@pytest.fixture(scope="session")
def root():
    """The project's folder."""
    return ROOT
