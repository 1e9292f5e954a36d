"""What a page lost or changed of what all languages share comes back as it was, or is named; its words stay."""

import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.site import __main__ as site
from rnnformula.site.book.pages import Page
from rnnformula.site.book.sources import SYNCHRONISED, Sources
from rnnformula.site.book.textbook import edition_of
from rnnformula.site.checks.structure import check
from rnnformula.site.messages import LANG_VARIABLES
from rnnformula.site.translation.located import FORMULA_PIECE, read_blocks
from rnnformula.site.translation.restoring import restored, restored_pages
from rnnformula.site.translation.synchronising import sections_named, synchronised_files
from tests.conftest import ROOT, project_book
from tests.languages import CHINESE, ENGLISH
from tests.site.books import book_of
from tests.site.damages import damages
from tests.site.test_damage import COPIED

#: Nothing in a page says where such a formula stood in its sentence.
NEVER_RESTORED = "formula removed"
#: What share of the damages of each kind comes back at least; without records, words in formulas are not known.
WITH_RECORDS, WITHOUT_RECORDS = 0.98, 0.8
SOURCE = """\
# Page {#page}

It has 3 gates and $4 \\times \\units$ numbers.

[](){#page.table}

```python exec="on"
print("LANG")
```

## First {#page.first}

See [the layer](lstm.md) and [the cell](cells.md), or [a chapter](EDITION/chapter_recurrent-modern/gru.html).

$$
2 \\times \\text{WORDS}
$$

## Second {#page.second}

- one
- two

| a | b |
| --- | --- |
| 1 | 2 |
"""
WORDS = {ENGLISH: "units", CHINESE: "单元数"}


def small(lang, edit=lambda text: text):
    """A small page of a language, edited."""
    text = (
        SOURCE.replace('"LANG"', f'lang="{lang}"').replace("WORDS", WORDS[lang]).replace("EDITION/", edition_of(lang))
    )
    return Page(lang, "index.md", f"docs/{lang}/index.md", edit(text))


def replaced(old, new):
    """An edit that must find what it replaces."""

    def edit(text):
        assert old in text
        return text.replace(old, new)

    return edit


def small_book(*pages, synchronised=()):
    """The book of small pages, without records but these files."""
    book = book_of(list(pages))
    texts = {name: text for name, text in book.sources.texts.items() if not name.startswith(SYNCHRONISED)}
    return replace(book, sources=Sources(book.root, {**texts, **dict(synchronised)}))


def repaired_small(edit, source_edit=lambda text: text, synchronised=()):
    """The small Chinese page, edited, and what comes of it."""
    first, page = small(ENGLISH, source_edit), small(CHINESE, edit)
    return restored(small_book(first, page, synchronised=synchronised), first, page)


def agreed(*pages, languages=()):
    """The records of pages that say the same."""
    book = small_book(*pages)
    return synchronised_files(book, sections_named(book, ["index.md"]), languages, date(2020, 1, 1))


def without_records(book):
    """A book whose languages were never compared."""
    texts = {name: text for name, text in book.sources.texts.items() if not name.startswith(SYNCHRONISED)}
    return replace(book, sources=Sources(book.root, texts))


def pairs_of_project():
    """Each page of the project, and the page that it is repaired from."""
    for page in project_book().pages:
        others = {other.lang: other for other in project_book().pages if other.path == page.path}
        if first := next((others[lang] for lang in LANGUAGES if lang in others and lang != page.lang), None):
            yield first, page


def outcomes(book, every):
    """How many damages of each kind come back, are named, and are neither."""
    counts, met = {}, Counter()
    for first, page in pairs_of_project():
        for kind, damaged in damages(page):
            met[kind] += 1
            if (met[kind] - 1) % every:
                continue
            repair = restored(book, first, replace(page, source=damaged))
            outcome = "back" if repair.text == page.source else "named" if repair.left else "wrong"
            counts.setdefault(kind, Counter())[outcome] += 1
    return counts


def assert_rates(counts, least):
    """No damage is repaired wrongly, and enough of each kind come back."""
    assert len(counts) == 13
    assert {kind: outcome["wrong"] for kind, outcome in counts.items() if outcome["wrong"]} == {}
    named = counts.pop(NEVER_RESTORED)
    assert named.keys() == {"named"}
    # Of a few, one may be named that does not come back.
    others = {kind: (outcome.total() - outcome["back"], outcome.total()) for kind, outcome in counts.items()}
    assert {kind: number for kind, number in others.items() if number[0] > max(1, (1 - least) * number[1])} == {}


