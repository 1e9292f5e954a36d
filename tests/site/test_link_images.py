"""Where somebody shares a link, an image shows its title and its layer: drawn to scale, the same on every machine."""

import re
import zlib
from collections import Counter
from dataclasses import replace
from struct import unpack

import pytest

from rnnformula import tally
from rnnformula.figures.areas import rectangles
from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.design import Colour, read_colours
from rnnformula.site.book.known import read_written_layer
from rnnformula.site.book.pages import Page
from rnnformula.site.book.sources import load_sources
from rnnformula.site.html.math.outlines import Outlines
from rnnformula.site.kept.shelf import Shelf
from rnnformula.site.publish import link_images
from rnnformula.site.publish.link_drawings import (
    GROUND,
    IMAGE_HIGH,
    IMAGE_WIDE,
    LEAST_LABEL,
    Pencil,
)
from rnnformula.site.publish.link_images import (
    ABOUT,
    ICON,
    USUAL_LAYERS,
    first_shown,
    layers_about,
    title_on,
    write_link_images,
)
from rnnformula.site.publish.link_texts import (
    alternative_text,
    break_evenly,
    break_name,
    break_title,
    coloured,
    formulas_of,
    sides_of,
)
from rnnformula.site.publish.title_letters import TitleLetters
from tests.conftest import ROOT, project_book, project_page, project_pages
from tests.languages import CHINESE, ENGLISH, HOMES

COLOURS = {name: colour.light for name, colour in read_colours(load_sources(ROOT)).items()}
LSTM = tally("LSTM", units=2, features=3)
ROLES = ("kernel", "recurrent", "bias")
TITLE = break_evenly("LSTM", ["LSTM"])
META = re.compile(r'<meta (?:property|name)="(og:image[:\w]*|twitter:card)" content="([^"]*)">')
BLOCK = re.compile(r'<rect class="fig-block fig-(\w+)"[^>]*? x="[^"]*" y="[^"]*" width="([^"]*)" height="([^"]*)"')
STROKE = 1.75
HOME = f"{ENGLISH}/index.md"


@pytest.fixture(scope="module")
def pencil():
    return Pencil(Outlines(ROOT), TitleLetters(ROOT), COLOURS, (ROOT / ICON).read_text("utf-8"))


@pytest.fixture(scope="module")
def images(tmp_path_factory):
    """The images of the project's own pages, by language and path, and their folder."""
    folder = tmp_path_factory.mktemp("images") / "assets"
    return write_link_images(project_book(), folder), folder


def pixels(png):
    """The rows of a PNG, each a list of colours as #rrggbb."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, place = {}, 8
    while place < len(png):
        (length,) = unpack(">I", png[place : place + 4])
        kind = png[place + 4 : place + 8]
        chunks[kind] = chunks.get(kind, b"") + png[place + 8 : place + 8 + length]
        place += length + 12
    wide, high, depth, colours = unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colours) == (8, 6)
    data = zlib.decompress(chunks[b"IDAT"])
    rows, before = [], bytearray(4 * wide)
    for row in range(high):
        start = row * (4 * wide + 1)
        line = unfiltered(data[start], bytearray(data[start + 1 : start + 4 * wide + 1]), before)
        rows.append([f"#{line[at : at + 3].hex()}" for at in range(0, 4 * wide, 4)])
        before = line
    return rows


def unfiltered(kind, line, above):
    """A row as it was before it was written as differences from its left, its upper neighbour or both."""
    for at in range(len(line)) if kind else ():
        left, corner = (line[at - 4], above[at - 4]) if at >= 4 else (0, 0)
        up = above[at]
        nearest = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
        line[at] = (line[at] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return line


def areas(drawing):
    """The area of each role's blocks, outlines included."""
    found = Counter()
    for role, wide, high in BLOCK.findall(drawing):
        found[role] += (float(wide) + STROKE) * (float(high) + STROKE)
    return found


def test_an_image_has_the_size_that_is_asked_for_and_the_colours_of_the_site(images):
    written, folder = images
    rows = pixels((folder / written[f"{ENGLISH}/layers/lstm.md"].file).read_bytes())
    assert (len(rows[0]), len(rows)) == (IMAGE_WIDE, IMAGE_HIGH) == (1200, 630)
    assert (rows[5][5], rows[5][-5]) == (COLOURS["page"], COLOURS["sunk"])
    assert rows[5][GROUND - 1] != rows[5][GROUND]
    left = Counter(colour for row in rows for colour in row[:GROUND])
    right = Counter(colour for row in rows for colour in row[GROUND:])
    assert min(left[COLOURS[name]] for name in ("ink", "soft", *ROLES)) > 100
    kernel, recurrent, bias = (right[COLOURS[f"{role}-fill"]] for role in ROLES)
    assert kernel > recurrent > bias > 1000


