"""Pastes for each remark and reason: one that it is said of, and some of which it would be untrue."""

from dataclasses import dataclass

from rnnformula import count
from rnnformula.explaining.effort import MOST_EFFORT
from rnnformula.explaining.explanation import LONGEST
from tests.explaining.small_tables import calls, connected, drawn, inputs, lstm, modules
from tests.explaining.tables import table


def said(explanation):
    """The keys of all that an explanation says."""
    labels = [*explanation.remarks]
    for row in explanation.rows:
        labels += [*row.remarks, *(reason for reading in row.readings for reason in reading.reasons)]
    for total in explanation.totals:
        labels += total.remarks
    return [label.key for label in labels]


@dataclass(frozen=True)
class Case:
    """A paste that a remark is said of, or a function that makes it, and pastes of which it would be untrue."""

    speaks: object
    silent: tuple = ()

    def spoken(self):
        """What the remark is said of."""
        return self.speaks() if callable(self.speaks) else self.speaks


CHAIN = (inputs(5, 3), lstm(4, 3), ("d (Dense)", (None, 1), 5))
#: A paste that nothing is wrong with: one chain, all numbers there, none of them equal to another one by chance.
PLAIN = table(*CHAIN)
ALONE = table(lstm(4, 3))
SUM = count("LSTM", units=4, features=3) + 5
BUILT = {
    slots: table(*CHAIN, total=SUM + slots * SUM + 2, trainable=SUM, optimizer=slots * SUM + 2) for slots in range(3)
}
HIDDEN = table(*CHAIN, total=3 * SUM + 2, trainable=SUM)
FROZEN_EMBEDDING = table(("e (Embedding)", (None, 5, 3), 3000), *CHAIN[1:], non_trainable=3000)
ATTENTION_IN_TREE = (
    "Net(\n  (a): MultiheadAttention(\n"
    "    (out_proj): NonDynamicallyQuantizableLinear(in_features=8, out_features=8, bias=True)\n  )\n)"
)
LOW_RANK = table(("e (Embedding)", (None, 5, 16), 2064), non_trainable=1600)
NOT_LOW_RANK = (
    *(PLAIN, ALONE, FROZEN_EMBEDDING),
    *(table(("e (Embedding)", (None, 5, 16), 2064), non_trainable=number) for number in (0, 100, 2064)),
)
NORMALIZED = (inputs(30, 300), ("bn (BatchNormalization)", (None, 30, 300), 1200))
ENCODER = ("enc (Functional)", (None, 300), 2_942_700)
NESTED = table(*NORMALIZED, ENCODER, non_trainable=1200)
FRAMES = (inputs(10, 96, 96, 3), ("td (TimeDistributed)", (None, 10, 192), 111_984), lstm(16, 192))
IN_FRAMES = table(*FRAMES, non_trainable=7040)
TWO_FROZEN = table(
    *CHAIN[:1],
    lstm(4, 3, shape=(None, 5, 4)),
    lstm(6, 4, shape=(None, 5, 6), name="two"),
    lstm(7, 6, name="three"),
    non_trainable=520,
)
#: What is frozen is that of two rows, and that of rows of few bits as well.
FROZEN_APART = table(
    inputs(12),
    ("e (Embedding)", (None, 12, 12), 312),
    lstm(4, 12),
    ("f (Flatten)", (None, 565), 0),
    ("d (Dense)", (None, 4), 2264),
    non_trainable=2576,
)
BEGINNING = table(
    ("e (Embedding)", (None, 5, 3), 3000),
    lstm(4, 3, shape=(None, 5, 4), name="one"),
    lstm(6, 4, name="two"),
    ("d (Dense)", (None, 9), 63),
    non_trainable=3000 + count("LSTM", units=4, features=3),
)
CUT_COLUMN = drawn([("embedding (Embedding)", "(None, 50, 32)"), ("lstm (LSTM)", "(None, 16)")])
NARROW = drawn([("embedding (Embedding)", "(None, 50, 32)", "32,0"), ("dense (Dense)", "(None, 1)", "  ")], ends="")
SIAMESE = connected(
    ("a (InputLayer)", (None, 5, 3), 0, "-"),
    ("b (InputLayer)", (None, 5, 3), 0, "-"),
    ("enc (Functional)", (None, 4), 777, "a[0][0], b[0][0]"),
)
TORCH_LSTM = "├─LSTM: 1-1"
WINDOW = table(inputs(1, 12), lstm(5, 12))
MODELS = drawn([("m (Functional)", "(None, 4)", "128"), ("   └ lstm (LSTM)", "(None, 4)", "128")])
SHORT_MODELS = MODELS.replace("128 │", "129 │", 1)
WITH_MERGE = table(("b (Bidirectional)", (None, 50, 20), 4160))
LARGE = "".join(f"lstm_{place} (LSTM)   multiple   {5040 * (place + 1)}\n" for place in range(MOST_EFFORT // 20))
UNSHAPED = "gru (GRU)  multiple  12864\ndense (Dense)  multiple  65\n"
HEADER = "Layer (type)                 Output Shape              Param #\n"


def real_layer():
    """A real layer of Keras."""
    from tests.lazily import keras, layers

    built = layers.LSTM(4)
    with keras.StatelessScope(initialize_variables=False):
        built.build((None, 5, 3))
    return built


CODE_LAYER, CODE_MODEL = "LSTM(4, input_shape=(5, 3))", "model.add(LSTM(4, input_shape=(5, 3)))\nmodel.add(Dense(1))"
OPEN_CODE = CODE_MODEL.replace("4", "n")
UNDECIDED_CODE = "model.add(LSTM(4, input_shape=(5, 3), return_sequences=flag))\nmodel.add(Dense(1))"
NO_CODE = (PLAIN, ALONE, "Take two eggs (and 120 g of flour).")


SPOKEN = {
    "note_bytes": Case(PLAIN.replace("params: 133\n", "params: 133 (532.00 B)\n", 1), (PLAIN,)),
    "note_bytes_mixed": Case(
        PLAIN.replace("params: 133\n", "params: 133 (7.00 MB)\n", 1),
        (PLAIN, PLAIN.replace("params: 133\n", "params: 133 (532.00 B)\n", 1)),
    ),
    "note_code": Case(CODE_LAYER, (*NO_CODE, f"{CODE_MODEL}\n{PLAIN}", UNDECIDED_CODE)),
    "note_code_count": Case(OPEN_CODE, (CODE_LAYER, CODE_MODEL, UNDECIDED_CODE, *NO_CODE)),
    "note_code_names": Case(UNDECIDED_CODE, (CODE_LAYER, CODE_MODEL, OPEN_CODE, *NO_CODE)),
    "note_code_open": Case(OPEN_CODE, (CODE_LAYER, CODE_MODEL, UNDECIDED_CODE, *NO_CODE)),
    "note_code_total": Case(CODE_MODEL, (CODE_LAYER, OPEN_CODE, UNDECIDED_CODE, *NO_CODE)),
    "note_column_cut": Case(CUT_COLUMN, (PLAIN, NARROW, drawn([("drop (Dropout)", "(None, 50, 32)")]))),
    "note_columns_cut": Case(
        'Model: "seq"\n┏━━━━━━━━\n┃ Layer (type)\n┡━━━━━━━━\n│ lstm (LSTM)\n└────────\n',
        (PLAIN, CUT_COLUMN, "Layers of a cake", "Layer (type)    Output Shape    Param #\nnothing below"),
    ),
    "note_container": Case(
        modules(("Net", "[32, 4]", "--"), (TORCH_LSTM, "[32, 5, 4]", "144")),
        (PLAIN, modules(("Net", "[32, 4]", "--")), modules((TORCH_LSTM, "[32, 5, 4]", "144"))),
    ),
    "note_cut": Case(NARROW, (PLAIN, modules((TORCH_LSTM, "[32, 5, 4]", f"{14:>23}")))),
    "note_cut_short": Case(
        modules((TORCH_LSTM, "[32, 5, 4]", f"{14:>23}")), (NARROW, modules((TORCH_LSTM, "[32, 4]", "144")))
    ),
    "note_damaged": Case(HEADER + "lstm (LSTM)   (None, 10)   480\nx (None, 3) 2.560.000\n", (PLAIN,)),
    "note_damaged_only": Case("简单的(无,1,10)120", (PLAIN, "", "120 apples")),
    "note_decide": Case(
        ALONE,
        (
            PLAIN,
            table(("c (Conv1D)", (None, 7, 32), 2272)),
            "│ in (InputLayer) │ (None, 5, 3) │ 0 │\n│ lstm (LSTM) │ (None, 4) │ 128 │",
            "│ in (InputLayer) │ (None, 5, 3) │ 0 │ - │\n│ lstm (LSTM) │ (None, 4) │ 128 │ in[0][0] │",
        ),
    ),
    "note_decide_else": Case(table(("c (Conv1D)", (None, None, 32), 2272)), (PLAIN, ALONE)),
    "note_empty": Case("  \n", ("x", PLAIN)),
    "note_far_ahead": Case(
        "gru (GRU)  multiple  3938304\ndense (Dense)  multiple  1025\n",
        (PLAIN, "lstm (LSTM)  (None, 64)  18176", "gru (GRU)  multiple  3938304"),
    ),
    "note_may_hold": Case(
        table(inputs(100, 125, 8), ("td (TimeDistributed)", (None, 100, 64), 8256), total=9000),
        (PLAIN, ALONE, WITH_MERGE),
    ),
    "note_frozen": Case(
        FROZEN_EMBEDDING,
        (
            PLAIN,
            NESTED,  # 600 are moving means inside the model, though the normalization has as many left
            IN_FRAMES,
            table(inputs(8), ("b (BatchNormalization)", (None, 8), 32), non_trainable=16),
            table(*CHAIN, ("x (Dense)", (None, 66), 132), ("y (Dense)", (None, 1), 67), non_trainable=133),
        ),
    ),
    "note_frozen_first": Case(BEGINNING, (PLAIN, NESTED, IN_FRAMES, FROZEN_EMBEDDING)),
    "note_frozen_perhaps": Case(NESTED, (FROZEN_EMBEDDING, IN_FRAMES, table(*NORMALIZED, non_trainable=1200))),
    "note_frozen_unknown": Case(
        TWO_FROZEN,
        (
            *(PLAIN, NESTED, IN_FRAMES, FROZEN_EMBEDDING),
            TWO_FROZEN.replace(": 520", ": 500").replace(": 264", ": 284"),  # no rows add up to it
            TWO_FROZEN.replace("params: 784", "params: 1,304").replace(": 264", ": 784"),  # a row is missing
        ),
    ),
    "note_inside_unknown": Case(
        table(inputs(5, 7), ("t (TimeDistributed)", (None, 5, 3), 23)),
        (table(inputs(5, 7), ("t (TimeDistributed)", (None, 5, 3), 24)), table(inputs(5, 7), lstm(4, 7, more=1))),
    ),
    "note_kept": Case(
        table(inputs(8), ("b (BatchNormalization)", (None, 8), 56), non_trainable=40),
        (table(inputs(8), ("b (BatchNormalization)", (None, 8), 32), non_trainable=16), PLAIN, FROZEN_APART),
    ),
    "note_kept_or_frozen": Case(
        IN_FRAMES,
        (
            FROZEN_EMBEDDING,
            table(*FRAMES),
            table(*FRAMES, non_trainable=111_984),  # all of it, which is more than a normalization keeps
            TWO_FROZEN,
        ),
    ),
    "note_left_out": Case(HEADER + LARGE, (PLAIN,)),
    "note_less": Case(
        table(*CHAIN, total=SUM - 1), (PLAIN, table(*CHAIN, total=SUM - 4), table(*CHAIN, total=SUM + 1))
    ),
    "note_less_row": Case(
        table(*CHAIN, total=SUM - 4), (PLAIN, table(*CHAIN, total=SUM - 1), table(*CHAIN, total=SUM + 4))
    ),
    "note_marked": Case(modules((TORCH_LSTM, "[32, 5, 4]", "(144)"), total=144, frozen=144), (PLAIN, FROZEN_EMBEDDING)),
    "note_model": Case(SIAMESE, (PLAIN, MODELS, SHORT_MODELS, modules(("├─Sequential: 1-1", "[32, 4]", "144")))),
    "note_model_differs": Case(SHORT_MODELS, (MODELS, SIAMESE, PLAIN)),
    "note_modules": Case(modules(("├─Sequential: 1-1", "[32, 4]", "144")), (SIAMESE, PLAIN)),
    "note_more": Case(table(*CHAIN, total=SUM + 1), (PLAIN, HIDDEN, table(*CHAIN, total=SUM - 1), CUT_COLUMN)),
    "note_moving": Case(
        table(inputs(8), ("b (BatchNormalization)", (None, 8), 32), non_trainable=16),
        (
            PLAIN,
            table(inputs(8), ("b (BatchNormalization)", (None, 8), 56), non_trainable=40),
            table(inputs(8), ("b (BatchNormalization)", (None, 8), 32), non_trainable=0),
            table(inputs(8), ("b (LayerNormalization)", (None, 8), 16)),
        ),
    ),
    "note_no_class": Case(drawn([("x", "(None, 4)", "128")]), (PLAIN,)),
    "note_no_layer_has": Case("a.weight (3, 5)\na.bias (7,)", ("a.weight (3, 5)\na.bias (3,)", PLAIN)),
    "note_no_shape": Case(
        modules((TORCH_LSTM, "", "7")),
        (PLAIN, table(("c (ConvLSTM2D)", "(None, 1, 15, 512, 51", 16260)), table(("l (LSTM)", "multiple", 7))),
    ),
    "note_no_table": Case("Take two eggs and 120 g of flour.", (PLAIN, "", CUT_COLUMN)),
    "note_not_counted": Case(
        calls(("LSTM-1", "[-1, 5, 4]", 0), ("Linear-2", "[-1, 5, 1]", 5)),
        (
            PLAIN,
            calls(("Dropout-1", "[-1, 5, 4]", 0), ("Linear-2", "[-1, 5, 1]", 5)),
            drawn([("l (LSTM)", "?", "0 (unbuilt)")]),
        ),
    ),
    "note_not_tried": Case(HEADER + LARGE, (PLAIN,)),
    "note_nothing_fits": Case(
        table(inputs(5, 7), ("lstm (LSTM)", (None, 4), 204)),
        (
            PLAIN,
            table(inputs(5, 7), ("lstm (LSTM)", (None, 4), 204), name="net"),  # perhaps no chain
            calls(("GRU-1", "[-1, 16]", 1632), ("Linear-2", "[-1, 100]", 3300)),
            calls(("GRU-1", "[-1, 16]", 1632), ("Linear-2", "[-1, 100]", 3301)),
            table(inputs(5, 7), ("t (TimeDistributed)", (None, 5, 3), 23)),
        ),
    ),
    "note_nothing_fits_alone": Case(
        calls(("GRU-1", "[-1, 16]", 1632), ("Linear-2", "[-1, 100]", 3301)),
        (PLAIN, calls(("GRU-1", "[-1, 16]", 1632), ("Linear-2", "[-1, 100]", 3300)), table(("x (Mine)", (None, 4), 3))),
    ),
    "note_numbers_cut": Case(NARROW, (PLAIN, CUT_COLUMN, drawn([("drop (Dropout)", "(None, 3)", " ")], ends=""))),
    "note_optimizer": Case(BUILT[2], (PLAIN, BUILT[0], BUILT[1], HIDDEN)),
    "note_optimizer_hidden": Case(HIDDEN, (PLAIN, *BUILT.values(), table(*CHAIN, total=SUM + 9))),
    "note_optimizer_none": Case(BUILT[0], (PLAIN, BUILT[1], BUILT[2])),
    "note_optimizer_one": Case(BUILT[1], (PLAIN, BUILT[0], BUILT[2])),
    "note_order": Case(
        calls(("GRU-1", "[-1, 16]", 1632), ("Linear-2", "[-1, 100]", 3300)),
        (PLAIN, SIAMESE, calls(("GRU-1", "[-1, 16]", 1632), ("Linear-2", "[-1, 100]", 1700))),
    ),
    "note_recovered": Case(
        table(("e (Embedding)", (None, 50, 256), "25,600…"), total=25_600_000),
        (PLAIN, table(("e (Embedding)", (None, 50, 256), "25,600…"), total=1_000), NARROW),
    ),
    "note_recursive": Case(
        modules((TORCH_LSTM, "[32, 5, 4]", "144"), ("├─LSTM: 1-2", "[32, 5, 4]", "(recursive)")), (PLAIN,)
    ),
    "note_rounded": Case(
        "  | Name | Type | Params\n------------------------\n0 | lstm | LSTM | 66.6 K\n------------------------\n",
        (PLAIN,),
    ),
    "note_row_missing": Case(
        table(inputs(5, 7), lstm(4, 9), total=5000),
        (
            PLAIN,
            table(inputs(5, 7), lstm(4, 7), total=5000),
            table(inputs(5, 7), lstm(4, 9), ("d (Dense)", (None, 1), "5…")),
        ),
    ),
    "note_row_missing_perhaps": Case(
        "in (InputLayer)  (None, 5, 7)  0\nlstm (LSTM)  (None, 4)  224\n",
        (PLAIN, table(inputs(5, 7), lstm(4, 9)), "in (InputLayer)  (None, 5, 7)  0\nlstm (LSTM)  (None, 4)  192\n"),
    ),
    "note_rows_add_up": Case(PLAIN, (ALONE.partition("Total")[0], CUT_COLUMN + "\nTotal params: 7\n", BUILT[2])),
    "note_shape_begins": Case(
        table(("l (LSTM)", "(None, 5, 1", 480)),
        (PLAIN, table(("l (LSTM)", "(None, 5, 7", 480)), table(("l (LSTM)", "multiple", 480))),
    ),
    "note_shape_cut": Case(
        table(("c (ConvLSTM2D)", "(None, 1, 15, 512, 51", 16260)),
        (
            PLAIN,
            table(("l (LSTM)", "{None, 5, 16}", 7)),  # oddly written, but whole
            table(("b (Bidirectional)", "(None 50 512)", 1_140_736)),
            modules((TORCH_LSTM, "", "7")),
            table(("l (LSTM)", "multiple", 7)),
        ),
    ),
    "note_shape_open": Case(
        table(("l (LSTM)", "multiple", 7)), (PLAIN, modules((TORCH_LSTM, "", "7")), table(("l (LSTM)", "multiple", 12)))
    ),
    "note_shared": Case(
        SIAMESE,
        (
            PLAIN,
            connected(
                ("a (InputLayer)", (None, 5, 3), 0, "-"), ("enc (Functional)", (None, 4), 777, "a[0][0], a[0][0]")
            ),
            connected(
                ("a (InputLayer)", (None, 9), 0, "-"),
                ("b (InputLayer)", (None, 9), 0, "-"),
                ("l (LSTM)", (None, 9), 684, "a[0][0], b[0][0], b[0][0]"),
            ),
        ),
    ),
    "note_show_trainable": Case(TWO_FROZEN, (PLAIN, FROZEN_EMBEDDING)),
    "note_sum": Case(MODELS, (PLAIN, SHORT_MODELS, SIAMESE)),
    "note_sum_many": Case(
        drawn(
            [
                ("m (Functional)", "(None, 4)", "155"),
                *((f"   └ d{place} (Dense)", "(None, 1)", "5") for place in range(31)),
            ]
        ),
        (MODELS, PLAIN),
    ),
    "note_tables": Case(f"{PLAIN}\n\n{PLAIN}", (PLAIN,)),
    "note_too_long": Case("lstm_1 (LSTM) (None, 10) 480\n" * (LONGEST // 28 + 9), (PLAIN,)),
    "note_torchsummary": Case(
        calls(("LSTM-1", "[-1, 5, 4]", 0), ("Linear-2", "[-1, 5, 1]", 5)),
        (PLAIN, table(("lstm (LSTM)", (None, 4), 0)), modules((TORCH_LSTM, "[32, 4]", "0"))),
    ),
    "note_total_unchecked": Case(f"{CUT_COLUMN}\nTotal params: 7\n", (PLAIN, NESTED, table(*CHAIN, total=SUM + 1))),
    "note_total_unknown": Case(NESTED, (PLAIN, f"{CUT_COLUMN}\nTotal params: 7\n")),
    "note_unbuilt": Case(
        drawn([("l (LSTM)", "?", "0 (unbuilt)")]), (PLAIN, CUT_COLUMN, table(("lstm (LSTM)", (None, 4), 0)))
    ),
    "note_unknown_class": Case(table(("x (Mine)", (None, 4), 3)), (PLAIN, SIAMESE, table(("x (Mine)", (None, 4), 0)))),
    "note_with_optimizer": Case(BUILT[2], (PLAIN, HIDDEN)),
    "warn_equal_input": Case(
        table(inputs(5, 5), ("r (SimpleRNN)", (None, 2), 16)),
        (
            PLAIN,
            table(inputs(5, 5, name="a"), inputs(7, 7, name="b"), ("r (SimpleRNN)", (None, 2), 20)),
            table(inputs(1, 1), ("r (SimpleRNN)", (None, 2), 8)),
            modules(
                ("├─Embedding: 1-1", "[20, 128, 128]", "7,680"), ("├─LSTM: 1-2", "[906, 32]", "20,736")
            ),  # a batch of 128
        ),
    ),
    "warn_equal_steps": Case(
        table(inputs(50, 5), ("r (SimpleRNN)", (None, 50, 50), 2800)),
        (PLAIN, modules((TORCH_LSTM, "[32, 4, 4]", "144")), table(("r (SimpleRNN)", (None, 50, 50), 2800))),
    ),
    "warn_equal_units": Case(
        table(inputs(9, 5), ("r (SimpleRNN)", (None, 5), 55)),
        (
            PLAIN,
            table(("r (SimpleRNN)", (None, 5), 55)),  # 5 features are one of several readings
            table(("e (Embedding)", (None, 9, 5), 50), ("r (SimpleRNN)", (None, 5), 55)),
            table(inputs(9, 5, name="a"), inputs(9, 5, name="b"), ("r (SimpleRNN)", (None, 5), 55)),
        ),
    ),
    "warn_flatten": Case(
        table(
            inputs(9, 5), lstm(4, 5, shape=(None, 9, 4)), ("f (Flatten)", (None, 36), 0), ("d (Dense)", (None, 2), 74)
        ),
        (
            PLAIN,
            table(inputs(9, 5), ("f (Flatten)", (None, 45), 0), ("d (Dense)", (None, 2), 92)),  # perhaps no time steps
            table(inputs(9, 5), lstm(4, 5, shape=(None, 9, 4)), ("f (Flatten)", (None, 36), 0)),  # nothing reads it
            table(
                inputs(1, 5),
                lstm(4, 5, shape=(None, 1, 4)),
                ("f (Flatten)", (None, 4), 0),
                ("d (Dense)", (None, 2), 10),
            ),
        ),
    ),
    "warn_unequal": Case(
        table(inputs(50, 20), ("b (Bidirectional)", (None, 35), 4945)),
        (
            PLAIN,
            table(inputs(5, 7), ("b (Bidirectional)", (None, 40), count("Bidirectional(LSTM(20))", features=7))),
            table(
                inputs(5, 7),
                (
                    "b (Bidirectional)",
                    (None, 40),
                    count("Bidirectional(LSTM(20), backward_layer=GRU(20, go_backwards=True))", features=7),
                ),
            ),
        ),
    ),
    "warn_window": Case(
        WINDOW,
        (
            PLAIN,
            table(("e (Embedding)", (None, 1, 10), 220), lstm(50, 10)),
            table(inputs(1, 1), lstm(5, 1)),
            table(inputs(10), ("d (Dense)", (None, 12), 132), ("r (Reshape)", (None, 1, 12), 0), lstm(5, 12)),
            table(inputs(12), ("r (RepeatVector)", (None, 1, 12), 0), lstm(5, 12)),
            table(inputs(1, 7), ("l (Lambda)", (None, 1, 12), 0), lstm(5, 12)),
            table(inputs(1, 7), ("d (Dense)", (None, 1, 12), 96), lstm(5, 12)),
            WINDOW.replace("(None, 1, 12)", "(1, 1, 12)"),  # step by step, the state kept
            table(lstm(5, 12, shape=(None, 1, 5))),
            table(inputs(1, 12, name="a"), inputs(5, name="b"), lstm(5, 12)),
            modules((TORCH_LSTM, "[1, 1, 5]", "380")),
            connected(
                ("a (InputLayer)", (None, 1, 12), 0, "-"),
                ("h (InputLayer)", (None, 5), 0, "-"),
                ("c (InputLayer)", (None, 5), 0, "-"),
                ("l (LSTM)", [(None, 5), (None, 5), (None, 5)], 360, "a[0][0], h[0][0], c[0][0]"),  # a decoder
            ),
            connected(
                ("s (InputLayer)", (None, 9, 12), 0, "-"),
                ("dot (Dot)", (None, 1, 12), 0, "s[0][0], s[0][0]"),
                ("l (LSTM)", (None, 5), 360, "dot[0][0]"),
            ),
            connected(
                ("a (InputLayer)", (None, 1, 12), 0, "-"),
                ("b (InputLayer)", (None, 1, 12), 0, "-"),
                ("l (LSTM)", (None, 5), 360, "a[0][0], b[0][0]"),  # called twice
            ),
        ),
    ),
    "why_around": Case(
        drawn(
            [
                ("in (InputLayer)", "(None, 5, 3)", "0"),
                ("m (Functional)", "(None, 4)", "128"),
                ("   └ lstm (LSTM)", "(None, 4)", "128"),
            ]
        ),
        (PLAIN, MODELS),
    ),
    "why_arrays": Case(
        modules(("├─Linear: 1-1", "[32, 4]", "16"), ("│    └─weight", "[4, 3]", "├─12"), ("│    └─bias", "[4]", "└─4")),
        (PLAIN, modules(("├─Linear: 1-1", "[32, 4]", "16"))),
    ),
    "why_before": Case(
        table(("e (Embedding)", (None, 5, 3), 300), lstm(4, 3)), (ALONE, table(inputs(5, 3), lstm(4, 3)), SIAMESE)
    ),
    "why_connected": Case(
        connected(("a (InputLayer)", (None, 5, 3), 0, "-"), ("l (LSTM)", (None, 4), 128, "a[0][0]")), (PLAIN, ALONE)
    ),
    "why_default": Case(
        ALONE,
        (
            PLAIN,
            table(("e (Embedding)", (None, 5, 3), 300)),
            table(inputs(5, 3), ("g (GRU)", (None, 4), count("GRU", units=4, features=3, reset_after=False))),
        ),
    ),
    "why_from_code": Case(CODE_MODEL, (OPEN_CODE, f"{CODE_MODEL}\n{PLAIN}", *NO_CODE)),
    "why_input_column": Case(
        "Layer (type:depth-idx)     Input Shape      Output Shape     Param #\n"
        "├─Linear: 1-1              [32, 3]          [32, 4]          16\n",
        (PLAIN, modules(("├─Linear: 1-1", "[32, 4]", "16"))),
    ),
    "why_input_row": Case(PLAIN, (ALONE, table(("e (Embedding)", (None, 5, 3), 300), lstm(4, 3)))),
    "why_merge": Case(WITH_MERGE, (PLAIN, table(inputs(5, 8), ("b (Bidirectional)", (None, 20), 1520)))),
    "why_moved": Case(
        modules(("├─MaxPool1d: 1-1", "[16, 32, 50]", "--"), ("├─GRU: 1-2", "[16, 50, 20]", "3,240")),
        (
            PLAIN,
            modules(("├─Linear: 1-1", "[16, 50, 32]", "1,056"), ("├─GRU: 1-2", "[16, 50, 20]", "3,240")),
            modules(("├─MaxPool1d: 1-1", "[16, 32, 50]", "--"), ("├─Linear: 1-2", "[16, 50, 20]", "660")),
        ),
    ),
    "why_no_bias": Case(ALONE, (PLAIN,)),
    "why_input_size": Case(
        modules((TORCH_LSTM, "[64, 10, 64]", "18,432")) + "\nTotal params: 18,432\nInput size (MB): 0.02\n",
        (PLAIN, modules((TORCH_LSTM, "[64, 10, 64]", "18,432"))),
    ),
    "why_only": Case(
        table(("e (Embedding)", (None, 5, 3), 300)),
        (
            PLAIN,
            ALONE,
            WITH_MERGE,
            table(("c (Conv1D)", (None, None, 32), 2272)),
            table(("e (Embedding)", "multiple", 7)),
        ),
    ),
    "why_options": Case(
        modules((TORCH_LSTM, "[32, 5, 8]", f"{count('torch.nn.LSTM(3, 4, bidirectional=True)')}")),
        (PLAIN, ALONE),
    ),
    "why_other_row": Case(
        table(inputs(9, name="a"), inputs(7, name="b"), ("d (Dense)", (None, 4), 40), name="net"),
        (
            PLAIN,
            ALONE,
            (
                "Layer (type:depth-idx)     Input Shape      Output Shape     Param #\n"
                "├─Linear: 1-1              [32, 3]          [32, 4]          16\n"
                "├─Linear: 1-2              [32, 5]          [32, 6]          24\n"
            ),  # 3 fits, but the table says 5
        ),
    ),
    "why_read": Case(real_layer, (PLAIN, ALONE)),
    "note_open": Case(
        table(("k (KerasLayer)", (None, 128), 124_642_688)), (PLAIN, table(("a (AttentionLayer)", (None, 128), 428)))
    ),
    "why_parts": Case(ATTENTION_IN_TREE, (PLAIN, ALONE, ATTENTION_IN_TREE.replace("MultiheadAttention", "Sequential"))),
    "why_lora": Case(LOW_RANK, NOT_LOW_RANK),
    "why_not_trainable": Case(LOW_RANK, NOT_LOW_RANK),
    "why_stored": Case(table(inputs(80), ("d (Dense)", (None, 16), 1312), non_trainable=1296), NOT_LOW_RANK),
    "why_reads_other": Case(
        calls(("GRU-1", "[-1, 16]", 1632), ("Linear-2", "[-1, 100]", 3300)),
        (PLAIN, ALONE, table(inputs(5, 7), lstm(4, 9), total=5000)),
    ),
    "why_reset_before": Case(table(("g (GRU)", (None, 64), 12864)), (PLAIN, ALONE)),
    "why_row_missing": Case(table(inputs(5, 7), lstm(4, 9), total=5000), (PLAIN, ALONE)),
    "why_tied_after": Case(UNSHAPED, (PLAIN, ALONE)),
    "why_tied_before": Case(UNSHAPED, (PLAIN, ALONE)),
    "why_written": Case("Net(\n  (lstm): LSTM(3, 4)\n)", (PLAIN, modules((TORCH_LSTM, "[32, 5, 4]", "144")))),
}
#: Pastes of which no remark of a kind may be made.
SILENT_EVERYWHERE = {"warn": (PLAIN, ALONE, FROZEN_EMBEDDING, NESTED, IN_FRAMES, *BUILT.values(), SIAMESE, MODELS)}
