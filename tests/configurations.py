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
    """A ConvLSTM, Conv1D, Conv2D or Conv3D, and the shape of its input."""
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
    if not name.startswith("ConvLSTM") and draw(FLAGS):
        groups = draw(st.integers(1, 3))
        channels, filters = channels * groups, filters * groups
        options["groups"] = st.just(groups)
    call = draw(written(name, [filters, size], options))
    if groups > 1 and "groups" not in call:
        call = f"{call[:-1]}, groups={groups})"
    space = [draw(st.integers(12, 20)) for _ in range(rank)]
    shape = [channels, *space] if "channels_first" in call else [*space, channels]
    return call, tuple([draw(TINY), *shape] if name.startswith("ConvLSTM") else shape)


def _spaces(draw, rank, low=12, high=20):
    return [draw(st.integers(low, high)) for _ in range(rank)]


@st.composite
def over_space(draw):
    """A convolution of any kind but those that keep a state, and the axes of a sample."""
    kind = draw(st.sampled_from(["Conv2D", "Conv3D", "Transposed", "Separable", "Depthwise"]))
    rank = draw(st.integers(1, 2 if kind in ("Separable", "Depthwise") else 3))
    if kind in ("Conv2D", "Conv3D"):
        return draw(convolution(kind, int(kind[4])))
    size = st.one_of(TINY, st.tuples(*[TINY] * rank))
    alone = draw(st.sampled_from(["strides", "dilation_rate"]))  # Keras takes one of these two at a time
    number = draw(st.integers(1, 3))
    options = {
        "use_bias": FLAGS,
        "padding": st.sampled_from(["valid", "same", "SAME"]),
        "data_format": st.sampled_from(["channels_last", "channels_first"]),
        alone: st.just(number),
    }
    name = {"Transposed": f"Conv{rank}DTranspose"}.get(kind, f"{kind}Conv{rank}D")
    if kind == "Transposed" and alone == "strides" and number > 1:
        options["output_padding"] = st.integers(0, number - 1)
    elif kind != "Transposed":
        options["depth_multiplier"] = TINY
    call = draw(written(name, [size] if kind == "Depthwise" else [SMALL, size], options))
    if "output_padding" in call and "strides" not in call:
        call = f"{call[:-1]}, strides={number})"
    space, channels = _spaces(draw, rank, 17), draw(TINY)
    return call, tuple([channels, *space] if "channels_first" in call else [*space, channels])


#: Pairs of numbers at the borders of an axis.
_BORDER = st.tuples(TINY, st.integers(0, 3))


@st.composite
def reshaped(draw):
    """A layer without weights over one, two or three axes of space, and the axes of a sample; some may be open."""
    rank = draw(st.integers(1, 3))
    formats = {"data_format": st.sampled_from(["channels_last", "channels_first"])}
    kind = draw(
        st.sampled_from(
            [
                *("MaxPooling", "AveragePooling", "ZeroPadding", "Cropping", "UpSampling", "GlobalMaxPooling"),
                *("GlobalAveragePooling", "AdaptiveMaxPooling", "AdaptiveAveragePooling"),
            ]
        )
    )
    several = st.tuples(*[TINY] * rank)
    borders = _BORDER if rank == 1 else st.one_of(TINY, several, st.tuples(*[_BORDER] * rank))
    options = {
        "MaxPooling": {
            "pool_size": st.one_of(TINY, several),
            "strides": st.one_of(st.none(), TINY, several),
            "padding": st.sampled_from(["valid", "same"]),
        },
        "ZeroPadding": {"padding": borders},
        "Cropping": {"cropping": borders},
        "UpSampling": {"size": TINY if rank == 1 else st.one_of(TINY, several)},
        "GlobalMaxPooling": {"keepdims": FLAGS},
        "AdaptiveMaxPooling": {},
    }[kind.replace("Average", "Max")]
    if not (kind in ("Cropping", "UpSampling") and rank == 1):
        options |= formats
    first = [st.one_of(TINY, several)] if kind.startswith(("Adaptive", "AveragePooling")) else []
    options = {name: values for name, values in options.items() if not (first and name == "pool_size")}
    call = draw(written(f"{kind}{rank}D", first, options))
    space = [None if draw(st.integers(0, 9)) == 0 else length for length in _spaces(draw, rank)]
    channels = draw(TINY)
    return call, tuple([channels, *space] if "channels_first" in call else [*space, channels])


