"""The version of the project, read as the package reads it: from CITATION.cff, by the pattern in pyproject.toml."""

import re
import tomllib


def stated_version(root):
    """The version that the project in this folder states."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["version"]
    return re.search(settings["pattern"], (root / settings["path"]).read_text(encoding="utf-8"), re.MULTILINE)[
        "version"
    ]
