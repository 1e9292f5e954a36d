"""Each format of a citation is what its reader expects, in every language, of every kind of tag."""

import json
import re

import jsonschema_rs
import pytest

from rnnformula import InputError, cite
from rnnformula.citing import tags
from rnnformula.citing.citation_formats import CITATION_FORMATS
from rnnformula.citing.plain_formulas import MATHS, tex_as_text, without_marks
from rnnformula.citing.tag_register import tag_register
from rnnformula.language import LANGUAGES
from tests.citing.bibtex import read_bibtex
from tests.conftest import project_pages
from tests.languages import CHINESE, ENGLISH, WHOLE

SITE = "https://example.org/rnn"
LSTM, SUM, RETIRED, ODD_TITLE = "225Q", "224G", "226X", "2222"
CHECKED = {ENGLISH: "checked with Keras 3.15.1", CHINESE: "用 Keras 3.15.1、TensorFlow 2.21.0 核对"}
DAY = {
    "type": "object",
    "properties": {"date-parts": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}},
    "required": ["date-parts"],
    "additionalProperties": False,
}
TEXT = {"type": "string", "minLength": 1}
#: What the format allows of the fields that a web page or a program has.
CSL_JSON = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {
            "type": {"enum": ["webpage", "software"]},
            "author": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": {"literal": TEXT, "family": TEXT, "given": TEXT},
                    "minProperties": 1,
                    "additionalProperties": False,
                },
            },
            "issued": DAY,
            "accessed": DAY,
            **dict.fromkeys(("id", "title", "URL", "version", "language", "note", "container-title", "abstract"), TEXT),
        },
        "required": ["id", "type", "title", "author", "issued", "URL", "version", "language", "note"],
        "additionalProperties": False,
    },
}


def each_tag():
    """Every tag of the package that is in use."""
    return [tag for tag in tags() if not tag.retired]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", CITATION_FORMATS)
@pytest.mark.parametrize("release", [False, True])
def test_every_tag_can_be_cited_in_every_format_with_its_address(lang, form, release):
    folder = f"v{tag_register().work.version}/" if release else ""
    for tag in each_tag():
        written = cite(tag, format=form, lang=lang, address=SITE, version="this" if release else "latest")
        assert f"{SITE}/{folder}t/{tag.tag}/" in written
        if form == "bibtex":
            kind, key, fields = read_bibtex(written)
            assert (kind, key) == ("misc", f"rnnformula:{tag.tag}")
            assert fields["url"] == f"{SITE}/{folder}t/{tag.tag}/"
        elif form == "csl-json":
            jsonschema_rs.validate(CSL_JSON, json.loads(written))
        elif form in ("markdown", "text"):
            assert "\\text" not in written
            assert "$" not in written


@pytest.mark.parametrize("lang", WHOLE)
def test_markdown_has_the_statement_the_numbers_the_link_and_the_versions(register, lang):
    statement, numbers, link = cite(LSTM, lang=lang, address=SITE).split("\n\n")
    assert "`4 × units × (features + units + 1)`" in statement
    named = register.find(LSTM).example.named[lang].replace("：", ": ")
    assert numbers.replace("：", ": ") == f"{named}: `4 × 64 × (6 + 64 + 1) = 18,176`"
    assert link.startswith(f"[{register.find(LSTM).title(lang)}]({SITE}/t/{LSTM}/)")
    assert "rnnformula 0.1.0" in link
    assert CHECKED[lang] in link


def test_a_formula_that_the_statement_lacks_stands_below_it(register):
    statement, formula, *_ = cite(SUM, address=SITE).split("\n\n")
    assert statement == "The parameters of SimpleRNN are those of its kernel, its recurrent kernel and its bias."
    assert formula == "`features × units + units × units + units`"
    assert cite(SUM, format="text", address=SITE).splitlines()[1] == formula.strip("`")


def test_forums_that_show_tex_get_tex(register):
    written = cite(SUM, address=SITE, tex=True)
    assert "$$\n\\text{features} \\times \\text{units} +" in written
    assert "$1 \\times 10 + 10 \\times 10 + 10 = 120$" in written
    assert r"$4 \times \text{units} \times" in cite(LSTM, address=SITE, tex=True)


def test_a_formula_that_counts_nothing_is_text_too(register):
    written = cite("term.state", format="text", address=SITE)
    assert written.startswith("The state is h_t = tanh(W_hh h_(t-1) + W_xh x_t + b), at each step.\n")
    assert written.count("tanh") == 1


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_a_selection_stands_in_the_place_of_the_statement(register, form):
    written = cite(LSTM, format=form, address=SITE, quote=" four gates\n\nand a state\n")
    assert written.startswith({"markdown": "> four gates\n>\n> and a state\n\n[", "text": "“four gates"}[form])
    assert "18,176" not in written
    assert f"{SITE}/t/{LSTM}/" in written


