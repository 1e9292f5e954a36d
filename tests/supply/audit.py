"""Whether a pinned package has a known vulnerability: ``python -m tests.supply.audit`` asks for all lock files.

The status is 1 where one has, and 2 where something could not be asked: silence is not taken for an answer.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.supply.locked import lock_files, read_lock

ROOT = Path(__file__).resolve().parents[2]
#: Seconds to wait for all answers about a lock file.
MOST = 600
VULNERABLE, NOT_ASKED = 1, 2
ASK_PIP = ("-m", "pip_audit", "--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off")
ASK_NPM = ("npm", "audit", "--package-lock-only", "--json")


@dataclass(frozen=True, slots=True)
class Audit:
    """What is known of a lock file: a line for each vulnerability, and for each thing that could not be asked."""

    file: str
    asked: int
    vulnerable: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.file}: {self.asked} packages asked about, {len(self.vulnerable)} vulnerabilities known"]
        lines += [f"  vulnerable: {line}" for line in self.vulnerable]
        lines += [f"  could not be asked: {line}" for line in self.unanswered]
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
    if not answers:
        unanswered.append(f"{packages} packages: pip-audit read none of them")
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


def audit(file: Path) -> Audit:
    """Ask about all packages of a lock file."""
    name, packages = file.relative_to(ROOT).as_posix(), len(read_lock(file))
    of_npm = file.suffix == ".json"
    command = ASK_NPM if of_npm else (sys.executable, *ASK_PIP, "--requirement", name)
    folder = file.parent if of_npm else ROOT
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=MOST)
    except (subprocess.TimeoutExpired, OSError) as error:
        return Audit(name, 0, unanswered=(f"{packages} packages: {error}",))
    return (read_npm_audit if of_npm else read_pip_audit)(name, packages, done.stdout, done.stderr)


def status(audits: list[Audit]) -> int:
    """1 where something is vulnerable, else 2 where something could not be asked, else 0."""
    if any(file_audit.vulnerable for file_audit in audits):
        return VULNERABLE
    return NOT_ASKED if any(file_audit.unanswered for file_audit in audits) else 0


def main() -> int:
    """Print what is known of every lock file."""
    audits = []
    for file in lock_files(ROOT):
        audits.append(audit(file))
        print(audits[-1], flush=True)
    vulnerable, unanswered = (
        sum(len(file_audit.vulnerable) for file_audit in audits),
        sum(len(file_audit.unanswered) for file_audit in audits),
    )
    print(f"{vulnerable} vulnerabilities known; {unanswered} questions without an answer")
    return status(audits)


if __name__ == "__main__":
    sys.exit(main())
