"""Code as people paste it, written for these tests: what builds, and what is open or refused.

A fragment that runs has a name, and the code by which Keras or PyTorch builds the same.
"""

from itertools import product
from textwrap import dedent, indent

IMPORTS = """
import keras
from keras import layers
from keras.layers import *
from keras.layers import add, concatenate
from keras.models import Model, Sequential
"""

#: The axes of a sample, and layers that read them one after another.
STACKS = [
    ((30, 5), ["LSTM(64)", "Dense(1)"]),
    ((None, 3), ["SimpleRNN(10, return_sequences=True)", "SimpleRNN(7)", "Dense(2, activation='softmax')"]),
    ((12, 4), ["Bidirectional(LSTM(8, return_sequences=True))", "Dropout(0.3)", "GRU(6)", "Dense(3)"]),
    ((20, 2), ["LSTM(9)", "RepeatVector(5)", "LSTM(9, return_sequences=True)", "TimeDistributed(Dense(2))"]),
    ((50, 6), ["Conv1D(16, 3, activation='relu')", "LSTM(12, dropout=0.2)", "Dense(1)"]),
    ((10, 8), ["GRU(5, reset_after=False, return_sequences=True)", "Flatten()", "Dense(4)"]),
    ((7, 6, 6, 2), ["ConvLSTM2D(4, (3, 3), padding='same')", "Flatten()", "Dense(2)"]),
    ((9, 3), ["RNN([LSTMCell(4), GRUCell(5)])", "BatchNormalization()", "Dense(1)"]),
    ((15, 5), ["LayerNormalization()", "LSTM(6, use_bias=False)", "Dense(1, use_bias=False)"]),
    ((8, 4), ["Masking(0.0)", "LSTM(5, return_sequences=True)", "GlobalMaxPooling1D()", "Dense(3)"]),
]


def _added(axes, stack):
    lines = "".join(f"model.add({layer})\n" for layer in stack)
    return f"model = Sequential()\nmodel.add(Input(shape={axes}))\n{lines}model.compile(loss='mse', optimizer='adam')\n"


def _listed(axes, stack):
    inner = "".join(f"    layers.{layer},\n" for layer in stack)
    return f"model = keras.Sequential([\n    keras.Input({axes}),\n{inner}])\nmodel.summary()\n"


def _functional(axes, stack):
    lines = "".join(f"x = {layer}(x)  # next\n" for layer in stack[:-1])
    return (
        f"inputs = Input(shape={axes})\nx = inputs\n{lines}outputs = {stack[-1]}(x)\nmodel = Model(inputs, outputs)\n"
    )


def _nested(axes, stack):
    whole = f"Input({axes})"
    for layer in stack:
        whole = f"{layer}({whole})"
    return f"out = {whole}"


def _prompts(axes, stack):
    return "".join(f">>> {line}\n" for line in _added(axes, stack).splitlines())


def _cells(axes, stack):
    lines = _added(axes, stack).splitlines()
    return "".join(f"In [{number}]: {line}\n" for number, line in enumerate(lines, 1))


def _function(axes, stack):
    body = indent(_added(axes, stack), "    ")
    return f'def build_model(learning_rate=0.001):\n    """Make it."""\n{body}    return model\n'


def _first_shape(axes, stack):
    name, _, rest = stack[0].partition("(")
    first = f"{name}({rest[:-1]}, input_shape={axes})" if rest != ")" else f"{name}(input_shape={axes})"
    return "".join(f"model.add({layer})\n" for layer in (first, *stack[1:]))


def _loop(axes, stack):
    return f"model = Sequential([Input({axes})])\nfor layer in [{', '.join(stack)}]:\n    model.add(layer)\n"


def _one_line(axes, stack):
    return " ".join(_added(axes, stack).splitlines())


def _class(axes, stack):
    made = "".join(f"        self.layer_{number} = {layer}\n" for number, layer in enumerate(stack))
    calls = "".join(f"        x = self.layer_{number}(x)\n" for number in range(len(stack)))
    return (
        f"class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n{made}"
        f"    def call(self, x):\n{calls}        return x\nmodel = Net()\nmodel.build((None, *{axes}))\n"
    ).replace(f"(None, *{axes})", str((None, *axes)))