def test_the_place_of_every_link_formula_and_digit_of_the_project_is_known():
    for page in project_book().pages:
        pieces = [piece for block in read_blocks(page) for piece in block.pieces]
        assert [piece for piece in pieces if page.source[piece.start : piece.end] != piece.text] == []
        formulas = [piece for piece in pieces if piece.kind == FORMULA_PIECE]
        assert len(formulas) == len([formula for formula in page.formulas if not formula.display])


@pytest.mark.parametrize("records", [True, False])
def test_a_project_that_is_whole_is_offered_nothing(records):
    book = project_book() if records else without_records(project_book())
    repairs = restored_pages(book, list(LANGUAGES))
    assert len(repairs) > 80
    assert [repair.diff for repair in repairs if repair.diff] == []
    assert [problem for repair in repairs for problem in repair.left] == []


def test_a_damage_of_a_page_comes_back_or_is_named():
    assert_rates(outcomes(project_book(), 97), WITH_RECORDS)


@pytest.mark.long
def test_damages_all_over_the_project_come_back_or_are_named():
    assert_rates(outcomes(project_book(), 11), WITH_RECORDS)  # all of them take minutes


@pytest.mark.long
def test_damages_come_back_where_languages_were_never_compared():
    assert_rates(outcomes(without_records(project_book()), 10), WITHOUT_RECORDS)


@pytest.mark.parametrize("records", [True, False])
@pytest.mark.parametrize("every", [12, pytest.param(3, marks=pytest.mark.long)])
def test_several_damages_of_a_page_come_back_or_are_named(every, records):
    book, chance = project_book() if records else without_records(project_book()), random.Random(every)
    back = 0
    for first, page in list(pairs_of_project())[::every]:
        damaged = page
        for _ in range(chance.randint(2, 5)):
            damaged = replace(damaged, source=chance.choice(list(damages(damaged)))[1])
        repair = restored(book, first, damaged)
        assert repair.text == page.source or repair.left, repair.diff
        assert_words_stay(damaged, repair.text)
        back += repair.text == page.source
    assert back


def assert_words_stay(page, text):
    """All words of a page outside of fences are there again, in order."""
    there = iter(words_of(replace(page, source=text)))
    assert all(words in there for words in words_of(page))


def words_of(page):
    """The texts of a page outside of fences and formulas, without ids and digits."""
    texts = (part.content for _, parts in page.inlines for part in parts if part.type == "text")
    return [words for text in texts if (words := re.sub(r"\s*\{[^}]*\}|\d", "", text).strip())]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" {#page.first}", ""),
        (" {#page.first}", " {#page.first"),
        (" {#page.first}", " #page.first}"),
        (" {#page.first}", " {page.first}"),
        (" {#page.first}", " {#page.second}"),
        ("[](){#page.table}\n\n", ""),
        ("#page.table", "#page.tabel"),
        (
            "print(",
            "print (",
        ),
        ('exec="on"', 'exec="off"'),
        ("2 \\times", "3 \\times"),
        ("lstm.md", "gru.md"),
        ("4 \\times", "3 \\times"),
        ("3 gates", "7 gates"),
        ("| 1 | 2 |", "| 1 | 7 |"),
        (f"{edition_of(CHINESE)}chapter_recurrent-modern/gru.html", "gru.md"),
    ],
)
def test_what_was_damaged_comes_back(old, new):
    repair = repaired_small(replaced(old, new))
    assert (repair.text, repair.left) == (small(CHINESE).source, ())


def test_a_fence_with_its_anchor_comes_back_in_its_own_language():
    fence = f'[](){{#page.table}}\n\n```python exec="on"\nprint(lang="{CHINESE}")\n```\n\n'
    repair = repaired_small(replaced(fence, ""))
    assert (repair.text, repair.left) == (small(CHINESE).source, ())


def test_words_inside_a_formula_stay():
    repair = repaired_small(replaced("2 \\times \\text{单元数}", "3 \\times \\text{单元}"))
    assert repair.text == small(CHINESE).source.replace("单元数", "单元")