@pytest.mark.parametrize("layer", ["LSTM", "GRU", "SimpleRNN"])
def test_areas_are_numbers_of_parameters(pencil, layer):
    counted = tally(layer, units=2, features=3)
    drawn = areas(pencil.draw(TITLE, [counted], "site"))
    of_one = drawn["kernel"] / counted.rows[0].count
    assert {role: round(drawn[role] / of_one, 1) for role in ROLES} == {
        role: row.count for role, row in zip(ROLES, counted.rows, strict=True)
    }


def test_layers_of_one_image_have_one_scale(pencil):
    more = tally("LSTM", units=2, features=2)
    both = areas(pencil.draw(TITLE, [LSTM, more], "site"))
    assert both["kernel"] / both["recurrent"] == pytest.approx((24 + 16) / (16 + 16), rel=0.01)


def test_no_letter_is_left_to_a_font_of_the_machine(pencil):
    drawing = pencil.draw(TITLE, [LSTM], "site")
    assert "<text" not in drawing
    assert "font" not in drawing


def test_every_label_can_be_read_and_stands_in_the_image(images, pencil):
    for page in project_pages():
        layers = layers_about(page, project_book())
        drawing = pencil.draw(title_on(page, layers, pencil.titles), layers, "rnnformula")
        sizes = [1000 * float(scale) for scale in re.findall(r"scale\(([\d.]+) -", drawing)]
        assert min(sizes) >= LEAST_LABEL, page.path
        places = [(float(x), float(y)) for x, y in re.findall(r"translate\(([-\d.]+) ([-\d.]+)\) scale", drawing)]
        assert all(0 < x < IMAGE_WIDE and 0 < y < IMAGE_HIGH - 20 for x, y in places), page.path


def test_a_formula_has_the_colours_of_the_rows_that_its_terms_count():
    (formula,) = formulas_of([LSTM])
    assert {piece.text: piece.role for piece in coloured(formula) if piece.role != "plain"} == {
        "features": "kernel",
        "units": "recurrent",
        "1": "bias",
    }
    (window,) = formulas_of([tally("ConvLSTM2D", filters=4, kernel_size=(3, 3), channels=3)])
    roles = {piece.text: piece.role for piece in coloured(window)[4:]}
    assert (roles["kernel_size"], roles["channels"], roles["filters"], roles["1"]) == (
        "plain",
        "kernel",
        "recurrent",
        "bias",
    )
    (numbers,) = formulas_of([tally("RNN([LSTMCell(4), LSTMCell(4)])", features=3)])
    assert {piece.role for piece in coloured(numbers)} == {"plain"}


def test_an_image_says_in_text_what_it_shows():
    assert alternative_text([LSTM, LSTM]) == "LSTM → LSTM: 4 × units × (features + units + 1)"
    dense = tally("Dense", units=4, features=3)
    assert alternative_text([LSTM, dense]).endswith("(features + units + 1), units × (features + 1)")


def lines_of(title):
    """The lines of each way to break a title."""
    return [["".join(piece.text for piece in line) for line in way] for way in title.ways]


def test_a_long_name_is_broken_where_a_layer_begins():
    name = "RNN(LSTMCell) → Dense"
    assert lines_of(break_evenly(name, break_name(name)))[-1] == ["RNN", "(LSTMCell)", "→ Dense"]


@pytest.mark.parametrize(
    ("lang", "title", "ways"),
    [
        (ENGLISH, "LSTM", [["LSTM"]]),
        (ENGLISH, "Why 5, 12, 21?", [["Why 5, 12, 21?"], ["Why 5,", "12, 21?"], ["Why", "5, 12,", "21?"]]),
        (
            CHINESE,
            "PyTorch 为什么有两个偏置？",
            [["PyTorch 为什么", "有两个偏置？"]],
        ),
    ],
)
def test_a_title_is_broken_between_words_into_lines_as_even_as_can_be(lang, title, ways):
    found = lines_of(break_evenly(title, break_title(title, lang)))
    assert [way for way in ways if way not in found] == []
    assert all("".join(way).replace(" ", "") == title.replace(" ", "") for way in found)
    assert [len(way) for way in found] == list(range(1, len(found) + 1))


def paths_of(text, letters):
    """The paths of a text's letters, without those that are drawn alike."""
    return {letters.of(letter).path for letter in text if letters.of(letter).path}


@pytest.mark.parametrize("path", ["index.md", "questions/two_biases.md", "about/cite.md", "cases/one_hot_words.md"])
def test_an_image_says_the_title_of_its_page_in_the_language_of_the_page(pencil, path):
    drawn = {}
    for lang in LANGUAGES:
        page = project_page(path, lang)
        layers = layers_about(page, project_book())
        drawn[lang] = pencil.draw(title_on(page, layers, pencil.titles), layers, "rnnformula")
        assert all(f'd="{outline}"' in drawn[lang] for outline in paths_of(page.title, pencil.titles))
    assert len(set(drawn.values())) == len(LANGUAGES)