def _fenced(axes, stack):
    return f"Here is my model:\n```python\n{_listed(axes, stack)}```\nWhy so many?"


STYLES = (
    _added,
    _listed,
    _functional,
    _nested,
    _prompts,
    _cells,
    _function,
    _first_shape,
    _loop,
    _one_line,
    _class,
    _fenced,
)

#: Fragments of the same model, and the code by which Keras builds it.
STYLED = [
    (f"{style.__name__[1:]} {number}", style(axes, stack), _added(axes, stack))
    for style, (number, (axes, stack)) in product(STYLES, enumerate(STACKS))
]


def _plain(name, code, keras=""):
    return (name, dedent(code).strip("\n"), dedent(keras or code).strip("\n"))


#: Fragments of other forms, and the code by which Keras builds the same.
KERAS = [
    _plain(
        "embedding first",
        "model = Sequential([Embedding(350, 50, input_length=104), LSTM(64), Dense(1)])",
        "model = Sequential([Input((104,)), Embedding(350, 50), LSTM(64), Dense(1)])",
    ),
    _plain(
        "embedding without a length",
        "model = Sequential()\nmodel.add(Embedding(100, 8))\nmodel.add(GRU(4))",
        "model = Sequential([Input((None,)), Embedding(100, 8), GRU(4)])",
    ),
    _plain(
        "tf.keras",
        "model = tf.keras.Sequential()\nmodel.add(tf.keras.layers.LSTM(8, input_shape=(3, 2)))",
        "model = Sequential([Input((3, 2)), LSTM(8)])",
    ),
    _plain(
        "an alias", "from keras import layers as L\nmodel = keras.Sequential([L.Input((3, 2)), L.LSTM(8), L.Dense(1)])"
    ),
    _plain(
        "K.layers",
        "import tensorflow.keras as K\nm = K.Sequential([K.layers.GRU(8, input_shape=(3, 2))])",
        "model = Sequential([Input((3, 2)), GRU(8)])",
    ),
    _plain(
        "Keras 1",
        """
        model = Sequential()
        model.add(LSTM(output_dim=16, input_dim=3, input_length=7, inner_init='orthogonal', return_sequences=True))
        model.add(Convolution1D(nb_filter=8, filter_length=3, border_mode='same'))
        model.add(LSTM(output_dim=5, init='uniform'))
        model.add(Dense(output_dim=2))
        model.fit(X, y, nb_epoch=3)
     """,
        """
        model = Sequential([Input((7, 3)), LSTM(16, return_sequences=True)])
        model.add(Conv1D(8, 3, padding='same'))
        model.add(LSTM(5))
        model.add(Dense(2))
     """,
    ),
    _plain(
        "Keras 1 has one bias in a GRU",
        "model.add(GRU(output_dim=6, input_dim=4))",
        "model = Sequential([Input((None, 4)), GRU(6, reset_after=False)])",
    ),
    _plain(
        "batch_input_shape",
        "model.add(LSTM(5, batch_input_shape=(batch_size, 10, 3), stateful=True))\nmodel.add(Dense(1))",
        "model = Sequential([Input((10, 3)), LSTM(5), Dense(1)])",
    ),
    _plain(
        "InputLayer",
        "model = Sequential()\nmodel.add(InputLayer(input_shape=(6, 2)))\nmodel.add(LSTM(3))",
        "model = Sequential([Input((6, 2)), LSTM(3)])",
    ),
    _plain(
        "sizes set before",
        """
        n_steps, n_features = 12, 3
        units = 16
        model = Sequential()
        model.add(LSTM(units * 2, input_shape=(n_steps, n_features)))
        model.add(Dense(units // 4))
     """,
    ),
    _plain(
        "a dictionary of sizes", "p = {'units': 6, 'n': 2}\nmodel = Sequential([Input((4, p['n'])), LSTM(p['units'])])"
    ),
    _plain(
        "defaults of a function",
        """
        def make(units=11, features=3):
            inputs = Input((None, features))
            return Model(inputs, Dense(2)(LSTM(units)(inputs)))
        model = make(features=4)
     """,
    ),
    _plain(
        "a function that is not called",
        """
        def make(units=11, features=3):
            model = Sequential()
            model.add(LSTM(units, input_shape=(None, features)))
            return model
     """,
        "model = Sequential([Input((None, 3)), LSTM(11)])",
    ),
    _plain(
        "a block that is used twice",
        """
        def block(x, units):
            x = LSTM(units, return_sequences=True)(x)
            return Dropout(0.1)(x)
        inputs = Input((9, 2))
        x = block(inputs, 5)
        x = block(x, 3)
        model = Model(inputs, x)
     """,
    ),
    _plain(
        "a range",
        """
        model = Sequential([Input((9, 2))])
        for i in range(3):
            model.add(LSTM(4 + i, return_sequences=i < 2))
     """,
    ),
    _plain(
        "enumerate",
        """
        sizes = [8, 4]
        model = Sequential()
        model.add(Input((6, 2)))
        for i, size in enumerate(sizes):
            model.add(LSTM(size, return_sequences=(i != len(sizes) - 1)))
     """,
    ),
    _plain(
        "shared layers",
        """
        shared = LSTM(6)
        a, b = Input((5, 3)), Input((5, 3))
        model = Model([a, b], Dense(1)(shared(a) - shared(b)))
     """,
    ),
    _plain(
        "branches",
        """
        inputs = Input((5, 3))
        a = LSTM(4)(inputs)
        b = GRU(4)(inputs)
        model = Model(inputs, Dense(2)(a + b))
     """,
    ),
    _plain(
        "encoder and decoder",
        """
        latent_dim = 7
        encoder_inputs = Input(shape=(None, 5))
        encoder = LSTM(latent_dim, return_state=True)
        encoder_outputs, state_h, state_c = encoder(encoder_inputs)
        encoder_states = [state_h, state_c]
        decoder_inputs = Input(shape=(None, 6))
        decoder_lstm = LSTM(latent_dim, return_sequences=True, return_state=True)
        decoder_outputs, _, _ = decoder_lstm(decoder_inputs, initial_state=encoder_states)
        decoder_outputs = Dense(6, activation='softmax')(decoder_outputs)
        model = Model([encoder_inputs, decoder_inputs], decoder_outputs)
        encoder_model = Model(encoder_inputs, encoder_states)
     """,
    ),
    _plain(
        "attention",
        """
        inputs = Input((10, 4))
        x = LSTM(6, return_sequences=True)(inputs)
        context = Attention()([x, x])
        both = MultiHeadAttention(num_heads=2, key_dim=3)(x, context)
        model = Model(inputs, Dense(1)(both))
     """,
    ),
    _plain(
        "a slice",
        """
        inputs = Input((10, 4))
        x = LSTM(6, return_sequences=True)(inputs)
        model = Model(inputs, Dense(3)(x[:, -1, :]))
     """,
    ),
    _plain(
        "a model in a model",
        """
        encoder = Sequential([Input((6, 3)), LSTM(4)])
        model = Sequential()
        model.add(encoder)
        model.add(Dense(2))
     """,
    ),
    _plain(
        "a model at each step",
        """
        image = Input((4, 4))
        encoder = Model(image, Dense(5)(Flatten()(image)))
        steps = Input((7, 4, 4))
        model = Model(steps, LSTM(3)(TimeDistributed(encoder)(steps)))
     """,
    ),
    _plain(
        "cells",
        "cells = [LSTMCell(n) for n in (4, 6)]\nmodel = Sequential([Input((5, 3)), RNN(StackedRNNCells(cells))])",
    ),
    _plain("frozen", "model = Sequential([Input((5,)), Embedding(20, 4, trainable=False), LSTM(3)])"),
    _plain("build", "model = Sequential([LSTM(4), Dense(1)])\nmodel.build((None, 3, 2))"),
    _plain(
        "a stale comment",
        """
        model = Sequential()
        model.add(LSTM(4, input_shape=(3, 2)))
        model.add(Dense(1))
        # Total params: 99,999
     """,
    ),
    _plain(
        "an import glued on",
        "from keras.layers import Dense, LSTMmodel = Sequential()\nmodel.add(LSTM(4, input_shape=(3, 2)))",
        "model = Sequential([Input((3, 2)), LSTM(4)])",
    ),
    _plain(
        "indented",
        "        model.add(LSTM(4, input_shape=(3, 2)))\n    model.add(Dense(1))",
        "model = Sequential([Input((3, 2)), LSTM(4), Dense(1)])",
    ),
    _plain(
        "noise",
        """
        import numpy as np
        np.random.seed(7)
        X = np.random.rand(100, 5, 2)
        print(f"shape {X.shape}")
        model = Sequential()
        model.add(LSTM(4, input_shape=(5, 2), kernel_regularizer=keras.regularizers.L2(1e-4)))
        if __name__ == '__main__':
            for epoch in range(3):
                print(epoch)
     """,
    ),
    _plain(
        "unknown conditions around what has no weights",
        """
        rate = 0.5
        model = Sequential([Input((5, 2)), LSTM(4)])
        if rate > 0.1:
            model.add(Dropout(rate))
        model.add(Dense(1))
     """,
    ),
    _plain(
        "a window in two numbers",
        """
        model.add(Convolution2D(8, 3, 5, border_mode='valid', input_shape=(20, 20, 1)))
        model.add(MaxPool2D((2, 2)))
        model.add(Flatten())
        model.add(Dense(3))
        """,
        "model = Sequential([Input((20, 20, 1)), Conv2D(8, (3, 5)), MaxPooling2D(2), Flatten(), Dense(3)])",
    ),
    _plain(
        "images at each step",
        """
        model = Sequential()
        model.add(TimeDistributed(Conv2D(4, 3, activation='relu'), input_shape=(5, 10, 10, 1)))
        model.add(TimeDistributed(MaxPooling2D(2)))
        model.add(TimeDistributed(Flatten()))
        model.add(LSTM(6))
        """,
        """
        model = Sequential([Input((5, 10, 10, 1)), TimeDistributed(Conv2D(4, 3)), TimeDistributed(MaxPooling2D(2))])
        model.add(TimeDistributed(Flatten()))
        model.add(LSTM(6))
        """,
    ),
    _plain(
        "merged",
        """
        a, b = Input((5, 3)), Input((5, 3))
        left, right = LSTM(4)(a), LSTM(6)(b)
        both = concatenate([left, right])
        more = Concatenate(axis=-1)([both, left])
        model = Model(inputs=[a, b], outputs=Dense(2)(add([Dense(4)(more), left])))
        """,
    ),
    _plain(
        "merged by Keras 1",
        """
        left = Sequential()
        left.add(LSTM(4, input_shape=(5, 3)))
        right = Sequential()
        right.add(LSTM(6, input_shape=(5, 3)))
        model = Sequential()
        model.add(Merge([left, right], mode='concat'))
        model.add(Dense(2))
        """,
        """
        a, b = Input((5, 3)), Input((5, 3))
        model = Model([a, b], Dense(2)(concatenate([LSTM(4)(a), LSTM(6)(b)])))
        """,
    ),
    _plain(
        "full-width signs",
        "model.add（LSTM（4，input_shape=（3，2）））",
        "model = Sequential([Input((3, 2)), LSTM(4)])",
    ),
    _plain(
        "an input that is added to a model of which nothing else is said",
        "model.add(Input(shape=(12, 4)))\nmodel.add(LSTM(8))\nmodel.add(Dense(3))",
        "model = Sequential([Input((12, 4)), LSTM(8), Dense(3)])",
    ),
    _plain(
        "an earlier embedding",
        "model.add(Embedding(50, 8, dropout=0.2))\nmodel.add(LSTM(4, dropout_W=0.1, dropout_U=0.1))",
        "model = Sequential([Input((None,)), Embedding(50, 8), LSTM(4)])",
    ),
    _plain(
        "a class of Keras with empty lines and states",
        """
        class Tagger(keras.Model):

            def __init__(self, vocab=50, units=6):
                super().__init__()

                self.words = Embedding(vocab, 8)
                self.rnn = GRU(units, return_sequences=True, return_state=True)
                self.out = Dense(vocab)

            def call(self, inputs, states=None, training=False):
                x = inputs
                x = self.words(x, training=training)

                if states is None:
                    states = self.rnn.get_initial_state(x)
                x, states = self.rnn(x, initial_state=states)

                return self.out(x)

        model = Tagger(units=7)
        """,
        "model = Sequential([Input((None,)), Embedding(50, 8), GRU(7, return_sequences=True), Dense(50)])",
    ),
    _plain(
        "a layer that is a class in a model that is one",
        """
        class Encoder(keras.layers.Layer):
            def __init__(self, units):
                super().__init__()
                self.rnn = GRU(units)

            def call(self, x):
                return self.rnn(x)

        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.encoder = Encoder(6)
                self.head = keras.Sequential([Dense(4), Dense(2)])

            def call(self, x):
                return self.head(self.encoder(x))

        model = Net()
        model.build((None, 5, 3))
        """,
        "model = Sequential([Input((5, 3)), GRU(6), Dense(4), Dense(2)])",
    ),
    _plain(
        "inputs and outputs given to super",
        """
        class Net(Model):
            def __init__(self, features):
                inputs = Input((None, features))
                super().__init__(inputs=inputs, outputs=Dense(2)(GRU(6)(inputs)))

        model = Net(3)
        """,
    ),
    _plain(
        "a class that builds a model",
        """
        class Agent:
            UNITS = 12

            def __init__(self, features, actions=2):
                self.features = features
                self.actions = actions
                self.model = self.build_model()

            def build_model(self):
                model = Sequential()
                model.add(Input((None, self.features)))
                model.add(LSTM(self.UNITS))
                model.add(Dense(self.actions))

                return model

        agent = Agent(4)
        model = agent.model
        """,
    ),
    _plain(
        "a class of which nothing is called",
        """
        class Builder:
            STEPS, UNITS = 5, 12

            def build(self):
                model = Sequential()
                model.add(LSTM(self.UNITS, batch_input_shape=(None, self.STEPS, 1)))
                return model
        """,
        "model = Sequential([Input((5, 1)), LSTM(12)])",
    ),
    _plain(
        "a model in self",
        "self.model = Sequential()\nself.model.add(LSTM(6, input_shape=(3, 4)))\nself.model.add(Dense(1))",
        "model = Sequential([Input((3, 4)), LSTM(6), Dense(1)])",
    ),
    _plain(
        "functions inside layers",
        """
        def middle(t):
            return t[:, 2:4, :]

        inputs = Input((10,))
        x = Lambda(lambda t: keras.ops.expand_dims(t, axis=-1))(inputs)
        x = LSTM(6, return_sequences=True)(x)
        x = Lambda(middle)(x)
        mean = Lambda(lambda t: keras.ops.mean(t, axis=1))(x)
        last = Lambda(lambda t: t[:, -1, :])(x)
        both = Lambda(lambda several: several[0] * several[1])([mean, last])
        model = Model(inputs, Dense(3)(keras.ops.concatenate([both, last], axis=-1)))
        """,
    ),
    _plain(
        "functions in a chain",
        """
        model = Sequential()
        model.add(Input((None,)))
        model.add(Lambda(lambda t: keras.ops.expand_dims(t, axis=-1)))
        model.add(LSTM(6))
        model.add(Dense(1))
        model.add(Lambda(lambda t: t * 100.0))
        """,
    ),
    _plain(
        "lines that go on after a prompt",
        "In [3]: model = Sequential()\n   ...: model.add(LSTM(8, input_shape=(3, 2)))\n   ...: model.add(Dense(1))",
        "model = Sequential([Input((3, 2)), LSTM(8), Dense(1)])",
    ),
    _plain(
        "a value above a function",
        "units = 7\n\ndef make(units):\n    model = Sequential([Input((None, 3)), LSTM(units)])\n    return model",
        "model = Sequential([Input((None, 3)), LSTM(7)])",
    ),
    _plain(
        "numbers of another base",
        "model.add(LSTM(0x1F, input_shape=(0b11, 0o17)))\nmodel.add(Dense(0B1))",
        "model = Sequential([Input((3, 15)), LSTM(31), Dense(1)])",
    ),
    _plain(
        "time is a variable",
        "model.add(LSTM(4, input_shape=(n_steps, 2)))\nmodel.add(Dense(1))",
        "model = Sequential([Input((None, 2)), LSTM(4), Dense(1)])",
    ),
]

