"""Each check of the pages, on small pages in memory, then on the project's own with one digit changed."""

import re
from dataclasses import replace

import pytest

from rnnformula import FAMILIES
from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.site.__main__ import looked_at
from rnnformula.site.book.known import read_known_counts
from rnnformula.site.book.pages import Page, read_pages
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import KNOWN_COSTS, KNOWN_COUNTS, KNOWN_OUTPUTS, load_sources
from rnnformula.site.checks import CHECKS, problems_of, run_checks, run_checks_apart
from rnnformula.site.examples.planning import plan
from tests.conftest import ROOT, project_book, project_pages
from tests.languages import CHINESE, ENGLISH
from tests.site.books import book_of, problems_in, things_in

LABEL = """\
```python exec="on"
from rnnformula import derive, render

print(render.markdown(derive("SimpleRNN", units=10, features=1), lang="{lang}"))
```
"""
GOOD = {
    ENGLISH: "# Title {#page}\n\nIt has 10 units.\n\n## Part {#page.part}\n\nSo [there](#page): $10 + 1 = 11$\n\n"
    + LABEL,
    CHINESE: "# 标题 {#page}\n\n它有 10 个单元。\n\n## 部分 {#page.part}\n\n[那里](#page)：$10 + 1 = 11$\n\n" + LABEL,
}


def page(lang, source, path="page.md"):
    return Page(lang, path, f"docs/{lang}/{path}", source.replace("{lang}", lang))


def pair(old="", new="", lang=CHINESE):
    """The good pages, one of them with a change."""
    sources = dict(GOOD)
    if old:
        assert old in sources[lang]
        sources[lang] = sources[lang].replace(old, new)
    return [page(name, source) for name, source in sources.items()]


def messages(problems):
    return [str(problem) for problem in problems]


@pytest.mark.xdist_group("pages")
def test_the_projects_own_pages_pass():
    assert messages(problems_of(run_checks(project_book()))) == []


def test_good_pages_have_the_same_skeleton():
    assert problems_in("structure", pair()) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "{#page.part}",
            "{#page.other}",
            f"docs/{CHINESE}/page.md:5 [{CHINESE}]: heading '## … {{#page.other}}' differs from",
        ),
        ("## 部分", "### 部分", f"docs/{CHINESE}/page.md:5 [{CHINESE}]: heading '### … {{#page.part}}' differs from"),
        ("$10 + 1 = 11$", "", f"equation '10 + 1 = 11' has no partner in docs/{CHINESE}/page.md"),
        ("(#page)", "(#page.part)", f"link '#page.part' has no partner in docs/{ENGLISH}/page.md"),
        ("[那里](#page)", "那里", f"link '#page' has no partner in docs/{CHINESE}/page.md"),
        ("它有", "![图](figure.svg)它有", f"image 'figure.svg' has no partner in docs/{ENGLISH}/page.md"),
        ("它有", "[](){#page.table}\n\n它有", f"id 'page.table' has no partner in docs/{ENGLISH}/page.md"),
        ("features=1)", "features=2)", "fence "),
        (
            "它有 10",
            "它有 100",
            f"other numbers than docs/{CHINESE}/page.md: only in {ENGLISH}: 10; only in {CHINESE}: 100",
        ),
        ("它有 10 个单元", "它有十个单元", "section 'page' has other numbers"),
    ],
)
def test_another_skeleton_is_found(old, new, message):
    assert any(message in said for said in messages(problems_in("structure", pair(old, new))))


def test_a_page_missing_in_one_language_is_found():
    said = [said for said in messages(problems_in("in_step", pair()[:1])) if said.startswith(f"docs/{ENGLISH}/page.md")]
    assert len(said) == 1
    assert f"new in {ENGLISH}: page:front, page, page.part; {CHINESE} lacks it" in said[0]


def test_a_folder_of_no_known_language_is_found():
    pages = [*pair(), page("fr", GOOD[ENGLISH])]
    assert any("'fr' is not a language" in said for said in messages(problems_in("structure", pages)))


TABLE = "# A {#a}\n\n| a | b |\n| --- | --- |\n| c | d |\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| c | d |\n", "", "table '2 rows of 2 cells' differs from '1 rows of 2 cells'"),
        ("| c | d |", "| c |", "table '2 rows of 2 cells' differs from '2 rows of 2 or 1 cells'"),
        (
            "| --- | --- |\n",
            "",
            f"docs/{ENGLISH}/page.md:3 [{ENGLISH}]: a row in no table; is the line of | --- | missing?",
        ),
        ("| a | b |", "x\n\n| a | b |", ""),
    ],
)
def test_another_table_is_found(old, new, message):
    said = messages(problems_in("structure", [page(ENGLISH, TABLE.replace(old, new)), page(CHINESE, TABLE)]))
    assert any(message in problem for problem in said) if message else said == []


