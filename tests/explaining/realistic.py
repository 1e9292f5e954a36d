"""Random Keras models as people write them: a sequence, text, images in a row, two sequences, attention, models inside.

The sizes are those that people use, and some odd ones. A model depends on its seed alone.
"""

from functools import partial
from random import Random

from tests.lazily import keras, layers

#: Sizes that people choose, the usual ones more often.
UNITS = (32, 32, 64, 64, 64, 128, 128, 256, 50, 100, 10, 20, 16, 8, 4, 200, 300, 1, 30, 75, 3, 7, 60, 48)
FEATURES = (1, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 13, 16, 20, 32, 40, 64)
STEPS = (None, None, 1, 3, 5, 10, 20, 24, 30, 48, 60, 100)
WORDS = (1000, 5000, 10000, 20001, 26, 65, 128)
WIDTHS = (8, 16, 32, 50, 64, 100, 128, 300)
CLASSES = (1, 1, 1, 2, 3, 5, 10, 46)


class Drawing:
    """What one random model is made of."""

    def __init__(self, seed):
        self.random = Random(seed)

    def some(self, usual):
        """A usual size, or any one now and then."""
        return self.random.randint(1, 90) if self.random.random() < 0.1 else self.random.choice(usual)

    def often(self, chance):
        return self.random.random() < chance

    def recurrent(self, units=None, **more):
        name = self.random.choice(["LSTM", "LSTM", "GRU", "SimpleRNN"])
        if self.often(0.06):
            more["use_bias"] = False
        if name == "GRU" and self.often(0.15):
            more["reset_after"] = False
        return getattr(layers, name)(units or self.some(UNITS), **more)

    def reader(self, units=None, **more):
        """A recurrent layer, often of two directions."""
        if not self.often(0.3):
            return self.recurrent(units, **more)
        mode = self.random.choice(["concat", "concat", "concat", "sum"])
        return layers.Bidirectional(self.recurrent(units, **more), merge_mode=mode)

    def head(self):
        made = [layers.Dense(self.some(UNITS), activation="relu") for _ in range(self.random.choice([0, 1, 1, 2]))]
        made += [layers.Dropout(0.3)] if self.often(0.3) else []
        made += [layers.BatchNormalization()] if self.often(0.15) else []
        return [*made, layers.Dense(self.some(CLASSES))]

    def model(self, shape, made):
        """A chain of layers, as a sequence or as a functional model."""
        if self.often(0.6):
            return keras.Sequential([keras.Input(shape), *made])
        read = tensor = keras.Input(shape)
        for layer in made:
            tensor = layer(tensor)
        return keras.Model(read, tensor)


def series(draw):
    deep = draw.random.choice([1, 1, 2, 3])
    made = [layers.Masking()] if draw.often(0.1) else []
    for place in range(deep):
        made.append(draw.reader(return_sequences=place < deep - 1))
        made += [layers.LayerNormalization()] if draw.often(0.1) else []
    return draw.model((draw.some(STEPS), draw.some(FEATURES)), made + draw.head())


def text(draw):
    made = [layers.Embedding(draw.some(WORDS), draw.some(WIDTHS), trainable=not draw.often(0.2))]
    if draw.often(0.3):
        made += [layers.Conv1D(draw.some(UNITS), draw.random.choice([3, 5]), padding="same"), layers.MaxPooling1D(2)]
    if draw.often(0.3):
        made += [draw.reader(return_sequences=True), layers.GlobalMaxPooling1D()]
    else:
        made.append(draw.reader())
    return draw.model((draw.random.choice([None, 40, 100]),), made + draw.head())


def images(draw):
    over = layers.TimeDistributed
    made = []
    for _ in range(draw.random.choice([1, 2])):
        made.append(over(layers.Conv2D(draw.some(UNITS), draw.random.choice([3, 3, 5, 2]), padding="same")))
        made += [over(layers.BatchNormalization())] if draw.often(0.3) else []
        made.append(over(layers.MaxPooling2D(2)))
    made.append(over(layers.Flatten()))
    return draw.model((draw.random.choice([None, 5, 10]), 16, 16, draw.random.choice([1, 3])), [*made, draw.reader()])


def picture(draw):
    made = [layers.Conv2D(draw.some(UNITS), 3, padding="same"), layers.MaxPooling2D(2), layers.Reshape((16, -1))]
    made += [layers.Dense(draw.some(UNITS)), draw.reader(return_sequences=True), layers.Dense(draw.some(CLASSES))]
    return draw.model((32, 8, draw.random.choice([1, 3])), made)


def frames(draw):
    made = [layers.ConvLSTM2D(draw.some(UNITS), draw.random.choice([3, 5]), padding="same", return_sequences=True)]
    made += [layers.BatchNormalization(), layers.ConvLSTM2D(draw.some(UNITS), 3, padding="same")]
    return draw.model((draw.random.choice([None, 5]), 12, 12, draw.random.choice([1, 3])), [*made, layers.Flatten()])