@st.composite
def equations(draw):
    """An EinsumDense: letters for what is read and put out, some of them in the kernel and in the bias."""
    lengths = dict(zip("abcdefg", draw(st.lists(TINY, min_size=7, max_size=7)), strict=True))
    kept = draw(st.lists(st.sampled_from("ab"), unique=True, max_size=2))
    summed = draw(st.lists(st.sampled_from("cd"), unique=True, min_size=1))
    made = draw(st.lists(st.sampled_from("efg"), unique=True, min_size=1))
    also = draw(st.lists(st.sampled_from(kept), unique=True)) if kept else []
    dots = draw(st.sampled_from(["", "...", "behind"]))
    read, put_out = [*kept, *summed], [*kept, *made]
    kernel = draw(st.permutations([*summed, *made, *also]))
    batch = "" if dots == "..." else "z"
    left, right = ("..." if dots == "..." else ""), ("..." if dots == "behind" else "")
    equation = f"{left}{batch}{''.join(read)}{right},{''.join(kernel)}->{left}{batch}{''.join(put_out)}{right}"
    output = [None if letter in kept and letter not in kernel else lengths[letter] for letter in put_out]
    options = {"lora_rank": TINY}
    bias = draw(st.lists(st.sampled_from(put_out), unique=True))
    if bias:
        if any(output[put_out.index(letter)] is None for letter in bias):
            output = [lengths[letter] for letter in put_out]
        options["bias_axes"] = st.just("".join(bias))
    more = [draw(TINY) for _ in range(draw(st.integers(0, 1)))] if dots else []
    axes = [lengths[letter] for letter in read]
    call = draw(written("EinsumDense", [repr(equation), repr(tuple(output))], options))
    return call, tuple([*more, *axes] if dots == "..." else [*axes, *more])


def _windowless(call):
    return "window" in call and ("fft_length" not in call or "frame_length" in call)


