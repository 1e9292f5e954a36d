"""A layer that is built up: each step adds one term and says so, up to the count, and all are on one scale."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from rnnformula import InputError, figure, render
from rnnformula.figures.areas import THINNEST
from rnnformula.figures.minute import WIDEST_BUILT
from rnnformula.figures.scene import Box, Text
from rnnformula.language import DEFAULT, language_of
from rnnformula.language.saying import phrase
from tests.languages import CHINESE, ENGLISH

SIZES = {"units": 2, "features": 3}
LARGE = {"units": 128, "features": 2000}
#: Layers that are built up, and at what each of their steps arrives.
BUILT_UP = [
    ("Dense", SIZES, [8]),
    ("SimpleRNN", SIZES, [8, 12]),
    ("SimpleRNN", SIZES | {"use_bias": False}, [6, 10]),
    ("LSTM", SIZES, [8, 12, 48]),
    ("LSTM", LARGE, [256_128, 272_512, 1_090_048]),
    ("GRU", SIZES, [8, 12, 36, 42]),
    ("GRU", SIZES | {"reset_after": False}, [8, 12, 36]),
    ("GRU", SIZES | {"use_bias": False}, [6, 10, 30]),
    ("ConvLSTM2D", {"filters": 2, "kernel_size": 3, "channels": 3}, [56, 92, 368]),
    ("Bidirectional(LSTM(2))", {"features": 3}, [8, 12, 48, 96]),
    ("Bidirectional(LSTM(2), backward_layer=LSTM(1, go_backwards=True))", {"features": 3}, [8, 12, 48, 68]),
    ("LSTM", SIZES | {"layers": 2, "dense": 1}, [48, 88, 91]),
    ("LSTM", SIZES | {"layers": 2, "bidirectional": True}, [96, 208]),
    ("Sequential([Embedding(9, 4), LSTM(2)])", {"input_shape": (5,)}, [36, 92]),
    ("RNN([LSTMCell(2), GRUCell(1)])", {"features": 3}, [48, 63]),
    ("torch.nn.RNN", SIZES, [8, 12, 14]),
    ("torch.nn.LSTM", SIZES | {"num_layers": 2}, [56, 104]),
    ("tf.compat.v1.nn.rnn_cell.LSTMCell", SIZES, [8, 12, 48]),
]
each_layer = pytest.mark.parametrize(("layer", "arguments", "arrives"), BUILT_UP)


def boxes(panel):
    return [mark for mark in panel.marks if isinstance(mark, Box)]


def scalars(drawn):
    return sum(box.rows * box.columns for box in drawn)


@each_layer
def test_each_step_adds_one_term_to_what_the_step_before_came_to_up_to_the_count(layer, arguments, arrives):
    made = figure("minute", layer, **arguments)
    assert arrives[-1] == sum(counted.count for counted in made.tallies)
    sums = [phrase(panel.foot[0], language_of(DEFAULT)).replace(",", "").split(" = ") for panel in made.panels]
    assert [int(came_to) for _, came_to in sums] == arrives
    for (terms, came_to), before in zip(sums, [None, *arrives], strict=False):
        assert eval(terms.replace("×", "*")) == int(came_to)
        assert before is None or before in map(int, re.findall(r"\d+", terms))


@each_layer
def test_what_a_step_adds_is_filled_and_named_and_what_was_there_is_an_outline(layer, arguments, arrives):
    made = figure("minute", layer, **arguments)
    for panel, number, before in zip(made.panels, arrives, [0, *arrives], strict=False):
        drawn = boxes(panel)
        assert scalars(drawn) == number > before
        assert scalars(box for box in drawn if box.faint) == before
        new = {box.part for box in drawn if not box.faint}
        said = [mark for mark in panel.marks if isinstance(mark, Text)]
        assert {text.part for text in said if text.strong} <= new
        assert {text.part for text in said if text.anchor == "end"} == new


@each_layer
def test_an_outline_is_told_from_a_filled_block_without_colour_and_the_key_says_how(layer, arguments, arrives):
    written = render.hypertext(figure("minute", layer, **arguments))
    tree = ElementTree.fromstring(written.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
    blocks = list(tree.iter("rect"))
    outlines = [block for block in blocks if "fig-faint" in block.get("class").split()]
    assert len(outlines) >= len(arrives) - 1
    assert all(block.get("stroke") and not block.get("fill") for block in outlines)
    assert all(block.get("fill") for block in blocks if block not in outlines)
    assert all(block.get("data-part") for block in blocks)
    assert sum("Outlined" in "".join(line.itertext()) for line in tree.iter("li")) == (len(arrives) > 1)


@each_layer
def test_all_steps_are_on_one_scale_and_none_is_wider_than_a_phone(layer, arguments, arrives):
    made = figure("minute", layer, **arguments)
    drawn = [box for panel in made.panels for box in boxes(panel) if min(box.width, box.height) > THINNEST]
    assert len({round(box.width / box.columns, 6) for box in drawn}) == 1
    assert len({round(box.height / box.rows, 6) for box in drawn}) == 1
    assert len(made.panels) == len(arrives)
    assert max(panel.width for panel in made.panels) <= WIDEST_BUILT
    for panel in made.panels:
        for above, below in pairwise(sorted({(box.at[1], box.at[1] + box.height) for box in boxes(panel)})):
            assert above[1] <= below[0] + 0.01
        assert all(mark.at[1] <= panel.height for mark in panel.marks if isinstance(mark, (Box, Text)))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            ENGLISH,
            [
                "1. Dense: kernel and bias; 6 + 2 = 8.",
                "2. One term more: recurrent kernel; 8 + 4 = 12.",
                "3. × 3 sets; 3 × 12 = 36.",
                "4. One term more: second bias; 36 + 6 = 42.",
            ],
        ),
        (
            CHINESE,
            [
                "1. Dense：输入核和偏置；6 + 2 = 8。",
                "2. 多一项：循环核；8 + 4 = 12。",
                "3. × 3 组；3 × 12 = 36。",
                "4. 多一项：第二个偏置；36 + 6 = 42。",
            ],
        ),
    ],
)
def test_the_description_says_each_step_as_its_panel_does(lang, said):
    made = figure("minute", "GRU", **SIZES)
    language = language_of(lang)
    assert [phrase(sentence, language) for sentence in made.description[1:]] == said
    for panel, sentence in zip(made.panels, said, strict=True):
        assert sentence.startswith(phrase(panel.head, language))
        assert phrase(panel.foot[0], language) in sentence


@pytest.mark.parametrize(
    ("layer", "arguments", "begins"),
    [
        ("ConvLSTM2D", {"filters": 2, "kernel_size": 3, "channels": 3}, "1. Convolution: kernel and bias"),
        ("SimpleRNN", SIZES | {"use_bias": False}, "1. Dense: kernel"),
        ("LSTM", SIZES | {"layers": 2}, "1. lstm reads 3 features"),
        ("torch.nn.GRU", SIZES | {"num_layers": 2}, "1. l0 reads 3 features"),
    ],
)
def test_a_layer_begins_as_what_it_is_made_of(layer, arguments, begins):
    made = figure("minute", layer, **arguments)
    assert phrase(made.panels[0].head, language_of(DEFAULT)) == begins


NOT_BUILT_UP = "is not made of a kernel, a recurrent kernel and biases alone, expected a layer such as LSTM"


@pytest.mark.parametrize(
    ("layer", "arguments", "message"),
    [
        ("Flatten", {}, f"figure minute: Flatten {NOT_BUILT_UP}"),
        ("MultiHeadAttention", {"num_heads": 2, "key_dim": 2, "features": 3}, f"MultiHeadAttention {NOT_BUILT_UP}"),
        ("BatchNormalization", {"features": 3}, f"BatchNormalization {NOT_BUILT_UP}"),
        ("Embedding", {"input_dim": 9, "output_dim": 4}, f"Embedding {NOT_BUILT_UP}"),
        ("flax.linen.GRUCell", SIZES, f"flax.linen.GRUCell {NOT_BUILT_UP}"),
        ("onnx.LSTM", SIZES, f"onnx.LSTM {NOT_BUILT_UP}"),
        ("torch.nn.LSTM", SIZES | {"proj_size": 1}, f"torch.nn.LSTM {NOT_BUILT_UP}"),
        ("LSTM", SIZES | {"layers": 5}, "has 5 rectangles, expected at most 4: a layer has one for each direction"),
        ("LSTM", SIZES | {"layers": 0}, "figure minute: layers must be an integer from 1 to 20, got 0"),
        ("LSTM", SIZES | {"features": 10**7}, "figure minute: features must be at most 1,000,000 to be drawn"),
    ],
)
def test_what_can_not_be_built_up_is_refused_by_name(layer, arguments, message):
    with pytest.raises(InputError, match=re.escape(message)):
        figure("minute", layer, **arguments)
