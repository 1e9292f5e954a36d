"""Rows of which nothing can be told, or not all: why, as far as the table shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.explaining.candidates import family_of
from rnnformula.explaining.neighbours import INPUTS
from rnnformula.facts.keras_layers import OPEN_CLASSES, OPEN_ELSEWHERE
from rnnformula.language.phrases import Quote, label
from rnnformula.summaries.cells import is_cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.explaining.neighbours import Inputs
    from rnnformula.language.phrases import Label
    from rnnformula.summaries.pasted import PastedRow

#: What a model inside a model is printed as.
MODELS = ("Functional", "Sequential", "Model")
#: Modules of PyTorch that only hold others.
CONTAINERS = ("Sequential", "ModuleList", "ModuleDict")
#: How a whole table is had where the printer or the terminal cut it.
WIDER = label("print_wider")


def cut_number(row: PastedRow, count: int | None, *, torch: bool) -> Label:
    """What is said of a number of which only the beginning was printed."""
    digits = Quote(row.digits)
    if count is not None:
        return label("note_recovered", digits=digits, count=count)
    return label("note_cut_short", digits=digits) if torch else label("note_cut", digits=digits, wider=WIDER)


def number_is_lost(row: PastedRow, *, torch: bool) -> bool:
    """Whether a row has no number though Keras prints one for each: its column was cut off.

    A layer that never owns parameters lost nothing but a 0.
    """
    if torch or row.count is not None or row.digits or row.rounded or row.arguments or row.unbuilt or row.recursive:
        return False
    family = family_of(row.type)
    return row.type not in INPUTS and not (family and not family.arrays and not family.composition)


def nothing_fits(row: PastedRow, inputs: Inputs | None) -> Label:
    """Nothing was found: a statement on what was tried, not on what there is."""
    family = family_of(row.type)
    if family and family.composition:
        return label("note_inside_unknown", layer=Quote(row.type))
    if inputs is None:
        return label("note_nothing_fits_alone", layer=Quote(row.type))
    return label("note_nothing_fits", layer=Quote(row.type), shape=Quote(str(inputs.shapes[0])))


def no_shape(row: PastedRow) -> Label:
    """Why a row whose output is not known can't be taken apart."""
    shape = row.output_shape.strip("-– ")
    if not shape:
        return label("note_no_shape", layer=Quote(row.type))
    if shape[0] in "([{" and is_cut(shape):
        return label("note_shape_cut", shape=Quote(shape), wider=WIDER)
    return label("note_shape_open", shape=Quote(shape))


def note_unknown_class(row: PastedRow, *, torch: bool = False, rows: Sequence[PastedRow] = ()) -> Label:
    """Why nothing is said about a class; ``rows`` are those of the model that the row stands for."""
    if rows and not torch and row.type in MODELS:
        return label("note_model_differs")
    if torch and row.type in CONTAINERS:
        return label("note_modules")
    if row.type in MODELS and not torch:
        return label("note_model")
    if not torch and row.type in OPEN_CLASSES | OPEN_ELSEWHERE:
        return label("note_open", layer=Quote(row.type))
    return label("note_unknown_class", layer=Quote(row.type)) if row.type else label("note_no_class")
