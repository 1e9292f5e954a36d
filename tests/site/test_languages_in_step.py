"""What a section says is compared part by part with what it said when its languages last said the same."""

import json
import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import GLOSSARY, SYNCHRONISED
from rnnformula.site.checks import CHECKS
from rnnformula.site.publish.live import made_of
from rnnformula.site.translation import comparing_languages, filling, synchronising
from rnnformula.site.translation.alignment import aligned
from rnnformula.site.translation.comparing_languages import (
    CONFLICT,
    CURRENT,
    GONE,
    MISSING,
    NEW,
    OUTDATED,
    compared_sections,
)
from rnnformula.site.translation.filling import fill, shown_ids
from rnnformula.site.translation.section_parts import PART_KINDS, read_alone, read_section_texts
from rnnformula.site.translation.synchronising import sections_named, synchronised_files
from rnnformula.site.translation.waiting import Waiting
from rnnformula.site.translation.word_diffs import word_diff
from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH
from tests.site.books import book_of, book_of_files

BOTH = (ENGLISH, CHINESE)
THEN, NOW = date(2026, 1, 2), date(2026, 3, 4)
PAGE = {
    ENGLISH: """\
---
description: A page about "three" arrays
gist: Arrays
---

# Arrays {#arrays}

A layer has *three* arrays, `kernel` and others, with $4 \\times \\units$ weights in 120 places.
See [the kernel](#arrays.kernel).

## Kernel {#arrays.kernel}

- alpha
- beta

| Array | Shape |
| --- | --- |
| kernel | 3 |

```text
units = 4
```

## Bias {#arrays.bias}

[](){#arrays.bias.formula}

$$
4 \\times \\units
$$

Each of the four gates has one.
""",
    CHINESE: """\
---
description: 讲“三个”数组的一页
gist: 数组
---

# 数组 {#arrays}

一层有*三个*数组：`kernel` 等，共有 $4 \\times \\units$ 个权重，在 120 处。见[输入核](#arrays.kernel)。

## 输入核 {#arrays.kernel}

- 第一
- 第二

| 数组 | 形状 |
| --- | --- |
| kernel | 3 |

```text
units = 4
```

## 偏置 {#arrays.bias}

[](){#arrays.bias.formula}

$$
4 \\times \\units
$$

四个门各有一个。
""",
}
FILES = {lang: f"docs/{lang}/arrays.md" for lang in BOTH}


def files(changes=(), languages=BOTH):
    """The files of the page, with texts changed: pairs of an old and a new one, by language."""
    texts = {FILES[lang]: PAGE[lang] for lang in languages}
    for lang, old, new in changes:
        assert old in texts[FILES[lang]]
        texts[FILES[lang]] = texts[FILES[lang]].replace(old, new)
    return texts


def synchronised(texts, names=("arrays.md",), languages=(), today=THEN):
    """The files once these languages say the same in these sections."""
    book = book_of_files(texts)
    written = synchronised_files(book, sections_named(book, names), languages, today)
    return {name: text for name, text in {**texts, **written}.items() if text is not None}


def states(texts):
    """The states that are not current, by section and language."""
    return {
        (section.key, lang): state.state
        for section in compared_sections(book_of_files(texts))
        for lang, state in section.states.items()
        if state.state != CURRENT
    }


def messages(texts):
    return [str(problem) for problem in CHECKS["in_step"](book_of_files(texts)).problems]


BASE = synchronised(files())


def changed(*changes, of=BASE):
    """The files with texts changed since they were synchronised."""
    texts = dict(of)
    for lang, old, new in changes:
        assert old in texts[FILES[lang]]
        texts[FILES[lang]] = texts[FILES[lang]].replace(old, new)
    return texts


def test_pages_that_were_compared_wait_for_nothing():
    assert states(BASE) == {}
    assert messages(BASE) == []
    assert len(compared_sections(book_of_files(BASE))) == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("*three*", "_three_"),
        ("*three*", "three"),
        ("- alpha\n- beta", "* alpha\n* beta"),
        ("- alpha\n- beta", "1. alpha\n2. beta"),
        ("others, with", "others,\nwith"),
        ("arrays, `kernel`", "arrays,  `kernel` "),
        ('"three"', "“three”"),
        ("A layer", "A\u00a0layer"),
        ("## Kernel {#arrays.kernel}\n", "## Kernel {#arrays.kernel}\n\n\n"),
        ("| kernel | 3 |", "|kernel|3|"),
        ("| --- | --- |", "|:--|--:|"),
        ("```text\nunits = 4\n```", "~~~~text\nunits = 4   \n~~~~"),
        ("See [", "See <!-- a remark -->["),
        ("$4 \\times \\units$", "$ 4  \\times  \\units $"),
        ("\n\n## Bias {#arrays.bias}", "\n\nBias {#arrays.bias}\n---"),
        ("A layer has", "A layer\\\nhas"),
        ("[the kernel](#arrays.kernel).\n", "[the kernel][k].\n\n[k]: #arrays.kernel\n"),
    ],
)
def test_what_looks_different_and_reads_alike_raises_nothing(old, new):
    assert states(changed((ENGLISH, old, new))) == {}


