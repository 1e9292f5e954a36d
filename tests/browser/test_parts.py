"""All that stands for one part of a layer is lit together: figures, formulas, tables and words, however one points."""

import re

import pytest

from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.figures.parts import role_of
from rnnformula.language import LANGUAGES
from rnnformula.language.notation import NOTATIONS
from tests.browser.conftest import PATHS
from tests.browser.pages import DESKTOP, NAMES, PATIENCE, PHONE, SETTLED, violations
from tests.languages import HOMES

#: A list of layers, whose derivations stand elsewhere, and pages about training and tools: nothing there is a part.
WITHOUT_PARTS = ("layers/all_layers/", "layers/memory/", "layers/tools/")
#: Pages that have all kinds of parts, and those of them on which every run tries it, one in each language.
TRIED = ("layers/simple_rnn/", "layers/gru/")
ALWAYS = {home + path for home, path in zip(HOMES.values(), TRIED, strict=True)}
LAYER_PAGES = [
    pytest.param(path, marks=[] if path in ALWAYS else pytest.mark.long)
    for path in PATHS
    if path in HOMES.values() or (re.search("(^|/)layers/", path) and not path.endswith(WITHOUT_PARTS))
]
#: What stands for parts, as kinds of places.
KINDS = {"figure": ".fig *", "key": ".figure-key *", "formula": "math *", "table": "table *", "word": "p *, li *"}

#: What the tests ask of a page.
ASK = """() => {
    const parts = () => [...document.querySelectorAll("[data-part]")];
    const names = (isWanted = () => true) => {
        return [...new Set(parts().filter(isWanted).map(({ dataset }) => dataset.part))].sort();
    };
    // What is lit, and whether that is all of one part and nothing else.
    const lit = () => {
        const elements = [...document.querySelectorAll(".lit")];
        const [part] = new Set(elements.map(({ dataset }) => dataset.part));
        const all = parts().filter(({ dataset }) => dataset.part === part);
        const isAll = all.length === elements.length && all.every((element) => elements.includes(element));
        return isAll ? part ?? "" : "several";
    };
    // A place of the screen where an element of a part and a kind is, null where none is seen.
    const place = (part, kind) => {
        for (const element of document.querySelectorAll(kind)) {
            if (element.dataset.part !== part || !element.checkVisibility()) continue;
            element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
            for (const { left, top, width, height } of element.getClientRects()) {
                for (const [across, down] of [[0.5, 0.5], [0.2, 0.5], [0.5, 0.2], [0.1, 0.1]]) {
                    const at = [left + across * width, top + down * height];
                    if (document.elementFromPoint(...at)?.closest("[data-part]") === element) return at;
                }
            }
        }
        return null;
    };
    const look = (element) => [
        element.localName, element.dataset.part, element.textContent, getComputedStyle(element).color,
    ];
    window.ask = { parts, names, lit, place, looks: () => parts().map(look) };
}"""
#: Where the keyboard is: whether at a box or at a part, of which block, and what is lit.
STATE = """() => {
    const { activeElement: element } = document;
    const style = getComputedStyle(element);
    const block = element.closest("figure") ?? element.closest(".scroll") ?? element.closest("p, li, dd");
    window.blocks ??= [];
    if (block && !window.blocks.includes(block)) window.blocks.push(block);
    const all = block ? [...block.querySelectorAll("[data-part]")].filter((each) => !each.closest("svg")) : [];
    return {
        isBox: element.matches(".scroll"),
        part: element.dataset.part ?? "",
        block: window.blocks.indexOf(block),
        isIn: Boolean(element.closest("article")),
        walked: all.filter((each) => each.checkVisibility()).length,
        outline: parseFloat(style.outlineWidth) * (style.outlineStyle !== "none"),
        lit: ask.lit(),
    };
}"""
NOTHING = ""


def wait(page, condition):
    """Wait in the page itself: what the policy of pages forbids is what Playwright does to wait for a function."""
    page.evaluate(
        """async ([patience, text]) => {
            const end = performance.now() + patience;
            while (!CONDITION) {
                if (performance.now() > end) throw new Error(`waited for ${text}`);
                await new Promise(requestAnimationFrame);
            }
        }""".replace("CONDITION", f"({condition})"),
        [PATIENCE, condition],
    )


def opened(visit, path, **settings):
    page, noise = visit(path, viewport=DESKTOP, has_touch=True, **settings)
    page.evaluate(ASK)
    wait(page, "document.querySelector('[data-part][tabindex]')")
    return page, noise