@pytest.mark.parametrize(
    ("source", "fine"),
    [
        ("---\ndescription: A page\ngist: A page\n---\n\n# A {#a}\n", True),
        ("---\ndescription: 一页：说明\ngist: 一页：说明\n---\n\n# A {#a}\n", True),
        ("---\ndescription: A page\n---\n\n# A {#a}\n", False),
        ("---\ndescription: A page\ngist:\n---\n\n# A {#a}\n", False),
        ("# A {#a}\n", False),
        ("---\ndescription：一页\n---\n\n# A {#a}\n", False),
        ("---\ndescription: a: b\n---\n\n# A {#a}\n", False),
        ("---\ndescripton: A page\n---\n\n# A {#a}\n", False),
        ("---\ndescription:\n---\n\n# A {#a}\n", False),
        ("---\ndescription: A page\ngist: A page\ntitle: B\n---\n\n# A {#a}\n", False),
        ("---\ndescription: A page\n\n# A {#a}\n", False),
    ],
)
def test_front_matter_that_would_be_shown_as_text_is_found(source, fine):
    said = messages(problems_in("front_matter", [page(CHINESE, source)]))
    assert [problem[:37] for problem in said] == (
        [] if fine else [f"docs/{CHINESE}/page.md:1 [{CHINESE}]: front matter:"]
    )


@pytest.mark.parametrize(
    ("gist", "title", "message"),
    [
        ("a" * 64, "A" * 36, ""),
        ("a" * 65, "A", "gist: expected at most 64 letters without a full stop, got"),
        ("页" * 33, "A", "gist: expected at most 64 letters"),
        ("A sentence.", "A", "gist: expected"),
        ("一句话。", "A", "gist: expected"),
        ("a", "A" * 37, "title: expected at most 36 letters, got"),
        ("a", "页" * 19, "title: expected at most 36 letters"),
    ],
)
def test_a_gist_or_a_title_that_is_too_long_for_its_place_is_found(gist, title, message):
    source = f"---\ndescription: A page\ngist: {gist}\n---\n\n# {title} {{#a}}\n"
    said = messages(problems_in("front_matter", [page(ENGLISH, source)]))
    assert [message in problem for problem in said] == [True] * bool(message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("- [What is B?](b.md)", ""),
        ("- see [What is B?](b.md), and more", ""),
        ("- [the part](b.md#b.part)", ""),
        ("- [elsewhere](https://example.org/b.md)", ""),
        ("In the text it is [B](b.md).", ""),
        ("- [B](b.md)", "link 'B': in a list it has the title of b.md, which is 'What is B?'"),
        ("1. [What](b.md)", "link 'What': in a list"),
        ("- more:\n    - [`What` is](b.md)", "link 'What is': in a list"),
    ],
)
def test_a_link_in_a_list_with_another_text_than_the_title_is_found(line, message, tmp_path):
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - layers/a.md\n  - layers/b.md\n")
    linking = page(ENGLISH, f"# A {{#a}}\n\n{line}\n", "layers/a.md")
    linked = page(ENGLISH, "# What is `B`? {#b}\n\n## Part {#b.part}\n", "layers/b.md")
    said = messages(problems_in("links", [linking, linked], tmp_path))
    number = 3 + line.count("\n")
    assert [problem.startswith(f"docs/{ENGLISH}/layers/a.md:{number} ") for problem in said] == [True] * bool(message)
    assert all(message in problem for problem in said)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("b.md", ""),
        ("b.md#b.part", ""),
        ("#a", ""),
        ("https://example.org/nowhere", ""),
        ("c.md", "there is no page layers/c.md"),
        ("../b.md", "there is no page b.md"),
        ("b.md#b.prat", "layers/b.md has no id 'b.prat'"),
        ("#b", "layers/a.md has no id 'b'"),
    ],
)
def test_a_link_to_nowhere_is_found(target, message, tmp_path):
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - layers/a.md\n  - layers/b.md\n")
    linking = page(ENGLISH, f"# A {{#a}}\n\n[there]({target})\n", "layers/a.md")
    linked = page(ENGLISH, "# B {#b}\n\n## Part {#b.part}\n", "layers/b.md")
    said = messages(problems_in("links", [linking, linked], tmp_path))
    assert said == ([f"docs/{ENGLISH}/layers/a.md:3 [{ENGLISH}]: link {target!r}: {message}"] if message else [])


