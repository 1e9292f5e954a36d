"""What is published: latest at the root, and each release below it, as it was archived when it was made."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.released import version_order
from rnnformula.site.messages import Message
from rnnformula.site.publish.editions import VERSIONS_FILE, VERSIONS_PAGE
from rnnformula.site.publish.security import HEADERS
from rnnformula.site.releases.archiving import INDEX, contents_of
from rnnformula.site.releases.host_headers import headers_of_all
from rnnformula.site.releases.unzipping import read_archive
from rnnformula.site.releases.version_file import Version, read_version
from rnnformula.site.releases.versions_page import versions_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: How a page names the address by which it wants to be known.
CANONICAL = '<link rel="canonical" href="'
#: How a page speaks of versions, and links to itself in its own; docs/theme/partials/edition.html writes both.
OWN_EDITION, OWN_LINK = '<p class="edition"', 'rel="bookmark"'


@dataclass(frozen=True)
class Kept:
    """A release as its archive has it."""

    archive: str
    version: Version
    contents: Mapping[str, bytes]


def compose(root: Path, out: Path, latest: Path, archives: Iterable[Path]) -> list[Version]:
    """Write latest and the releases into a folder that is not there yet, whole or not at all; returns the releases.

    Raises:
        SiteError: something is no site, is built for another place, or would write over something else; or a release
            that latest speaks of is missing.
        OSError: a file can't be read or written.
    """
    contents = contents_of(latest)
    newest = read_version(str(latest), contents)
    releases = [
        Kept(str(file), read_version(str(file), files), files) for file in archives for files in [read_archive(file)]
    ]
    releases.sort(key=lambda kept: version_order(kept.version.version or "0"), reverse=True)
    problems = [*_of_latest(str(latest), newest, contents), *_of_releases(newest, releases)]
    if out.exists():
        problems.append(
            Problem(str(out), 1, Message("expected a folder that is not there yet; nothing is written over"))
        )
    if problems:
        raise SiteError(problems)
    versions = [kept.version for kept in releases]
    published = dict(contents)
    for kept in releases:
        published |= {kept.version.folder + name: content for name, content in kept.contents.items()}
    published[VERSIONS_FILE] = _listed(versions)
    published[f"{VERSIONS_PAGE}{INDEX}"] = versions_page(root, newest.site, versions, published).encode("utf-8")
    if HEADERS in contents:
        of_releases = {
            kept.version.folder: kept.contents[HEADERS].decode("utf-8") for kept in releases if HEADERS in kept.contents
        }
        published[HEADERS] = headers_of_all(contents[HEADERS].decode("utf-8"), of_releases).encode("utf-8")
    _write(out, published)
    return versions


def _of_latest(name: str, newest: Version, contents: Mapping[str, bytes]) -> Iterator[Problem]:
    """What is wrong with latest: it is a release, or has something where releases and their list go."""
    if newest.folder:
        yield Problem(name, 1, Message("built for {folder}; latest is built for the root", folder=newest.folder))
    for file in contents:
        first = file.partition("/")[0]
        if file == VERSIONS_FILE or first in (
            VERSIONS_PAGE.rstrip("/"),
            *(f"v{version}" for version in newest.releases),
        ):
            yield Problem(name, 1, Message("{file} stands where a release or the list of them goes", file=file))


def _of_releases(newest: Version, releases: list[Kept]) -> Iterator[Problem]:
    """What is wrong with the releases, each by itself and all together."""
    seen: dict[tuple[int, ...], str] = {}
    for kept in releases:
        version = kept.version
        if not version.folder:
            yield Problem(
                kept.archive, 1, Message("built for the root; `make release-archives` builds a release for its folder")
            )
            continue
        if first := seen.get(version_order(version.version)):
            message = Message("version {version} is in {file} too", version=version.version, file=first)
            yield Problem(kept.archive, 1, message)
        seen[version_order(version.version)] = kept.archive
        if version.site != newest.site:
            message = Message("built for {site}; latest is built for {other}", site=version.site, other=newest.site)
            yield Problem(kept.archive, 1, message)
        if version.preview and not newest.preview:
            yield Problem(kept.archive, 1, Message("a preview, whose examples nobody ran; latest is none"))
        if page := _built_elsewhere(kept):
            message = Message("{page} is not built for {folder}", page=page, folder=version.folder)
            yield Problem(kept.archive, 1, message)
    for wanted in newest.releases:
        if version_order(wanted) not in seen:
            message = Message("latest speaks of version {version}, whose archive is missing", version=wanted)
            yield Problem(VERSIONS_FILE, 1, message)


def _built_elsewhere(kept: Kept) -> str:
    """The first page that is not built for the folder of its release; empty where all are.

    A page names latest as the address to be known by, and its own version in a link.
    """
    site, folder = kept.version.site, kept.version.folder
    if INDEX not in kept.contents:
        return INDEX
    for name, content in kept.contents.items():
        page = content.decode("utf-8") if name.endswith(".html") else ""
        address = page.partition(CANONICAL)[2].partition('"')[0]
        own = f'/{folder}{name.removesuffix(INDEX)}" {OWN_LINK}'
        if address and (not address.startswith(site) or address.startswith(site + folder)):
            return name
        if own not in page and (OWN_EDITION in page or name == INDEX):
            return name
    return ""


def _listed(versions: list[Version]) -> bytes:
    """The list of all versions, for programs."""
    releases = [
        {"version": version.version, "released": version.released, "folder": version.folder} for version in versions
    ]
    return f"{json.dumps({'format': 1, 'latest': '', 'releases': releases}, indent=2)}\n".encode()


def _write(out: Path, published: Mapping[str, bytes]) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        draft.chmod(0o755)
        for name, content in published.items():
            file = draft / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        draft.rename(out)
    except OSError as error:  # a full disk is said without a name
        raise OSError(error.errno, error.strerror, error.filename or str(out)) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
