"""The numbers seen in the world, as the build reads and checks them."""

import pytest

from rnnformula import tally
from rnnformula.site.book.known import read_known_counts, read_written_layer, write_layer
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import KNOWN_COUNTS
from tests.conftest import ROOT
from tests.site.books import problems_in, things_in

GOOD = "layers,count,origin,version\nSimpleRNN units=10 features=1,120,a question,Keras 2\n"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "tests").mkdir()
    return tmp_path


def write(root, text):
    (root / KNOWN_COUNTS).write_text(text, encoding="utf-8")


def test_the_projects_own_numbers_are_what_the_formula_gives():
    assert problems_in("known_counts", []) == []
    assert things_in("known_counts", []) == len((ROOT / KNOWN_COUNTS).read_text("utf-8").splitlines()) - 1


def test_a_number_that_the_formula_contradicts_is_found(root):
    write(root, GOOD.replace("120", "130"))
    expected = f"{KNOWN_COUNTS}:2: SimpleRNN units=10 features=1: the formula gives 120, the record says 130"
    assert [str(problem) for problem in problems_in("known_counts", [], root)] == [expected]


def test_layers_of_one_row_are_added_up(root):
    write(root, GOOD.replace("=1,120", "=1 + Dense units=1 features=10,131"))
    assert problems_in("known_counts", [], root) == []
    known, *_ = read_known_counts((root / KNOWN_COUNTS).read_text("utf-8"))
    assert known.layers == (
        "SimpleRNN units=10 features=1",
        "Dense units=1 features=10",
    )


def test_a_layer_that_means_nothing_is_found(root):
    write(root, GOOD.replace("SimpleRNN", "SimpelRNN"))
    assert "unknown layer 'SimpelRNN'; did you mean 'SimpleRNN'?" in str(problems_in("known_counts", [], root)[0])


@pytest.mark.parametrize("row", ["a,b\n", "SimpleRNN units=10 features=1,many,a question,Keras 2\n"])
def test_a_row_that_can_not_be_read_is_refused_with_its_line(root, row):
    write(root, GOOD + row)
    with pytest.raises(SiteError, match=f"{KNOWN_COUNTS}:3: expected layers, a whole number, where it was seen"):
        read_known_counts((root / KNOWN_COUNTS).read_text("utf-8"))


@pytest.mark.parametrize("text", ["SimpleRNN units=10 features=1", "Dense units=4 features=3 use_bias=false"])
def test_a_layer_is_written_as_it_is_read(text):
    assert write_layer(read_written_layer(text)) == text


def test_an_option_that_has_its_default_is_not_written():
    assert write_layer(tally("Dense", units=4, features=3, use_bias=True)) == "Dense units=4 features=3"
