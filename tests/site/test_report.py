"""The tables that the build makes of what it knows."""

import html
import re
import tomllib
from dataclasses import replace

import pytest

from rnnformula import FRAMEWORKS, InputError
from rnnformula.language import LANGUAGES, words
from rnnformula.site import report
from rnnformula.site.book.known import read_written_layer, write_layer
from rnnformula.site.book.measured import HARMLESS_KIND, DetectorScore, DetectorScores, MutationRate, MutationRates
from rnnformula.site.book.pages import Page
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.terms import GROUPS
from rnnformula.site.checks import CHECKS
from rnnformula.site.checks.checked import Checked
from rnnformula.site.examples import pool
from rnnformula.site.fences.loading import read_book
from rnnformula.site.publish.verifying import check_published
from rnnformula.site.reports import REPORTS
from rnnformula.site.reports.table_cells import OPEN_PLACES, places
from rnnformula.site.reports.versions import MAKERS
from tests.conftest import ROOT, project_examples
from tests.languages import CHINESE, ENGLISH
from tests.site.books import book_of

FENCE = f"""\
```python exec="on"
from rnnformula.site import report

print(report.markdown("NAME", lang="{ENGLISH}"))
```
"""


pytestmark = pytest.mark.xdist_group("report")

#: What a preview can't tell.
RUNS = [name for name, maker in REPORTS.items() if maker.runs]


@pytest.fixture(scope="module")
def facts():
    """The project's facts without a build."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return report.read_facts()


@pytest.fixture(scope="module")
def built(facts):
    """The project's facts as a build has them: its examples have run."""
    yield replace(facts, examples=project_examples(), preview=False)
    pool.close()


