"""Kubernetes (`kubernetes/website`, `scripts/detect_l10n_drift_structural.py`), with the shortcodes of Hugo left out.

The two files of today are compared, without their history: a translation needs work if a section of the source has
none, has fewer paragraphs, list items or code blocks there, has code with other words outside its comments, a heading
that ends with an English remark in parentheses, a paragraph with just one line more, or one that ends with a note.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from tests.translation.histories import TOLD, Finding, History
from tests.translation.rivals import Detector

SOURCE, TRANSLATION = TOLD
HEADING = re.compile(r"(#{1,6})\s+(.+)")
ID = re.compile(r"\{#([^}]+)\}.*")
ITEM = re.compile(r"\s*(?:[-*+]|\d+\.)\s+")
REMARK = re.compile(r"\([A-Za-z][A-Za-z\s]{0,25}\)\s*$")
NOTE = re.compile(r"(?:^|(?<=\. ))(?:note that|(?:note|warning|caution|important|deprecated|tip):) ", re.IGNORECASE)
NAME = re.compile(r"`[^`]+`|\b[A-Z][A-Z0-9_]{2,}\b|\b(?:[A-Z][a-z]+){2,}\b|\bv\d+\.\d+\b")


@dataclass
class Part:
    """A heading, empty before the first, and the blocks below it: their kind and their lines."""

    level: int = 0
    heading: str = ""
    id: str = ""
    blocks: list[tuple[str, list[str]]] = field(default_factory=list)

    def of(self, kind: str) -> list[list[str]]:
        """The blocks of a kind."""
        return [lines for name, lines in self.blocks if name == kind]


def parts(text: str) -> list[Part]:
    """The parts of a page; front matter and comments are none of it."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, count=1, flags=re.DOTALL)
    lines = [line.rstrip() for line in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).split("\n")]
    read, fenced, going_on = [Part()], False, False
    for line in lines:
        blocks = read[-1].blocks
        if fenced or line.startswith("```"):
            if not fenced:
                blocks.append(("code", []))
            blocks[-1][1].append(line)
            fenced, going_on = fenced != line.startswith("```"), False
        elif heading := HEADING.match(line):
            name = ID.search(heading[2])
            read.append(Part(len(heading[1]), ID.sub("", heading[2]).strip(), name[1].strip() if name else ""))
            going_on = False
        elif not line.strip():
            going_on = False
        elif ITEM.match(line):
            blocks.append(("item", [line]))
            going_on = True
        elif going_on and (blocks[-1][0] == "paragraph" or line.startswith("  ")):
            blocks[-1][1].append(line)
        else:
            blocks.append(("paragraph", [line]))
            going_on = True
    return [part for part in read if part.heading or part.blocks]


def paired(source: list[Part], translation: list[Part]) -> list[tuple[Part, Part | None]]:
    """Each part of the source with its partner: by id, by heading, by names in it, by its place among its level."""
    pairs: dict[int, Part | None] = {}
    left = [part for part in translation if part.heading]
    beginnings = [part for part in translation if not part.heading]

    def pair(fits) -> None:
        for number, part in enumerate(source):
            if number not in pairs and part.heading and (partner := next((p for p in left if fits(part, p)), None)):
                pairs[number] = partner
                left[:] = [other for other in left if other is not partner]

    pair(lambda part, partner: part.id and part.id.lower() == partner.id.lower())
    pair(lambda part, partner: part.heading.lower() == partner.heading.lower())
    pair(lambda part, partner: set(NAME.findall(part.heading)) & set(NAME.findall(partner.heading)))
    pair(lambda part, partner: part.level == partner.level)
    for number, part in enumerate(source):
        if not part.heading:
            pairs[number] = beginnings[0] if beginnings else Part()
    return [(part, pairs.get(number)) for number, part in enumerate(source)]


def words_of_code(lines: list[str]) -> set[str]:
    """What stands in the code of a fence between blanks, without comments."""
    found = set()
    for line in lines:
        bare = re.split(" # | // ", line)[0]
        if not line.strip().startswith(("```", "~~~", "#", "//", "--")):
            found |= {word for word in bare.split() if len(word) > 1 and re.search("[a-zA-Z0-9]", word)}
    return found


def parted(part: Part, partner: Part | None) -> bool:
    """Whether a part of the source has what its partner has not."""
    if partner is None:
        return True
    counts, others = (Counter(kind for kind, _ in each.blocks) for each in (part, partner))
    if counts - others or REMARK.search(part.heading):
        return True
    codes, other_codes = part.of("code"), partner.of("code")
    if len(codes) == len(other_codes) and any(
        words_of_code(code) - words_of_code(other) for code, other in zip(codes, other_codes, strict=True)
    ):
        return True
    paragraphs = zip(part.of("paragraph"), partner.of("paragraph"), strict=False)
    return any(len(lines) - len(others) == 1 or NOTE.search(lines[-1]) for lines, others in paragraphs)


def find(history: History) -> set[Finding]:
    """Sections whose translation lacks something, and pages that one language lacks."""
    found = set()
    for page in history.pages:
        source, translation = (history.text(page, lang) for lang in TOLD)
        if source is None or translation is None:
            found.add(Finding(page))
        else:
            pairs = paired(parts(source), parts(translation))
            found |= {Finding(page, part.id) for part, partner in pairs if parted(part, partner)}
    return found


DETECTOR = Detector("skeletons", "Kubernetes, `detect_l10n_drift_structural.py`", find, knows_sections=True)
