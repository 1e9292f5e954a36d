"""Ids and their tags are for ever: what the ledger promised is kept, whatever happens to headings and pages."""

from dataclasses import replace

import pytest

from rnnformula.citing.tag_code import TAG_CHARACTERS, TAG_LENGTH, is_tag, nth_tag
from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import Page
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.published_ids import KINDS_OF_IDS, Retired, broken_promises, read_ledger, write_ledger
from rnnformula.site.book.sources import CITATION, LEDGER
from rnnformula.site.tags.assigning import extend_ledger
from tests.conftest import ROOT, project_book, text
from tests.languages import CHINESE, ENGLISH
from tests.published import ledger_of, published
from tests.site.books import book_of, problems_in

TITLES = {ENGLISH: "Page", CHINESE: "页面"}
SECTIONS = {ENGLISH: "Part", CHINESE: "部分"}


def pages(*ids, path="page.md", name="page"):
    """A page in both languages, with a section for each id."""
    return [
        Page(lang, path, f"docs/{lang}/{path}", f"# {title} {{#{name}}}\n" + sections(lang, ids))
        for lang, title in TITLES.items()
    ]


def sections(lang, ids):
    return "".join(f"\n## {SECTIONS[lang]} {{#{name}}}\n\n{SECTIONS[lang]}.\n" for name in ids)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in (CITATION, "mkdocs.yml", "docs/glossary.toml"):
        (tmp_path / name).write_text(text(name), encoding="utf-8")
    return tmp_path


def write(folder, entries):
    (folder / LEDGER).write_text(entries if isinstance(entries, str) else write_ledger(entries), encoding="utf-8")


def said(found):
    return sorted(map(str, found))


def entries_in(folder):
    return read_ledger((folder / LEDGER).read_text(encoding="utf-8"))


def test_an_id_that_is_in_the_ledger_may_not_leave_its_page(folder):
    write(folder, ledger_of("page", "page.part"))
    assert problems_in("ledger", pages("page.part"), folder) == []
    tag = nth_tag(1)
    gone = f"has no id 'page.part'; links to its tag {tag} exist: give it back, or see CONTRIBUTING.md"
    found = said(problems_in("ledger", pages("page.other"), folder))
    assert [line.partition(" for how")[0] for line in found if LEDGER in line.partition(" ")[0]] == [
        f"docs/ids.json:3: docs/{lang}/page.md {gone}" for lang in (ENGLISH, CHINESE)
    ]
    new = "id 'page.other' is not in docs/ids.json; if it is meant to stay for ever, run `make ids`"
    assert sum(new in line for line in found) == len(LANGUAGES)


def test_new_ids_get_the_next_tags_in_order_and_none_is_taken_out(folder):
    write(folder, ledger_of("page.gone"))
    assert said(extend_ledger(book_of(pages("page.part"), folder))) == [
        f"added {nth_tag(1)} page.md page",
        f"added {nth_tag(2)} page.md page.part",
    ]
    entries = entries_in(folder)
    assert [entry.id for entry in entries] == ["page.gone", "page", "page.part"]
    assert entries[1].titles == TITLES
    assert entries[2].titles == {ENGLISH: "Page: Part", CHINESE: "页面：部分"}
    assert extend_ledger(book_of(pages("page.part"), folder)) == []


def test_an_id_that_is_renamed_keeps_its_tag_and_its_former_address(folder):
    write(folder, published("page", "page.part"))
    renamed = pages("page.piece")
    assert said(extend_ledger(book_of(renamed, folder), [("page.part", "page.piece")])) == [
        "renamed page.part to page.piece"
    ]
    entry = entries_in(folder)[1]
    assert (entry.tag, entry.id, entry.former) == (nth_tag(1), "page.piece", ("page.md#page.part",))
    assert problems_in("ledger", renamed, folder) == []
    assert broken_promises(published("page", "page.part"), entries_in(folder)) == []


