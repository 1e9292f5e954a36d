"""The Content-Security-Policy: nothing from another host, no script but those of the theme and the project."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from rnnformula.site.book.addresses import IGNORED_IN_ADDRESSES
from rnnformula.site.html.html_reader import HtmlReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rnnformula.site.kept.shelf import Shelf

#: What the theme puts a page's content into.
ARTICLE, ARTICLE_END = "<article", "</article>"
SCRIPT, SCRIPT_END = "<script", "</script>"
#: The type of what only lies in a page and is no script.
DATA_TYPE = "application/json"
#: How comments, declarations and instructions begin.
UNREADABLE_STARTS = ("<!", "<?")
#: Elements that run or load something, or change what the rest of the page means.
ACTIVE = ("applet", "base", "embed", "form", "frame", "iframe", "link", "meta", "object", "portal", "script", "style")
#: Attributes that are addresses, and how one begins that runs something or leads to another host.
ADDRESSES = ("action", "background", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href")
RUNS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
OTHER_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
#: How much of something that can't be read is shown.
SHOWN_LENGTH = 60
#: Files and folders below assets/ whose names carry a digest.
KEPT_FOR_EVER = ("explain", "math", "pyodide")
CHARSET = '<meta charset="utf-8">'

#: What a page may load; MathML and highlighted code carry style attributes, icons are data in style sheets.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
#: What a <meta> can't say and only a host's header can.
ONLY_IN_HEADER = {"frame-ancestors": "'none'"}
#: A worker is ruled by the headers of its own file, not by the <meta> of the page that starts it. The one that
#: explains pastes compiles WebAssembly; no page does, so no page's <meta> allows it. A host that sends no headers
#: leaves the worker without a policy: there it keeps itself from asking for anything, see assets/explain/python.mjs.
WASM = "'wasm-unsafe-eval'"


class _ActiveParts(HtmlReader):
    """Collects the start tags that run or load something, as they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, None] = {}

    def tag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        if name in ACTIVE or any(_is_active(attribute, value or "") for attribute, value in attributes):
            self.parts[self.get_starttag_text() or name] = None

    def odd_tag(self, source: str) -> None:
        self.parts[source[:SHOWN_LENGTH]] = None


def active_parts(content: str) -> list[str]:
    """What in the HTML of a page's content runs something or loads it from another host, each as it is written.

    A comment counts, as browsers and parsers disagree where some end, and so does a tag that can't be read. Pages are
    checked as Markdown before; this looks at what became of it.
    """
    for begin in UNREADABLE_STARTS:
        if begin in content:
            return [content[content.index(begin) :][:SHOWN_LENGTH]]
    reader = _ActiveParts()
    reader.feed(content)
    reader.finish()
    return list(reader.parts)


def check_content(content: str, shelf: Shelf) -> str:
    """What is wrong with the HTML of a page's content, empty where nothing is; the shelf keeps the answer."""
    parts = json.loads(shelf.get(["active", content], lambda: json.dumps(active_parts(content))))
    return f"{', '.join(map(repr, parts))}: a page may not hold this" if parts else ""


def _is_active(name: str, value: str) -> bool:
    if name.startswith("on"):
        return True
    address = IGNORED_IN_ADDRESSES.sub("", value)
    return name in ADDRESSES and bool(RUNS.match(address) or (name != "href" and OTHER_HOST.match(address)))


class _Script(HTMLParser):
    """Reads one script: its attributes and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] = {}
        self.code = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes = dict(attrs)

    def handle_data(self, data: str) -> None:
        self.code += data

    @property
    def runs(self) -> bool:
        """Whether the text is code that runs."""
        return "src" not in self.attributes and self.attributes.get("type") != DATA_TYPE


def script_hashes(page: str) -> list[str]:
    """The hash of each inline script that the theme put into the page's HTML, as the policy names it."""
    before, _, rest = page.partition(ARTICLE)
    _, end, behind = rest.rpartition(ARTICLE_END)
    codes = dict.fromkeys(script.code for script in _scripts(before + behind if end else before) if script.runs)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in codes]


def _scripts(page: str) -> Iterator[_Script]:
    """The scripts of a page; to read all of its other tags would take a tenth of a build."""
    start = page.find(SCRIPT)
    while start != -1 and (end := page.find(SCRIPT_END, start)) != -1:
        script = _Script()
        script.feed(page[start : end + len(SCRIPT_END)])
        yield script
        start = page.find(SCRIPT, end)


def protect(page: str) -> str:
    """The page with its policy in a <meta> before everything that it rules.

    Raises:
        ValueError: the page has no place for it.
    """
    if page.count(CHARSET) != 1:
        raise ValueError(f"expected {CHARSET} once in the page, found it {page.count(CHARSET)} times")
    policy = _written(POLICY, script_hashes(page))
    return page.replace(CHARSET, f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{policy}">')


class Policies:
    """The policies of all pages of a build, and what a host has to send with them."""

    def __init__(self) -> None:
        self.hashes: set[str] = set()

    def protect(self, page: str) -> str:
        """The page with its policy; errors as in `protect`."""
        self.hashes.update(script_hashes(page))
        return protect(page)

    def write_headers(self, site: Path) -> None:
        """Write the ``_headers`` file of the site, for the pages that were protected so far."""
        (site / "_headers").write_text(headers(self.hashes), encoding="utf-8")


def headers(hashes: Iterable[str]) -> str:
    """A ``_headers`` file for hosts that read one, with the hashes of the scripts of all pages."""
    policy = _written(POLICY | ONLY_IN_HEADER, [WASM, *sorted(set(hashes))])
    lines = [
        "/*",
        f"  Content-Security-Policy: {policy}",
        "  Referrer-Policy: no-referrer",
        "  X-Content-Type-Options: nosniff",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
        "  Cross-Origin-Opener-Policy: same-origin",
        "  Cross-Origin-Resource-Policy: same-origin",
        *(
            line
            for kind in KEPT_FOR_EVER
            for line in (f"/assets/{kind}-*", "  Cache-Control: public, max-age=31536000, immutable")
        ),
    ]
    return "\n".join(lines) + "\n"


def _written(policy: dict[str, str], hashes: Iterable[str]) -> str:
    scripts = " ".join([policy["script-src"], *hashes])
    return "; ".join(f"{name} {value}" for name, value in (policy | {"script-src": scripts}).items())
