"""What the docstrings of the package become on the page of its names: examples as code, names as links."""

from __future__ import annotations

import re
from doctest import DocTestParser, Example
from typing import TYPE_CHECKING, Any

from griffe import Alias, Extension

if TYPE_CHECKING:
    from griffe import Object

#: The language in which examples are highlighted; what is shown so has prompts.
PROMPTED = "pycon"
#: A name in the docstrings' notation for what is documented elsewhere.
CROSS_REFERENCE = re.compile(r"(?<!`)`([a-zA-Z_][\w.]*)`(?!`)")
PACKAGE = "rnnformula"


class Docstrings(Extension):
    """Rewrites docstrings as Markdown, before mkdocstrings reads them."""

    def on_package(self, *, pkg: Any, **_: Any) -> None:
        """Rewrite the docstrings of the whole package, once it is known which names are public."""
        self._rewrite(pkg, frozenset(public_names(pkg)))
        prefer_functions(pkg)

    def _rewrite(self, holder: Object, public: frozenset[str]) -> None:
        for member in holder.members.values():
            if member.is_alias:
                continue
            if member.docstring:
                member.docstring.value = as_markdown(member.docstring.value, public)
            self._rewrite(member, public)  # type: ignore[arg-type]  # no alias


def prefer_functions(package: Any) -> None:
    """Have a public name be the function that it is for who imports it, not the module of that name."""
    for module in (package[name] for name in package.exports or () if package[name].is_module):
        holder = module.final_target if module.is_alias else module
        for name in holder.exports or ():
            if (member := holder.members[name]).is_module:
                holder.members[name] = Alias(name, member[name], parent=holder)


def public_names(package: Any) -> list[str]:
    """The public names of the package and of its public modules, as they stand on the page."""
    modules = [name for name in package.exports or () if package[name].is_module]
    modules += [name for name in ("keras",) if name in package.members]
    inside = [f"{name}.{part}" for name in modules for part in package[name].exports or ()]
    return [name for name in package.exports or () if name not in modules] + inside


def as_markdown(docstring: str, public: frozenset[str] = frozenset()) -> str:
    """A docstring with its examples in fences, and with links to the public names in it."""
    parts = []
    for part in DocTestParser().parse(docstring):
        if isinstance(part, Example):
            lines = [*part.source.splitlines(), *part.want.splitlines()]
            marks = [">>> ", *["... "] * (part.source.count("\n") - 1), *[""] * part.want.count("\n")]
            parts.append(_fence([mark + line for mark, line in zip(marks, lines, strict=True)], " " * part.indent))
        else:
            parts.append(_linked(part, public))
    return "".join(parts).replace(f"```\n```{PROMPTED}\n", "")  # examples that follow each other are one


def _fence(lines: list[str], indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in (f"```{PROMPTED}", *lines, "```"))


def _linked(text: str, public: frozenset[str]) -> str:
    def link(match: re.Match[str]) -> str:
        name = match[1].removeprefix(f"{PACKAGE}.")
        return f"[`{name}`][{PACKAGE}.{name}]" if name in public else match[0]

    return CROSS_REFERENCE.sub(link, text)
