"""``facts.json``: every layer with its arrays, options, formulas and a counted example, for programs.

Its form is described by ``docs/schemas/facts.schema.json``, and promised: fields are only added. See `schemas`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula import tally
from rnnformula.counting.expressions import closed_form, shape_of
from rnnformula.explaining.places import PLACES
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS, WITHOUT_ARRAYS
from rnnformula.facts.keras_version import KERAS
from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.language.writing import PLAIN, shape, write
from rnnformula.render.latex import STYLE as TEX
from rnnformula.render.markdown import STYLE as TEXT
from rnnformula.site.publish.browser_facts import framework_of
from rnnformula.site.publish.served_costs import cost_formulas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula import Tally
    from rnnformula.counting.expressions import Expression
    from rnnformula.facts import Array, Condition, Family, Option, Variant
    from rnnformula.reading.arguments import Argument

#: Rises where a field is taken away or means something else.
FACTS_FORMAT = 1
#: Small sizes that are no power of two and no two alike, so that each is seen in the shapes of an example.
EXAMPLE_SIZES = {"units": 2, "features": 3, "filters": 2, "kernel_size": 3, "channels": 3}
MORE_EXAMPLE_SIZES = (5, 7, 11, 13, 17, 19)
#: What stands inside a layer that is made of others, where the facts name none that it takes.
WITH_KERNEL = "Dense(2)"


def facts_document(root: str, version: str) -> dict[str, Any]:
    """All that is known of layers, in the teaching order of Keras' and then those of other frameworks.

    ``root`` is the address below which the site is published, ``version`` that of the site.
    """
    families = (*FAMILIES.values(), *FRAMEWORKS.values(), *WITHOUT_ARRAYS.values())
    return {
        "$schema": f"{root}schemas/facts.schema.json",
        "format": FACTS_FORMAT,
        "version": version,
        "site": root,
        "keras": KERAS.removeprefix("Keras "),
        "layers": [_layer(family) for family in families],
    }


def _layer(family: Family) -> dict[str, Any]:
    layer: dict[str, Any] = {
        "name": family.name,
        "framework": framework_of(family.name),
        "source": family.source,
        "arguments": list(family.arguments),
        "input": list(family.input),
        "output": list(family.output),
        "sizes": [_size(name, family) for name in family.all_sizes],
        "options": [_option(option) for option in family.options],
        "recurrent": family.recurrent,
        "cell": family.cell,
        "states": family.states,
        "gates": list(family.gates),
        "equations": [
            {"target": step.target, "expression": step.expression, "when": _when(step.conditions, family)}
            for step in family.equations
        ],
        "arrays": [_array(array, family) for array in family.arrays],
        "variants": [_variant(family, variant) for variant in family.variants],
    }
    if family.composition:
        layer["inside"] = {"arguments": list(family.inside), "part": family.composition.part}
    if place := PLACES.get(family.name):
        layer["derived_at"] = _place(place)
    return layer


def _size(name: str, family: Family) -> dict[str, Any]:
    size: dict[str, Any] = {
        "name": name,
        "from": "argument" if name in family.arguments else "input",
        "optional": name in family.optional,
    }
    default = dict(family.defaults).get(name)
    return size if default is None else size | {"default": default}


def _option(option: Option) -> dict[str, Any]:
    """An option; of one that is a number any other will do, too."""
    is_number = all(type(value) is int for value in option.values)
    return {
        "name": option.name,
        "values": list(option.values),
        "default": option.values[0],
        "any_number": is_number,
    }


def _when(conditions: Sequence[Condition], family: Family) -> list[dict[str, Any]]:
    """Conditions that must all hold; ``is`` and ``is_not`` are what an option has to be and must not be."""
    values = {(option.name, str(value)): value for option in family.options for value in option.values}
    return [
        {"option": word.option, ("is_not" if word.negated else "is"): values.get((word.option, word.value), word.value)}
        if word.value
        else {"option": word.option, "is": not word.negated}
        for word in conditions
    ]


def _array(array: Array, family: Family) -> dict[str, Any]:
    axes = shape_of(array)
    return {
        "name": array.name,
        "shape": shape(axes, PLAIN),
        "axes": [write(axis, PLAIN) for axis in axes],
        "trainable": array.trainable,
        "when": _when(array.conditions, family),
    }


def _variant(family: Family, variant: Variant) -> dict[str, Any]:
    """The arrays of a choice of options; a layer made of layers has no formula but that of what stands inside."""
    written: dict[str, Any] = {
        "options": dict(variant.options),
        "arrays": [{"name": array.name, "shape": shape(shape_of(array), PLAIN)} for array in variant.arrays],
    }
    if not family.composition:
        written["formula"] = _formula(closed_form(variant.arrays))
    if variant.arrays or family.composition:
        layer, arguments = _sample(family, variant)
        written["example"] = _example(layer, arguments)
        if cost := cost_formulas(family, arguments):
            written["cost"] = cost
    return written


def _formula(formula: Expression) -> dict[str, str]:
    return {"python": write(formula, PLAIN), "text": write(formula, TEXT), "tex": write(formula, TEX)}


def _sample(family: Family, variant: Variant) -> tuple[str, dict[str, Argument]]:
    """A layer with small sizes, as `rnnformula.count` takes it: the layer, and the arguments."""
    if composition := family.composition:
        inside = WITH_KERNEL if composition.around else composition.example
        listed = f"[{inside}]" if composition.list_alone or composition.is_chain else inside
        return f"{family.name}({listed})", {"features": EXAMPLE_SIZES["features"]}
    wanted = [name for name in family.all_sizes if variant.options.get(name, True)]
    others = iter(MORE_EXAMPLE_SIZES)
    sizes = {name: EXAMPLE_SIZES.get(name) or next(others) for name in wanted}
    for smaller, larger in family.below:
        if smaller in sizes:
            sizes[smaller] = sizes[larger] - 1
    for name, divisor in family.multiples:
        by = sizes.get(divisor) or variant.options.get(divisor) or family.numbers.get(divisor, 1)
        sizes[name] *= int(by)
    chosen = {name: value for name, value in variant.options.items() if value != family.choices.get(name, value)}
    return family.name, {**sizes, **chosen}


def _example(layer: str, arguments: dict[str, Argument]) -> dict[str, Any]:
    counted: Tally = tally(layer, given=None, **arguments)
    return {
        "layer": layer,
        "arguments": arguments,
        "sizes": {name: list(size) if isinstance(size, tuple) else size for name, size in counted.sizes.items()},
        "arrays": [{"name": row.name, "shape": list(row.shape), "count": row.count} for row in counted.rows],
        "count": counted.count,
    }


def _place(place: str) -> dict[str, Any]:
    _, _, name = place.partition("#")
    return {
        "id": name,
        "addresses": {lang: place if lang == DEFAULT else f"{lang}/{place}" for lang in LANGUAGES},
    }
