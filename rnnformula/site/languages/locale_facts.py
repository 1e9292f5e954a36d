"""What Unicode's data, as Babel has them, say of a language: its name, its direction, the forms of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from rnnformula.language.definition import read_plural_rule, relations_hold
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: The register of languages.
REGISTER_FILE = "rnnformula/language/__init__.py"
#: A language, and behind it the country whose words it has; pages and files are named by the language alone.
LOCALE_FORM = re.compile(r"(?P<code>[a-z]{2})(?:[-_](?P<territory>[A-Z]{2}))?")
#: The scripts of characters that are as wide as high and stand without blanks between words -> the characters.
WIDE_SCRIPTS = dict.fromkeys(("Hans", "Hant", "Jpan"), "\u2e80-\U0010ffff")
#: Scripts with marks of their own at the end of words and sentences -> these marks.
CLOSING_MARKS_OF_SCRIPTS = {
    "Arab": "؟،؛",
    "Jpan": "。、」』）？！",
    "Hans": "。，、；：？！）》”",
    "Hant": "。，、；：？！）》」",
}
#: The names of plural forms, in the order in which they are written.
PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many")
#: A relation as Babel writes it; numbers with decimals have other operands than `n` and `i`, which is 0 for whole ones.
BABEL_RELATION = re.compile(r"(?P<operand>[a-z])(?: mod (?P<divisor>\d+))?(?P<negated> not)? in (?P<ranges>[\d.,]+)")
#: Numbers of which some have every form that a page needs; rules for millions alone are left out.
TRIED = range(1000)


@dataclass(frozen=True)
class LocaleFacts:
    """What the record of a language begins with; ``plural`` is as `rnnformula.language.definition.Language` has it."""

    code: str
    name: str
    english_name: str
    direction: str
    plural: tuple[str, ...]
    wide: str
    closing_marks: str
    locale: str


def facts_of(locale: str, name: str = "", direction: str = "") -> LocaleFacts:
    """What is known of a language; ``name``, in the language itself, and ``direction`` win over that.

    Raises:
        SiteError: the code is malformed, or nothing is known of it and no name is given.
    """
    match = LOCALE_FORM.fullmatch(locale)
    if not match:
        message = Message("{locale!r}: expected two letters, such as eo, or with a country, pt_BR", locale=locale)
        raise SiteError([Problem(REGISTER_FILE, 1, message)])
    code, territory = match["code"], match["territory"]
    try:
        known = Locale.parse("_".join(filter(None, (code, territory))))
    except UnknownLocaleError:
        if not name:
            message = Message("{locale!r} is not known; say what it calls itself: NAME=...", locale=locale)
            raise SiteError([Problem(REGISTER_FILE, 1, message)]) from None
        return LocaleFacts(code, name, name, direction or "ltr", ("n = 1",), "", ".,;:!?)", "")
    _, script, likely = [*get_global("likely_subtags").get(code, "").split("_"), "", ""][:3]
    territory = territory or (likely if likely.isalpha() else "")
    own_name = known.get_display_name() or code
    return LocaleFacts(
        code=code,
        name=name or own_name[:1].title() + own_name[1:],
        english_name=known.english_name or code,
        direction=direction or known.text_direction,
        plural=plural_conditions(known.plural_form.rules),
        wide=WIDE_SCRIPTS.get(script, ""),
        closing_marks=".,;:!?)" + CLOSING_MARKS_OF_SCRIPTS.get(script, ""),
        locale=f"{code}_{territory}" if territory else "",
    )


def plural_conditions(rules: Mapping[str, str]) -> tuple[str, ...]:
    """The conditions on whole numbers, in the order of the forms; the last form that any number has needs none.

    >>> plural_conditions({"one": "i in 1 and v in 0", "few": "n mod 10 in 2..4 and n mod 100 not in 12..14"})
    ('n = 1', 'n % 10 = 2..4 and n % 100 != 12..14')
    """
    conditions = [condition for name in PLURAL_CATEGORIES if (condition := _of_whole_numbers(rules.get(name, "")))]
    reached = set()
    for number in TRIED:
        fitting = (
            form
            for form, condition in enumerate(conditions)
            if any(relations_hold(relations, number) for relations in read_plural_rule(condition))
        )
        reached.add(next(fitting, len(conditions)))
    return tuple(conditions[form] for form in sorted(reached)[:-1])


def _of_whole_numbers(rule: str) -> str:
    """A rule as a condition on whole numbers; empty where it holds for none."""
    alternatives = [_relations(part.split(" and ")) for part in rule.split(" or ")] if rule else []
    return " or ".join(dict.fromkeys(" and ".join(parts) for parts in alternatives if parts))


def _relations(parts: list[str]) -> list[str]:
    """The relations of the number itself; none where another one says that it has decimals."""
    relations: list[str] = []
    for match in map(BABEL_RELATION.fullmatch, parts):
        assert match
        if match["operand"] in "ni":
            divisor = f" % {match['divisor']}" if match["divisor"] else ""
            sign = "!=" if match["negated"] else "="
            relations.append(f"n{divisor} {sign} {', '.join(match['ranges'].split(','))}")
        elif any(first == 0 for first, _ in _ends(match["ranges"])) == bool(match["negated"]):
            return []
    return relations


def _ends(ranges: str) -> Iterator[tuple[int, int]]:
    for part in ranges.split(","):
        first, _, last = part.partition("..")
        yield int(first), int(last or first)
