"""Figures say and show what the tally says, in every language, for any sizes that can be drawn."""

import re
from dataclasses import replace
from functools import wraps
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from rnnformula import FAMILIES, FIGURES, InputError, figure, render, tally
from rnnformula.facts import Array
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.figures.areas import LETTERED, THINNEST, rectangles
from rnnformula.figures.fit import longest_name
from rnnformula.figures.parts import role_of
from rnnformula.figures.scene import GATES, ROLES, TEXT, UNITS, WIDTH, Box, Circle, KeyLine, Line, Text
from rnnformula.language import DEFAULT, LANGUAGES, language_of
from rnnformula.language.phrases import PartOf, label
from rnnformula.language.saying import phrase
from tests.conftest import ROOT, examples
from tests.test_building_up import BUILT_UP

SIZES = {"units": 2, "features": 3}
LARGE = {"units": 128, "features": 2000}
#: Layers of which arrays can be drawn, and families whose layers can be stacked.
DRAWN = [(layer, arguments) for layer, arguments in examples() if tally(layer, **arguments).rows]
#: Layers with gates of their own, under all their options.
GATED = [
    *(
        (name, SIZES | variant.options)
        for name, family in FAMILIES.items()
        if family.gates and family.sizes == ("units", "features")
        for variant in family.variants
    ),
    ("ConvLSTM2D", {"filters": 4, "kernel_size": 3, "channels": 3}),
    ("RNN(LSTMCell(4))", {"features": 3}),
    ("torch.nn.LSTM", SIZES),
    ("torch.nn.GRU", SIZES | {"use_bias": False}),
]
STACKED = ["SimpleRNN", "LSTM", "GRU", "Dense"]
ALL = [
    ("unit", "SimpleRNN", SIZES),
    ("unit", "Dense", SIZES | {"use_bias": False}),
    ("layer", "SimpleRNN", SIZES),
    ("layer", "Dense", SIZES),
    ("recurrence", "SimpleRNN", SIZES | {"steps": 4}),
    ("recurrence", "SimpleRNN", SIZES | {"use_bias": False}),
    ("formula", "LSTM", SIZES | {"steps": 3}),
    ("formula", "GRU", {"units": 128, "features": 2000, "steps": 1000}),
    ("formula", "LSTM", {"units": 64, "features": 6, "steps": 30, "layers": 2, "dense": 1, "bidirectional": True}),
    ("formula", "Dense", SIZES | {"time_distributed": True}),
    *((name, layer, arguments) for name in ("arrays", "card", "formula") for layer, arguments in DRAWN),
    *((name, "LSTM", LARGE) for name in ("arrays", "gates")),
    *(("gates", layer, arguments) for layer, arguments in GATED),
    *(
        ("flow", name, SIZES | variant.options)
        for name in ("SimpleRNN", "LSTM", "GRU")
        for variant in FAMILIES[name].step_variants
    ),
    ("flow", "GRU(128, reset_after=False)", {"features": 2000}),
    ("flow", "ConvLSTM2D", {"filters": 4, "kernel_size": 3, "channels": 3}),
    ("input", "SimpleRNN", SIZES | {"steps": 50}),
    ("lookup", "Embedding", {"input_dim": 5, "output_dim": 3}),
    ("lookup", "Embedding(100, 8)", {"ids": (7, 1, 42, 7)}),
    ("lookup", "Embedding", {"input_dim": 1_000_000, "output_dim": 1, "ids": (999_999,)}),
    ("printed_totals", "Sequential([Input((50, 3)), SimpleRNN(1), Dense(1)])", {"optimizer": "Adam"}),
    ("printed_totals", "Sequential([Input((50, 3)), LSTM(4), BatchNormalization(), Dense(1)])", {}),
    ("claim", "LSTM", SIZES | {"without": "bias"}),
    ("claim", "GRU", LARGE | {"without": "kernel"}),
    ("claim", "LSTM", SIZES | {"steps": 2}),
    ("claim", "LSTM(128)", {"features": 2000, "steps": 1000}),
    ("beside", "LSTM", {"units": 4, "features": 3, "other": "torch.nn.LSTM"}),
    ("beside", "GRU(5)", {"other": "GRU(5, reset_after=False)", "features": 4}),
    ("beside", "LSTM", {"units": 8, "features": (16, 8), "other": "LSTM"}),
    ("beside", "GRU(16)", {"other": "Bidirectional(GRU(16))", "features": 15}),
    ("beside", "Dense(8)", {"other": "Dense(8)", "features": 15}),
    ("hidden", "SimpleRNN", SIZES),
    ("hidden", "LSTM", LARGE | {"steps": 1}),
    ("hidden", "GRU", SIZES | {"steps": 4, "use_bias": False}),
    ("input", "LSTM(64)", {"features": 6, "steps": 1_000_000}),
    ("input", "GRU", {"units": 1, "features": 1, "steps": 1}),
    ("directions", "Bidirectional(LSTM(4))", {"features": 3}),
    ("directions", "Bidirectional(LSTM(4, return_sequences=True))", {"features": 3, "steps": 4}),
    ("directions", "Bidirectional(GRU(64), merge_mode='sum')", {"features": 100, "steps": 1}),
    ("directions", "Bidirectional(LSTM(4), merge_mode=None)", {"input_shape": (50, 3)}),
    *(("stack", family, SIZES | {"units": (4, 5)}) for family in STACKED),
    *(("minute", layer, arguments) for layer, arguments, _ in BUILT_UP),
]
ALL = [one for number, one in enumerate(ALL) if one not in ALL[:number]]
each_figure = pytest.mark.parametrize(
    ("name", "layer", "arguments"),
    ALL,
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, dict) else value,
)


