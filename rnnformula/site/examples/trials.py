"""Trials of the equations: for each layer that has some, a real one of Keras that reads random steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rnnformula.counting.exchange import order
from rnnformula.facts.families import FAMILIES
from rnnformula.site.book.sources import SNIPPETS
from rnnformula.site.examples.running import Job, Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.facts import Family, Variant
    from rnnformula.site.book.contents import Book

#: Small, and no two alike where they could be taken for each other.
UNITS_OF_TRIALS, FEATURES, RANK, STEPS, PLACES_OF_TRIALS, WINDOW = 2, 3, 1, 3, 3, 2
SEED = 1


def variants() -> Iterator[tuple[Family, Variant]]:
    """Each family with equations, under each choice of its options."""
    for family in FAMILIES.values():
        for variant in family.step_variants:
            yield family, variant


def key(family: Family, variant: Variant) -> str:
    """The name of what a variant puts out, in records and in results."""
    return json.dumps([family.name, variant.options])


def trial_data(family: Family, variant: Variant) -> dict[str, Any]:
    """What `rnnformula.site.examples.layer_outputs.put_out` needs for a variant."""
    options = variant.options
    sizes: dict[str, int] = dict.fromkeys({"units", "filters"} & {*family.sizes}, UNITS_OF_TRIALS)
    sizes |= {"kernel_size": WINDOW} if "kernel_size" in family.sizes else {}
    sizes |= {"lora_rank": RANK} if options.get("lora_rank") else {}
    space = [PLACES_OF_TRIALS] * family.input.count("space")
    read: dict[str, Any] = {"input_shape": (None, *space, FEATURES)} if space else {family.read[0]: FEATURES}
    chosen = {name: options[name] for name in options if name in family.choices}
    return {
        "layer": order(family.name, **sizes, **chosen, **read),
        "inputs": [STEPS, *space, FEATURES],
        "state": [PLACES_OF_TRIALS - WINDOW + 1] * len(space) + [UNITS_OF_TRIALS],
        "states": family.states,
        "cell": family.cell,
        "recurrent": family.recurrent,
        "seed": SEED,
    }


def trials(book: Book) -> dict[str, Trial]:
    """The trial of each variant, by its key."""
    return {key(family, variant): _trial(book, family, variant) for family, variant in variants()}


def _trial(book: Book, family: Family, variant: Variant) -> Trial:
    """A trial; the snippet that writes the class runs first, where Keras does not have it."""
    text = json.dumps(trial_data(family, variant))
    if not family.snippet:
        return Trial(text)
    return Trial(text, Job(f"{SNIPPETS}/{family.snippet}", book.snippets.get(family.snippet, "")))
