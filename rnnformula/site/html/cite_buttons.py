"""What stands beside each id of a page: a link that knows its tag, and the button *Cite*; see assets/citing.mjs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.language import words

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Where an id of a page stands: the link of a heading or a block, a term that links to itself, a place without a link.
STANDS = re.compile(
    r'<a class="(?:headerlink|permalink)" href="#(?P<link>[^"]+)"[^>]*>#</a>'
    r'|<a href="#(?P<term>[^"]+)" id="(?P=term)">.*?</a>'
    r'|<span id="(?P<place>[^"]+)"></span>'
)
#: What a link that leads to an id has, whatever else it has.
LEADS_TO_ID = 'href="#'


def with_cite_buttons(content: str, tags: Mapping[str, str], lang: str) -> str:
    """The HTML of a page with its ids ready to be cited; an id without a tag stays as it is."""
    return STANDS.sub(lambda match: _citable(match, tags, lang), content)


def _citable(match: re.Match[str], tags: Mapping[str, str], lang: str) -> str:
    name = match[match.lastgroup or 0]
    if name not in tags:
        return match[0]
    tag, label = tags[name], words(lang)
    button = (
        f'<button class="cite" type="button" aria-label="{label["item"].format(name=label["cite"], value=name)}" '
        f"data-search-exclude>{label['cite']}</button>"
    )
    if match["place"]:
        leads = label["link_place"]
        link = (
            f'<a class="permalink" href="#{name}" data-tag="{tag}" title="{leads}" '
            f'aria-label="{label["item"].format(name=leads, value=name)}" data-search-exclude>#</a>'
        )
        return f'<span class="place" id="{name}">{link}{button}</span>'
    return match[0].replace(LEADS_TO_ID, f'data-tag="{tag}" {LEADS_TO_ID}', 1) + button
