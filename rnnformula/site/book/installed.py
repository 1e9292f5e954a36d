"""The installed versions of the frameworks, and the names that readers know."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

#: Packages whose version is part of every key of the cache, by the names under which they are installed.
VERSIONS = ("keras", "tensorflow", "numpy", "sympy")
#: What readers call the libraries that examples use, in the order in which captions name them.
TITLES = {
    "rnnformula": "rnnformula",
    "keras": "Keras",
    "tensorflow": "TensorFlow",
    "sympy": "SymPy",
    "numpy": "NumPy",
}


@cache
def framework_versions() -> dict[str, str]:
    """The versions of the packages in `VERSIONS` that are installed; none of them is imported."""
    installed = {}
    for name in VERSIONS:
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            continue
    return installed
