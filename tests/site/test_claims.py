"""What a sentence says of a layer of certain sizes is compared with its family, in either language."""

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import Page
from tests.conftest import project_pages
from tests.languages import CHINESE, ENGLISH
from tests.site.books import problems_in, things_in

LABEL = """
```python exec="on"
from rnnformula import derive, render

print(render.markdown(derive("SimpleRNN", units=3, features=2), lang="{lang}"))
```
"""


def found(text, lang=ENGLISH):
    page = Page(lang, "page.md", f"docs/{lang}/page.md", f"# A {{#a}}\n\n{text}\n")
    assert things_in("claims", [page]) > 0
    return [problem.message for problem in problems_in("claims", [page])]


@pytest.mark.parametrize(
    ("lang", "text", "message"),
    [
        (ENGLISH, "`GRU(5)` on 4 features should have 150, and Keras prints 165.", ""),
        (ENGLISH, "`GRU(5)` on 4 features should have 165, and Keras prints 150.", "in Keras: expected 165, got 150"),
        (ENGLISH, "`GRU(5)` on 5 features should have 150.", "expected 165 or 180"),
        (ENGLISH, "`GRU(5, reset_after=False)` on 4 features has 165 parameters.", "expected 150, got 165"),
        (CHINESE, "`GRU(5)` 读 4 个特征应该是 150，Keras 却显示 165。", ""),
        (CHINESE, "`GRU(5)` 读 4 个特征应该是 150，Keras 却显示 150。", "expected 165, got 150"),
        (CHINESE, "`LSTM(9)` 读 1 个特征，有 369 个参数。", "expected 396, got 369"),
        (ENGLISH, "`True` and `False`: 108 and 96 for `GRU(4)` on 3\nfeatures.", ""),
        (
            ENGLISH,
            "`True` and `False`: 96 and 108 for `GRU(4)` on 3\nfeatures.",
            "reset_after=True makes 108, False 96",
        ),
        (CHINESE, "默认 `True` 的和 `False` 的：`GRU(4)` 读 3 个特征，是 96 和 108。", "reset_after=True makes 108"),
        (ENGLISH, "A BatchNormalization has $4$, half of them not trainable.", ""),
        (ENGLISH, "A BatchNormalization has $4$, a quarter of them not trainable.", "expected 1/2"),
        (CHINESE, "`BatchNormalization`：其中四分之一不可训练。", "expected 1/2"),
        (ENGLISH, f"With 3 units:\n{LABEL.format(lang=ENGLISH)}", ""),
        (ENGLISH, f"With 5 units:\n{LABEL.format(lang=ENGLISH)}", "introduces what has units=3"),
        (CHINESE, f"输入有 4 个特征时：\n{LABEL.format(lang=CHINESE)}", "introduces what has features=2"),
        (ENGLISH, f"`SimpleRNN(3)` on 2\nfeatures, array by array:\n{LABEL.format(lang=ENGLISH)}", ""),
        (ENGLISH, f"`SimpleRNN(2)` on 2 features, array by array:\n{LABEL.format(lang=ENGLISH)}", "what has units=3"),
        (ENGLISH, "$g = 3$ and $b = 2$ for `GRU`", ""),
        (ENGLISH, "$g = 3$ and $b = 1$ for `GRU`", "other sets of weights or biases"),
        (CHINESE, "`LSTM` 的 $g = 3$、$b = 1$", "other sets of weights or biases"),
        (ENGLISH, "The four of an LSTM lie in the order `i`, `f`, `c`, `o`.", ""),
        (ENGLISH, "The four of an LSTM lie in the order `i`, `f`, `o`, `c`.", "expected the order i f c o"),
        (CHINESE, "LSTM 的四份按 `i`、`c`、`f`、`o` 的顺序排。", "expected the order i f c o"),
    ],
)
def test_what_a_sentence_says_of_a_layer_is_compared(lang, text, message):
    said = found(text, lang)
    assert len(said) == bool(message), said
    assert message in "".join(said)


def test_what_others_say_need_not_be_true():
    page = Page(
        ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", '# A {#a}\n\n"`SimpleRNN(50)` on 1 feature has 150 parameters"\n'
    )
    assert problems_in("claims", [page]) == []


def test_every_language_has_its_words_and_the_pages_make_claims_in_each():
    for lang in LANGUAGES:
        assert things_in("claims", [page for page in project_pages() if page.lang == lang]) > 15
