"""The scripts draw what the package draws: the same characters, for every layer, any sizes, in every language."""

import json
import random
import re
import subprocess
from xml.etree import ElementTree
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula import FAMILIES, InputError, figure, render, tally
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.figures.asked import HIGHEST_STACK
from rnnformula.figures.parts import LONGEST_AXIS
from rnnformula.figures.scene import WIDTH
from rnnformula.language import LANGUAGES, language_of
from rnnformula.language.definition import Language
from rnnformula.render.quoting import escape, quoted
from rnnformula.render.svg_drawings import number
from rnnformula.site.languages.locale_facts import facts_of
from rnnformula.site.publish.browser_facts import facts
from rnnformula.site.publish.browser_words import words_for
from tests import bench, configurations
from tests.conftest import ROOT
from tests.numbers import as_json
from tests.numbers.refusals import Refused, sentences
from tests.test_figures import ALL, DRAWN

REGISTER = FAMILIES | FRAMEWORKS
FIGURES = ("arrays", "gates", "formula", "minute")
#: How large the random sizes of a layer are: those whose weights are drawn one by one, and so on, to those refused.
MOST = (3, 40, 3000, LONGEST_AXIS, LONGEST_AXIS * 3 // 2)
#: How many time steps a formula is asked to show: none, all of them, too many to show all.
STEPS = (0, 1, 2, 6, 7, 1000)
#: The largest number of which JavaScript knows the neighbours.
EXACT = 2**53 - 1


def drawn(ask, name, layer, arguments, steps=0, of=""):
    """What the scripts draw in each language, or what they refuse."""
    try:
        return ask(do="draw", name=name, steps=steps, of=of, **as_json.asked(layer, arguments))
    except Refused as refused:
        return refused


def expect_same(ask, layer, arguments, steps):
    """The scripts draw the figures of a layer as the package does, and refuse the same; how many are drawn."""
    number_drawn = 0
    for name in FIGURES:
        more = {"steps": steps} if name == "formula" else {}
        try:
            wanted = figure(name, layer, **arguments, **more)
        except InputError:
            assert isinstance(drawn(ask, name, layer, arguments, steps), Refused)
            continue
        assert max(panel.width for panel in wanted.panels) <= WIDTH
        got = drawn(ask, name, layer, arguments, steps, wanted.of)
        if tally(layer, **arguments).count > EXACT:
            assert got.key == "live_too_many"
            continue
        for lang, shown in zip(LANGUAGES, got, strict=True):
            assert shown == [render.hypertext(wanted, lang), render.svg(wanted, lang)]
        number_drawn += 1
    return number_drawn


def variants(family, chance):
    """Random arguments for each choice of options under which a layer has other arrays."""
    for variant in family.variants:
        for most in MOST:
            small = {"kernel_size": 9}
            sizes = {name: chance.randint(1, min(most, small.get(name, most))) for name in family.sizes}
            options = {name: value for name, value in variant.options.items() if name not in family.optional}
            sizes |= {name: chance.randint(1, most) for name in family.optional if variant.options.get(name)}
            for name, bound in family.below:
                if name in sizes:
                    sizes[bound] = sizes[name] + 1
            for name, divisor in family.multiples:
                sizes[name] = (family.numbers | options | sizes)[divisor] * chance.randint(1, 3)
            yield sizes | options


@pytest.mark.parametrize(
    "family", [family for family in REGISTER.values() if family.arrays and not family.inside], ids=lambda one: one.name
)
def test_every_layer_is_drawn_alike(ask, family):
    chance = random.Random(family.name)
    numbers = [expect_same(ask, family.name, arguments, chance.choice(STEPS)) for arguments in variants(family, chance)]
    assert sum(map(bool, numbers)) >= len(numbers) / 2


@pytest.mark.parametrize(("layer", "arguments"), DRAWN)
def test_layers_with_a_known_count_and_layers_of_layers_are_drawn_alike(ask, layer, arguments):
    assert expect_same(ask, layer, arguments, 3) >= 2


@settings(max_examples=200)
@given(configurations.layers())
def test_random_layers_are_drawn_alike(ask, layer):
    call, axes = layer
    expect_same(ask, call, {"input_shape": axes}, 2)


#: What an element of a page may show, beyond a layer and its sizes.
MORE = [
    {},
    {"steps": 30},
    {"layers": 3, "steps": 2},
    {"dense": 5},
    {"bidirectional": True, "layers": 2, "dense": 1},
]


@pytest.mark.parametrize("more", MORE, ids=lambda more: " ".join(more) or "nothing more")
@pytest.mark.parametrize("layer", ["SimpleRNN", "LSTM", "GRU"])
def test_an_element_is_drawn_again_from_its_address_as_it_stands_in_the_page(ask, layer, more):
    wanted = figure("formula", layer, units=4, features=3, use_bias=False, **more)
    assert ask(do="again", name="formula", of=wanted.of) == [render.hypertext(wanted, lang) for lang in LANGUAGES]


@pytest.mark.parametrize(
    ("layer", "arguments"),
    [
        ("Dense", {"units": 4, "features": 3, "steps": 3, "time_distributed": True}),
        ("torch.nn.LSTM", {"units": 4, "features": 3, "num_layers": 2, "bidirectional": True}),
        ("ConvLSTM2D", {"filters": 4, "kernel_size": 3, "channels": 3, "steps": 3}),
        ("LSTMCell", {"units": 4, "features": 3}),
    ],
)
def test_an_element_of_another_layer_is_drawn_again_as_it_stands(ask, layer, arguments):
    wanted = figure("formula", layer, **arguments)
    assert ask(do="again", name="formula", of=wanted.of) == [render.hypertext(wanted, lang) for lang in LANGUAGES]


@pytest.mark.parametrize(
    ("layer", "more"),
    [
        ("LSTM", {}),
        ("LSTM", {"bidirectional": True}),
        ("GRU", {"layers": 2}),
        ("SimpleRNN", {"layers": 3, "dense": 1}),
        ("GRU", {"bidirectional": True, "layers": 2, "use_bias": False}),
    ],
)
def test_a_layer_that_is_built_up_is_drawn_again_from_its_address(ask, layer, more):
    wanted = figure("minute", layer, units=4, features=3, **more)
    assert ask(do="again", name="minute", of=wanted.of) == [render.hypertext(wanted, lang) for lang in LANGUAGES]


def test_a_layer_of_too_many_rectangles_is_built_up_by_neither(ask):
    of = "layer=LSTM&units=2&features=3&layers=3&bidirectional=True"
    with pytest.raises(Refused) as refused:
        ask(do="again", name="minute", of=of)
    assert refused.value.key == "live_at_most"


@pytest.mark.parametrize(("name", "largest"), [("layers", HIGHEST_STACK), ("dense", LONGEST_AXIS)])
def test_what_stands_on_a_layer_is_refused_at_the_same_number(ask, name, largest):
    sizes = {"units": 1, "features": 1}
    wanted = figure("formula", "LSTM", **sizes, **{name: largest})
    assert ask(do="again", name="formula", of=wanted.of) == [render.hypertext(wanted, lang) for lang in LANGUAGES]
    with pytest.raises(InputError):
        figure("formula", "LSTM", **sizes, **{name: largest + 1})
    with pytest.raises(Refused):
        ask(do="again", name="formula", of=f"layer=LSTM&units=1&features=1&{name}={largest + 1}")


@pytest.mark.parametrize("size", ["units", "features"])
@pytest.mark.parametrize("name", FIGURES)
def test_what_is_too_long_to_be_labelled_is_refused_at_the_same_size(ask, name, size):
    sizes = {"units": 2, "features": 3}
    assert isinstance(drawn(ask, name, "LSTM", sizes | {size: LONGEST_AXIS}), list)
    assert drawn(ask, name, "LSTM", sizes | {size: LONGEST_AXIS + 1}).key == "live_at_most"


@pytest.mark.parametrize(
    ("name", "layer", "steps", "key"),
    [
        ("arrays", "Dropout", 0, "live_no_arrays"),
        ("formula", "Dropout", 0, "live_no_arrays"),
        ("gates", "Dense", 0, "live_no_gates"),
        ("gates", "Dropout", 0, "live_no_gates"),
        ("minute", "Dropout", 0, "live_not_built_up"),
        ("formula", "Dense", -1, "live_positive"),
        ("formula", "Dense", 1.5, "live_positive"),
        ("formula", "Dense", "3", "live_positive"),
        ("formula", "Dense", LONGEST_AXIS + 1, "live_at_most"),
    ],
)
def test_what_is_refused_says_why(ask, name, layer, steps, key):
    arguments = {"units": 2, "features": 3} if layer == "Dense" else {}
    refused = drawn(ask, name, layer, arguments, steps)
    assert refused.key == key
    assert all(layer in sentence for sentence in sentences(refused))


def test_numbers_are_rounded_alike(ask):
    chance = random.Random(2)
    values = [0, -0.0, 0.125, 0.375, 2.675, 1.005, -0.125, -0.375, -0.001, 0.004999, 10.0, 100.10, 1e6 + 0.125]
    values += [eighths / 8 for eighths in range(-4000, 4000)]
    values += [chance.uniform(-400, 400) for _ in range(4000)]
    values += [round(chance.uniform(-400, 400), 3) for _ in range(4000)]
    assert ask(do="numbers", values=values) == [number(value) for value in values]


@given(st.lists(st.text("\"'&<>\n\t\r a=(", max_size=8), min_size=50, max_size=50))
@settings(max_examples=5)
def test_attributes_are_quoted_alike(ask, texts):
    assert ask(do="quoted", texts=texts) == [quoted(text) for text in texts]
    assert [quoted(text) for text in texts] == [quoteattr(text) for text in texts]
    assert [escape(text) for text in texts] == [xml_escape(text) for text in texts]


#: Where a script asks for a word by its key.
NAMED = re.compile(r'\b(?:label|word|refuse)\(\s*"(\w+)"|\bwords\.words\.(\w+)')
#: Any text of a script that has the form of a key of two words or more, and what is none: the kind of a step.
NO_WORDS = {"closed_form"}
TEXT = re.compile(r'"([a-z]\w*_\w+)"')
#: Reads conditions and forms, and writes which form each number has.
CHOOSE = """
import { readFileSync } from "node:fs";
import { label, phrase } from "./docs/assets/numbers/saying.mjs";
const numbers = [...Array(210).keys()];
const languages = JSON.parse(readFileSync(0, "utf-8"));
const chosen = languages.map(({ plural, forms }) =>
  numbers.map((n) => phrase({ plural, words: { w: forms } }, label("w", { n }))));
const words = { plural: [], borrowed: { w: [[[[null, true, [[1, 1]]]]]] }, words: { w: "{n} a|{n} b" } };
console.log(JSON.stringify([chosen, [1, 2].map((n) => phrase(words, label("w", { n })))]));
"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_that_a_script_names_is_handed_over(lang):
    scripts = {file.name: file.read_text("utf-8") for file in (ROOT / "docs/assets/numbers").glob("*.mjs")}
    all_words, handed_over = language_of(lang).words, words_for(lang)["words"]
    named = {key for script in scripts.values() for keys in NAMED.findall(script) for key in keys if key}
    # Those of fields are named by the size that stands in them.
    named -= {key.removeprefix("live_size_") for key in handed_over if key.startswith("live_size_")}
    named |= {key for script in scripts.values() for key in TEXT.findall(script) if key in all_words}
    assert {"live_no_gates", "times_sum", "list", "space", "total"} <= named
    assert named - NO_WORDS - handed_over.keys() == set()


#: Every condition that Unicode's data have of whole numbers, and one with alternatives.
PLURALS = sorted({facts_of(code).plural for code in locale_identifiers() if len(code) == 2} | {("n % 3 = 1 or n = 5",)})


def test_the_scripts_choose_the_form_of_a_word_as_the_package_does():
    """In the forms of the language, and for a borrowed word in those of the language that it is from."""
    languages = [Language(code="qq", words={}, plural=plural) for plural in PLURALS]
    assert max(language.forms for language in languages) == 6
    told = [
        {"plural": language.plural_rules, "forms": "|".join(map(str, range(language.forms)))} for language in languages
    ]
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", CHOOSE],
        input=json.dumps(told),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    chosen, borrowed = json.loads(ran.stdout)
    assert chosen == [[str(language.form_of(number)) for number in range(210)] for language in languages]
    assert borrowed == ["1 a", "2 b"]


def test_the_facts_say_all_that_figures_go_by_and_can_be_written_as_json():
    drawing = json.loads(json.dumps(facts()))["drawing"]
    assert drawing["sizes"]["units"] == "hidden_size"
    assert {"i", "f", "o", "z", "r"} <= set(drawing["gates"])


#: The colours of a figure that is taken away, by the names of their tokens.
COLOURS = {
    "ink": "#111",
    "soft": "#444",
    "card": "#fff",
    "kernel": "#00f",
    "recurrent": "#f40",
    "bias": "#808",
    "kernel-fill": "#eef",
    "recurrent-fill": "#fec",
    "bias-fill": "#fef",
}
SVG = "{http://www.w3.org/2000/svg}"


def taken(ask, lang):
    """All figures, taken away from a page in a language: what the page shows, and the SVG."""
    shown = [render.hypertext(figure(name, layer, **arguments), lang) for name, layer, arguments in ALL]
    look = {"colours": COLOURS, "citation": "Somebody (2026), “{title}”, a & b", "lang": lang}
    pages = [ElementTree.fromstring(html.replace(f' xmlns="{SVG[1:-1]}"', "")) for html in shown]
    return zip(pages, [ask(do="take", html=html, **look) for html in shown], strict=True)


def letters(element):
    """What is written in an element, without blanks, which a broken line loses."""
    return re.sub(r"\s", "", "".join(element.itertext()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_that_is_taken_away_says_all_it_said_and_stands_alone(ask, lang):
    for page, svg in taken(ask, lang):
        tree = ElementTree.fromstring(svg)
        title, description, metadata = (tree.find(f"{SVG}{tag}").text for tag in ("title", "desc", "metadata"))
        assert title == "".join(page.find("figcaption").itertext())
        assert description == page.find(".//desc").text
        assert metadata == f"Somebody (2026), “{title}”, a & b"
        texts = "".join(letters(text) for text in tree.iter(f"{SVG}text"))
        words = [*page.iter("text"), *page.iter("p"), *page.iter("li"), page.find("figcaption")]
        assert [letters(text) for text in words if letters(text) not in texts] == []
        assert re.sub(r"\s", "", metadata) in texts
        ground = tree.find(f"{SVG}rect")
        assert (ground.get("width"), ground.get("height"), ground.get("fill")) == (
            tree.get("width"),
            tree.get("height"),
            "#fff",
        )
        assert not re.search(r"currentColor|class=|var\(|data-part|<style|href|light-dark", svg)
        used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"none"}
        assert used <= set(COLOURS.values())
        marks = ("rect", "path", "circle", "polygon")
        drawn = {tag: len(list(page.iter(tag))) for tag in marks}
        assert all(len(list(tree.iter(f"{SVG}{tag}"))) >= number for tag, number in drawn.items())


def test_the_benchmark_draws_each_of_these_layers():
    assert dict(bench.updates()).keys() == {layer for layer, _ in DRAWN}
