"""What is in the way of reading code -> an error; the page says the same in its languages, by the same keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError, OpenSizeError

if TYPE_CHECKING:
    from rnnformula.reading.code.meanings import Raised

#: Where all layers are listed.
LIST = "rnnformula count --help lists all layers"
#: The key of a phrase -> what an error says.
SAID = {
    "live_arguments": "{layer}: expected at most {most} arguments without a name, got {given}",
    "live_at_most": "{layer}: {name} must be at most {most}, got {given}",
    "live_given_twice": "{layer}: {name} is given twice",
    "live_inside": "{layer}: {name} must be a layer such as {example}, got {given}",
    "live_layers_many": "this is more than {most:,} layers, beyond which no code is read",
    "live_one_of": "{layer}: {name} must be one of {known}, got {given}",
    "live_of_r": "this is R; write the layers as in Python, LSTM(32) for layer_lstm(units = 32)",
    "live_one_layer": "{layer}: {name} must be one layer, got {given}",
    "live_spread": "{layer}: expected the arguments one by one, got {given}",
    "live_text_long": "this text has {length:,} characters; at most {most:,} are read",
    "live_unconnected": "these {n} layers are not connected; put them into Sequential([...]) in their order",
    "live_undefined": "{given}: nothing here says what it is; write it as a layer, {given} = Embedding(1000, 64)",
    "live_unknown_argument": "{layer}: unknown argument {name!r}; did you mean {nearest!r}?",
    "live_unknown_layer": "unknown layer {layer!r}; did you mean {nearest!r}? " + LIST,
    "live_unknown_part": "{given}: code is read and never run, and this does not say what it owns",
    "live_unknown_width": "{layer}: code is read and never run, and nothing in it says what this layer reads",
    "live_unsure": "code is read and never run, so it is not known how often this runs: {given}",
}


def error_of(raised: Raised) -> InputError:
    """The error that says what is in the way, and what to fill in where that would help."""
    message = SAID[raised.key].format(**raised.values)
    error = (
        OpenSizeError(f"{message}; fill in {', '.join(raised.names)}", names=raised.names)
        if raised.names
        else InputError(message)
    )
    error.phrase = (raised.key, raised.values)
    return error
