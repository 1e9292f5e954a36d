"""The Content-Security-Policy: nothing from another host, no script but those of the theme and the project."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from rnnformula.site.messages import Message
from rnnformula.site.publish.own_scripts import SCRIPT_FILES, scripts_in
from rnnformula.site.publish.page_content import active_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rnnformula.site.publish.own_scripts import OwnScripts

#: Files and folders below assets/ whose names carry a digest.
KEPT_FOR_EVER = ("explain", "link", "math", "pyodide")
#: Of these, what the pages of others show where somebody shares a link, and the header that lets them. Hosts send it in
#: place of that of all files, or both in one line, which browsers then pass over.
SHOWN_ELSEWHERE, LETS_OTHERS_SHOW = "link", "  Cross-Origin-Resource-Policy: cross-origin"
CHARSET = '<meta charset="utf-8">'
#: What a browser opens as a page of its own, with scripts.
PAGE, DRAWING = ".html", ".svg"
#: All other files that are published; no browser runs anything in them.
HARMLESS = (".css", ".csv", ".gz", ".json", ".map", ".md", ".png", ".py", ".toml", ".txt", ".woff2", ".xml", ".zip")
#: What hosts are told to send.
HEADERS = "_headers"

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
    # No string becomes HTML or a script's address but through the policy in docs/theme/main.html.
    "require-trusted-types-for": "'script'",
    "trusted-types": "default",
}
#: What a <meta> can't say and only a host's header can.
ONLY_IN_HEADER = {"frame-ancestors": "'none'"}
#: A worker is ruled by the headers of its own file, not by the <meta> of the page that starts it. The one that
#: explains pastes compiles WebAssembly; no page does, so no page's <meta> allows it. A host that sends no headers
#: leaves the worker without a policy: there it keeps itself from asking for anything, see assets/explain/python.mjs.
WASM = "'wasm-unsafe-eval'"


def script_hashes(page: str) -> list[str]:
    """The hash of each inline script of a page, as the policy names it."""
    codes = dict.fromkeys(script.code for script in scripts_in(page) if script.is_inline)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in codes]


def policy_of(page: str) -> str:
    """The ``<meta>`` with the policy of a page."""
    return f'<meta http-equiv="Content-Security-Policy" content="{_written(POLICY, script_hashes(page))}">'


def protect(page: str, own: OwnScripts) -> str:
    """The page with its policy before everything that it rules.

    Raises:
        ValueError: the page has no place for it, or a script that is not our own, which no policy of ours authorises.
    """
    if fault := next(filter(None, map(own.fault_of, scripts_in(page))), ""):
        raise ValueError(fault)
    if page.count(CHARSET) != 1:
        raise ValueError(
            Message(
                "expected {text} once in the page, found it {number} times", text=CHARSET, number=page.count(CHARSET)
            )
        )
    return page.replace(CHARSET, f"{CHARSET}\n{policy_of(page)}")


class Policies:
    """The policies of all pages of a build, and what a host has to send with them."""

    def __init__(self, own: OwnScripts) -> None:
        self.own = own
        self.hashes: set[str] = set()

    def protect(self, page: str) -> str:
        """The page with its policy; errors as in `protect`."""
        protected = protect(page, self.own)
        self.hashes.update(script_hashes(page))
        return protected

    def write_headers(self, site: Path) -> None:
        """Write the ``_headers`` file of the site, for the pages that were protected so far."""
        (site / HEADERS).write_text(headers(self.hashes), encoding="utf-8")

    def faults_of_site(self, site: Path) -> Iterator[str]:
        """What is wrong with a built site's files that a browser may run, each after its name.

        This is the last look, at what was written: whatever a plugin or a hook did to it after `protect` is found.
        """
        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            name = file.relative_to(site).as_posix()
            if fault := self._fault_of_file(name, file):
                yield Message("{name}: {fault}", name=name, fault=fault)

    def _fault_of_file(self, name: str, file: Path) -> str:
        if file.suffix in SCRIPT_FILES:
            source = self.own.files.get(name)
            is_own = source is not None and source.read_bytes() == file.read_bytes()
            return "" if is_own else Message("expected no script but those of the theme, docs/assets and the engine")
        if file.suffix == PAGE:
            page = file.read_text(encoding="utf-8")
            if page.count(f"{CHARSET}\n{policy_of(page)}") != 1:
                return Message("a page without its policy; pages are written in Markdown")
            return next(filter(None, map(self.own.fault_of, scripts_in(page))), "")
        if file.suffix == DRAWING:
            parts = active_parts(file.read_text(encoding="utf-8"))
            return Message("{parts}: a drawing may not hold this", parts=", ".join(map(repr, parts))) if parts else ""
        if file.suffix in HARMLESS or name == HEADERS:
            return ""
        return Message(
            "expected a file that ends in one of {endings}",
            endings=", ".join(sorted((PAGE, DRAWING, *SCRIPT_FILES, *HARMLESS))),
        )


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
        "  Cross-Origin-Embedder-Policy: require-corp",
        *(
            line
            for kind in KEPT_FOR_EVER
            for line in (
                f"/assets/{kind}-*",
                "  Cache-Control: public, max-age=31536000, immutable",
                *([LETS_OTHERS_SHOW] if kind == SHOWN_ELSEWHERE else []),
            )
        ),
    ]
    return "\n".join(lines) + "\n"


def _written(policy: dict[str, str], hashes: Iterable[str]) -> str:
    scripts = " ".join([policy["script-src"], *hashes])
    return "; ".join(f"{name} {value}" for name, value in (policy | {"script-src": scripts}).items())
