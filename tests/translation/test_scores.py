"""Scenarios have the truth that they state, each rival does what its rule says, and the scores are those of today."""

import json
import re
import unicodedata
from fractions import Fraction
from functools import cache

import pytest
import yaml
from markdown_it import MarkdownIt

from rnnformula.language import LANGUAGES
from rnnformula.site.book.measured import DetectorScore, read_detector_scores
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import DETECTOR_SCORES, Sources
from tests.conftest import ROOT, project_book
from tests.languages import CHINESE, ENGLISH
from tests.translation import ours
from tests.translation.histories import TOLD, Commit, Finding, History, Needed, Scenario, Synchronise, file_of, sections
from tests.translation.rivals import Detector, rivals
from tests.translation.scenarios import Telling, edits, page_names, page_texts, scenarios
from tests.translation.scores import Counts, detectors, families, judge, judge_all, main, table, total, written

RENDERER = MarkdownIt("commonmark").enable("table")
ALIKE = {"\N{NO-BREAK SPACE}": " ", "\N{RIGHT SINGLE QUOTATION MARK}": "'", "“": '"', "”": '"'}
#: Families in which nothing needs work, and those in which everything does; of the others, some does.
STILL = {"cosmetic", "cosmetic, in the translation", "done and synchronised", "changed and changed back", "typo mended"}
LOUD = {"real", "masked", "lost in the translation", "slip in the translation", "both changed", "Chinese leads"}
#: Families whose histories end with what a reader saw before.
UNSEEN = {"cosmetic", "cosmetic, in the translation", "changed and changed back"}
#: Kinds of histories that texts alone can't tell from others: a slip of the pen mended, and work done in silence.
UNKNOWABLE = ("in the source", "in the translation", "done, not synchronised")
BY_KEY = {detector.key: detector for detector in rivals()}
PAGE = "page.md"
FIRST = "# Page {#page}\n\nOne *line*.\n\n## Part {#page.part}\n\n```python\n# why\nprint(1)\n```\n"
SECOND = "# 页 {#page}\n\n一*行*。\n\n## 部分 {#page.part}\n\n```python\n# 为何\nprint(1)\n```\n"


def no_text_can_tell(scenario):
    return scenario.family in ("typo mended", "ways of working") and scenario.kind in UNKNOWABLE


@cache
def seen(text):
    """What a reader sees of a page: its front matter as it is read, and its HTML but for blanks and comments."""
    text = text.replace("\r\n", "\n")
    _, head, body = text.split("---\n", 2)
    html = re.sub(r"<!--.*?-->", "", RENDERER.render(body))
    for mark, plain in ALIKE.items():
        html = html.replace(mark, plain).replace(mark.replace('"', "&quot;"), plain)
    html = html.replace("&quot;", '"')
    read = {key: unicodedata.normalize("NFC", value) for key, value in yaml.safe_load(head).items()}
    return read, unicodedata.normalize("NFC", re.sub(r"\s+", " ", html))


def told(*steps):
    """A history that begins with the two small texts in sync."""
    return History((files(**{ENGLISH: FIRST, CHINESE: SECOND}), Synchronise(PAGE), *steps))


def files(message="Edit", **texts):
    return Commit({file_of(PAGE, lang): text for lang, text in texts.items()}, message)


def english(text, message="Edit"):
    return files(message, **{ENGLISH: text})


def chinese(text, message="Edit"):
    return files(message, **{CHINESE: text})


def says(key, history):
    return bool(BY_KEY[key].find(history))


def test_there_are_enough_scenarios_and_each_is_told_once():
    assert len(scenarios()) >= 60
    assert len({scenario.name for scenario in scenarios()}) == len(scenarios())
    assert len({repr(scenario.steps) for scenario in scenarios()}) == len(scenarios())


def test_scenarios_are_the_same_whenever_they_are_made():
    first = scenarios()
    for cached in (scenarios, edits, page_texts):
        cached.cache_clear()
    assert scenarios() == first


def test_each_family_has_scenarios_and_says_whether_work_is_needed():
    assert set(families()) > STILL | LOUD
    by_family = {name: [bool(each.needed) for each in scenarios() if each.family == name] for name in families()}
    assert {name for name, needs in by_family.items() if not any(needs)} == STILL
    assert {name for name, needs in by_family.items() if all(needs)} == LOUD


@pytest.mark.parametrize("kind", edits())
def test_each_kind_of_edit_is_made_on_each_page(kind):
    assert sorted(edits()[kind]) == page_names()


def test_a_truth_names_pages_and_sections_that_are_or_were_there():
    for scenario in scenarios():
        history = scenario.history
        for page, _, section in scenario.needed:
            texts = (history.text(page, lang, at) for at in range(history.last + 1) for lang in TOLD)
            assert section in {name for text in texts if text is not None for name in sections(text)}, scenario.name


