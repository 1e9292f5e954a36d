"""Archives that are the same bytes whenever they are made."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: The first day that an archive can name: when a file was written is no part of what it says.
UNDATED = (1980, 1, 1, 0, 0, 0)
#: Whoever unpacks may read all files; such rights are those of Unix, which has this number.
RIGHTS, UNIX = 0o644 << 16, 3


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """An archive of the files, in the order of their names."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, UNDATED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = UNIX, RIGHTS
            archive.writestr(entry, contents[name])
    return written.getvalue()


def write_archive(file: Path, contents: Mapping[str, bytes]) -> None:
    """Write the files by their names into an archive, whole or not at all.

    Raises:
        OSError: it can't be written; the error names it.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(zipped(contents))
        draft.replace(file)
    except OSError as error:  # a full disk is said without a name
        raise OSError(error.errno, error.strerror, str(file)) from None
    finally:
        with suppress(OSError):
            draft.unlink()
