"""Random layers as Keras code, each with an input that it can read, for comparisons with real Keras."""

from hypothesis import strategies as st

SMALL = st.integers(1, 40)
TINY = st.integers(1, 5)
FLAGS = st.booleans()

#: Recurrent classes -> the arguments that may be drawn besides units.
RECURRENT = {
    "SimpleRNN": {"use_bias": FLAGS},
    "LSTM": {"use_bias": FLAGS, "unit_forget_bias": FLAGS},
    "GRU": {"use_bias": FLAGS, "reset_after": FLAGS},
}
OUTPUTS = {"return_sequences": FLAGS, "return_state": FLAGS, "go_backwards": FLAGS}


@st.composite
def written(draw, name, first, options):
    """A call of a class: its first arguments, then some of the options."""
    chosen = draw(st.lists(st.sampled_from(sorted(options)), unique=True)) if options else []
    given = [draw(one) if isinstance(one, st.SearchStrategy) else one for one in first]
    words = [one if isinstance(one, str) else repr(one) for one in given]  # a layer is text already
    return f"{name}({', '.join([*words, *(f'{option}={draw(options[option])!r}' for option in chosen)])})"


@st.composite
def recurrent(draw, **more):
    """A SimpleRNN, LSTM or GRU."""
    name = draw(st.sampled_from(sorted(RECURRENT)))
    return draw(written(name, [SMALL], RECURRENT[name] | more))


@st.composite
def cell(draw):
    """A cell alone."""
    name = draw(st.sampled_from(sorted(RECURRENT)))
    return draw(written(f"{name}Cell", [SMALL], RECURRENT[name]))


cells = st.lists(cell(), min_size=1, max_size=3).map(lambda held: f"[{', '.join(held)}]")


@st.composite
def bidirectional(draw):
    """Two directions, of equal units where no backward layer is given."""
    returns = {name: draw(FLAGS) for name in ("return_sequences", "return_state")}
    fixed = {name: st.just(value) for name, value in returns.items()}
    mode = draw(st.sampled_from(["concat", "sum", "mul", "ave", None]))
    forward = draw(recurrent(**fixed))
    if draw(FLAGS):
        return f"Bidirectional({forward}, merge_mode={mode!r})"
    units, flags = draw(SMALL), ", ".join(f"{name}={value}" for name, value in returns.items())
    one, other = (draw(st.sampled_from(sorted(RECURRENT))) for _ in "ab")
    if returns["return_state"]:  # of other classes Keras infers as many states as the forward layer has, twice
        other = one
    backward = f"backward_layer={other}({units}, go_backwards=True, {flags})"
    return f"Bidirectional({one}({units}, {flags}), merge_mode={mode!r}, {backward})"


@st.composite
def convolution(draw, name, rank):
    """A ConvLSTM or a Conv1D, and the shape of its input."""
    size = st.one_of(TINY, st.tuples(*[TINY] * rank))
    options = {
        "use_bias": FLAGS,
        "padding": st.sampled_from(["valid", "same", "SAME"]),
        "data_format": st.sampled_from(["channels_last", "channels_first"]),
        # Keras takes one of these two at a time.
        draw(st.sampled_from(["strides", "dilation_rate"])): st.integers(1, 2),
    }
    if name.startswith("ConvLSTM"):
        options |= {"return_sequences": FLAGS, "return_state": FLAGS}
    channels, groups = draw(TINY), 1
    filters = draw(SMALL)
    if name == "Conv1D" and draw(FLAGS):
        groups = draw(st.integers(1, 3))
        channels, filters = channels * groups, filters * groups
        options["groups"] = st.just(groups)
    call = draw(written(name, [filters, size], options))
    if groups > 1 and "groups" not in call:
        call = f"{call[:-1]}, groups={groups})"
    space = [draw(st.integers(12, 20)) for _ in range(rank)]
    shape = [channels, *space] if "channels_first" in call else [*space, channels]
    return call, tuple(shape if name == "Conv1D" else [draw(TINY), *shape])


