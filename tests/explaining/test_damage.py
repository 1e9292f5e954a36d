"""Some of the damaged pastes of `make damage`, and that the work grows as the text does."""

from itertools import pairwise

import pytest

from rnnformula import explain
from tests.calls import calls
from tests.explaining import damage
from tests.explaining.pastes import PASTES

EACH = 250


@pytest.mark.parametrize("start", range(0, 2000, EACH))
def test_damaged_pastes_are_answered_and_nothing_is_wrong(start):
    wrong = {seed: [*damage.faults(damage.damaged(seed), shown=seed % 10 == 0)] for seed in range(start, start + EACH)}
    assert not {seed: faults for seed, faults in wrong.items() if faults}


def test_every_kind_of_damage_and_every_paste_is_met():
    met = [damage.damaged(seed) for seed in range(3000)]
    assert {paste.name for paste in met} == set(PASTES)
    assert {kind for paste in met for kind in paste.kinds} == set(damage.KINDS)
    assert len({paste.text for paste in met}) > 2000


def test_the_damage_of_a_seed_is_the_same_again():
    assert damage.damaged(11) == damage.damaged(11)


def test_a_crash_and_a_wrong_row_are_found(monkeypatch):
    whole = damage.Damaged("Keras 2", PASTES["Keras 2"].text, ())
    assert not [*damage.faults(whole)]
    wrong = damage.Damaged("Keras 2", PASTES["Keras 2"].text, ())
    monkeypatch.setitem(PASTES["Keras 2"].arrays, "dense_1", [(33, 1)])
    assert [*damage.faults(wrong)] == ["wrong explained: dense_1 33: Dense(1)"]
    monkeypatch.setattr(damage, "explain", lambda text: [][1])
    assert [fault.split(":")[0] for fault in damage.faults(whole)] == ["crash"]


@pytest.mark.long
@pytest.mark.parametrize("name", PASTES)
def test_four_times_the_text_is_at_most_four_times_the_work(name):
    explain(PASTES[name].text)
    spent = [calls(explain, PASTES[name].text * times) for times in (4, 16, 64)]
    assert all(more < 4.6 * less for less, more in pairwise(spent)), spent