def test_a_page_that_the_menu_lacks_is_found(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - other.md\n")
    assert (
        messages(problems_in("links", pair(), tmp_path))[0]
        == f"docs/{ENGLISH}/page.md:1 [{ENGLISH}]: nav in mkdocs.yml lacks page.md; no menu would lead to the page"
    )


@pytest.mark.parametrize(("section", "found"), [("Cases", False), ("Case", True), ("案例", True)])
def test_a_section_of_the_menu_that_other_languages_have_no_name_for_is_found(section, found, tmp_path):
    (tmp_path / "mkdocs.yml").write_text(f"nav:\n  - page.md\n  - {section}:\n      - b.md\n", encoding="utf-8")
    said = messages(problems_in("links", pair(), tmp_path))
    message = f"mkdocs.yml:3: the section {section!r} has no label section_... in rnnformula/language/{DEFAULT}.py"
    message += "; other languages would show it untranslated"
    assert said == [message] * found


@pytest.mark.parametrize(
    ("path", "source", "found"),
    [("layers/a.md", "above", True), ("layers/a.md", "folded", False), ("cases/a.md", "above", False)],
)
def test_on_a_page_of_a_layer_code_is_folded(path, source, found):
    fence = f'```python exec="on" source="{source}" result="text"\n--8<-- "lstm_kernel.py"\n```\n'
    said = messages(problems_in("structure", [page(lang, f"# A {{#a}}\n\n{fence}", path) for lang in LANGUAGES]))
    message = 'fence: code on a page of layers/ is folded; write source="folded"'
    assert said == [f"docs/{lang}/{path}:3 [{lang}]: {message}" for lang in LANGUAGES] * found


def test_the_digit_of_an_include_is_no_number():
    fence = '\n```python exec="on" source="above" result="text"\n--8<-- "x.py"\n```\n'
    said = messages(problems_in("structure", [page(ENGLISH, "# A {#a}\n" + fence), page(CHINESE, "# 甲 {#a}\n")]))
    assert len(said) == 1
    assert f"has no partner in docs/{CHINESE}/page.md" in said[0]


def test_a_fence_that_is_never_closed_is_the_only_thing_said_of_the_page():
    source = '# A {#a}\n\n```python exec="on" source="above" result="text"\n--8<-- "x.py"\n\n130 more\n'
    assert problems_in("numbers", [page(ENGLISH, source)]) == []
    said = messages(problems_in("records", [page(ENGLISH, source)]))
    assert said == [f"docs/{ENGLISH}/page.md:3 [{ENGLISH}]: fence: it is opened here and never closed"]


def test_a_page_with_a_byte_order_mark_is_read_and_one_in_another_encoding_is_refused(tmp_path):
    folder = tmp_path / "docs" / CHINESE
    folder.mkdir(parents=True)
    (folder / "page.md").write_bytes("\ufeff# 标题 {#page}\n".encode())
    assert [heading.id for heading in read_pages(load_sources(tmp_path))[0].headings] == ["page"]
    (folder / "page.md").write_bytes("# 标题 {#page}\n".encode("gbk"))
    with pytest.raises(SiteError, match=rf"docs/{CHINESE}/page.md:1: the file is not UTF-8"):
        read_pages(load_sources(tmp_path))


def test_words_inside_an_equation_may_differ():
    pages = [page(ENGLISH, "# A {#a}\n\n$\\text{bias}$\n"), page(CHINESE, "# 甲 {#a}\n\n$\\text{偏置}$\n")]
    assert problems_in("structure", pages) == []


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("# Title\n", f"docs/{ENGLISH}/page.md:1 [{ENGLISH}]: heading 'Title' has no id"),
        ("# 标题{#page}\n", "heading '标题{#page}' has no id"),
        ("# Title {#_1}\n", "id '_1': expected words of a-z and 0-9"),
        ("# Title {#Page}\n", "id 'Page': expected words"),
        (
            "# Title {#page}\n\n## Again {#page}\n",
            f"docs/{ENGLISH}/page.md:3 [{ENGLISH}]: id 'page' is used at docs/{ENGLISH}/page.md:1 too",
        ),
        ("# Title {#page}\n\n[](){#page}\n", f"id 'page' is used at docs/{ENGLISH}/page.md:1 too"),
        (
            "# Title {#page}\n\n# Again {#page.two}\n",
            "a page begins with its one # heading, its title in the menu; found 2",
        ),
        ("## Title {#page}\n", "a page begins with its one # heading, its title in the menu; found 0"),
        (
            "# Title {#page}\n\n| a |\n| - |\n{#table}\n",
            f"docs/{ENGLISH}/page.md:5 [{ENGLISH}]: an id stands behind a heading",
        ),
    ],
)
def test_a_missing_malformed_or_repeated_id_is_found(source, message):
    assert any(message in said for said in messages(problems_in("ids", [page(ENGLISH, source)])))


