"""What TensorFlow's profiler and XLA's cost analysis say of layers of Keras, unrolled and as a loop.

Keras has one backend in a process, so `python -m tests.frameworks.keras_costs` prints what XLA says, with JAX.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: units, features, batch, steps.
SIZES = ((20, 10, 1, 3), (20, 10, 4, 3), (20, 10, 1, 7), (11, 5, 2, 4))
LOOPED = ("SimpleRNN({units})", "LSTM({units})", "GRU({units})")
UNROLLED = (
    "SimpleRNN({units}, unroll=True)",
    "SimpleRNN({units}, use_bias=False, unroll=True)",
    "LSTM({units}, unroll=True)",
    "LSTM({units}, use_bias=False, unroll=True)",
    "GRU({units}, unroll=True)",
    "GRU({units}, reset_after=False, unroll=True)",
    "Bidirectional(LSTM({units}, unroll=True))",
)


def calls(layers):
    """Each layer as code, the shape of its input, and how it is written with its sizes."""
    for layer in layers:
        for units, features, batch, steps in SIZES:
            code = layer.format(units=units)
            yield code, (batch, steps, features), f"{code} features={features} steps={steps} batch={batch}"


def made(code):
    """The layer that code of this module makes."""
    import keras

    return eval(code, vars(keras.layers))


def costs():
    """A tool, its version, the layer with its sizes, the number that it prints."""
    import keras
    import tensorflow

    from tests.profiled import float_operations

    versions = f"TensorFlow {tensorflow.__version__}, Keras {keras.__version__}"
    for tool, layers, frozen in (
        ("tf_profiler", UNROLLED, False),
        ("tf_profiler_loop", LOOPED, False),
        ("tf_profiler_frozen_loop", LOOPED, True),
    ):
        for code, shape, written in calls(layers):
            yield tool, versions, written, float_operations(made(code), shape, frozen=frozen)
    done = subprocess.run(
        [sys.executable, "-m", __name__], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    yield from map(tuple, json.loads(done.stdout))


def of_xla():
    """The same with XLA, before it compiles."""
    import jax
    import keras

    versions = f"JAX {jax.__version__}, Keras {keras.__version__}"
    for layers, ending in ((UNROLLED, ""), (LOOPED, "_loop")):
        for code, shape, written in calls(layers):
            layer, inputs = made(code), jax.numpy.zeros(shape)
            layer.build(shape)
            trained = [variable.value for variable in layer.trainable_variables]
            others = [variable.value for variable in layer.non_trainable_variables]

            def run(trained, inputs, layer=layer, others=others):
                return layer.stateless_call(trained, others, inputs)[0]

            analysis = jax.jit(run).lower(trained, inputs).cost_analysis()
            yield f"xla{ending}", versions, written, int(analysis["flops"])
            yield f"xla_functions{ending}", versions, written, int(analysis["transcendentals"])


if __name__ == "__main__":
    os.environ["KERAS_BACKEND"] = "jax"
    print(json.dumps(list(of_xla())))
