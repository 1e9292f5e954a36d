"""Fills the addresses of the package's metadata from CITATION.cff, the one file that states them."""

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

CITATION = "CITATION.cff"
#: A key of CITATION.cff at the top level, with a value on its line. No YAML reader is there when a wheel is built.
ENTRY = r"""^{key}:\s*["']?(https?://[^\s"'#]+)"""
CHANGELOG = "blob/HEAD/CHANGELOG.md"


class Addresses(MetadataHookInterface):
    """The `urls` of the project."""

    def update(self, metadata):
        """Add an address for each that CITATION.cff has: none, while the project has no public place."""
        metadata["urls"] = addresses(Path(self.root, CITATION).read_text(encoding="utf-8"))


def addresses(citation):
    """Label -> address, from the text of CITATION.cff."""
    site, source = (re.search(ENTRY.format(key=key), citation, re.MULTILINE) for key in ("url", "repository-code"))
    urls = {}
    if site:
        urls["Documentation"] = site[1]
    if source:
        urls["Source"] = source[1]
        urls["Changelog"] = f"{source[1].rstrip('/')}/{CHANGELOG}"
    return urls
