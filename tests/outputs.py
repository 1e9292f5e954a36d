"""What layers of Keras put out: ``python -m tests.outputs`` writes it down for the check of equations."""

import json
from pathlib import Path

from rnnformula.site.book.sources import KNOWN_OUTPUTS
from rnnformula.site.examples.layer_outputs import put_out
from rnnformula.site.examples.trials import key, trial_data, variants
from tests.own_classes import register

#: As many digits as Keras' 32 bits are good for.
DECIMALS = 6


def recorded(family, variant):
    """A real layer with a number in every weight, what it reads and what it puts out at each step."""
    return _rounded(put_out_now(family, variant))


def put_out_now(family, variant):
    """The same with all digits."""
    from rnnformula.keras import plain

    return put_out(trial_data(family, variant), plain)


def _rounded(value):
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    return round(value, DECIMALS) if isinstance(value, float) else value


def main():
    """Write the file anew."""
    register()
    known = {key(family, variant): recorded(family, variant) for family, variant in variants()}
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(record)}" for name, record in known.items())
    Path(KNOWN_OUTPUTS).write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")
    print(f"wrote {len(known)} to {KNOWN_OUTPUTS}")


if __name__ == "__main__":
    main()
