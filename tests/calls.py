"""How much work something is, counted: the same on every machine."""

import sys


def calls(function, *arguments):
    """How many functions are called while this one runs."""
    number = 0

    def called(*_):
        nonlocal number
        number += 1

    sys.setprofile(called)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return number