def lit(page):
    return page.evaluate("ask.lit()")


def places_of(page, parts):
    """A place of each part and kind that is seen, found when it is asked for."""
    for part in parts:
        for kind in KINDS.values():
            if at := page.evaluate("asked => ask.place(...asked)", [part, kind]):
                yield part, kind, at


@pytest.mark.parametrize("path", LAYER_PAGES)
def test_whatever_points_at_a_part_lights_all_of_that_part_and_nothing_else(visit, path):
    page, noise = opened(visit, path)
    parts = page.evaluate("ask.names()")
    assert parts
    kinds = set()
    for part, kind, at in places_of(page, parts):
        kinds.add(kind)
        page.mouse.move(*at)
        assert lit(page) == part, f"pointing at {part} in {kind}"
        page.mouse.move(1, 1)
        assert lit(page) == NOTHING
        page.touchscreen.tap(*at)
        assert lit(page) == part, f"tapping {part} in {kind}"
        page.touchscreen.tap(*at)
        assert lit(page) == NOTHING
    assert len(kinds) > 2
    for part in parts:
        page.evaluate("part => { location.hash = `units=2&part=${part}` }", part)
        wait(page, f"ask.lit() === '{part}'")
    page.keyboard.press("Escape")
    assert lit(page) == NOTHING
    assert noise == []
    if path not in ALWAYS and path.startswith(tuple(filter(None, HOMES.values()))):
        return  # the same blocks as in the first language, and to walk through them takes longest
    reached = walk(page)
    assert reached == set(page.evaluate("ask.names((element) => element.checkVisibility() && !element.closest('svg'))"))
    assert reached == set(parts) or path in HOMES.values()  # home has small drawings that are links, and nothing else
    assert noise == []


def walk(page):
    """Walk by Tab and the right arrow through all blocks; the parts that were reached."""
    page.evaluate("Object.assign(document.querySelector('article'), { tabIndex: -1 }).focus()")
    stops, reached = [], []
    for _ in range(600):
        page.keyboard.press("Tab")
        state = page.evaluate(STATE)
        if not state["isIn"] and stops:
            break
        if not (state["part"] or (state["isBox"] and state["walked"])):
            continue
        stops.append(state["block"])
        seen = 0
        while state["part"] or state["isBox"]:
            if state["part"]:
                assert state["lit"] == state["part"]
                assert state["outline"] >= 1
                reached.append(state["part"])
                seen += 1
            if seen == state["walked"]:
                break
            page.keyboard.press("ArrowRight" if state["part"] else "ArrowDown")
            state = page.evaluate(STATE)
            assert state["block"] == stops[-1]
        assert seen == state["walked"]
        page.keyboard.press("ArrowLeft")
    assert sorted(set(stops)) == sorted(stops), "a block is more than one stop"
    return set(reached)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", TRIED)
def test_the_parts_are_the_same_in_every_notation(visit, lang, path):
    page, _ = opened(visit, HOMES[lang] + path)
    before = page.evaluate("ask.parts().map(({ dataset }) => dataset.part)")
    for key in [*NOTATIONS][1:]:
        page.evaluate("location.hash = 'part=recurrent_kernel'")
        wait(page, "ask.lit() === 'recurrent_kernel'")
        page.select_option("#__notation", key)
        page.wait_for_selector(f"html[data-notation={key}]")
        wait(page, "ask.lit() === 'recurrent_kernel'")
        assert page.evaluate("ask.parts().map(({ dataset }) => dataset.part)") == before
        at = page.evaluate("ask.place('kernel', 'math *')")
        page.mouse.move(*at)
        assert lit(page) == "kernel"
        page.mouse.move(1, 1)


@pytest.mark.parametrize("path", LAYER_PAGES)
def test_without_scripts_the_same_parts_are_there_named_and_coloured_alike(visit, path):
    looks = []
    for scripts in (True, False):
        page, _ = visit(path, viewport=DESKTOP, java_script_enabled=scripts)
        page.evaluate(ASK)
        looks.append(page.evaluate("ask.looks()"))
        page.close()
    assert looks[0]
    assert looks[0] == looks[1]


def test_the_parts_of_both_languages_are_the_same(visit):
    for path in TRIED:
        names = []
        for lang in LANGUAGES:
            page, _ = opened(visit, HOMES[lang] + path)
            names.append(page.evaluate("ask.names()"))
        assert names[0] == names[1]


