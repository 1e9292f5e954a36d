"""The type of what a layer is given by name, in code or as a keyword."""

from __future__ import annotations

from collections.abc import Sequence
from typing import SupportsIndex

#: A number (NumPy's too), a flag, a word or a call of a layer as text, None, or several of these, as in
#: ``kernel_size=(3, 3)`` and ``layers=["LSTM(4)", "Dense(1)"]``. What does not fit an argument is refused at run time.
Argument = SupportsIndex | float | str | Sequence["Argument"] | None