def autoencoder(draw):
    steps, features = draw.random.choice([5, 10, 30]), draw.some(FEATURES)
    made = [draw.reader(), layers.RepeatVector(steps), draw.reader(return_sequences=True)]
    return draw.model((steps, features), [*made, layers.TimeDistributed(layers.Dense(features))])


def two_sequences(draw):
    units, name = draw.some(UNITS), draw.random.choice(["LSTM", "GRU"])
    read, written = keras.Input((None,), name="read"), keras.Input((None,), name="written")
    made = partial(getattr(layers, name), units, return_sequences=True, return_state=True)
    encoded, *states = made()(layers.Embedding(draw.some(WORDS), draw.some(WIDTHS))(read))
    decoded, *_ = made()(layers.Embedding(draw.some(WORDS), draw.some(WIDTHS))(written), initial_state=states)
    if draw.often(0.4):
        attended = layers.Attention(use_scale=draw.often(0.3))([decoded, encoded])
        decoded = layers.Concatenate()([decoded, attended])
    return keras.Model([read, written], layers.Dense(draw.some(WORDS))(decoded))


def tagger(draw):
    word, letter = keras.Input((20,), name="word"), keras.Input((20, 8), name="letter")
    letters = layers.TimeDistributed(layers.Embedding(draw.some(WORDS), draw.some(WIDTHS)))(letter)
    letters = layers.TimeDistributed(draw.recurrent())(letters)
    words = layers.Embedding(draw.some(WORDS), draw.some(WIDTHS))(word)
    read = layers.Bidirectional(draw.recurrent(return_sequences=True))(layers.Concatenate()([words, letters]))
    return keras.Model([word, letter], layers.TimeDistributed(layers.Dense(draw.some(CLASSES)))(read))


def several(draw):
    shared, read = draw.reader(), [keras.Input((20, 6)), keras.Input((20, 6))]
    told = keras.Input((draw.some(FEATURES),))
    joined = layers.Concatenate()([*(shared(tensor) for tensor in read), layers.Dense(draw.some(UNITS))(told)])
    return keras.Model([*read, told], [layers.Dense(1)(joined), layers.Dense(3)(joined)])


def inside(draw):
    steps, features = draw.random.choice([5, 10]), draw.some(FEATURES)
    units = draw.some(UNITS)
    encoder = keras.Sequential([keras.Input((steps, features)), draw.recurrent(units)], name="encoder")
    made = [layers.RepeatVector(steps), draw.reader(return_sequences=True), layers.Dense(features)]
    decoder = keras.Sequential([keras.Input((units,)), *made], name="decoder")
    return draw.model((steps, features), [encoder, decoder])


def rarer(draw):
    """Layers that few models have, between recurrent ones."""
    over = [
        lambda: layers.SeparableConv1D(draw.some(UNITS), 3, padding="same"),
        lambda: layers.DepthwiseConv1D(3, padding="same", depth_multiplier=draw.random.choice([1, 1, 2])),
        lambda: layers.Conv1DTranspose(draw.some(UNITS), 3, padding="same"),
        lambda: layers.EinsumDense("abc,cd->abd", output_shape=(None, draw.some(UNITS)), bias_axes="d"),
        lambda: layers.GroupNormalization(1),
        lambda: layers.RMSNormalization(),
        lambda: layers.LayerNormalization(),
        lambda: layers.PReLU(shared_axes=[1]),
        lambda: layers.SpectralNormalization(layers.Dense(draw.some(UNITS))),
        lambda: layers.Conv1D(8, 3, padding="causal", dilation_rate=2, use_bias=False),
        layers.LeakyReLU,
        layers.UnitNormalization,
    ]
    made = [draw.random.choice(over)() for _ in range(draw.random.choice([1, 2, 3]))]
    return draw.model((draw.random.choice([10, 20]), draw.some(FEATURES)), [*made, draw.reader(), *draw.head()])


def pictures(draw):
    """Layers of two and three axes, and then a sequence."""
    over = [
        lambda: layers.Conv2D(draw.some(UNITS), draw.random.choice([3, 5]), padding="same"),
        lambda: layers.SeparableConv2D(draw.some(UNITS), 3, padding="same"),
        lambda: layers.DepthwiseConv2D(3, padding="same"),
        lambda: layers.Conv2DTranspose(draw.some(UNITS), 3, padding="same"),
        layers.BatchNormalization,
    ]
    made = [draw.random.choice(over)() for _ in range(draw.random.choice([1, 2, 3]))]
    return draw.model((16, 8, draw.random.choice([1, 3])), [*made, layers.Reshape((16, -1)), draw.reader()])


KINDS = (
    series,
    series,
    text,
    text,
    images,
    picture,
    frames,
    autoencoder,
    two_sequences,
    tagger,
    several,
    inside,
    rarer,
    pictures,
)


def realistic(seed):
    """The model of a seed."""
    draw = Drawing(seed)
    return draw.random.choice(KINDS)(draw)
