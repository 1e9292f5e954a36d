"""What a Keras layer puts out at each step, from random weights and inputs. Knows Keras and NumPy alone.

The worker reads this file by its path, without the package, as it reads `rnnformula/keras/plain.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

#: How far weights are spread around zero: gates neither closed nor wide open.
SPREAD = 0.5
#: Decimals of weights and inputs; so few can be written down.
DECIMALS = 3


def put_out(trial: dict[str, Any], plain: ModuleType) -> dict[str, Any]:
    """Build the layer of a trial (see `rnnformula.site.examples.trials`) and have it read random steps.

    ``weights`` are triples of a name, a shape and a flat list; ``inputs`` and ``outputs`` hold a flat list for each
    step, ``input_shape`` is that of a step, ``state`` the shape of a state.
    """
    import keras
    import numpy

    layer = plain.make(trial["layer"])
    random = numpy.random.default_rng(trial["seed"])
    for weight in layer.weights:
        weight.assign(random.normal(size=weight.shape, scale=SPREAD).round(DECIMALS))
    step_count, *step_shape = trial["inputs"]
    inputs = random.normal(size=(1, step_count, *step_shape)).round(DECIMALS).astype("float32")
    if trial["cell"]:
        states = [keras.ops.zeros((1, *trial["state"]))] * trial["states"]
        outputs = []
        for step in range(step_count):
            output, states = layer(inputs[:, step], states)
            outputs.append(keras.ops.convert_to_numpy(output)[0])
    else:
        if trial["recurrent"]:
            layer.return_sequences = True
        outputs = keras.ops.convert_to_numpy(layer(inputs))[0]
    return {
        "weights": [[weight.name, list(weight.shape), _flat(weight.numpy())] for weight in layer.weights],
        "input_shape": step_shape,
        "inputs": [_flat(step) for step in inputs[0]],
        "state": trial["state"],
        "outputs": [_flat(step) for step in outputs],
    }


def _flat(array: Any) -> list[float]:
    return [float(value) for value in array.ravel()]