def test_the_pages_have_the_same_sections_in_both_languages():
    for page in page_names():
        first, second = (list(sections(page_texts(page)[lang])) for lang in TOLD)
        assert first == second
        assert len(first) >= 6


def test_what_is_cosmetic_is_seen_by_nobody_and_every_other_edit_is_seen():
    for scenario in scenarios():
        history, page = scenario.history, scenario.page
        for lang in TOLD:
            before, after = history.text(page, lang, 1), history.text(page, lang)
            if scenario.family in UNSEEN:
                assert seen(before) == seen(after), scenario.name
            elif scenario.family in LOUD and before.strip() != after.strip():
                assert seen(before) != seen(after), scenario.name


def test_the_files_of_a_scenario_change_with_every_step():
    for scenario in scenarios():
        history = scenario.history
        for at, step in enumerate(scenario.steps):
            if isinstance(step, Commit) and at:
                assert history.files(at) != history.files(at - 1), scenario.name


def test_sections_are_cut_at_headings_with_ids_outside_fences():
    text = "---\na: 1\n---\n\n# A {#a}\n\n```text\n## No {#no}\n```\n\n## B {#b}\n"
    assert list(sections(text)) == ["", "a", "b"]
    assert "".join(sections(text).values()) == text


def test_an_edit_that_does_not_fit_its_page_is_refused():
    telling = Telling("gates.md")
    telling.edit(edits()["digit"]["gates.md"], ENGLISH)
    with pytest.raises(AssertionError):
        telling.edit(edits()["digit"]["gates.md"], ENGLISH)


def test_a_page_is_followed_to_its_new_name():
    moved = Commit({file_of(PAGE, ENGLISH): None, file_of("new.md", ENGLISH): FIRST}, "Move", {PAGE: "new.md"})
    history = told(moved)
    assert [at for at, _ in history.said("new.md")] == [1]
    assert history.pages == ["new.md", PAGE]
    assert history.text("new.md", ENGLISH, 1) is None


@pytest.mark.parametrize("key", BY_KEY)
def test_a_rival_keeps_still_where_nothing_happened(key):
    assert not says(key, told())


@pytest.mark.parametrize("key", BY_KEY)
def test_a_rival_finds_a_change_of_the_source_or_goes_by_structure(key):
    assert says(key, told(english(FIRST.replace("One", "No")))) == (key != "skeletons")


@pytest.mark.parametrize("key", BY_KEY)
def test_no_rival_sees_that_the_translation_leads(key):
    assert not says(key, told(chinese(SECOND.replace("一", "两"))))


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("dates", False),
        ("tracked_dates", True),
        ("source_diffs", False),
        ("stamps", True),
        ("messages", True),
        ("section_hashes", True),
    ],
)
def test_a_typo_mended_in_the_translation_masks_a_change_where_dates_decide(key, found):
    steps = english(FIRST.replace("One", "No")), chinese(SECOND.replace("部分", "部份"), "Fix typo")
    assert says(key, told(*steps)) == found


def test_only_dates_remember_a_change_that_was_taken_back():
    history = told(english(FIRST.replace("One", "No")), english(FIRST))
    assert {key for key in BY_KEY if says(key, history)} == {"dates", "tracked_dates"}


def test_only_messages_and_structure_ignore_another_mark_of_emphasis():
    history = told(english(FIRST.replace("*line*", "_line_")))
    assert {key for key in BY_KEY if not says(key, history)} == {"messages", "skeletons"}


def test_a_stamp_is_renewed_by_who_speaks_of_the_whole_page():
    change = english(FIRST.replace("One", "No"))
    assert says("stamps", told(change, Synchronise(PAGE, ("page",))))
    assert not says("stamps", told(change, Synchronise(PAGE)))
    assert says("stamps", told(files(**{ENGLISH: None})))
    assert not says("stamps", told(files(**{CHINESE: None})))


def test_a_hash_is_that_of_a_section_and_renewed_alone():
    change = english(FIRST.replace("One", "No").replace("print(1)", "print(2)"))
    code = chinese(SECOND.replace("print(1)", "print(2)"))
    find = BY_KEY["section_hashes"].find
    assert find(told(change, code)) == {Finding(PAGE, "page"), Finding(PAGE, "page.part")}
    assert find(told(change, code, Synchronise(PAGE, ("page",)))) == {Finding(PAGE, "page.part")}
    assert find(told(change, code, Synchronise(PAGE))) == set()


def test_a_page_that_no_longer_fits_its_hashes_is_missing():
    assert says("section_hashes", told(chinese(SECOND.replace("## ", "### "))))
    assert says("section_hashes", told(chinese(SECOND.replace("{#page.part}", "{#page.parts}"))))
    assert not says("section_hashes", told(chinese(SECOND.replace("一", "1 "))))


