"""The words that scripts draw and speak with, and how wide they are; `docs/assets/numbers/` puts numbers into them."""

from __future__ import annotations

from typing import Any

from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.facts.frameworks.relatives import RELATIVES
from rnnformula.facts.grammar import SIZES
from rnnformula.figures.fit import BOLD, EQUALLY_WIDE, LETTER, longest_name, width_of_word
from rnnformula.language import LANGUAGES, language_of
from rnnformula.language.notation import MACROS

#: What a key begins with that only scripts use.
LIVE = "live_"
#: The gates that have a name in every language, by their letters.
GATES = tuple(
    dict.fromkeys(
        letter
        for family in (*FAMILIES.values(), *FRAMEWORKS.values())
        for letter in family.gates
        if all(f"gate_{letter}" in language.words for language in LANGUAGES.values())
    )
)
#: The words that figures measure before they are drawn.
MEASURED = ("list", "n_biases", "n_channels", "n_features", "n_filters", "n_units", "times_size", "value")
#: The words that figures have besides.
WORDS_OF_FIGURES = (
    *("area", "arrays_area", "arrays_gates", "arrays_title", "arrays_title_alone", "bias", "equals"),
    *("features_now", "formula_of", "formula_of_alone", "formula_steps", "formula_title"),
    *("gate", "gates_blocks", "gates_each", "gates_title", "gates_title_alone", "is_area", "item", "kernel"),
    *("minute_and", "minute_before", "minute_blocks", "minute_convolution", "minute_convolved", "minute_layer"),
    *("minute_more", "minute_said", "minute_second_bias", "minute_step", "minute_times", "minute_title"),
    *("backward", "n_directions", "n_gates", "n_outputs", "n_parameters", "n_steps", "one_of_gates", "plus"),
    *("recurrent", "sentence", "space"),
    *("states_before", "thickened", "times", "times_sum", "total", "unit", "weight_by_weight"),
)

#: Labels of elements that other parts of a page have too.
SHARED = (
    *("array", "box_answer", "box_copy_link", "box_copy_markdown", "box_derivation", "box_not_copied", "cost_mac"),
    *(
        "box_other_readings",
        "copied",
        "count",
        "difference_to_keras",
        "layer",
        "output_shape",
        "reason",
        "shape",
        "total",
    ),
    *sorted({f"reason_{relative.reason}" for relative in RELATIVES if relative.keras}),
    *("non_trainable", "trainable"),
)


def words_for(lang: str) -> dict[str, Any]:
    """The words of a language for scripts, and the conditions that tell which form of them goes with a number.

    Words that are borrowed of another language have forms by the conditions of that one.
    """
    language = language_of(lang)
    handed_over = {*MEASURED, *WORDS_OF_FIGURES, *SHARED, *(f"gate_{letter}" for letter in GATES)}
    words = {key: word for key, word in language.words.items() if key in handed_over or key.startswith(LIVE)}
    return {
        "lang": language.code,
        "direction": language.direction,
        "plural": language.plural_rules,
        "borrowed": {
            key: lender.plural_rules for key, lender in language.borrowed.items() if "|" in words.get(key, "")
        },
        "words": words,
    }


def drawing() -> dict[str, Any]:
    """What figures go by in any language: the gates that have a name, how wide words are at most, names of sizes."""
    return {
        "gates": GATES,
        "letters": {letter: wide for letters, wide in EQUALLY_WIDE.items() for letter in letters},
        "letter": LETTER,
        "bold": BOLD,
        "words": {key: width_of_word(key) for key in MEASURED},
        "sizes": {size: longest_name(size) for size in SIZES.values() if size in MACROS},
    }
