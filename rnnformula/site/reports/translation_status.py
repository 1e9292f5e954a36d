"""What each language has of the site, and what waits in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rnnformula.language import LANGUAGES, words
from rnnformula.language.writing import grouped
from rnnformula.render.printed_table import Table
from rnnformula.site.languages.words_left import all_left
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.translation.comparing_languages import CURRENT, MISSING, compared_sections

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts
    from rnnformula.site.translation.comparing_languages import ComparedSection
    from rnnformula.site.translation.section_parts import SectionText

#: What stands where there is nothing to say.
NOTHING_THERE = "–"


def status_table(facts: Facts, lang: str) -> Table:
    """A row for each language: of how many sections how many are current, lag behind and are missing; what is left."""
    label = words(lang)
    sections = compared_sections(facts.as_written)
    rows = []
    for code, language in LANGUAGES.items():
        states = [section.states[code].state for section in sections]
        current, missing = states.count(CURRENT), states.count(MISSING)
        left = all_left(facts.as_written, code) if language.partial else {}
        of_words = [
            label[f"left_{kind}"].format(left=grouped(len(share.left)), of=grouped(share.things))
            for kind, share in left.items()
            if share.left
        ]
        name = f'<span lang="{code}">{escape(language.name)}</span>'
        numbers = (len(states), current, len(states) - current - missing, missing)
        rows.append((name, *map(grouped, numbers), label["comma"].join(of_words) or NOTHING_THERE))
    heads = ("language_column", "sections", "sections_current", "sections_behind", "sections_missing", "left_besides")
    return Table(tuple(label[head] for head in heads), tuple(rows), right=(1, 2, 3, 4))


def waiting_table(facts: Facts, lang: str) -> Table:
    """A row for each section that lags behind in the language or is missing, or one for the whole page that is.

    Where nothing waits, one row says so.
    """
    label = words(lang)
    known = {page.path for page in facts.as_written.in_languages([lang])}
    rows = []
    for section in compared_sections(facts.as_written):
        if section.texts and section.states[lang].state != CURRENT:
            shown = section.texts.get(lang) or next(iter(section.texts.values()))
            if shown.id and (shown.page.path in known or shown.id == shown.page.headings[0].id):
                rows.append(_row(facts, section, shown, lang))
    rows = rows or [(label["no_section_waits"], *[NOTHING_THERE] * 3)]
    return Table((label["section_column"], label["state_column"], label["since"], label["newer_in"]), tuple(rows))


def _row(facts: Facts, section: ComparedSection, shown: SectionText, lang: str) -> tuple[str, ...]:
    label, state = words(lang), section.states[lang]
    title = next(heading.text for heading in shown.page.headings if heading.id == shown.id)
    others = [change.text.page.lang for change in state.changes if change.text is not state.text]
    newer = others or [code for code in section.texts if code != lang][:1]
    places = {code: facts.address_of(section.texts[code].page.path, code) for code in newer}
    return (
        f"[{title}]({facts.address_of(shown.page.path, lang)}#{section.key})",
        label["state_missing"] if state.state == MISSING else label["state_behind"],
        str(state.since or NOTHING_THERE),
        label["comma"].join(f"[{LANGUAGES[code].name}]({place}#{section.key})" for code, place in places.items()),
    )


REPORTS = {"translation_status": Report(status_table), "waiting_sections": Report(waiting_table)}
