"""What a built site says of its version, in a file at its root."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rnnformula.errors import shown
from rnnformula.site.book.data_files import damaged, read_json
from rnnformula.site.book.released import VERSION_FORM, folder_of
from rnnformula.site.messages import Message
from rnnformula.site.publish.editions import VERSION_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping


class Version(NamedTuple):
    """Which version a built site is: of a release, its folder and its day too; of latest, these are empty.

    ``site`` is the address of the root, ``releases`` are the versions that the site speaks of, ``preview`` is whether
    the site shows records alone.
    """

    version: str
    released: str
    folder: str
    site: str
    releases: tuple[str, ...]
    preview: bool


def read_version(where: str, contents: Mapping[str, bytes]) -> Version:
    """What the files of a site, by their names, say of its version; ``where`` names the site in a message.

    Raises:
        SiteError: there is no such file, or it says something else.
    """
    if VERSION_FILE not in contents:
        message = Message(
            "there is no {file}; expected a site as `make site` builds it, or its whole archive", file=VERSION_FILE
        )
        raise damaged(where, message)
    content = read_json(f"{where}/{VERSION_FILE}", contents[VERSION_FILE].decode("utf-8", "replace"))
    match content:
        case {
            "version": str(version),
            "released": str(released),
            "folder": str(folder),
            "site": str(site),
            "releases": [*releases],
            "preview": bool(preview),
        }:
            is_release = VERSION_FORM.fullmatch(version) and folder == folder_of(version)
            if site.endswith("/") and (is_release or not (version or folder)):
                return Version(version, released, folder, site, tuple(map(str, releases)), preview)
    raise damaged(
        where, Message("{file}: expected a version and its folder, got {read}", file=VERSION_FILE, read=shown(content))
    )
