"""The Content-Security-Policy: nothing from another host, no script but those of the theme and the project."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Scripts whose text stands in the page; JSON that only lies there is no script.
INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>(?P<code>.*?)</script>", re.DOTALL
)
#: What the theme puts a page's content into.
ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
TAG = re.compile(r"<(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>?")
ATTRIBUTE = re.compile(r"(?P<name>[^\s\"'>/=]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*))")
#: Without any of these no attribute does what is looked for.
SUSPECT = re.compile(r"\bon|[:&\\]|//", re.IGNORECASE)
#: Elements that run or load something, or change what the rest of the page means.
ACTIVE = ("applet", "base", "embed", "form", "frame", "iframe", "link", "meta", "object", "portal", "script", "style")
#: Attributes that are addresses, and how one begins that runs something or leads to another host.
ADDRESSES = ("action", "background", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href")
RUNS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
#: Browsers drop these from an address.
DROPPED = re.compile(r"[\x00-\x20]")
#: Files and folders below assets/ whose names carry a digest.
KEPT = ("explain", "math", "pyodide")
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


def active_parts(content: str) -> list[str]:
    """What in the HTML of a page's content runs something or loads it from another host, each as it is written.

    Pages are checked as Markdown before; this looks at what became of it.
    """
    return list(dict.fromkeys(match[0] for match in TAG.finditer(content) if _is_active(match)))


def _is_active(tag: re.Match[str]) -> bool:
    if tag["name"].lower() in ACTIVE:
        return True
    if not SUSPECT.search(tag["attributes"]):
        return False
    for match in ATTRIBUTE.finditer(tag["attributes"]):
        name = match["name"].lower()
        if name.startswith("on"):
            return True
        if name in ADDRESSES:
            value = html.unescape(match["double"] or match["single"] or match["bare"] or "")
            address = DROPPED.sub("", value)
            if RUNS.match(address) or (name != "href" and ELSEWHERE.match(address)):
                return True
    return False


def script_hashes(page: str) -> list[str]:
    """The hash of each inline script that the theme put into the page's HTML, as the policy names it."""
    codes = dict.fromkeys(match["code"] for match in INLINE_SCRIPT.finditer(ARTICLE.sub("", page)))
    return [f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in codes]


def protect(page: str) -> str:
    """The page with its policy in a <meta> before everything that it rules.

    Raises:
        ValueError: the page has no place for it.
    """
    if page.count(CHARSET) != 1:
        raise ValueError(f"expected {CHARSET} once in the page, found it {page.count(CHARSET)} times")
    policy = _written(POLICY, script_hashes(page))
    return page.replace(CHARSET, f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{policy}">')


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
            for kind in KEPT
            for line in (f"/assets/{kind}-*", "  Cache-Control: public, max-age=31536000, immutable")
        ),
    ]
    return "\n".join(lines) + "\n"


def _written(policy: dict[str, str], hashes: Iterable[str]) -> str:
    scripts = " ".join([policy["script-src"], *hashes])
    return "; ".join(f"{name} {value}" for name, value in (policy | {"script-src": scripts}).items())
