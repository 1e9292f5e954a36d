"""Classes that Keras does not have: the snippets that write them are run, and register them with Keras."""

import runpy
from functools import cache

from rnnformula import FAMILIES
from tests.conftest import ROOT


@cache
def register():
    """Run each of these snippets once."""
    for snippet in {family.snippet for family in FAMILIES.values() if family.snippet}:
        runpy.run_path(str(ROOT / "snippets" / snippet))
