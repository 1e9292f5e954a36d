"""What layers of Keras put out: ``python -m tests.outputs`` writes it down for the check of equations."""

import json
from pathlib import Path

import numpy as np

from rnnformula.keras import build
from rnnformula.site.checks.equations import KNOWN_OUTPUTS, key, variants
from tests.own_classes import register

#: Small, and no two alike where they could be taken for each other.
UNITS, FEATURES, RANK, STEPS, SPACE, WINDOW = 2, 3, 1, 3, 3, 2


def recorded(family, variant):
    """A real layer with a number in every weight, what it reads and what it puts out at each step."""
    import keras

    options = variant.options
    sizes = {name: UNITS for name in ("units", "filters") if name in family.sizes}
    sizes |= {"kernel_size": WINDOW} if "kernel_size" in family.sizes else {}
    sizes |= {"lora_rank": RANK} if options.get("lora_rank") else {}
    space = [SPACE] * family.input.count("space")
    read = {"input_shape": (None, *space, FEATURES)} if space else {family.read[0]: FEATURES}
    layer = build(family.name, **sizes, **{name: options[name] for name in options if name in family.choices}, **read)
    random = np.random.default_rng(1)
    for weight in layer.weights:
        weight.assign(random.normal(size=weight.shape, scale=0.5).round(3))
    inputs = random.normal(size=(1, STEPS, *space, FEATURES)).round(3).astype("float32")
    state = [SPACE - WINDOW + 1] * len(space) + [UNITS]
    if space or family.input[0] == "time":
        layer.return_sequences = True
        given = keras.ops.convert_to_numpy(layer(inputs))[0]
    elif family.input[0] == "...":
        given = keras.ops.convert_to_numpy(layer(inputs))[0]
    else:  # a cell
        states = [keras.ops.zeros((1, UNITS))] * family.states
        steps = []
        for step in range(STEPS):
            output, states = layer(inputs[:, step], states)
            steps.append(keras.ops.convert_to_numpy(output)[0])
        given = np.stack(steps)
    return {
        "weights": [[w.name, list(w.shape), _flat(w.numpy())] for w in layer.weights],
        "input_shape": [*space, FEATURES],
        "inputs": [_flat(one) for one in inputs[0]],
        "state": state,
        "outputs": [_flat(one) for one in given],
    }


def _flat(array):
    return [round(float(value), 6) for value in np.asarray(array).ravel()]


def main():
    """Write the file anew."""
    register()
    known = {key(family, variant): recorded(family, variant) for family, variant in variants()}
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(record)}" for name, record in known.items())
    Path(KNOWN_OUTPUTS).write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")
    print(f"wrote {len(known)} to {KNOWN_OUTPUTS}")


if __name__ == "__main__":
    main()
