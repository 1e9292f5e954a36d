"""What must make `make site` fail, each done to a copy of a small site."""

import re

import pytest

from tests.site.conftest import PLAIN_SNIPPET

BOTH = ("docs/en/index.md:17 [en]", "docs/zh/index.md:17 [zh]")
LABELS = ("docs/en/index.md:25 [en]", "docs/zh/index.md:25 [zh]")


def fails(site, *expected):
    """`make site` fails, says each of these, and leaves nothing that could be published."""
    done = site.make("site")
    said = done.stdout + done.stderr
    assert done.returncode != 0, said
    for text in expected:
        assert text in said, f"{text!r} is not in:\n{said}"
    assert not (site.folder / "site").exists()
    assert not list((site.folder / ".cache").glob("site/**/*.html"))
    return said


def test_a_good_site_builds(good):
    done = good.make("site")
    assert done.returncode == 0, done.stderr
    for name in ("site/index.html", "site/zh/index.html"):
        html = good.read(name)
        assert "parameters: 120" in html
        assert "<math" in html
    assert "10 × (1 + 10 + 1) = 10 × 12 = 120" in good.read("site/zh/index.html")


def test_an_earlier_site_does_not_survive_a_failure(good):
    assert good.make("site").returncode == 0
    good.replace("snippets/small.py", "print(", "raise ValueError(")
    fails(good)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('print("parameters:"', 'raise ValueError("no such thing"', 5, "ValueError: ('no such thing', 120)"),
        ("import keras\n", "import kears\n", 1, "ModuleNotFoundError: No module named 'kears'"),
        ("print(", "print((", 5, "SyntaxError"),
        ("layer.build(", "exit(0)\nlayer.build(", 4, "the snippet called exit(0)"),
        ("layer.build(", "import sys\nsys.exit(0)\nlayer.build(", 5, "the snippet called exit(0)"),
        ("layer.build(", "import os\nos._exit(0)\nlayer.build(", 5, "the snippet called exit(0)"),
        (
            "layer.build(",
            "import os\nos.abort()\nlayer.build(",
            5,
            "the process that ran the snippet ended with status -6",
        ),
    ],
)
def test_a_snippet_that_does_not_run_to_its_end(good, old, new, line, message):
    good.replace("snippets/small.py", old, new)
    fails(good, *(f"{page}: snippets/small.py:{line}: {message}" for page in BOTH))


def test_a_wrong_number(good):
    good.replace("snippets/small.py", "layer.count_params()", "layer.count_params() + 1")
    said = fails(good, *(f"{page}: snippets/small.py:5: its output differs" for page in BOTH))
    assert "-parameters: 120" in said
    assert "+parameters: 121" in said


def test_the_line_that_printed_the_difference_is_named(site):
    site.write("snippets/small.py", PLAIN_SNIPPET)
    site.record()
    site.replace("snippets/small.py", "print(number)", "print(number)\nprint(number + 1)")
    fails(site, *(f"{page}: snippets/small.py:7: its output differs" for page in BOTH))
    site.replace("snippets/small.py", '("3", "parameters:")', '("3", "parameter:")')
    fails(site, *(f"{page}: snippets/small.py:5: its output differs" for page in BOTH))


def test_a_formula_that_differs_from_keras(good):
    good.replace("rnnformula/families/simple_rnn.py", 'Array("bias", "u", when', 'Array("bias", "2u", when')
    said = fails(
        good,
        *(f"{page}: snippets/small.py:3: rnnformula.check.Mismatch" for page in BOTH),
        *(f"{page}: rnnformula.check.Mismatch" for page in LABELS),
    )
    assert "bias (20,) 20; 130 in all" in said
    assert "bias (10,) 10; 120 in all" in said


def test_a_hang(good):
    good.replace("mkdocs.yml", "snippet_seconds: 60", "snippet_seconds: 1")
    good.replace("snippets/small.py", "print(", "while layer.built:\n    pass\nprint(")
    said = fails(good)
    for page in BOTH:
        assert re.search(re.escape(page) + r": snippets/small.py:[56]: the snippet ran longer than 1.0 s", said), said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('exec="on" source', 'exce="on" source', 'fence: unknown option exce="on"'),
        ('source="above"', 'source="abvoe"', 'fence: unknown option source="abvoe"'),
        ('exec="on" source="above" result="text"', "", "fence: option exec is missing; expected exec="),
        ('result="text"', "result=text", 'fence: expected a language and options such as exec="on"'),
        ('result="text"', 'result="text" session="a"', 'fence: unknown option session="a"'),
        ("python exec", "pyhton exec", "fence: expected one of python"),
    ],
)
def test_a_misspelt_fence_option(good, old, new, message):
    for lang in ("en", "zh"):
        good.edit(f"docs/{lang}/index.md", lambda text: text.replace(old, new, 1))
    fails(good, *(f"{page}: {message}" for page in BOTH))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("units=10", "units=0", "SimpleRNN: units must be a positive integer, got 0"),
        ('"SimpleRNN"', '"SimpelRNN"', "unknown layer 'SimpelRNN'; did you mean 'SimpleRNN'?"),
        ("units=10", "units=int('10')", "fence: expected an include of a snippet, or two lines such as"),
        ("print(render", "import os; print(render", "fence: expected an include of a snippet, or two lines such as"),
        ("markdown", "markdwon", "fence: expected an include of a snippet, or two lines such as"),
    ],
)
def test_a_label_that_means_nothing(good, old, new, message):
    for lang in ("en", "zh"):
        good.replace(f"docs/{lang}/index.md", old, new)
    fails(good, *(f"{page}: " for page in LABELS), message)


