"""One file of headers for latest and all releases: hosts read that of the root alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

POLICY_LINE = "  Content-Security-Policy: "
#: A directive that lists sources ends in one of these; any other forbids more by what it says.
SOURCES = ("-src", "-src-attr", "-src-elem")
NO_SOURCE = "'none'"


def headers_of_all(latest: str, releases: Mapping[str, str]) -> str:
    """The headers of latest, with what the pages of releases may load besides, and for how long their files are kept.

    Browsers hold a page to every policy that is sent with it, so there is one that allows what any version needs. The
    page itself has its own, which stays as narrow as it was. ``releases`` are the files of headers, by their folders.
    """
    lines = latest.splitlines()
    policies = [
        line.removeprefix(POLICY_LINE)
        for text in (latest, *releases.values())
        for line in text.splitlines()
        if line.startswith(POLICY_LINE)
    ]
    shared = f"{POLICY_LINE}{_shared(policies)}"
    lines = [shared if line.startswith(POLICY_LINE) else line for line in lines]
    for folder, text in releases.items():
        within = False
        for line in text.splitlines():
            if not line.startswith(" "):
                within = line != "/*"
                line = f"/{folder.rstrip('/')}{line}"
            if within:
                lines.append(line)
    return "\n".join(lines) + "\n"


def _shared(policies: list[str]) -> str:
    """A policy that allows what each of these allows."""
    directives = [dict(part.strip().partition(" ")[::2] for part in policy.split(";")) for policy in policies]
    shared: dict[str, str] = {}
    for name in dict.fromkeys(name for policy in directives for name in policy):
        values = [policy[name] for policy in directives if name in policy]
        if name.endswith(SOURCES):
            sources = dict.fromkeys(source for value in values for source in value.split())
            allowed = [source for source in sources if source != NO_SOURCE]
            shared[name] = " ".join(allowed) or NO_SOURCE
        elif len(values) == len(directives) and len(set(values)) == 1:
            shared[name] = values[0]
    return "; ".join(f"{name} {value}".rstrip() for name, value in shared.items())