@pytest.mark.parametrize(
    ("lang", "old", "new", "key", "kinds"),
    [
        (ENGLISH, "A layer has", "No layer has", "arrays", ["prose"]),
        (ENGLISH, "*three*", "*four*", "arrays", ["numbers"]),
        (ENGLISH, "120", "121", "arrays", ["numbers"]),
        (ENGLISH, "120", "1,20", "arrays", ["prose", "numbers"]),
        (ENGLISH, "`kernel`", "`bias`", "arrays", ["code"]),
        (ENGLISH, "$4 \\times", "$3 \\times", "arrays", ["formulas"]),
        (ENGLISH, "](#arrays.kernel)", "](#arrays.bias)", "arrays", ["links"]),
        (ENGLISH, "units = 4", "units = 5", "arrays.kernel", ["code"]),
        (ENGLISH, "```text", "```console", "arrays.kernel", ["code"]),
        (ENGLISH, "| kernel | 3 |\n", "", "arrays.kernel", ["prose", "numbers"]),
        (ENGLISH, "- beta\n", "", "arrays.kernel", ["prose"]),
        (ENGLISH, "## Kernel", "### Kernel", "arrays.kernel", ["prose"]),
        (ENGLISH, "{#arrays.bias.formula}", "{#arrays.bias.other}", "arrays.bias", ["links"]),
        (ENGLISH, "gist: Arrays", "gist: All arrays", "arrays:front", ["prose"]),
        (CHINESE, "四个门", "三个门", "arrays.bias", ["numbers"]),
        (CHINESE, "各有一个", "都没有", "arrays.bias", ["prose"]),
    ],
)
def test_a_change_names_its_section_and_the_parts_that_changed(lang, old, new, key, kinds):
    (other,) = set(BOTH) - {lang}
    texts = changed((lang, old, new))
    assert states(texts) == {(key, other): OUTDATED}
    (section,) = (section for section in compared_sections(book_of_files(texts)) if section.moved)
    (change,) = section.states[other].changes
    assert list(change.kinds) == kinds
    assert set(kinds) <= PART_KINDS.keys()
    assert section.states[other].since == THEN


def test_a_mended_translation_never_hides_that_it_lags_behind():
    led = synchronised(changed((ENGLISH, "A layer has", "No layer has")), ["arrays"], [ENGLISH])
    assert states(led) == {("arrays", CHINESE): OUTDATED}
    assert messages(led) == []  # it waits on purpose
    mended = changed((CHINESE, "一层有", "每层有"), of=led)
    assert states(mended) == {("arrays", CHINESE): OUTDATED}
    assert states(synchronised(mended, ["arrays.kernel", "arrays.bias"])) == {("arrays", CHINESE): OUTDATED}
    assert states(synchronised(mended, ["arrays"], [CHINESE])) == {}


def test_a_change_that_nobody_judged_is_refused_until_it_was_compared():
    texts = changed((ENGLISH, "A layer has", "No layer has"))
    (said,) = messages(texts)
    assert said == (
        f"{FILES[ENGLISH]}:6 [{ENGLISH}]: section 'arrays' changed since {THEN} (prose), and {CHINESE} did not follow; "
        f'once they say the same: make synchronise SECTIONS="arrays"; to let {CHINESE} wait, add LANGUAGES={ENGLISH}'
    )
    assert messages(synchronised(texts, ["arrays"])) == []
    assert states(synchronised(texts, ["arrays"])) == {}


def test_either_language_may_lead():
    led = synchronised(changed((CHINESE, "四个门", "三个门")), ["arrays.bias"], [CHINESE], NOW)
    assert states(led) == {("arrays.bias", ENGLISH): OUTDATED}
    followed = changed((ENGLISH, "four gates", "three gates"), of=led)
    assert states(followed) == {("arrays.bias", ENGLISH): OUTDATED}
    assert states(synchronised(followed, ["arrays.bias"], [ENGLISH], NOW)) == {}


