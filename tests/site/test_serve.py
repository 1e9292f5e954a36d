"""Live reload: what is edited shows, fresh."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import time
from types import SimpleNamespace
from urllib.request import urlopen

import pytest

from rnnformula.site.build import Build, OutdatedError
from rnnformula.site.fences.loading import read_book, with_edited
from rnnformula.site.first_look import edited_pages
from rnnformula.site.translation.filling import FilledPages
from tests.languages import CHINESE, ENGLISH
from tests.site.conftest import PAGE, SENTENCES, copy_site

#: How long to wait for a page at most; how fast it is, `make bench` measures.
PATIENCE = 90
#: What MkDocs says when the builds of an edit are over.
BUILD_ENDS = ("Reloading browsers", "An error happened during the rebuild")


class Served:
    """A running `make serve`, or `make preview`, of a site."""

    def __init__(self, site, target="serve"):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        temporary = site.folder / "temporary"
        temporary.mkdir(exist_ok=True)
        self.log = site.folder / "serve.log"
        self.read = 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*site.command(target), f"ADDRESS={self.address}"],
                cwd=site.folder,
                # a server that is stopped leaves its built pages behind: in a folder that goes with the site
                env=site.environment({"PYTHONUNBUFFERED": "1", "TMPDIR": str(temporary)}),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def page(self, path=""):
        with contextlib.suppress(OSError), urlopen(f"http://{self.address}/{path}", timeout=5) as answer:
            return answer.read().decode()
        return ""

    def articles(self):
        """What the pages of the languages say, without what changes with each build."""
        return [re.findall(r"<article.*?</article>", self.page(path), re.DOTALL) for path in ("", f"{CHINESE}/")]

    def wait(self, seen, patience=PATIENCE):
        """Wait until `seen()` holds; seconds it took."""
        start = time.monotonic()
        while not seen():
            assert time.monotonic() - start < patience, self.said()
            with contextlib.suppress(subprocess.TimeoutExpired):  # look again soon, or at once if it ends
                assert self.process.wait(timeout=0.05) is None, self.said()
            time.sleep(0.05)
        return time.monotonic() - start

    def shows(self, text, path=""):
        return self.wait(lambda: text in self.page(path))

    def said(self):
        """What was printed since `forget`."""
        return self.log.read_bytes()[self.read :].decode(errors="replace")

    def forget(self):
        self.read = self.log.stat().st_size

    def settle(self):
        """Wait for the builds of the edits that were shown: a page shows before the site is built as a whole."""
        self.read = 0
        self.wait(lambda: self.said().rfind("Detected file changes") <= max(map(self.said().rfind, BUILD_ENDS)))
        self.forget()

    def close(self):
        # Not SIGINT: where the tests run in the background it is ignored, and so it is by their children.
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture(scope="module")
def serving(recorded, tmp_path_factory):
    """A server for all of these tests: to start one takes longer than most of them."""
    site = copy_site(recorded, tmp_path_factory.mktemp("served") / "small")
    running = Served(site)
    running.shows("parameters: 120")
    running.shows("parameters: 120", f"{CHINESE}/")
    yield site, running, running.articles()
    running.close()


@pytest.fixture
def served(serving, recorded):
    """A site and its server; what a test edits is undone, and shown so."""
    site, running, before = serving
    running.forget()
    yield site, running
    for folder in ("docs", "snippets", "rnnformula"):
        for file in (recorded.folder / folder).rglob("*.*"):
            name = file.relative_to(recorded.folder)
            if file.suffix in (".md", ".py") and site.read(name) != recorded.read(name):
                site.write(name, recorded.read(name))
    running.wait(lambda: running.articles() == before)


def test_an_edited_page_shows(served):
    site, running = served
    site.replace(f"docs/{CHINESE}/index.md", "它有", "这一层有")
    running.shows("这一层有", f"{CHINESE}/")


def _entries(folder):
    """What the search of a language knows, whichever page was made last; nothing while it is being written."""
    with contextlib.suppress(ValueError):
        entries = json.loads((folder / "search/search_index.json").read_text("utf-8"))["docs"]
        return sorted(entries, key=lambda entry: entry["location"])
    return []


def test_what_shows_what_it_did_is_not_made_again_and_stays_in_the_search(served):
    site, running = served
    running.settle()
    (built,) = (site.folder / "temporary").glob("mkdocs_*")
    made = (built / f"{CHINESE}/index.html").stat().st_mtime_ns
    english, chinese = _entries(built), _entries(built / CHINESE)
    for old, new in (("It has", "This layer has"), ("This layer has", "It has")):
        site.replace(f"docs/{ENGLISH}/index.md", old, new)
        running.shows(f"<p>{new}")
    assert (built / f"{CHINESE}/index.html").stat().st_mtime_ns == made < (built / "index.html").stat().st_mtime_ns
    running.wait(lambda: _entries(built) == english != [])
    running.wait(lambda: _entries(built / CHINESE) == chinese != [])


def test_an_edited_page_is_shown_before_the_site_is_built_as_a_whole(served):
    site, running = served
    running.settle()
    site.replace(f"docs/{CHINESE}/index.md", "它有", "这一层有")
    running.shows("这一层有", f"{CHINESE}/")
    running.wait(lambda: running.said().count("rnnformula: 1 examples") == 1)
    assert running.said().count("Building documentation...") >= 2  # on a busy machine one edit may be noticed twice
    running.shows("这一层有", f"{CHINESE}/index.md")


def test_an_edit_does_not_wait_for_the_build_that_the_edit_before_began(served):
    site, running = served
    for number in range(6):
        before, after = (f"It {'really ' * times}has" for times in (number, number + 1))
        site.replace(f"docs/{ENGLISH}/index.md", before, after)
        running.shows(after)
        time.sleep(1.1 * (number % 2))  # so that every other one comes while the site is built as a whole
    running.wait(lambda: "rnnformula: 1 examples" in running.said())
    running.shows(after, "index.md")


def test_a_build_that_is_outdated_stops_before_it_writes_anything(good):
    build = object.__new__(Build)
    build.is_outdated = lambda: True
    with pytest.raises(OutdatedError):
        build._give_way()
    build.is_outdated = lambda: False
    build._give_way()


def test_what_a_first_look_cannot_show_is_left_to_the_whole_build(good):
    book = read_book(good.folder)
    last = SimpleNamespace(root=good.folder, book=book, written=book, filled=FilledPages(book.pages))
    names = {lang: f"docs/{lang}/index.md" for lang in (ENGLISH, CHINESE)}
    assert edited_pages(last) == []
    good.edit(names[ENGLISH], lambda text: f"{text}\nMore.\n")
    assert [(page.file, page.source) for page in edited_pages(last)] == [(names[ENGLISH], good.read(names[ENGLISH]))]
    for old, new in (("units=10, ", "units=11, "), ("from rnnformula import derive, render", "print('a slip')")):
        good.replace(names[ENGLISH], old, new)
        assert edited_pages(last) == [], "a fence that nobody examined"
    good.write(names[ENGLISH], last.book.sources.text(names[ENGLISH]))
    good.edit(names[ENGLISH], lambda text: f"{text}\nMore.\n")
    last.filled = FilledPages(book.pages, borrowed={(CHINESE, "index.md"): {"small": ENGLISH}})
    assert edited_pages(last) == [], "another page shows a section of it"
    last.filled = FilledPages(book.pages)
    good.write(names[ENGLISH], last.book.sources.text(names[ENGLISH]))
    for name in names.values():
        good.edit(name, lambda text: f"{text}\n.\n")
    assert edited_pages(last) == [], "pages of two languages"
    (good.folder / names[CHINESE]).unlink()
    assert edited_pages(last) == []


def test_a_book_with_an_edited_page_is_what_would_be_read(good):
    before = read_book(good.folder)
    name = f"docs/{ENGLISH}/index.md"
    good.edit(name, lambda text: f"{text}\nMore.\n")
    after = read_book(good.folder)
    edited = with_edited(before, [page for page in after.pages if page.file == name])
    assert (edited.pages, edited.fences, edited.unread) == (after.pages, after.fences, after.unread)
    assert edited.sources.texts == after.sources.texts


def test_what_stands_on_every_page_shows_on_every_page(served):
    site, running = served
    for old, new in (("rnnformula", "another"), ("another", "rnnformula")):
        site.replace("mkdocs.yml", f"site_name: {old}", f"site_name: {new}")
        running.shows(f"{new}</title>")
        running.shows(f"{new}</title>", f"{CHINESE}/")


def test_an_edited_snippet_shows_what_it_prints_now_and_that_nobody_recorded_it(served):
    site, running = served
    site.replace("snippets/small.py", "SimpleRNN(10)", "SimpleRNN(11)")
    running.shows("parameters: 143")
    assert "Not recorded yet" in running.page()
    assert "尚未记录" in running.page(f"{CHINESE}/")
    assert f"docs/{ENGLISH}/index.md:18 [{ENGLISH}]: snippets/small.py:5: its output differs" in running.said()


def test_an_edited_package_shows_at_once_in_pages_and_snippets(served):
    site, running = served
    site.replace(f"rnnformula/language/{ENGLISH}.py", '"added up"', '"put together"')
    running.shows("put together")
    site.replace(
        "snippets/small.py",
        'print("parameters:"',
        f'from rnnformula.language import words\nprint(words("{ENGLISH}")["sum"]',
    )
    running.shows("put together 120")
    site.replace(f"rnnformula/language/{ENGLISH}.py", '"put together"', '"summed"')
    running.shows("summed 120")


def test_a_wrong_formula_shows_what_keras_says_and_never_its_numbers(served):
    site, running = served
    site.replace("rnnformula/facts/families/simple_rnn.py", 'Array("bias", "u", when', 'Array("bias", "2u", when')
    for path in ("", f"{CHINESE}/"):
        running.shows("formula and framework differ", path)
        assert "= 130" not in running.page(path)
    site.replace("rnnformula/facts/families/simple_rnn.py", 'Array("bias", "2u", when', 'Array("bias", "u", when')
    running.shows("= 120")
    assert 'class="fault"' not in running.page()


SLIPS = {
    ENGLISH: [
        ('exec="on" source', 'exec="on" suorce', "unknown option suorce="),
        ("3 \\times", "3 \\tims", "unsupported function name"),
        ("# Small {#small}", "# Small", "has no id"),
        ("It has", "[Nowhere](nowhere.md) It has", "there is no page nowhere.md"),
    ],
    CHINESE: [('"small.py"', '"nowhere.py"', "没有这个代码片段")],
}


def test_slips_are_shown_on_their_pages_and_do_not_stop_the_server(served):
    site, running = served
    for lang, slips in SLIPS.items():
        for old, new, _ in slips:
            site.replace(f"docs/{lang}/index.md", old, new)
    for (lang, slips), address in zip(SLIPS.items(), ("", f"{CHINESE}/"), strict=True):
        running.wait(lambda slips=slips, at=address: all(said in running.page(at).lower() for *_, said in slips))
        assert 'class="fault"' in running.page(address), lang
    for lang in SLIPS:
        site.write(f"docs/{lang}/index.md", PAGE.format(lang=lang, sentence=SENTENCES[lang]))
    running.wait(lambda: 'class="fault"' not in running.page() and "parameters: 120" in running.page())


def test_a_page_ahead_of_its_translation_is_shown_and_reported(served):
    site, running = served
    site.edit(f"docs/{ENGLISH}/index.md", lambda text: text + "\n## New {#small.new}\n\nBrand new.\n")
    running.shows("Brand new.")
    running.shows(f"has no partner in docs/{CHINESE}/index.md")