def test_an_id_is_unique_in_the_whole_site():
    pages = [page(ENGLISH, "# A {#same}\n", "a.md"), page(ENGLISH, "# B {#same}\n", "b.md")]
    assert messages(problems_in("ids", pages)) == [
        f"docs/{ENGLISH}/b.md:1 [{ENGLISH}]: id 'same' is used at docs/{ENGLISH}/a.md:1 too; a link leads to one place"
    ]


def test_ids_of_headings_and_anchors_pass():
    assert problems_in("ids", [page(ENGLISH, "# A {#a.b-c}\n\n[](){#a.table}\n\n| x |\n| - |\n")]) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It has 10 units and 120 parameters.", []),
        ("It has 1,234 parameters.", ["1234"]),
        ("有 130 个参数。", ["130"]),
        ("## 130 {#x}", ["130"]),
        ("| 130 |\n| --- |\n| 131 |", ["130", "131"]),
        ("$130$", ["130"]),
        ("$1{,}300$", ["1300"]),
        ("`SimpleRNN(130)`", ["130"]),
        ("```text\n130\n```", ["130"]),
        ("It differs by 1e-5 or 0.25.", ["1e-5", "0.25"]),
        ("Keras 3 and TensorFlow 2.99 name simple_rnn_22 and W_7 [here](#id-77).", []),
    ],
)
def test_a_number_that_no_example_printed_is_found(sentence, found):
    pages = [page(ENGLISH, f"# Title {{#page}}\n\n{LABEL}\n{sentence}\n")]
    said = [
        problem.message.removesuffix(" is printed by no example of this page; a number comes from something that ran")
        for problem in problems_in("numbers", pages)
    ]
    assert said == found


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("$10 + 1 = 11$ and 10 × 10 + 1 × 10 + 10 = 120", False),
        ("$10 + 1 = 12$", True),
        ("10 × (1 + 10 + 1) = 10 × 12 = 110", True),
        ("$10 \\times 12 = 100$", True),
        ("$\\units = 10$, features = 1", False),
    ],
)
def test_a_sum_that_does_not_add_up_is_found(sentence, wrong):
    pages = [page(ENGLISH, f"# Title {{#page}}\n\n{LABEL}\n{sentence}\n")]
    assert any(" is wrong: " in said for said in messages(problems_in("numbers", pages))) is wrong


def test_snippets_and_records_without_each_other_are_found(tmp_path):
    expected = tmp_path / "snippets" / "expected"
    expected.mkdir(parents=True)
    (tmp_path / "snippets" / "shown.py").write_text("print(1)\n")
    (tmp_path / "snippets" / "hidden.py").write_text("print(1)\n")
    (expected / "orphan.txt").write_text("1\n")
    fence = '```python exec="on" source="above" result="text"\n--8<-- "shown.py"\n```\n'
    said = messages(problems_in("records", [page(ENGLISH, f"# A {{#a}}\n\n{fence}")], tmp_path))
    unrecorded = "nobody recorded its output; where TensorFlow is installed, run `make record`"
    assert said == [
        f"docs/{ENGLISH}/page.md:3 [{ENGLISH}]: snippets/shown.py:1: {unrecorded}",
        "snippets/hidden.py:1: no page shows this snippet; show it in every language, or delete it",
        "snippets/expected/orphan.txt:1: no page shows the snippet of this record; delete it",
    ]