def test_a_change_of_what_no_other_language_has_is_recorded_by_the_command_that_is_named():
    alone = synchronised(files(languages=[ENGLISH]), languages=[ENGLISH])
    (said,) = messages(changed((ENGLISH, "A layer has", "No layer has"), of=alone))
    assert said == (
        f"{FILES[ENGLISH]}:6 [{ENGLISH}]: section 'arrays' changed since {THEN} (prose): "
        'make synchronise SECTIONS="arrays"'
    )


def test_a_further_change_of_what_leads_lets_the_others_wait_on():
    led = synchronised(changed((ENGLISH, "A layer has", "No layer has")), ["arrays"], [ENGLISH])
    further = changed((ENGLISH, "No layer has", "Any layer has"), of=led)
    (said,) = messages(further)
    assert said.endswith(f'make synchronise SECTIONS="arrays" LANGUAGES={ENGLISH}')
    again = synchronised(further, ["arrays"], [ENGLISH])
    assert (messages(again), states(again)) == ([], {("arrays", CHINESE): OUTDATED})


def test_what_changed_in_both_is_a_conflict_which_no_language_settles_alone():
    texts = changed((ENGLISH, "four gates", "three gates"), (CHINESE, "四个门", "两个门"))
    assert states(texts) == {("arrays.bias", lang): CONFLICT for lang in BOTH}
    assert f"changed in {ENGLISH}, {CHINESE} since" in messages(texts)[0]
    with pytest.raises(SiteError, match=f"section 'arrays.bias': {CHINESE} changed, too"):
        synchronised(texts, ["arrays.bias"], [ENGLISH])
    assert states(synchronised(texts, ["arrays.bias"], BOTH)) == {}


def test_what_was_changed_and_changed_back_waits_for_nothing():
    texts = changed((ENGLISH, "four gates", "three gates"))
    assert states(changed((ENGLISH, "three gates", "four gates"), of=texts)) == {}


def test_a_language_may_lack_a_section_on_purpose_only():
    whole = PAGE[CHINESE]
    bias = whole[whole.index("## 偏置") :]
    lost = changed((CHINESE, bias, ""))
    assert states(lost) == {("arrays.bias", CHINESE): GONE}
    message = (
        f"{FILES[ENGLISH]}:24: gone in {CHINESE}: arrays.bias; put it back, or if no language is to have it: "
        'make synchronise SECTIONS="arrays.bias"'
    )
    assert messages(lost) == [message]
    let_go = synchronised(lost, ["arrays.bias"], [ENGLISH])
    assert states(let_go) == {("arrays.bias", CHINESE): MISSING}
    assert messages(let_go) == []
    back = {**let_go, FILES[CHINESE]: whole}
    assert states(back) == {("arrays.bias", CHINESE): NEW}
    message = (
        f"{FILES[CHINESE]}:23 [{CHINESE}]: new in {CHINESE}: arrays.bias; once all languages say the same: "
        'make synchronise SECTIONS="arrays.bias"'
    )
    assert messages(back) == [message]
    assert states(synchronised(back, ["arrays.bias"])) == {}


def test_a_new_page_is_refused_until_it_was_said_who_has_it():
    alone = files(languages=[ENGLISH])
    (said,) = messages(alone)
    assert said.startswith(f"{FILES[ENGLISH]}:1 [{ENGLISH}]: new in {ENGLISH}: arrays:front, arrays, arrays.kernel")
    assert f'{CHINESE} lacks it; once all languages have it: make synchronise SECTIONS="arrays.md"' in said
    with pytest.raises(SiteError, match=f"section 'arrays' is not in {CHINESE}; write it there"):
        synchronised(alone)
    led = synchronised(alone, languages=[ENGLISH])
    assert messages(led) == []
    assert set(states(led).values()) == {MISSING}


def test_a_section_that_no_language_has_any_more_leaves_the_record():
    without = {
        FILES[lang]: text[: text.index(f"{start} {{#arrays.bias}}") - 3]
        for lang, text, start in ((ENGLISH, PAGE[ENGLISH], "Bias"), (CHINESE, PAGE[CHINESE], "偏置"))
    }
    texts = {**BASE, **without}
    assert set(states(texts).values()) == {GONE}
    (record,) = (text for name, text in synchronised(texts, ["arrays.bias"]).items() if name.startswith(SYNCHRONISED))
    assert set(json.loads(record)) == {"arrays:front", "arrays", "arrays.kernel"}
    nothing = {name: text for name, text in BASE.items() if name.startswith(SYNCHRONISED)}
    keys = ["arrays:front", "arrays", "arrays.kernel", "arrays.bias"]
    assert synchronised(nothing, keys) == {}


