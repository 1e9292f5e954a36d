"""Flax, its newer API: flax.nnx."""

from flax import nnx

from tests.frameworks import build, call, flax_linen

CELLS = ("SimpleCell", "LSTMCell", "OptimizedLSTMCell", "GRUCell")

version = flax_linen.version


def built():
    for name in CELLS:
        yield from build(f"flax.nnx.{name}", maker(name))


def maker(name):
    def make(units, features):
        arrays = parameters(getattr(nnx, name)(features, units, rngs=nnx.Rngs(0)))
        return call(f"flax.nnx.{name}", features, units, rngs="nnx.Rngs(0)"), {
            name: array.shape for name, array in arrays.items()
        }

    return make


def parameters(cell):
    """The arrays of a cell by their paths."""
    return {"/".join(map(str, path)): array[...] for path, array in nnx.to_flat_state(nnx.state(cell, nnx.Param))}
