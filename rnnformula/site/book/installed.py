"""The frameworks that are installed, and what readers call them."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

#: Packages whose version is part of every key; their names as installed.
VERSIONS = ("keras", "tensorflow", "numpy", "sympy")
#: What readers call the frameworks.
TITLES = {"keras": "Keras", "tensorflow": "TensorFlow", "sympy": "SymPy"}


@cache
def framework_versions() -> dict[str, str]:
    """The installed versions of `VERSIONS`; what is not installed is left out. Imports none of them."""
    found = {}
    for name in VERSIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