def test_a_lost_formula_with_words_comes_back_where_its_words_are_known():
    edit = replaced(f"$$\n2 \\times \\text{{{WORDS[CHINESE]}}}\n$$\n\n", "")
    repair = repaired_small(edit)
    assert repair.text == edit(small(CHINESE).source)
    assert "its place or its words can't be told" in repair.left[0].message
    repair = repaired_small(edit, synchronised=agreed(small(ENGLISH), small(CHINESE)))
    assert (repair.text, repair.left) == (small(CHINESE).source, ())


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (replaced("$4 \\times \\units$ ", ""), "4 \\times \\units stands in the section at"),
        (replaced("| 1 | 2 |", "| 2 | 2 |"), "has 1, this one 2; which was which can't be told"),
        (replaced("- two", "- two 5"), "5 does not stand in the section at"),
        (replaced("## First {#page.first}", "### First"), "not as many or as deep"),
        (replaced("## Second", "## Third {#page.third}\n\n## Second"), "has no partner"),
        (replaced("| 1 | 2 |\n", "| 1 | 2 |\n| 3 | 4 |\n"), "tables are not repaired"),
        (replaced("$$\n2", "```text\nmore\n```\n\n$$\n2"), "has no partner"),
    ],
)
def test_what_can_not_be_told_is_named_and_not_guessed(edit, said):
    repair = repaired_small(edit)
    assert repair.text == edit(small(CHINESE).source)
    assert any(said in problem.message for problem in repair.left), repair.left
    assert all(problem.file == f"docs/{CHINESE}/index.md" for problem in repair.left)


def test_which_of_two_equal_digits_was_changed_is_told_by_the_record():
    edit = replaced("| 1 | 2 |", "| 2 | 2 |")
    repair = repaired_small(edit, synchronised=agreed(small(ENGLISH), small(CHINESE)))
    assert (repair.text, repair.left) == (small(CHINESE).source, ())


def test_links_that_changed_together_are_told_apart_by_what_they_resemble():
    repair = repaired_small(lambda text: text.replace("(lstm.md)", "(lstms.md)").replace("(cells.md)", "(cell.md)"))
    assert (repair.text, repair.left) == (small(CHINESE).source, ())
    repair = repaired_small(lambda text: text.replace("(lstm.md)", "(a.md)").replace("(cells.md)", "(b.md)"))
    assert "cells.md, lstm.md, this one a.md, b.md" in repair.left[0].message


def test_sections_in_another_order_keep_their_ids():
    first, second = "## First {#page.first}", "## Second {#page.second}"

    def swapped(text):
        return text.replace(first, "HERE").replace(second, first).replace("HERE", second)

    assert "{#page.second}" in repaired_small(swapped).text.split("See")[0]


def test_another_section_in_the_place_of_one_does_not_get_its_id():
    repair = repaired_small(
        replaced("## First {#page.first}", "## New {#page.new}"), synchronised=agreed(small(ENGLISH), small(CHINESE))
    )
    assert "{#page.new}" in repair.text
    assert "its words are new, and its id may be, too" in repair.left[0].message


def test_a_fence_that_stands_in_another_section_is_not_put_in_twice():
    fence = f'```python exec="on"\nprint(lang="{CHINESE}")\n```\n\n'

    def moved(text):
        return text.replace(fence, "").replace("- one", f"{fence}- one")

    assert repaired_small(moved).text == moved(small(CHINESE).source)


def test_a_section_that_lags_behind_on_purpose_is_compared_with_what_it_agreed_with():
    newer = replaced("3 gates", "5 gates")
    before = agreed(small(ENGLISH), small(CHINESE))
    book = small_book(small(ENGLISH, newer), small(CHINESE), synchronised=before)
    leading = synchronised_files(book, sections_named(book, ["page"]), [ENGLISH], date(2020, 1, 2))
    whole = repaired_small(lambda text: text, newer, {**before, **leading})
    assert (whole.diff, whole.left) == ("", ())
    damaged = repaired_small(replaced("3 gates", "7 gates"), newer, {**before, **leading})
    assert (damaged.text, damaged.left) == (small(CHINESE).source, ())