def test_a_section_that_moved_to_another_page_in_all_languages_waits_for_nothing():
    moved = {FILES[lang].replace("arrays.md", "other/page.md"): text for lang, text in PAGE.items()} | {
        name: text for name, text in BASE.items() if name.startswith(SYNCHRONISED)
    }
    assert states(moved) == {}
    again = synchronised(moved, ["other/page.md"])
    assert f"{SYNCHRONISED}/other/page.json" in again
    assert f"{SYNCHRONISED}/arrays.json" not in again


def test_an_unknown_section_is_refused_with_what_comes_close():
    with pytest.raises(SiteError, match=r"no section or page 'array\.bias'; close to it: arrays\.bias"):
        synchronised(BASE, ["array.bias"])
    with pytest.raises(SiteError, match=r"no section or page 'xyzzy'$|no section or page 'xyzzy'\n"):
        synchronised(BASE, ["xyzzy"])
    with pytest.raises(SiteError, match=f"section 'arrays': no page in {CHINESE} has it"):
        synchronised(synchronised(files(languages=[ENGLISH]), languages=[ENGLISH]), ["arrays"], [CHINESE])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("120 places", "121 places"), "arrays was edited by hand"),
        (lambda text: text.replace(THEN.isoformat(), NOW.isoformat()), "was edited by hand"),
        (lambda text: "[]", "not as `make synchronise` writes it"),
        (lambda text: "{", "cannot read the file"),
        (lambda text: '{"arrays": []}', "not as `make synchronise` writes it"),
    ],
)
def test_a_record_that_no_command_wrote_is_refused(change, message):
    name = f"{SYNCHRONISED}/arrays.json"
    with pytest.raises(SiteError, match=message):
        states({**BASE, name: change(BASE[name])})


def test_a_section_that_two_records_have_is_refused():
    name = f"{SYNCHRONISED}/arrays.json"
    with pytest.raises(SiteError, match="arrays:front stands in"):
        states({**BASE, f"{SYNCHRONISED}/other.json": BASE[name]})


def test_a_page_that_lags_behind_is_held_to_what_it_agreed_with():
    changes = ((ENGLISH, "$4 \\times \\units$", "$5 \\times \\units$"), (ENGLISH, "120", "150"))
    texts = changed(*changes)
    assert CHECKS["structure"](book_of_files(texts)).problems
    led = synchronised(texts, ["arrays"], [ENGLISH])
    assert CHECKS["structure"](book_of_files(led)).problems == []
    damaged = changed((CHINESE, "120", "130"), of=led)
    (problem,) = CHECKS["structure"](book_of_files(damaged)).problems
    assert "only in" in str(problem)
    assert "130" in str(problem)


def test_a_problem_beside_a_section_that_lags_behind_names_the_line_as_it_is_written():
    led = synchronised(changed((ENGLISH, "A layer has", "One more line.\n\nA layer has")), ["arrays"], [ENGLISH])
    damaged = changed((ENGLISH, "units = 4", "units = 5"), of=led)
    lines = damaged[FILES[ENGLISH]].splitlines()
    problems = CHECKS["structure"](book_of_files(damaged)).problems
    assert {problem.line for problem in problems if problem.file == FILES[ENGLISH]} <= {
        lines.index("```text") + 1,
        lines.index("## Kernel {#arrays.kernel}") + 1,
    }


def test_pages_that_agree_are_compared_as_they_are():
    book = book_of_files(BASE)
    first, other = book.pages
    for side, page in zip(aligned(book, first, other), (first, other), strict=True):
        assert side.page is page
        assert [side.line_of(line) for line in (1, 7, len(page.lines))] == [1, 7, len(page.lines)]


