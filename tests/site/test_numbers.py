"""A number belongs to its section: an example there printed it, or one that the paragraph links to."""

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import Page
from tests.conftest import project_page, project_pages
from tests.languages import CHINESE, ENGLISH
from tests.site.books import problems_in


def label(units, features):
    code = f'print(render.markdown(derive("SimpleRNN", units={units}, features={features}), lang="{ENGLISH}"))'
    return f'```python exec="on"\nfrom rnnformula import derive, render\n\n{code}\n```\n'


#: In all sections together: 10, 1, 120 and so on; 4, 3, 32 and so on in the last.
PAGE = (
    f"# A {{#a}}\n\nTOP\n\n## B {{#b}}\n\nMIDDLE\n\n{label(10, 1)}\n### C {{#c}}\n\nBELOW\n\n"
    f"## D {{#d}}\n\nLAST\n\n{label(4, 3)}\n"
)


def found(place, text):
    page = Page(ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", PAGE.replace(place, text))
    other = Page(ENGLISH, "other.md", f"docs/{ENGLISH}/other.md", f"# E {{#e}}\n\n## F {{#f}}\n\n{label(7, 5)}\n")
    return [problem.message.split()[0] for problem in problems_in("numbers", [page, other])]


@pytest.mark.parametrize(
    ("place", "text", "strange"),
    [
        ("MIDDLE", "It has 120.", []),
        ("BELOW", "It has 120.", ["120"]),
        ("BELOW", "It has 120, as [above](#b).", []),
        ("TOP", "They have 120 and 32.", []),
        ("LAST", "It has 120.", ["120"]),
        ("LAST", "It has 120, as [above](#b).", []),
        ("LAST", "It has 120.\n\nAs [above](#b).", ["120"]),
        ("LAST", "- 120 [above](#b)\n- 120 here", ["120"]),
        ("LAST", "| [above](#b) | 120 |\n| --- | --- |\n| here | 120 |", ["120"]),
        ("LAST", "### 120 {#g}\n\nas [above](#b)", []),
        ("LAST", "It has 91.", ["91"]),
        ("LAST", "It has 91, as [there](other.md#f) and [there](other.md).", []),
        ("LAST", "It has 91, as [there](other.md#nowhere).", []),
        ("LAST", "It has $12 + 12 + 4 = 28$, which is 28.", []),
        ("LAST", "It has $7 + 12 + 4 = 23$.", ["7"]),
        ("LAST", "It has $100 + 10 + 10 = 120$.", ["100", "10", "10"]),
        ("LAST", "It has $4 \\times 8 = 32$ in an LSTM.", []),
        ("LAST", "It has $5 \\times 8 = 40$ in an LSTM.", ["5"]),
        ("LAST", "It has $\\units \\times 10$ for `1` and 0.", ["0"]),
        ("LAST", "It has shape (3, 4), `(4, 4)` and [4].", []),
        ("LAST", "It has shape (4, 3).", ["(4,3)"]),
        ("LAST", "It has shape `(None, 4, 4)`.", ["(None,4,4)"]),
        ("TOP", "It has shape (10, 10) and (4, 4).", []),
        ("TOP", "It has shape (10, 4).", ["(10,4)"]),
        ("LAST", "It is a number between 0 and 1.", []),
        ("LAST", "It is a number between 0 and 2.", ["0", "2"]),
        ("LAST", "```text\n120\n```", ["120"]),
        ("LAST", "As [above](#b):\n\n```text\n120\n```", []),
        ("LAST", "As [above](#b):\n\nIt is\n\n```text\n120\n```", ["120"]),
    ],
)
def test_a_number_is_printed_by_its_section_or_one_below_or_linked_to(place, text, strange):
    assert found(place, text) == strange


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("layers/gru.md", {ENGLISH: "With 1 unit on", CHINESE: "1 个单元"}, "8"),
        ("questions/summary_totals.md", {ENGLISH: "$8 + 4 + 28", CHINESE: "$8 + 4 + 28"}, "3"),
        ("layers/stacked.md", {ENGLISH: "With 3 features and 16, 8", CHINESE: "3 个特征，各层有"}, "7"),
    ],
)
def test_a_number_that_another_section_printed_is_found_though_both_languages_agree(path, old, new, lang):
    source = project_page(path, lang).source
    there = source.rindex(old[lang])
    wrong = old[lang].replace(min(set(old[lang]) & set("134")), new)
    page = Page(lang, path, f"docs/{lang}/{path}", source[:there] + wrong + source[there + len(old[lang]) :])
    others = [other for other in project_pages() if other.lang == lang and other.path != path]
    assert [problem.file for problem in problems_in("numbers", [page, *others])] == [page.file]
