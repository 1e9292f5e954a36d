"""Whether somebody compared the languages since a section changed, came or went in one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message, enumerated
from rnnformula.site.translation.comparing_languages import CHANGE_KINDS, GONE, NEW, compared_sections
from rnnformula.site.translation.section_parts import read_section_texts
from rnnformula.site.translation.synchronising import lacking_languages, languages_option
from rnnformula.site.translation.waiting import command_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.site.book.contents import Book
    from rnnformula.site.translation.comparing_languages import ComparedSection


def check(book: Book) -> Checked:
    """Find sections of which the record no longer says what the pages say, and nobody said which language leads."""
    sections = compared_sections(book)
    return Checked(len(sections), [*_changed(sections), *_appeared(sections), *_disappeared(sections)])


def _changed(sections: Sequence[ComparedSection]) -> Iterator[Problem]:
    for section in sections:
        if not section.record or not section.moved:
            continue
        leading, newest = section.moved[0], section.record.newest
        text = section.texts[leading]
        values = {
            "key": section.key,
            "day": newest.day.isoformat(),
            "command": command_for(section.key),
            "kinds": enumerated(CHANGE_KINDS[kind] for kind in section.changes[leading].kinds),
        }
        waiting = [lang for lang in newest.standing if lang not in section.moved]
        if len(section.moved) > 1:
            message = Message(
                "section {key!r} changed in {languages} since {day}; compare them; once they say the same: {command}",
                languages=enumerated(section.moved),
                **values,
            )
        elif waiting:
            message = Message(
                "section {key!r} changed since {day} ({kinds}), and {waiting} did not follow; once they say the same: "
                "{command}; to let {waiting} wait, add LANGUAGES={leading}",
                waiting=enumerated(waiting),
                leading=leading,
                **values,
            )
        else:
            if section.texts.keys() - {*newest.standing}:  # the others wait already, and go on to do so
                values["command"] = f"{values['command']} {languages_option(newest.standing)}"
            message = Message("section {key!r} changed since {day} ({kinds}): {command}", **values)
        yield Problem(text.page.file, text.line, message, leading)


def _appeared(sections: Sequence[ComparedSection]) -> Iterator[Problem]:
    """Sections that a language has and never had; those of a page at once."""
    new: dict[tuple[str, tuple[str, ...]], list[ComparedSection]] = {}
    for section in sections:
        if languages := tuple(lang for lang, state in section.states.items() if state.state == NEW):
            new.setdefault((section.texts[languages[0]].page.file, languages), []).append(section)
    for (file, languages), listed in new.items():
        keys = [section.key for section in listed]
        page = listed[0].texts[languages[0]].page
        whole = {section.key for section in listed} == {text.key for text in read_section_texts(page)}
        command = command_for(*([page.path] if whole else keys))
        lacking = lacking_languages(listed[0])
        if lacking:
            message = Message(
                "new in {languages}: {keys}; {lacking} lacks it; once all languages have it: {command}; to let "
                "{lacking} wait, add {option}",
                languages=enumerated(languages),
                keys=enumerated(keys),
                lacking=enumerated(lacking),
                option=languages_option(languages),
                command=command,
            )
        else:
            message = Message(
                "new in {languages}: {keys}; once all languages say the same: {command}",
                languages=enumerated(languages),
                keys=enumerated(keys),
                command=command,
            )
        yield Problem(file, listed[0].texts[languages[0]].line, message, languages[0])


def _disappeared(sections: Sequence[ComparedSection]) -> Iterator[Problem]:
    """Sections that a language had and has no more; those of a file at once."""
    gone: dict[tuple[str, tuple[str, ...]], list[ComparedSection]] = {}
    for section in sections:
        if languages := tuple(lang for lang, state in section.states.items() if state.state == GONE):
            gone.setdefault((section.place[0], languages), []).append(section)
    for (file, languages), listed in gone.items():
        keys = [section.key for section in listed]
        message = Message(
            "gone in {languages}: {keys}; put it back, or if no language is to have it: {command}",
            languages=enumerated(languages),
            keys=enumerated(keys),
            command=command_for(*keys),
        )
        yield Problem(file, listed[0].place[1], message)