def test_a_page_and_a_section_that_a_language_lacks_are_lent_by_another():
    whole = PAGE[CHINESE]
    kernel = whole[whole.index("## 输入核") : whole.index("## 偏置")]
    book = book_of_files(synchronised(changed((CHINESE, kernel, "")), ["arrays.kernel"], [ENGLISH]))
    filled = fill(book)
    assert filled.borrowed == {(CHINESE, "arrays.md"): {"arrays.kernel": ENGLISH}}
    (page,) = (page for page in filled.pages if page.lang == CHINESE)
    assert [heading.id for heading in page.headings] == ["arrays", "arrays.kernel", "arrays.bias"]
    assert [heading.text for heading in page.headings] == ["数组", "Kernel", "偏置"]
    assert page.source == filled.source_of(CHINESE, "arrays.md")
    assert shown_ids(book)[CHINESE, "arrays.md"] == shown_ids(book)[ENGLISH, "arrays.md"]
    alone = book_of_files(synchronised(files(languages=[CHINESE]), languages=[CHINESE]))
    assert fill(alone).lent == {(ENGLISH, "arrays.md"): CHINESE}
    assert fill(alone).source_of(ENGLISH, "arrays.md") == PAGE[CHINESE]
    assert fill(alone).source_of(CHINESE, "arrays.md") is None
    assert shown_ids(alone)[ENGLISH, "arrays.md"] == shown_ids(alone)[CHINESE, "arrays.md"]


def test_a_book_that_lacks_nothing_is_shown_as_it_is():
    book = book_of_files(BASE)
    assert fill(book).pages is book.pages


def test_three_languages_each_stand_where_they_last_agreed(monkeypatch):
    third = "qz"
    for module in (comparing_languages, filling, synchronising):
        monkeypatch.setattr(module, "LANGUAGES", LANGUAGES | {third: SimpleNamespace(partial=True)})
    name = f"docs/{third}/arrays.md"
    texts = synchronised({**BASE, name: PAGE[ENGLISH]}, languages=[third])
    assert states(texts) == {}
    led = synchronised(changed((ENGLISH, "four gates", "five gates"), of=texts), ["arrays.bias"], [ENGLISH], NOW)
    assert states(led) == {("arrays.bias", CHINESE): OUTDATED, ("arrays.bias", third): OUTDATED}
    follows = changed((CHINESE, "四个门", "五个门"), of=led)
    with_two = synchronised(follows, ["arrays.bias"], [CHINESE], NOW)
    assert states(with_two) == {("arrays.bias", third): OUTDATED}
    (state,) = (
        section.states[third] for section in compared_sections(book_of_files(with_two)) if section.key == "arrays.bias"
    )
    assert [(change.text.page.lang, change.kinds) for change in state.changes] == [
        (ENGLISH, ("numbers",)),
        (CHINESE, ("numbers",)),
    ]
    later = {**with_two, name: PAGE[ENGLISH].replace("four gates", "five gates")}
    caught_up = synchronised(later, ["arrays.bias"], [third], NOW)
    assert states(caught_up) == {}
    assert THEN.isoformat() not in caught_up[f"{SYNCHRONISED}/arrays.json"].rpartition("arrays.bias")[2]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("It has 3 gates.", "It has 4 gates.", "It has [-3-]{+4+} gates."),
        ("每个单元有两个偏置。", "每个单元有三个偏置。", "每个单元有[-两-]{+三+}个偏置。"),
        ("a b c", "a b c", ""),
        ("", "a b", "{+a b+}"),
        ("a b", "", "[-a b-]"),
        ("a b", "a x b", "a {+x+} b"),
    ],
)
def test_a_difference_is_shown_word_by_word(before, after, shown):
    assert word_diff(before, after) == shown


def test_a_long_text_is_shown_around_its_changes():
    words = " ".join(f"word{number}" for number in range(200))
    shown = word_diff(words, words.replace("word100 ", "other "))
    assert "[-word100-]{+other+}" in shown
    assert len(shown) < 150
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_section_reads_alone_as_it_reads_on_its_page():
    for page in book_of_files(BASE).pages:
        for text in read_section_texts(page):
            assert read_alone(text.key, page.lang, text.source).parts == text.parts


def test_a_live_build_makes_a_page_again_when_another_language_changed():
    def made(texts):
        book = book_of_files({**texts, GLOSSARY: ""})
        facts = SimpleNamespace(book=book, as_written=book, examples=SimpleNamespace(versions={}))
        beside = SimpleNamespace(font="", engine="")
        parts = made_of(SimpleNamespace(facts=facts), beside, book.pages, sys.maxsize)
        return parts[str(ROOT / FILES[CHINESE])]

    assert made(BASE) == made(BASE)
    assert made(BASE) != made(changed((ENGLISH, "four gates", "three gates")))


