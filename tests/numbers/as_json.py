"""What the package counts, as the scripts of the site hand it over: JSON."""

from rnnformula.counting.expressions import Product, Sum
from rnnformula.counting.tally import split_arguments
from rnnformula.reading.layers import Layer


def written_layer(layer):
    """A layer with the name of its family; several numbers are a tuple, as JSON knows one kind of them."""
    return {"family": layer.family.name, "arguments": {name: of(value) for name, value in layer.arguments.items()}}


def of(value):
    """Layers, expressions and whatever is made of them."""
    match value:
        case Layer():
            return written_layer(value)
        case Product(factors):
            return {"product": of(factors)}
        case Sum(terms):
            return {"sum": of(terms)}
        case list() | tuple():
            return [of(one) for one in value]
        case dict():
            return {name: of(one) for name, one in value.items()}
        case _:
            return value


def array(record):
    """An array of a family."""
    return {
        "name": record.name,
        "axes": [
            [{"factor": term.factor, "size": term.size, "sizes": [*term.sizes]} for term in axis]
            for axis in record.axes
        ],
        "when": [{"option": one.option, "value": one.value, "negated": one.negated} for one in record.conditions],
        "trainable": record.trainable,
    }


def tally(counted):
    """A tally with its rows."""
    rows = [
        {name: of(getattr(row, name)) for name in ("name", "part", "shape", "count", "sizes", "gates", "trainable")}
        | {"array": array(row.array)}
        for row in counted.rows
    ]
    return {
        "layer": counted.layer,
        "sizes": of(counted.sizes),
        "options": counted.options,
        "rows": rows,
        "count": counted.count,
        "trainable": counted.trainable,
    }


def steps(derivation):
    """The steps of a derivation."""
    names = ("key", "kind", "formula", "substitutions", "value", "shape")
    return [{name: of(getattr(step, name)) for name in names} for step in derivation.steps]


def row(made):
    """A row of a model."""
    return {name: of(getattr(made, name)) for name in ("name", "call", "outputs", "output", "count", "bytes")} | {
        "layer": str(made.layer),
        "trainable": made.tally.trainable,
        "tally": tally(made.tally),
    }


def tupled(value):
    """A layer in which several numbers are a tuple, never a list: JSON knows one kind of them."""
    match value:
        case Layer(family, arguments):
            return Layer(family, {name: tupled(one) for name, one in arguments.items()})
        case [Layer(), *_]:
            return [tupled(one) for one in value]
        case list() | tuple():
            return tuple(value)
        case _:
            return value


def asked(layer, arguments):
    """A layer with what its call lacks, split as the scripts want it: the layer, the sizes that it reads."""
    record, sizes, shape = split_arguments(layer, arguments)
    given = of(sizes) | ({} if shape is None else {"shape": [None, *shape]})
    return {"layer": written_layer(record), "given": given}
