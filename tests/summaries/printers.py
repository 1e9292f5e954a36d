"""Prints rows as old versions of Keras did; the rules are facts, the code is our own."""


def keras2(rows, header=("Layer (type)", "Output Shape", "Param #"), ends=(29, 55, 65), rule="_"):
    """Keras 2 and TensorFlow 2.0: a cell ends a blank before the next column, what is longer is lost."""
    width = ends[-1]
    lines = [rule * width, _cut(header, ends), "=" * width]
    for number, row in enumerate(rows):
        first, *more = row if isinstance(row, list) else [row]
        lines += [_cut(first, ends), *(_cut(("", "", "", source), ends) for source in more)]
        lines.append(("=" if number == len(rows) - 1 else rule) * width)
    return "\n".join(lines)


def _cut(cells, ends):
    line = ""
    for cell, end in zip(cells, ends, strict=True):
        line = (line[:-1] + " " if line else "") + cell
        line = line[:end].ljust(end)
    return line
