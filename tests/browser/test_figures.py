"""Figures as a browser draws them: nothing leaves the picture, no text lies on another, colours can be told."""

import re

import pytest

from rnnformula import figure, render
from rnnformula.figures.fit import longest_name
from rnnformula.language import LANGUAGES
from rnnformula.site.book.sources import load_sources
from rnnformula.site.publish.style_sheet import PUBLISHED_STYLES, write_style_sheet
from tests.browser.colours import contrast
from tests.conftest import ROOT
from tests.languages import ENGLISH

#: Small, usual and as large as can be drawn.
DRAWN = [
    ("unit", "SimpleRNN", {"units": 1, "features": 1}),
    ("unit", "SimpleRNN", {"units": 2, "features": 3}),
    ("unit", "SimpleRNN", {"units": 8, "features": 8}),
    ("unit", "Dense", {"units": 100, "features": 16}),
    ("layer", "SimpleRNN", {"units": 1, "features": 1, "use_bias": False}),
    ("layer", "SimpleRNN", {"units": 2, "features": 3}),
    ("layer", "SimpleRNN", {"units": 3, "features": 13}),
    ("layer", "Dense", {"units": 8, "features": 1}),
    ("recurrence", "SimpleRNN", {"units": 2, "features": 3, "steps": 1}),
    ("recurrence", "SimpleRNN", {"units": 2, "features": 3}),
    ("recurrence", "SimpleRNN", {"units": 4096, "features": 100_000, "steps": 4}),
    ("arrays", "SimpleRNN", {"units": 1, "features": 1}),
    ("arrays", "SimpleRNN", {"units": 2, "features": 3}),
    ("arrays", "SimpleRNN", {"units": 128, "features": 2000}),
    ("arrays", "SimpleRNN", {"units": 4096, "features": 100}),
    ("arrays", "SimpleRNN", {"units": 999_999, "features": 999_999}),
    ("arrays", "Dense", {"units": 1, "features": 2000}),
    ("arrays", "LSTM", {"units": 4, "features": 3}),
    ("arrays", "LSTM", {"units": 128, "features": 2000}),
    ("arrays", "LSTM", {"units": 999_999, "features": 999_999}),
    ("arrays", "GRU", {"units": 1, "features": 1}),
    ("arrays", "ConvLSTM2D", {"filters": 4, "kernel_size": 3, "channels": 3}),
    ("arrays", "Bidirectional(LSTM(4))", {"features": 3}),
    ("arrays", "Bidirectional(LSTM(64))", {"features": 100}),
    ("arrays", "RNN([LSTMCell(4), GRUCell(6)])", {"features": 3}),
    ("arrays", "TimeDistributed(Bidirectional(RNN([LSTMCell(4), GRUCell(6)])))", {"features": 3}),
    ("arrays", "MultiHeadAttention", {"num_heads": 2, "key_dim": 5, "features": 3}),
    ("arrays", "BatchNormalization", {"features": 10, "renorm": True}),
    ("arrays", "Attention", {"use_scale": True}),
    ("arrays", "torch.nn.LSTM", {"units": 4, "features": 3, "num_layers": 2, "bidirectional": True}),
    ("arrays", "onnx.LSTM", {"units": 4, "features": 3, "peepholes": True}),
    ("arrays", "flax.linen.GRUCell", {"units": 4, "features": 3}),
    ("gates", "torch.nn.LSTM", {"units": 4, "features": 3}),
    ("gates", "LSTM", {"units": 4, "features": 3}),
    ("gates", "LSTM", {"units": 999_999, "features": 999_999}),
    ("gates", "GRU", {"units": 4, "features": 3}),
    ("gates", "GRU", {"units": 128, "features": 2000}),
    ("gates", "ConvLSTM2D", {"filters": 4, "kernel_size": 3, "channels": 3}),
    ("input", "SimpleRNN", {"units": 2, "features": 3, "steps": 50}),
    ("input", "LSTM", {"units": 999_999, "features": 999_999, "steps": 1_000_000}),
    ("input", "GRU", {"units": 4, "features": 1, "steps": 1}),
    ("lookup", "Embedding", {"input_dim": 5, "output_dim": 3}),
    ("lookup", "Embedding", {"input_dim": 1_000_000, "output_dim": 999_999, "ids": (999_999, 7, 500, 999_998)}),
    ("printed_totals", "Sequential([Input((50, 3)), SimpleRNN(1), Dense(1)])", {"optimizer": "Adam"}),
    ("printed_totals", "Dense", {"units": 999_999, "features": 999_999, "optimizer": "SGD"}),
    ("claim", "LSTM", {"units": 2, "features": 3, "without": "bias"}),
    ("claim", "LSTM", {"units": 999_999, "features": 999_999, "steps": 1_000_000}),
    ("beside", "LSTM", {"units": 4, "features": 3, "other": "torch.nn.LSTM"}),
    ("beside", "LSTM", {"units": 999_999, "features": (1, 999_999), "other": "LSTM"}),
    ("hidden", "SimpleRNN", {"units": 2, "features": 3}),
    ("hidden", "LSTM", {"units": 999_999, "features": 999_999, "steps": 4}),
    ("flow", "SimpleRNN", {"units": 2, "features": 3}),
    ("flow", "LSTM", {"units": 2, "features": 3}),
    ("flow", "GRU", {"units": 999_999, "features": 999_999}),
    ("flow", "GRU", {"units": 2, "features": 3, "reset_after": False}),
    ("minute", "SimpleRNN", {"units": 1, "features": 1, "use_bias": False}),
    ("minute", "LSTM", {"units": 2, "features": 3}),
    ("minute", "LSTM", {"units": 999_999, "features": 999_999}),
    ("minute", "GRU", {"units": 4, "features": 3}),
    ("minute", "GRU", {"units": 128, "features": 2000}),
    ("minute", "ConvLSTM2D", {"filters": 4, "kernel_size": 3, "channels": 3}),
    ("minute", "Bidirectional(LSTM(64))", {"features": 100}),
    ("minute", "LSTM", {"units": 64, "features": 6, "layers": 2, "bidirectional": True}),
    ("minute", "torch.nn.GRU", {"units": 4, "features": 3, "num_layers": 2}),
    ("directions", "Bidirectional(LSTM(4))", {"features": 3}),
    ("directions", "Bidirectional(GRU(4), merge_mode='sum')", {"features": 3, "steps": 1}),
    ("directions", "Bidirectional(LSTM(4, return_sequences=True))", {"features": 3, "steps": 4}),
    ("directions", "Bidirectional(LSTM(999999), merge_mode=None)", {"features": 999_999, "steps": 2}),
    ("stack", "SimpleRNN", {"units": (4, 4, 4), "features": 3}),
    ("stack", "SimpleRNN", {"units": 1, "features": 1, "use_bias": False}),
    ("stack", "SimpleRNN", {"units": (128, 64), "features": 2000, "dense": 10}),
    ("stack", "SimpleRNN", {"units": (999_999,) * 8, "features": 999_999}),
    ("stack", "Dense", {"units": (100,), "features": 3}),
]
#: Of all figures on the page, what is wrong with the places of their texts, in words.
MISPLACED = """() => [...document.querySelectorAll("svg.fig")].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
  const outside = texts.filter(([, box]) => box.left < frame.left || box.right > frame.right
    || box.top < frame.top - 2 || box.bottom > frame.bottom);
  const meets = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
  const meeting = texts.flatMap(([text, box], n) =>
    texts.slice(n + 1).filter(([, other]) => meets(box, other)).map(([other]) => [`${text} lies on ${other}`]));
  return [...outside.map(([text]) => `${text} is outside`), ...meeting.flat()];
})"""


