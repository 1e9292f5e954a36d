"""The settings of the site, as mkdocs.yml has them, with the lines where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml
import yaml_env_tag

from rnnformula.errors import shown
from rnnformula.site.book.data_files import damaged, read_yaml
from rnnformula.site.book.sources import SETTINGS
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Lists that every build needs, with what has to stand in them: without the hook nothing would be checked.
WHOLE = {
    "hooks": ("docs/hooks.py",),
    "plugins": ("search", "i18n", "markdown-exec"),
    "markdown_extensions": ("attr_list", "toc", "pymdownx.superfences", "pymdownx.snippets", "pymdownx.arithmatex"),
}


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml as MkDocs does, but for what other tags name there, which is left out."""


yaml_env_tag.add_env_tag(_Loader)
_Loader.add_multi_constructor("", lambda loader, name, node: None)


@dataclass(frozen=True)
class Settings:
    """The settings that are written in ``text``."""

    text: str

    @cached_property
    def values(self) -> dict[str, Any]:
        """All settings."""
        values = read_yaml(SETTINGS, self.text, _Loader)
        if not isinstance(values, dict):
            raise damaged(SETTINGS, Message("expected settings by their names, got {read}", read=shown(values)))
        return values

    @property
    def site_url(self) -> str:
        """The address of the site, with a slash at its end."""
        return f"{str(self.values['site_url']).rstrip('/')}/"

    @property
    def release_folder(self) -> str:
        """The folder below that address which this build is for, such as ``v1.0/``; empty for the newest text."""
        extra = self.values.get("extra")
        folder = str((extra if isinstance(extra, dict) else {}).get("release_folder") or "").strip("/")
        return folder and f"{folder}/"

    @cached_property
    def menu(self) -> dict[str, int]:
        """The paths of the pages in the menu, each with its line."""
        return {str(node.value): line for node, line in self._nav() if isinstance(node, yaml.ScalarNode)}

    @cached_property
    def sections(self) -> dict[str, int]:
        """The titles of the menu's sections, each with its line."""
        return {
            str(title.value): line
            for node, line in self._nav()
            if isinstance(node, yaml.MappingNode)
            for title, inside in node.value
            if isinstance(inside, yaml.SequenceNode)
        }

    @cached_property
    def pages_by_section(self) -> dict[str, list[str]]:
        """The paths of the pages in each section of the menu, in its order; those in no section come first."""
        sections: dict[str, list[str]] = {"": []}
        for entry in self.values.get("nav") or ():
            if isinstance(entry, dict):
                for title, inside in entry.items():
                    sections[str(title)] = [str(path) for path in inside]
            else:
                sections[""].append(str(entry))
        return sections

    def expect_whole(self) -> None:
        """Refuse settings without those that a site is built with, as in a file that was cut.

        Raises:
            SiteError: a setting is missing or has another type.
        """
        for name, parts in WHOLE.items():
            entries = self.values.get(name)
            if not isinstance(entries, list):
                raise damaged(
                    SETTINGS,
                    Message(
                        "{name}: expected a list with {parts}, got {read}",
                        name=name,
                        parts=", ".join(parts),
                        read=shown(entries),
                    ),
                )
            names = [next(iter(entry), None) if isinstance(entry, dict) else entry for entry in entries]
            if missing := [part for part in parts if part not in names]:
                raise damaged(SETTINGS, Message("{name}: {missing} is missing", name=name, missing=", ".join(missing)))

    def _nav(self) -> Iterator[tuple[yaml.Node, int]]:
        """The entries of the menu, those of its sections too."""
        if not self.values:  # raises where the file can't be read
            return
        whole = yaml.compose(self.text, _Loader)
        assert whole
        entries = next((value for key, value in whole.value if key.value == "nav"), None)
        if entries is not None and not isinstance(entries, yaml.SequenceNode):
            raise damaged(SETTINGS, Message("nav: expected a list of pages and sections"), entries.start_mark.line + 1)
        waiting = list(entries.value) if entries else []
        while waiting:
            node = waiting.pop(0)
            yield node, node.start_mark.line + 1
            if isinstance(node, yaml.MappingNode):
                for _, inside in node.value:
                    waiting += inside.value if isinstance(inside, yaml.SequenceNode) else [inside]
