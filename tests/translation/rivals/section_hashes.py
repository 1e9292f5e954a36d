"""MCP Python SDK (`modelcontextprotocol/python-sdk`, `scripts/docs/translations.py`).

A page is its beginning and a section for each `##`, front matter left out; the translated file keeps a hash of the
exact text of each section of the source, in order, and is outdated if the hashes of today are others. Saying that
sections are in sync renews their hashes. Kept hashes that are not as many as the sections of the translation make it
missing, and so does a page that no longer fits, which is shown in the source language: other headings, fences or link
targets. Code and ids are copied from the source, so where they differ that counts as found. A translation without a
source is listed as removable.
"""

import hashlib
import re
from collections import Counter

from tests.translation.histories import TOLD, Finding, History, heading_id, lines_outside_fences
from tests.translation.rivals import Detector
from tests.translation.rivals.commit_dates import is_missing

SOURCE, TRANSLATION = TOLD
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
FENCE = re.compile(r"^([`~]{3,})[^\n]*\n(.*?)^\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]*)[^)]*\)")
HEADING = re.compile(r"(#{1,6})(?!#)")


def body(text: str) -> str:
    """A page without its front matter, with the line ends that reading a file as text gives it."""
    return FRONT_MATTER.sub("", text.replace("\r\n", "\n"))


def parts(text: str) -> list[str]:
    """The beginning of a page and its sections; blank lines above a heading belong to it."""
    lines = text.split("\n")
    starts = [0]
    for number, line in lines_outside_fences(text):
        if line.startswith("##") and not line.startswith("###"):
            start = number
            while start > 0 and not lines[start - 1].strip():
                start -= 1
            starts.append(start)
    ends = [*starts[1:], len(lines)]
    return ["\n".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def name_of(part: str) -> str:
    """The id of the first heading of a part."""
    return next((name for _, line in lines_outside_fences(part) if (name := heading_id(line))), "")


def hashes(text: str) -> list[str]:
    """The hashes of the parts of a page."""
    return [hashlib.sha256(part.encode()).hexdigest()[:16] for part in parts(text)]


def fits(source: str, translation: str) -> bool:
    """Whether a part of a translation has the headings, the code but for comments, and the links of the source."""
    return _fixed(source) == _fixed(translation)


def _fixed(part: str) -> tuple[list[tuple[str, str | None]], list[str], Counter[str]]:
    lines = [line for _, line in lines_outside_fences(part)]
    headings = [(HEADING.match(line)[1], heading_id(line)) for line in lines if HEADING.match(line)]
    code = [re.sub(r"^\s*#.*$|\s#\s.*$", "", found[2], flags=re.MULTILINE) for found in FENCE.finditer(part)]
    return headings, code, Counter(LINK.findall("\n".join(lines)))


def find(history: History) -> set[Finding]:
    """Sections whose hash is another one, pages whose hashes are in another order, and pages that do not fit."""
    found = set()
    for page in history.pages:
        if is_missing(history, page):
            found.add(Finding(page))
            continue
        source, translation = (body(history.text(page, lang) or "") for lang in TOLD)
        kept: list[str] = []
        names: list[str] = []
        for at, said in history.said(page):
            then = body(history.text_said(at, SOURCE) or "")
            fresh = dict(zip(map(name_of, parts(then)), hashes(then), strict=True))
            old = dict(zip(names, kept, strict=True))
            if said.sections:
                # A subsection is part of its section, whose hash cannot be renewed alone.
                fresh = {name: value if name in said.sections else old.get(name, "") for name, value in fresh.items()}
            names, kept = list(fresh), list(fresh.values())
        ours, others = parts(source), parts(translation)
        changed = {name_of(part) for part, value in zip(ours, hashes(source), strict=True) if value not in kept}
        found |= {Finding(page, name) for name in changed}
        if len(kept) != len(others) or (not changed and hashes(source) != kept):
            found.add(Finding(page))
        elif len(ours) == len(others):
            pairs = zip(ours, others, strict=True)
            found |= {Finding(page, name_of(part)) for part, other in pairs if not fits(part, other)}
    return found


DETECTOR = Detector("section_hashes", "MCP Python SDK", find, knows_sections=True)
