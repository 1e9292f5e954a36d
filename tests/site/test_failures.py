"""What must make `make site` fail: most faults in one site that is built once, the others each on a copy."""

import re

import pytest

from tests.languages import CHINESE, ENGLISH
from tests.site.conftest import PLAIN_SNIPPET, SENTENCES, copy_site

BOTH = (f"docs/{ENGLISH}/index.md:18 [{ENGLISH}]", f"docs/{CHINESE}/index.md:18 [{CHINESE}]")
LABELS = (f"docs/{ENGLISH}/index.md:26 [{ENGLISH}]", f"docs/{CHINESE}/index.md:26 [{CHINESE}]")
EXAMPLE = """\
```python exec="on" source="above" result="text"
--8<-- "small.py"
```
"""
LABEL = """\
```python exec="on"
from rnnformula import derive, render

print(render.markdown(derive("SimpleRNN", units=10, features=1), lang="{lang}"))
```
"""
#: Snippets that do not run to their end, by name: the code, the line and what is said.
ENDED = {
    "raises": ('print(1)\nraise ValueError("no such thing", 120)\n', 2, "ValueError: ('no such thing', 120)"),
    "imports": ("import kears\n", 1, "ModuleNotFoundError: No module named 'kears'"),
    "syntax": ("print(1)\nprint((1)\n", 2, "SyntaxError"),
    "exits": ("print(1)\nexit(0)\n", 2, "the snippet called exit(0)"),
    "sys_exits": ("import sys\nsys.exit(0)\nprint(1)\n", 2, "the snippet called exit(0)"),
    "os_exits": ("import os\n\nos._exit(0)\nprint(1)\n", 3, "the snippet called exit(0)"),
    "aborts": ("import os\nos.abort()\nprint(1)\n", 2, "the process that ran the snippet ended with status -6"),
}
#: Changes of a fence that shows a snippet, and what is said.
MISSPELT = [
    ('exec="on" source', 'exce="on" source', 'fence: unknown option exce="on"'),
    ('source="above"', 'source="abvoe"', 'fence: unknown option source="abvoe"'),
    ('exec="on" source="above" result="text"', "", "fence: option exec is missing; expected exec="),
    ('result="text"', "result=text", 'fence: expected a language and options such as exec="on"'),
    ('result="text"', 'result="text" session="a"', 'fence: unknown option session="a"'),
    ("python exec", "pyhton exec", "fence: expected one of python"),
]
#: Changes of a label, and what is said.
MEANINGLESS = [
    ("units=10", "units=0", "SimpleRNN: units must be a positive integer, got 0"),
    ('"SimpleRNN"', '"SimpelRNN"', "unknown layer 'SimpelRNN'; did you mean 'SimpleRNN'?"),
    ("units=10", "units=int('10')", "fence: expected an include of a snippet, or two lines such as"),
    ("print(render", "import os; print(render", "fence: expected an include of a snippet, or two lines such as"),
    ("markdown", "markdwon", "fence: expected an include of a snippet, or two lines such as"),
    ('lang="{lang}"', 'lang="fr"', """the label says lang="fr\""""),
]


def replaced(text, old, new):
    assert old in text
    return text.replace(old, new)


def add(site, place, block):
    """Put a block at the end of both pages below a heading of its own; where it stands."""
    places = []
    for lang in SENTENCES:
        text = site.read(f"docs/{lang}/index.md") + f"\n## Fault {{#small.{place}}}\n\n[](){{#small.{place}.it}}\n\n"
        places.append(f"docs/{lang}/index.md:{text.count(chr(10)) + 1} [{lang}]")
        site.write(f"docs/{lang}/index.md", text + block.replace("{lang}", lang))
    return places


def nothing_to_publish(site):
    return not (site.folder / "site").exists() and not list((site.folder / ".cache").glob("site/**/*.html"))


