"""Flax, its older API: flax.linen."""

import flax
import jax
from flax import linen

from tests.frameworks import build, call

CELLS = ("SimpleCell", "LSTMCell", "OptimizedLSTMCell", "GRUCell", "MGUCell")


def version():
    return f"Flax {flax.__version__}, JAX {jax.__version__}"


def built():
    for name in CELLS:
        options = ({}, {"reset_gate": False}) if name == "MGUCell" else ({},)
        yield from build(f"flax.linen.{name}", maker(name), options)


def maker(name):
    def make(units, features, **options):
        arrays = parameters(getattr(linen, name)(features=units, **options), features)
        return call(f"flax.linen.{name}", f"features={units}", **options), {
            name: array.shape for name, array in arrays.items()
        }

    return make


def parameters(cell, features):
    """The arrays of a cell by their paths."""
    key, inputs = jax.random.key(0), jax.numpy.ones((1, features))
    tree = cell.init(key, cell.initialize_carry(key, inputs.shape), inputs)["params"]
    return {"/".join(step.key for step in path): array for path, array in jax.tree_util.tree_flatten_with_path(tree)[0]}
