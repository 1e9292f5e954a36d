import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

from rnnformula.site.book.known import read_known_counts, split_layer
from rnnformula.site.book.sources import KNOWN_COUNTS
from rnnformula.site.examples.examining import examine
from rnnformula.site.examples.running import SECONDS
from rnnformula.site.fences.loading import read_book
from rnnformula.site.kept.lock import alone
from rnnformula.site.messages import LANG_VARIABLES
from tests import lazily
from tests.languages import ENGLISH

ROOT = Path(__file__).resolve().parent.parent

# What commands say is compared with English, whatever language the one who runs the tests reads.
os.environ[LANG_VARIABLES[0]] = ENGLISH

# Always the same examples, so that a run takes the same time and gives the same answer; no time makes a test fail.
settings.register_profile("project", derandomize=True, deadline=None, database=None)
settings.load_profile("project")


def known_counts():
    """Rows of known_counts.csv: the layers with their arguments, the count."""
    return [
        pytest.param(
            list(map(split_layer, known.layers)),
            known.count,
            id=f"{' + '.join(known.layers)} ({known.version})",
        )
        for known in read_known_counts(text(KNOWN_COUNTS))
    ]


def examples():
    """Each layer that known_counts.csv speaks of once: the layer, its arguments."""
    found = {}
    for row in known_counts():
        for layer, arguments in row.values[0]:
            found.setdefault((layer, repr(arguments)), (layer, arguments))
    return list(found.values())


def text(name):
    """A file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def project_book():
    """The project's own book, read by the first test that asks."""
    return read_book(ROOT)


def project_pages():
    """The project's own pages."""
    return list(project_book().pages)


def project_page(path, lang):
    """One of them."""
    return next(page for page in project_pages() if (page.path, page.lang) == (path, lang))


def project_examples():
    """What came of the project's examples; where nothing is kept of them yet, one process runs them for all."""
    with alone(ROOT / ".cache" / "build.lock"):
        return examine(project_book(), SECONDS)


#: Letters that the name of a test has of a text it asks with: some are megabytes, and the name goes between processes.
LETTERS = 80


def pytest_make_parametrize_id(val):
    """The name of a long text; pytest numbers those that begin alike."""
    if isinstance(val, str | bytes) and len(val) > LETTERS:
        begin = ascii(val[:LETTERS]).removeprefix("b")[1:-1]
        return f"{begin}... of {len(val)}"
    return None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Have one process run all tests that need Keras, and order what is handed out: what takes longest comes first."""
    assert "keras" not in sys.modules, "a test imports Keras while it is collected: name it through tests.lazily"
    needs_keras = {
        module
        for module in {getattr(item, "module", None) for item in items} - {None}
        if any(value is lazily.keras for value in vars(module).values())
    }
    for item in items:  # importing TensorFlow in each process takes seconds
        if getattr(item, "module", None) in needs_keras:
            item.add_marker(pytest.mark.xdist_group("keras"))
    yield
    sizes = Counter(map(_scope, items))
    items.sort(key=lambda item: (item.get_closest_marker("first") is None, -sizes[_scope(item)]))


def _scope(item):
    """What is handed out to one process: a group, or all parameters of a test."""
    group = item.get_closest_marker("xdist_group")
    return group.args[0] if group else item.nodeid.partition("[")[0]


@pytest.hookimpl(wrapper=True)
def pytest_collect_file():
    """Look for doctests in the package alone: looking in the tests would import Keras, which they name."""
    return [found for found in (yield) if not isinstance(found, DoctestModule)]


class ByFunction(LoadGroupScheduling):
    """Hands out the tests of a group together, and all parameters of another test: to hand out each takes as long."""

    def _split_scope(self, nodeid):
        return super()._split_scope(nodeid).partition("[")[0]


def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False  # the order is that of the collection
    return ByFunction(config, log)


UNTRACKED = pytest.StashKey()


def untracked():
    """Files of the checkout that git neither knows nor ignores; none where there is no git."""
    listed = ["git", "ls-files", "--others", "--exclude-standard"]
    return set(subprocess.run(listed, cwd=ROOT, capture_output=True, encoding="utf-8").stdout.splitlines())


def pytest_sessionstart(session):
    if not hasattr(session.config, "workerinput"):  # once, not in every process
        session.config.stash[UNTRACKED] = untracked()


def pytest_sessionfinish(session):
    """Fail where a test left a file behind."""
    before = session.config.stash.get(UNTRACKED, None)
    if before is not None and (left := untracked() - before):
        session.config.get_terminal_writer().line(f"\nleft behind: {', '.join(sorted(left))}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def root():
    """The project's folder."""
    return ROOT