def each_language(test):
    """Ask in every language, one after the other: to hand out a test for each takes longer than to run it."""

    @wraps(test)
    def asked(name, layer, arguments):
        for lang in LANGUAGES:
            test(name, layer, arguments, lang)

    del asked.__wrapped__  # pytest would look for `lang`
    return asked


def drawn(name, layer, lang=DEFAULT, **arguments):
    """The figure in a page as a tree, without the namespace of SVG."""
    written = render.hypertext(figure(name, layer, **arguments), lang=lang)
    return ElementTree.fromstring(written.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def of_class(tree, tag, *classes):
    return [one for one in tree.iter(tag) if set(classes) <= set(one.get("class", "").split())]


def texts(tree):
    """What is written in the drawings, and each line of words beside them."""
    written = [one for one in tree.iter() if one.tag in ("text", "p", "li", "figcaption")]
    return ["".join(text.itertext()).replace("\N{NO-BREAK SPACE}", " ") for text in written]


def lines(tree, role):
    """The lines that stand for weights of a role; arrowheads and lines that lead to a label do not."""
    return of_class(tree, "path", "fig-line", f"fig-{role}")


def test_every_figure_is_tried_here():
    assert {name for name, _, _ in ALL} == set(FIGURES)
    files = {file.stem for file in (ROOT / "rnnformula" / "figures").glob("*.py")}
    assert set(FIGURES) <= files


@each_language
@each_figure
def test_a_figure_has_a_caption_and_its_first_drawing_a_title_and_a_description(name, layer, arguments, lang):
    tree = drawn(name, layer, lang, **arguments)
    first, *others = tree.iter("svg")
    title, description = first.find("title"), first.find("desc")
    assert tree.tag == "figure"
    assert first.get("role") == "img"
    assert first.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert [drawing.get("aria-hidden") for drawing in others] == ["true"] * len(others)
    assert title.text == "".join(tree.find("figcaption").itertext())
    assert description.text
    assert "{" not in "".join(tree.itertext())
    assert not re.search("[\ue000-\uf8ff]", "".join(tree.itertext()))


@each_language
@each_figure
def test_the_drawings_alone_are_one_element_that_says_the_same(name, layer, arguments, lang):
    made = figure(name, layer, **arguments)
    alone = ElementTree.fromstring(render.svg(made, lang=lang).replace(' xmlns="http://www.w3.org/2000/svg"', ""))
    in_page = drawn(name, layer, lang, **arguments)
    assert alone.tag == "svg"
    assert alone.find("desc").text == next(in_page.iter("desc")).text
    assert ["".join(text.itertext()) for text in alone.iter("text")] == [
        "".join(text.itertext()) for text in in_page.iter("text")
    ]
    assert float(alone.get("height")) > sum(panel.height for panel in made.panels) - 1


def counts_of_layers(made):
    return [counted.count for counted in made.tallies]


@each_language
@each_figure
def test_a_figure_and_its_description_say_the_count_of_every_array_and_the_total(name, layer, arguments, lang):
    made = figure(name, layer, **arguments)
    tree = drawn(name, layer, lang, **arguments)
    counts = [row.count for counted in made.tallies for row in counted.rows]
    if name == "unit":
        counts = [count // arguments["units"] for count in counts]
    if name == "gates":
        gates = len(made.tallies[0].rows[0].gates)
        counts = [sum(counts) // gates]
    if name == "minute":  # says what each step adds, which is a share of an array or a whole layer
        counts = []
    if name == "printed_totals":
        counts = [sum(counted.trainable for counted in made.tallies)]
    counts += counts_of_layers(made) if name == "beside" else [sum(counts_of_layers(made))]
    for said in ("\n".join(texts(tree)), next(tree.iter("desc")).text):
        numbers = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", said)]
        assert set(counts) <= set(numbers)


@each_figure
def test_the_sums_in_a_figure_hold(name, layer, arguments):
    checked = 0
    rows = [row for counted in figure(name, layer, **arguments).tallies for row in counted.rows]
    for text in texts(drawn(name, layer, **arguments)):
        sides = [side.replace(",", "").replace("×", "*") for side in text.split(": ")[-1].split(" = ")]
        numbers = [side for side in sides if re.fullmatch(r"[\d*+() ]+", side)]
        # Only the first side may have names.
        assert len(sides) - len(numbers) <= 1
        if len(numbers) > 1:
            assert all(eval(one) == eval(other) for one, other in pairwise(numbers)), text
            checked += 1
    # One vector alone is neither a product nor a sum.
    assert checked or (len(rows) == 1 and rows[0].count == max(rows[0].shape, default=1))


@each_figure
def test_a_figure_is_the_same_each_time_and_says_the_same_in_other_words(name, layer, arguments):
    first, *others = [
        render.hypertext(figure(name, layer, **arguments), lang=lang) for lang in (*LANGUAGES, *LANGUAGES)
    ]
    english, chinese, *again = [first, *others]
    assert again == [english, chinese]
    assert english != chinese
    assert re.findall(r'id="[^"]+"', english) == re.findall(r'id="[^"]+"', chinese)


def test_the_ids_of_different_figures_differ():
    ids = [one.get("id") for name, layer, given in ALL for one in drawn(name, layer, **given).iter() if one.get("id")]
    assert len(ids) == 2 * len(ALL)
    assert len(set(ids)) == len(ids)


@each_language
@each_figure
def test_no_text_is_wider_than_its_panel_in_any_notation(name, layer, arguments, lang):
    for drawing in drawn(name, layer, lang, **arguments).iter("svg"):
        wide = float(drawing.get("width"))
        assert wide <= WIDTH
        for text in drawing.iter("text"):
            for size in text.iter("tspan"):
                if size.get("data-size"):
                    size.text = longest_name(size.text)
            said = "".join(text.itertext())
            # Half as wide as high on average; code and bold text are a little wider, ideographs twice.
            average = 0.6 if "fig-code" in text.get("class") else 0.54 if text.get("font-weight") else 0.5
            length = TEXT * sum(1 if one > "\u2e80" else average for one in said)
            start = float(text.get("x")) - {"start": 0, "middle": length / 2, "end": length}[text.get("text-anchor")]
            assert start >= 0, said
            assert start + length <= wide, said


@each_language
@each_figure
def test_a_figure_stays_raw_html_in_markdown_and_leaves_colours_to_the_stylesheet(name, layer, arguments, lang):
    written = render.hypertext(figure(name, layer, **arguments), lang=lang)
    assert "\n\n" not in written
    assert set(re.findall(r'(?:fill|stroke|color)="([^"]*)"', written)) <= {"none", "currentColor"}
    assert "style=" not in written
    assert not re.search(r"#[0-9a-fA-F]{3}|rgb", written)


def test_every_role_has_a_colour_in_both_schemes_and_those_of_weights_a_pattern_or_a_solid_line():
    tokens, sheet = (
        (ROOT / "docs" / "assets" / "styles" / name).read_text(encoding="utf-8")
        for name in ("tokens.css", "figures.css")
    )
    for role in set(ROLES) - {"plain"}:
        assert re.search(rf"--{role}: light-dark\(#[0-9a-f]{{6}}, #[0-9a-f]{{6}}\);", tokens)
        assert f".fig-{role} {{" in sheet
    tree = drawn("layer", "SimpleRNN", **SIZES)
    patterns = [lines(tree, role)[0].get("stroke-dasharray") for role in ("kernel", "recurrent", "bias")]
    assert len(set(patterns)) == 3


@pytest.mark.parametrize(("units", "features"), [(1, 1), (2, 3), (4, 3), (3, 13)])
def test_a_line_of_the_layer_is_a_weight(units, features):
    tree = drawn("layer", "SimpleRNN", units=units, features=features)
    for row in tally("SimpleRNN", units=units, features=features).rows:
        assert len(lines(tree, role_of(row.array))) == row.count
    assert len({line.get("d") for line in tree.iter("path")}) == len(list(tree.iter("path")))


@pytest.mark.parametrize(("units", "features"), [(1, 3), (2, 3), (8, 8)])
def test_the_lines_of_one_unit_are_its_share_of_the_layer_and_each_has_a_name(units, features):
    tree = drawn("unit", "SimpleRNN", units=units, features=features)
    found = [len(lines(tree, role)) for role in ("kernel", "recurrent", "bias")]
    assert found == [features, units, 1]
    assert sum(found) * units == tally("SimpleRNN", units=units, features=features).count
    names = [text for text in texts(tree) if re.fullmatch(r"[wub]\d+", text)]
    assert len(names) == len(set(names)) == sum(found)


def test_one_unit_of_two_on_three_features_has_five_weights_and_one_bias():
    said = texts(drawn("unit", "SimpleRNN", units=2, features=3))
    assert "kernel: 3 weights" in said
    assert "recurrent kernel: 2 weights" in said
    assert "bias: 1" in said
    assert said[-3:-1] == ["One unit: 3 + 2 + 1 = 6", "2 units: 2 × 6 = 12"]


def test_lines_begin_and_end_at_the_rim_of_a_circle():
    marks = figure("layer", "Dense", units=3, features=2, use_bias=False).marks
    ends = [end for mark in marks if isinstance(mark, Line) and not mark.thin for end in mark.points]
    assert ends
    for end in ends:
        assert min(map(abs, from_rims(marks, end))) < 1e-9


def from_rims(marks, end):
    """How far a point is outside of each circle; less than 0 is inside."""
    x, y = end
    circles = [mark for mark in marks if isinstance(mark, Circle)]
    return [((x - one.at[0]) ** 2 + (y - one.at[1]) ** 2) ** 0.5 - one.radius for one in circles]


@pytest.mark.parametrize(
    ("name", "layer", "arguments"),
    [one for one in ALL if one[0] in ("unit", "layer", "recurrence", "directions", "flow", "input")],
)
def test_no_line_begins_or_ends_inside_a_circle(name, layer, arguments):
    for panel in figure(name, layer, **arguments).panels:
        ends = [end for mark in panel.marks if isinstance(mark, Line) and not mark.thin for end in mark.points]
        assert ends
        assert min((outside for end in ends for outside in from_rims(panel.marks, end)), default=0) > -1e-9


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_an_unrolled_layer_has_each_arrow_once_a_step_beside_the_folded_one(steps):
    tree = drawn("recurrence", "SimpleRNN", steps=steps, **SIZES)
    assert {len(lines(tree, role)) for role in ("kernel", "recurrent", "bias")} == {steps + 1}
    assert [text for text in texts(tree) if text.startswith("step ")] == [f"step {n + 1}" for n in range(steps)]


@each_figure
def test_the_rectangles_of_a_layer_have_all_its_parameters(name, layer, arguments):
    for counted in figure(name, layer, **arguments).tallies:
        shown = rectangles(counted)
        assert sum(each.count for each in shown) == counted.count
        for each in shown:
            assert each.rows * each.columns == each.count
            assert [band.rows * each.columns for band in each.bands] == [band.count for band in each.bands]
        assert {band.row.name for each in shown for band in each.bands} == {row.name for row in counted.rows}


@pytest.mark.parametrize("layer", STACKED)
@pytest.mark.parametrize(("units", "features"), [(1, 1), (2, 3), (10, 1), (128, 2000), (4096, 50)])
def test_areas_are_to_scale_and_no_band_is_too_thin_to_see(layer, units, features):
    made = figure("arrays", layer, units=units, features=features)
    blocks = [mark for mark in made.marks if isinstance(mark, Box)]
    assert [box.rows * box.columns for box in blocks] == [row.count for row in made.tallies[0].rows]
    areas = [
        box.width * box.height / (box.rows * box.columns)
        for box in blocks
        if box.height > THINNEST and box.width > THINNEST
    ]
    assert areas
    assert max(areas) == pytest.approx(min(areas))
    assert len({(box.at[0], box.width) for box in blocks}) == 1
    for above, below in pairwise(blocks):
        assert above.at[1] + above.height == pytest.approx(below.at[1])
    (panel,) = made.panels
    assert all(min(box.width, box.height) >= THINNEST for box in blocks)
    assert all(box.at[0] >= 0 and box.at[0] + box.width <= panel.width for box in blocks)
    assert all(box.at[1] >= 0 and box.at[1] + box.height <= panel.height for box in blocks)
    thickened = [box for box in blocks if box.height == THINNEST]
    said = [text for text in texts(drawn("arrays", layer, units=units, features=features)) if "thicker" in text]
    assert len(said) == bool(thickened)
    assert not said or said[0].count(";") == len(thickened) - 1


@pytest.mark.parametrize(
    ("layer", "arguments", "columns", "rows", "said"),
    [
        ("Dense", SIZES, 2, [3, 1], ["3 features", "1 bias", "2 units"]),
        ("SimpleRNN", SIZES, 2, [3, 2, 1], ["3 features", "2 units", "1 bias", "2 units"]),
        ("LSTM", SIZES, 8, [3, 2, 1], ["3 features", "2 units", "1 bias", "4 × 2 units"]),
        ("GRU", SIZES, 6, [3, 2, 2], ["3 features", "2 units", "2 biases", "3 × 2 units"]),
        ("torch.nn.LSTM", SIZES, 8, [3, 2, 1, 1], ["3 features", "2 units", "1 bias", "1 bias", "4 × 2 units"]),
        ("tf.compat.v1.keras.layers.CuDNNLSTM", SIZES, 8, [3, 2, 2], ["3 features", "2 units", "2 biases"]),
        ("tf.compat.v1.nn.rnn_cell.LSTMCell", SIZES, 8, [3, 2, 1], ["3 features", "2 units", "1 bias", "4 × 2 units"]),
        (
            "ConvLSTM2D",
            {"filters": 4, "kernel_size": (3, 5), "channels": 2},
            16,
            [30, 60, 1],
            ["3 × 5 × 2 channels", "3 × 5 × 4 filters", "1 bias", "4 × 4 filters"],
        ),
    ],
)
def test_a_layer_is_one_rectangle_whose_axes_say_what_they_are(layer, arguments, columns, rows, said):
    (shown,) = rectangles(tally(layer, **arguments))
    assert shown.columns == columns
    assert [band.rows for band in shown.bands] == rows
    assert [text for text in texts(drawn("arrays", layer, **arguments)) if text in said][: len(said)] == said


def test_two_directions_are_two_rectangles_and_so_are_two_cells():
    for layer in ("Bidirectional(LSTM(4))", "RNN([LSTMCell(4), LSTMCell(4)])"):
        assert len(figure("arrays", layer, features=3).panels) == 2


@pytest.mark.parametrize(
    ("layer", "arguments", "gates"),
    [
        ("LSTM", SIZES, "ifco"),
        ("GRU", {"units": 64, "features": 1}, "zrh"),
        ("ConvLSTM2D", {"filters": 4, "kernel_size": 3, "channels": 3}, "ifco"),
        ("Bidirectional(GRU(4))", {"features": 3}, "zrhzrh"),
        ("RNN([LSTMCell(4), GRUCell(6)])", {"features": 3}, "ifcozrh"),
        ("torch.nn.GRU", {"units": 4, "features": 3, "num_layers": 2, "use_bias": False}, "rznrzn"),
    ],
)
def test_a_rectangle_is_divided_by_gate_with_a_letter_above_each(layer, arguments, gates):
    made = figure("arrays", layer, **arguments)
    named = []
    for panel in made.panels:
        boxes = [mark for mark in panel.marks if isinstance(mark, Box)]
        letters = [mark for mark in panel.marks if isinstance(mark, Text) and mark.words in list(gates)]
        named += [text.words for text in letters]
        assert {box.parts for box in boxes} == {len(letters)}
        part = boxes[0].width / len(letters)
        assert [text.at[0] - boxes[0].at[0] for text in letters] == pytest.approx(
            [(number + 0.5) * part for number in range(len(letters))]
        )
        assert all(text.at[1] < boxes[0].at[1] for text in letters)
    assert named == list(gates)
    tree = drawn("arrays", layer, **arguments)
    whole = [box for box in made.marks if isinstance(box, Box) and min(box.width / box.parts, box.height) >= 6]
    thin = [box for box in made.marks if isinstance(box, Box) and box not in whole]
    assert len(of_class(tree, "rect", "fig-block")) == sum(box.parts for box in whole) + len(thin)
    assert all(f"{gate} (" in next(tree.iter("desc")).text for gate in gates)


@pytest.mark.parametrize(("units", "features"), [(1, 2000), (1, 1), (999_999, 999_999)])
def test_letters_stand_only_where_they_fit(units, features):
    made = figure("arrays", "LSTM", units=units, features=features)
    boxes = [mark for mark in made.marks if isinstance(mark, Box)]
    named = [mark for mark in made.marks if isinstance(mark, Text) and mark.words in list("ifco")]
    assert len(named) == (4 if boxes[0].width / 4 >= LETTERED else 0)


@pytest.mark.parametrize("layer", ["LSTM", "GRU", "torch.nn.LSTM"])
def test_labels_keep_their_distance_however_thin_their_bands_are(layer):
    made = figure("arrays", layer, units=1, features=200)
    labels = [mark.at[1] for mark in made.marks if isinstance(mark, Text) and mark.anchor == "end"]
    assert min(below - above for above, below in pairwise(labels)) >= 19
    assert [mark for mark in made.marks if isinstance(mark, Line) and mark.role != "plain"]


@pytest.mark.parametrize(("layer", "arrows"), [("LSTM", 2), ("Dense", 0), ("TimeDistributed(Dense(2))", 0)])
def test_only_a_layer_with_a_state_hands_something_on_to_the_next_time_step(layer, arrows):
    sizes = {"features": 3} if "(" in layer else SIZES
    time = figure("formula", layer, **sizes, steps=3).panels[-1]
    assert len([mark for mark in time.marks if isinstance(mark, Line)]) == arrows


def test_every_gate_has_a_name():
    for family in (*FAMILIES.values(), *FRAMEWORKS.values()):
        for gate in family.gates:
            assert all(f"gate_{gate}" in language.words for language in LANGUAGES.values())


@pytest.mark.parametrize(("layer", "arguments"), GATED)
def test_what_the_gates_have_is_what_the_layer_has(layer, arguments):
    made = figure("gates", layer, **arguments)
    counted = made.tallies[0]
    gates = counted.rows[0].gates
    blocks = [mark for mark in made.marks if isinstance(mark, Box) and mark.rows]
    assert len(blocks) == len(gates) * len(counted.rows)
    assert sum(box.rows * box.columns for box in blocks) == counted.count
    assert len({(box.rows, box.columns) for box in blocks}) <= len(counted.rows)
    assert len(made.panels) == len(gates)


def test_a_gate_of_a_gru_has_two_bias_vectors():
    said = texts(drawn("gates", "GRU", units=4, features=3))
    assert "bias: 2 biases" in said
    assert "Each of them: 4 × (3 + 4 + 2) = 36" in said
    assert "Total: 36 + 36 + 36 = 108" in said
    said = texts(drawn("gates", "GRU", units=4, features=3, reset_after=False))
    assert "bias: 1 bias" in said
    assert "Each of them: 4 × (3 + 4 + 1) = 32" in said


TURNED = "LSTM(4, go_backwards=True), backward_layer=LSTM(4)"


@pytest.mark.parametrize("inner", ["LSTM(4)", "LSTM(4, return_sequences=True)", TURNED])
@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_two_directions_read_every_step_in_opposite_order(inner, steps):
    made = figure("directions", f"Bidirectional({inner})", features=3, steps=steps)
    arrows = [mark for mark in made.marks if isinstance(mark, Line) and mark.arrow]
    states = [mark.points for mark in arrows if mark.role == "recurrent"]
    assert len([mark for mark in arrows if mark.role == "kernel"]) == len(states) == 2 * steps
    heights = sorted({start[1] for start, _ in states})
    towards = [[end[0] > start[0] for start, end in states if start[1] == y] for y in heights]
    assert towards == [[False] * steps, [True] * steps]
    assert len([mark for mark in arrows if mark.role == "plain"]) == (2 * steps if "sequences" in inner else 2)
    said = texts(drawn("directions", f"Bidirectional({inner})", features=3, steps=steps))
    named = [text for text in said if text.startswith(("→ ", "← "))]
    assert named[0].startswith("← backward" if "backwards" in inner else "→ forward")


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("'concat'", "Output, concat: 4 + 4 = 8"),
        ("'sum'", "Output, sum: 4"),
        ("'ave'", "Output, ave: 4"),
        ("None", "Two outputs: 4 and 4"),
    ],
)
def test_two_directions_say_how_many_numbers_come_out(mode, said):
    written = texts(drawn("directions", f"Bidirectional(LSTM(4), merge_mode={mode})", features=3))
    assert f"{said}: from the last state of each direction" in written


def test_a_stack_reads_what_the_layer_before_makes_and_ends_in_a_dense():
    made = figure("stack", "SimpleRNN", units=(4, 4, 4), features=3)
    assert [counted.layer for counted in made.tallies] == ["SimpleRNN", "SimpleRNN", "SimpleRNN", "Dense"]
    assert [counted.sizes["features"] for counted in made.tallies] == [3, 4, 4, 4]
    assert [counted.count for counted in made.tallies] == [32, 36, 36, 5]
    said = texts(drawn("stack", "SimpleRNN", units=(4, 4, 4), features=3))
    assert "Total: 32 + 36 + 36 + 5 = 109" in said
    assert "→ Dense(1): 4 outputs of the last time step" in said


def test_all_blocks_of_a_stack_are_on_one_scale():
    made = figure("stack", "SimpleRNN", units=(4, 8), features=3, dense=2)
    blocks = [mark for mark in made.marks if isinstance(mark, Box) and mark.rows]
    scales = {round(one, 9) for box in blocks for one in (box.width / box.columns, box.height / box.rows)}
    assert len(scales) == 1
    assert len(blocks) == sum(len(counted.rows) for counted in made.tallies)


@pytest.mark.parametrize(
    ("shape", "role"),
    [
        ("f u", "kernel"),
        ("f+u 4u", "kernel"),
        ("k c 4n", "kernel"),
        ("v e", "kernel"),
        ("h w o", "kernel"),
        ("u 3u", "recurrent"),
        ("k n 4n", "recurrent"),
        ("4u", "bias"),
        ("2 3u", "bias"),
        ("h d", "bias"),
        ("f", "bias"),
        ("()", "bias"),
    ],
)
def test_a_shape_tells_what_an_array_is_for(shape, role):
    assert role_of(Array("named_anything", shape)) == role


@pytest.mark.parametrize("name", ["arrays", "stack"])
def test_arrays_and_stack_take_a_family_of_any_shapes(name, gated):
    made = figure(name, "Gated", units=3, features=2)
    boxes = [mark for mark in made.marks if isinstance(mark, Box) and mark.rows]
    assert [(box.rows, box.columns) for box in boxes[:3]] == [(2, 9), (3, 9), (2, 9)]


@pytest.mark.parametrize("name", ["unit", "layer", "recurrence"])
def test_lines_are_refused_where_one_would_be_several_weights(name, gated):
    with pytest.raises(
        InputError, match=f"figure {name}: a line stands for one weight, but Gated's kernel has the shape"
    ):
        figure(name, "Gated", units=3, features=2)


@pytest.fixture
def gated(monkeypatch):
    """A family with three gates, and a bias of two rows."""
    from rnnformula.facts import Family

    arrays = (Array("kernel", "f 3u"), Array("recurrent_kernel", "u 3u"), Array("bias", "2 3u"))
    monkeypatch.setitem(FAMILIES, "Gated", Family("Gated", arrays, "none", input=("time", "features")))


@pytest.mark.parametrize(
    ("name", "layer", "arguments", "message"),
    [
        ("units", "SimpleRNN", SIZES, "unknown figure 'units'; did you mean 'unit'? (known: unit, layer, "),
        ("unit", "SimpelRNN", SIZES, "unknown layer 'SimpelRNN'; did you mean 'SimpleRNN'?"),
        ("unit", "SimpleRNN", {"units": 2}, "SimpleRNN: features is missing"),
        ("arrays", "SimpleRNN", {"units": 0, "features": 3}, "units must be a positive integer, got 0"),
        (
            "layer",
            "SimpleRNN",
            {"units": 128, "features": 2000},
            "on 2,000 features is too large to draw as connections: 2,128 inputs, expected at most 16; the figure 'arr",
        ),
        ("layer", "SimpleRNN", {"units": 6, "features": 3}, "54 lines, expected at most 48"),
        ("layer", "Dense", {"units": 9, "features": 1}, "9 units, expected at most 8"),
        ("unit", "SimpleRNN", {"units": 10, "features": 7}, "17 inputs, expected at most 16"),
        ("recurrence", "Dense", SIZES, "figure recurrence: Dense keeps no state; expected a recurrent layer"),
        ("recurrence", "SimpleRNN", SIZES | {"steps": 5}, "steps must be an integer from 1 to 4, got 5"),
        ("arrays", "Flatten", {}, "figure arrays: Flatten has no arrays, expected a layer with parameters"),
        ("gates", "SimpleRNN", SIZES, "figure gates: SimpleRNN has no arrays that are all made of gates, expected"),
        (
            "gates",
            "Bidirectional(LSTM(4))",
            {"features": 3},
            "Bidirectional(LSTM(4)) has no arrays that are all made of gates",
        ),
        ("gates", "Flatten", {}, "figure gates: Flatten has no arrays that are all made of gates"),
        ("directions", "LSTM", SIZES, "figure directions: LSTM reads in one direction, expected one such as Bidirec"),
        (
            "directions",
            "Bidirectional(LSTM(4))",
            {"features": 3, "steps": 0},
            "steps must be an integer from 1 to 4, got 0",
        ),
        ("directions", "Bidirectional(LSTM(4))", {"features": 10**7}, "features must be at most 1,000,000 to be drawn"),
        ("recurrence", "SimpleRNN", SIZES | {"steps": True}, "steps must be an integer from 1 to 4, got True"),
        (
            "arrays",
            "Dense",
            {"units": 1, "features": 10**7},
            "features must be at most 1,000,000 to be drawn, got 10,0",
        ),
        ("stack", "SimpleRNN", {"features": 3}, "units must be those of 1 to 8 layers, such as (4, 4), got ()"),
        ("stack", "SimpleRNN", {"features": 3, "units": (4,) * 9}, "units must be those of 1 to 8 layers"),
        ("stack", "SimpleRNN", {"features": 3, "units": (4, 0)}, "SimpleRNN: units must be a positive integer, got 0"),
        (
            "stack",
            "SimpleRNN",
            {"features": 3, "units": 4, "dense": 0},
            "Dense: units must be a positive integer, got 0",
        ),
    ],
)
def test_what_can_not_be_drawn_is_refused_by_name(name, layer, arguments, message):
    with pytest.raises(InputError, match=re.escape(message)):
        figure(name, layer, **arguments)


def test_a_renderer_refuses_what_is_no_figure_and_an_unknown_language():
    with pytest.raises(InputError, match="render: expected a Figure, got 12"):
        render.svg(12)
    with pytest.raises(InputError, match=re.escape(f"unknown language 'fr' (known: {', '.join(LANGUAGES)})")):
        render.svg(figure("arrays", "Dense", **SIZES), lang="fr")


def test_a_word_takes_another_form_for_one():
    assert "kernel: 1 weight" in texts(drawn("unit", "Dense", units=1, features=1))
    assert "kernel: 2 weights" in texts(drawn("unit", "Dense", units=1, features=2))


def test_the_places_in_a_phrase_are_the_same_in_every_language():
    places = [
        {key: set(re.findall(r"\{(\w+)\}", phrase)) for key, phrase in language.words.items() if key != "cite_text"}
        for language in LANGUAGES.values()  # a reference in Chinese, by GB/T 7714, has other parts than one in English
    ]
    assert all(other == places[0] for other in places)


@pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("arrays", "GRU"),
        ("minute", "GRU"),
        ("gates", "LSTM"),
        ("unit", "SimpleRNN"),
        ("layer", "SimpleRNN"),
        ("recurrence", "SimpleRNN"),
    ],
)
def test_each_array_of_a_figure_is_named_by_its_marks_and_by_its_line_of_the_key(name, layer):
    drawn = figure(name, layer, units=2, features=3)
    arrays = {row.array.name for row in drawn.tallies[0].rows}
    of_key = {line.part for line in drawn.key if line.part}
    of_marks = {mark.part for mark in drawn.marks if mark.part}
    assert of_key - {GATES} == arrays
    assert arrays <= of_marks <= arrays | {GATES, UNITS}
    shown = render.hypertext(drawn)
    assert set(re.findall(r'data-part="([^"]*)"', shown)) == of_marks | of_key


def test_words_of_a_part_are_marked_in_a_page_and_plain_elsewhere():
    words = label("item", name=PartOf("kernel", label("n_features", n=3)), value=6)
    assert phrase(words, language_of(DEFAULT)) == "3 features: 6"
    drawn = replace(figure("arrays", "GRU", units=2, features=3), key=(KeyLine(words),))
    assert '<span data-part="kernel">3 features</span>: 6' in render.hypertext(drawn)


@each_figure
def test_a_figure_says_what_it_was_asked_for(name, layer, arguments):
    asked = dict(part.split("=", 1) for part in drawn(name, layer, **arguments).get("data-of").split("&"))
    assert asked == {"layer": layer} | {key: str(value) for key, value in arguments.items()}