def rows(table):
    """The cells of a Markdown table below its head."""
    lines = [line for line in table.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def layer_in(cell):
    """The layer that a cell begins with."""
    return html.unescape(re.match("<code>(.*?)</code>", cell)[1].replace("<wbr>", ""))


def problem_of(fence):
    return [
        problem.message for _, problem in book_of([Page(ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", fence)]).unread
    ]


def test_a_fence_asks_for_a_report_by_its_name():
    book = book_of([Page(ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", FENCE.replace("NAME", "examples"))])
    assert [(fence.report, fence.lang) for fence in book.fences] == [("examples", ENGLISH)]
    assert not book.unread


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("NAME", "exampels", "fence: unknown report 'exampels'; did you mean 'examples'? (known: summary, versions, "),
        ("NAME", "terms.aray", "did you mean 'terms.arrays'?"),
        (
            f'lang="{ENGLISH}"',
            f'lang="{CHINESE}"',
            f"fence: the page is written in '{ENGLISH}', the label says lang=\"{CHINESE}\"",
        ),
        ("report.markdown", "report.text", "fence: expected `from rnnformula.site import report"),
        ("import report\n", "import reports\n", "fence: expected `from rnnformula.site import report"),
        ("print(", "import os\nprint(", "fence: expected `from rnnformula.site import report"),
        (f', lang="{ENGLISH}"', "", "fence: expected `from rnnformula.site import report"),
        ('exec="on"', 'exec="on" source="above"', 'fence: unknown option source="above"'),
        ('exec="on"', "", "fence: option exec is missing"),
    ],
)
def test_a_fence_that_asks_in_another_way_is_refused(old, new, message):
    assert old in FENCE
    fence = FENCE.replace(old, new).replace("NAME", "examples")
    assert len(problem_of(fence)) == 1
    assert message in problem_of(fence)[0]


def test_an_unknown_report_is_refused_with_the_nearest(facts):
    with pytest.raises(InputError, match="unknown report 'version'; did you mean 'versions'"):
        report.markdown("version", lang=ENGLISH, facts=facts)
    with pytest.raises(InputError, match="unknown language 'fr'"):
        report.markdown("versions", lang="fr", facts=facts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_one_table_with_labels_in_each_language(built, name, lang):
    written = report.write_report(name, lang=lang, facts=built)
    assert len({line.count(" | ") for line in written.table.splitlines()}) == 1
    assert len(rows(written.table)) >= (1 if name == "waiting_sections" else 2)  # where nothing waits, it says so
    assert report.markdown(name, lang=lang, facts=built) == f"{written.lead}\n\n{written.table}".lstrip()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_that_is_looked_up_is_folded_under_a_line_with_the_number_of_its_rows(built, lang):
    folded = {}
    for name in REPORTS:
        written = report.write_report(name, lang=lang, facts=built)
        if written.fold:
            assert str(len(rows(written.table))) in written.fold
            folded[name] = written.searched
    assert [name for name, searched in folded.items() if searched] == ["framework_arrays", "keras_aliases"]
    assert {"layers", "examples", "known_counts", "checks", "versions"} < folded.keys()


def test_a_table_without_rows_is_not_folded(facts):
    assert report.write_report("layers", lang=ENGLISH, facts=facts).fold == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_summary_says_first_whether_the_build_is_verified_and_with_what(built, lang):
    lead = report.write_report("summary", lang=lang, facts=built).lead
    assert lead.startswith("**" + words(lang)["verified"].partition("**")[2].partition("**")[0])
    assert f"Keras {built.examples.versions['keras']}" in lead
    wrong = built.checked | {"ids": Checked(2, [Problem("a.md", 1, "x")])}
    lead = report.write_report("summary", lang=lang, facts=replace(built, checked=wrong)).lead
    assert lead == words(lang)["not_verified"].format(1)


def test_how_much_was_found_is_said_for_all_changes_that_make_something_false(facts, monkeypatch):
    rates = (
        MutationRate("digits", "all", 30, 30, 20),
        MutationRate("shapes", "one", 10, 9, 4),
        MutationRate(HARMLESS_KIND, "", 60, 0, 0),
    )
    monkeypatch.setitem(vars(facts.book), "mutation_rates", MutationRates(rates, ()))
    lead = report.write_report("mutations", lang=ENGLISH, facts=facts).lead
    assert lead == words(ENGLISH)["changes_found"].format(40, "97.5\N{NO-BREAK SPACE}%", "60\N{NO-BREAK SPACE}%")
    lead = report.write_report("mutations", lang=CHINESE, facts=facts).lead
    assert lead == words(CHINESE)["changes_found"].format(40, "97.5%", "60%")
    monkeypatch.setitem(vars(facts.book), "mutation_rates", MutationRates((), ()))
    assert report.write_report("mutations", lang=ENGLISH, facts=facts).lead == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_detector_is_shown_with_what_it_goes_by_and_its_scores(facts, lang, monkeypatch):
    scores = DetectorScore("dates", "Date", 3, 1, 2, 4), DetectorScore("ours", "Ours", 999, 0, 1, 0)
    monkeypatch.setitem(vars(facts.book), "detector_scores", DetectorScores(1000, scores))
    label = words(lang)
    assert rows(report.markdown("detector_scores", lang=lang, facts=facts)) == [
        ["Date", label["detector_dates"], "0.750", "0.600", "0.666"],
        ["Ours", label["detector_ours"], "1.000", "0.999", "0.999"],
    ]
    lead = report.write_report("detector_scores", lang=lang, facts=facts).lead
    assert lead == label["detectors_scored"].format("1,000")
    monkeypatch.setitem(vars(facts.book), "detector_scores", DetectorScores(0, ()))
    assert report.write_report("detector_scores", lang=lang, facts=facts).lead == ""


def test_more_than_a_few_places_are_folded_in_their_cell_and_each_is_named_once():
    assert places(["a", "b", "a"], ENGLISH) == "a<br>b"
    assert places("abca", ENGLISH) == "<details><summary>3 places</summary>a<br>b<br>c</details>"


def test_no_layer_has_a_cell_of_many_lines(built):
    for row in rows(report.markdown("layers", lang=ENGLISH, facts=built)):
        assert re.sub("<details>.*</details>", "", row[0]).count("<br>") <= OPEN_PLACES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_report_is_on_a_page_of_each_language(facts, lang):
    shown = [fence.report for fence in facts.book.fences if fence.report and fence.page.lang == lang]
    assert sorted(shown) == sorted(REPORTS)


def test_every_example_has_a_row_with_its_pages_and_its_verdict(built):
    table = rows(report.markdown("examples", lang=ENGLISH, facts=built))
    names = sorted(file.name for file in (ROOT / "snippets").glob("*.py"))
    assert [re.search(r"\(snippets/([^)]*)\)", row[0])[1] for row in table] == names
    assert {row[2] for row in table} == {"equal"}
    of = {name: (row[0].partition("<br>")[2], row[1]) for name, row in zip(names, table, strict=True)}
    assert of["rnnformula_count.py"] == ("[Why does my RNN have N parameters?](.)", "no")
    assert of["simple_rnn_ten_units.py"] == ("[Why 120?](cases/ten_units/)", "yes")


def test_an_example_that_differs_from_its_record_or_fails_is_told(built):
    names = list(built.examples.codes)
    broken = replace(
        built.examples, unrecorded=frozenset(names[:1]), faults={built.examples.codes[names[1]].strip(): "ValueError"}
    )
    table = rows(report.markdown("examples", lang=ENGLISH, facts=replace(built, examples=broken)))
    assert [row[2] for row in table].count("different") == 2


def test_every_layer_that_a_label_speaks_of_is_compared(built):
    table = {layer_in(row[0]): row for row in rows(report.markdown("layers", lang=ENGLISH, facts=built))}
    labels = [fence for fence in built.book.fences if fence.tallies]
    assert labels
    layers = [(label, tally) for label in labels for tally in label.tallies if tally.layer not in FRAMEWORKS]
    for label, tally in layers:
        assert read_written_layer(write_layer(tally)).rows == tally.rows
        where, numbers = table[write_layer(tally)]
        number = f"{tally.count:,}"
        assert numbers == f"{number}&nbsp;= {number}"
        title = next(page.title for page in built.book.pages if page.lang == ENGLISH and page.path == label.page.path)
        assert f"[{title}](" in where


def test_every_kind_of_layer_that_an_example_leaves_behind_is_compared_once(built):
    comparisons = [
        comparison for comparison in built.examples.comparisons if comparison.snippet == "simple_rnn_stacked.py"
    ]
    assert sorted((layer.compared.layer, layer.compared.formula, layer.compared.keras) for layer in comparisons) == [
        ("Dense units=1 features=4", 5, 5),
        ("SimpleRNN units=4 features=3", 32, 32),
        ("SimpleRNN units=4 features=4", 36, 36),
    ]
    assert {layer.pages for layer in comparisons} == {("cases/stacked_layers.md",)}
    no_bias = [layer.compared.layer for layer in built.examples.comparisons if layer.snippet == "simple_rnn_no_bias.py"]
    assert "SimpleRNN units=2 features=3 use_bias=false" in no_bias


def test_two_numbers_that_differ_are_not_shown_as_equal(built):
    first = built.examples.comparisons[0]
    wrong = replace(first, compared=replace(first.compared, keras=7))
    table = report.markdown(
        "layers", lang=ENGLISH, facts=replace(built, examples=replace(built.examples, comparisons=(wrong,)))
    )
    assert "&nbsp;≠ 7" in table


def test_every_check_has_a_row_with_what_it_found(facts):
    checked = facts.checked | {"ids": Checked(1234, [Problem("a.md", 1, "x"), Problem("a.md", 2, "x")])}
    table = rows(report.markdown("checks", lang=ENGLISH, facts=replace(facts, checked=checked)))
    assert len(table) == len(CHECKS)
    assert table[list(CHECKS).index("ids")][1:] == ["1,234 ids", "2"]
    assert [row[2] for row in rows(report.markdown("checks", lang=CHINESE, facts=facts))] == ["0"] * len(CHECKS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_has_labels(lang):
    assert {f"{kind}_{name}" for kind in ("check", "things") for name in CHECKS} <= words(lang).keys()


def test_every_number_seen_elsewhere_has_a_row(facts):
    table = rows(report.markdown("known_counts", lang=ENGLISH, facts=facts))
    known = facts.book.known_counts
    assert len(table) == len(known)
    assert [row[1] for row in table] == [f"{row.count:,}&nbsp;= {row.count:,}" for row in known]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_has_a_row_with_its_id_and_the_readers_language_first(facts, lang):
    for group in GROUPS:
        table = rows(report.markdown(f"terms.{group}", lang=lang, facts=facts))
        terms = [term for term in facts.book.terms if term.group == group]
        assert len(table) == len(terms) > 0
        for row, term in zip(table, terms, strict=True):
            other = next(word for name, word in term.words.items() if name != lang)
            assert row[0] == f"[**{term.words[lang]}**](#{term.id}){{: #{term.id} }}<br>{other}"
            assert row[1].startswith(term.meaning[lang])
            _, _, others = row[1].partition(words(lang)["also"])
            assert all(word in others for word in term.also.get(lang, ()))
            assert all(f"`{name}`" in others for name in term.names)
            _, _, refused = row[1].partition(words(lang)["never"])
            assert all(entry.wording in refused for entry in term.never.get(lang, ()))
            assert {refused.count(entry.why[lang]) for entry in term.never.get(lang, ())} <= {1}


def test_what_makes_the_pages_is_a_declared_dependency(facts):
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    declared = {re.match(r"[\w-]+", need)[0] for need in (*groups["docs"], *groups["check"])}
    assert set(MAKERS) <= declared


def test_without_a_build_the_tables_say_that_nothing_was_run(facts):
    for name in RUNS:
        assert report.markdown(name, lang=ENGLISH, facts=facts).startswith("**Preview: nothing was run.")
    assert rows(report.markdown("layers", lang=ENGLISH, facts=facts)) == []
    assert {row[2] for row in rows(report.markdown("examples", lang=ENGLISH, facts=facts))} == {"not run"}
    frameworks = {row[0]: row[2] for row in rows(report.markdown("versions", lang=ENGLISH, facts=facts))}
    assert frameworks["Keras"] == frameworks["TensorFlow"] == "in the record; nothing was run"
    assert "NumPy" not in frameworks
    assert "compared" not in report.markdown("summary", lang=ENGLISH, facts=facts)


def test_a_built_page_runs_no_preview(built):
    for name in RUNS:
        assert "Preview" not in report.markdown(name, lang=ENGLISH, facts=built)
    frameworks = {row[0]: row[2] for row in rows(report.markdown("versions", lang=ENGLISH, facts=built))}
    assert frameworks["NumPy"] == frameworks["Keras"] == "runs the examples"


@pytest.fixture
def reporting(good):
    """The small site with all reports on its page."""
    for lang in LANGUAGES:
        fences = "".join(
            f"\n[](){{#small.{name.replace('_', '-')}}}\n\n"
            + FENCE.replace("NAME", name).replace(f'"{ENGLISH}"', f'"{lang}"')
            for name in REPORTS
        )
        good.edit(f"docs/{lang}/index.md", lambda text, fences=fences: f"{text}\n{fences}")
    assert good.make("ids").returncode == 0
    return good


@pytest.mark.long
def test_the_build_shows_its_tables_and_verifies_their_ids(reporting):
    done = reporting.make("site")
    assert done.returncode == 0, done.stdout + done.stderr
    for name, address in (
        ("site/index.html", "snippets/small.py"),
        (f"site/{CHINESE}/index.html", "../snippets/small.py"),
    ):
        page = reporting.read(name)
        assert len(re.findall('<div class="report report-[a-z_.-]+">', page)) == len(REPORTS)
        assert page.count('<details class="folded"') == len([kind for kind in REPORTS.values() if kind.fold])
        assert len(
            re.findall(
                r'<details class="folded"><summary>[^<]*</summary><section data-search-exclude><div class="scroll"',
                page,
            )
        ) == len([kind for kind in REPORTS.values() if not kind.searched])
        assert f'href="{address}"' in page
        assert "<code>SimpleRNN units=10 features=1</code>" in page
        assert "120&nbsp;= 120" in page
        assert re.search(r'<a data-tag="\w{4}" href="#glossary\.bias" id="glossary\.bias">', page)
    book = read_book(reporting.folder)
    assert check_published(book, reporting.folder / "site") == []
    reporting.replace(f"site/{CHINESE}/index.html", 'id="glossary.bias"', "")
    assert "the id 'glossary.bias' is not in" in str(check_published(book, reporting.folder / "site")[0])


@pytest.mark.long
def test_a_preview_shows_that_nothing_was_run(reporting):
    done = reporting.make("preview-site")
    assert done.returncode == 0, done.stdout + done.stderr
    page = reporting.read("preview/index.html")
    assert page.count("Preview: nothing was run.") == len(RUNS)
    assert "120&nbsp;= 120" in page, "known counts need no framework"
    assert "compared with Keras" not in page
