"""`make language` writes what a language begins with, from what Unicode says of it, and says what of it is left."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.language.definition import Language, no_prose
from rnnformula.site.book.pages import Page
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sections import PROSE
from rnnformula.site.checks import CHECKS
from rnnformula.site.languages.beginning import begin_language
from rnnformula.site.languages.locale_facts import REGISTER_FILE, facts_of
from rnnformula.site.languages.words_left import all_left
from rnnformula.site.messages import catalog
from tests.conftest import ROOT, project_book
from tests.languages import WHOLE
from tests.site.books import book_of

#: From the left and from the right, with one form, two, three and six, without blanks, and named like a word of Python.
LOCALES = ("eo", "ar", "ja", "pl", "is", "pt_BR")
#: Asks the package for the record, a derivation, and what is left of the language.
ASK = """
import json, sys
from rnnformula import count, derive, render
from rnnformula.language import LANGUAGES, language_of
from rnnformula.site.book.sources import load_sources
from rnnformula.site.fences.loading import read_book
from rnnformula.site.languages.words_left import all_left
from pathlib import Path
language = language_of(sys.argv[1])
shown = render.text(derive("SimpleRNN", units=10, features=1), lang=language.code)
left = all_left(read_book(Path.cwd()), language.code)
print(json.dumps({
    "name": language.name, "direction": language.direction, "locale": language.locale, "partial": language.partial,
    "forms": [language.form_of(number) for number in range(200)], "shown": shown, "codes": list(LANGUAGES),
    "left": {kind: [share.things, [[each.file, each.line, each.name, each.text] for each in share.left]]
             for kind, share in left.items()},
}))
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The package and what it needs to read its book, elsewhere; a test takes a copy of it."""
    folder = tmp_path_factory.mktemp("copied") / "project"
    shutil.copytree(ROOT / "rnnformula", folder / "rnnformula", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "CITATION.cff", "Makefile", "docs/glossary.toml"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def project(copied, tmp_path):
    return shutil.copytree(copied, tmp_path / "project")


def run(project, *arguments):
    return subprocess.run([sys.executable, *arguments], cwd=project, capture_output=True, encoding="utf-8")


def asked(project, code):
    done = run(project, "-c", ASK, code)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def texts(project):
    files = (file for file in project.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(project).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("code", sorted(code for code in locale_identifiers() if len(code) == 2))
def test_a_word_has_the_forms_that_unicode_has_for_whole_numbers(code):
    facts, rule = facts_of(code), Locale.parse(code).plural_form
    language = Language(code=code, words={}, plural=facts.plural)
    pairs = {(rule(number), language.form_of(number)) for number in range(1000)}
    assert len(pairs) == len({category for category, _ in pairs}) == len({form for _, form in pairs}) == language.forms


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_begins_with_what_unicode_says_of_it_and_the_package_speaks_it(project, locale):
    known, code = Locale.parse(locale), locale.partition("_")[0]
    before = texts(project)
    said = begin_language(project, locale)
    after = texts(project)
    changed = {name for name in after if after[name] != before.get(name)}
    assert len(changed) == 3
    assert REGISTER_FILE in changed
    assert {f"wrote {name}" for name in changed} == {line for line in said if line.startswith("wrote ")}
    answer = asked(project, code)
    assert answer["name"].lower() == known.display_name.lower()
    assert answer["direction"] == known.text_direction
    assert answer["locale"].startswith(code) or not answer["locale"]
    assert len(set(zip(answer["forms"], map(known.plural_form, range(200)), strict=True))) == len(
        {known.plural_form(number) for number in range(200)}
    )
    assert answer["codes"] == [*LANGUAGES, code]
    assert words(DEFAULT)["step"] in answer["shown"]
    counted = run(project, "-m", "rnnformula", "count", "SimpleRNN", "units=10", "features=1", "--lang", code)
    assert counted.returncode == 0, counted.stderr
    assert "10 × (1 + 10 + 1) = 120" in counted.stdout


def test_what_the_command_writes_passes_lint_format_and_types(project):
    for locale in LOCALES:
        begin_language(project, locale)
    settings = ["--config", str(ROOT / "pyproject.toml")]
    for tool in (["check", "--no-cache", *settings], ["format", "--check", "--no-cache", *settings]):
        done = run(project, "-m", "ruff", *tool, "rnnformula/language")
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_word_is_translated_by_taking_a_mark_away_and_no_longer_left(project):
    begin_language(project, "pl")
    file = project / "rnnformula" / "language" / "pl.py"
    source = file.read_text(encoding="utf-8")
    lines = source.splitlines()
    mine = lines.index('    # "step": "Step",')
    lines[mine] = '    "step": "Krok",'
    forms = next(number for number, line in enumerate(lines) if line.startswith('    # "n_units": '))
    before = asked(project, "pl")
    file.write_text("\n".join(lines), encoding="utf-8")
    after = asked(project, "pl")
    assert "Krok" in after["shown"]
    (things, left), (_, left_after) = before["left"]["words"], after["left"]["words"]
    assert things == len(words(DEFAULT)) > len(left) > len(words(DEFAULT)) * 0.9
    name = "rnnformula/language/pl.py"
    assert [each for each in left if each not in left_after] == [[name, mine + 1, "step", "Step"]]
    units = [name, forms + 1, "n_units", words(DEFAULT)["n_units"]]
    assert units in left_after
    lines[forms] = '    "n_units": "1 jednostka|{n} jednostki",'
    file.write_text("\n".join(lines), encoding="utf-8")
    assert "language 'pl': expected 3 forms or one of 'n_units'" in run(project, "-c", ASK, "pl").stderr


def test_terms_and_messages_that_are_translated_are_no_longer_left(project):
    begin_language(project, "pl")
    before = asked(project, "pl")["left"]
    glossary, messages = project / "docs" / "glossary.toml", project / "rnnformula" / "site" / "messages" / "pl.po"
    source = glossary.read_text(encoding="utf-8")
    glossary.write_text(source.replace(f'\n{DEFAULT} = "layer"\n', f'\n{DEFAULT} = "layer"\npl = "warstwa"\n'), "utf-8")
    source = messages.read_text(encoding="utf-8")
    messages.write_text(source.replace('"nothing new"\nmsgstr ""', '"nothing new"\nmsgstr "nic nowego"'), "utf-8")
    after = asked(project, "pl")["left"]
    terms = project_book().terms
    assert before["terms"][0] == len(before["terms"][1]) == 2 * len(terms)
    first, *others = before["terms"][1]
    assert first == ["docs/glossary.toml", terms[0].line, f"{terms[0].id}: pl", "layer"]
    assert [each[2:] for each in after["terms"][1]] == [each[2:] for each in others]
    assert before["messages"][0] == len(before["messages"][1]) >= len(catalog(WHOLE[-1])) > 150
    (translated,) = [each for each in before["messages"][1] if each not in after["messages"][1]]
    assert (translated[0], translated[3]) == ("rnnformula/site/messages/pl.po", "nothing new")
    assert messages.read_text(encoding="utf-8").splitlines()[translated[1] - 1] == 'msgid "nothing new"'


def test_of_a_whole_language_nothing_is_left():
    for lang in WHOLE:
        assert {kind: share.left for kind, share in all_left(project_book(), lang).items()} == dict.fromkeys(
            ("words", "terms", "messages"), ()
        )
        assert all(share.things > 50 for share in all_left(project_book(), lang).values())


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        *((locale, "expected two letters, such as eo") for locale in ("", "e", "EO", "esp", "../x", "pt-br", "e1")),
        ("qw", "'qw' is not known; say what it calls itself: NAME=..."),
        *((code, f"the language '{code}' exists: {LANGUAGES[code].name}") for code in LANGUAGES),
    ],
)
def test_what_is_malformed_unknown_or_there_already_is_refused_and_nothing_written(project, locale, message):
    before = texts(project)
    with pytest.raises(SiteError, match=message):
        begin_language(project, locale)
    assert texts(project) == before


def test_a_file_that_is_there_is_not_written_over(project):
    (project / "rnnformula/site/messages/eo.po").write_text("mine")
    before = texts(project)
    with pytest.raises(SiteError, match=r"messages/eo\.po:1: the file exists"):
        begin_language(project, "eo")
    assert texts(project) == before


def test_a_register_of_another_form_is_left_alone(project):
    file = project / REGISTER_FILE
    file.write_text(file.read_text("utf-8").replace("    for language in (\n", "    for language in [\n"), "utf-8")
    before = texts(project)
    with pytest.raises(SiteError, match="expected the imports of languages, and their list"):
        begin_language(project, "eo")
    assert texts(project) == before


def test_make_hands_over_the_name_and_the_direction(project):
    command = [
        "make",
        "-n",
        "--no-print-directory",
        "-o",
        ".venv/light",
        "language",
        "LOCALE=qw",
        "NAME=Two Words",
        "DIRECTION=rtl",
    ]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8")
    assert done.stdout.strip() == 'python -m rnnformula.site language qw --name "Two Words" --direction rtl'


def test_the_command_says_what_it_wrote_and_what_comes_next(project):
    done = run(project, "-m", "rnnformula.site", "language", "qw", "--name", "Qwenya", "--direction", "rtl")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("wrote ") == 3
    for part in (
        "`make preview`",
        "/qw/",
        "docs/qw/",
        "rnnformula/language/qw.py",
        "meaning.qw =",
        "`make translation`",
    ):
        assert part in done.stdout
    answer = asked(project, "qw")
    assert (answer["name"], answer["direction"], answer["partial"]) == ("Qwenya", "rtl", True)
    again = run(project, "-m", "rnnformula.site", "language", "qw", "--name", "Qwenya")
    assert again.returncode == 1
    assert "the language 'qw' exists: Qwenya" in again.stderr


def test_a_language_that_drops_the_mark_too_early_is_told_what_it_lacks(project):
    begin_language(project, "eo")
    file = project / "rnnformula" / "language" / "eo.py"
    file.write_text(
        "".join(line for line in file.read_text("utf-8").splitlines(True) if "partial=True" not in line), "utf-8"
    )
    assert "language 'eo' lacks " in run(project, "-c", "import rnnformula.language").stderr


def test_a_whole_language_may_not_lack_what_a_partial_one_may():
    whole = LANGUAGES[WHOLE[-1]]
    with pytest.raises(ValueError, match="lacks 1 words"):
        replace(whole, words=dict([*whole.words.items()][1:])).completed(LANGUAGES[DEFAULT])


def page(lang, sentence):
    return Page(lang, "page.md", f"docs/{lang}/page.md", f"# A {{#a}}\n\n{sentence}\n")


@pytest.mark.parametrize("partial", [True, False])
def test_a_page_in_a_partial_language_may_have_the_numbers_and_formulas_of_its_original_and_no_others(
    monkeypatch, partial
):
    """Words that make them right are not known yet: between 0 and 1, for `LSTM`."""
    monkeypatch.setitem(LANGUAGES, "qw", replace(LANGUAGES[DEFAULT], code="qw", partial=partial, prose=no_prose))
    monkeypatch.setitem(PROSE, "qw", no_prose())
    original = page(DEFAULT, "It is between 0 and 1, with $g = 4$ and $b = 1$ for `LSTM`.")
    same, other = (
        page("qw", f"Qw {numbers}, $g = 4$, $b = {bias}$ `LSTM`.") for numbers, bias in (("0 1", 1), ("7 1", 5))
    )
    problems = {
        name: [len(CHECKS[name](book_of([original, translated])).problems) for translated in (same, other)]
        for name in ("numbers", "formulas")
    }
    if partial:
        assert problems == {"numbers": [0, 1], "formulas": [0, 1]}
    else:
        assert min(problems["numbers"] + problems["formulas"]) > 0
