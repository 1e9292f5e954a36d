"""The image that is shown where somebody shares a link to a page: its title and the layer that it speaks of."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.language import words
from rnnformula.site.book.design import read_colours
from rnnformula.site.book.known import read_written_layer
from rnnformula.site.html.math.outlines import Outlines
from rnnformula.site.kept.node import run_script, surroundings
from rnnformula.site.kept.shelf import Shelf
from rnnformula.site.publish.link_drawings import IMAGE_HIGH, IMAGE_WIDE, Pencil
from rnnformula.site.publish.link_texts import alternative_text, break_evenly, break_name, break_title, name_of
from rnnformula.site.publish.title_letters import TitleLetters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.counting.tally import Tally
    from rnnformula.site.book.contents import Book, ExecutedFence
    from rnnformula.site.book.pages import Page
    from rnnformula.site.publish.link_texts import BrokenTitle

#: The layer of pages that show none.
USUAL_LAYERS = ("LSTM units=2 features=3",)
#: The layers of pages whose first figure, or first layer, is not what they are about.
ABOUT: dict[str, tuple[str, ...]] = {
    "index.md": USUAL_LAYERS,
    "explain.md": USUAL_LAYERS,
    "about/contributing.md": USUAL_LAYERS,
    "about/design.md": USUAL_LAYERS,
    "cases/summary_table.md": ("SimpleRNN units=10 features=1",),
    "layers/around.md": ("Dense units=4 features=3",),
    "layers/frameworks.md": ("torch.nn.LSTM input_size=3 hidden_size=2",),
    "layers/simple_rnn_arguments.md": ("SimpleRNN units=2 features=3",),
    "questions/bidirectional.md": ("Bidirectional(LSTM(2)) features=3",),
    "questions/two_biases.md": ("torch.nn.GRU input_size=3 hidden_size=2",),
}
#: The icon of the site, below the project, and what turns a drawing into an image.
ICON = "docs/assets/favicon.svg"
RENDERER, RENDERER_PACKAGE = Path(__file__).with_suffix(".mjs"), "@resvg/resvg-js"


class LinkImage(NamedTuple):
    """An image: the name of its file below ``assets``, which carries a digest, its size, and what it says as text."""

    file: str
    text: str
    width: int = IMAGE_WIDE
    height: int = IMAGE_HIGH


def write_link_images(book: Book, folder: Path) -> dict[str, LinkImage]:
    """Write the images into the folder, those that are alike once; the image of each page by its language and path.

    Raises:
        LookupError: the math font lacks a letter of a formula.
        RuntimeError: the renderer fails.
    """
    outlines, titles = Outlines(book.root), TitleLetters(book.root)
    # An image can't know where it will stand, so it is light.
    colours = {name: colour.light for name, colour in read_colours(book.sources).items()}
    pencil = Pencil(outlines, titles, colours, (book.root / ICON).read_text(encoding="utf-8"))
    site = str(book.settings.values["site_name"])
    spoken = {page.path: layers_about(page, book) for page in reversed(book.pages)}
    drawings = {
        page: pencil.draw(title_on(page, spoken[page.path], titles), spoken[page.path], site) for page in book.pages
    }
    for letters in (outlines, titles):
        letters.shelf.save()
    images = _images(book.root, folder, list(dict.fromkeys(drawings.values())))
    for old in folder.glob("link-*.png"):
        old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for page, drawing in drawings.items():
        name = f"link-{hashlib.sha256(images[drawing]).hexdigest()[:8]}.png"
        (folder / name).write_bytes(images[drawing])
        text = words(page.lang)["card_text"].format(title=page.title, layers=alternative_text(spoken[page.path]))
        written[f"{page.lang}/{page.path}"] = LinkImage(name, text)
    return written


def title_on(page: Page, layers: Sequence[Tally], titles: TitleLetters) -> BrokenTitle:
    """What stands largest: the title of the page, or the layers where the font lacks a letter of the title."""
    if titles.have(page.title):
        return break_evenly(page.title, break_title(page.title, page.lang))
    return break_evenly(name_of(layers), break_name(name_of(layers)))


def layers_about(page: Page, book: Book) -> Sequence[Tally]:
    """The layers that a page is about: as `ABOUT` says, those of its first figure, or the first one of its tables."""
    if page.path in ABOUT:
        return [read_written_layer(layer) for layer in ABOUT[page.path]]
    shown = first_shown(book.fences_of(page))
    return shown or [read_written_layer(layer) for layer in USUAL_LAYERS]


def first_shown(fences: Sequence[ExecutedFence]) -> list[Tally]:
    """The layers of the first figure, else the first layer of the other fences, none where no fence shows one."""
    figures = (fence for fence in fences if fence.drawn)
    others = (fence for fence in fences if not fence.drawn)
    return next(filter(None, map(_with_arrays, figures)), next(filter(None, map(_with_arrays, others)), [])[:1])


def _with_arrays(fence: ExecutedFence) -> list[Tally]:
    return [counted for counted in fence.tallies if counted.rows]


def _images(root: Path, folder: Path, drawings: list[str]) -> dict[str, bytes]:
    """The drawings as images; only those that no build before has made are rendered, in one go."""
    shelf = Shelf(folder.with_name("link_images.json"), surroundings(RENDERER, root, RENDERER_PACKAGE))
    new = [drawing for drawing in drawings if not shelf.has(drawing)]
    rendered = dict(zip(new, json.loads(run_script(RENDERER, json.dumps(new), root)) if new else (), strict=True))
    images = {drawing: b64decode(shelf.get(drawing, lambda drawing=drawing: rendered[drawing])) for drawing in drawings}  # type: ignore[misc]
    shelf.save()
    return images