def test_a_title_in_letters_that_the_font_lacks_gives_way_to_the_layers(pencil):
    page = Page(ENGLISH, "a.md", f"docs/{ENGLISH}/a.md", "# שלום {#a}\n")
    assert title_on(page, [LSTM], pencil.titles).text == "LSTM"
    assert title_on(replace(page, source="# Why? {#a}\n"), [LSTM], pencil.titles).text == "Why?"


def test_the_font_of_titles_is_bold_and_has_the_letters_of_all_titles(pencil):
    assert all(pencil.titles.have(page.title) for page in project_pages())
    with pytest.raises(LookupError, match=r"the font of titles has no ᚠ \(U\+16A0\)"):
        pencil.titles.of("ᚠ")
    thin = TitleLetters(ROOT)
    thin.shelf = Shelf()
    thin.location = {"wght": 100}
    assert thin.of("I").path != pencil.titles.of("I").path


def test_sides_without_a_common_name_are_numbers():
    (shown,) = rectangles(tally("torch.nn.LSTM", input_size=3, hidden_size=2))
    assert sides_of(shown) == ("4 × units", ("features", "units", "1", "1"))
    (shown,) = rectangles(tally("GRU", units=2, features=3))
    assert sides_of(shown) == ("3 × units", ("features", "units", "2"))


@pytest.mark.parametrize("path", ABOUT)
def test_a_page_of_the_register_is_there_and_would_have_other_layers(path):
    page = project_page(path, ENGLISH)
    shown = first_shown(project_book().fences_of(page)) or [read_written_layer(layer) for layer in USUAL_LAYERS]
    assert shown != list(layers_about(page, project_book()))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("index.md", "LSTM"),
        ("layers/gru.md", "GRU"),
        ("layers/bidirectional.md", "Bidirectional(LSTM)"),
        ("layers/stacked.md", "LSTM → LSTM"),
        ("layers/frameworks.md", "torch.nn.LSTM"),
        ("questions/embedding.md", "Embedding"),
        ("about/cite.md", "LSTM"),
    ],
)
def test_a_page_has_the_image_of_the_layer_that_it_speaks_of(images, path, name):
    for lang in LANGUAGES:
        text = words(lang)["card_text"].format(title=project_page(path, lang).title, layers=f"{name}: ")
        assert images[0][f"{lang}/{path}"].text.startswith(text)


def test_pages_of_one_title_and_layer_share_an_image_and_it_is_made_once(images, monkeypatch):
    written, folder = images
    assert written.keys() == {f"{page.lang}/{page.path}" for page in project_pages()}
    same = [written[f"{lang}/layers/lstm.md"].file for lang in LANGUAGES]
    assert len(set(same)) == 1
    assert written[f"{ENGLISH}/index.md"].file not in {*same, written[f"{CHINESE}/index.md"].file}
    assert {image.file for image in written.values()} == {file.name for file in folder.iterdir()}
    monkeypatch.setattr(link_images, "run_script", None)
    (folder / "link-00000000.png").write_bytes(b"of a build before")
    assert write_link_images(project_book(), folder) == written
    assert not (folder / "link-00000000.png").exists()


def test_another_colour_makes_another_file(images, tmp_path, monkeypatch):
    changed = {**read_colours(load_sources(ROOT)), "sunk": Colour("#eeeeee", "#111111")}
    monkeypatch.setattr(link_images, "read_colours", lambda sources: changed)
    assert write_link_images(project_book(), tmp_path / "assets")[HOME].file != images[0][HOME].file


def test_a_letter_that_the_font_lacks_is_named(pencil):
    with pytest.raises(LookupError, match=r"the math font has no ᚠ \(U\+16A0\)"):
        pencil.draw(TITLE, [LSTM], "ᚠ")


def test_letters_are_kept_so_that_the_font_is_not_unpacked_again(tmp_path, monkeypatch):
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    outlines = Outlines(tmp_path)
    first = outlines.of("L")
    outlines.shelf.save()
    monkeypatch.setattr("rnnformula.site.html.math.outlines._drawer", None)
    assert Outlines(tmp_path).of("L") == first
    with pytest.raises(TypeError):
        Outlines(tmp_path).of("S")


def test_every_page_names_its_image_by_an_address_that_is_whole(good):
    done = good.make("preview-site", SITE_URL="https://example.org/rnn/")
    assert done.returncode == 0, done.stderr
    for lang, home in HOMES.items():
        told = dict(META.findall(good.read(f"preview/{home}index.html")))
        start, _, name = told.pop("og:image").rpartition("/")
        assert start == "https://example.org/rnn/assets"
        assert pixels((good.folder / "preview" / "assets" / name).read_bytes())[0][0] == COLOURS["page"]
        layers = "LSTM: 4 × units × (features + units + 1)"
        assert told == {
            "og:image:type": "image/png",
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": words(lang)["card_text"].format(title="Small", layers=layers),
            "twitter:card": "summary_large_image",
        }
    assert not META.findall(good.read("preview/404.html"))
