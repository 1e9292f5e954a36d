"""What a notebook or `print` asks of a record that it shows."""

from __future__ import annotations

from importlib import import_module


class Displayed:
    """A record that notebooks and `print` show as a table. How it looks is the business of `rnnformula.render`."""

    __slots__ = ()

    def __str__(self) -> str:
        """The record as text for a terminal."""
        return _written(self, "text")

    def _repr_html_(self) -> str:
        """The record as HTML, as Jupyter and others that follow its protocol ask for it."""
        return _written(self, "html")


class Typeset:
    """A record that notebooks show as a formula, or an export as LaTeX where it has a table beside."""

    __slots__ = ()

    def _repr_latex_(self) -> str:
        """The record between the signs of a displayed formula."""
        return f"$$\n{_written(self, 'latex')}\n$$"


def _written(record: object, form: str) -> str:
    written: str = import_module("rnnformula.render").FORMATS[form](record)
    return written
