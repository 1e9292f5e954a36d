"""Modules of PyTorch: layers that are told what they read, and whose channels stand before the places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rnnformula.facts.family import Family


@dataclass(frozen=True)
class Module(Family):
    """A module whose constructor takes the sizes of what it reads too; its sizes stand in the constructor's order.

    ``output`` has axes, or one word of `rnnformula.counting.module_shapes`.
    """

    @cached_property
    def all_sizes(self) -> tuple[str, ...]:
        """All sizes that shapes speak of, in the order of the arguments."""
        used = super().all_sizes
        return (*(size for size in used if size not in self.arguments), *filter(used.__contains__, self.arguments))
