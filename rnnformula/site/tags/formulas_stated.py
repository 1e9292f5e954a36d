"""The formula that an id states, and an example of it with numbers; what a page writes is compared with the package."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from rnnformula.asking import derive
from rnnformula.counting.expressions import Product, Sum
from rnnformula.counting.models import Model
from rnnformula.counting.polynomial import of_expression, symbols
from rnnformula.errors import InputError
from rnnformula.facts import SIZES
from rnnformula.figures.parts import call, titled
from rnnformula.figures.term_parts import PRODUCT_KIND, SUM_KIND
from rnnformula.language import LANGUAGES
from rnnformula.language.notation import NOTATIONS
from rnnformula.language.phrases import Quote
from rnnformula.language.saying import phrase
from rnnformula.language.writing import PLAIN, worked, write
from rnnformula.reading.layers import find
from rnnformula.render.latex import STYLE as IN_TEX
from rnnformula.render.text import STYLE as IN_TEXT
from rnnformula.site.algebra.polynomials import read_statements
from rnnformula.site.book.known import split_layer, write_layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.counting.derivation import Derivation
    from rnnformula.counting.expressions import Expression
    from rnnformula.counting.polynomial import Polynomial
    from rnnformula.counting.tally import Tally
    from rnnformula.figures.term_parts import FormulaTerm
    from rnnformula.language.phrases import Value
    from rnnformula.site.book.contents import ExecutedFence
    from rnnformula.site.tags.spans import Span

#: The notation of formulas that are taken away: names, as Keras has them.
IN_WORDS = next(iter(NOTATIONS.values()))
_SIZE_NAMES = frozenset(SIZES.values())


@dataclass(frozen=True)
class StatedFormula:
    """A formula in TeX, and where it counts something, as text and in Python, with the sizes that it needs.

    ``layer`` is the layer that it counts, with its options, where that takes these sizes; ``displayed`` says that the
    page writes the formula in lines of its own.
    """

    tex: str
    text: str = ""
    python: str = ""
    sizes: tuple[str, ...] = ()
    layer: str = ""
    counts: Polynomial = field(default_factory=dict, repr=False)
    displayed: bool = False

    @property
    def counted(self) -> str:
        """The layer that it counts as a call in Python, with the options that decide; empty where there is none."""
        layer, arguments = split_layer(self.layer) if self.layer else ("", {})
        options = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
        return f"{layer}({options})" if options else layer

    def as_data(self) -> dict[str, Any]:
        """The formula for programs; what it does not have is left out."""
        data = {"tex": self.tex, "text": self.text, "python": self.python, "sizes": list(self.sizes)}
        return {name: value for name, value in (data | {"layer": self.layer}).items() if value}


@dataclass(frozen=True)
class StatedExample:
    """A layer or a model with numbers: how it is written and named, its count, and the sum as text and as TeX."""

    layer: str
    count: int
    text: str
    tex: str
    named: Value

    def as_data(self) -> dict[str, Any]:
        """The example for programs."""
        named = {lang: phrase(self.named, language) for lang, language in LANGUAGES.items()}
        return {"layer": self.layer, "named": named, "count": self.count, "text": self.text, "tex": self.tex}


def stated_formula(span: Span, first_sentence: str, on_page: Sequence[ExecutedFence]) -> StatedFormula | None:
    """The formula that an id states: its own, that of its first sentence, or that of the layer it shows.

    Formulas that stand further down need not be what the id is about. ``on_page`` are the fences of the page, which
    show the layers that a formula may count.
    """
    own = (fence for fence in span.fences if fence.fence.line <= span.own)
    shown: Iterator[StatedFormula | None] = (_of_layer(tally) for fence in own for tally in _alone(fence))
    if span.kind in ("table", "figure"):
        return next(filter(None, shown), None)
    written = [formula for formula in span.formulas if formula.line <= span.own]
    if span.kind == "formula" and written:
        return _with_layer(_of_tex(written[0].text), on_page)
    in_sentence = [formula for formula in written if f"${formula.text}$" in first_sentence]
    displayed = [formula for formula in written if formula.display]
    counting = (
        replace(stated, displayed=formula.display)
        for formula in (*in_sentence, *displayed)
        if (stated := _of_tex(formula.text)).python
    )
    chosen: StatedFormula | None = next(filter(None, chain(counting, shown)), None)
    return _with_layer(chosen, on_page) if chosen else None


def stated_example(span: Span, formula: StatedFormula | None, on_page: Sequence[ExecutedFence]) -> StatedExample | None:
    """The first layer or model of the id that is shown with numbers; of a formula, of the layer that it counts."""
    own = [fence for fence in span.fences if fence.fence.line <= span.own]
    if span.kind == "formula" and formula and formula.layer:
        own = [fence for fence in on_page if _counted_by(formula, fence)]
    for fence in own:
        content = getattr(fence, "content", None)
        if isinstance(content, Model) and len(content.rows) > 1:
            return _of_model(content)
        for tally in _alone(fence):
            if example := _example(tally):
                return example
    return None


def _with_layer(stated: StatedFormula, on_page: Sequence[ExecutedFence]) -> StatedFormula:
    """The formula with the layer of the page that it counts, where there is one."""
    if not stated.python or stated.layer:
        return stated
    counted = (shown.layer for fence in on_page if (shown := _counted_by(stated, fence)))
    return replace(stated, layer=next(filter(None, counted), ""))


def _counted_by(stated: StatedFormula, fence: ExecutedFence) -> StatedFormula | None:
    """The formula of the layer that a fence shows, if it is the same but for how it is written."""
    for tally in _alone(fence):
        shown = _of_layer(tally)
        if shown and shown.counts == stated.counts:
            return shown
    return None


def _alone(fence: ExecutedFence) -> tuple[Tally, ...]:
    """The layer that a fence shows, if it is one with arrays and not several."""
    shown = tuple(dict.fromkeys(map(id, fence.tallies)))
    return fence.tallies if len(shown) == 1 and fence.tallies[0].rows else ()


def _derivation(tally: Tally) -> Derivation | None:
    layer, arguments = split_layer(write_layer(tally))
    try:
        return derive(layer, **arguments)
    except InputError:  # a layer whose arrays have other sizes each
        return None


def _of_layer(tally: Tally) -> StatedFormula | None:
    derivation = _derivation(tally)
    if not derivation:
        return None
    formula = derivation.steps[-1].formula
    counts = of_expression(formula)
    sizes = _sizes_in(counts)
    if not sizes:
        return None
    options = " ".join(word for word in write_layer(tally).split(" ") if "=" in word and not _gives_size(word, tally))
    of_layer = f"{tally.layer} {options}".strip() if set(sizes) <= tally.sizes.keys() else ""
    return StatedFormula(
        write(formula, IN_TEX), write(formula, IN_TEXT), write(formula, PLAIN), sizes, of_layer, counts
    )


def _gives_size(word: str, tally: Tally) -> bool:
    return word.partition("=")[0] in tally.sizes


def _sizes_in(counts: Polynomial) -> tuple[str, ...]:
    return tuple(sorted(symbols(counts)))


def _example(tally: Tally) -> StatedExample | None:
    derivation = _derivation(tally)
    written = write_layer(tally)
    if not derivation:
        return None
    step = next((step for step in derivation.steps if step.kind == "sum"), derivation.steps[-1])
    sides = [*step.substitutions, step.value]
    named = titled("formula_of", _call(tally), tally.sizes)
    return StatedExample(written, derivation.steps[-1].value, worked(sides, IN_TEXT), worked(sides, IN_TEX), named)


def _call(tally: Tally) -> str:
    """The layer as it is written in Keras, with the options that are not its defaults."""
    defaults = find(tally.layer.partition("(")[0]).choices
    options = [f"{name}={value!r}" for name, value in tally.options.items() if value != defaults.get(name, value)]
    if not options:
        return call(tally)
    start = call(tally).removesuffix(")")
    return f"{start}{', ' if '(' in start else '('}{', '.join(options)})"


def _of_model(model: Model) -> StatedExample:
    counts = tuple(row.count for row in model.rows if row.count)
    sides: list[Expression] = [Sum(counts), model.count] if len(counts) > 1 else [model.count]
    written = f"Sequential([{', '.join(row.call for row in model.rows)}])"
    return StatedExample(written, model.count, worked(sides, IN_TEXT), worked(sides, IN_TEX), Quote(written))


def _of_tex(tex: str) -> StatedFormula:
    """A formula of a page; where its last side counts in sizes, also as text and in Python."""
    written = IN_WORDS.expand(" ".join(tex.split()))
    try:
        statements = read_statements(tex)
    except ValueError:
        return StatedFormula(written)
    for statement in statements:
        if set(statement.signs) - {"="} or any(len(side) > 1 for side in statement.sides):
            continue
        for term in reversed(statement.terms):
            formula = _expression(term)
            if formula is not None and not isinstance(formula, (int, str)):
                counts = of_expression(formula)
                sizes = _sizes_in(counts)
                if sizes and set(sizes) <= _SIZE_NAMES and counts == term.value:
                    in_text, in_python = write(formula, IN_TEXT), write(formula, PLAIN)
                    return StatedFormula(written, in_text, in_python, sizes, counts=counts)
    return StatedFormula(written)


def _expression(term: FormulaTerm) -> Expression | None:
    """A term of a page as a formula of the package; None where it has a difference or a fraction."""
    if term.kind in (SUM_KIND, PRODUCT_KIND):
        within = [_expression(part) for part in term.within]
        known = tuple(part for part in within if part is not None)
        if len(known) < len(within):
            return None
        return Sum(known) if term.kind == SUM_KIND else Product(known)
    if term.within or len(term.value) != 1:
        return None
    ((sizes, factor),) = term.value.items()
    if not sizes:
        return factor
    return sizes[0] if (len(sizes), factor) == (1, 1) else None


def layers_in(fences: Sequence[ExecutedFence]) -> Iterator[Tally]:
    """All layers that fences show, each once."""
    seen = set()
    for fence in fences:
        for tally in fence.tallies:
            if tally.rows and (written := write_layer(tally)) not in seen:
                seen.add(written)
                yield tally
