"""The facts of all layers as JSON: what the scripts of the site count, draw and read layers by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.costing.conventions import Convention
from rnnformula.counting import likelihood
from rnnformula.counting.models import BYTES, SHAPING
from rnnformula.counting.shapes import MERGE_MODES, SHARED_ARGUMENTS
from rnnformula.counting.solving import MOST_STACKED
from rnnformula.counting.tally import MOST_LAYERS
from rnnformula.explaining.places import PLACES
from rnnformula.explaining.windows import usual_windows
from rnnformula.facts import names
from rnnformula.facts.aliases import FOREIGN_MODULES, IN_CODE, LEGACY_ARGUMENTS, MEANT, PRINTED
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS, WITHOUT_ARRAYS
from rnnformula.facts.frameworks.relatives import RELATIVES
from rnnformula.facts.frameworks.torch import Stack
from rnnformula.facts.keras_layers import OPEN_CLASSES
from rnnformula.facts.keras_version import KERAS
from rnnformula.facts.stored import STORED, stored
from rnnformula.facts.usual_sizes import USUAL_CLASSES, USUAL_INSIDE, USUAL_SIZES
from rnnformula.figures.asked import HIGHEST_STACK
from rnnformula.reading.inputs import DATA_FORMATS, PADDING, PADDINGS
from rnnformula.reading.layers import ARGUMENTS_OF_READING, BASE, LAYOUT
from rnnformula.site.publish.browser_words import drawing
from rnnformula.site.publish.served_costs import step_costs_of

if TYPE_CHECKING:
    from rnnformula.facts import Array, Composition, Family

#: How many numbers share a scale, in the facts.
BLOCK_OF_FACTS = 128
#: Weights of a likelihood that the scripts use, too; the others are of tables, which they do not read.
WEIGHTS = names(
    "PRIOR FORMS POWER_OF_TWO LARGEST_POWER ODD SMALL NUMBER_SPREAD MANY NEVER_FLAT MOST_OWN ABOVE_MOST_OWN"
    " ALL_NUMBERS ROUND_WORDS THOUSANDS HUNDREDS ONE_MORE WORDS MANY_WORDS ALL_WORDS FEW UNEQUAL_SIDES"
    " WINDOWS_OF_SPEECH OF_SPEECH OF_PICTURES TIMES_IN_PICTURES EQUAL_CHANNELS OPTIONS NORMALIZED_WITHOUT_BIAS"
    " OTHER_OPTION ALIKE_SIZES OLD_RESET_AFTER NEW_RESET_AFTER OWN_BACKWARD FURTHER_CELL UNSEEN FOREIGN"
    " NOT_RECURRENT VECTORS_IN_SPACE FAR_AHEAD"
)
#: Words in the name of a module that tell no framework from another.
SHARED_MODULES = {"nn", "keras", "layers", "rnn_cell"}


def facts() -> dict[str, Any]:
    """All that is known of layers; what is empty or as usual is left out, and `facts.mjs` adds it again."""
    return {
        "keras": KERAS.removeprefix("Keras "),
        "families": [_family(family) for family in (*FAMILIES.values(), *FRAMEWORKS.values())],
        "inCode": {name: [family, options] if options else [family] for name, (family, options) in IN_CODE.items()},
        "meant": MEANT,
        "foreignModules": sorted(FOREIGN_MODULES),
        "printed": PRINTED,
        "torchWithoutParameters": [name.rpartition(".")[-1] for name in WITHOUT_ARRAYS],
        "legacyArguments": LEGACY_ARGUMENTS,
        "stored": {name: {mode: _stored(name, mode) for mode in modes} for name, modes in STORED.items()},
        "relatives": [
            _kept({name: getattr(relative, name) for name in ("shown", "layer", "keras", "reason", "options")})
            for relative in RELATIVES
        ],
        "base": BASE,
        "layout": LAYOUT,
        "readingArguments": ARGUMENTS_OF_READING,
        "openClasses": tuple(OPEN_CLASSES),
        "shaping": SHAPING,
        "sharedArguments": SHARED_ARGUMENTS,
        "mergeModes": MERGE_MODES,
        "dataFormats": DATA_FORMATS,
        "padding": PADDING,
        "paddings": PADDINGS,
        "usualClasses": USUAL_CLASSES,
        "usualInside": USUAL_INSIDE,
        "usualSizes": USUAL_SIZES,
        "likelihood": {_camel(name): getattr(likelihood, name) for name in WEIGHTS},
        "windows": {1: tuple(side for (side,) in usual_windows(1)), 2: usual_windows(2), 3: usual_windows(3)},
        "derivedAt": PLACES,
        "mostStacked": MOST_STACKED,
        "mostLayers": MOST_LAYERS,
        "highestStack": HIGHEST_STACK,
        "bytes": BYTES,
        "multiplyAccumulate": Convention().mac,
        "drawing": drawing(),
    }


def _camel(name: str) -> str:
    """A name as scripts write it: ``FAR_AHEAD`` is ``farAhead``."""
    first, *more = name.lower().split("_")
    return first + "".join(word.capitalize() for word in more)


def _family(family: Family) -> dict[str, Any]:
    return _kept(
        {
            "name": family.name,
            "key": family.key,
            "framework": framework_of(family.name),
            "arrays": [_array(array) for array in family.arrays],
            "gates": family.gates,
            "arguments": family.arguments,
            "sizes": family.sizes,
            "allSizes": family.all_sizes,
            "read": family.read,
            "options": [[option.name, option.values, *[1] * option.given] for option in family.options],
            "notSearched": [option.name for option in family.options if not option.searched],
            "quotients": family.quotients,
            "optional": family.optional,
            "defaults": family.defaults,
            "below": family.below,
            "multiples": family.multiples,
            "reads": family.reads,
            "oneAxis": family.one_axis,
            "prepares": "preprocessing" in family.source,
            "alsoCalled": family.also_called,
            "input": family.input,
            "output": family.output,
            "several": family.several,
            "likelihood": family.likelihood,
            "cell": family.cell,
            "recurrent": family.recurrent,
            "states": family.states,
            "costs": step_costs_of(family.name),
            "stacked": isinstance(family, Stack),
            "composition": family.composition and _composition(family.composition),
        }
    )


def _stored(name: str, mode: str) -> dict[str, Any]:
    """The arrays of a class stored in another way; a block is one of `BLOCK_OF_FACTS`, which scripts replace."""
    family = stored(FAMILIES[name], f"{mode}{BLOCK_OF_FACTS}" if mode.endswith("/") else mode)
    assert family is not None
    return {"arrays": [_array(array) for array in family.arrays], "quotients": family.quotients}


def framework_of(name: str) -> str:
    """The framework of a class by its full name, ``torch`` or ``flax.linen``."""
    *modules, _ = name.split(".")
    return ".".join(module for module in modules if module not in SHARED_MODULES) or "keras"


def _array(array: Array) -> dict[str, Any]:
    axes = [[[term.factor, *term.sizes] for term in axis] for axis in array.axes]
    when = [[condition.option, condition.value, condition.negated] for condition in array.conditions]
    frozen = {} if array.trainable else {"trainable": False}
    return {"name": array.name, "axes": axes} | _kept({"when": when}) | frozen


def _composition(composition: Composition) -> dict[str, Any]:
    return _kept(
        {
            "arguments": composition.arguments,
            "part": composition.part,
            "places": composition.places,
            "listPlace": composition.list_place,
            "eachStep": composition.each_step,
            "bothWays": composition.both_ways,
            "settings": composition.settings,
            "listAlone": composition.list_alone,
            "around": composition.around,
            "isChain": composition.is_chain,
            "isRecurrent": composition.is_recurrent,
            "example": composition.example,
        }
    )


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """What is not empty."""
    return {name: value for name, value in values.items() if value or name == "likelihood"}
