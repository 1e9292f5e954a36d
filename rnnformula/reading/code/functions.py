"""What functions give that the code does not define: those of Python, of arrays, and of tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.reading.code.assembling import tensors_in
from rnnformula.reading.code.class_names import unknown_layer
from rnnformula.reading.code.meanings import Call, Named, Open, OwnedModules, Raw, Tensor
from rnnformula.reading.code.values import elements_of, names_of
from rnnformula.reading.sizes import LARGEST_SIZE

if TYPE_CHECKING:
    from rnnformula.reading.code.meanings import Runner as Run
    from rnnformula.reading.code.nodes import CodeNode

ARRAYS = ("zeros", "ones", "randn", "rand", "empty", "Tensor", "FloatTensor", "full")
#: Modules of functions that own no weights.
FUNCTION_MODULES = (
    "K",
    "tf",
    "keras.backend",
    "keras.ops",
    "ops",
    "backend",
    "tf.keras.backend",
    "np",
    "numpy",
    "math",
)
#: Functions among these that do own some.
OWNING = ("layers", "contrib", "rnn", "conv", "dynamic_rnn", "static_rnn", "get_variable", "Variable", "dense")
#: Functions of Python that are known where their values are.
OF_THEIR_VALUES = ("range", "int", "float", "round", "max", "min", "enumerate", "zip", "reversed", "list", "sum")


def of_function(run: Run, node: CodeNode, name: str, full: str, given: list[tuple[str, Any]]) -> Any:
    """A function that is known by its name, or a class or function that is not."""
    values = [value for _, value in given]
    if name == "dict" and given and all(key and not key.startswith("*") for key, _ in given):
        return dict(given)
    known = _built_in(name, values)
    if known is not None:
        return known
    if name == "getattr" and len(values) >= 2:
        return _named_attribute(run, node, *values[:2])
    if name in OF_THEIR_VALUES and (names := names_of(values)):
        return Open(run.source(node), names)
    head, _, last = full.rpartition(".")
    if full.startswith("torch.") and last in (*ARRAYS, "Tensor") and values:
        axes = values[0] if isinstance(values[0], (tuple, list)) else values
        return Raw(tuple(axes), run.source(node))
    source = run.source(node.parts[0])
    if tensors := tensors_in(values):
        kind = "operation" if _owns_nothing(full) else "unknown"
        return Tensor(run.keep(Call(kind, source, tuple(tensors), detail=(last, given))))
    if name.endswith((".build", ".summary")):
        return None
    is_module = full.startswith("torch.nn.") and not full.startswith(
        ("torch.nn.functional", "torch.nn.utils", "torch.nn.init")
    )
    if is_module and last[:1].isupper():
        raise unknown_layer(name, run.modules)
    is_class = last[:1].isupper()
    if run.bare is node and is_class:
        raise unknown_layer(name, run.modules)
    if is_module:
        return Open(run.source(node), called=True)
    harmless = head.split(".")[0] in ("torch", "np", "numpy", "math", "os", "random", "logging", "F", "time", "tf", "K")
    return Open(run.source(node), called=not harmless and not isinstance(known, (int, str)))


def _built_in(name: str, values: list[Any]) -> Any:
    """The value of a function of Python on known values; None where it has none."""
    several = [elements_of(value) for value in values]
    match name:
        case "range" if values and all(isinstance(value, int) for value in values) and len(values) <= 3:
            return range(*values) if len(values) < 3 or values[2] else None
        case "len" if len(values) == 1 and several[0] is not None:
            return len(several[0])
        case "int" | "float" | "round" if len(values) == 1 and isinstance(values[0], (int, float)):
            number = values[0]
            if abs(number) > LARGEST_SIZE:
                return None
            return float(number) if name == "float" else int(number) if name == "int" else round(number)
        case "max" | "min" if len(values) > 1 and all(isinstance(value, (int, float)) for value in values):
            return max(values) if name == "max" else min(values)
        case "list" | "tuple" | "reversed" | "sorted" if len(values) == 1 and several[0] is not None:
            if name == "sorted" and not all(isinstance(entry, (int, float)) for entry in several[0]):
                return None
            result = several[0][::-1] if name == "reversed" else sorted(several[0]) if name == "sorted" else several[0]
            return tuple(result) if name == "tuple" else result
        case "enumerate" if len(values) >= 1 and several[0] is not None:
            return [(place, entry) for place, entry in enumerate(several[0])]
        case "zip" if values and all(entry is not None for entry in several):
            return list(zip(*several, strict=False))
        case "OrderedDict" | "dict" | "collections.OrderedDict" if len(values) == 1 and several[0]:
            pairs = [
                entry
                for entry in several[0]
                if isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[0], str)
            ]
            return dict(pairs) if len(pairs) == len(several[0]) else None
        case "sum" if len(values) == 1 and several[0] and all(isinstance(entry, int) for entry in several[0]):
            return sum(several[0])
        case "str" if len(values) == 1 and isinstance(values[0], (int, str)):
            return str(values[0])
    return None


def _owns_nothing(full: str) -> bool:
    head = full.rpartition(".")[0]
    return any(head == entry or head.startswith(f"{entry}.") for entry in FUNCTION_MODULES) and not any(
        word.lower().startswith(OWNING) for word in full.split(".")[1:]
    )


def _named_attribute(run: Run, node: CodeNode, owner: Any, name: Any) -> Any:
    """``getattr(nn, "LSTM")``."""
    if isinstance(name, str) and isinstance(owner, Named):
        return Named(f"{owner.text}.{name}")
    if isinstance(name, str) and isinstance(owner, OwnedModules) and name in owner.values:
        return owner.values[name]
    return Open(run.source(node), names_of(name), called=True)