def test_a_record_that_can_not_be_what_the_snippet_prints_is_found_without_running_it(tmp_path):
    fence = '```python exec="on" source="above" result="text"\n--8<-- "shown.py"\n```\n'
    pages = [page(ENGLISH, f"# A {{#a}}\n\n{fence}")]
    code, record = tmp_path / "snippets" / "shown.py", tmp_path / "snippets" / "expected" / "shown.txt"
    record.parent.mkdir(parents=True)
    code.write_text("print(1)\n")
    book_of(pages, tmp_path).recorded.write(tmp_path, {"shown.py": ("print(1)\n", "1\n")})
    assert problems_in("records", pages, tmp_path) == []
    record.write_text("2\n")
    assert "was edited by hand" in messages(problems_in("records", pages, tmp_path))[0]
    record.write_text("1\n")
    book_of(pages, tmp_path).recorded.write(tmp_path, {"shown.py": ("print(1)\n", "1\n")}, {"shown.py": [1]})
    assert problems_in("records", pages, tmp_path) == []
    index = record.with_name("index.json")
    index.write_text(index.read_text().replace('"counted": "1"', '"counted": "48"'))
    assert "its record has no 48, which" in messages(problems_in("records", pages, tmp_path))[0]
    code.write_text("print(2)\n")
    assert "it changed since its output was recorded" in messages(problems_in("records", pages, tmp_path))[0]


@pytest.mark.parametrize(("units", "confirmed"), [(10, True), (9, False)])
@pytest.mark.parametrize("layer", ["SimpleRNN({units})", "TimeDistributed(SimpleRNN({units}))"])
def test_a_layer_that_keras_does_not_have_must_be_recorded(monkeypatch, layer, units, confirmed):
    monkeypatch.setitem(FAMILIES, "SimpleRNN", replace(FAMILIES["SimpleRNN"], snippet="simple.py"))
    label = LABEL.replace('"SimpleRNN", units=10', f'"{layer.format(units=units)}"')
    known = f"layers,count,origin,version\n{layer.format(units=10)} features=1,120,a person,1\n"
    book = book_of([page(ENGLISH, f"# A {{#a}}\n\n{label}")])
    monkeypatch.setitem(book.__dict__, "known_counts", read_known_counts(known))
    planned = plan(book)
    said = [message for message in messages(planned.problems) if "must say what that of its snippet counts" in message]
    assert (said == []) is confirmed
    assert not planned.claims, "Keras can't be asked to build it"


@pytest.mark.parametrize(("layers", "confirmed"), [(2, True), (9, False)])
def test_a_layer_of_another_framework_must_be_recorded(layers, confirmed):
    label = LABEL.replace(
        '"SimpleRNN", units=10, features=1', f'"torch.nn.GRU", units=4, features=3, num_layers={layers}'
    )
    pages = [page(ENGLISH, f"# A {{#a}}\n\n{label}")]
    said = [message for message in messages(plan(book_of(pages)).problems) if "no framework confirmed it" in message]
    assert (said == []) is confirmed


def test_data_belongs_to_the_snippet_that_names_it(tmp_path):
    fence = '```python exec="on" source="above" result="text"\n--8<-- "shown.py"\n```\n'
    pages = [page(ENGLISH, f"# A {{#a}}\n\n{fence}")]
    data = tmp_path / "snippets" / "data" / "numbers.json"
    data.parent.mkdir(parents=True)
    code = "print(open('snippets/data/numbers.json').read())\n"
    (tmp_path / "snippets" / "shown.py").write_text(code)
    data.write_text("[1]")
    book = book_of(pages, tmp_path)
    book.recorded.write(tmp_path, {name: (job.source, "[1]\n") for name, job in plan(book).jobs.items()})
    assert problems_in("records", pages, tmp_path) == []
    data.write_text("[2]")
    assert "it changed since its output was recorded" in messages(problems_in("records", pages, tmp_path))[0]
    data.rename(data.with_name("others.json"))
    unread = "snippets/data/others.json:1: no snippet reads this file; name it in a snippet, or delete it"
    assert unread in messages(problems_in("records", pages, tmp_path))


BLOCKS = (
    "# A {#a}\n\n[](){#a.table}\n\n| a |\n| --- |\n| b |\n\n[](){#a.formula}\n\n$$\nx\n$$\n\n[](){#a.label}\n\n" + LABEL
)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("", "", ""),
        ("[](){#a.table}\n\n", "", f"docs/{ENGLISH}/page.md:3 [{ENGLISH}]: this table has no id"),
        ("[](){#a.formula}\n\n", "", f"docs/{ENGLISH}/page.md:9 [{ENGLISH}]: this formula has no id"),
        ("[](){#a.label}\n\n", "", f"docs/{ENGLISH}/page.md:15 [{ENGLISH}]: this table or figure has no id"),
        (
            "[](){#a.table}\n\n",
            "[](){#a.table}\n\ntext\n\n",
            f"docs/{ENGLISH}/page.md:7 [{ENGLISH}]: this table has no id",
        ),
    ],
)
def test_a_table_figure_or_formula_without_an_id_is_found(old, new, message):
    assert old in BLOCKS
    pages = [page(ENGLISH, BLOCKS.replace(old, new))]
    assert things_in("blocks", pages) == 3
    said = messages(problems_in("blocks", pages))
    remedy = "write [](){#such-an-id} on a line of its own before it, so that it can be cited"
    assert said == ([f"{message}; {remedy}"] if message else [])


