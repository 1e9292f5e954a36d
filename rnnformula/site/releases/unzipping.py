"""Reading an archive that somebody may have damaged."""

from __future__ import annotations

import stat
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, LargeZipFile, ZipFile

from rnnformula.site.book.data_files import damaged
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from pathlib import Path
    from zipfile import ZipInfo

#: What reading a damaged archive raises.
ARCHIVE_ERRORS = (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def read_archive(file: Path) -> dict[str, bytes]:
    """The files of an archive by their names, each compared with its checksum.

    Raises:
        SiteError: the archive is damaged, or holds what would be written elsewhere than below its own folder.
        OSError: there is no such file.
    """
    try:
        with ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if strange := next((entry.filename for entry in entries if _is_strange(entry)), ""):
                raise damaged(
                    str(file), Message("{name!r}: expected plain files below the archive's folder", name=strange)
                )
            contents = {entry.filename: archive.read(entry) for entry in entries}
    except ARCHIVE_ERRORS as error:
        raise damaged(str(file), Message("cannot read the archive: {reason}", reason=error)) from None
    if len(contents) != len(entries):
        raise damaged(str(file), Message("a file of the archive is in it twice"))
    return contents


def _is_strange(entry: ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    mode = entry.external_attr >> 16
    return (
        path.is_absolute()
        or ".." in path.parts
        or "\\" in entry.orig_filename
        or ":" in entry.filename
        or bool(mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG))
    )
