"""The shapes that functions without weights give, by their names: means, slices of axes, tensors put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.counting.connecting import operated_shape
from rnnformula.reading.code.meanings import Open, Tensor

if TYPE_CHECKING:
    from collections.abc import Callable

#: Functions that leave a shape as it is, number by number; of several tensors they take those beside each other.
ELEMENTWISE = frozenset(
    [
        "abs",
        "cast",
        "clip",
        "clip_by_value",
        "cos",
        "elu",
        "exp",
        "floor",
        "gelu",
        "hard_sigmoid",
        "identity",
        "l2_normalize",
        "leaky_relu",
        "log",
        "log_softmax",
        "negative",
        "normalize",
        "reverse",
        "relu",
        "relu6",
        "round",
        "rsqrt",
        "selu",
        "sigmoid",
        "sign",
        "sin",
        "softmax",
        "softplus",
        "softsign",
        "sqrt",
        "square",
        "stop_gradient",
        "swish",
        "silu",
        "tanh",
        "zeros_like",
        "ones_like",
        "dropout",
        "cumsum",
        "cumprod",
        "flip",
        "pow",
        "add",
        "subtract",
        "multiply",
        "divide",
        "maximum",
        "minimum",
        "where",
    ]
)
#: Functions that take an axis together.
REDUCING = frozenset(
    [
        "mean",
        "reduce_mean",
        "sum",
        "reduce_sum",
        "max",
        "reduce_max",
        "min",
        "reduce_min",
        "prod",
        "reduce_prod",
        "std",
        "reduce_std",
        "var",
        "reduce_variance",
        "any",
        "all",
        "argmax",
        "argmin",
        "logsumexp",
        "reduce_logsumexp",
    ]
)
JOINING = ("concat", "concatenate")
TURNING = ("transpose", "permute_dimensions")


def shape_after(name: str, given: list[tuple[str, Any]], shape_of: Callable[[Tensor], Any]) -> Any:
    """What a function puts out, from its name and what it is given; None where that is not known."""
    named: dict[str, Any] = {}
    places = iter(range(len(given)))
    for key, value in given:
        named[key or str(next(places))] = value
    first = next((value for key, value in named.items() if not isinstance(value, str)), None)
    tensors = [first] if isinstance(first, Tensor) else list(first) if isinstance(first, (list, tuple)) else []
    if not tensors or not all(isinstance(tensor, Tensor) for tensor in tensors):
        return None
    shapes = [shape_of(tensor) for tensor in tensors]
    if any(shape is None or isinstance(shape, Open) for shape in shapes):
        return None
    shape = tuple(shapes[0])
    number: Any = named.get("axis", named.get("dim", named.get("1")))
    if name in ELEMENTWISE:
        others = [value for value in named.values() if isinstance(value, Tensor) and value is not first]
        return operated_shape([*shapes, *map(shape_of, others)])
    if name in JOINING:
        return _joined(shapes, named.get("axis", named.get("1", -1)))
    if name in REDUCING:
        keeps = named.get("keepdims", named.get("keep_dims", named.get("2", False)))
        return _reduced(shape, number, keeps)
    if name == "expand_dims" and _is_place(number, len(shape) + 1):
        place = number % (len(shape) + 1)
        return (*shape[:place], 1, *shape[place:])
    if name == "squeeze" and _is_place(number, len(shape)):
        place = number % len(shape)
        return (*shape[:place], *shape[place + 1 :])
    if name in TURNING:
        order: Any = named.get("perm", named.get("pattern", named.get("axes", named.get("1"))))
        turned = isinstance(order, (list, tuple)) and sorted(map(str, order)) == sorted(map(str, range(len(shape))))
        return tuple(shape[place] for place in order) if turned else None
    if name == "one_hot":
        classes = named.get("depth", named.get("num_classes", named.get("1")))
        return (*shape, classes) if isinstance(classes, int) and not isinstance(classes, bool) else None
    return None


def _is_place(number: Any, rank: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and -rank <= number < rank


def _reduced(shape: tuple[Any, ...], axis: Any, keeps: Any) -> Any:
    axes = axis if isinstance(axis, (list, tuple)) else (axis,)
    if not isinstance(keeps, bool) or not all(_is_place(number, len(shape)) for number in axes):
        return None
    places = {number % len(shape) for number in axes}
    whole = [1 if place in places else length for place, length in enumerate(shape) if keeps or place not in places]
    return tuple(whole)


def _joined(shapes: list[Any], axis: Any) -> Any:
    rank = len(shapes[0])
    if not _is_place(axis, rank) or any(len(shape) != rank for shape in shapes):
        return None
    place = axis % rank
    whole = list(shapes[0])
    for other, _ in enumerate(whole):
        lengths = [shape[other] for shape in shapes]
        if other == place:
            whole[other] = None if None in lengths else sum(lengths)
        else:
            whole[other] = next((length for length in lengths if length is not None), None)
    return tuple(whole)
