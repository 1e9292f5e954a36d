"""Equinox: equinox.nn."""

import equinox
import jax

from tests.frameworks import build, call


def version():
    return f"Equinox {equinox.__version__}, JAX {jax.__version__}"


def built():
    for name in ("LSTMCell", "GRUCell"):
        yield from build(f"equinox.nn.{name}", maker(name), ({}, {"use_bias": False}))


def maker(name):
    def make(units, features, **options):
        cell = getattr(equinox.nn, name)(features, units, key=jax.random.key(0), **options)
        arrays = {name: array.shape for name, array in vars(cell).items() if equinox.is_array(array)}
        return call(f"equinox.nn.{name}", features, units, **options), arrays

    return make
