"""A built site as an archive: as it is, to be published again, or as plain HTML that opens from a disk."""

from __future__ import annotations

import base64
import posixpath
import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from rnnformula.site.kept.archives import write_archive
from rnnformula.site.publish.own_scripts import SCRIPT_FILES
from rnnformula.site.releases.plain_page import linked_from, plain_page
from rnnformula.site.releases.version_file import Version, read_version

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: What a folder shows.
INDEX = "index.html"
#: The page for what is not there: on a disk no host sends it.
NOT_FOUND = "404.html"
#: The address of a file in a style sheet.
IN_STYLE = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
#: What a browser says of scripts, and widths of which every screen has the first and none the second.
WITHOUT_SCRIPTS = {"none": "(min-width:0)", "enabled": "(max-width:0)"}
SCRIPTING = re.compile(r"\(\s*scripting\s*:\s*(none|enabled)\s*\)")


def contents_of(site: Path) -> dict[str, bytes]:
    """The files of a folder, by their names from there on."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}


def archive(site: Path, file: Path, *, whole: bool) -> int:
    """Write a built site into an archive; returns how many files are in it.

    A ``whole`` archive is published again by `rnnformula.site.releases.composing`. Any other opens from a disk without
    a server: links lead to files, what needs a script is gone.

    Raises:
        SiteError: the folder holds no built site.
        OSError: the archive can't be written.
    """
    contents = contents_of(site)
    version = read_version(str(site), contents)
    if not whole:
        folder = f"rnnformula-{version.version or 'latest'}"
        contents = {f"{folder}/{name}": content for name, content in as_plain(contents, version).items()}
    write_archive(file, contents)
    return len(contents)


def as_plain(contents: Mapping[str, bytes], version: Version) -> dict[str, bytes]:
    """The pages of a site as plain HTML, by their names, with every file that they show or link to."""
    written: dict[str, bytes] = {}
    waiting = [name for name in contents if name.endswith(".html") and name != NOT_FOUND]
    while waiting:
        name = waiting.pop()
        if name in written or name not in contents or name.endswith(SCRIPT_FILES):
            continue
        if name.endswith(".html"):
            leading = partial(on_disk, page=name, contents=contents, version=version)
            page = plain_page(contents[name].decode("utf-8"), leading)
            written[name] = page.encode("utf-8")
            waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) for link in linked_from(page)]
        elif name.endswith(".css"):
            written[name] = _style_on_disk(contents[name].decode("utf-8"), name, contents).encode("utf-8")
        else:
            written[name] = contents[name]
    return written


def on_disk(link: str, page: str, contents: Mapping[str, bytes], version: Version) -> str:
    """A link of a page as it leads to a file; to what is not in the archive it leads where the site is published."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not (parts.path or parts.query):
        return link
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if target == "." or parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", ".."):
        target = posixpath.normpath(posixpath.join(target, INDEX))
    if target not in contents or target == NOT_FOUND:
        own = version.site + version.folder + page.removesuffix(INDEX)
        return urljoin(own, link)
    relative = posixpath.relpath(target, posixpath.dirname(page) or ".")
    return relative + (f"#{parts.fragment}" if parts.fragment else "")


def _style_on_disk(style: str, name: str, contents: Mapping[str, bytes]) -> str:
    """A style sheet with its files inside, as some browsers let no sheet on a disk ask for a font; for no scripts."""

    def inside(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1].split("#")[0]))
        if target not in contents:
            return match[0]
        kind = "font/woff2" if target.endswith(".woff2") else "image/svg+xml"
        return f'url("data:{kind};base64,{base64.b64encode(contents[target]).decode()}")'

    style = SCRIPTING.sub(lambda match: WITHOUT_SCRIPTS[match[1]], style)
    return IN_STYLE.sub(inside, style)
