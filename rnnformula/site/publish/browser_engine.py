"""The engine of the page that explains a paste: Python for the browser, and in it this package as it is here."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import shutil
import zlib
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rnnformula.explaining.explanation import LONGEST
from rnnformula.explaining.places import PLACES
from rnnformula.language import DEFAULT, words
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.book.pages import BOX_PLACE
from rnnformula.site.book.sources import PACKAGE
from rnnformula.site.kept.archives import zipped
from rnnformula.site.kept.lock import alone
from rnnformula.site.publish.browser_python import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.sources import Sources
    from rnnformula.site.publish.generator import Page as BuiltPage

#: Pyodide as npm installs it; its other files are for Node, for types and for consoles.
PYODIDE = "node_modules/pyodide"
COPIED = ("pyodide.mjs", "pyodide.asm.mjs", "python_stdlib.zip")
#: Not every host compresses it, and a browser can unpack it.
PACKED = "pyodide.asm.wasm"
GZIP = ".gz"
#: How a packed file begins: no name in it, and no time.
GZIP_HEAD = gzip.compress(b"", mtime=0)[:8]
LOCK = "pyodide-lock.json"
LICENCES = "rnnformula/site/publish/licences"
#: The box, its worker, its look.
SCRIPTS = "docs/assets/explain"
#: Parts of the package that explain nothing.
LEFT_OUT_OF_ZIP = tuple(
    f"rnnformula/{name}"
    for name in (
        "site/",
        "keras/",
        "comparing/",
        "citing/",
        "counting/exchange.py",
        "language/prose.py",
        "__main__.py",
        "cli.py",
    )
)
#: Of what draws figures, what words need too.
FIGURES_FOLDER, FIGURES_FOR_WORDS = f"{PACKAGE}/figures/", ("__init__.py", "parts.py", "scene.py", "term_parts.py")
#: The package and the standard library as sources, and as they are compiled.
ZIP, LIBRARY_ZIP = "rnnformula.zip", "python_stdlib.zip"
COMPILED_ZIP, COMPILED_LIBRARY = f"rnnformula-compiled.zip{GZIP}", f"library.zip{GZIP}"
#: What a browser keeps besides, so that the page explains without a network.
KEPT_BY_BROWSER = (".css", ".mjs")
#: The labels that the box needs.
BOX_LABELS = ("box_", "verdict_")
#: Labels that it shares with tables.
TABLE_LABELS = ("count", "notes", "output_shape", "totals")
#: What the box can be asked, as examples of what people have.
ASKED = ("131584", "GRU(64)", "nn.LSTM(10, 20)", "Bidirectional(LSTM(64))")
#: Where answers to them stand that are made with the page.
ASKED_PLACE = "<!-- asked -->"
#: What stays as it is in the fragment of an address, as in docs/assets/numbers/state.mjs.
KEPT_IN_FRAGMENT = ".,:;()=*'/ -_"
#: The level of the headings whose examples the box offers.
EXAMPLE_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A way to have Python and the package: the archive of each, and all that is loaded, with the bytes of it.

    A file that is packed has a second size, as a host may unpack it. All paths are below assets/.
    """

    library: str
    own: str
    sizes: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Engine:
    """The folders that were made, below assets/: Python, and the package with what drives it.

    ``files`` are all of their files, by path below assets/; ``ways`` those in which a browser may load it with the
    reader looking on, the fastest first.
    """

    python: str
    package: str
    files: tuple[str, ...]
    ways: tuple[Way, ...]


def is_wanted(pages: Iterable[Page]) -> bool:
    """Whether any page has the box."""
    return any(BOX_PLACE in page.source for page in pages)


def write_engine(sources: Sources, folder: Path, *, live: bool = False) -> Engine:
    """Write what the box loads into folders whose names carry a digest of what is in them.

    So hosts and browsers may keep them for ever, and no file of one version meets one of another. Folders of other
    versions are removed. A folder that is there is kept only if every file in it is what would be written. A live build
    does not wait for a package that was changed to be compiled.

    Raises:
        OSError: a file can't be read or written; no half-written folder is left.
        RuntimeError: the package can't be compiled.
    """
    files = {"pyodide": _python(sources.root), "explain": _package(sources)}
    archives = compiled(sources.root, files["explain"][ZIP], folder.parent, at_once=live)
    if archives:
        files["pyodide"][COMPILED_LIBRARY], files["explain"][COMPILED_ZIP] = archives
    names = {kind: _name(kind, content) for kind, content in files.items()}
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder.with_name(f"{folder.name}.lock")):
        for kind, name in names.items():
            for old in folder.glob(f"*{kind}-*"):  # half written ones too
                if old.name != name:
                    _remove(old)
            if not _holds(folder / name, files[kind]):
                _write(folder / name, files[kind])
    contents = {f"{names[kind]}/{name}": content for kind in files for name, content in files[kind].items()}
    written = tuple(contents)
    ways = []
    for library, own in ((COMPILED_LIBRARY, COMPILED_ZIP), (LIBRARY_ZIP, ZIP)):
        parts = [f"{names['pyodide']}/{name}" for name in (f"{PACKED}{GZIP}", LOCK, library)]
        parts.append(f"{names['explain']}/{own}")
        if contents.keys() >= set(parts):
            ways.append(Way(parts[-2], parts[-1], {name: _sizes(folder / name, contents[name]) for name in parts}))
    return Engine(names["pyodide"], names["explain"], written, tuple(ways))


