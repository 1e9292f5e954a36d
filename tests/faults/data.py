"""The faults as data: what each is, what it changes, and what must go red and say so."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

#: The command that must find a fault: `make check`, `make site`, or the tests that are named.
COMMANDS = ("check", "site", "test")
#: Every kind of fault; the score is printed for each.
KINDS = (
    "formulas",
    "shapes",
    "gate orders",
    "readings",
    "rendering",
    "words",
    "numbers",
    "number words",
    "costs",
    "ids",
    "links",
    "translation",
    "fences",
    "records",
    "cache",
    "search",
    "styles",
    "scripts",
    "policy",
    "engine",
    "packaging",
    "makefile",
    "ci",
    "examples",
    "command line",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a file: `text` becomes `replacement`, or `append` comes behind it, or it is created or deleted.

    `file` may be a pattern, for files whose names carry a digest; `text` is then looked for in all of them, and
    `delete` takes those that have it. A file that begins with `~/` is in the home folder of whoever runs the command.
    """

    file: str
    text: str | None = None
    replacement: str = ""
    times: int = 1
    append: str | None = None
    create: str | None = None
    delete: bool = False

    def __post_init__(self) -> None:
        actions = [self.text is not None and not self.delete, self.append is not None, self.create is not None]
        actions.append(self.delete)
        if sum(actions) != 1:
            raise ValueError(f"{self.file}: expected one of text, append, create and delete, got {sum(actions)}")
        if self.text == self.replacement:
            raise ValueError(f"{self.file}: {self.text!r} is replaced by itself")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: one sentence that says what it is, its changes, the command that finds it, what that has to print.

    A fault that `heals` may also do no harm: the command ends well, and the site is what it is without the fault.
    """

    what: str
    kind: str
    red: str
    changes: tuple[Change, ...]
    says: str = ""
    tests: tuple[str, ...] = ()
    heals: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.what}: unknown kind {self.kind!r}; there are {', '.join(KINDS)}")
        if self.red not in COMMANDS:
            raise ValueError(f"{self.what}: red must be one of {', '.join(COMMANDS)}, got {self.red!r}")
        if (self.red == "test") != bool(self.tests):
            raise ValueError(f"{self.what}: tests are named exactly where red is 'test'")
        if not self.changes or not (self.says or self.heals):
            raise ValueError(f"{self.what}: a fault changes something, and says what has to be printed unless it heals")


def read_faults(file: Path) -> list[Fault]:
    """The faults of a TOML file in its order.

    Raises:
        ValueError: a fault is not whole, or two have the same name.
    """
    faults = []
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["fault"]:
        changes = tuple(Change(**change) for change in entry.pop("changes"))
        faults.append(Fault(**entry | {"changes": changes, "tests": tuple(entry.get("tests", ()))}))
    names = [fault.what for fault in faults]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"{file.name}: {', '.join(sorted(twice))} stands twice")
    return faults