def test_after_a_repair_the_pages_have_the_same_structure():
    def damage(text):
        for old, new in ((" {#page.first}", ""), ("lstm.md", "gru.md"), ("print", "show"), ("4 \\times", "\\times")):
            text = replaced(old, new)(text)
        return text

    first, page = small(ENGLISH), small(CHINESE, damage)
    assert len(check(small_book(first, page)).problems) > 3
    text = restored(small_book(first, page), first, page).text
    assert check(small_book(first, replace(page, source=text))).problems == []


PATH = "layers/gru.md"
FILE = f"docs/{CHINESE}/{PATH}"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs the command in a project with a page; returns its status, its output and what it complains of."""
    for name in (*COPIED, f"docs/{ENGLISH}/{PATH}", FILE, f"{SYNCHRONISED}/{PATH.replace('.md', '.json')}"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)

    def run_with(*arguments):
        monkeypatch.setattr(sys, "argv", ["rnnformula.site", "repair", *arguments])
        status = site.main()
        return status, *capsys.readouterr()

    run_with.file = tmp_path / FILE
    return run_with


def edit_file(file, *edits):
    """Edit a file; returns what it was."""
    text = before = file.read_text(encoding="utf-8")
    for edit in edits:
        text = edit(text)
    file.write_text(text, encoding="utf-8")
    return before


def test_the_command_offers_a_diff_that_git_applies_and_changes_nothing(run):
    before = edit_file(
        run.file, replaced(" {#gru.minute}", ""), replaced("(../questions/none.md", "(../questions/nnoe.md")
    )
    damaged = run.file.read_text(encoding="utf-8")
    status, diff, complaint = run()
    assert (status, complaint) == (1, "")
    assert run.file.read_text(encoding="utf-8") == damaged
    subprocess.run(["git", "apply"], input=diff, text=True, encoding="utf-8", check=True)
    assert run.file.read_text(encoding="utf-8") == before
    assert run() == (0, "nothing to repair\n", "")


def test_the_command_writes_when_it_is_asked_to(run):
    before = edit_file(run.file, replaced(" {#gru.minute}", ""))
    assert run("--write") == (0, f"changed {FILE}\n", "")
    assert run.file.read_text(encoding="utf-8") == before
    assert run("--write") == (0, "nothing to repair\n", "")


def test_the_command_says_what_it_can_not_restore_beside_what_it_writes(run):
    edit_file(run.file, replaced("\n# GRU", "\n# 7 GRU"), replaced(" {#gru.minute}", ""))
    status, output, complaint = run("--write")
    assert (status, output) == (1, f"changed {FILE}\n")
    assert re.match(rf"{FILE}:\d+ \[{CHINESE}\]: number: 7 does not stand in the section at", complaint)
    assert run()[:2] == (1, "")


def test_the_command_repairs_what_is_named(run):
    edit_file(run.file, replaced(" {#gru.minute}", ""), replaced("(../questions/none.md", "(../questions/nnoe.md"))
    _, diff, _ = run("gru.minute")
    assert ("gru.minute" in diff, "nnoe" in diff) == (True, False)
    _, diff, _ = run(PATH)
    assert ("gru.minute" in diff, "nnoe" in diff) == (True, True)
    assert run("--languages", DEFAULT)[1].startswith(f"--- a/docs/{DEFAULT}/{PATH}")
    status, _, complaint = run("gru.minutes")
    assert status == 1
    assert "close to it: gru.minute" in complaint


def test_the_command_does_not_write_over_what_it_did_not_read(run):
    edit_file(run.file, replaced(" {#gru.minute}", ""))
    text = run.file.read_bytes().replace(b"\n", b"\r\n")
    run.file.write_bytes(text)
    status, output, complaint = run("--write")
    assert (status, output) == (1, "")
    assert "its lines do not end as on Linux" in complaint
    assert run.file.read_bytes() == text


def test_a_diff_says_where_a_file_has_no_last_line_break():
    diff = repaired_small(lambda text: text.replace("| 1 | 2 |\n", "| 1 | 7 |")).diff
    assert diff.endswith("-| 1 | 7 |\n\\ No newline at end of file\n+| 1 | 2 |\n\\ No newline at end of file\n")


def test_the_command_speaks_the_language_of_who_runs_it(run, monkeypatch):
    monkeypatch.setenv(LANG_VARIABLES[0], CHINESE)
    assert run() == (0, "没有需要修复的内容\n", "")