def test_what_waits_is_told_with_its_place_its_parts_and_its_words():
    texts = changed((ENGLISH, "four gates", "three gates"))
    waiting = Waiting(book_of_files(texts), BOTH, [])
    assert waiting.status == 1
    assert f"{CHINESE}: 4 sections: 3 current, 1 outdated" in waiting.text(ENGLISH)
    line = PAGE[CHINESE].splitlines().index("## 偏置 {#arrays.bias}") + 1
    assert f"{FILES[CHINESE]}:{line} arrays.bias: outdated since {THEN}" in waiting.text(ENGLISH)
    assert "Each of the [-four-]{+three+} gates has one." in waiting.text(ENGLISH)
    assert "未跟上 1" in waiting.text(CHINESE)
    told = json.loads(waiting.as_json())
    assert told["languages"] == {ENGLISH: {"current": 4}, CHINESE: {"current": 3, "outdated": 1}}
    assert told["pages"] == {"arrays.md": {CHINESE: {"outdated": 1}}}
    (section,) = told["sections"]
    assert (section["section"], section["language"], section["line"]) == ("arrays.bias", CHINESE, line)
    assert section["changes"][0]["parts"] == ["numbers"]
    assert section["recorded"] is False
    comment = waiting.comment(ENGLISH)
    assert "| `arrays.md` |  | 1 outdated |" in comment
    assert "```text\n" in comment
    assert Waiting(book_of_files(texts), [ENGLISH], []).status == 0
    assert str(Waiting(book_of_files(BASE), BOTH, []).summary) == "translation: no section waits"


def test_a_section_that_is_broken_in_structure_is_told_too():
    book = book_of_files(synchronised(changed((CHINESE, "120", "130")), ["arrays"]))
    waiting = Waiting(book, BOTH, CHECKS["structure"](book).problems)
    assert waiting.status == 1
    assert waiting.counts[ENGLISH]["broken"] == 1
    assert json.loads(waiting.as_json())["broken"][0]["file"] == FILES[ENGLISH]
    assert f"{FILES[ENGLISH]}:6" in waiting.text(ENGLISH)


def test_the_languages_of_this_project_are_in_step():
    pages = book_of_project().pages
    assert [str(problem) for problem in CHECKS["in_step"](book_of(pages)).problems] == []


def book_of_project():
    from rnnformula.site.fences.loading import read_book

    return read_book(ROOT)


def run(folder, *arguments):
    command = [sys.executable, "-m", "rnnformula.site", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", env=None)


def test_the_commands_list_what_waits_and_record_what_was_compared(good):
    good.accept()
    sentence = "It has 10 units and 120 parameters."
    good.replace(f"docs/{ENGLISH}/index.md", sentence, f"Look: {sentence}")
    listed = run(good.folder, "translation")
    assert (listed.returncode, listed.stderr) == (1, "")
    assert "{+Look:+}" in listed.stdout
    refused = run(good.folder, "check")
    assert refused.returncode == 1
    assert f"translation: {CHINESE}: 1 outdated; `make translation` lists them" in refused.stdout
    assert "section 'small' changed since" in refused.stderr
    assert json.loads(run(good.folder, "translation", "--json").stdout)["sections"][0]["section"] == "small"
    assert run(good.folder, "translation", "--comment").stdout.startswith(f"**translation: {CHINESE}: 1 outdated")
    assert run(good.folder, "translation", "--languages", ENGLISH).returncode == 0
    led = run(good.folder, "synchronise", "small", "--languages", ENGLISH)
    assert (led.returncode, led.stdout) == (0, f"changed {SYNCHRONISED}/index.json\n")
    assert run(good.folder, "check").returncode == 0
    assert run(good.folder, "translation").returncode == 1
    assert run(good.folder, "synchronise", "small").returncode == 0
    assert run(good.folder, "translation").returncode == 0
    assert run(good.folder, "synchronise", "small").stdout == "nothing new\n"
    unknown = run(good.folder, "synchronise", "smal")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "no section or page 'smal'; close to it: small" in unknown.stderr


def test_languages_that_differ_in_structure_are_not_recorded_as_saying_the_same(good):
    good.accept()
    good.replace(f"docs/{CHINESE}/index.md", "120 个参数", "121 个参数")
    before = good.read(f"{SYNCHRONISED}/index.json")
    refused = run(good.folder, "synchronise", "small")
    assert refused.returncode == 1
    assert "has other numbers than" in refused.stderr
    assert good.read(f"{SYNCHRONISED}/index.json") == before
