"""Layers inside one layer that differ in their sizes: the cost of the whole is the sum of theirs."""

import pytest

from rnnformula import cost

#: A layer that reads 3 features, and those that it is made of, with what each reads.
MADE_OF = {
    "RNN([LSTMCell(4), GRUCell(5)])": (("LSTM(4)", 3), ("GRU(5)", 4)),
    "Bidirectional(LSTM(4), backward_layer=GRU(5, go_backwards=True))": (("LSTM(4)", 3), ("GRU(5)", 3)),
    "TimeDistributed(Sequential([Dense(4), Dense(5)]))": (("Dense(4)", 3), ("Dense(5)", 4)),
}


@pytest.mark.parametrize("whole", MADE_OF)
@pytest.mark.parametrize("part", [("forward", "multiply_accumulates"), ("memory", "parameters")])
def test_a_layer_costs_what_the_layers_inside_it_cost_together(whole, part):
    steps = 1 if "Dense" in whole else 6
    inside = [
        cost(layer, features=features, **({} if "Dense" in layer else {"steps": steps}))
        for layer, features in MADE_OF[whole]
    ]
    assert cost(whole, input_shape=(steps, 3))[part].value == sum(layer[part].value for layer in inside)