def _sizes(file: Path, content: bytes) -> tuple[int, ...]:
    """The bytes of a file as it is published and, where it is packed, unpacked."""
    return tuple(dict.fromkeys((file.stat().st_size, len(content))))


def examples_of(page: Page, book: Book) -> list[str]:
    """The ids of the headings of the third level that have an example below them."""
    lines = [fence.fence.line for fence in book.fences_of(page) if fence.snippet]
    sections = zip_longest(page.headings, page.headings[1:])
    return [
        heading.id
        for heading, following in sections
        if heading.level == EXAMPLE_LEVEL
        and any(heading.line < line and (not following or line < following.line) for line in lines)
    ]


def put_box(content: str, built: BuiltPage, engine: Engine | None, book: Book, numbers: Mapping[str, str]) -> str:
    """The HTML of a page that mkdocs builds, with the box in its place where the page has one.

    ``numbers`` are the scripts of each language that answer what needs no engine, below assets/.
    """
    if engine is None or BOX_PLACE not in content:
        return content
    lang: str = built.file.locale  # type: ignore[attr-defined]  # set by static-i18n
    source = next(page for page in book.pages if page.address == built.url.removeprefix("./"))
    titles = _titles(built.toc)
    examples = {name: titles[name] for name in examples_of(source, book)}
    home = "" if lang == DEFAULT else f"{lang}/"
    return box(content, lang, engine, numbers[lang], here=built.url, home=home, examples=examples)


def _titles(links: Iterable[Any]) -> dict[str, str]:
    """The titles of headings, as HTML, by id; the links are those of mkdocs' contents."""
    titles: dict[str, str] = {}
    for link in links:
        titles |= {link.id: link.title, **_titles(link.children)}
    return titles


