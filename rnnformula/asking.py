"""What is asked for, however it is written: a layer, a call of one, or code as people paste it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rnnformula.counting import derivation, models
from rnnformula.counting import tally as tallies
from rnnformula.counting.coded import model_of
from rnnformula.counting.models import ModelRow
from rnnformula.counting.open_models import Models, open_model
from rnnformula.counting.open_values import OpenValues, Undecided
from rnnformula.counting.tally import Tally
from rnnformula.errors import InputError, OpenSizeError, nearest, shown
from rnnformula.facts.kinds import CHAIN_CLASS
from rnnformula.language.writing import Style, grouped, write
from rnnformula.reading.code.chains import read_code
from rnnformula.reading.code.class_names import unknown_layer
from rnnformula.reading.code.meanings import Given, Raised
from rnnformula.reading.code.refusals import error_of
from rnnformula.reading.inputs import input_for, read_shape, start_shape
from rnnformula.reading.layers import read_layer
from rnnformula.reading.sizes import is_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rnnformula.costing.costs import Cost
    from rnnformula.costing.counted_runs import CountedRun
    from rnnformula.counting.derivation import Derivation
    from rnnformula.counting.models import Model
    from rnnformula.reading.arguments import Argument
    from rnnformula.reading.code.chains import Found

STYLE = Style(" × ", number=grouped)
#: Names by which a layer or a model says what it reads.
READ = ("input_shape",)
#: The arguments of `cost` besides those of layers.
OF_COST = ("steps", "batch", "dtype", "optimizer", "mac", "biases", "element_wise", "input_gradient")


def count(layer: str, /, *, given: Mapping[str, Argument] | None = None, **arguments: Argument) -> int:
    """The number of parameters (scalars) of a layer, or of the model that code builds.

    >>> count("SimpleRNN", units=10, features=1)
    120
    >>> count("Bidirectional(LSTM(4))", features=3)
    256
    >>> count("model.add(LSTM(n, input_shape=(30, 5)))", given={"n": 64})
    17920

    Args:
        layer: Keras' name of the layer class, such as ``"SimpleRNN"``, a call of it as in Keras code, or code of a
            model in Keras or PyTorch, as it is pasted. Nothing in it is run.
        given: values of what the code leaves open, by its text there: ``{"X_train.shape[2]": 5}``.
        arguments: what the call does not say, by Keras' names (``units``, ``use_bias``), and what the
            layer reads: ``features``, or ``channels`` of a convolution; or ``input_shape``, the axes
            of one sample.

    Raises:
        InputError: an unknown layer or argument, one that is missing, or one of a wrong kind. Where the code leaves a
            size open it is an `OpenSizeError`, which has the ``formula`` and the ``names`` to fill in.
    """
    return tally(layer, given=given, **arguments).count


def tally(layer: str, /, *, given: Mapping[str, Argument] | None = None, **arguments: Argument) -> Tally:
    """The arrays of a layer, or of all layers of a model, with shapes and numbers; arguments and errors as in `count`.

    >>> [row.shape for row in tally("SimpleRNN", units=10, features=1).rows]
    [(1, 10), (10, 10), (10,)]
    """
    if not given:
        try:
            return tallies.tally(layer, **arguments)
        except InputError as error:
            refused = error
    else:
        refused = None
    (code_model, values), *more = _found(layer, given, arguments, refused)
    if more:
        raise _several([code_model, *(other for other, _ in more)], [values, *(other for _, other in more)])
    whole = _closed(code_model, values, refused if _is_known(layer) else None)
    if not whole.rows:
        raise refused or InputError(f"no layer is given here: {shown(layer)}")
    if not code_model.is_model:
        return whole.rows[0].tally
    rows = tuple(
        replace(row, part=f"{of.name}.{row.part}" if row.part else of.name)
        for of in whole.rows
        for row in of.tally.rows
    )
    return Tally(code_model.name or "Model", {}, {}, rows)


def model(
    layers: str | Sequence[str],
    /,
    *,
    input_shape: tuple[int | None, ...] | None = None,
    dtype: str = "float32",
    given: Mapping[str, Argument] | None = None,
) -> Model:
    """The layers of a model, each with what it reads and puts out.

    >>> [row.count for row in model(["Input((50, 3))", "LSTM(64, return_sequences=True)", "LSTM(64)"]).rows]
    [17408, 33024]

    Args:
        layers: layers in order, each as in Keras code; a ``Sequential([...])`` as one text; or code of a model in
            Keras or PyTorch, as it is pasted.
        input_shape: the axes of one sample, where no ``Input`` and no first layer says them.
        dtype: the type of numbers of layers that name none, one of `rnnformula.counting.models.BYTES`.
        given: values of what the code leaves open, as in `count`.

    Raises:
        InputError: a layer, an argument or a shape that means nothing, or that Keras can't run; as in `count`.
    """
    refused = None
    if not given:
        try:
            return models.model(layers, input_shape=input_shape, dtype=dtype)
        except InputError as error:
            refused = error
    if not isinstance(layers, str):
        raise refused or InputError(f"model: expected code as text beside given, got {shown(layers)}")
    arguments: dict[str, Any] = {} if input_shape is None else {"input_shape": input_shape}
    (code_model, values), *more = _found(layers, given, arguments, refused)
    if more:
        raise _several([code_model, *(other for other, _ in more)], [values, *(other for _, other in more)])
    return _closed(code_model, values)


def derive(layer: str, /, *, given: Mapping[str, Argument] | None = None, **arguments: Argument) -> Derivation:
    """Derive the number of parameters step by step; arguments and errors as in `count`.

    >>> [step.value for step in derive("SimpleRNN", units=10, features=1).steps]
    [10, 100, 10, 120, 120]
    """
    return derivation.derivation_of(tally(layer, given=given, **arguments))


def counted(layer: str, /, *, given: Mapping[str, Argument] | None = None, **arguments: Any) -> Any:
    """What code has, as a record that can be written: a `Tally`, a `Model`, an `OpenModel`, or several as `Models`.

    Raises:
        InputError: as in `count`; but no error is raised for a size that is open.
    """
    refused = None
    if not given:
        try:
            return tallies.tally(layer, **arguments) if not is_chain(layer) else models.model(layer, **arguments)
        except (InputError, TypeError) as error:
            refused = error if isinstance(error, InputError) else None
    strict = refused if _is_known(layer) else None
    results: list[Any] = []
    for code_model, values in _found(layer, given, arguments, refused):
        try:
            whole = _closed(code_model, values, strict)
        except OpenSizeError as error:
            if not error.record or (strict and arguments):
                raise
            results.append(error.record)
            continue
        if not whole.rows:
            raise refused or InputError(f"no layer is given here: {shown(layer)}")
        results.append(whole if code_model.is_model else whole.rows[0].tally)
    return results[0] if len(results) == 1 else Models(tuple(results))


def cost(
    layer: str,
    /,
    *,
    steps: int | None = None,
    batch: int = 1,
    dtype: str = "float32",
    optimizer: str = "Adam",
    mac: int = 2,
    biases: bool = True,
    element_wise: bool = True,
    input_gradient: bool | None = None,
    given: Mapping[str, Argument] | None = None,
    **arguments: Argument,
) -> Cost:
    """What a layer or a model costs: operations forward and backward, and bytes.

    >>> lstm = cost("LSTM", units=20, features=10, steps=3)
    >>> lstm["forward", "multiply_accumulates"].value, lstm["backward", "multiply_accumulates"].value
    (7200, 14400)

    Args:
        layer: as in `count`, or code of a model.
        steps: the number of time steps, where the layers or the shape of the input do not say it.
        batch: the number of samples.
        dtype: the type of numbers of layers that name none, one of `rnnformula.counting.models.BYTES`.
        optimizer: what trains, by Keras' name, such as ``"SGD"``, ``"momentum"``, ``"RMSprop"``, ``"Adam"``.
        mac: what a multiply-accumulate counts as in the sum of all operations, 1 or 2.
        biases: whether the additions of biases count there.
        element_wise: whether what is done number by number counts there, and not only products with weights.
        input_gradient: whether the gradient of the input is worked out. If it is not said, it is for a layer alone,
            as if something trained stood before it, and not for what reads the data of a model.
        given: values of what code leaves open, as in `count`.
        arguments: as in `count`.

    Raises:
        InputError: as in `count`; a number of steps that is missing or said twice; a batch, a type of numbers or an
            optimizer that is none.
    """
    from rnnformula.costing.conventions import Convention
    from rnnformula.costing.costs import Circumstances, cost_of

    circumstances = Circumstances(batch, dtype, optimizer, Convention(mac, biases, element_wise), input_gradient)
    if steps is not None and not is_whole(steps):
        raise InputError(f"cost: steps must be a positive integer, got {shown(steps)}")
    rows, chained = _costed_rows(layer, steps, given, arguments)
    alone = len(rows) == 1 and not chained
    result = cost_of([_in_time(row, steps) for row in rows], circumstances, alone=alone, chained=chained)
    if alone and steps is not None and result.steps is None:
        raise InputError(
            f"{rows[0].layer}: it reads no time steps; leave out steps, or give the shape of the input, such as "
            f"input_shape=({steps}, 10)"
        )
    return result


def run_counted(
    layer: str,
    /,
    *,
    steps: int | None = None,
    batch: int = 1,
    input_gradient: bool = True,
    seed: int = 0,
    **arguments: Argument,
) -> CountedRun:
    """Run a layer or a chain of layers on random numbers, forward and backward, and count each operation.

    It takes some microseconds for each operation, so it is for small sizes.

    >>> run_counted("SimpleRNN", units=2, features=3, steps=5).counted.forward["multiply_accumulates"]
    50

    Args:
        layer: as in `cost`, but no code of a model.
        steps: the number of time steps, where the shape of the input does not say it.
        batch: the number of samples.
        input_gradient: whether the gradient of the input is worked out.
        seed: of the random numbers.
        arguments: as in `count`.

    Raises:
        InputError: as in `cost`, and a layer of which nobody knows what it computes.
    """
    from rnnformula.costing.counted_runs import run_layer

    rows, chained = _costed_rows(layer, steps, None, arguments)
    whole = models.chain_of([row.layer for row in rows if row.layer]) if chained else rows[0].layer
    reads = _in_time(rows[0], steps).reads
    if whole is None or reads is None:
        raise InputError(f"run_counted: expected one layer or a chain of layers, got {shown(layer)}")
    return run_layer(whole, reads, batch, reads_trained=input_gradient, seed=seed)


def _costed_rows(
    layer: str, steps: int | None, given: Mapping[str, Argument] | None, arguments: dict[str, Argument]
) -> tuple[Sequence[ModelRow], bool]:
    """The layers whose cost is asked for, and whether they are a chain."""
    if isinstance(layer, str) and is_chain(layer) and not given:
        if unknown := [name for name in arguments if name not in READ]:
            raise InputError(f"cost: unknown argument {unknown[0]!r}; {nearest(unknown[0], [*READ, *OF_COST])}")
        return models.model(layer, steps=steps, input_shape=arguments.get("input_shape")).rows, True  # type: ignore[arg-type]
    refused = None
    if not given:
        try:
            record, sizes, shape = tallies.split_arguments(layer, arguments)
            begins = read_shape(record, shape) if shape is not None else start_shape(record)
            reads = begins if begins is not None else input_for(record, sizes)
            counted_layer = tallies.tally(layer, **arguments)
            return [ModelRow(record.family.key, record, (), counted_layer, "float32", reads=reads)], False
        except InputError as error:
            if _is_known(layer):
                raise
            refused = error
    (code_model, values), *more = _found(layer, given, arguments, refused)
    if more:
        raise _several([code_model, *(other for other, _ in more)], [values, *(other for _, other in more)])
    return _closed(code_model, values).rows, False


def _in_time(row: ModelRow, steps: int | None) -> ModelRow:
    """The layer with the number of steps that it reads, where that is open.

    Raises:
        InputError: the steps are missing, or others are given.
    """
    reads = row.reads
    if reads is None or row.layer is None or len(reads) < 2:
        return row
    if len(reads) == 2 and row.layer.family.input != ("...",) and not row.layer.inside:
        return row  # one axis, which a module of PyTorch is told otherwise
    if reads[1] is None:
        if steps is None:
            raise InputError(f"{row.layer}: steps is missing; give the number of time steps, such as steps=30")
        return replace(row, reads=(reads[0], steps, *reads[2:]))
    if steps not in (None, reads[1]) and row.layer.family.recurrent:
        raise InputError(f"{row.layer}: it reads {reads[1]} time steps, got steps={steps} too")
    return row


def is_chain(layer: str) -> bool:
    """Whether a text is one `Sequential`, or the list of its layers."""
    name = layer.partition("(")[0].strip().rpartition(".")[-1]
    return name == CHAIN_CLASS or layer.lstrip().startswith("[")


def _found(
    layer: str, given: Mapping[str, Argument] | None, arguments: Mapping[str, Any], refused: InputError | None
) -> list[tuple[Found, Given]]:
    """The models of code, each with the values that are given for it.

    Raises:
        InputError: there is none, or none that an argument is for.
    """
    if not isinstance(layer, str):
        raise refused or InputError(f"expected code as text, got {shown(layer)}")
    if refused and arguments and _is_known(layer) and not any(name in layer for name in arguments):
        raise refused
    values = Given(dict(given or {}) | {name: value for name, value in arguments.items() if name not in READ})
    shape = arguments.get("input_shape")
    text = f"Sequential({layer})" if layer.lstrip().startswith("[") else layer
    try:
        code_model = read_code(text, values)
    except Raised as raised:
        if refused and _is_known(layer):
            raise refused from None
        raise error_of(raised) from None
    if not code_model and (name := layer.strip().replace(".", "")).isidentifier() and name != layer.strip():
        raise error_of(unknown_layer(layer.strip(), {}))
    if not code_model:
        raise refused or InputError(f"expected code of a layer or a model, got {shown(layer)}")
    if shape is not None:
        values["input_shape"] = shape
        for entry in code_model:
            for call in entry.calls:
                if call.kind in ("outside", "start") and isinstance(shape, (tuple, list)):
                    call.kind, call.detail = "input", (None, *shape)
    return [(entry, values) for entry in code_model]


def _is_known(layer: str) -> bool:
    """Whether a text is a class or one call of it alone, of which an error about layers says enough."""
    try:
        return bool(read_layer(layer))
    except InputError as error:
        return not str(error).startswith(("unknown layer", "expected a layer"))


def _closed(code_model: Found, given: Given, refused: InputError | None = None) -> Model:
    """The model, all of whose sizes are known; ``refused`` is what else is said where it can't be read.

    Raises:
        OpenSizeError: they are not; its formula has the names of what is open.
    """
    values = OpenValues(given)
    try:
        results = model_of(code_model, values)
        if unused := [name for name in given if name not in given.used]:
            raise refused or InputError(f"the code has no {unused[0]} that is open")
        if not values.requested:
            return results
        record = open_model(code_model, given)
        if not record:
            return results
    except Raised as raised:
        raise error_of(raised) from None
    except Undecided as undecided:
        names = tuple(dict.fromkeys((*values.names, *undecided.names)))
        raise OpenSizeError(
            f"the number of parameters depends on {', '.join(names)}; {_hint(names)}", names=names
        ) from None
    except InputError as error:
        if refused or not values.requested:
            raise refused or error from None
        raise OpenSizeError(
            f"the number of parameters depends on {', '.join(values.names)}; {_hint(values.names)}", names=values.names
        ) from error
    formula = write(record.count, STYLE)
    if refused:
        raise OpenSizeError(str(refused), formula, record.names, record)
    raise OpenSizeError(
        f"{formula} parameters, where {', '.join(record.names)} is not known; {_hint(record.names)}",
        formula,
        record.names,
        record,
    )


def _hint(names: tuple[str, ...]) -> str:
    return f"fill in {', '.join(f'{name}=N' for name in names)}"


def _several(code_model: list[Found], values: list[Given]) -> InputError:
    """The error about several models, with the number of each where it is known."""
    answers = []
    for entry, known in zip(code_model, values, strict=True):
        try:
            answers.append(f"{entry.name or 'model'} {_closed(entry, known).count:,}")
        except InputError as error:
            answers.append(f"{entry.name or 'model'}: {error}")
    return InputError(f"there are {len(code_model)} models here: {'; '.join(answers)}; give one of them")
