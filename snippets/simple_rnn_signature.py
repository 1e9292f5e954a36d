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


# quoted: from the source of TensorFlow r2.0
then = dict(inspect.signature(in_r2_0).parameters)
now = dict(inspect.signature(SimpleRNN).parameters)
print("arguments:", len(then) - 1, "then,", len(now) - 1, "now")  # no kwargs
print("added:", *(str(now[name]) for name in now if name not in then))
print("removed:", [name for name in then if name not in now])
kept = [name for name in then if name in now]
print("other default:", [name for name in kept if then[name] != now[name]])
print("same order:", kept == [name for name in now if name in then])
