"""Figures that are taken away from a page: files that stand alone, light whatever the page is, and whole."""

import re
import struct
from xml.etree import ElementTree

import pytest

from rnnformula import figure, render
from rnnformula.language import LANGUAGES
from rnnformula.site.book.design import read_colours
from rnnformula.site.book.sources import load_sources
from tests.browser.conftest import SITE_URL
from tests.browser.test_figures import DRAWN
from tests.conftest import ROOT
from tests.languages import HOMES
from tests.numbers.scripts import asking

SVG = "{http://www.w3.org/2000/svg}"
DESKTOP = {"width": 1280, "height": 900}
LAYER = "layers/lstm/"
#: Of a drawing, the texts that leave it or lie on another one.
MISPLACED = """svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
  const outside = texts.filter(([, box]) => box.left < frame.left || box.right > frame.right
    || box.top < frame.top || box.bottom > frame.bottom);
  const meets = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 5 && b.top < a.bottom - 5;
  const meeting = texts.flatMap(([text, box], n) =>
    texts.slice(n + 1).filter(([, other]) => meets(box, other)).map(([other]) => `${text} lies on ${other}`));
  return [...outside.map(([text]) => `${text} is outside`), ...meeting];
}"""


def light():
    return {name: colour.light for name, colour in read_colours(load_sources(ROOT)).items()}


@pytest.fixture(scope="module")
def taken():
    """All figures that are drawn elsewhere, taken away, by language."""
    look = {"colours": light(), "citation": "Somebody (2026), {title}, " + "a long name " * 12}
    with asking() as ask:
        return {
            lang: [
                ask(do="take", html=render.hypertext(figure(name, layer, **sizes), lang), lang=lang, **look)
                for name, layer, sizes in DRAWN
            ]
            for lang in LANGUAGES
        }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_of_a_figure_that_was_taken_leaves_it_or_lies_on_another(chromium, taken, lang):
    page = chromium.new_page()
    for svg, drawn in zip(taken[lang], DRAWN, strict=True):
        page.set_content(svg)
        assert page.eval_on_selector("svg", MISPLACED) == [], drawn
    page.close()


def take(page, act):
    """What a button of the first element of a page saves: the name of the file, its bytes."""
    page.mouse.move(5, 5)  # which loads the scripts
    page.wait_for_load_state("networkidle")
    with page.expect_download() as saved:
        page.locator(f"[data-act={act}]").first.click()
    return saved.value.suggested_filename, saved.value.path().read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_is_taken_away_alike_in_both_schemes_with_its_citation(visit, lang):
    files = []
    for scheme in ("light", "dark"):
        page, noise = visit(HOMES[lang] + LAYER, viewport=DESKTOP, color_scheme=scheme)
        files.append(take(page, "svg"))
        said = page.locator(".numbers-said").first
        said.filter(has_text=LANGUAGES[lang].words["live_saved"]).wait_for(state="attached")
        assert noise == []
    assert files[0] == files[1]
    name, content = files[0]
    svg = content.decode()
    tree = ElementTree.fromstring(svg)
    assert re.fullmatch(r"LSTM-units-\d+-features-\d+(-steps-\d+)?\.svg", name)
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"none"}
    assert {light()[role] for role in ("kernel", "recurrent", "bias", "ink")} <= used <= set(light().values())
    cited = tree.find(f"{SVG}metadata").text
    assert f"{SITE_URL}{HOMES[lang]}{LAYER}#units=" in cited
    assert tree.find(f"{SVG}title").text in cited
    assert "{" not in cited
    assert page.locator("figcaption").first.text_content() == tree.find(f"{SVG}title").text


def test_a_picture_has_two_pixels_for_each_of_the_page(visit):
    page, noise = visit(LAYER, viewport=DESKTOP)
    svg = ElementTree.fromstring(take(page, "svg")[1])
    name, content = take(page, "png")
    assert name.endswith(".png")
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == tuple(2 * int(svg.get(side)) for side in ("width", "height"))
    image = page.evaluate(
        """async (bytes) => {
        const canvas = document.createElement("canvas");
        const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
        Object.assign(canvas, { width: image.width, height: image.height });
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        const colours = new Map();
        for (let n = 0; n < data.length; n += 4) {
          const colour = data.slice(n, n + 4).join();
          colours.set(colour, (colours.get(colour) ?? 0) + 1);
        }
        return [...colours].sort((one, other) => other[1] - one[1]).slice(0, 8).map(([colour]) => colour);
        }""",
        list(content),
    )
    assert image[0] == "255,255,255,255"
    fills = [",".join(str(int(light()[f"{role}-fill"][n : n + 2], 16)) for n in (1, 3, 5)) for role in ("kernel",)]
    assert f"{fills[0]},255" in image
    assert noise == []


def test_a_reader_with_colours_of_their_own_gets_black_on_white(visit):
    page, _ = visit(LAYER, viewport=DESKTOP, forced_colors="active", color_scheme="dark")
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', take(page, "svg")[1].decode()))
    assert used == {"none", "#000000", "#ffffff"}
