"""Keras, and what compares with it, imported by the first test that asks: collecting the tests does not need them."""

from importlib import import_module


class Lazily:
    """A module that is imported when the first of its names is asked for."""

    def __init__(self, module):
        self._module = module

    def __getattr__(self, name):
        if name.startswith(("_", "pytest")):  # pytest asks all that it collects for its own marks
            raise AttributeError(name)
        module = import_module(self._module)
        import_module("tests.own_classes").register()
        return getattr(module, name)


keras = Lazily("keras")
layers = Lazily("keras.layers")
real = Lazily("rnnformula.keras")
building = Lazily("rnnformula.keras.building")
plain = Lazily("rnnformula.keras.plain")