def test_messages_are_paragraphs_and_the_comments_and_strings_of_code():
    find = BY_KEY["messages"].find
    wrapped = english(FIRST.replace("One *line*", "One\n_line_"))
    assert find(told(wrapped)) == set()
    comment = english(FIRST.replace("# why", "# what for"))
    assert find(told(comment)) == {Finding(PAGE, "page.part")}
    assert find(told(comment, Synchronise(PAGE, ("page.part",)))) == set()
    assert find(told(comment, Synchronise(PAGE, ("page",)))) == {Finding(PAGE, "page.part")}


def test_structure_has_more_in_the_source_or_other_words_in_its_code():
    find = BY_KEY["skeletons"].find
    assert find(told(english(FIRST + "\nMore.\n"))) == {Finding(PAGE, "page.part")}
    assert find(told(english(FIRST.replace("print(1)", "print(2)")))) == {Finding(PAGE, "page.part")}
    assert find(told(english(FIRST.replace("# why", "# what for")))) == set()
    assert find(told(chinese(SECOND + "\n更多。\n"))) == set()
    assert find(told(english(FIRST + "\n## New {#page.new}\n"))) == {Finding(PAGE, "page.new")}
    assert find(told(english(FIRST.replace("One *line*.", "One *line*.\nTwo.")))) == {Finding(PAGE, "page")}


def test_a_detector_is_scored_by_pages_and_by_the_sections_of_pages_that_it_found():
    needed = frozenset({Needed(PAGE, CHINESE, "page"), Needed(PAGE, CHINESE, "page.part")})
    scenario = Scenario("family", "kind", PAGE, told().steps, needed)
    found = {Finding(PAGE, "page"), Finding(PAGE, ""), Finding("other.md")}
    judged = judge(Detector("key", "Title", lambda history: found, knows_sections=True), scenario)
    assert judged.pages == Counts(hits=1, false=1)
    assert judged.sections == Counts(hits=1, false=1, missed=1)
    assert judged.wrong == ("false: family: kind, page, other.md",)
    silent = judge(Detector("key", "Title", lambda history: set()), scenario)
    assert silent.pages == Counts(missed=1)
    assert silent.sections == Counts()


def test_precision_recall_and_f1_are_those_of_the_books():
    counts = Counts(hits=3, false=1, missed=2, still=4)
    assert (counts.precision, counts.recall) == (Fraction(3, 4), Fraction(3, 5))
    assert counts.f1 == 2 / (1 / counts.precision + 1 / counts.recall)
    assert (Counts().precision, Counts().recall, Counts().f1) == (1, 1, 0)


def test_ours_has_precision_recall_and_f1_of_at_least_99_in_100():
    counts = total(judged.pages for judged in judge_all(ours.DETECTOR))
    assert min(counts.precision, counts.recall, counts.f1) >= Fraction(99, 100), counts


def test_ours_is_wrong_only_where_no_text_can_tell():
    wrong = [judged.scenario for judged in judge_all(ours.DETECTOR) if judged.wrong]
    assert [scenario.name for scenario in wrong if not no_text_can_tell(scenario)] == []


def test_what_no_text_can_tell_is_told_once_of_each_kind():
    assert sorted(scenario.kind for scenario in scenarios() if no_text_can_tell(scenario)) == sorted(UNKNOWABLE)


def test_the_written_scores_are_those_of_today():
    assert (ROOT / DETECTOR_SCORES).read_text("utf-8") == written(detectors()), "make drift"


def test_the_command_prints_a_line_for_each_detector_and_family(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    before = (ROOT / DETECTOR_SCORES).read_bytes()
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert printed == table(before.decode()) + "\n"
    assert (ROOT / DETECTOR_SCORES).read_bytes() == before
    for name in [*(row["title"] for row in json.loads(before)["detectors"]), *families()]:
        assert f"\n{name}" in printed


def test_the_site_has_the_scores_and_words_for_what_each_detector_goes_by():
    measured = project_book().detector_scores
    assert measured.histories == len(scenarios())
    assert [score.title for score in measured.scores] == [detector.title for detector in detectors()]
    for language in LANGUAGES.values():
        assert {f"detector_{score.key}" for score in measured.scores} | {"detector_ours"} <= language.words.keys()


@pytest.mark.parametrize("content", ["{}", "[]", '{"scenarios": 1, "detectors": [{"key": "dates"}]}', "{", ""])
def test_damaged_scores_are_refused_with_the_command_that_writes_them(content):
    with pytest.raises(SiteError, match=DETECTOR_SCORES):
        read_detector_scores(Sources(ROOT, {DETECTOR_SCORES: content}))


def test_missing_scores_are_named():
    with pytest.raises(SiteError, match=f"{DETECTOR_SCORES}:1: the file is missing"):
        read_detector_scores(Sources(ROOT, {}))


def test_scores_that_lack_a_history_are_refused():
    row = DetectorScore("dates", "Date", 1, 0, 0, 0)._asdict()
    content = {"scenarios": 2, "detectors": [row]}
    with pytest.raises(SiteError, match="expected every history to be scored; `make drift`"):
        read_detector_scores(Sources(ROOT, {DETECTOR_SCORES: json.dumps(content)}))
