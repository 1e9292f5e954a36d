"""Tables in the styles of several printers, for tests that need any at all."""

from rnnformula import count


def inputs(*axes, name="in"):
    """The row of an input."""
    return (f"{name} (InputLayer)", (None, *axes), 0)


def lstm(units, features, *, shape=None, name="lstm", more=0):
    """The row of an LSTM; ``more`` is added to its number."""
    return (f"{name} (LSTM)", shape or (None, units), count("LSTM", units=units, features=features) + more)


def drawn(rows, ends="│"):
    """A table of Keras 3, each line as its cells, cut behind the last one."""
    header = ["Layer (type)", "Output Shape", "Param #", "Connected to"][: len(rows[0])]
    lines = ["┃ " + " ┃ ".join(header) + " ┃"]
    lines += [f"│ {' │ '.join(row)}{' ' + ends if ends else ''}" for row in rows]
    return "\n".join([lines[0], *(f"{line}\n├────┼────┼────┤" for line in lines[1:])])


def connected(*rows):
    """A table with the column that says what each row reads."""
    return drawn([(f"{name}", str(shape), str(number), source) for name, shape, number, source in rows])


def modules(*rows, total=None, frozen=0):
    """A table of torchinfo; a row is its beginning, a shape and a number."""
    rule = "=" * 90
    lines = [rule, f"{'Layer (type:depth-idx)':41}{'Output Shape':26}Param #", rule]
    lines += [f"{name:41}{shape:26}{number}" for name, shape, number in rows]
    totals = (
        [f"Total params: {total:,}\nTrainable params: {total - frozen:,}\nNon-trainable params: {frozen:,}"]
        if total
        else []
    )
    return "\n".join([*lines, rule, *totals, ""])


def calls(*rows):
    """A table of torchsummary."""
    lines = [f"{'Layer (type)':>20}{'Output Shape':>27}{'Param #':>16}", "=" * 64]
    return "\n".join([*lines, *(f"{name:>20}{shape:>27}{number:>16}" for name, shape, number in rows), ""])