class Broken:
    """A site with very many faults, and what `make site` said of it."""

    def __init__(self, site):
        assert site.make("site").returncode == 0
        assert (site.folder / "site/index.html").exists()
        #: A fault -> each place where it has to be found, and the message.
        self.expected = {}
        for name, (code, line, message) in ENDED.items():
            self._show(site, name, code, f"snippets/{name}.py:{line}: {message}")
        for name, code, line in (("differs", PLAIN_SNIPPET + "print(number + 1)\n", 7), ("edited", PLAIN_SNIPPET, 5)):
            self._show(site, name, code, f"snippets/{name}.py:{line}: its output differs")
            site.write(f"snippets/expected/{name}.txt", "3\nparameters:\n120\n")
        site.replace("snippets/expected/edited.txt", "parameters:", "parameter:")
        self._show(site, "nobody", PLAIN_SNIPPET, "snippets/nobody.py:1: nobody recorded its output")
        self._show(site, "missing", "", "snippets/missing.py:1: there is no such snippet")
        (site.folder / "snippets/missing.py").unlink()
        for number, (old, new, message) in enumerate(MISSPELT):
            self._put(site, f"fence-{number}", replaced(EXAMPLE, old, new), message)
        for number, (old, new, message) in enumerate(MEANINGLESS):
            self._put(site, f"label-{number}", replaced(LABEL, old, new), message)
        asked = 'from rnnformula.site import report\n\nprint(report.markdown("exmaples", lang="{lang}"))'
        message = "fence: unknown report 'exmaples'; did you mean 'examples'"
        self._put(site, "report", f'```python exec="on"\n{asked}\n```\n', message)
        self._put(site, "tex", "$$\n3 \\tims \\units\n$$\n", "formula '3 \\\\tims \\\\units'")
        self._put(site, "glyph", "$$\n3 \\times \\text{ᚠ}\n$$\n", "has no ᚠ (U+16A0)")
        self._put(site, "link", "[there](nowhere.md)\n", "link 'nowhere.md': there is no page nowhere.md")
        self.done = site.make_alone("site")
        self.said = self.done.stdout + self.done.stderr
        self.site = site

    def _show(self, site, name, code, message):
        site.write(f"snippets/{name}.py", code)
        self._put(site, name, replaced(EXAMPLE, "small", name), message)

    def _put(self, site, name, block, message):
        self.expected[name] = [(place, message) for place in add(site, name.replace("_", "-"), block)]


FAULTS = [
    *(*ENDED, "differs", "edited", "nobody", "missing", "report", "tex", "glyph", "link"),
    *(f"fence-{number}" for number in range(len(MISSPELT))),
    *(f"label-{number}" for number in range(len(MEANINGLESS))),
]


@pytest.fixture(scope="module")
def broken(recorded, tmp_path_factory):
    return Broken(copy_site(recorded, tmp_path_factory.mktemp("broken") / "small"))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_page_line_and_language(broken, fault):
    for place, message in broken.expected[fault]:
        line = next((line for line in broken.said.splitlines() if line.startswith(place) and message in line), None)
        assert line, f"{place} … {message!r} is not in:\n{broken.said}"


def test_make_fails_and_leaves_nothing_to_publish_not_even_the_site_that_was_there(broken):
    assert broken.done.returncode != 0
    assert nothing_to_publish(broken.site)
    assert broken.expected.keys() == set(FAULTS)


def test_what_a_snippet_printed_is_shown_beside_what_was_recorded(broken):
    assert re.search(r"^ +@@.*\n +120\n +\+121$", broken.said, re.MULTILINE)
    assert re.search(r"^ +-parameter:\n +\+parameters:$", broken.said, re.MULTILINE)


def fails(site, *expected):
    """`make site` fails, says each of these, and leaves nothing that could be published."""
    done = site.make("site")
    said = done.stdout + done.stderr
    assert done.returncode != 0, said
    for text in expected:
        assert text in said, f"{text!r} is not in:\n{said}"
    assert nothing_to_publish(site)
    return said


def test_a_good_site_builds(good):
    done = good.make_alone("site")
    assert done.returncode == 0, done.stderr
    for name in ("site/index.html", f"site/{CHINESE}/index.html"):
        html = good.read(name)
        assert "parameters: 120" in html
        assert "<math" in html
        assert 'class="preview"' not in html
    text = re.sub(r"<[^>]+>", "", good.read(f"site/{CHINESE}/index.html"))  # sums stand in spans
    assert "10 × (1 + 10 + 1) = 10 × 12 = 120" in text
    assert [file.name for file in (good.folder / "site/assets").iterdir() if file.name.startswith(("pyo", "exp"))] == []


def test_one_fault_alone_is_enough(good):
    good.replace("snippets/expected/small.txt", "parameters: 120", "parameters: 1200")
    fails(
        good,
        *(f"{page}: snippets/small.py:5: its output differs" for page in BOTH),
        *(f"{page}: snippets/small.py:1: its record small.txt was edited by hand" for page in BOTH),
    )