def box(content: str, lang: str, engine: Engine, numbers: str, here: str, home: str, examples: dict[str, str]) -> str:
    """The HTML of a page with the box in its place; ``here`` and ``home`` are addresses in the site.

    ``examples`` are those that stand on the page: the titles of their headings, as HTML, by id. A page without any has
    a box of one line, which grows with what is typed.
    """
    label = words(lang)
    near = relative_address(f"assets/{engine.package}/", here)
    is_short = not examples
    hint = f' placeholder="{html.escape(label["box_paste"])}"'
    settings = {
        "lang": lang,
        "most": LONGEST,
        "home": relative_address(home, here),
        "python": relative_address(f"assets/{engine.python}/", here),
        "numbers": relative_address(f"assets/{numbers}", here),
        "isShort": is_short,
        "isEager": not is_short,
        "ways": [
            {
                "library": relative_address(f"assets/{way.library}", here),
                "own": relative_address(f"assets/{way.own}", here),
                "files": {relative_address(f"assets/{name}", here): sizes for name, sizes in way.sizes.items()},
            }
            for way in engine.ways
        ],
        "scripts": [
            relative_address(f"assets/{name}", here) for name in engine.files if name.endswith(KEPT_BY_BROWSER)
        ],
        "places": PLACES,
        "words": {key: label[key] for key in label if key in TABLE_LABELS or key.startswith(BOX_LABELS)},
    }
    links = "".join(f'<li><a href="{html.escape(fragment(ask))}"><code>{ask}</code></a></li>' for ask in ASKED)
    listed = "".join(
        f'<li><button type="button" data-example="{name}">{title}</button></li>' for name, title in examples.items()
    )
    written = json.dumps(settings, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    shown = f"""\
<div class="explain{" explain-short" * is_short}" data-search-exclude>
<noscript><p class="explain-note">{label["box_no_script"]}</p></noscript>
<form autocomplete="off">
<label for="__paste">{label["box_paste"]}</label>
<div class="explain-field"><textarea id="__paste" rows="{1 if is_short else 7}"{hint if is_short else ' wrap="off"'}\
 spellcheck="false" autocapitalize="off" aria-describedby="__private"></textarea>
<div class="explain-buttons"><button type="submit">{label["box_explain"]}</button>\
<button type="button" data-act="clear">{label["box_clear"]}</button>\
<button type="button" data-act="halt" hidden>{label["box_stop"]}</button></div></div>
<p class="explain-note" id="__private">{label["box_private"]}</p>
</form>
<p class="explain-label" id="__examples">{label["box_examples"]}</p>
<ul class="explain-examples" aria-labelledby="__examples">{links}{listed}</ul>
<div class="explain-state"><p role="status"></p><progress hidden aria-label="{label["box_progress"]}"></progress>\
<span class="explain-bytes" aria-hidden="true" hidden></span><p class="explain-meanwhile" hidden></p></div>
<section class="explain-answer" aria-labelledby="__answer" hidden></section>
<script type="application/json">{written}</script>
</div>
{ASKED_PLACE}
<script type="module" src="{near}start.mjs"></script>"""
    return content.replace(BOX_PLACE, shown, 1)


def fragment(ask: str) -> str:
    """The fragment of an address that asks the box, as docs/assets/numbers/state.mjs writes it."""
    return f"#ask={quote(ask, safe=KEPT_IN_FRAGMENT).replace(' ', '+')}"


def _package(sources: Sources) -> dict[str, bytes]:
    files = {file.name: file.read_bytes() for file in sorted((sources.root / SCRIPTS).iterdir())}
    return files | {ZIP: _zipped(sources)}


def _python(root: Path) -> dict[str, bytes]:
    """The files of Pyodide by the names they are published under, what is to be packed unpacked.

    Of its register of packages only what it says of itself, as none is loaded.
    """
    source = root / PYODIDE
    files = {name: (source / name).read_bytes() for name in COPIED}
    files[f"{PACKED}{GZIP}"] = (source / PACKED).read_bytes()
    about = json.loads((source / LOCK).read_text(encoding="utf-8"))["info"]
    files[LOCK] = json.dumps({"info": about, "packages": {}}).encode()
    files["licence.txt"] = _licence(root, json.loads((source / "package.json").read_text(encoding="utf-8")), about)
    return files


def _licence(root: Path, package: dict[str, Any], about: dict[str, str]) -> bytes:
    source = package["repository"]["url"].removeprefix("git+").removesuffix(".git")
    notice = f"""\
The files beside this one are Pyodide {package["version"]} as published on npm under the name {package["name"]}; \
{PACKED} is compressed,
of {LOCK} only the part about Pyodide itself is here, and {COMPILED_LIBRARY} has modules of {LIBRARY_ZIP} compiled,
without their docstrings. Its licence is {package["license"]}, see below. Its source code,
in the form preferred for changing it, is at {source}, tag {package["version"]}.

{PACKED}, {LIBRARY_ZIP} and {COMPILED_LIBRARY}
contain Python {about["python"]}, under the Python Software Foundation License, see
below, and libraries that it is linked with; their names, versions and licences are in the same source.
"""
    texts = (root / LICENCES / name for name in ("mpl-2.0.txt", "psf-2.0.txt"))
    return "\n\n".join([notice, *(text.read_text(encoding="utf-8") for text in texts)]).encode()


def _zipped(sources: Sources) -> bytes:
    return zipped(
        {
            name: text.encode()
            for name, text in sources.texts.items()
            if name.startswith(f"{PACKAGE}/")
            and not name.startswith(LEFT_OUT_OF_ZIP)
            and (not name.startswith(FIGURES_FOLDER) or name.endswith(FIGURES_FOR_WORDS))
        }
    )


def _name(kind: str, files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return f"{kind}-{digest.hexdigest()[:8]}"


def _holds(folder: Path, files: dict[str, bytes]) -> bool:
    """Whether the folder has these files as they are published, and nothing else."""
    if not folder.is_dir() or {entry.name for entry in folder.iterdir()} != files.keys():
        return False
    return all((folder / name).is_file() and _is(name, (folder / name).read_bytes(), files[name]) for name in files)


def _is(name: str, written: bytes, content: bytes) -> bool:
    """Whether a file that was written has this content; to unpack takes a twentieth of the time to pack."""
    if not name.endswith(GZIP):
        return written == content
    unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        unpacked = unpacking.decompress(written, len(content) + 1)
    except zlib.error:
        return False
    whole = unpacking.eof and not unpacking.unused_data
    return whole and unpacked == content and written.startswith(GZIP_HEAD)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write the folder whole or not at all, so that a build that was stopped leaves none that looks whole."""
    new = folder.with_name(f"new-{folder.name}")
    _remove(new)
    try:
        new.mkdir()
        for name, content in files.items():
            (new / name).write_bytes(gzip.compress(content, mtime=0) if name.endswith(GZIP) else content)
        _remove(folder)
        new.rename(folder)
    except OSError:
        _remove(new)
        raise


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
