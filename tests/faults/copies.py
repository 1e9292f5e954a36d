"""Copies of the project: a fault is planted in one, and undone by what the original holds."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.faults.data import Change

#: What is linked, never copied.
LINKED = (".venv", "node_modules")
#: What earlier commands left that a later one need not make again.
WARM = (
    "assets",
    "engine.json",
    "examples.json",
    "font.json",
    "formulas.json",
    "judged.json",
    "mypy",
    "results",
    "templates",
)
#: The part of a copy that is the project, and the home folder of who works there.
PROJECT, HOME = "project", "home"


class PlantingError(Exception):
    """A fault can't be planted: its text is not where it says."""


class Copy:
    """A folder with the project and a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def project(self) -> Path:
        """The folder that commands run in."""
        return self.folder / PROJECT

    @property
    def home(self) -> Path:
        """The folder that commands take for the reader's home."""
        return self.folder / HOME

    def plant(self, changes: tuple[Change, ...]) -> None:
        """Make all changes, in their order.

        Raises:
            PlantingError: a text is not found as often as expected, a file is not there, or is there already.
        """
        for change in changes:
            base, name = (self.home, change.file[2:]) if change.file.startswith("~/") else (self.project, change.file)
            if change.create is not None:
                file = base / name
                if file.exists():
                    raise PlantingError(f"{change.file} is there already")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(change.create, encoding="utf-8")
                continue
            files = sorted(base.glob(name))
            if not files or (change.text is None and len(files) > 1):
                raise PlantingError(f"{change.file}: expected one file, found {len(files)}")
            if change.text is not None:
                replace(files, change)
            elif change.delete and files[0].is_dir():
                shutil.rmtree(files[0])
            elif change.delete:
                files[0].unlink()
            else:
                with files[0].open("a", encoding="utf-8", newline="") as opened:
                    opened.write(change.append)

    def restore(self, original: "Copy") -> None:
        """Make this copy what the original is, whatever was planted and whatever a command left."""
        wanted, there = ({file.relative_to(copy.folder): file for file in copy.files()} for copy in (original, self))
        for name in there.keys() - wanted.keys():
            there[name].unlink()
        for name, file in wanted.items():
            if name not in there or stamp(there[name]) != stamp(file):
                target = self.folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                shutil.copy2(file, target, follow_symlinks=False)
        folders = {folder.relative_to(original.folder) for folder in original.folders()}
        for folder in folders:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
        for folder in sorted(self.folders(), reverse=True):
            if folder.relative_to(self.folder) not in folders:
                folder.rmdir()

    def files(self) -> Iterator[Path]:
        """Every file and link of the copy; a linked folder counts as one."""
        for folder, _, names, links in walk(self.folder):
            yield from (folder / name for name in (*names, *links))

    def folders(self) -> Iterator[Path]:
        """Every folder of the copy that is no link, itself left out."""
        for folder, inside, _, _ in walk(self.folder):
            yield from (folder / name for name in inside)


def walk(top: Path) -> Iterator[tuple[Path, list[str], list[str], list[str]]]:
    """A folder with the names of what is in it, folders, files and links to folders; then those inside."""
    for path, inside, names in os.walk(top):
        links = [name for name in inside if (Path(path) / name).is_symlink()]
        inside[:] = [name for name in inside if name not in links]
        yield Path(path), list(inside), names, links


def stamp(file: Path) -> tuple[object, ...]:
    """What differs after a file was written again."""
    if file.is_symlink():
        return (file.readlink(),)
    state = file.stat()
    return state.st_mode, state.st_size, state.st_mtime_ns


def replace(files: list[Path], change: Change) -> None:
    texts = {file: file.read_bytes().decode("utf-8", "surrogateescape") for file in files}
    found = sum(text.count(change.text) for text in texts.values())
    is_kept = change.file.startswith(".cache/")  # of the version before, too, for a while
    if not found or (found != change.times and not is_kept):
        raise PlantingError(f"{change.file}: expected {change.text!r} {change.times} times, found it {found} times")
    for file, text in texts.items():
        if change.text in text and change.delete:
            file.unlink()
        elif change.text in text:
            new = text.replace(change.text, change.replacement)
            file.write_bytes(new.encode("utf-8", "surrogateescape"))


def copy_project(root: Path, folder: Path) -> Copy:
    """A copy of what git would see in a checkout, with a repository of its own, warm caches and an empty home."""
    copy = Copy(folder)
    copy.home.mkdir(parents=True)
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=root, capture_output=True, encoding="utf-8", check=True).stdout.split("\0")
    for name in filter(None, names):
        if (root / name).is_file():
            (copy.project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, copy.project / name)
    for command in (["git", "init", "--quiet"], ["git", "add", "--all"]):
        subprocess.run(command, cwd=copy.project, check=True)
    for name in WARM:
        kept, target = root / ".cache" / name, copy.project / ".cache" / name
        target.parent.mkdir(exist_ok=True)
        if kept.is_dir():
            shutil.copytree(kept, target)
        elif kept.exists():
            shutil.copy(kept, target)
    for name in LINKED:
        (copy.project / name).symlink_to((root / name).resolve())
    return copy


def copy_again(original: Copy, folder: Path) -> Copy:
    """Another copy for another worker."""
    shutil.copytree(original.folder, folder, symlinks=True)
    return Copy(folder)
