"""Two languages more, begun on a copy by `make language`: one with three plural forms, one written from right to left.

Neither Unicode's data nor Material know them. What follows is what a translator does: lines of words, terms, messages
and pages are translated, some are left. Nothing else of the copy is touched.
"""

import json
import re
import subprocess
import sys

import pytest

from rnnformula.language import DEFAULT, LANGUAGES
from tests.browser.conftest import chromium, contexts  # noqa: F401  # fixtures
from tests.browser.pages import SETTLED, listen, violations
from tests.host import serve
from tests.languages import CHINESE, ENGLISH, HOMES
from tests.published import ledger_of
from tests.site.conftest import IDS, PAGE, SENTENCES, copy_site

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("new languages")]

#: Code -> what `make language` is told of it, its name, what begins each word that is translated, and a word of its
#: pages that no other language has.
NEW = {
    "qw": (["NAME=Qwenya"], "Qwenya", "Qw ", "parametroj"),
    "qr": (["NAME=מקלט", "DIRECTION=rtl"], "מקלט", "מק ", "פרמטרים"),
}
BEGINS = {code: begin for code, (_, _, begin, _) in NEW.items()}
NAMES = {code: language.name for code, language in LANGUAGES.items()} | {code: NEW[code][1] for code in NEW}
#: What axe says of a code that no language has.
MADE_UP = ("html-lang-valid", "valid-lang")
#: Words that nobody has translated yet: one with forms, and some that every page shows.
LEFT = ("light", "n_units", "missing_tag")
#: For one, for a few, for many.
THREE_FORMS = 'plural=("n = 1", "n = 2..4"),'
FIGURE = """
## Figure NUMBER {#small.figure-NUMBER}

[](){#small.figure-NUMBER.drawing}

```python exec="on"
from rnnformula import figure, render

print(render.hypertext(figure("unit", "Dense", units=1, features=NUMBER), lang="LANGUAGE"))
```
"""
FEATURES = (1, 4, 6)
#: Another page, so that the switch has a place to keep, with a figure of which the words with a number are borrowed.
SECOND = """\
---
description: Another page
gist: Another page
---

# Second {#second}

WORDS

## Arrays {#second.arrays}

[](){#second.arrays.drawing}

```python exec="on"
from rnnformula import figure, render

print(render.hypertext(figure("formula", "LSTM", units=4, features=3), lang="LANGUAGE"))
```
"""


#: A page that the new languages lack.
THIRD = """\
---
description: A third page
gist: A third page
---

# Third {#third}

WORDS xylophone

## Part {#third.part}

WORDS
"""


def translate_words(source, begin):
    """The file of a language with the lines translated that a translator takes the mark away from."""

    def translate(match):
        key, word = match[1], match[2]
        if key in LEFT:
            return match[0]
        forms = word.split("|")
        if len(forms) > 1:
            forms = [forms[0] + "!", forms[1] + "!!", forms[1] + "!!!"][: 3 if begin == BEGINS["qw"] else 2]
        return '    "{}": "{}",'.format(key, "|".join(begin + form for form in forms))

    return re.sub(r'^    # "(\w+)": "(.*)",$', translate, source, flags=re.MULTILINE)


def translate_terms(text, code, begin):
    """The glossary with a word and a meaning more in each term but the first two."""
    head, *terms = text.split("[[term]]")

    def add(match):
        return f"{match[0]}\n{match[1]}{code} = {json.dumps(begin + json.loads(match[2]), ensure_ascii=False)}"

    translated = [re.sub(rf'^((?:meaning\.)?){ENGLISH} = (".*")$', add, term, flags=re.MULTILINE) for term in terms[2:]]
    return "[[term]]".join([head, *terms[:2], *translated])