@pytest.mark.xdist_group("pages")
def test_a_check_tells_how_much_it_looked_at():
    pages = project_pages()
    whole, half = (run_checks(book_of(some)) for some in (pages, pages[: len(pages) // 2]))
    assert list(whole) == list(CHECKS)
    for name, checked in whole.items():
        independent = name in (
            "known_counts",
            "known_costs",
            "equations",
            "glossary",
            "in_step",
            "ledger",
        )  # of the pages
        assert checked.things > 0
        assert checked.things >= half[name].things if independent else checked.things > half[name].things, name
    said = looked_at(whole)
    assert f"front matter ({len(pages)} pages), " in said
    assert said.count("(") == len(CHECKS)


@pytest.mark.xdist_group("pages")
def test_several_processes_find_what_one_does(tmp_path):
    pages = [page(lang, source.replace("11$", "12$")) for lang, source in GOOD.items()]
    copied = ("docs/glossary.toml", "docs/formulas.toml", "docs/ids.json", "mkdocs.yml")
    for name in (*copied, KNOWN_COUNTS, KNOWN_COSTS, KNOWN_OUTPUTS):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    found = run_checks_apart(book_of(pages, tmp_path), 2)
    assert found == run_checks(book_of(pages, tmp_path))
    assert any("10 + 1" in problem.message for problem in problems_of(found))
    (tmp_path / "docs/glossary.toml").write_text("[[term]]\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"docs/glossary.toml:1: expected id") as raised:
        run_checks_apart(book_of(pages, tmp_path), 2)
    assert len(raised.value.problems) == 1


def test_every_check_is_registered():
    files = {file.stem for file in (ROOT / "rnnformula" / "site" / "checks").glob("*.py")} - {"__init__", "checked"}
    assert files == set(CHECKS)


FILES = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "docs").glob("*/**/*.md"))


@pytest.mark.xdist_group("pages")
@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "every_fifth", [pytest.param(True, id="some"), pytest.param(False, id="rest", marks=pytest.mark.long)]
)
def test_one_digit_changed_anywhere_on_any_page_is_found(file, every_fifth):
    (changed,) = (page for page in project_pages() if page.file == file)
    others = [other for other in project_pages() if other.path == changed.path and other.lang != changed.lang]
    missed = []
    items = {token.map[0] + 1 for token in changed.tokens if token.type == "list_item_open" and token.map}
    for number, match in enumerate(re.finditer(r"\d", changed.source)):
        line = changed.source[: match.start()].count("\n") + 1
        numbers_item = line in items and re.search(r"\n\s*\d*$", changed.source[: match.start()])
        if (number % 5 == 0) != every_fifth or numbers_item:  # items are numbered anew when they are shown
            continue
        at = match.start()
        digit = str((int(match[0]) + 1) % 10)
        source = changed.source[:at] + digit + changed.source[at + 1 :]
        broken = Page(changed.lang, changed.path, changed.file, source)
        if not problems_in("structure", [broken, *others]):
            missed.append(f"{changed.file}:{source[:at].count(chr(10)) + 1}: {match[0]} -> {digit}")
    assert missed == []


@pytest.mark.xdist_group("pages")
def test_there_are_digits_to_change():
    pages = project_pages()
    assert sorted(page.file for page in pages) == FILES
    assert sum(any(character.isdigit() for character in page.source) for page in pages) > len(pages) // 2


def test_an_image_that_is_not_there_is_named_with_its_line(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - page.md\n", encoding="utf-8")
    (tmp_path / "docs" / ENGLISH).mkdir(parents=True)
    (tmp_path / "docs" / ENGLISH / "there.png").write_bytes(b"")
    page = Page(ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", "# A {#a}\n\n![There](there.png)\n\n![Gone](gone.png)\n")
    said = [str(problem) for problem in problems_in("links", [page], tmp_path)]
    assert said == [f"docs/{ENGLISH}/page.md:5 [{ENGLISH}]: image 'gone.png': there is no such file"]
