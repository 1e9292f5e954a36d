"""The theme's switches: checkboxes that open the menu and its sections, made fit for a keyboard."""

from __future__ import annotations

import re

from rnnformula.language import words

#: The theme opens its menu by a label, which takes no focus.
DRAWER = re.compile(r'<label class="md-header__button md-icon" for="__drawer">(?P<icon>.*?)</label>', re.DOTALL)
SECTION = re.compile(r'(<input class="md-nav__toggle md-toggle ?"[^>]*) id="(__nav_\d+)"')
CONTENTS = '<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">'


def name_switches(page: str, lang: str) -> str:
    """Give the menu a button beside its label, and each switch within a name in the page's language.

    assets/header.mjs makes the button work; assets/site.css shows it only where scripts run, and lets
    the switches take focus.
    """
    label = words(lang)

    def button(match: re.Match[str]) -> str:
        return (
            f'{match[0]}<button class="md-header__button md-icon menu" type="button" aria-label="{label["menu"]}">'
            f"{match['icon']}</button>"
        )

    page = DRAWER.sub(button, page)
    page = page.replace(CONTENTS, CONTENTS.replace(">", f' aria-label="{label["contents"]}">'))
    return SECTION.sub(r'\1 id="\2" aria-labelledby="\2_label"', page)