def begin(site, code):
    """Do what the command and its output say."""
    done = subprocess.run(
        [*site.command("language"), f"LOCALE={code}", *NEW[code][0]],
        cwd=site.folder,
        env=site.environment({}),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    record = f"rnnformula/language/{code}.py"
    if code == "qw":
        site.replace(record, 'plural=("n = 1",),', THREE_FORMS)
        site.edit("docs/glossary.toml", lambda text: translate_terms(text, code, BEGINS[code]))
    site.edit(record, lambda source: translate_words(source, BEGINS[code]))
    site.replace(
        f"rnnformula/site/messages/{code}.po",
        'msgid "checked {parts}"\nmsgstr ""',
        f'msgid "checked {{parts}}"\nmsgstr "{BEGINS[code]}{{parts}}"',
    )


@pytest.fixture(scope="module")
def built(recorded, tmp_path_factory):
    """The small site with figures in four languages, its preview built."""
    site = copy_site(recorded, tmp_path_factory.mktemp("languages") / "small")
    for code in NEW:
        begin(site, code)
    site.replace("mkdocs.yml", "  - index.md\n", "  - index.md\n  - second.md\n  - third.md\n")
    figures = "".join(FIGURE.replace("NUMBER", str(number)) for number in FEATURES)
    for lang in (*LANGUAGES, *NEW):
        sentence = SENTENCES.get(lang, SENTENCES[ENGLISH])
        source = PAGE.format(lang=lang, sentence=sentence) + figures.replace("LANGUAGE", lang)
        site.write(f"docs/{lang}/index.md", source)
        words = NEW[lang][3] if lang in NEW else SENTENCES[lang].partition(" ")[0]
        site.write(f"docs/{lang}/second.md", SECOND.replace("LANGUAGE", lang).replace("WORDS", words))
    for lang in LANGUAGES:
        site.write(f"docs/{lang}/third.md", THIRD.replace("WORDS", SENTENCES[lang].partition(" ")[0]))
    ids = [f"small.figure-{number}{part}" for number in FEATURES for part in ("", ".drawing")]
    site.write("docs/ids.json", ledger_of(*IDS, *ids, page="index.md"))
    assert command(site, "synchronise", "index.md", "second.md", "third.md").returncode == 0
    for target in ("ids", "accept", "preview-site"):
        done = site.make(target)
        assert done.returncode == 0, done.stdout + done.stderr
    return site


def command(site, *arguments):
    """A command of the site, in a process that knows the new languages."""
    return subprocess.run(
        [sys.executable, "-m", "rnnformula.site", *arguments],
        cwd=site.folder,
        env=site.environment({}),
        capture_output=True,
        encoding="utf-8",
    )


def page(site, lang, name=""):
    return site.read(f"preview/{HOMES.get(lang, f'{lang}/')}{name}index.html")


@pytest.mark.parametrize(("lang", "direction"), [(DEFAULT, "ltr"), (CHINESE, "ltr"), ("qw", "ltr"), ("qr", "rtl")])
def test_a_page_names_its_language_and_the_direction_it_is_read_in(built, lang, direction):
    html = page(built, lang)
    assert re.search(r"<html [^>]*>", html)[0].startswith(f'<html lang="{lang}"')
    assert re.search(r'<body dir="(\w+)"', html)[1] == direction


@pytest.mark.parametrize("lang", [*LANGUAGES, *NEW])
def test_the_head_and_the_sitemap_link_every_language_and_the_default(built, lang):
    address = r"https?://[^/]+/"
    links = re.findall(rf'<link rel="alternate " hreflang="([\w-]+)" href="{address}(\S*)">', page(built, lang))
    wanted = {**HOMES, **{code: f"{code}/" for code in NEW}, "x-default": ""}
    assert dict(links) == wanted
    listed = re.findall(rf'hreflang="([\w-]+)" href="{address}(\S*)"/>', built.read("preview/sitemap.xml"))
    assert set(listed) == {(code, home + path) for code, home in wanted.items() for path in ("", "second/")} | {
        (code, home + "third/") for code, home in {**HOMES, "x-default": ""}.items()
    }


@pytest.mark.parametrize("lang", [*LANGUAGES, *NEW])
def test_the_switch_leads_to_each_other_language_by_its_own_name(built, lang):
    links = re.findall(r'<a class="md-header__button language"[^>]* lang="(\w+)">([^<]+)</a>', page(built, lang))
    assert dict(links) == {code: name for code, name in NAMES.items() if code != lang}
    assert f'title="{" / ".join(dark(code) for code in NAMES)}"' in page(built, lang)


def dark(code):
    return LANGUAGES[code].words["dark"] if code in LANGUAGES else f"{BEGINS[code]}Dark"


@pytest.mark.parametrize(("lang", "begin"), BEGINS.items())
def test_a_page_speaks_its_language_in_labels_and_description(built, lang, begin):
    html = page(built, lang)
    assert f"{begin}Preview" in re.search(r'<p class="preview".*?</p>', html)[0]
    assert re.search(rf"<th[^>]*>{begin}Step</th>", html)
    assert f'aria-label="{begin}Menu"' in html


@pytest.mark.parametrize("lang", [*LANGUAGES, *NEW])
def test_each_language_has_an_index_of_its_own_and_says_in_its_words_what_the_box_explains(built, lang):
    index = json.loads(built.read(f"preview/{HOMES.get(lang, f'{lang}/')}search/search_index.json"))
    assert "" in {entry["location"] for entry in index["docs"]}
    assert not {entry["location"] for entry in index["docs"]} & {f"{code}/" for code in (*LANGUAGES, *NEW)}
    text = "".join(entry["text"] for entry in index["docs"])
    begins = set(re.findall(r"It has|它有", text))
    assert begins == {"它有" if lang == CHINESE else "It has"}
    begin = BEGINS.get(lang, "")
    explain = LANGUAGES[lang if lang in LANGUAGES else DEFAULT].words["search_explain"]
    assert index["docs"][0]["language"]["explain"] == begin + explain


def test_the_page_for_missing_addresses_speaks_every_language_in_its_direction(built):
    html = built.read("preview/404.html")
    sections = re.findall(r"<section([^>]*)>\s*<h2>([^<]*)</h2>.*?<li><a href=\"([^\"]*)\">", html, re.DOTALL)
    assert [marks for marks, _, _ in sections] == ["", f' lang="{CHINESE}"', ' lang="qw"', ' lang="qr" dir="rtl"']
    assert [title for _, title, _ in sections][2:] == ["Qw There is no such page", "מק There is no such page"]
    assert [link for _, _, link in sections] == ["/", f"/{CHINESE}/", "/qw/", "/qr/"]


def test_a_number_has_the_form_of_a_word_that_goes_with_it(built):
    html = page(built, "qw")
    for form in ("Qw 1 weight!", "Qw 4 weights!!", "Qw 6 weights!!!"):
        assert re.search(rf">[^<]*{form}(?!!)", html), form
    assert "4 weights<" in page(built, DEFAULT)


def test_a_figure_is_drawn_from_the_left_on_a_page_that_is_read_from_the_right(built):
    for lang in (*LANGUAGES, *NEW):
        drawn = re.findall(r'<svg xmlns[^>]*class="fig"[^>]*>', page(built, lang))
        assert len(drawn) == len(FEATURES)
        assert ['direction="ltr"' in figure for figure in drawn] == [lang == "qr"] * len(FEATURES)


def test_a_word_that_nobody_has_translated_is_that_of_the_default_language_with_its_own_forms(built):
    english = LANGUAGES[DEFAULT].words
    for code in NEW:
        assert f'title="{" / ".join(LANGUAGES[lang].words["light"] for lang in LANGUAGES)} / Light / Light"' in page(
            built, code
        )
        assert built.read("preview/404.html").count(english["missing_tag"]) == 1 + len(NEW)
        drawn = page(built, code, "second/")
        assert ">4 units<" in drawn
        assert f"{BEGINS[code]}3 features!!<" in drawn


def test_the_glossary_shows_a_term_that_nobody_has_translated_in_the_default_language(built):
    asked = f"""
from rnnformula.site.fences.loading import read_book
from rnnformula.site.reports.glossary_terms import NO_WORD, _row
from rnnformula.language import LANGUAGES, words
from pathlib import Path
terms = read_book(Path.cwd()).terms
for lang in {[*NEW, CHINESE]}:
    order = [lang, *(other for other in LANGUAGES if other != lang)]
    for term in (terms[0], terms[2]):
        print(*_row(term, order, words(lang)), sep="|")
"""
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=built.folder, capture_output=True, encoding="utf-8", check=True
    )
    first, third, bare, _, chinese, _ = done.stdout.splitlines()
    assert first.startswith("[**layer**](#glossary.layer){: #glossary.layer lang=" + DEFAULT + " }<br>layer<br>")
    assert third.startswith(
        "[**Qw hidden layer**](#glossary.hidden-layer){: #glossary.hidden-layer }<br>hidden layer<br>"
    )
    assert "Qw A layer between" in third
    assert bare.startswith("[**layer**]")
    assert chinese.partition("|")[0].endswith("<br>layer<br>–<br>–")


