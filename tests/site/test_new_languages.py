"""Two languages more, on a copy: one with three plural forms, one written from right to left; Material knows neither.

Each is a file and a line of the register, its pages and its terms. Nothing else of the copy is touched.
"""

import json
import re

import pytest

from rnnformula.language import DEFAULT, LANGUAGES
from tests.languages import CHINESE, ENGLISH, HOMES
from tests.published import ledger_of
from tests.site.conftest import IDS, PAGE, SENTENCES, copy_site

pytestmark = pytest.mark.long

#: Three forms: for one, for a few, for many.
LEFT_TO_RIGHT = """\
from rnnformula.language.definition import Language
from rnnformula.language.{english} import WORDS as TRANSLATED


def plural(number):
    return 0 if number == 1 else 1 if number < 5 else 2


def translate(word):
    forms = word.split("|")
    forms = [forms[0] + "!", forms[1] + "!!", forms[1] + "!!!"] if len(forms) > 1 else forms
    return "|".join("Qw " + form if any(map(str.isalpha, form)) else form for form in forms)


WORDS = {{key: translate(word) for key, word in TRANSLATED.items()}}
NEW = Language(code="qw", words=WORDS, forms=3, plural=plural)
"""
RIGHT_TO_LEFT = """\
from rnnformula.language.definition import Language
from rnnformula.language.{english} import WORDS as TRANSLATED


def prose():
    from rnnformula.language.prose import Prose

    return Prose(closing_marks="؟،")


WORDS = {{key: "מק " + word if any(map(str.isalpha, word)) else word for key, word in TRANSLATED.items()}}
NEW = Language(code="qr", words=WORDS, direction="rtl", prose=prose)
"""
NEW = {"qw": (LEFT_TO_RIGHT, "Qw "), "qr": (RIGHT_TO_LEFT, "מק ")}
FIGURE = """
## Figure NUMBER {#small.figure-NUMBER}

[](){#small.figure-NUMBER.drawing}

```python exec="on"
from rnnformula import figure, render

print(render.hypertext(figure("unit", "Dense", units=1, features=NUMBER), lang="LANGUAGE"))
```
"""
FEATURES = (1, 4, 6)


def add_language(site, code, source):
    """The file, and the line, which is an import and an entry."""
    site.write(f"rnnformula/language/{code}.py", source.format(english=ENGLISH))
    site.edit(
        "rnnformula/language/__init__.py",
        lambda text: text.replace(
            "import CHINESE\n", f"import CHINESE\nfrom rnnformula.language.{code} import NEW as {code.upper()}\n"
        ).replace("\n    )\n}", f"\n        {code.upper()},\n    )\n}}"),
    )


def translate_terms(text, code, begin):
    """The glossary with a word and a meaning more in each term."""

    def add(match):
        return f"{match[0]}\n{match[1]}{code} = {json.dumps(begin + json.loads(match[2]), ensure_ascii=False)}"

    return re.sub(rf'^((?:meaning\.)?){ENGLISH} = (".*")$', add, text, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def built(recorded, tmp_path_factory):
    """The small site with figures in four languages, its preview built."""
    site = copy_site(recorded, tmp_path_factory.mktemp("languages") / "small")
    for code, (source, begin) in NEW.items():
        add_language(site, code, source)
        site.edit("docs/glossary.toml", lambda text, code=code, begin=begin: translate_terms(text, code, begin))
    figures = "".join(FIGURE.replace("NUMBER", str(number)) for number in FEATURES)
    for lang in (*LANGUAGES, *NEW):
        sentence = SENTENCES.get(lang, SENTENCES[ENGLISH])
        source = PAGE.format(lang=lang, sentence=sentence) + figures.replace("LANGUAGE", lang)
        site.write(f"docs/{lang}/index.md", source)
    ids = [f"small.figure-{number}{part}" for number in FEATURES for part in ("", ".drawing")]
    site.write("docs/ids.json", ledger_of(*IDS, *ids, page="index.md"))
    for target in ("accept", "preview-site"):
        done = site.make(target)
        assert done.returncode == 0, done.stdout + done.stderr
    return site


def page(site, lang):
    return site.read(f"preview/{HOMES.get(lang, f'{lang}/')}index.html")


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
    assert set(listed) == set(wanted.items())


@pytest.mark.parametrize("lang", [*LANGUAGES, *NEW])
def test_the_switch_leads_to_each_other_language_by_its_own_name(built, lang):
    links = re.findall(r'<a class="md-header__button language"[^>]* lang="(\w+)">([^<]+)</a>', page(built, lang))
    names = {code: language.name for code, language in LANGUAGES.items()} | {"qw": "Qw English", "qr": "מק English"}
    assert dict(links) == {code: name for code, name in names.items() if code != lang}
    assert f'title="{" / ".join(dark(code) for code in names)}"' in page(built, lang)


def dark(code):
    return LANGUAGES[code].words["dark"] if code in LANGUAGES else f"{NEW[code][1]}Dark"


@pytest.mark.parametrize(("lang", "begin"), [(code, begin) for code, (_, begin) in NEW.items()])
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
    begin = NEW[lang][1] if lang in NEW else ""
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


def test_a_term_without_a_word_in_a_new_language_is_refused(built, tmp_path):
    site = copy_site(built, tmp_path / "small")
    site.edit("docs/glossary.toml", lambda text: re.sub(r"^qw = .*\n", "", text, count=1, flags=re.MULTILINE))
    done = site.make("preview-site")
    assert done.returncode != 0
    assert re.search(r"docs/glossary\.toml:\d+: expected id, group", done.stderr + done.stdout)
