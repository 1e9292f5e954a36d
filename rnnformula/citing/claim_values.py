"""The number that a tag has for given sizes, and the sum that leads to it; nothing of what was written is run."""

from __future__ import annotations

import ast
import operator
import re
from typing import TYPE_CHECKING, Any

from rnnformula.asking import STYLE, tally
from rnnformula.counting.derivation import derivation_of
from rnnformula.errors import InputError, nearest, shown
from rnnformula.facts import scalars
from rnnformula.language.writing import grouped, worked
from rnnformula.reading.sizes import LARGEST_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rnnformula.citing.tag_records import Tag, TagFormula

FORMULA_OPERATORS: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.floordiv,  # once it is known that nothing is left over
    ast.FloorDiv: operator.floordiv,
}
#: How flags are written outside Python.
FLAGS = {"true": True, "false": False, "null": None, "none": None}
SIZE_NAME = re.compile(r"[A-Za-z_]\w*")


def claim_value(tag: Tag, arguments: str | None) -> tuple[int, str]:
    """The number of a tag and the sum that leads to it, for sizes and options as they stand in brackets.

    Without brackets it is the number of the tag's example.

    Raises:
        InputError: the tag has no number, or a size is missing, unknown or of a wrong kind.
    """
    if arguments is None:
        if tag.example:
            return tag.example.count, f"{tag.example.layer}: {tag.example.text}"
        hint = f"; give {_wanted(tag.formula)}" if tag.formula and tag.formula.sizes else ""
        raise InputError(f"{tag.tag} ({tag.id}) has no example of its own{hint}")
    if not tag.formula or not tag.formula.python:
        raise InputError(f"{tag.tag} ({tag.id}) has no formula into which sizes could be put")
    sizes, options = _split(tag.formula, read_claimed_arguments(arguments))
    if not tag.formula.layer:
        count = evaluate_formula(tag.formula, sizes)
        return count, f"{_in_numbers(tag.formula, sizes)} = {grouped(count)}"
    layer, own = _layer_of(tag.formula.layer)
    plain_layer = tally(layer, **{**own, **sizes})
    # As the layer reads them: a kernel_size of 3 is 9 places in two dimensions.
    sizes = {name: plain_layer.sizes.get(name, size) for name, size in sizes.items()}
    count = evaluate_formula(tag.formula, sizes)
    if not options:
        return count, f"{_in_numbers(tag.formula, sizes)} = {grouped(count)}"
    if plain_layer.count != count:
        name = next(iter(options))
        raise InputError(f"{tag.tag} ({tag.id}) counts a part of {layer}, into which {name} can't be put")
    counted = tally(layer, **{**own, **sizes, **options})
    *_, total = derivation_of(counted).steps
    return counted.count, worked((*total.substitutions[:1], total.value), STYLE)


def read_claimed_arguments(text: str) -> dict[str, Any]:
    """Sizes and options as a call has them.

    >>> read_claimed_arguments("units=64, use_bias=False, kernel_size=(3, 3)")
    {'units': 64, 'use_bias': False, 'kernel_size': (3, 3)}

    Raises:
        InputError: they are written in another way.
    """
    expected = f"expected sizes such as units=64, features=6, got {shown(text)}"
    try:
        call = ast.parse(f"f({text})", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise InputError(expected) from None
    if not isinstance(call, ast.Call) or call.args or not isinstance(call.func, ast.Name):
        raise InputError(expected)
    arguments: dict[str, Any] = {}
    for keyword in call.keywords:
        if not keyword.arg:
            raise InputError(expected)
        if keyword.arg in arguments:
            raise InputError(f"{keyword.arg} is given twice")
        arguments[keyword.arg] = _literal(keyword.value)
    return arguments


def _literal(node: ast.expr) -> Any:
    """A number, a flag, a word, several of these; a call of a layer as the text that it is."""
    if isinstance(node, ast.Name):
        return FLAGS.get(node.id.lower(), node.id)
    if isinstance(node, ast.Call):
        return ast.unparse(node)
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError):
        raise InputError(f"expected a number, got {shown(ast.unparse(node))}") from None


def _split(formula: TagFormula, arguments: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The sizes of the formula, each a positive number or several, and what else is given."""
    if missing := [size for size in formula.sizes if size not in arguments]:
        raise InputError(f"{', '.join(missing)} is missing; give {_wanted(formula)}")
    sizes = {size: arguments[size] for size in formula.sizes}
    for name, value in sizes.items():
        numbers = value if isinstance(value, tuple) and value else (value,)
        if any(isinstance(number, bool) or not isinstance(number, int) or number < 1 for number in numbers):
            raise InputError(f"{name} must be a positive integer, got {shown(value)}")
        if any(number > LARGEST_SIZE for number in numbers):
            raise InputError(f"{name} must be at most {LARGEST_SIZE:.0e}, got {shown(value)}")
    options = {name: value for name, value in arguments.items() if name not in sizes}
    if options and not formula.layer:
        name = next(iter(options))
        raise InputError(f"{formula.text} has no {name}; {nearest(name, formula.sizes)}")
    return sizes, options


def _wanted(formula: TagFormula) -> str:
    return ", ".join(f"{size}=…" for size in formula.sizes)


def _layer_of(text: str) -> tuple[str, dict[str, Any]]:
    """A layer, and the options that stand behind it: ``GRU reset_after=False``."""
    end = text.rfind(")") + 1 or len(text.partition(" ")[0])
    return text[:end], read_claimed_arguments(", ".join(text[end:].split()))


def evaluate_formula(formula: TagFormula, sizes: Mapping[str, Any]) -> int:
    """The number of a formula with numbers in place of its sizes.

    Raises:
        InputError: that is no whole number.
        ValueError: the formula has other than numbers, sizes, brackets, + - * and division.
    """
    try:
        return _evaluate(ast.parse(formula.python, mode="eval").body, sizes)
    except ZeroDivisionError:
        raise InputError(f"{formula.text} is no whole number for {_given(sizes)}") from None


def _given(sizes: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sizes.items())


def _evaluate(node: ast.expr, sizes: Mapping[str, Any]) -> int:
    """The whole number that a formula stands for.

    Raises:
        ZeroDivisionError: a division leaves something over, or is by 0.
    """
    match node:
        case ast.Constant(value=int() as number):
            return number
        case ast.Name(id=name) if name in sizes:
            return scalars(sizes[name])
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in FORMULA_OPERATORS:
            first, second = _evaluate(left, sizes), _evaluate(right, sizes)
            if isinstance(sign, ast.Div) and first % second:
                raise ZeroDivisionError
            return FORMULA_OPERATORS[type(sign)](first, second)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_evaluate(inner, sizes)
    raise ValueError(f"no formula of a tag has {ast.unparse(node)!r}")


def _in_numbers(formula: TagFormula, sizes: Mapping[str, Any]) -> str:
    """The formula with numbers, as people write it."""
    text = formula.python.replace("*", "×")
    return SIZE_NAME.sub(lambda match: grouped(scalars(sizes[match[0]])), text)
