r"""Ways of writing the same formula: a notation is one small table, TeX by macro.

Formulas on pages are written with the macros, ``\units \times (\features + \units + 1)``, so that a
reader sees them in the notation they came with. A macro's name is made of letters; ``\apply`` takes
an array and a vector and multiplies them in the order that the notation is used to. ``\attime``
takes what a gate computes; ``\kernelof`` and those like it take a gate and are its columns of an array.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Macro -> the number of its arguments.
MACROS = {
    "units": 0,
    "features": 0,
    "kernel": 0,
    "recurrentkernel": 0,
    "bias": 0,
    "inputvector": 0,
    "state": 0,
    "laststate": 0,
    "cell": 0,
    "lastcell": 0,
    "output": 0,
    "outputkernel": 0,
    "outputbias": 0,
    "attime": 1,
    "kernelof": 1,
    "recurrentkernelof": 1,
    "biasof": 1,
    "inputbiasof": 1,
    "recurrentbiasof": 1,
    "apply": 2,
}

#: Array -> the macros that name it or a part of it.
OF_ARRAYS = {
    "kernel": ("kernel", "kernelof"),
    "recurrentkernel": ("recurrentkernel", "recurrentkernelof"),
    "bias": ("bias", "biasof", "inputbiasof", "recurrentbiasof"),
}

CONTROL = re.compile(r"\\([A-Za-z]+)")
#: The macro whose argument is what a gate computes, and a letter that stands alone in it.
GATE_MACRO = "attime"
LONE_LETTER = re.compile(r"(?<![\\A-Za-z])[a-z](?![A-Za-z])")
#: A name of code in a formula.
TEX_NAME = re.compile(r"\\text\{(.*)\}")


@dataclass(frozen=True, slots=True)
class Notation:
    """The TeX of each macro, ``#1`` and ``#2`` standing for its arguments; ``capitals`` are what gates compute.

    Raises:
        ValueError: a macro is missing or unknown, or an argument is left out.
    """

    key: str
    tex: dict[str, str]
    capitals: bool = False

    def __post_init__(self) -> None:
        if odd := self.tex.keys() ^ MACROS.keys():
            raise ValueError(
                f"notation {self.key!r}: expected each macro once, disagree about {', '.join(sorted(odd))}"
            )
        for name, number in MACROS.items():
            if any(f"#{place}" not in self.tex[name] for place in range(1, number + 1)):
                raise ValueError(f"notation {self.key!r}: \\{name} takes {number} arguments, got {self.tex[name]!r}")

    def expand(self, tex: str) -> str:
        r"""The TeX with all macros replaced, so that it can be used anywhere.

        >>> NOTATIONS["letters"].expand(r"\units \times (\features + 1)")
        'u \\times (f + 1)'

        Raises:
            ValueError: an argument of a macro is missing.
        """
        written = ""
        place = 0
        for match in CONTROL.finditer(tex):
            name = match[1]
            if name not in MACROS or match.start() < place:
                continue
            written += tex[place : match.start()]
            arguments, place = arguments_of(tex, match.end(), name)
            if self.capitals and name == GATE_MACRO:
                arguments = [LONE_LETTER.sub(lambda letter: letter[0].upper(), argument) for argument in arguments]
            replaced = self.tex[name]
            for number, argument in enumerate(arguments, 1):
                replaced = replaced.replace(f"#{number}", self.expand(argument))
            # A letter that follows must not become part of a control word.
            glued = re.search(r"\\[A-Za-z]+$", replaced) and tex[place : place + 1].isalpha()
            written += replaced + (" " if glued else "")
        return written + tex[place:]


def uses_macros(tex: str) -> bool:
    """Whether the TeX is written with any macro, so that it differs between notations."""
    return any(name in MACROS for name in CONTROL.findall(tex))


def arrays_in_tex(tex: str) -> list[str]:
    """The arrays that the TeX names by macros; such an equation is long where their names are words."""
    names = set(CONTROL.findall(tex))
    return [array for array, macros in OF_ARRAYS.items() if names.intersection(macros)]


def arguments_of(tex: str, place: int, name: str) -> tuple[list[str], int]:
    """The arguments of a macro, in braces from this place on, and the place behind them.

    Raises:
        ValueError: an argument is missing or does not end.
    """
    arguments: list[str] = []
    for _ in range(MACROS[name]):
        if tex[place : place + 1] != "{":
            raise ValueError(f"\\{name} takes {MACROS[name]} arguments in braces, got {tex[place:] or 'nothing'!r}")
        depth = 0
        for end in range(place, len(tex)):
            depth += {"{": 1, "}": -1}.get(tex[end], 0)
            if depth == 0:
                break
        else:
            raise ValueError(f"\\{name}: a brace is opened and never closed in {tex[place:]!r}")
        arguments.append(tex[place + 1 : end])
        place = end + 1
    return arguments, place


def plain(tex: str) -> str:
    r"""TeX of a name as text: ``\text{hidden\_size}`` is ``hidden_size``."""
    return TEX_NAME.sub(r"\1", tex).replace("\\_", "_")


#: The register of notations, the package's own first. The key of each is the key of its name in `words`.
NOTATIONS = {
    notation.key: notation
    for notation in (
        Notation(
            "keras",
            {
                "units": r"\text{units}",
                "features": r"\text{features}",
                "kernel": r"\text{kernel}",
                "recurrentkernel": r"\text{recurrent\_kernel}",
                "bias": r"\text{bias}",
                "inputvector": r"x_t",
                "state": r"h_t",
                "laststate": r"h_{t-1}",
                "cell": r"c_t",
                "lastcell": r"c_{t-1}",
                "output": r"y_t",
                "outputkernel": r"\text{kernel}_{\text{Dense}}",
                "outputbias": r"\text{bias}_{\text{Dense}}",
                "attime": r"#1_t",
                "kernelof": r"\text{kernel}_{#1}",
                "recurrentkernelof": r"\text{recurrent\_kernel}_{#1}",
                "biasof": r"\text{bias}_{#1}",
                "inputbiasof": r"\text{bias}_{0,#1}",
                "recurrentbiasof": r"\text{bias}_{1,#1}",
                "apply": r"#2 \cdot #1",
            },
        ),
        Notation(
            "letters",
            {
                "units": r"u",
                "features": r"f",
                "kernel": r"W",
                "recurrentkernel": r"U",
                "bias": r"b",
                "inputvector": r"x_t",
                "state": r"h_t",
                "laststate": r"h_{t-1}",
                "cell": r"c_t",
                "lastcell": r"c_{t-1}",
                "output": r"y_t",
                "outputkernel": r"V",
                "outputbias": r"c",
                "attime": r"#1_t",
                "kernelof": r"W_{#1}",
                "recurrentkernelof": r"U_{#1}",
                "biasof": r"b_{#1}",
                "inputbiasof": r"b_{0,#1}",
                "recurrentbiasof": r"b_{1,#1}",
                "apply": r"#2 \, #1",
            },
        ),
        Notation(
            "pytorch",
            {
                "units": r"\text{hidden\_size}",
                "features": r"\text{input\_size}",
                "kernel": r"W_{ih}",
                "recurrentkernel": r"W_{hh}",
                "bias": r"b_{ih}",
                "inputvector": r"x_t",
                "state": r"h_t",
                "laststate": r"h_{t-1}",
                "cell": r"c_t",
                "lastcell": r"c_{t-1}",
                "output": r"y_t",
                "outputkernel": r"A",
                "outputbias": r"b",
                "attime": r"#1_t",
                "kernelof": r"W_{i#1}",
                "recurrentkernelof": r"W_{h#1}",
                "biasof": r"b_{i#1}",
                "inputbiasof": r"b_{i#1}",
                "recurrentbiasof": r"b_{h#1}",
                "apply": r"#2 \, #1^{\top}",
            },
        ),
        Notation(
            "textbook",
            {
                "units": r"H",
                "features": r"I",
                "kernel": r"W_{xh}",
                "recurrentkernel": r"W_{hh}",
                "bias": r"b",
                "inputvector": r"x_t",
                "state": r"h_t",
                "laststate": r"h_{t-1}",
                "cell": r"c_t",
                "lastcell": r"c_{t-1}",
                "output": r"y_t",
                "outputkernel": r"W_{hy}",
                "outputbias": r"b_y",
                "attime": r"#1_t",
                "kernelof": r"W_{x#1}",
                "recurrentkernelof": r"W_{h#1}",
                "biasof": r"b_{#1}",
                "inputbiasof": r"b_{x#1}",
                "recurrentbiasof": r"b_{h#1}",
                "apply": r"#1 \, #2",
            },
        ),
        Notation(
            "course",
            {
                "units": r"n_a",
                "features": r"n_x",
                "kernel": r"W_{ax}",
                "recurrentkernel": r"W_{aa}",
                "bias": r"b_a",
                "inputvector": r"x^{\langle t \rangle}",
                "state": r"a^{\langle t \rangle}",
                "laststate": r"a^{\langle t-1 \rangle}",
                "cell": r"c^{\langle t \rangle}",
                "lastcell": r"c^{\langle t-1 \rangle}",
                "output": r"\hat{y}^{\langle t \rangle}",
                "outputkernel": r"W_{ya}",
                "outputbias": r"b_y",
                "attime": r"#1^{\langle t \rangle}",
                "kernelof": r"W_{#1x}",
                "recurrentkernelof": r"W_{#1a}",
                "biasof": r"b_{#1}",
                "inputbiasof": r"b_{#1x}",
                "recurrentbiasof": r"b_{#1a}",
                "apply": r"#1 \, #2",
            },
        ),
        Notation(
            "d2l",
            {
                "units": r"h",
                "features": r"d",
                "kernel": r"W_{xh}",
                "recurrentkernel": r"W_{hh}",
                "bias": r"b_h",
                "inputvector": r"X_t",
                "state": r"H_t",
                "laststate": r"H_{t-1}",
                "cell": r"C_t",
                "lastcell": r"C_{t-1}",
                "output": r"O_t",
                "outputkernel": r"W_{hq}",
                "outputbias": r"b_q",
                "attime": r"#1_t",
                "kernelof": r"W_{x#1}",
                "recurrentkernelof": r"W_{h#1}",
                "biasof": r"b_{#1}",
                "inputbiasof": r"b_{x#1}",
                "recurrentbiasof": r"b_{h#1}",
                "apply": r"#2 \, #1",
            },
            capitals=True,
        ),
    )
}
#: The notation for what would be too long for a phone in words.
SHORT = NOTATIONS["letters"]
