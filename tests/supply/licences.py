"""The licence of every pinned package: ``python -m tests.supply.licences`` lists them and checks them.

What is not installed here is known from ``licences.csv``. With ``--write`` that file is written anew: what it lacks is
read from what is installed, and else pip is asked.
"""

import csv
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import distributions
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.utils import canonicalize_name

from tests.supply.locked import NPM, PYPI, Package, all_packages

ROOT = Path(__file__).resolve().parents[2]
RULES = Path(__file__).with_name("licences.toml")
RECORD = Path(__file__).with_name("licences.csv")
HEAD = ("registry", "name", "version", "licence")
CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")
#: What of an expression is no name of a licence.
JOINED = re.compile(r"(\(|\)|\bAND\b|\bOR\b)")
#: Packages that need a newer Python than this one are asked about for that.
NEWEST = "3.13"

Licences = dict[tuple[str, str, str], str]


@dataclass(frozen=True)
class Rules:
    """Which licences are allowed, what metadata calls them, and what is known of single packages."""

    allowed: frozenset[str]
    written: Mapping[str, str]
    exceptions: Mapping[str, str] = field(default_factory=dict)

    def allow(self, expression: str) -> bool:
        """Whether a licence, or an expression of several, is allowed."""
        try:
            expression = canonicalize_license_expression(expression)
        except InvalidLicenseExpression:
            return False
        parts = [part.strip() for part in JOINED.split(expression) if part.strip()]
        words = [part.lower() if JOINED.fullmatch(part) else str(part in self.allowed) for part in parts]
        return bool(eval(" ".join(words), {"__builtins__": {}}))  # only True, False, and, or and brackets are left

    def of_metadata(self, expression: str, classifiers: Iterable[str], text: str) -> str:
        """The licence by what metadata has under these three; empty where none can be read."""
        if expression:
            return canonicalize_license_expression(expression)
        named = [
            match[1] for line in classifiers if (match := CLASSIFIER.fullmatch(line)) and match[1] != "OSI Approved"
        ]
        of_classifiers = [self.written[name] for name in dict.fromkeys(named) if name in self.written]
        of_text = self._read(text.strip())
        if of_text and of_classifiers in ([], ["LicenseRef-BSD"]):  # which BSD it is stands in the text alone
            return of_text
        if len(of_classifiers) < len(set(named)):
            return ""
        return " AND ".join(of_classifiers)

    def _read(self, text: str) -> str:
        if text in self.written:
            return self.written[text]
        try:
            return canonicalize_license_expression(text)
        except InvalidLicenseExpression:
            return ""


def read_rules(file: Path = RULES) -> Rules:
    """The rules as they are written.

    Raises:
        ValueError: an exception or a licence that asks for more has no reason.
    """
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    because, exceptions = written["allowed_because"], written["exception"]
    reasons = because | {entry["package"]: entry["why"] for entry in exceptions}
    if bare := [name for name, reason in reasons.items() if not reason.strip()]:
        raise ValueError(f"{file.name}: without a reason: {', '.join(bare)}")
    known = {entry["package"]: entry["licence"] for entry in exceptions}
    return Rules(frozenset(written["allowed"]) | because.keys(), written["written"], known)


def installed(rules: Rules) -> Licences:
    """The licence of each installed distribution, by its metadata."""
    licences = {}
    for distribution in distributions():
        metadata = distribution.metadata
        licences[PYPI, canonicalize_name(metadata["Name"]), distribution.version] = rules.of_metadata(
            metadata.get("License-Expression", ""), metadata.get_all("Classifier", []), metadata.get("License", "")
        )
    return licences


def read_record(file: Path = RECORD) -> Licences:
    """The licences that were written down."""
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines()) if file.exists() else ()
    return {(row["registry"], row["name"], row["version"]): row["licence"] for row in rows}


def licences(packages: Iterable[Package], rules: Rules, *known: Licences) -> Licences:
    """The licence of each package: by an exception, else by its lock file or the first that knows it, else empty."""
    known_licences = {}
    for package in packages:
        sources = (licences_known.get(package.key, "") for licences_known in known)
        exception = rules.exceptions.get(f"{package.registry} {package.name}", "")
        known_licences[package.key] = exception or package.licence or next(filter(None, sources), "")
    return known_licences


def problems(packages: list[Package], rules: Rules, here: Licences, record: Licences) -> list[str]:
    """What is wrong with the licences of these packages, a line each."""
    lines = []
    for package in packages:
        written = record.get(package.key)
        licence = licences([package], rules, here, record)[package.key]
        if written is None:
            lines.append(f"{package}: not in {RECORD.name}; run `make record-licences`")
        elif not licence:
            lines.append(f"{package}: its licence is unknown; {RULES.name} may name it under [[exception]]")
        elif licence != written:
            lines.append(
                f"{package}: its licence is {licence}, {RECORD.name} has {written}; run `make record-licences`"
            )
        if licence and not rules.allow(licence):
            lines.append(f"{package}: {licence} is not among the licences that {RULES.name} allows")
    names = {f"{package.registry} {package.name}" for package in packages}
    lines += [f"{RULES.name}: no package is pinned that is called {name}" for name in rules.exceptions.keys() - names]
    keys = {package.key for package in packages}
    lines += [f"{RECORD.name}: not pinned any more: {' '.join(key)}" for key in record.keys() - keys]
    return sorted(lines)


def ask_pip(package: Package, rules: Rules) -> str:
    """The licence of a package that is not installed, by the metadata that pip gets; empty where it gets none."""
    asked = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed", "--quiet"]
    asked += ["--report", "-", f"{package.name}=={package.version}"]
    for other in ([], ["--only-binary=:all:", "--python-version", NEWEST, "--target", "nowhere"]):
        done = subprocess.run([*asked, *other], capture_output=True, encoding="utf-8")
        if done.returncode == 0:
            metadata = json.loads(done.stdout)["install"][0]["metadata"]
            expression, text = metadata.get("license_expression", ""), metadata.get("license", "")
            return rules.of_metadata(expression, metadata.get("classifier", ()), text)
    print(f"{package}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
    return ""


def write(packages: list[Package], rules: Rules) -> None:
    """Write the record of these packages; pip is asked about those of which nothing is known."""
    known = licences(packages, rules, installed(rules), read_record())
    asked = {package.key: ask_pip(package, rules) for package in packages if not known[package.key]}
    with RECORD.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEAD)
        rows.writerows((*package.key, known[package.key] or asked[package.key]) for package in packages)


def main() -> int:
    """List the licences; the status is 1 where one is unknown or not allowed."""
    rules, packages = read_rules(), all_packages(ROOT)
    if sys.argv[1:] == ["--write"]:
        write(packages, rules)
    here, record = installed(rules), read_record()
    for (registry, name, version), licence in licences(packages, rules, here, record).items():
        print(f"{registry:5} {name:40} {version:16} {licence or 'unknown'}")
    wrong = problems(packages, rules, here, record)
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    counts = {registry: sum(package.registry == registry for package in packages) for registry in (PYPI, NPM)}
    print(f"{counts[PYPI]} packages of Python, {counts[NPM]} of npm: {len(wrong)} problems")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
