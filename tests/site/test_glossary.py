"""The glossary, in itself and against the pages."""

import pytest

from rnnformula.language import words
from rnnformula.site.book.pages import Page
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import GLOSSARY
from rnnformula.site.book.terms import GROUPS
from rnnformula.site.fences.loading import read_book
from rnnformula.site.messages import from_json
from tests.conftest import project_book, project_pages
from tests.languages import CHINESE, ENGLISH
from tests.site.books import problems_in

TERM = f"""\
[[term]]
id = "bias"
group = "arrays"
{ENGLISH} = "bias"
{CHINESE} = "偏置"
also.{ENGLISH} = ["offset", "bias term"]
also.{CHINESE} = ["偏移", "偏移项"]
also.code = ["bias_ih"]
never.{ENGLISH} = [{{ words = ["time bias"], why.{ENGLISH} = "it is no time" }}]
never.{CHINESE} = [{{ words = ["偏差", "偏置量"], why.{ENGLISH} = "it is no error", why.{CHINESE} = "不是误差" }}]
everyday = true
not_in.{ENGLISH} = ["bias of a study"]
not_in.{CHINESE} = ["偏置镜"]
meaning.{ENGLISH} = "One number."
meaning.{CHINESE} = "一个数。"
"""
OTHER = (
    TERM.replace("bias", "kernel").replace("偏", "核").replace("time kernel", "inner kernel").replace("offset", "core")
)


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
        (ENGLISH, "[time](bias.md#time) {#time.bias}\n\n## A {#a.time-bias}\n\n[a](time-bias.md)\n", {}),
        (CHINESE, "也叫偏差，“偏差”，[偏差](https://example.org)\n", {1: "偏差", 2: "偏差", 3: "偏差"}),
        (ENGLISH, "Text\n\n```text\ntime bias\n```\n\nof a time\nbias\n", {7: "time\\nbias"}),
        (ENGLISH, "`time bias`\n", {}),
    ],
)
def test_a_refused_wording_is_found_as_a_whole_word_in_text(root, lang, source, found):
    agreed = {ENGLISH: "bias", CHINESE: "偏置"}[lang]
    why = {ENGLISH: "it is no time", CHINESE: "it is no error"}[lang]
    said = problems(root, TERM, page(lang, source))
    assert [problem.split(": ", 1)[1] for problem in said] == [
        f"'{wrong}': the agreed word is '{agreed}' ({GLOSSARY}): {why}" for wrong in found.values()
    ]
    if len(found) == 1:
        assert said[0].startswith(f"docs/{lang}/page.md:{next(iter(found))} ")


