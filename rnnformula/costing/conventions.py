"""Which operations a total counts, and how: tools differ in this, so it is said and can be chosen."""

from __future__ import annotations

from dataclasses import dataclass

from rnnformula.costing.operation_counts import OPERATION_KINDS
from rnnformula.errors import InputError, shown

#: What a multiply-accumulate may count as.
MAC_VALUES = (1, 2)


@dataclass(frozen=True, slots=True)
class Convention:
    """How operations of several kinds become one number.

    >>> Convention(mac=1, biases=False, element_wise=False).weights["multiply_accumulates"]
    1

    ``mac`` is what a multiply-accumulate counts as, 1 or 2. ``biases``: whether the addition of a bias counts; a
    framework that begins its sum with the bias needs none. ``element_wise``: whether all else counts, which a
    framework may do in one go with the products.

    Raises:
        InputError: a value of a wrong kind.
    """

    mac: int = 2
    biases: bool = True
    element_wise: bool = True

    def __post_init__(self) -> None:
        if self.mac not in MAC_VALUES or isinstance(self.mac, bool):
            raise InputError(f"cost: mac must be 1 or 2, got {shown(self.mac)}")
        for name in ("biases", "element_wise"):
            if not isinstance(getattr(self, name), bool):
                raise InputError(f"cost: {name} must be True or False, got {shown(getattr(self, name))}")

    @property
    def weights(self) -> dict[str, int]:
        """What an operation of each kind counts as."""
        counted = dict.fromkeys(OPERATION_KINDS, int(self.element_wise))
        return counted | {"multiply_accumulates": self.mac, "bias_additions": int(self.biases)}
