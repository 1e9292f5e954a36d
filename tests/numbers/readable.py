"""What people put into the box, and what it is, as `tests.numbers.test_reading` writes it in a line."""

READABLE = [
    ("131584", "number 131584"),
    ("131,584", "number 131584"),
    ("131 584", "number 131584"),
    ("131_584", "number 131584"),
    ("131'584", "number 131584"),
    ("131.584", "number 131584"),
    ("１３１，５８４", "number 131584"),
    ("131,584 parameters", "number 131584"),
    ("Total params: 131,584", "number 131584"),
    ("Total params: 131,584 (514.00 KB)", "number 131584"),
    (("Total params: 131,584\nTrainable params: 131,584\nNon-trainable params: 0"), "number 131584"),
    ("Param # 131584", "number 131584"),
    ("参数量：131584", "number 131584"),
    ("共 131,584 个参数", "number 131584"),
    ("为什么是 120 个参数？", "number 120"),
    ("120?", "number 120"),
    ("why 131584 parameters?", "number 131584"),
    ("1", "number 1"),
    ("9007199254740991", "number 9007199254740991"),
    ("1000000000000000", "number 1000000000000000"),
    ("9007199254740992", "refused live_count"),
    ("99999999999999999999999", "refused live_count"),
    ("0", "refused live_count"),
    ("-5", "refused live_count"),
    ("1.5", "refused live_count"),
    ("131.6K", "refused live_count_rounded"),
    ("0.13M params", "refused live_count_rounded"),
    ("1.3 万", "refused live_count_rounded"),
    ("10 20", "unknown"),
    ("1e5", "unknown"),
    ("131584 = 4*128*257", "unknown"),
    ("LSTM 131584", "number 131584 LSTM"),
    ("why does my LSTM have 131584 parameters", "number 131584 LSTM"),
    ("LSTM 的参数量为什么是 131,584？", "number 131584 LSTM"),
    ("GRU 12864 params", "number 12864 GRU"),
    ("LSTM(64, input_shape=(30, 5))", "layer LSTM(64) (None, 30, 5) on 5"),
    ("keras.layers.GRU(64)", "layer GRU(64)"),
    ("tf.keras.layers.Bidirectional(LSTM(64))", "layer Bidirectional(LSTM(64))"),
    ("tensorflow.keras.layers.LSTM(8)", "layer LSTM(8)"),
    ("nn.GRU(10, 20)", "layer torch.nn.GRU(10, 20) on 10"),
    (
        "torch.nn.LSTM(10, 20, num_layers=2, bidirectional=True)",
        "layer torch.nn.LSTM(10, 20, num_layers=2, bidirectional=True) on 10",
    ),
    ("self.lstm = nn.LSTM(input_size=10, hidden_size=20)", "layer torch.nn.LSTM(10, 20) on 10"),
    ("x = LSTM(64)(x)", "layer LSTM(64)"),
    ("model.add(LSTM(64, input_shape=(30, 5)))", "layer LSTM(64) (None, 30, 5) on 5"),
    ("model.add(Bidirectional(LSTM(64), input_shape=(30, 5)))", "layer Bidirectional(LSTM(64)) (None, 30, 5) on 5"),
    ("Bidirectional(LSTM(64, input_shape=(30, 5)))", "layer Bidirectional(LSTM(64)) (None, 30, 5) on 5"),
    ("lstm", "layer LSTM()"),
    ("LSTM", "layer LSTM()"),
    ("simple_rnn", "layer SimpleRNN()"),
    ("LSTM 128", "layer LSTM(128)"),
    ("LSTM(64)", "layer LSTM(64)"),
    ("LSTM(64) features=8", "layer LSTM(64) features=8"),
    ("LSTM(64), features=8", "layer LSTM(64) features=8"),
    ("LSTM(64) on 8 features", "layer LSTM(64) features=8"),
    ("LSTM 128 units 64 features", "layer LSTM(128) features=64"),
    ("LSTM with 128 units on 64 features", "layer LSTM(128) features=64"),
    ("units 128 features 64 LSTM", "layer LSTM(128) features=64"),
    ("LSTM units=64 features=6", "layer LSTM(64) features=6"),
    ("LSTM 有 128 个隐藏单元，输入特征 64", "layer LSTM(128) features=64"),
    ("GRU 64 units 30 time steps", "layer GRU(64)"),
    ("Dense 10", "layer Dense(10)"),
    ("LSTM 128 64", "unknown"),
    ("LSTM vs GRU", "unknown"),
    ("keras.layers.LSTM", "layer LSTM()"),
    ("nn.LSTM", "layer torch.nn.LSTM()"),
    ("torch.nn.GRU", "layer torch.nn.GRU()"),
    ("Bidirectional", "layer Bidirectional()"),
    ("LSTM()", "layer LSTM()"),
    ("LSTM(64, use_bias=False)", "layer LSTM(64, use_bias=False)"),
    ("GRU(32, reset_after=False)", "layer GRU(32, reset_after=False)"),
    ("LSTM(units=64, return_sequences=True)", "layer LSTM(64, return_sequences=True)"),
    ("LSTM(64, activation=tf.nn.relu, kernel_regularizer=l2(0.01))", "layer LSTM(64)"),
    ("LSTM(2 * 32)", "layer LSTM(64)"),
    ("LSTM(100 // 3)", "layer LSTM(33)"),
    (("units = 64\nLSTM(units * 2)"), "layer LSTM(128)"),
    (("hidden = 16\nx = LSTM(hidden)(x)"), "layer LSTM(16)"),
    ("LSTM(hidden)", "layer LSTM() units=?hidden"),
    ("LSTM(64, input_shape=(None, X_train.shape[2]))", "layer LSTM(64) (None, None, None) features=?X_train.shape[2]"),
    ("LSTM(64, input_shape=X_train.shape[1:])", "layer LSTM(64) shape=?X_train.shape[1:]"),
    ("LSTM(64, input_shape=(n_steps, n_features))", "layer LSTM(64) (None, None, None) features=?n_features"),
    ("LSTM(n_units, input_shape=(n_steps, 3))", "layer LSTM() (None, None, 3) on 3 units=?n_units"),
    (
        "nn.LSTM(input_dim, hidden_dim, n_layers)",
        "layer torch.nn.LSTM() features=?input_dim units=?hidden_dim num_layers=?n_layers",
    ),
    ("LSTM(2 * hidden)", "layer LSTM() units=?2 * hidden"),
    ("LSTM(64, use_bias=bias)", "layer LSTM(64) use_bias=?bias"),
    ("LSTM(64, batch_input_shape=(32, 30, 5))", "layer LSTM(64) (None, 30, 5) on 5"),
    ("LSTM(64, input_dim=5, input_length=30)", "layer LSTM(64) (None, 30, 5) on 5"),
    ("LSTM(64, features=5)", "layer LSTM(64) features=5"),
    ("Embedding(10000, 32)", "layer Embedding(10000, 32)"),
    ("Embedding(10000, 32, input_length=100)", "layer Embedding(10000, 32) (None, 100)"),
    ("Embedding(input_dim=vocab_size, output_dim=64)", "layer Embedding(output_dim=64) input_dim=?vocab_size"),
    ("ConvLSTM2D(64, (3, 3), input_shape=(None, 40, 40, 1))", "layer ConvLSTM2D(64, (3, 3)) (None, None, 40, 40, 1)"),
    ("Conv1D(32, 3, input_shape=(100, 4))", "layer Conv1D(32, 3) (None, 100, 4)"),
    ("TimeDistributed(Dense(10), input_shape=(30, 5))", "layer TimeDistributed(Dense(10)) (None, 30, 5) on 5"),
    ("RNN([LSTMCell(64), LSTMCell(32)])", "layer RNN([LSTMCell(64), LSTMCell(32)])"),
    (("cell = LSTMCell(64)\nrnn = RNN([cell, LSTMCell(32)])"), "layer RNN([LSTMCell(64), LSTMCell(32)])"),
    ("StackedRNNCells([GRUCell(8)])", "layer StackedRNNCells([GRUCell(8)])"),
    ("MultiHeadAttention(num_heads=2, key_dim=16)", "layer MultiHeadAttention(2, 16)"),
    ("BatchNormalization()", "layer BatchNormalization()"),
    ("CuDNNLSTM(64)", "layer tf.compat.v1.keras.layers.CuDNNLSTM(64)"),
    ("tf.compat.v1.keras.layers.GRU(4)", "layer GRU(4, reset_after=False)"),
    ("flax.linen.LSTMCell(features=4)", "layer flax.linen.LSTMCell(4)"),
    (("import flax.linen as nn\nnn.LSTMCell(features=4)"), "layer flax.linen.LSTMCell(4)"),
    ("eqx.nn.GRUCell(3, 4)", "layer equinox.nn.GRUCell(3, 4) on 3"),
    ("rnn_cell.LSTMCell(4)", "layer tf.compat.v1.nn.rnn_cell.LSTMCell(4)"),
    (("import torch.nn as N\nN.LSTM(3, 4)"), "layer torch.nn.LSTM(3, 4) on 3"),
    (("from torch.nn import LSTM\nLSTM(3, 4)"), "layer torch.nn.LSTM(3, 4) on 3"),
    (("from keras import layers as L\nL.GRU(8)"), "layer GRU(8)"),
    ("(lstm): LSTM(10, 20, num_layers=2, batch_first=True)", "layer torch.nn.LSTM(10, 20, num_layers=2) on 10"),
    ("LSTM(10, 20, num_layers=2, batch_first=True)", "layer torch.nn.LSTM(10, 20, num_layers=2) on 10"),
    ("Linear(in_features=20, out_features=1, bias=True)", "layer torch.nn.Linear(20, 1)"),
    ("nn.Linear(20, 1, False)", "layer torch.nn.Linear(20, 1, bias=False)"),
    ("nn.LSTM(10, 20).to(device)", "layer torch.nn.LSTM(10, 20) on 10"),
    ("nn.LSTMCell(10, 20, bias=False)", "layer torch.nn.LSTMCell(10, 20, use_bias=False) on 10"),
    ("nn.Conv1d(16, 32, 3, 1, bias=False)", "layer torch.nn.Conv1d(16, 32, 3, bias=False)"),
    ("nn.LayerNorm(8, elementwise_affine=False)", "layer torch.nn.LayerNorm(8, elementwise_affine=False)"),
    ("nn.Embedding(100, 16, padding_idx=0)", "layer torch.nn.Embedding(100, 16)"),
    ("nn.RNN(3, 4, nonlinearity='relu')", "layer torch.nn.RNN(3, 4) on 3"),
    (">>> LSTM(64)", "layer LSTM(64)"),
    ("In [3]: model.add(LSTM(64))", "layer LSTM(64)"),
    ("`LSTM(64)`", "layer LSTM(64)"),
    (("```python\nLSTM(64)\n```"), "layer LSTM(64)"),
    ("LSTM（64，input_shape=（30，5））", "layer LSTM(64) (None, 30, 5) on 5"),
    ("LSTM(“64”)", "refused live_positive"),
    ("LSTM(64", "layer LSTM(64)"),
    ("LSTM(64,", "layer LSTM(64)"),
    ("LSTM(64))", "layer LSTM(64)"),
    ("layer = LSTM(64)  # a comment (with brackets", "layer LSTM(64)"),
    ("why does LSTM(64, input_shape=(30, 5)) don't have 3?", "layer LSTM(64) (None, 30, 5) on 5"),
    ("how is LSTM(64) in Keras", "layer LSTM(64)"),
    ("LSTM(64) and why", "layer LSTM(64)"),
    ("does LSTM(64) (with bias) fit", "layer LSTM(64)"),
    ("return LSTM(64)(x)", "layer LSTM(64)"),
    ("请问 LSTM(64) 有多少参数", "layer LSTM(64)"),
    ("self.rnn: nn.Module = nn.GRU(3, 4)", "layer torch.nn.GRU(3, 4) on 3"),
    ("lstm(64)", "layer LSTM(64)"),
    ("  LSTM(64)  ", "layer LSTM(64)"),
    ("LSTM(64)(Input((30, 5)))", "layer LSTM(64) (None, 30, 5) on 5"),
    ("out, h, c = LSTM(64, return_state=True)(x)", "layer LSTM(64)"),
    (
        "Sequential([Input((30, 5)), LSTM(64, return_sequences=True), LSTM(64), Dense(1)])",
        "model LSTM(64, return_sequences=True), LSTM(64), Dense(1) (None, 30, 5)",
    ),
    ("Sequential([LSTM(64, input_shape=(30, 5))])", "model LSTM(64) (None, 30, 5)"),
    (
        (
            "model = keras.Sequential([\n"
            "    layers.InputLayer(input_shape=(30, 5)),\n"
            "    layers.LSTM(64),\n"
            "    layers.Dropout(0.2),\n"
            "    layers.Dense(1, activation='sigmoid'),\n"
            "])\n"
            "model.compile(optimizer=keras.optimizers.Adam(1e-3), loss='mse')\n"
            "model.summary()"
        ),
        "model LSTM(64), Dropout(), Dense(1) (None, 30, 5)",
    ),
    (
        (
            "model = Sequential()\n"
            "model.add(Embedding(10000, 32, input_length=100))  # words\n"
            "model.add(LSTM(64))\n"
            "model.add(Dense(1))"
        ),
        "model Embedding(10000, 32), LSTM(64), Dense(1) (None, 100)",
    ),
    (
        (">>> m = Sequential()\n>>> m.add(LSTM(4, input_shape=(3, 2)))\n>>> m.add(Dense(1))"),
        "model LSTM(4), Dense(1) (None, 3, 2)",
    ),
    (
        ("model.add(LSTM(64, input_shape=(30, 5), return_sequences=True))\nmodel.add(Flatten())\nmodel.add(Dense(1))"),
        "model LSTM(64, return_sequences=True), Flatten(), Dense(1) (None, 30, 5)",
    ),
    (
        ("model.add(LSTM(8, input_shape=(n, 5), return_sequences=True))\nmodel.add(Flatten())\nmodel.add(Dense(1))"),
        "model LSTM(8, return_sequences=True), Flatten(), Dense(1) (None, None, 5) time=?n",
    ),
    (
        (
            "inputs = keras.Input(shape=(30, 5))\n"
            "x = LSTM(64, return_sequences=True)(inputs)\n"
            "x = Bidirectional(LSTM(32))(x)\n"
            "outputs = Dense(1)(Dropout(0.2)(x))\n"
            "model = keras.Model(inputs, outputs)"
        ),
        "model LSTM(64, return_sequences=True), Bidirectional(LSTM(32)), Dropout(), Dense(1) (None, 30, 5)",
    ),
    (
        ("LSTM(64, return_sequences=True),\nLSTM(32),\nDense(1)"),
        "model LSTM(64, return_sequences=True), LSTM(32), Dense(1)",
    ),
    (
        ("enc = Sequential([LSTM(4)])\nmodel = Sequential()\nmodel.add(enc)\nmodel.add(Dense(1))"),
        "model Sequential([LSTM(4)]), Dense(1)",
    ),
    (
        ("layers = [LSTM(4, return_sequences=True), Dense(1)]\nmodel = Sequential(layers)"),
        "model LSTM(4, return_sequences=True), Dense(1)",
    ),
    (
        ("model = Sequential()\nmodel.add(LSTM(n_units, input_shape=(30, 5)))\nmodel.add(Dense(n_classes))"),
        "model LSTM(), Dense() (None, 30, 5) 0.units=?n_units 1.units=?n_classes",
    ),
    (
        (
            "def build():\n"
            "    model = Sequential()\n"
            "    model.add(Input(shape=(30, 5)))\n"
            "    model.add(GRU(8))\n"
            "    return model"
        ),
        "model GRU(8) (None, 30, 5)",
    ),
    (
        "nn.Sequential(nn.Embedding(100, 16), nn.LSTM(16, 32), nn.ReLU(), nn.Linear(32, 1))",
        "model torch.nn.Embedding(100, 16), torch.nn.LSTM(16, 32), torch.nn.Linear(32, 1) weightless=1",
    ),
    (
        (
            "class Net(nn.Module):\n"
            "    def __init__(self, n):\n"
            "        super().__init__()\n"
            "        self.lstm = nn.LSTM(n, 20, batch_first=True)\n"
            "        self.fc = nn.Linear(20, 1)\n"
            "    def forward(self, x):\n"
            "        out, _ = self.lstm(x)\n"
            "        return self.fc(out[:, -1])"
        ),
        "model torch.nn.LSTM(units=20), torch.nn.Linear(20, 1) 0.features=?n",
    ),
    (
        (
            "class Net(Model):\n"
            "    def __init__(self):\n"
            "        self.a = LSTM(4)\n"
            "        self.b = Dense(2)\n"
            "    def call(self, x):\n"
            "        x = self.a(x)\n"
            "        return self.b(x)"
        ),
        "model LSTM(4), Dense(2)",
    ),
    ("lstm_3 (LSTM) (None, 128) 131584", "row lstm_3 LSTM (None, 128) 131584"),
    ("lstm_3 (LSTM)                (None, 128)               131,584", "row lstm_3 LSTM (None, 128) 131584"),
    ("why does simple_rnn (SimpleRNN)   (None, 10)   120 happen?", "row simple_rnn SimpleRNN (None, 10) 120"),
    ("│ lstm_3 (LSTM)       │ (None, 128)       │    131,584 │", "row lstm_3 LSTM (None, 128) 131584"),
    (
        (
            "│ bidirectional       │ (None, 128)       │     66,048 │\n"
            "│ (Bidirectional)     │                   │            │"
        ),
        "row bidirectional Bidirectional (None, 128) 66048",
    ),
    ("| lstm_3 (LSTM) | (None, 128) | 131584 |", "row lstm_3 LSTM (None, 128) 131584"),
    ("lstm_3  (None, 128)  131584", "row lstm_3 LSTM (None, 128) 131584"),
    ("bidirectional_1 (Bidirectiona (None, 128) 66048", "row bidirectional_1 Bidirectional (None, 128) 66048"),
    ("lstm (LSTM)  [(None, 64), (None, 64), (None, 64)]  17,664", "row lstm LSTM (None, 64) 17664"),
    ("lstm (LSTM)   multiple   17664", "row lstm LSTM 17664"),
    ("├─LSTM: 1-1 [1, 5, 20] 2,560", "row LSTM: 1-1 LSTM (1, 5, 20) 2560"),
    ("├─LSTM: 1-1 [1, 5, 10] [1, 5, 20] 2,560", "row LSTM: 1-1 LSTM (1, 5, 20) 2560 reads (1, 5, 10)"),
    ("    └─LSTM (rnn): 2-1   [1, 5, 20]   2,560", "row rnn LSTM (1, 5, 20) 2560"),
    ("LSTM-1  [[-1, 5, 20], [-1, 2, 20]]  0", "row LSTM-1 LSTM (None, 5, 20) 0"),
    ("我的 gru_1 (GRU) (None, 50, 32) 3,456 为什么", "row gru_1 GRU (None, 50, 32) 3456"),
    ("[(128, 512), (128, 512), (512,)]", "shapes (128, 512) (128, 512) (512,)"),
    ("weight_ih_l0 torch.Size([80, 10])", "shapes weight_ih_l0(80, 10)"),
    ("kernel (3, 8)", "shapes kernel(3, 8)"),
    ("kernel: (3, 8), bias: (8,)", "shapes kernel(3, 8) bias(8,)"),
    ("[torch.Size([80, 10]), torch.Size([80, 20])]", "shapes (80, 10) (80, 20)"),
    (("lstm.weight_ih_l0: (80, 10)\nlstm.weight_hh_l0: (80, 20)"), "shapes weight_ih_l0(80, 10) weight_hh_l0(80, 20)"),
    ("<Variable path=lstm/lstm_cell/kernel, shape=(5, 256), dtype=float32>", "shapes kernel(5, 256)"),
    ("<tf.Variable 'lstm/kernel:0' shape=(5, 256) dtype=float32>", "shapes kernel(5, 256)"),
    ("shape=(3, 8)", "shapes (3, 8)"),
    ("(3, 8)", "unknown"),
    ("my data is (100, 30, 5) and (100, 1)", "unknown"),
    (("lstm_3 (LSTM) (None, 128) 131584\ndense (Dense) (None, 1) 129"), "summary"),
    (" Layer (type)    Output Shape    Param #", "summary"),
    (("(lstm): LSTM(10, 20)\n(fc): Linear(in_features=20, out_features=1)"), "summary"),
    ("Lstmm(64)", "refused live_unknown_layer"),
    ("LSTM(-5)", "refused live_positive"),
    ("LSTM(0)", "refused live_positive"),
    ("LSTM(64.0)", "refused live_positive"),
    ("LSTM('64')", "refused live_positive"),
    ("LSTM(True)", "refused live_positive"),
    ("LSTM(64, unit=3)", "refused live_unknown_argument"),
    ("LSTM(64, units=3)", "refused live_given_twice"),
    ("LSTM(**config)", "refused live_spread"),
    ("LSTM(64, use_bias=3)", "refused live_one_of"),
    ("LSTM(9007199254740992)", "refused live_at_most"),
    ("Sequential([LSTM(4) for i in range(3)])", "model LSTM(4), LSTM(4), LSTM(4)"),
    ("Sequential([Conv2D(3, 3)])", "model Conv2D(3, 3)"),
    ("model.add(Conv2D(32, 3))", "layer Conv2D(32, 3)"),
    ("Bidirectional(Foo(3))", "refused live_unknown_layer"),
    ("Bidirectional([LSTM(3)])", "refused live_one_layer"),
    ("RNN(3)", "refused live_inside"),
    (("for i in range(3):\n    model.add(LSTM(4))"), "model LSTM(4), LSTM(4), LSTM(4)"),
    (("for i in range(n):\n    model.add(LSTM(4))"), "refused live_unsure"),
    ("if deep: model.add(LSTM(4))", "refused live_unsure"),
    (("a = LSTM(4)\nb = LSTM(5)"), "refused live_unconnected"),
    (
        ("a = Sequential([LSTM(4, input_shape=(3, 2))])\nb = Sequential([LSTM(5, input_shape=(3, 2))])"),
        "code a 112; b 160",
    ),
    (("a = Input((3, 4))\nb = LSTM(4)(a)\nc = LSTM(5)(a)"), "code 344"),
    (("d = Dense(4)\nx = d(Input((4,)))\nx = d(x)"), "code 20"),
    (("x = Foo()([a, b])\ny = Dense(3)(x)"), "refused live_unknown_part"),
    ("nn.Transformer(3)", "refused live_unknown_layer"),
    ("LSTM(64, input_shape=5)", "refused live_input_shape"),
    ("LSTM(64, input_shape=(30, 0))", "refused live_input_shape"),
    ("Input(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)", "refused live_arguments"),
    ("constructor(3)", "unknown"),
    ("", "unknown"),
    ("   ", "unknown"),
    ("hello", "unknown"),
    ("how does it work", "unknown"),
    ("hello (world)", "unknown"),
    ("[1, 2, 3]", "unknown"),
    ("np.zeros((3, 4))", "unknown"),
    ("x = Foo(3)", "unknown"),
    ("toString(3)", "unknown"),
    ("model.fit(X, y, epochs=10)", "unknown"),
    ("import keras", "unknown"),
    ("()", "unknown"),
    ("((((", "unknown"),
]