def test_a_term_that_a_whole_language_lacks_is_refused_still(built, tmp_path):
    site = copy_site(built, tmp_path / "small")
    site.edit("docs/glossary.toml", lambda text: re.sub(rf"^{CHINESE} = .*\n", "", text, count=1, flags=re.MULTILINE))
    done = site.make("preview-site")
    assert done.returncode != 0
    assert re.search(r"docs/glossary\.toml:\d+: expected id, group", done.stderr + done.stdout)


def test_contributors_are_told_in_the_new_language_what_it_has_words_for(built):
    for code, begins in BEGINS.items():
        done = subprocess.run(
            [sys.executable, "-m", "rnnformula.site", "check", "--lang", code],
            cwd=built.folder,
            env=built.environment({}),
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith(f"{begins}front matter ({begins}")


def test_programs_are_told_of_the_new_languages(built):
    listed = built.read("preview/llms.txt")
    assert all(f"## {NAMES[code]}\n" in listed for code in NEW)
    assert all(NEW[code][3] in built.read(f"preview/{code}/llms-full.txt") for code in NEW)
    citations = json.loads(built.read("preview/assets/citations/second.json"))
    assert all(f'"{code}"' in json.dumps(citations) for code in NEW)
    tags = built.read("preview/t/index.html")
    assert re.findall(r'<section[^>]* lang="(\w+)"', tags) == [*NAMES]
    assert '<section id="qr" lang="qr" dir="rtl">' in tags


@pytest.fixture(scope="module")
def address(built):
    with serve(built.folder / "preview") as served:
        yield served


@pytest.fixture
def visit(contexts, address):  # noqa: F811
    """Open a page; messages and failures come with it."""
    opened = []

    def open_page(path, **settings):
        opened.append(contexts(**settings).new_page())
        noise = []
        listen(opened[-1], address, noise.append)
        opened[-1].goto(address + path, wait_until="load")
        return opened[-1], noise

    yield open_page
    for each in opened:
        each.close()


SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", NEW)
def test_a_page_in_chromium_is_read_in_its_direction_fits_the_screen_and_is_accessible(visit, lang, screen, scheme):
    for path in (f"{lang}/", f"{lang}/second/"):
        seen, noise = visit(path, viewport=SCREENS[screen], color_scheme=scheme)
        seen.evaluate(SETTLED)
        assert seen.evaluate("document.documentElement.lang") == lang
        assert seen.evaluate("getComputedStyle(document.body).direction") == ("rtl" if lang == "qr" else "ltr")
        assert seen.evaluate(OVERFLOW) == 0
        assert [line for line in violations(seen) if not line.startswith(MADE_UP)] == []
        assert noise == []


@pytest.mark.parametrize("lang", NEW)
def test_the_switch_in_chromium_keeps_the_page_in_each_direction(visit, address, lang):
    for other in NAMES:
        if other != lang:
            seen, noise = visit(f"{lang}/second/#second.arrays", viewport=SCREENS["phone"])
            seen.click(f"a.language[lang={other}]")
            seen.wait_for_url(f"{address}{HOMES.get(other, f'{other}/')}second/#second.arrays")
            seen.click(f"a.language[lang={lang}]")
            seen.wait_for_url(f"{address}{lang}/second/#second.arrays")
            assert noise == []


@pytest.mark.parametrize("lang", NEW)
def test_a_figure_in_chromium_follows_its_fields_in_the_forms_of_both_languages(visit, lang):
    """What is translated has three forms, or two, and what is borrowed the two of English."""
    seen, noise = visit(f"{lang}/second/", viewport=SCREENS["desktop"])
    forms = ("!", "!!", "!!!" if lang == "qw" else "!!")
    for features, units, form in ((1, 2, 0), (4, 1, 1), (7, 5, 2)):
        seen.fill("[data-field=features]", str(features))
        seen.fill("[data-field=units]", str(units))
        wanted = f"{BEGINS[lang]}{features} feature{'s' if features > 1 else ''}{forms[form]}"
        seen.wait_for_function(
            "wanted => [...document.querySelectorAll('svg.fig text')].some(each => each.textContent === wanted)",
            arg=wanted,
        )
        drawn = seen.eval_on_selector_all("svg.fig text", "texts => texts.map(text => text.textContent)")
        assert f"{units} unit{'s' if units > 1 else ''}" in drawn
    assert noise == []


@pytest.mark.parametrize("lang", NEW)
def test_the_search_in_chromium_finds_a_word_of_the_language_and_labels_are_in_it(visit, lang):
    seen, noise = visit(f"{lang}/", viewport=SCREENS["desktop"])
    labels = json.dumps(
        seen.evaluate("[...document.querySelectorAll('[aria-label]')].map(each => each.ariaLabel)"), ensure_ascii=False
    )
    assert f'"{BEGINS[lang]}Menu"' in labels
    seen.fill("input[name=query]", NEW[lang][3])
    seen.wait_for_selector(".md-search-result__item a")
    hits = seen.eval_on_selector_all(".md-search-result__item a", "links => links.map(link => link.pathname)")
    assert hits
    assert {hit.removeprefix("/") for hit in hits} == {f"{lang}/second/"}
    assert noise == []


@pytest.mark.parametrize("lang", NEW)
def test_a_page_that_nobody_has_translated_is_shown_in_the_default_language_and_says_so(built, lang):
    html = page(built, lang, "third/")
    assert re.search(r"<html [^>]*>", html)[0].startswith(f'<html lang="{lang}"')
    assert f'<div class="lent" lang="{DEFAULT}" dir="ltr">' in html
    note = re.search(rf'<p class="language-note" role="note" lang="{lang}" dir="(\w+)"[^>]*>(.*?)</p>', html)
    assert note[1] == ("rtl" if lang == "qr" else "ltr")
    assert f'<a href="../../third/" hreflang="{DEFAULT}" lang="{DEFAULT}">' in note[2]
    assert re.search(r'<link rel="canonical" href="https?://[^/]+/third/">', html)
    assert "hreflang" not in html.partition("</head>")[0]
    sitemap = built.read("preview/sitemap.xml")
    assert "/third/" in sitemap
    assert f"/{lang}/third/" not in sitemap
    assert f'hreflang="{lang}"' not in page(built, DEFAULT, "third/").partition("</head>")[0]
    assert f'href="../{lang}/third/"' in page(built, DEFAULT, "third/")  # the switch leads there all the same


def test_what_is_left_of_a_new_language_is_listed_page_by_page_and_word_by_word(built):
    listed = command(built, "translation", "--json", "--languages", "qw")
    assert (listed.returncode, listed.stderr) == (1, "")
    told = json.loads(listed.stdout)
    assert told["languages"]["qw"]["missing"] == 3
    assert told["pages"] == {"third.md": {"qw": {"missing": 3}}}
    names = {text["name"] for text in told["left"]["qw"]["words"]["left"]}
    assert {*LEFT} <= names  # and what stands on several lines
    assert len(names) < 10
    assert len(told["left"]["qw"]["terms"]["left"]) == 4  # two terms, each with a word and a meaning
    waits = command(built, "check").stdout.splitlines()[-1]
    assert waits == "translation: qw: 3 missing; qr: 3 missing; `make translation` lists them"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", NEW)
def test_a_lent_page_in_chromium_is_read_in_its_own_direction_and_found(visit, lang, screen):
    seen, noise = visit(f"{lang}/third/", viewport=SCREENS[screen])
    seen.evaluate(SETTLED)
    direction = "node => getComputedStyle(node).direction"
    assert seen.eval_on_selector(".lent h1", direction) == "ltr"
    assert seen.eval_on_selector(".language-note", direction) == ("rtl" if lang == "qr" else "ltr")
    assert seen.evaluate(OVERFLOW) == 0
    assert [line for line in violations(seen) if not line.startswith(MADE_UP)] == []
    seen.click(".language-note a")
    seen.wait_for_url("**/third/")
    assert seen.evaluate("document.documentElement.lang") == DEFAULT
    assert noise == []


@pytest.mark.parametrize("lang", NEW)
def test_the_search_in_chromium_finds_what_is_lent(visit, lang):
    seen, noise = visit(f"{lang}/", viewport=SCREENS["desktop"])
    seen.fill("input[name=query]", "xylophone")
    seen.wait_for_selector(".md-search-result__item a")
    hits = seen.eval_on_selector_all(".md-search-result__item a", "links => links.map(link => link.pathname)")
    assert {hit.removeprefix("/") for hit in hits} == {f"{lang}/third/"}
    assert noise == []
