"""Whether a pinned package has a known vulnerability: ``python -m tests.supply.audit`` asks about all lock files.

The status is 1 where one has, and 2 where something could not be asked: silence is not taken for an answer.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.supply.locked import NPM_LOCKS, PYPI, PYTHON_LOCKS, Package, all_packages, read_lock

ROOT = Path(__file__).resolve().parents[2]
#: Seconds to wait for all answers.
MOST = 600
VULNERABLE, NOT_ASKED = 1, 2
#: How many questions without an answer are listed for a lock file.
LISTED = 3
ASK_PIP = ("-m", "pip_audit", "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off")
ASK_NPM = ("npm", "audit", "--package-lock-only", "--json")


@dataclass(frozen=True, slots=True)
class Audit:
    """What is known of packages: a line for each vulnerability, and for each question without an answer."""

    file: str
    asked: int
    vulnerable: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.file}: {self.asked} packages asked about, {len(self.vulnerable)} vulnerabilities known"]
        lines += [f"  vulnerable: {line}" for line in self.vulnerable]
        lines += [f"  could not be asked: {line}" for line in self.unanswered[:LISTED]]
        more = len(self.unanswered) - LISTED
        lines += [f"  could not be asked: {more} more"] if more > 0 else []
        return "\n".join(lines)


def read_pip_audit(file: str, packages: int, output: str, errors: str) -> Audit:
    """What pip-audit says of a lock file that pins so many packages."""
    try:
        answers = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Audit(file, 0, unanswered=(f"{packages} packages: {_last(errors)}",))
    vulnerable = tuple(
        f"{answer['name']} {answer['version']}: {known['id']}" + _fixed(known.get("fix_versions", ()))
        for answer in answers
        for known in answer.get("vulns", ())
    )
    skipped = [answer for answer in answers if "skip_reason" in answer]
    unanswered = [answer["skip_reason"] for answer in skipped]
    if left := packages - len(answers):
        unanswered.append(f"{left} packages: pip-audit said nothing of them")
    return Audit(file, len(answers) - len(skipped), vulnerable, tuple(unanswered))


def read_npm_audit(file: str, packages: int, output: str, errors: str) -> Audit:
    """What npm says of a lock file that pins so many packages."""
    try:
        answer = json.loads(output)
        known = answer["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return Audit(file, 0, unanswered=(f"{packages} packages: {_message(output) or _last(errors)}",))
    vulnerable = tuple(f"{name} {facts['range']}: {facts['severity']}" for name, facts in sorted(known.items()))
    return Audit(file, packages, vulnerable)


def _message(output: str) -> str:
    """The reason that npm gives in JSON for not having asked."""
    try:
        answer = json.loads(output)
        return answer.get("message") or answer.get("error", {}).get("summary", "")
    except (ValueError, AttributeError):
        return ""


def _fixed(versions: list[str]) -> str:
    return f", mended in {', '.join(versions)}" if versions else ""


def _last(errors: str) -> str:
    lines = [line for line in errors.splitlines() if line.strip()]
    return lines[-1] if lines else "no answer"


def audits(root: Path) -> Iterator[Audit]:
    """Ask about everything that is pinned: pip-audit about all of Python at once, npm about each lock file."""
    pinned = [package for package in all_packages(root) if package.registry == PYPI]
    for number, packages in enumerate(rounds(pinned)):
        with TemporaryDirectory() as folder:
            plain = Path(folder) / "requirements.txt"
            plain.write_text("".join(f"{package.name}=={package.version}\n" for package in packages), encoding="utf-8")
            title = f"{PYTHON_LOCKS}, further versions" if number else PYTHON_LOCKS
            yield _ask(
                title, len(packages), [sys.executable, *ASK_PIP, "--requirement", str(plain)], root, read_pip_audit
            )
    for name in NPM_LOCKS:
        yield _ask(name, len(read_lock(root / name)), ASK_NPM, (root / name).parent, read_npm_audit)


def rounds(packages: list[Package]) -> list[list[Package]]:
    """The packages in lists that have one version of each: pip-audit refuses two, which machines may differ in."""
    parts: list[list[Package]] = []
    names: list[set[str]] = []
    for package in packages:
        number = next((number for number, known in enumerate(names) if package.name not in known), len(parts))
        if number == len(parts):
            parts.append([])
            names.append(set())
        parts[number].append(package)
        names[number].add(package.name)
    return parts


def _ask(title: str, packages: int, command: Sequence[str], folder: Path, read: Callable[..., Audit]) -> Audit:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=MOST)
    except (subprocess.TimeoutExpired, OSError) as error:
        return Audit(title, 0, unanswered=(f"{packages} packages: {error}",))
    return read(title, packages, done.stdout, done.stderr)


def status(answers: list[Audit]) -> int:
    """1 where something is vulnerable, else 2 where something could not be asked, else 0."""
    if any(answer.vulnerable for answer in answers):
        return VULNERABLE
    return NOT_ASKED if any(answer.unanswered for answer in answers) else 0


def main() -> int:
    """Print what is known of everything that is pinned."""
    answers = []
    for answer in audits(ROOT):
        answers.append(answer)
        print(answer, flush=True)
    vulnerable = sum(len(answer.vulnerable) for answer in answers)
    unanswered = sum(len(answer.unanswered) for answer in answers)
    print(f"{vulnerable} vulnerabilities known; {unanswered} questions without an answer")
    return status(answers)


if __name__ == "__main__":
    sys.exit(main())
