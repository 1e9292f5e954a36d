"""A summary, pasted as text or of a real model -> what each of its numbers means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.errors import InputError, shown
from rnnformula.explaining.engine import explain_text

if TYPE_CHECKING:
    from rnnformula.explaining.records import Explanation


def explain(summary: Any, /) -> Explanation:
    """Take every number of a summary apart.

    >>> explain("simple_rnn (SimpleRNN)  (None, 10)  120").rows[0].readings[0].features
    1

    Args:
        summary: the text that Keras, torchinfo or PyTorch printed, with whatever stands around it;
            or a real Keras model or layer, which is read instead of guessed at.

    Raises:
        InputError: it is none of these.
    """
    if isinstance(summary, (str, bytes)):
        return explain_text(summary)
    if hasattr(summary, "count_params"):
        from rnnformula.keras.explaining import explain_real

        explained: Explanation = explain_real(summary)
        return explained
    raise InputError(f"expected the text of a summary, or a Keras model or layer, got {shown(summary)}")
