"""The tokens of the design, as the style sheet has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.book.sources import STYLES_FOLDER

if TYPE_CHECKING:
    from rnnformula.site.book.sources import Sources

#: The style sheet that has them, below the project.
DESIGN_TOKENS = f"{STYLES_FOLDER}/tokens.css"
#: A token with a value for each scheme, and one with the same in both.
COLOUR = re.compile(r"^ +--([\w-]+): light-dark\((#\w+), (#\w+)\);", re.MULTILINE)
SIZE = re.compile(r"^ +--([\w-]+): (?!light-dark|Canvas)(.+);$", re.MULTILINE)


class Colour(NamedTuple):
    """The values of a colour in the light and in the dark scheme."""

    light: str
    dark: str


def read_colours(sources: Sources) -> dict[str, Colour]:
    """The colours of a project by the names of their tokens."""
    return {name: Colour(light, dark) for name, light, dark in COLOUR.findall(sources.text(DESIGN_TOKENS))}


def read_distances(sources: Sources) -> dict[str, str]:
    """The sizes and distances of a project by the names of their tokens."""
    return dict(SIZE.findall(sources.text(DESIGN_TOKENS)))
