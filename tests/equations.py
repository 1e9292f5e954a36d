"""Equations of a family run in NumPy, from the weights of a real layer."""

import numpy as np


class Columns:
    """An array of which a gate is a block of columns: ``kernel.i``; ``bias[1]`` is a row of it."""

    def __init__(self, array, gates, recurrent=False):
        self._array, self._gates, self._recurrent = array, gates, recurrent

    def __getattr__(self, gate):
        return Block(np.split(self._array, len(self._gates), axis=-1)[self._gates.index(gate)], self._recurrent)

    def __getitem__(self, row):
        return Columns(self._array[row], self._gates, self._recurrent)


class Block(np.ndarray):
    """Some columns; of a recurrent kernel, whose convolution keeps the size of the state."""

    def __new__(cls, array, recurrent):
        block = np.asarray(array).view(cls)
        block.recurrent = recurrent
        return block


def conv(signal, kernel):
    """The convolution of `(batch, space, channels)`, padded with zeros for a recurrent kernel."""
    rank = kernel.ndim - 2
    if kernel.recurrent:
        sides = [((size - 1) // 2, size // 2) for size in kernel.shape[:rank]]
        signal = np.pad(signal, [(0, 0), *sides, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(signal, kernel.shape[:rank], axis=tuple(range(1, rank + 1)))
    read = [*range(rank + 2, 2 * rank + 2), rank + 1]
    return np.tensordot(windows, np.asarray(kernel), axes=(read, list(range(rank + 1))))


FUNCTIONS = {
    "tanh": np.tanh,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "activation": lambda z: z,
    "conv": conv,
}


def run(family, options, weights, data, state, gates=None):
    """What the layer puts out at each step; ``weights`` by name, ``data`` `(batch, time, ...)`, ``state`` zeros."""
    gates = gates or family.gates
    held = {
        name: Columns(array, gates, name == "recurrent_kernel") if gates else array for name, array in weights.items()
    }
    known = held | FUNCTIONS | {"h": state, "c": state}
    outputs = []
    for step in range(data.shape[1]):
        known["x"] = data[:, step]
        for equation in family.variant(options).equations:
            known[equation.target] = np.asarray(eval(equation.expression, {}, known))
        outputs.append(known[family.variant(options).equations[-1].target])
    return np.stack(outputs, axis=1)
