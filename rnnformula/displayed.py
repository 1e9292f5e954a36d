"""What a notebook asks of a record that it shows."""

from __future__ import annotations

from importlib import import_module


class Displayed:
    """A record that notebooks show as a table. How it looks is the business of `rnnformula.render`."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The record as HTML, as Jupyter and others that follow its protocol ask for it."""
        shown: str = import_module("rnnformula.render").FORMATS["html"](self)
        return shown