def test_a_formula_that_differs_from_keras(good):
    good.replace("rnnformula/facts/families/simple_rnn.py", 'Array("bias", "u", when', 'Array("bias", "2u", when')
    before = good.read("snippets/expected/small.txt")
    said = fails(
        good,
        *(f"{page}: snippets/small.py:3: rnnformula.counting.agreement.Mismatch" for page in BOTH),
        *(f"{page}: rnnformula.counting.agreement.Mismatch" for page in LABELS),
    )
    assert "bias (20,) 20; 130 in all" in said
    assert "bias (10,) 10; 120 in all" in said
    good.replace("snippets/small.py", "parameters:", "number:")
    done = good.make("record")
    assert done.returncode != 0
    assert "formula and framework differ" in done.stderr
    assert good.read("snippets/expected/small.txt") == before


def test_a_hang(good):
    good.replace("mkdocs.yml", "snippet_seconds: 60", "snippet_seconds: 0.5")
    good.write("snippets/small.py", "print(1)\nwhile True:\n    pass\n")
    said = fails(good)
    for page in BOTH:
        assert re.search(re.escape(page) + r": snippets/small.py:[23]: the snippet ran longer than 0.5 s", said), said


def test_what_the_pages_say_is_checked_and_the_records_and_the_numbers_from_outside_are(good):
    good.edit("snippets/expected/index.json", lambda text: re.sub(r'"keras": "[\d.]+"', '"keras": "3.0.0"', text))
    good.replace("tests/known_counts.csv", "SimpleRNN units=10 features=1,120", "SimpleRNN units=10 features=1,121")
    for lang in SENTENCES:
        good.replace(f"docs/{lang}/index.md", "[](){#small.label.table}\n\n", "")
    good.replace(f"docs/{CHINESE}/index.md", "10 个单元", "11 个单元")
    good.edit(f"docs/{CHINESE}/index.md", lambda text: text + "\n$1 + 2 = 4$\n")
    fails(
        good,
        "snippets/expected/index.json:1: recorded with keras 3.0.0",
        "SimpleRNN units=10 features=1: the formula gives 120, the record says 121",
        *(f"docs/{lang}/index.md:24 [{lang}]: this table or figure has no id" for lang in SENTENCES),
        f"docs/ids.json:5: docs/{CHINESE}/index.md has no id 'small.label.table'; links to its tag",
        f"docs/{CHINESE}/index.md:8 [{CHINESE}]: 11 is printed by no example",
        "section 'small' has other numbers",
        f"docs/{CHINESE}/index.md:30 [{CHINESE}]: 1 + 2 = 4 is wrong: the left side is 3, the right side 4",
    )


def test_a_count_of_keras_that_its_record_has_not(good):
    good.replace("snippets/expected/index.json", '"counted": "120"', '"counted": ""')
    said = "snippets/small.py:1: of the numbers it printed Keras counted 120, recorded is none; run `make record`"
    fails(good, *(f"{page}: {said}" for page in BOTH))


def test_a_formula_that_is_not_between_dollar_signs(good):
    for lang in SENTENCES:
        good.edit(f"docs/{lang}/index.md", lambda text: text + "\n\\(\\units + \\features\\)\n")
    fails(good, f"{ENGLISH}/index.md: formula '\\\\units + \\\\features': write it between dollar signs")


def test_a_warning_of_the_generator(good):
    good.replace("mkdocs.yml", "  - index.md\n", "  - index.md\n  - Gone: gone.md\n")
    said = fails(good)
    assert "strict mode" in said


def test_record_refuses_a_snippet_that_prints_nothing_then_accepts_what_is_new_and_drops_what_no_page_shows(good):
    code = 'import rnnformula\n\nnumber = rnnformula.count("SimpleRNN", units=10, features=1)\n'
    good.write("snippets/small.py", code)
    done = good.make("record")
    assert done.returncode != 0
    assert f"{BOTH[0]}: snippets/small.py:1: it prints nothing" in done.stderr
    assert good.read("snippets/expected/small.txt") == "parameters: 120\n"
    good.write("snippets/small.py", f"{code}print('number:', number)\n")
    good.write("snippets/expected/old.txt", "old\n")
    done = good.make("record")
    assert done.returncode == 0, done.stderr
    assert "recorded snippets/expected/small.txt" in done.stdout
    assert good.read("snippets/expected/small.txt") == "number: 120\n"
    assert not (good.folder / "snippets/expected/old.txt").exists()
