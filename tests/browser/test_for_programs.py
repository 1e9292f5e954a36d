"""What the built site has for programs: each page names its twin, which has the numbers that the page shows."""

import json
import posixpath
import re
from html.parser import HTMLParser

import pytest

from tests.browser.conftest import PATHS, SITE_URL
from tests.languages import CHINESE

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
#: What the twin has of a page's numbers: cells of tables, and code with what it printed.
HOLDS_NUMBERS = ("td", "pre")
#: Where digits are no numbers of the page: drawings, whose words stand beside them, and formulas in other notations.
NOT_SHOWN = ("svg", "math", "script")
#: What fields fill in anew: a cell with the count of each array besides, and the costs below a sum, whose formulas
#: stand in facts.json.
OF_FIELDS = ("model-count", "data costs")


class Numbers(HTMLParser):
    """The numbers in the tables and outputs of a page, and the address of its twin."""

    def __init__(self, page):
        super().__init__()
        self.open, self.of_fields, self.found, self.twins = [], 0, set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "link" and given.get("type") == "text/markdown":
            assert "alternate" in given["rel"].split()
            self.twins.append(given["href"])
        if self.of_fields or given.get("class") in OF_FIELDS:
            self.of_fields += tag in (*HOLDS_NUMBERS, "table")
        elif tag in (*HOLDS_NUMBERS, *NOT_SHOWN):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.of_fields:
            self.of_fields -= tag in (*HOLDS_NUMBERS, "table")
        elif tag in self.open:
            del self.open[self.open.index(tag) :]

    def handle_data(self, data):
        if not self.of_fields and set(self.open) & set(HOLDS_NUMBERS) and not set(self.open) & set(NOT_SHOWN):
            self.found.update(NUMBER.findall(data))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_names_its_twin_which_has_every_number_of_its_tables_and_outputs(folder, path):
    page = Numbers((folder / path / "index.html").read_text("utf-8"))
    (address,) = page.twins
    twin = posixpath.normpath(posixpath.join(path, address))
    text = (folder / twin).read_text("utf-8")
    assert f"markdown: {SITE_URL}{twin}\n" in text
    assert "results: executed in this build\n" in text
    assert page.found - set(NUMBER.findall(text)) == set()


def test_search_engines_and_the_search_are_told_of_pages_alone(folder):
    assert ".md<" not in (folder / "sitemap.xml").read_text("utf-8")
    for home in ("", f"{CHINESE}/"):
        entries = json.loads((folder / home / "search" / "search_index.json").read_text("utf-8"))
        assert ".md" not in {posixpath.splitext(str(entry)[:200])[1] for entry in entries.get("docs", [])}
    offline = "".join(file.read_text("utf-8") for file in (folder / "assets").glob("explain-*/*.mjs"))
    assert not re.search(r"\.md[\"'`]|llms", offline)


def test_what_llms_txt_and_the_facts_link_to_is_published(folder):
    for name in ("llms.txt", f"{CHINESE}/llms.txt"):
        links = re.findall(r"\]\(([^)\s]+)\)", (folder / name).read_text("utf-8"))
        assert links
        assert [link for link in links if not (folder / link.removeprefix(SITE_URL)).is_file()] == []
    facts = json.loads((folder / "facts.json").read_text("utf-8"))
    assert json.loads((folder / facts["$schema"].removeprefix(SITE_URL)).read_text("utf-8"))["$id"] == facts["$schema"]
    for layer in facts["layers"]:
        for address in layer.get("derived_at", {"addresses": {}})["addresses"].values():
            path, _, name = address.partition("#")
            assert f'id="{name}"' in (folder / path / "index.html").read_text("utf-8")