@pytest.fixture(scope="module")
def page(chromium):
    context = chromium.new_context(viewport={"width": 320, "height": 700})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def style(tmp_path_factory):
    """The style sheet of the site."""
    folder = tmp_path_factory.mktemp("style") / "assets"
    assert write_style_sheet(load_sources(ROOT), folder) == []
    return (folder / PUBLISHED_STYLES["all.css"]).read_text(encoding="utf-8")


def document(style, lang, scheme="default", drawn=DRAWN):
    """A page of these figures with the site's style sheet and Material's colours."""
    figures = "".join(render.hypertext(figure(name, layer, **sizes), lang=lang) for name, layer, sizes in drawn)
    schemes = ".md-typeset { font-family: system-ui; background: var(--md-default-bg-color) }"
    for name, back, text in (("default", "#fff", "#212121"), ("slate", "#1e2429", "#c8cfd6")):
        schemes += f'[data-md-color-scheme="{name}"] {{ --md-default-bg-color: {back}; --md-typeset-color: {text} }}'
    body = f'<body data-md-color-scheme="{scheme}" style="margin: 0"><div class="md-typeset">{figures}</div>'
    return f'<html lang="{lang}"><style>{style}{schemes}</style>{body}</html>'


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("drawn", DRAWN, ids=lambda drawn: f"{drawn[0]} {drawn[1]} {drawn[2]}")
def test_no_text_leaves_its_figure_or_lies_on_another(page, style, lang, drawn):
    page.set_content(document(style, lang, drawn=[drawn]))
    assert page.evaluate(MISPLACED) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_leaves_a_narrow_phone_in_the_longest_notation(page, style, lang):
    page.set_content(document(style, lang))
    names = {size: longest_name(size) for size in ("units", "features")}
    written = page.evaluate(
        """names => [...document.querySelectorAll("[data-size]")].map(size =>
            (size.textContent = names[size.dataset.size] ?? size.textContent))""",
        names,
    )
    assert set(names.values()) <= set(written)
    assert page.evaluate(MISPLACED) == []
    outside = """() => [...document.querySelectorAll(".figure *")].filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        return left < -0.5 || right > innerWidth + 0.5;
    }).map((part) => part.outerHTML.slice(0, 120))"""
    assert page.evaluate(outside) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("width", "least"), [(320, 13), (1280, 15)])
