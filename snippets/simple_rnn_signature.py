import inspect

from keras.layers import SimpleRNN


def in_r2_0(
    units,
    activation="tanh",
    use_bias=True,
    kernel_initializer="glorot_uniform",
    recurrent_initializer="orthogonal",
    bias_initializer="zeros",
    kernel_regularizer=None,
    recurrent_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    kernel_constraint=None,
    recurrent_constraint=None,
    bias_constraint=None,
    dropout=0.0,
    recurrent_dropout=0.0,
    return_sequences=False,
    return_state=False,
    go_backwards=False,
    stateful=False,
    unroll=False,
    **kwargs,
):
    """The arguments and defaults of TensorFlow r2.0."""


then = inspect.signature(in_r2_0).parameters
now = inspect.signature(SimpleRNN).parameters
for name, parameter in now.items():
    if name not in then:
        verdict = "added"
    elif parameter != then[name]:
        verdict = f"was {then[name]}"
    else:
        verdict = "same"
    print(f"{parameter!s:40}{verdict}")

print()
print("arguments:", len(then) - 1, "then,", len(now) - 1, "now")
print("removed:", ", ".join(then.keys() - now.keys()) or "nothing")
print("same order:", list(then) == [name for name in now if name in then])
