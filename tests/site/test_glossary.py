"""The glossary, in itself and against the pages."""

import pytest

from rnnformula.language import words
from rnnformula.site.book.pages import Page
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import GLOSSARY
from rnnformula.site.book.terms import GROUPS
from rnnformula.site.fences.loading import read_book
from tests.conftest import project_book, project_pages
from tests.languages import CHINESE, ENGLISH
from tests.site.books import problems_in

TERM = f"""\
[[term]]
id = "bias"
group = "arrays"
{ENGLISH} = "bias"
{CHINESE} = "偏置"
never = {{ {ENGLISH} = ["time bias"], {CHINESE} = ["偏差", "偏置量"] }}
meaning.{ENGLISH} = "One number."
meaning.{CHINESE} = "一个数。"
"""
OTHER = TERM.replace("bias", "kernel").replace("偏", "核").replace("time kernel", "inner kernel")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "docs").mkdir()
    return tmp_path


def problems(root, text, *pages):
    (root / GLOSSARY).write_text(text, encoding="utf-8")
    return [str(problem) for problem in problems_in("glossary", list(pages), root)]


def page(lang, source):
    return Page(lang, "page.md", f"docs/{lang}/page.md", source)


def test_the_projects_own_glossary_and_pages_agree():
    assert problems_in("glossary", project_pages()) == []
    assert {term.group for term in project_book().terms} == set(GROUPS)


def test_a_good_glossary_passes(root):
    assert problems(root, TERM + "\n" + OTHER, page(CHINESE, "它有偏置。\n")) == []


@pytest.mark.parametrize(
    ("lang", "source", "found"),
    [
        (CHINESE, "# 一\n\n它有偏差。\n", {3: "偏差"}),
        (CHINESE, "---\ndescription: 偏差\n---\n", {2: "偏差"}),
        (CHINESE, "$\\text{偏差}$\n", {1: "偏差"}),
        (CHINESE, "`偏差` 是代码\n", {}),
        (CHINESE, "time bias\n", {}),
        (ENGLISH, "A time bias, the Time Bias.\n", {1: "time bias", 2: "Time Bias"}),
        (ENGLISH, "Overtime bias and time biases\n", {}),
        (ENGLISH, "Text\n\n```text\ntime bias\n```\n\nof a time\nbias\n", {7: "time\\nbias"}),
        (ENGLISH, "`time bias`\n", {}),
    ],
)
def test_a_refused_wording_is_found_as_a_whole_word_in_text(root, lang, source, found):
    agreed = {ENGLISH: "bias", CHINESE: "偏置"}[lang]
    said = problems(root, TERM, page(lang, source))
    assert [problem.split(": ", 1)[1] for problem in said] == [
        f"'{wrong}': the agreed word is '{agreed}' ({GLOSSARY})" for wrong in found.values()
    ]
    if len(found) == 1:
        assert said[0].startswith(f"docs/{lang}/page.md:{next(iter(found))} ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"偏差"', '"偏置"', f"1: never {CHINESE} '偏置' is part of '偏置' at line 1"),
        ('"偏差"', '"偏"', f"1: never {CHINESE} '偏' is part of '偏置' at line 1"),
        ('"偏差"', '"核置"', f"1: never {CHINESE} '核置' is part of '核置' at line 10"),
        ('"time bias"', '"Bias"', f"1: never {ENGLISH} 'Bias' is part of 'bias' at line 1"),
        ('"偏差"', '"一个"', f"1: never {CHINESE} '一个' is part of '一个数。' at line 1"),
        ('"偏差"', '"核差"', f"10: never {CHINESE} '核差' is at line 1 too"),
        ('"偏差"', '"偏置量"', f"1: never {CHINESE} '偏置量' is at line 1 too"),
        (f'{ENGLISH} = "bias"', f'{ENGLISH} = "Kernel"', f"10: {ENGLISH} 'kernel' is at line 1 too"),
        (f'{CHINESE} = "偏置"', f'{CHINESE} = "核置"', f"10: {CHINESE} '核置' is at line 1 too"),
        ('id = "bias"', 'id = "kernel"', "10: id 'glossary.kernel' is at line 1 too"),
        ('id = "bias"', 'id = "The bias"', "1: id 'The bias': expected words of a-z and 0-9 joined by - and ."),
    ],
)
def test_a_contradiction_or_a_repetition_is_found_with_its_line(root, old, new, message):
    assert old in TERM
    said = problems(root, TERM.replace(old, new, 1) + "\n" + OTHER)
    assert f"{GLOSSARY}:{message}" in said


def test_a_longer_wording_may_be_refused_although_a_part_of_it_is_agreed(root):
    assert problems(root, TERM) == []
    assert "'偏置量': the agreed word" in problems(root, TERM, page(CHINESE, "偏置量\n"))[0]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('group = "arrays"', 'group = "arays"', 1),
        (f'{CHINESE} = "偏置"\n', "", 1),
        (f'meaning.{CHINESE} = "一个数。"\n', "", 1),
        (f"never = {{ {ENGLISH}", "never = { fr", 1),
        (f'{ENGLISH} = "bias"', f'{ENGLISH} = "bias"\nfr = "biais"', 1),
        (f'{ENGLISH} = "bias"', f"{ENGLISH} = bias", 4),
    ],
)
def test_a_term_that_is_not_whole_is_refused_with_its_line(root, old, new, line):
    with pytest.raises(SiteError, match=f"^{GLOSSARY}:{line}: "):
        problems(root, TERM.replace(old, new))


FENCE = f"""\
```python exec="on"
from rnnformula.site import report

print(report.markdown("terms.arrays", lang="{ENGLISH}"))
```
"""


def site(root, source):
    """A project of one page with that text, read from its files."""
    (root / "docs" / ENGLISH).mkdir()
    (root / "docs" / ENGLISH / "page.md").write_text(source, encoding="utf-8")
    (root / GLOSSARY).write_text(TERM + "\n" + OTHER.replace("arrays", "layer"), encoding="utf-8")
    (root / "mkdocs.yml").write_text("nav:\n  - page.md\n")
    return read_book(root).pages


def test_a_term_that_no_page_lists_is_found(root):
    said = [str(problem) for problem in problems_in("glossary", site(root, FENCE), root)]
    assert said == [f"{GLOSSARY}:10: no page lists glossary.kernel; add a fence for the group 'layer'"]


def test_the_checks_of_ids_and_links_know_the_ids_of_terms(root):
    pages = site(root, f"# A {{#a}}\n\n[one](#glossary.bias) [other](#glossary.kernel)\n\n{FENCE}")
    assert [str(problem) for problem in problems_in("links", pages, root)] == [
        f"docs/{ENGLISH}/page.md:3 [{ENGLISH}]: link '#glossary.kernel': page.md has no id 'glossary.kernel'"
    ]
    assert problems_in("ids", pages, root) == []


def test_the_id_of_a_term_is_unique_in_the_site(root):
    pages = site(root, f"# A {{#glossary.bias}}\n\n{FENCE}")
    (said,) = problems_in("ids", pages, root)
    used = f"id 'glossary.bias' is used at docs/{ENGLISH}/page.md:1 too"
    assert str(said).startswith(f"docs/{ENGLISH}/page.md:3 [{ENGLISH}]: {used};")


def test_a_gate_that_is_named_by_another_term_in_one_language_is_found(monkeypatch):
    assert problems_in("glossary", []) == []
    monkeypatch.setitem(words(ENGLISH), "gate_i", "forget gate")
    (problem,) = problems_in("glossary", [])
    assert "its words are not those of 'gate_i'" in problem.message