def test_plain_text_ends_with_the_entry_of_a_list_of_references(register):
    english, chinese = (cite(LSTM, format="text", lang=lang, address=SITE).splitlines() for lang in (ENGLISH, CHINESE))
    assert english[0] == "LSTM has 4 × units × (features + units + 1) parameters."
    assert english[-1] == (
        "rnnformula contributors, A B & C (2026), “LSTM: The terms added up”, rnnformula 0.1.0, "
        f"checked with Keras 3.15.1, TensorFlow 2.21.0, {SITE}/t/{LSTM}/"
    )
    assert chinese[-1] == cite(LSTM, format="gb7714", lang=CHINESE, address=SITE)


def test_gb7714_has_the_day_of_the_release_and_that_of_access(register):
    written = cite(LSTM, format="gb7714", lang=CHINESE, address=SITE)
    assert written == (
        "rnnformula contributors、A B & C. LSTM：各项相加[EB/OL]. "
        "rnnformula 0.1.0，用 Keras 3.15.1、TensorFlow 2.21.0 核对. "
        f"(2026-11-21)[引用日期]. {SITE}/t/{LSTM}/"
    )
    dated = cite(LSTM, format="gb7714", lang=ENGLISH, address=SITE, accessed="2027-01-31")
    assert "[EB/OL]. " in dated
    assert "(2026-11-21)[2027-01-31]. https" in dated


def test_csl_json_has_authors_days_and_the_statement(register):
    (item,) = json.loads(cite(LSTM, format="csl-json", address=SITE, accessed="2027-01-31"))
    jsonschema_rs.validate(CSL_JSON, [item])
    assert item["author"] == [{"literal": "rnnformula contributors"}, {"family": "B & C", "given": "A"}]
    assert item["issued"] == {"date-parts": [[2026, 11, 21]]}
    assert item["accessed"] == {"date-parts": [[2027, 1, 31]]}
    assert (item["type"], item["language"], item["version"]) == ("webpage", ENGLISH, "0.1.0")
    assert item["abstract"] == "LSTM has 4 × units × (features + units + 1) parameters."


def test_what_tex_and_markdown_would_read_as_marks_is_escaped(register):
    fields = read_bibtex(cite(ODD_TITLE, format="bibtex", address=SITE))[2]
    assert fields["title"] == (
        r"{Why \textbraceleft{}100\%\textbraceright{} of W\_a \& [b] cost \$5 \#1 "
        r"\textasciicircum{}\textasciitilde{}\textbackslash{}x}"
    )
    assert fields["author"] == r"{rnnformula contributors} and A B \& C"
    assert cite(ODD_TITLE, address=SITE).startswith(r"[Why {100%} of W\_a & \[b\] cost")


@pytest.mark.parametrize(
    ("version", "folder"), [("latest", ""), ("this", "v0.1.0/"), ("0.1.0", "v0.1.0/"), ("v0.1.0", "v0.1.0/")]
)
def test_a_citation_leads_to_what_is_latest_or_to_this_version(register, version, folder):
    assert cite(LSTM, format="link", address=f"{SITE}/", version=version) == f"{SITE}/{folder}t/{LSTM}/"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "does not know where the site is published; give its address (--address https://example.org/)"),
        ({"address": "example.org"}, "expected an address such as https://example.org/, got 'example.org'"),
        ({"address": f"{SITE}/#a"}, "expected an address such as"),
        (
            {"address": SITE, "version": "9.9"},
            "statements of version 0.1.0; expected latest or 0.1.0, got '9.9'",
        ),
        ({"address": SITE, "accessed": "today"}, "expected a day such as 2026-01-31, got 'today'"),
        ({"address": SITE, "format": "word"}, "unknown format 'word'; did you mean"),
        ({"address": SITE, "lang": "fr"}, "unknown language 'fr'"),
    ],
)
def test_what_can_not_be_cited_so_is_said(register, arguments, message):
    with pytest.raises(InputError) as error:
        cite(LSTM, **arguments)
    assert message in str(error.value)


def test_a_retired_tag_is_not_cited(register):
    with pytest.raises(InputError, match=f"{RETIRED} is retired since version .*; see {SUM}"):
        cite(RETIRED, address=SITE)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"4 \times \text{units} = 1{,}024", "4 × units = 1,024"),
        (r"\frac{\text{units} + 1}{2} \le \units^2", "(units + 1) / 2 ≤ units²"),
        (r"\left(\text{kernel\_size}\right) \; \lceil x_{t-1} \rceil", "(kernel_size) ⌈x_(t-1)⌉"),
        (r"\begin{aligned} a & = b \\ & + c \end{aligned}", "a = b + c"),
        (r"\sqrt{2} \cdot \operatorname{tanh}(x)", "√2 · tanh(x)"),
        (r"x_", "x_()"),
    ],
)
def test_a_formula_in_tex_is_written_as_text(tex, text):
    assert tex_as_text(tex) == text


def test_no_formula_of_a_page_leaves_tex_behind():
    formulas = {match[1] or match[2] for page in project_pages() for match in MATHS.finditer(page.source)}
    assert len(formulas) > 100
    assert [text for text in map(tex_as_text, formulas) if re.search(r"[\\{}$&]", text)] == []


def test_marks_of_markdown_are_taken_off_and_products_left_alone():
    assert without_marks("a * b, **Not** `k_a` *x*, [see](a.md) $2 \\times 3$") == "a * b, Not k_a x, see 2 × 3"