@pytest.mark.parametrize("scheme", NAMES)
def test_the_colour_of_a_name_is_that_of_its_role(visit, scheme):
    page, _ = visit("layers/gru/", color_scheme=scheme)
    roles = {
        (array.name, role_of(array))
        for family in (*FAMILIES.values(), *FRAMEWORKS.values())
        for variant in family.variants
        for array in variant.arrays
    }
    arrays = dict(sorted(roles))  # `weight` is a kernel to most, to normalizations a vector: the last in order counts
    colours = page.evaluate(
        """(arrays) => {
            const article = document.querySelector("article");
            const colour = (html) => {
                article.insertAdjacentHTML("beforeend", html);
                const { color } = getComputedStyle(article.lastElementChild);
                article.lastElementChild.remove();
                return color;
            };
            const pair = ([name, role]) => [
                name, colour(`<code data-part="${name}">a</code>`) === colour(`<i class="fig-${role}">a</i>`),
            ];
            const plain = ["gates", "units"].map((name) => [
                name, colour(`<span data-part="${name}">a</span>`) === colour("<span>a</span>"),
            ]);
            return [...Object.entries(arrays).map(pair), ...plain];
        }""",
        arrays,
    )
    assert len(colours) > 80
    assert [name for name, is_alike in colours if not is_alike] == []


def test_an_address_with_a_part_lights_it_at_once_and_leaving_it_ends_that(visit):
    page, noise = opened(visit, "layers/gru/#part=bias")
    wait(page, "ask.lit() === 'bias'")
    page.evaluate("location.hash = 'gru.formula'")
    wait(page, "ask.lit() === ''")
    assert noise == []


def test_a_tap_pins_until_a_tap_elsewhere_and_what_is_pointed_at_comes_first(visit):
    page, _ = opened(visit, "layers/gru/")
    page.touchscreen.tap(*page.evaluate("ask.place('bias', 'math *')"))
    page.mouse.move(*page.evaluate("ask.place('kernel', 'math *')"))
    assert lit(page) == "kernel"
    page.mouse.move(1, 1)
    assert lit(page) == "bias"
    page.touchscreen.tap(640, 30)
    assert lit(page) == NOTHING


def test_what_a_script_makes_anew_is_lit_like_what_it_replaced(visit):
    page, _ = opened(visit, "layers/gru/#part=kernel")
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<p><i data-part=kernel>a</i></p>')"
    )
    wait(page, "document.querySelector('i.lit[tabindex=\"0\"]')")
    assert lit(page) == "kernel"


#: How an element looks, and how wide the page is.
LOOK = """(selector) => {
    const { outlineStyle, opacity, strokeWidth } = getComputedStyle(document.querySelector(selector));
    return [outlineStyle, opacity, parseFloat(strokeWidth)];
}"""


def test_what_is_lit_is_told_without_colour_and_the_rest_of_its_figure_is_dimmed_on_screens_alone(visit):
    page, _ = opened(visit, "layers/gru/#part=kernel")
    wait(page, "ask.lit() === 'kernel'")
    assert page.evaluate(LOOK, "math [data-part=kernel]")[0] == "solid"
    assert page.evaluate(LOOK, "p > code[data-part=kernel]")[0] == "solid"
    lit_block, other = (page.evaluate(LOOK, f".fig rect[data-part={part}]") for part in ("kernel", "bias"))
    assert lit_block[1:] == ["1", 3.5]
    assert float(other[1]) < 0.5
    page.emulate_media(media="print")
    assert page.evaluate(LOOK, "math [data-part=kernel]")[0] == "none"
    assert page.evaluate(LOOK, ".fig rect[data-part=bias]")[1] == "1"


@pytest.mark.parametrize("scheme", NAMES)
def test_axe_finds_nothing_while_a_part_is_lit(visit, scheme):
    page, _ = visit("layers/gru/#part=kernel", viewport=PHONE, color_scheme=scheme)
    page.evaluate(SETTLED)
    page.wait_for_selector(".lit")
    assert violations(page) == []


def test_a_page_on_which_no_part_stands_twice_loads_no_script_for_parts(visit, address):
    def with_one(route):
        answer = route.fetch()
        first, mark, others = answer.text().partition("data-part=")
        route.fulfill(response=answer, body=f"{first}{mark}{others.replace('data-part=', 'data-former=')}")

    for path, is_loaded in (("questions/embedding/", False), ("layers/gru/", True)):
        page, _ = visit("about/glossary/")
        if not is_loaded:
            page.context.route(f"{address}{path}", with_one)
        page.goto(f"{address}{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.querySelectorAll('[data-part]').length")
        names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        assert any("/parts" in name for name in names) == is_loaded