@st.composite
def around(draw):
    """A layer that stands before or after recurrent ones, and the shape of its input."""
    steps, features = draw(SMALL), draw(SMALL)
    sequence = (steps, features)
    axis = draw(st.sampled_from([-1, 1, 2]))
    scales = {"center": FLAGS, "scale": FLAGS}
    return draw(
        st.sampled_from(
            [
                (written("Dense", [SMALL], {"use_bias": FLAGS, "lora_rank": TINY}), sequence),
                (written("Embedding", [SMALL, SMALL], {"mask_zero": FLAGS, "lora_rank": TINY}), (steps,)),
                (written("BatchNormalization", [], scales | {"renorm": FLAGS, "axis": st.just(axis)}), sequence),
                (written("LayerNormalization", [], scales | {"axis": st.just(axis)}), sequence),
                (st.just("LayerNormalization(axis=[1, 2])"), sequence),
                (st.just("Flatten()"), sequence),
                (st.just("Dropout(0.5)"), sequence),
                (st.just("SpatialDropout1D(0.5)"), sequence),
                (st.just("Activation('relu')"), sequence),
                (st.just("Masking()"), sequence),
                (written("RepeatVector", [TINY], {}), (features,)),
                (written("GlobalAveragePooling1D", [], {"keepdims": FLAGS}), sequence),
                (written("GlobalMaxPooling1D", [], {"keepdims": FLAGS}), sequence),
                (written("TimeDistributed", [written("Dense", [SMALL], {"use_bias": FLAGS})], {}), sequence),
            ]
        ).flatmap(lambda pair: st.tuples(pair[0], st.just(pair[1])))
    )


@st.composite
def layers(draw):
    """Any layer with one input, and the axes of a sample that it can read; time may be open."""
    kind = draw(st.sampled_from(["recurrent", "bidirectional", "cells", "convolution", "distributed", "around"]))
    sequence = (draw(st.one_of(st.none(), SMALL)), draw(SMALL))
    if kind == "recurrent":
        return draw(recurrent(**OUTPUTS)), sequence
    if kind == "bidirectional":
        return draw(bidirectional()), sequence
    if kind == "cells":
        held = draw(st.one_of(cell(), cells, cells.map("StackedRNNCells({})".format)))
        return draw(written("RNN", [held], OUTPUTS)), sequence
    if kind == "distributed":
        return f"TimeDistributed({draw(recurrent(return_sequences=FLAGS))})", (draw(SMALL), *sequence)
    if kind == "convolution":
        name, rank = draw(st.sampled_from([*((f"ConvLSTM{n}D", n) for n in (1, 2, 3)), ("Conv1D", 1)]))
        return draw(convolution(name, rank))
    return draw(around())


@st.composite
def attentions(draw):
    """A layer with several inputs: the call, and the sizes that it reads."""
    features = draw(SMALL)
    heads = {"use_bias": FLAGS, "use_gate": FLAGS, "value_dim": TINY, "output_shape": SMALL}
    kind = draw(st.sampled_from(["Attention", "AdditiveAttention", "MultiHeadAttention"]))
    if kind == "Attention":
        modes = st.sampled_from(["dot", "concat"])
        return draw(written(kind, [], {"use_scale": FLAGS, "score_mode": modes})), {}
    if kind == "AdditiveAttention":
        return draw(written(kind, [], {"use_scale": FLAGS})), {"features": features}
    sizes = {"features": features} | ({"value_features": draw(SMALL)} if draw(FLAGS) else {})
    return draw(written(kind, [TINY, TINY], heads)), sizes


@st.composite
def chains(draw):
    """Layers of a model: each can read what the one before it puts out."""
    batch = draw(st.one_of(st.none(), TINY))
    made = [f"Input(({draw(st.one_of(st.none(), SMALL))}, {draw(SMALL)}), batch_size={batch})"]
    for _ in range(draw(st.integers(0, 3))):
        wrapped = draw(recurrent(return_sequences=st.just(True), trainable=FLAGS))
        if "return_sequences" not in wrapped:
            wrapped = f"{wrapped[:-1]}, return_sequences=True)"
        made.append(f"Bidirectional({wrapped})" if draw(FLAGS) else wrapped)
        made += draw(st.lists(st.sampled_from(["Dropout(0.5)", "BatchNormalization()", "LayerNormalization()"])))
    made += [draw(recurrent()), draw(written("Dense", [SMALL], {"use_bias": FLAGS, "trainable": FLAGS}))]
    return [layer.replace("return_sequences=False", "return_sequences=True") for layer in made[:-2]] + made[-2:]