#: Fragments for PyTorch, which run there as they are: the last class or module is counted.
TORCH = [
    _plain("a module", "lstm = nn.LSTM(10, 20)"),
    _plain("named", "self_lstm = torch.nn.LSTM(input_size=10, hidden_size=20, num_layers=2, bidirectional=True)"),
    _plain("a cell", "cell = nn.LSTMCell(10, 20)"),
    _plain("no bias", "rnn = nn.GRU(3, 4, bias=False)"),
    _plain("Sequential", "net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 5))"),
    _plain(
        "a class",
        """
        class Net(nn.Module):
            def __init__(self, vocab=50, emb=8, hidden=16, classes=3):
                super().__init__()
                self.hidden = hidden
                self.emb = nn.Embedding(vocab, emb, padding_idx=0)
                self.lstm = nn.LSTM(emb, self.hidden, num_layers=2, batch_first=True, bidirectional=True)
                self.drop = nn.Dropout(0.2)
                self.fc = nn.Linear(self.hidden * 2, classes)
            def forward(self, x):
                out, _ = self.lstm(self.drop(self.emb(x)))
                return self.fc(out[:, -1])
        model = Net()
     """,
    ),
    _plain(
        "arguments",
        """
        class Net(nn.Module):
            def __init__(self, input_size, hidden_size, output_size):
                super(Net, self).__init__()
                self.rnn = nn.RNN(input_size, hidden_size, nonlinearity='relu')
                self.out = nn.Linear(hidden_size, output_size)
        model = Net(10, 20, output_size=2)
     """,
    ),
    _plain(
        "lists",
        """
        class Net(nn.Module):
            def __init__(self, sizes=(4, 8, 6)):
                super().__init__()
                self.layers = nn.ModuleList([nn.LSTM(a, b) for a, b in zip(sizes[:-1], sizes[1:])])
                self.heads = nn.ModuleList()
                for size in sizes:
                    self.heads.append(nn.Linear(sizes[-1], size))
                self.not_counted = [nn.Linear(3, 3)]
        model = Net()
     """,
    ),
    _plain(
        "parameters",
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.w = nn.Parameter(torch.zeros(3, 4))
                self.lstm = nn.LSTM(3, 4)
        model = Net()
     """,
    ),
    _plain(
        "tied",
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.encoder = nn.Embedding(30, 8)
                self.rnn = nn.LSTM(8, 8)
                self.decoder = nn.Linear(8, 30)
                self.decoder.weight = self.encoder.weight
        model = Net()
     """,
    ),
    _plain(
        "modules in modules",
        """
        class Encoder(nn.Module):
            def __init__(self, n, h):
                super().__init__()
                self.rnn = nn.GRU(n, h)
        class Decoder(nn.Module):
            def __init__(self, h, n):
                super().__init__()
                self.rnn = nn.GRU(h, h)
                self.out = nn.Linear(h, n)
        class Both(nn.Module):
            def __init__(self, encoder, decoder):
                super().__init__()
                self.encoder = encoder
                self.decoder = decoder
            def forward(self, x):
                return self.decoder(self.encoder(x))
        enc = Encoder(5, 6)
        dec = Decoder(6, 5)
        model = Both(enc, dec)
     """,
    ),
    _plain(
        "empty lines, and an argument that nothing gives a value to",
        """
        class Net(nn.Module):

            def __init__(self, hidden=6, tie=True):

                super().__init__()

                # the parts
                self.emb_dim = hidden
                self.emb = nn.Embedding(20, self.emb_dim); self.rnn = nn.GRU(self.emb_dim, hidden)

                self.out = nn.Linear(hidden, 20)

                if tie:
                    if hidden != self.emb_dim:
                        raise ValueError('no')
                    self.out.weight = self.emb.weight

            def forward(self, x):

                return self.out(self.rnn(self.emb(x))[0])

        model = Net()
     """,
    ),
    _plain(
        "a class made from another",
        """
        class Base(nn.Module):
            size = 4

            def __init__(self, hidden=5, layers=1):
                super().__init__()
                self.hidden = hidden
                self.rnn = nn.GRU(self.size, hidden, layers)

        class More(Base):
            def __init__(self, extra):
                super().__init__(hidden=9)
                self.out = nn.Linear(self.hidden, extra)

        class Most(More):
            size = 7

            def __init__(self):
                More.__init__(self, 3)
                self.last = nn.Linear(3, 2)

        model = Most()
     """,
    ),
    _plain(
        "weights that are there before",
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.emb = nn.Embedding.from_pretrained(torch.zeros(50, 8), freeze=False)
                for parameter in self.emb.parameters():
                    parameter.requires_grad = False
                self.rnn = getattr(nn, 'GRU')(8, 4)
        model = Net()
     """,
    ),
    _plain(
        "built in a function",
        """
        class Net(nn.Module):
            def __init__(self, bidirectional=True):
                super().__init__()
                ways = 2 if bidirectional else 1
                self.rnn = nn.LSTM(3, 5, bidirectional=bidirectional)
                self.net = self._head(5 * ways)
            def _head(self, width):
                return nn.Sequential(nn.Linear(width, 4), nn.Linear(4, 1))
        model = Net()
     """,
    ),
]

#: Fragments with open sizes: the formula, and what has to be filled in.
OPEN = [
    (
        "model.add(LSTM(64, input_shape=(None, X_train.shape[2])))",
        "4 × 64 × (X_train.shape[2] + 64 + 1)",
        "X_train.shape[2]",
    ),
    ("LSTM(64)", "4 × 64 × (features + 64 + 1)", "features"),
    ("x = LSTM(64)(x)\nx = Dense(2)(x)", "4 × 64 × (features + 64 + 1) + 130", "features"),
    ("model.add(LSTM(n, input_shape=(30, 5)))\nmodel.add(Dense(1))", "4 × n × (5 + n + 1) + 1 × (n + 1)", "n"),
    ("model.add(LSTM(2 * n, input_shape=(30, 5)))", "4 × 2 × n × (5 + 2 × n + 1)", "n"),
    ("model.add(LSTM(8, input_shape=X.shape[1:]))", "4 × 8 × (X.shape[1:][-1] + 8 + 1)", "X.shape[1:]"),
    (
        (
            "class N(nn.Module):\n    def __init__(self, words, hidden=4):\n        super().__init__()\n\n"
            "        self.e = nn.Embedding(words, hidden)\n        self.r = nn.GRU(hidden, hidden)"
        ),
        "4 × words + 120",
        "words",
    ),
    (
        (
            "class N(nn.Module):\n    def __init__(self, horizons):\n        super().__init__()\n"
            "        self.H = len(horizons)\n        self.out = nn.Linear(4, self.H)"
        ),
        "self.H × (4 + 1)",
        "self.H",
    ),
    (
        (
            "class N(keras.Model):\n    def __init__(self):\n        super().__init__()\n"
            "        self.words = Embedding(50, 8)\n        self.out = Dense(3)"
        ),
        "3 × (out.features + 1) + 400",
        "out.features",
    ),
    (
        "x = Input((10, 4))\ny = Lambda(lambda t: strange(t))(LSTM(6)(x))\nm = Model(x, Dense(2)(y))",
        "2 × (Lambda.shape[-1] + 1) + 264",
        "Lambda.shape[-1]",
    ),
    (
        (
            "class N(nn.Module):\n    def __init__(self, n, kind='GRU'):\n        super().__init__()\n"
            "        if kind.lower() == 'gru':\n            self.r = nn.GRU(n, 4)"
        ),
        "3 × 4 × (n + 4 + 2)",
        "n",
    ),
    ("nn.LSTM(n_in, 20)", "4 × 20 × (n_in + 20 + 2)", "n_in"),
    ("self.lstm = nn.LSTM(10, self.hidden)", "4 × self.hidden × (10 + self.hidden + 2)", "self.hidden"),
    ("model.add(Embedding(len(words) + 1, 8))\nmodel.add(LSTM(4))", "(len(words) + 1) × 8 + 208", "len(words)"),
    (
        "model.add(LSTM(8, input_shape=(n, 3), return_sequences=True))\nmodel.add(Flatten())\nmodel.add(Dense(1))",
        "1 × (8 × n + 1) + 384",
        "n",
    ),
    (
        "model.add(Bidirectional(LSTM(n), input_shape=(None, 3)))\nmodel.add(Dense(1))",
        "2 × 4 × n × (3 + n + 1) + 1 × (2 × n + 1)",
        "n",
    ),
]

#: Fragments that say too little, and the key of the phrase that says so.
REFUSED = [
    ("for i in range(n_layers):\n    model.add(LSTM(8))", "live_unsure"),
    ("while deep():\n    model.add(LSTM(8))", "live_unsure"),
    ("if bidirectional:\n    model.add(Bidirectional(LSTM(8)))\nelse:\n    model.add(LSTM(8))", "live_unsure"),
    (
        "base = VGG16(include_top=False)\nmodel = Sequential()\nmodel.add(base)\nmodel.add(Dense(2))",
        "live_unknown_part",
    ),
    ("inputs = Input((30, 5))\nx = MyLayer(3)(inputs)\nmodel = Model(inputs, x)", "live_unknown_part"),
    ("inputs = Input((30, 5))\nx = block(inputs)\nmodel = Model(inputs, x)", "live_undefined"),
    ("inputs = Input((30,))\nmodel = Model(inputs, LSTM(4)(self.words(inputs)))", "live_undefined"),
    ("model = Sequential()\nmodel.add(embedding_layer)\nmodel.add(LSTM(4))", "live_undefined"),
    (
        "class N(Module):\n def __init__(self):\n  self.e = nn.Embedding.load(w)\n  self.l = nn.LSTM(3, 4)",
        "live_unknown_part",
    ),
    (
        "from base import Base\nclass B(Base):\n def __init__(self):\n  self.o = nn.Linear(9, 2)\nB()",
        "live_unknown_part",
    ),
    (
        (
            "class Att(Layer):\n def build(self, s):\n  self.w = self.add_weight(shape=(s[-1], 1))\n"
            " def call(self, x):\n  return x * self.w\ni = Input((3, 2))\nm = Model(i, Dense(2)(Att()(LSTM(4)(i))))"
        ),
        "live_unknown_part",
    ),
    (
        "class Own(LSTM):\n def __init__(self, n):\n  super().__init__(n)\ni = Input((3, 2))\nm = Model(i, Own(4)(i))",
        "live_unknown_part",
    ),
    (
        (
            "class N(nn.Module):\n def __init__(self, words):\n  self.words, self.l = words, nn.GRU(3, 4)\n"
            " def forward(self, x):\n  return self.l(self.words(x))"
        ),
        "live_undefined",
    ),
    (
        "class N(nn.Module):\n def __init__(self, kind):\n  if kind.lower() == 'gru':\n   self.r = nn.GRU(3, 4)",
        "live_unsure",
    ),
    ("model <- keras_model_sequential() %>%\n  layer_lstm(units = 32) %>%\n  layer_dense(units = 1)", "live_of_r"),
    (
        "class N(Module):\n def __init__(self, b):\n  self.b, self.l = b, nn.GRU(3, 4)\n def call(self):\n  self.b(3)",
        "live_undefined",
    ),
    ("a = LSTM(4)\nb = LSTM(5)", "live_unconnected"),
    ("model.add(LSTM(**config))", "live_spread"),
    ("model.add(Dense(64, 128))", "live_one_of"),
    ("nn.LSTM(10, 20, n_layers)", "live_depends"),
    (
        "self.a = nn.Embedding(5, 4)\nself.b = nn.Linear(4, 5)\nif tie:\n    self.b.weight = self.a.weight",
        "live_unsure",
    ),
]