@st.composite
def further(draw):
    """Any other layer with weights, or one whose output is unusual, and the axes of a sample."""
    steps, features = draw(SMALL), draw(SMALL)
    sequence, picture = (steps, features), (8, 9, 3)
    scales = {"center": FLAGS, "scale": FLAGS}
    axes = st.sampled_from([-1, 1, 2, [1, 2], [2, 1], [-1, 1]])
    groups = st.sampled_from([-1, *(number for number in range(1, features + 1) if features % number == 0)])
    size = {"height": st.integers(1, 8), "width": st.integers(1, 8)}
    modes = st.sampled_from(["log", "magnitude", "psd", "real", "imag", "angle", "stft"])
    spectrogram = {"mode": modes, "frame_length": st.integers(2, 99), "expand_dims": FLAGS}
    spectrogram |= {"frame_step": st.sampled_from([None, 1, 2]), "fft_length": st.sampled_from([None, 128, 133])}
    spectrogram |= {"padding": st.sampled_from(["valid", "same"])}
    mel = {"num_mel_bins": st.integers(20, 40), "sequence_stride": st.integers(100, 600)}
    return draw(
        st.sampled_from(
            [
                (written("PReLU", [], {"shared_axes": st.sampled_from([1, [1], [2], [1, 2], [3, 1]])}), picture),
                (written("GroupNormalization", [groups], scales), sequence),
                (written("GroupNormalization", [st.just(1)], {"axis": st.just(1)} | scales), sequence),
                (written("RMSNormalization", [], {"axis": st.sampled_from([-1, 1, 2, [1, 2]])}), sequence),
                (written("LayerNormalization", [], {"axis": axes} | scales), sequence),
                (written("Normalization", [], {"axis": st.one_of(axes, st.none())}), sequence),
                (st.just("Normalization(mean=0.5, variance=1.0)"), sequence),
                (written("ReversibleEmbedding", [SMALL, SMALL], {"tie_weights": FLAGS}), (steps,)),
                (st.just("UnitNormalization()"), sequence),
                (st.just("Softmax(axis=1)"), sequence),
                (st.just("LeakyReLU()"), picture),
                (st.just("SpatialDropout2D(0.5)"), picture),
                (st.just("Identity()"), picture),
                (st.just("GaussianNoise(0.5)"), sequence),
                (st.just("Rescaling(2.0)"), picture),
                (st.just("RandomFlip()"), picture),
                (written("Resizing", [size["height"], size["width"]], {}), picture),
                (written("CenterCrop", [size["height"], size["width"]], {}), picture),
                (written("MelSpectrogram", [], mel), (16000,)),
                (written("CategoryEncoding", [SMALL], {"output_mode": st.sampled_from(["one_hot", "count"])}), (1,)),
                (written("CategoryEncoding", [SMALL], {"output_mode": st.just("one_hot")}), sequence),
                (written("Hashing", [SMALL], {"output_mode": st.sampled_from(["int", "count"])}), sequence),
                (st.just("Discretization([0.0, 1.0], output_mode='one_hot')"), sequence),
                (st.just("Discretization(num_bins=7)"), sequence),
                # A window of another name needs SciPy.
                (written("STFTSpectrogram", [], {"window": st.none()} | spectrogram).filter(_windowless), (600, 2)),
                (st.just("TextVectorization(output_sequence_length=7)"), (1,)),
            ]
        ).flatmap(lambda pair: st.tuples(pair[0], st.just(pair[1])))
    )


@st.composite
def spectral(draw):
    """A spectral normalization of a layer with a kernel or a table."""
    kind = draw(st.sampled_from(["dense", "convolution", "embedding", "equation"]))
    if kind == "dense":
        inner = written("Dense", [SMALL], {"use_bias": FLAGS, "lora_rank": TINY}), st.just((draw(SMALL),))
    elif kind == "embedding":
        inner = written("Embedding", [SMALL, SMALL], {}), st.just((draw(SMALL),))
    else:
        chosen = over_space().filter(lambda pair: "Separable" not in pair[0]) if kind == "convolution" else equations()
        call, shape = draw(chosen)
        inner = st.just(call), st.just(shape)
    call, shape = draw(st.tuples(*inner))
    return f"SpectralNormalization({call})", shape


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


OTHERS = {
    "over space": over_space,
    "reshaped": reshaped,
    "equations": equations,
    "further": further,
    "spectral": spectral,
}


@st.composite
def layers(draw):
    """Any layer with one input, and the axes of a sample that it can read; time may be open."""
    kind = draw(
        st.sampled_from(["recurrent", "bidirectional", "cells", "convolution", "distributed", "around", *OTHERS])
    )
    if kind in OTHERS:
        return draw(OTHERS[kind]())
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
    kind = draw(st.sampled_from(["Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention"]))
    if kind == "Attention":
        modes = st.sampled_from(["dot", "concat"])
        return draw(written(kind, [], {"use_scale": FLAGS, "score_mode": modes})), {}
    if kind == "AdditiveAttention":
        return draw(written(kind, [], {"use_scale": FLAGS})), {"features": features}
    sizes = {"features": features} | ({"value_features": draw(SMALL)} if draw(FLAGS) else {})
    if kind == "GroupQueryAttention":
        shared, times = draw(TINY), draw(TINY)
        options = {"use_bias": FLAGS, "use_gate": FLAGS}
        return draw(written(kind, [TINY, shared * times, shared], options)), {"features": features}
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