def test_a_label_in_the_wrong_language(good):
    good.replace("docs/zh/index.md", 'lang="zh"', 'lang="en"')
    fails(good, """docs/zh/index.md:25 [zh]: fence: the page is written in 'zh', the label says lang="en\"""")


def test_a_missing_snippet(good):
    (good.folder / "snippets/small.py").unlink()
    fails(good, *(f"{page}: snippets/small.py:1: there is no such snippet" for page in BOTH))


def test_an_output_nobody_recorded(good):
    (good.folder / "snippets/expected/small.txt").unlink()
    fails(good, *(f"{page}: snippets/small.py:1: nobody recorded its output" for page in BOTH))


def test_an_edited_record(good):
    good.replace("snippets/expected/small.txt", "parameters: 120", "parameters: 1200")
    fails(
        good,
        *(f"{page}: snippets/small.py:5: its output differs" for page in BOTH),
        *(f"{page}: snippets/small.py:1: its record small.txt was edited by hand" for page in BOTH),
    )


def test_a_record_made_with_other_versions(good):
    good.edit("snippets/expected/index.json", lambda text: re.sub(r'"keras": "[\d.]+"', '"keras": "3.0.0"', text))
    fails(good, "snippets/expected/index.json:1: recorded with keras 3.0.0")


def test_a_formula_that_can_not_be_read(good):
    for lang in ("en", "zh"):
        good.replace(f"docs/{lang}/index.md", "3 \\times \\units", "3 \\tims \\units")
    fails(good, "docs/en/index.md:11 [en]: formula '3 \\\\tims \\\\units'")


def test_a_glyph_that_the_math_font_lacks(good):
    for lang in ("en", "zh"):
        good.replace(f"docs/{lang}/index.md", "3 \\times \\units", "3 \\times \\text{ᚠ}")
    fails(good, *(f"docs/{lang}/index.md:11 [{lang}]: formula '3 " for lang in ("en", "zh")), "has no ᚠ (U+16A0)")


def test_a_formula_that_is_not_between_dollar_signs(good):
    for lang in ("en", "zh"):
        good.edit(f"docs/{lang}/index.md", lambda text: text + "\n\\(\\text{ᚠ}\\)\n")
    fails(good, "en/index.md: formula '\\\\text{ᚠ}': write it between dollar signs")


def test_a_table_without_an_id(good):
    for lang in ("en", "zh"):
        good.replace(f"docs/{lang}/index.md", "[](){#small.label.table}\n\n", "")
    fails(
        good,
        *(f"docs/{lang}/index.md:23 [{lang}]: this table or figure has no id" for lang in ("en", "zh")),
        "docs/ids.txt:4: docs/zh/index.md has no id 'small.label.table'; links to it exist",
    )


def test_a_link_to_nowhere(good):
    for lang in ("en", "zh"):
        good.edit(f"docs/{lang}/index.md", lambda text: text + "\n[there](nowhere.md)\n")
    fails(good, "docs/en/index.md:31 [en]: link 'nowhere.md': there is no page nowhere.md")


def test_a_warning_of_the_generator(good):
    good.replace("mkdocs.yml", "  - index.md\n", "  - index.md\n  - Gone: gone.md\n")
    said = fails(good)
    assert "strict mode" in said


def test_all_faults_are_reported_at_once(good):
    good.replace("snippets/small.py", "print(", "raise ValueError(")
    good.replace("docs/zh/index.md", "10 个单元", "11 个单元")
    fails(good, f"{BOTH[0]}: snippets/small.py:5: ValueError", "11 is printed by no example", "has other numbers")


def test_record_refuses_a_snippet_that_prints_nothing(good):
    good.write("snippets/small.py", "import keras\n")
    done = good.make("record")
    assert done.returncode != 0
    assert f"{BOTH[0]}: snippets/small.py:1: it prints nothing" in done.stderr
    assert good.read("snippets/expected/small.txt") == "parameters: 120\n"


def test_record_refuses_where_formula_and_keras_differ(good):
    before = good.read("snippets/expected/small.txt")
    good.replace("rnnformula/families/simple_rnn.py", 'Array("bias", "u", when', 'Array("bias", "2u", when')
    good.replace("snippets/small.py", "parameters:", "number:")
    done = good.make("record")
    assert done.returncode != 0
    assert "formula and framework differ" in done.stderr
    assert good.read("snippets/expected/small.txt") == before


def test_record_accepts_new_output_and_drops_what_no_page_shows(good):
    good.replace("snippets/small.py", "parameters:", "number:")
    good.write("snippets/expected/old.txt", "old\n")
    done = good.make("record")
    assert done.returncode == 0, done.stderr
    assert "recorded snippets/expected/small.txt" in done.stdout
    assert good.read("snippets/expected/small.txt") == "number: 120\n"
    assert not (good.folder / "snippets/expected/old.txt").exists()
