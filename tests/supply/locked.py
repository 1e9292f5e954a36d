"""Every package that a lock file of this project pins."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

PYTHON_LOCKS = "requirements*.lock"
NPM_LOCKS = ("package-lock.json", "tests/lighthouse/package-lock.json")
#: The registries by the names that package URLs have for them.
PYPI, NPM = "pypi", "npm"
PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.+!-]+)(?: ; (?P<marker>.*?))? \\$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
INSIDE = "node_modules/"


@dataclass(frozen=True, slots=True, order=True)
class Package:
    """A version of a package; ``licence`` is what the lock file says of it, which only those of npm do."""

    registry: str
    name: str
    version: str
    hashes: tuple[str, ...] = ()
    licence: str = ""

    def __str__(self) -> str:
        return f"{self.registry} {self.name} {self.version}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the package: two lock files may have it with different hashes."""
        return self.registry, self.name, self.version


def lock_files(root: Path) -> list[Path]:
    """The lock files, those of Python first."""
    return [*sorted(root.glob(PYTHON_LOCKS)), *(root / name for name in NPM_LOCKS)]


def read_lock(file: Path) -> list[Package]:
    """The packages that a lock file pins, in its order.

    Raises:
        ValueError: the file pins nothing, or has a package without a hash.
    """
    text = file.read_text(encoding="utf-8")
    packages = list(_of_npm(text) if file.suffix == ".json" else _of_python(text))
    if not packages:
        raise ValueError(f"{file}: it pins nothing")
    if bare := [str(package) for package in packages if not package.hashes]:
        raise ValueError(f"{file}: without a hash: {', '.join(bare)}")
    return packages


def all_packages(root: Path) -> list[Package]:
    """The packages of all lock files, each version once, sorted."""
    packages: dict[tuple[str, str, str], Package] = {}
    for file in lock_files(root):
        for package in read_lock(file):
            packages.setdefault(package.key, package)
    return [packages[key] for key in sorted(packages)]


def _of_python(text: str):
    name, version, hashes = "", "", []
    for line in [*text.splitlines(), "end==0 \\"]:
        if match := PINNED.match(line):
            if name:
                yield Package(PYPI, name, version, tuple(hashes))
            name, version, hashes = match["name"], match["version"], []
        elif line.startswith(" "):
            hashes += HASH.findall(line)
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"expected a version and hashes, got {line!r}")


def _of_npm(text: str):
    for path, facts in json.loads(text)["packages"].items():
        if path:
            hashes = (facts["integrity"],) if "integrity" in facts else ()
            yield Package(NPM, path.rpartition(INSIDE)[2], facts["version"], hashes, facts.get("license", ""))
