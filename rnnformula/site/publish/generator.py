"""What the site takes from its generator. Beside `docs/hooks.py`, no other file imports MkDocs."""

from mkdocs.__main__ import build_command
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

__all__ = ["Abort", "File", "Files", "MkDocsConfig", "Page", "build_command"]
