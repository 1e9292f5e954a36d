"""The theme's switches: checkboxes that open the menu and its sections, named so that a keyboard may use them."""

from __future__ import annotations

import re

from rnnformula.words import words

DRAWER = 'id="__drawer"'
SECTION = re.compile(r'(<input class="md-nav__toggle md-toggle ?"[^>]*) id="(__nav_\d+)"')
CONTENTS = '<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">'


def name_switches(page: str, lang: str) -> str:
    """Give each switch of a page an accessible name in the page's language; assets/site.css lets them take focus."""
    label = words(lang)
    page = page.replace(DRAWER, f'{DRAWER} aria-label="{label["menu"]}"')
    page = page.replace(CONTENTS, CONTENTS.replace(">", f' aria-label="{label["contents"]}">'))
    return SECTION.sub(r'\1 id="\2" aria-labelledby="\2_label"', page)
