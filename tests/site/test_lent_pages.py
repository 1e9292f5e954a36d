"""What a language lacks or has not followed, in a built site: shown in another language, marked and said."""

import json
import re
import subprocess
import sys

import pytest

from tests.languages import CHINESE, ENGLISH, HOMES
from tests.site.conftest import copy_site

SECOND = """\
---
description: A second page
gist: A second page
---

# Second {{#second}}

{sentence}

## Part {{#second.part}}

[](){{#second.part.table}}

```python exec="on"
from rnnformula import render, tally

print(render.markdown(tally("SimpleRNN", units=2, features=3), lang="{lang}"))
```
"""
#: What English alone says by now, and how the Chinese sentence differs.
NEWER = "Nothing else counts."
LOST = "## Snippet"


def run(site, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "rnnformula.site", *arguments],
        cwd=site.folder,
        env=site.environment({}),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def lagging(recorded, tmp_path_factory):
    """A small site whose Chinese lacks a page and a section and has not followed a change, on purpose; its preview."""
    site = copy_site(recorded, tmp_path_factory.mktemp("lagging") / "small")
    site.accept()
    site.accept = lambda: None  # what is recorded is what the commands below record
    site.replace("mkdocs.yml", "  - index.md\n", "  - index.md\n  - second.md\n")
    site.write(f"docs/{ENGLISH}/second.md", SECOND.format(sentence="[There](index.md#small.label).", lang=ENGLISH))
    index = f"docs/{CHINESE}/index.md"
    site.edit(index, lambda text: text[: text.index(LOST)] + text[text.index("## Label") :])
    site.edit(index, lambda text: f"{text}\n见 [Second](second.md#second.part)。\n")
    site.edit(f"docs/{ENGLISH}/index.md", lambda text: f"{text}\nSee [Second](second.md#second.part).\n")
    site.replace(f"docs/{ENGLISH}/index.md", "[](){#small.formula}", f"{NEWER}\n\n[](){{#small.formula}}")
    run(site, "ids")
    run(site, "synchronise", "second.md", "small", "small.snippet", "--languages", ENGLISH)
    run(site, "synchronise", "small.label")
    run(site, "accept")
    done = site.make("preview-site")
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def page(site, lang, name=""):
    return site.read(f"preview/{HOMES[lang]}{name}index.html")


def notes(html):
    return re.findall(r'<p class="language-note" role="note"[^>]*>(.*?)</p>', html)


def section(html, name):
    """The HTML from the heading of a section to the next one."""
    return re.search(rf'<h\d id="{re.escape(name)}".*?(?=<h[12] id=|</article>)', html, re.DOTALL)[0]


def test_a_section_that_lags_behind_says_since_when_and_links_to_the_newer_one(lagging):
    html = page(lagging, CHINESE)
    (note,) = notes(section(html, "small"))
    assert f'<a href="..#small" hreflang="{ENGLISH}" lang="{ENGLISH}">English</a>' in note
    assert re.search(r'<time datetime="(\d{4}-\d\d-\d\d)">\1</time>', note)
    assert notes(section(html, "small.label")) == []
    assert notes(page(lagging, ENGLISH)) == []
    assert NEWER not in html


def test_a_section_that_is_missing_is_shown_in_the_other_language_marked_as_its(lagging):
    html = page(lagging, CHINESE)
    lent = re.search(
        rf'<div class="lent" lang="{ENGLISH}" dir="ltr">\s*<h2 id="small.snippet".*?</div>\s*<h2', html, re.DOTALL
    )
    assert lent
    assert notes(section(html, "small.snippet"))[0].count(f'hreflang="{ENGLISH}"') == 1
    assert html.index('id="small.snippet"') < html.index('id="small.label"')
    assert "parameters: 120" in section(html, "small.snippet")


def test_a_page_that_is_missing_is_that_of_the_other_language_and_says_which_is_meant(lagging):
    html = page(lagging, CHINESE, "second/")
    head = html.partition("</head>")[0]
    assert re.search(r'<link rel="canonical" href="https?://[^/]+/second/">', head)
    assert "hreflang" not in head
    assert re.search(r'<meta property="og:url" content="https?://[^/]+/second/">', head)
    assert f'<meta name="citation_language" content="{ENGLISH}">' in head
    assert f'<div class="lent" lang="{ENGLISH}" dir="ltr">' in html
    assert len(notes(html)) == 1
    assert re.search(r"<html [^>]*>", html)[0].startswith(f'<html lang="{CHINESE}"')
    assert "kernel" in section(html, "second.part")


def test_the_twin_of_a_lent_page_says_in_which_language_it_is_and_where_it_stands(lagging):
    twin = lagging.read(f"preview/{CHINESE}/second.md")
    assert f"language: {ENGLISH}\n" in twin
    assert re.search(r"^address: https?://[^/]+/second/$", twin, re.MULTILINE)
    assert "> 本页还没有译文" in twin
    assert f"language: {CHINESE}\n" in lagging.read(f"preview/{CHINESE}/index.md")


def test_a_page_that_is_lent_is_no_alternate_and_not_in_the_sitemap(lagging):
    head = page(lagging, ENGLISH, "second/").partition("</head>")[0]
    assert f'hreflang="{CHINESE}"' not in head
    assert f'hreflang="{ENGLISH}"' in head
    sitemap = lagging.read("preview/sitemap.xml")
    assert "/second/</loc>" in sitemap
    assert f"/{CHINESE}/second/" not in sitemap
    assert f"/{CHINESE}/</loc>" in sitemap


def test_links_switch_and_search_reach_what_is_lent(lagging):
    assert 'href="second/#second.part"' in page(lagging, CHINESE)
    assert f'href="../{CHINESE}/second/"' in page(lagging, ENGLISH, "second/")
    index = json.loads(lagging.read(f"preview/{CHINESE}/search/search_index.json"))
    found = {entry["location"]: entry for entry in index["docs"]}
    assert "second/#second.part" in found
    assert "small.snippet" in {location.partition("#")[2] for location in found}
    assert all("还没有译文" not in entry["text"] for entry in found.values())


def test_a_further_change_of_what_leads_has_to_be_judged_too(lagging, tmp_path):
    site = copy_site(lagging, tmp_path / "small")
    site.accept = lambda: None
    site.replace(f"docs/{ENGLISH}/index.md", NEWER, f"{NEWER} Not even this.")
    done = site.make("preview-site")
    assert done.returncode != 0  # it waits already, and nobody said that this waits, too
    assert "section 'small' changed since" in done.stdout + done.stderr
