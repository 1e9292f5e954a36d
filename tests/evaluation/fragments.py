"""Code as people paste it: the number that `count` and `explain` give, beside the true one.

A line of the file has ``id``, ``code``, and ``number``, or ``open``: names of sizes that nothing in the code sets. With
``given``, values of such names, ``number`` is what the code then builds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula import count, explain
from rnnformula.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What must not be.
FAULTS = ("code crash", "code counted wrong", "code explained wrong", "code refused", "code, open size not named")


def of_code(fragment: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What happened to one fragment, each with a detail."""
    yield "code", ""
    yield _counted(fragment)
    if fragment.get("open"):
        if "given" in fragment:
            yield _filled_in(fragment)
    else:
        yield _explained(fragment)


def _counted(fragment: dict[str, Any]) -> tuple[str, str]:
    missing = {_base(name) for name in fragment.get("open") or ()}
    try:
        number = count(fragment["code"])
    except InputError as error:
        if not missing:
            return "code refused", str(error)[:200]
        named = {_base(name) for name in getattr(error, "names", ())}
        if missing <= named:
            return "code, open size named", ""
        # Where a size decides how many layers there are, others can't be known yet.
        return ("code, open size named in part" if missing & named else "code, open size not named"), str(error)[:200]
    except Exception as error:  # a crash is what is looked for
        return "code crash", repr(error)
    if missing or number != fragment["number"]:
        return "code counted wrong", f"{number} instead of {sorted(missing) or fragment['number']}"
    return "code counted right", ""


def _base(name: str) -> str:
    """The name in ``X_train.shape[2]``, whatever stands in brackets."""
    return name.partition("[")[0].removeprefix("self.")


def _filled_in(fragment: dict[str, Any]) -> tuple[str, str]:
    """The number with all open sizes filled in, as often as some are asked for."""
    true = {_base(name): value for name, value in fragment["given"].items()}
    given: dict[str, Any] = {}
    try:
        for _ in range(len(true) + 1):
            try:
                number = count(fragment["code"], given=given)
            except InputError as error:
                asked = {name: true[_base(name)] for name in getattr(error, "names", ()) if _base(name) in true}
                if asked.keys() <= given.keys():
                    return "code refused", f"with {given}: {error!s:.200}"
                given |= asked
                continue
            if number != fragment["number"]:
                return "code counted wrong", f"{number} instead of {fragment['number']} with {given}"
            return "code with sizes filled in counted right", ""
    except Exception as error:  # a crash is what is looked for
        return "code crash", repr(error)
    return "code refused", f"with {given}"


def _explained(fragment: dict[str, Any]) -> tuple[str, str]:
    try:
        rows = explain(fragment["code"]).rows
    except Exception as error:  # a crash is what is looked for
        return "code crash", repr(error)
    if not any(row.count for row in rows):
        return "code not explained", ""
    added = sum(row.count or 0 for row in rows if not row.depth)
    if added != fragment["number"]:
        return "code explained wrong", f"{added} instead of {fragment['number']}"
    return "code explained right", ""
