"""A language is one record of the register, and nothing else knows which languages there are."""

import re
import subprocess
import sys

import pytest

from rnnformula.counting.expressions import Product
from rnnformula.language import DEFAULT, LANGUAGES, any_of, language_of, section_names
from rnnformula.language.definition import Language
from rnnformula.language.phrases import Equality, label
from rnnformula.language.saying import phrase
from tests.conftest import ROOT, text
from tests.languages import CHINESE, ENGLISH

#: What a language is named by in code: a word of its own, in quotes, in a path, in a selector. These two stand for
#: all: the codes of others, such as it and id, are words.
CODE = re.compile(rf"(?<![\w-])(?:{ENGLISH}|{CHINESE})(?![\w-])")
#: Code, templates, settings and tests; not pages, records, and data about pages.
READ = ("*.py", "*.html", "*.xml", "*.mjs", "*.js", "*.css", "*.yml", "Makefile", "pyproject.toml", ".ci")
#: Where a code may stand -> why.
ALLOWED = {
    r"from rnnformula\.language\.\w+ import [A-Z]+": "the register's own lines",
    r"`docs/\w+/about/architecture\.md`": "the page that says the order of rooms",
    r'toLocaleString\("\w+"\)': "digits are grouped as the package groups them, in every language",
}


def tracked(*patterns):
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *patterns]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return [name for name in names.split("\0") if name and (ROOT / name).is_file()]


def named_in(name):
    """The lines of a file that name a language by its code, what is allowed left out."""
    lines = enumerate(text(name).splitlines(), 1)
    bare = ((number, re.sub("|".join(ALLOWED), "", line)) for number, line in lines)
    return [f"{name}:{number}: {line.strip()}" for number, line in bare if CODE.search(line)]


def test_no_code_template_setting_or_test_names_a_language_by_its_code():
    own = {f"rnnformula/language/{language.module}.py" for language in LANGUAGES.values()}
    names = [name for name in tracked(*READ) if name not in own]
    assert len(names) > 200
    assert [line for name in names for line in named_in(name)] == []


@pytest.mark.parametrize("allowed", ALLOWED)
def test_every_exception_is_needed(allowed):
    assert any(re.search(allowed, text(name)) for name in tracked(*READ) if CODE.search(text(name)))


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_a_record_is_whole(language):
    default = LANGUAGES[DEFAULT]
    assert language_of(language.code) is language
    assert language.words.keys() == default.words.keys()
    assert [key for key, word in language.words.items() if not word and key != "space"] == []
    assert len(section_names(language.code)) == len(set(section_names(language.code))) == len(section_names(DEFAULT))
    assert {language.form_of(number) for number in range(1000)} == set(range(language.forms))
    if language.partial:
        assert "language" not in language.borrowed
        return
    prose = language.prose()
    assert not language.borrowed
    assert prose.counted.keys() == default.prose().counted.keys()
    assert set(prose.numbers.values()) >= set(range(2, 11))


def test_the_box_that_explains_is_given_words_of_one_form():
    for language in LANGUAGES.values():
        assert [key for key, word in language.words.items() if key.startswith("box_") and "|" in word] == []


#: One, a few, many.
FEW = ("n = 1", "n = 2..4")


def test_a_word_takes_the_form_that_the_rule_of_its_language_says():
    few = Language(
        code="qq",
        words={"language": "Q", "n_units": "{n} a|{n} b|{n} c", "n_steps": "{n} d"},
        plural=FEW,
    )
    assert [few.word("n_units", number) for number in (1, 2, 5)] == ["{n} a", "{n} b", "{n} c"]
    assert few.word("n_units") == "{n} c"
    assert few.word("n_units", "2") == "{n} c"
    assert few.word("n_steps", 1) == "{n} d"
    assert few.name == "Q"


@pytest.mark.parametrize("word", ["a|b", "a|b|c|d"])
def test_a_word_with_another_number_of_forms_is_refused(word):
    with pytest.raises(
        ValueError, match=re.escape(f"language 'qq': expected 3 forms or one of 'n_units', got {word!r}")
    ):
        Language(code="qq", words={"n_units": word}, plural=FEW)


@pytest.mark.parametrize("condition", ["", "n", "n = x", "n > 1", "n % 0 = 1", "n = 1 and", "i = 1", "n = 1 or n in 2"])
def test_a_condition_that_cannot_be_read_is_refused(condition):
    with pytest.raises(ValueError, match="expected a condition of a form"):
        Language(code="qq", words={}, plural=(condition,))


def test_a_condition_says_ranges_rests_and_alternatives():
    polish = Language(code="qq", words={}, plural=("n = 1", "n % 10 = 2..4 and n % 100 != 12..14, 19 or n = 7"))
    numbers = {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 7: 1, 12: 2, 22: 1, 107: 2, 112: 2, 122: 1}
    assert {number: polish.form_of(number) for number in numbers} == numbers


def test_a_partial_language_borrows_the_words_that_it_lacks_with_their_own_forms():
    default = Language(
        code="qd", words={"language": "D", "n_units": "{n} unit|{n} units", "n_steps": "1 step|{n} steps"}
    )
    own = {"language": "Q", "n_steps": "{n} a|{n} b|{n} c"}
    partial = Language(code="qq", words=own, plural=FEW, partial=True).completed(default)
    assert list(partial.borrowed) == ["n_units"]
    assert [partial.word("n_units", number) for number in (1, 2, 5)] == ["{n} unit", "{n} units", "{n} units"]
    assert [partial.word("n_steps", number) for number in (1, 2, 5)] == ["{n} a", "{n} b", "{n} c"]
    assert list(partial.words) == list(default.words)
    assert default.completed(default) is default


@pytest.mark.parametrize(
    ("words", "partial", "message"),
    [
        ({"language": "Q"}, False, "'qq' lacks 1 words, such as 'n_steps'; a language that may is partial=True"),
        ({"n_steps": "Q"}, True, "'qq' lacks 1 words, such as 'language'; it must at least have its name"),
        ({"language": "Q", "n_step": "a"}, True, "'qq': there is no word 'n_step'"),
    ],
)
def test_a_language_that_lacks_words_or_has_unknown_ones_is_refused(words, partial, message):
    default = Language(code="qd", words={"language": "D", "n_steps": "1 step|{n} steps"})
    with pytest.raises(ValueError, match=re.escape(message)):
        Language(code="qq", words=words, partial=partial).completed(default)


def test_a_part_of_a_pattern_is_that_of_any_language():
    assert re.fullmatch(any_of(lambda prose: prose.array("bias")), "bias")
    assert not re.search(any_of(lambda prose: ""), "anything")


def test_the_package_knows_nothing_of_prose_until_it_is_asked():
    code = "import sys, rnnformula; rnnformula.count('LSTM(4)', features=3); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "rnnformula.language.prose" not in ran.stdout.split()


def test_an_equation_is_read_from_the_left_in_a_language_that_is_read_from_the_right():
    words = {"language": "Q", "item": "{name}: {value}"}
    value = label("item", name="a", value=Equality((Product((2, 3)), 6)))
    said = {way: phrase(value, Language(code="qq", words=words, direction=way)) for way in ("ltr", "rtl")}
    assert said == {"ltr": "a: 2 × 3 = 6", "rtl": "a: \u20662 × 3 = 6\u2069"}
