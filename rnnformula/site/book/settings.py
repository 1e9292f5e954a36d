"""The settings of the site, as mkdocs.yml has them, with the lines where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml
import yaml_env_tag

if TYPE_CHECKING:
    from collections.abc import Iterator


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
        values: dict[str, Any] = yaml.load(self.text, _Loader)
        return values

    @property
    def site_url(self) -> str:
        """The address of the site, with a slash at its end."""
        return f"{str(self.values['site_url']).rstrip('/')}/"

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

    def _nav(self) -> Iterator[tuple[yaml.Node, int]]:
        """The entries of the menu, those of its sections too."""
        whole = yaml.compose(self.text, _Loader)
        entries = next((value for key, value in whole.value if key.value == "nav"), None) if whole else None
        waiting = list(entries.value) if entries else []
        while waiting:
            node = waiting.pop(0)
            yield node, node.start_mark.line + 1
            if isinstance(node, yaml.MappingNode):
                for _, inside in node.value:
                    waiting += inside.value if isinstance(inside, yaml.SequenceNode) else [inside]