def test_the_text_of_a_figure_is_as_large_as_the_text_around_it(page, style, lang, width, least):
    page.set_viewport_size({"width": width, "height": 700})
    page.set_content(document(style, lang).replace('style="margin: 0"', 'style="margin: 0 16px"'))
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("svg.fig")].map((drawing) =>
            drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width * 15)"""
    )
    page.set_viewport_size({"width": 320, "height": 700})
    assert sizes
    assert min(sizes) > least - 0.1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_steps_of_a_layer_that_is_built_up_stand_one_below_the_other_on_a_phone_in_full_size(page, style, lang):
    steps = [one for one in DRAWN if one[0] == "minute"]
    room = 288  # of a phone of 320 pixels
    page.set_content(
        document(style, lang, drawn=steps).replace('class="md-typeset"', f'class="md-typeset" style="width: {room}px"')
    )
    places = page.evaluate(
        """() => [...document.querySelectorAll(".figure-panel svg")].map((drawing) => {
            const { left, right, width } = drawing.getBoundingClientRect();
            return [left, right, width / drawing.viewBox.baseVal.width * 15];
        })"""
    )
    assert len(places) > 20
    assert min(left for left, _, _ in places) >= -0.5
    assert max(right for _, right, _ in places) <= room + 0.5
    assert min(size for _, _, size in places) > 14.9


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_what_was_there_before_is_not_filled_and_what_is_new_is(page, style, scheme):
    page.set_content(document(style, ENGLISH, scheme, drawn=[("minute", "LSTM", {"units": 2, "features": 3})]))
    looks = page.eval_on_selector_all(
        "rect",
        """all => all.map((one) => {
            const { fill, pointerEvents, color } = getComputedStyle(one);
            const plain = getComputedStyle(one.closest("svg")).color;
            return [one.classList.contains("fig-faint"), fill === "none", pointerEvents === "all", color !== plain];
        })""",
    )
    assert {tuple(look) for look in looks} == {(True, True, True, True), (False, False, False, True)}


def test_that_test_can_fail(page, style):
    moved = re.sub(r'(<text[^>]* )y="[\d.]+"', r'\1y="30"', document(style, ENGLISH, drawn=DRAWN[1:2]))
    page.set_content(moved)
    assert any("lies on" in said for said in page.evaluate(MISPLACED))


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_colour_of_every_mark_stands_out(page, style, scheme):
    page.set_content(document(style, ENGLISH, scheme))
    back = page.evaluate("getComputedStyle(document.querySelector('.md-typeset')).backgroundColor")
    for selector, wanted in ((".fig [stroke=currentColor]", 3), (".fig-head", 3), (".fig text", 4.5)):
        colours = page.eval_on_selector_all(
            selector, "all => [...new Set(all.map(one => getComputedStyle(one).color))]"
        )
        assert len(colours) >= 3
        for colour in colours:
            assert contrast(colour, back) >= wanted, f"{selector} {colour}"
