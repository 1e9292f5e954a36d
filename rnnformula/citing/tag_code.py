"""How tags are made: four characters, of which the last is computed from the others.

So a tag with one character mistyped, or with two of them swapped, is no tag, and never that of another statement.
"""

from __future__ import annotations

#: The characters of tags, in their order: digits and letters, without those that are taken for another.
TAG_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#: What tags do not have, as each is taken for another of them.
LOOK_ALIKES = "01ILO"
TAG_LENGTH = 4
#: How many tags there can be.
MOST_TAGS = len(TAG_CHARACTERS) ** (TAG_LENGTH - 1)


def nth_tag(number: int) -> str:
    """The tag with this place in the order in which tags are assigned, from 0 on.

    >>> [nth_tag(number) for number in (0, 1, 2)]
    ['2222', '2239', '224G']

    Raises:
        ValueError: there are not so many tags.
    """
    if not 0 <= number < MOST_TAGS:
        raise ValueError(f"there are {MOST_TAGS} tags, none has the place {number}")
    digits: list[int] = []
    for _ in range(TAG_LENGTH - 1):
        number, digit = divmod(number, len(TAG_CHARACTERS))
        digits.insert(0, digit)
    return "".join(TAG_CHARACTERS[digit] for digit in (*digits, _last(digits)))


def is_tag(text: str) -> bool:
    """Whether a text can be a tag: as many characters of `TAG_CHARACTERS`, and the last is the one that is computed.

    >>> is_tag("2239"), is_tag("2238"), is_tag("2329")
    (True, False, False)
    """
    if len(text) != TAG_LENGTH or set(text) - set(TAG_CHARACTERS):
        return False
    *digits, last = map(TAG_CHARACTERS.index, text)
    return last == _last(digits)


def _last(digits: list[int]) -> int:
    """The digit that makes the weighted sum of all divisible by the number of characters, which is a prime."""
    base = len(TAG_CHARACTERS)
    total = sum(weight * digit for weight, digit in enumerate(digits, 1))
    return -total * pow(TAG_LENGTH, -1, base) % base
