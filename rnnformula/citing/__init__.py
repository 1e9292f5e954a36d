"""Tags: short names of statements that stay, how to cite them, and whether what a text says of them holds.

It may use what is asked for, the counting behind it, and the words of languages.
"""

from rnnformula.citing.citation_formats import cite
from rnnformula.citing.tag_register import find_tag as find
from rnnformula.citing.tag_register import tags

__all__ = ["cite", "find", "tags"]