@pytest.mark.parametrize(
    ("lang", "source", "found"),
    [
        (ENGLISH, "An offset. Offsets.\n", ["offset", "Offsets"]),
        (ENGLISH, "A bias (also called an offset or bias\nterm), an offset\n", ["offset"]),
        (ENGLISH, "Biases, also known as offsets, b and bias terms. An offset\n", ["offset"]),
        (ENGLISH, "Also called so\n\nAn offset\n", ["offset"]),
        (ENGLISH, "| also called | an offset |\n| --- | --- |\n", ["offset"]),
        (ENGLISH, 'Asked: "what is\nan offset?" An offset "is"\n', ["offset"]),
        (ENGLISH, 'It is 5" wide\n\nan offset of 3" and\n', ["offset"]),
        (ENGLISH, "[The offset](https://example.org/offset) and [the offset](page.md)\n", ["offset"]),
        (ENGLISH, "`offset`, `bias_ih`, bias_ih\n", []),
        (CHINESE, "偏置（也叫偏移、偏移项），偏移项\n", ["偏移项"]),
        (CHINESE, "偏置又称偏移；偏移\n", ["偏移"]),
        (CHINESE, "“偏移是什么？”《偏移》\n", []),
        (CHINESE, "[偏移](https://example.org)、[偏移](page.md)\n", ["偏移"]),
    ],
)
def test_a_word_of_others_may_be_introduced_quoted_or_linked_and_does_not_stand_for_ours(root, lang, source, found):
    agreed, phrase = {ENGLISH: ("bias", "also called"), CHINESE: ("偏置", "也叫")}[lang]
    said = problems(root, TERM, page(lang, source))
    assert [problem.split(": ", 1)[1] for problem in said] == [
        f"'{word}': the agreed word is '{agreed}' ({GLOSSARY}); "
        f"words of others stand behind '{phrase}', in quotation marks or in code"
        for word in found
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"offset"', '"bias"', f"1: also {ENGLISH} 'bias' is part of 'bias' at line 1"),
        ('"offset"', '"inner kernel"', f"17: never {ENGLISH} 'inner kernel' is at line 1 as also {ENGLISH}"),
        ('"offset"', '"an inner kernel"', f"17: never {ENGLISH} 'inner kernel' is part of 'an inner kernel' at line 1"),
        ('"offset"', '"core"', f"17: also {ENGLISH} 'core' is at line 1 too"),
        ('"offset"', '"number"', f"1: also {ENGLISH} 'number' is part of 'One number.' at line 1"),
        ('["bias_ih"]', '["kernel_ih"]', "17: also code 'kernel_ih' is at line 1 too"),
        ('"偏差"', '"偏置"', f"1: never {CHINESE} '偏置' is part of '偏置' at line 1"),
        ('"偏差"', '"偏"', f"1: never {CHINESE} '偏' is part of '偏置' at line 1"),
        ('"偏差"', '"核置"', f"1: never {CHINESE} '核置' is part of '核置' at line 17"),
        ('"time bias"', '"Bias"', f"1: never {ENGLISH} 'bias' is part of 'bias' at line 1"),
        ('"偏差"', '"一个"', f"1: never {CHINESE} '一个' is part of '一个数。' at line 1"),
        ('"偏差"', '"核差"', f"17: never {CHINESE} '核差' is at line 1 too"),
        ('"偏差"', '"偏置量"', f"1: never {CHINESE} '偏置量' is at line 1 too"),
        (f'{ENGLISH} = "bias"', f'{ENGLISH} = "Kernel"', f"17: {ENGLISH} 'kernel' is at line 1 too"),
        (f'{CHINESE} = "偏置"', f'{CHINESE} = "核置"', f"17: {CHINESE} '核置' is at line 1 too"),
        ('"bias of a study"', '"a study"', f"1: not_in {ENGLISH} 'a study' does not have 'bias' in it"),
        ('"偏置镜"', '"镜"', f"1: not_in {CHINESE} '镜' does not have '偏置' in it"),
        ('id = "bias"', 'id = "kernel"', "17: id 'glossary.kernel' is at line 1 too"),
        ('id = "bias"', 'id = "The bias"', "1: id 'The bias': expected words of a-z and 0-9 joined by - and ."),
    ],
)
def test_a_contradiction_or_a_repetition_is_found_with_its_line(root, old, new, message):
    assert old in TERM
    said = problems(root, TERM.replace(old, new, 1) + "\n" + OTHER)
    assert f"{GLOSSARY}:{message}" in said


def test_the_reason_is_said_in_the_language_of_who_reads_it_where_the_glossary_has_it(root):
    (root / GLOSSARY).write_text(TERM, encoding="utf-8")
    pages = [page(CHINESE, "偏差\n"), page(ENGLISH, "time bias\n")]
    for_chinese, for_english = problems_in("glossary", pages, root)
    assert for_chinese.written(CHINESE).endswith("不是误差")
    assert for_chinese.written(ENGLISH).endswith("it is no error")
    assert for_english.written(CHINESE).endswith("it is no time")
    assert from_json(for_chinese.message.as_json()).written(CHINESE) == for_chinese.message.written(CHINESE)


def test_a_longer_wording_may_be_refused_although_a_part_of_it_is_agreed(root):
    assert problems(root, TERM) == []
    assert "'偏置量': the agreed word" in problems(root, TERM, page(CHINESE, "偏置量\n"))[0]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('group = "arrays"', 'group = "arays"', 1),
        (f'{CHINESE} = "偏置"\n', "", 1),
        (f'meaning.{CHINESE} = "一个数。"\n', "", 1),
        (f"never.{ENGLISH}", "never.fr", 1),
        (f"also.{ENGLISH}", "also.fr", 1),
        (f'also.{ENGLISH} = ["offset", "bias term"]', f'also.{ENGLISH} = "offset"', 1),
        ("everyday = true", 'everyday = "yes"', 1),
        (f"not_in.{ENGLISH}", "not_in.fr", 1),
        (f'not_in.{ENGLISH} = ["bias of a study"]', f'not_in.{ENGLISH} = "bias of a study"', 1),
        (f'why.{ENGLISH} = "it is no time"', f'why.{CHINESE} = "不是时间"', 1),
        (f', why.{CHINESE} = "不是误差"', "", 1),
        (f'why.{ENGLISH} = "it is no time"', f'why.{ENGLISH} = ""', 1),
        ('words = ["time bias"]', 'word = "time bias"', 1),
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
    assert said == [f"{GLOSSARY}:17: no page lists glossary.kernel; add a fence for the group 'layer'"]


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
