"""How well a colour stands out, as WCAG 2 defines it."""

import re


def contrast(front, back):
    """The ratio of a colour, which may let some of the ground through, to its ground; both as browsers write them."""
    *channels, opacity = (*_numbers(front), 1.0)[:4]
    ground = _numbers(back)[:3]
    seen = [opacity * one + (1 - opacity) * below for one, below in zip(channels, ground, strict=True)]
    lower, higher = sorted((_luminance(seen), _luminance(ground)))
    return (higher + 0.05) / (lower + 0.05)


def _numbers(colour):
    return [float(number) for number in re.findall(r"[\d.]+", colour)]


def _luminance(channels):
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in (each / 255 for each in channels)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