def test_a_page_that_is_renamed_keeps_its_tags_and_its_former_addresses(folder):
    before = [replace(entry, kind="page" if entry.id == "page" else "step") for entry in published("page", "page.part")]
    write(folder, before)
    moved = pages("page.part", path="folder/other.md")
    assert said(extend_ledger(book_of(moved, folder))) == [
        "page moved from page.md to folder/other.md",
        "page.part moved from page.md to folder/other.md",
    ]
    first, second = entries_in(folder)
    assert first.former == ("page.md", "page.md#page")
    assert second.former == ("page.md#page.part",)
    assert problems_in("ledger", moved, folder) == []
    assert broken_promises(before, entries_in(folder)) == []
    # Back where it was, a page is no former address of itself.
    extend_ledger(book_of(pages("page.part"), folder))
    assert "page.md#page" not in entries_in(folder)[0].former


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        (("page.nowhere", "page.part"), "unknown id 'page.nowhere'; docs/ids.json lists all"),
        (("page", "page.part"), f"'page' is still on docs/{ENGLISH}/page.md; rename it there first"),
        (("page.gone", "page.nowhere"), "no page has the id 'page.nowhere'"),
        (("page.gone", "page"), "'page' has a tag of its own already"),
    ],
)
def test_what_cannot_be_renamed_is_said_and_nothing_is_written(folder, pair, message):
    write(folder, ledger_of("page", "page.gone"))
    with pytest.raises(SiteError, match=message.partition("'")[0]) as error:
        extend_ledger(book_of(pages("page.part"), folder), [pair])
    assert message in str(error.value)
    assert (folder / LEDGER).read_text(encoding="utf-8") == ledger_of("page", "page.gone")


def test_a_retired_tag_needs_no_place_and_leads_on(folder):
    why = {ENGLISH: "It was said twice.", CHINESE: "说了两遍。"}
    kept, gone = published("page", "page.gone")
    write(folder, [kept, replace(gone, retired=Retired("0.2.0", why, kept.tag))])
    assert problems_in("ledger", pages(), folder) == []
    write(folder, [kept, replace(gone, retired=Retired("0.2.0", why, gone.tag))])
    assert "which is no tag that is in use" in said(problems_in("ledger", pages(), folder))[0]


@pytest.mark.parametrize("twice", ["tag", "id", "former"])
def test_nothing_in_the_ledger_leads_to_two_places(folder, twice):
    first, second = published("page", "page.part")
    changed = {"tag": first.tag, "id": first.id} | {"former": (first.address,)}
    write(folder, [first, replace(second, **{twice: changed[twice]})])
    assert any("stands twice" in line for line in said(problems_in("ledger", pages("page.part"), folder)))


@pytest.mark.parametrize(
    "broken",
    [
        "{}",
        '[{"id": "page"}]',
        ledger_of("page").replace(nth_tag(0), "2223"),  # no tag: its last character is another
        ledger_of("page").replace('"step"', '"chapter"'),
        ledger_of("page").replace('"since"', '"retired": {"in": "1"}, "since"'),
        ledger_of("page").replace('"since"', '"more": 1, "since"'),
        "[",
    ],
)
def test_a_damaged_ledger_is_said_with_its_line(broken):
    with pytest.raises(SiteError, match=LEDGER):
        read_ledger(broken)


def test_what_an_earlier_ledger_promised_is_known_when_it_is_broken():
    earlier = published("page", "page.part")
    assert broken_promises(earlier, earlier) == []
    assert broken_promises(earlier, earlier[:1]) == [f"{nth_tag(1)} (page.part) is gone"]
    swapped = [replace(earlier[0], tag=earlier[1].tag), replace(earlier[1], tag=earlier[0].tag)]
    assert len(broken_promises(earlier, swapped)) == 2
    assert broken_promises(earlier, [earlier[0], replace(earlier[1], id="page.x")])
    assert broken_promises(earlier, [earlier[0], replace(earlier[1], since="9")])
    retired = [earlier[0], replace(earlier[1], retired=Retired("1", dict.fromkeys(LANGUAGES, "why")))]
    assert broken_promises(retired, earlier)


def test_a_mistyped_tag_is_never_another_tag():
    for number in (*range(100), 769, 20_000):
        tag = nth_tag(number)
        assert is_tag(tag)
        for place in range(TAG_LENGTH):
            others = [tag[:place] + other + tag[place + 1 :] for other in TAG_CHARACTERS]
            assert [other for other in others if is_tag(other)] == [tag]
            if place:
                swapped = tag[: place - 1] + tag[place] + tag[place - 1] + tag[place + 1 :]
                assert swapped == tag or not is_tag(swapped)


def test_every_published_id_has_a_tag_of_its_own_in_order_and_a_title_in_each_language():
    entries = project_book().published_ids
    assert [entry.tag for entry in entries] == [nth_tag(number) for number in range(len(entries))]
    assert all(entry.titles.keys() == LANGUAGES.keys() for entry in entries)
    assert {entry.kind for entry in entries} <= {*KINDS_OF_IDS}
    assert read_ledger((ROOT / LEDGER).read_text(encoding="utf-8")) == entries
