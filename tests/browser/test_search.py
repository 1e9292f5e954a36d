"""Search finds the right pages of the reader's language, and no other, in a real browser."""

import json
import re

import pytest

from tests.browser.conftest import OPENED, PATHS
from tests.browser.pages import DESKTOP, listen
from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH, HOMES

#: The derivations that speak of every array.
DERIVED = {"layers/simple_rnn/", "layers/lstm/", "layers/gru/"}
#: Query -> pages of which one must be among the first three, without the language.
IN_ENGLISH = {
    "parameters": DERIVED | {"", "about/glossary/", "layers/simple_rnn_arguments/"},
    "weights": DERIVED | {"layers/simple_rnn_arguments/", "about/glossary/"},
    "bias": DERIVED | {"questions/two_biases/"},
    "recurrent kernel": DERIVED,
    "SimpleRNN": {"layers/simple_rnn/", "layers/simple_rnn_arguments/", ""},
    "LSTM": {"layers/lstm/", "questions/lstm/"},
    "GRU": {"layers/gru/", "questions/gru/"},
    "Bidirectional": {"layers/bidirectional/", "questions/bidirectional/"},
    "Embedding": {"questions/embedding/", "layers/around/"},
    "PyTorch": {"layers/frameworks/", "questions/two_biases/"},
    "sequence length": {"questions/sequence_length/"},
    "120": {"", "cases/ten_units/"},
    "4,457,472": {"questions/lstm/"},
    "4457472": {"questions/lstm/"},
    "131584": {""},
}
IN_CHINESE = {
    "参数": DERIVED | {"", "about/glossary/", "layers/simple_rnn_arguments/"},
    "参数量": DERIVED | {"", "about/glossary/", "layers/simple_rnn_arguments/"},
    "权重": DERIVED | {"layers/simple_rnn_arguments/", "about/glossary/"},
    "偏置": DERIVED | {"questions/two_biases/"},
    "循环核": DERIVED,
    "时间步": DERIVED | {"about/glossary/", "cases/ten_units/", "questions/sequence_length/"},
    "单元": DERIVED | {"about/glossary/", "cases/one_to_four_units/", "questions/sequence_length/"},
    "候选值": {"layers/lstm/", "layers/gru/", "about/glossary/"},
    "SimpleRNN": {"layers/simple_rnn/", "layers/simple_rnn_arguments/", ""},
    "LSTM": {"layers/lstm/", "questions/lstm/"},
    "GRU": {"layers/gru/", "questions/gru/"},
    "120": {"", "cases/ten_units/"},
    "4,457,472": {"questions/lstm/"},
    "4457472": {"questions/lstm/"},
    "131584": {""},
}
#: Typed without the blank between Chinese and Latin -> the same with it.
TYPED_TOGETHER = {
    "双向LSTM": "双向 LSTM",
    "LSTM参数量": "LSTM 参数量",
    "GRU参数量": "GRU 参数量",
    "为什么乘4": "为什么乘 4",
}
QUERIES = [(ENGLISH, query, pages) for query, pages in IN_ENGLISH.items()]
QUERIES += [(CHINESE, query, pages) for query, pages in IN_CHINESE.items()]
RECALL = 0.95


META = ".md-search-result__meta"
FIELD = "[data-md-component=search-query]"
FIRST_LINK = ".md-search-result__item a >> nth=0"
#: How the address of what the box is offered for begins.
OFFERED = "#ask="
#: The list grows when its end comes into sight; true once it has as many items as were found.
GROWN = """wanted => {
    const list = document.querySelector(".md-search__scrollwrap");
    const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
    list.scrollBy(0, isAtEnd ? -300 : 1e6);
    return document.querySelectorAll(".md-search-result__item").length >= wanted;
}"""


def is_in(lang, path):
    """Whether a page is in a language."""
    others = [home for code, home in HOMES.items() if home and code != lang]
    return path.startswith(HOMES[lang]) and not path.startswith(tuple(others))


def search(page, query):
    """The pages that are found, best first, without the language."""
    page.click(FIELD)
    if page.input_value(FIELD):
        page.fill(FIELD, "")
        page.keyboard.press("End")
        page.wait_for_function("name => !/\\d/.test(document.querySelector(name).textContent)", arg=META)
    said = page.text_content(META)
    page.fill(FIELD, query)  # at once: typed, each letter would be a query of its own
    page.keyboard.press("End")  # the box listens for keyup
    changed = """([name, said]) => {
        const now = document.querySelector(name).textContent;
        return now !== said && /\\d|没有|No matching/.test(now);
    }"""
    page.wait_for_function(changed, arg=[META, said])
    documents = int(re.search(r"\d+|$", page.text_content(META))[0] or 0)
    page.wait_for_function(GROWN, arg=documents)
    found = page.evaluate(
        "[...document.querySelectorAll('.md-search-result__item > a.md-search-result__link')].map(a => a.href)"
    )
    pages = [link for link in found if OFFERED not in link]
    return list(dict.fromkeys(link.split("#")[0].split("?")[0] for link in pages))


@pytest.fixture(scope="module")
def homes(contexts, address):
    """The home page of each language, with its messages; what is searched for one after the other."""
    opened = {}
    for lang, path in HOMES.items():
        noise = []
        page = contexts(viewport=DESKTOP).new_page()
        listen(page, address, noise.append)
        page.goto(address + path, wait_until="load")
        opened[lang] = page, noise
    yield opened
    for page, _ in opened.values():
        page.close()


@pytest.fixture
def searching(homes, lang, request):
    """The home page of the language that the test is about, with its messages."""
    page, _ = homes[lang]
    page.bring_to_front()  # a page that lies behind another is drawn once a second
    request.node.stash[OPENED] = [page]
    return homes[lang]


#: The text of a page that is searched: without what is left out, and without figures, whose numbers stand beside them.
SEARCHED = """html => {
    const article = new DOMParser().parseFromString(html, "text/html").querySelector("article");
    for (const element of article.querySelectorAll("[data-search-exclude], svg, script, style, option, .ran-with"))
        element.remove();
    return article.textContent;
}"""


@pytest.fixture(scope="module")
def texts(contexts, folder):
    """The text of each page that is searched, by its address."""
    page = contexts(viewport=DESKTOP).new_page()
    read = {path: page.evaluate(SEARCHED, (folder / path / "index.html").read_text("utf-8")) for path in PATHS}
    page.close()
    return read


def expected(texts, lang, query):
    """The pages of a language that hold the query, but for those whose headings alone are searched."""
    pattern = re.compile(rf"(?<!\w)(?<!\d,){re.escape(query)}" if query.isascii() else query, re.IGNORECASE)
    holding = {
        path.removeprefix(HOMES[lang]) for path, text in texts.items() if is_in(lang, path) and pattern.search(text)
    }
    return holding - {"about/checks/", "about/api/"}


@pytest.mark.parametrize(("lang", "query", "right"), QUERIES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_query_finds_the_right_page_first_and_nearly_all_pages(searching, texts, address, lang, query, right):
    home = address + HOMES[lang]
    page, noise = searching
    found = search(page, query)
    assert found
    assert [link for link in found if not link.startswith(home)] == []
    found = [link.removeprefix(home) for link in found]
    assert [path for path in found if not is_in(lang, HOMES[lang] + path)] == []
    assert right & set(found[:3]), found[:6]
    wanted = expected(texts, lang, query)
    assert len(wanted & set(found)) >= RECALL * len(wanted), sorted(wanted - set(found))
    assert noise == []


@pytest.mark.parametrize("lang", [CHINESE])
@pytest.mark.parametrize(("typed", "apart"), TYPED_TOGETHER.items())
def test_chinese_beside_latin_finds_what_it_finds_with_a_blank(searching, lang, typed, apart):
    page, noise = searching
    found = search(page, typed)
    assert found
    assert found == search(page, apart)
    assert noise == []


@pytest.mark.parametrize("lang", list(HOMES))
@pytest.mark.parametrize("count", ["131,584", "1,024"])  # 1,024 ends a sentence of the English home page
def test_a_count_finds_its_pages_with_and_without_commas_and_no_other(searching, texts, lang, address, count):
    page, _ = searching
    bare = count.replace(",", "")
    found = search(page, bare)
    assert found == search(page, count)
    home = address + HOMES[lang]
    assert {link.removeprefix(home) for link in found} == expected(texts, lang, bare) | expected(texts, lang, count)


def test_a_result_leads_to_the_section_in_the_readers_language(visit, address):
    page, _ = visit(f"{HOMES[CHINESE]}cases/ten_units/", viewport=DESKTOP)
    search(page, "循环核")
    page.click(".md-search-result__item a >> nth=0")
    page.wait_for_load_state()
    assert page.url.startswith(address + HOMES[CHINESE])
    assert "循环核" in page.inner_text("article")


@pytest.mark.parametrize("lang", list(HOMES))
def test_what_is_pasted_is_looked_for_without_a_key(searching, lang):
    page, noise = searching
    page.click(FIELD)
    page.fill(FIELD, "")
    page.keyboard.insert_text("TimeDistributed")  # as a paste: the text changes, and no key is let go
    page.wait_for_selector(f"{FIRST_LINK} >> mark")
    assert "time_distributed" in page.get_attribute(FIRST_LINK, "href")
    assert noise == []


@pytest.mark.parametrize(("lang", "words"), [(ENGLISH, "Explain"), (CHINESE, "解释")])
@pytest.mark.parametrize("typed", ["131584", "LSTM(64)"])
@pytest.mark.parametrize("way", ["click", "Enter"])
def test_a_number_and_a_layer_are_offered_to_the_box_first(visit, address, lang, words, typed, way):
    page, noise = visit(f"{HOMES[lang]}layers/gru/", viewport=DESKTOP)
    page.click(FIELD)
    page.keyboard.type(typed, delay=20)
    page.wait_for_function(
        "typed => document.querySelector('.md-search-result__item a')?.innerText.includes(typed)", arg=typed
    )
    assert page.inner_text(FIRST_LINK).strip() == f"{words} {typed}"
    if way == "click":
        page.click(FIRST_LINK)
    else:
        page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url == f"{address}{HOMES[lang]}{OFFERED}{typed}")
    page.wait_for_selector(":is(.explain-answer, .asked:target):visible")
    assert noise == []


@pytest.mark.parametrize("lang", list(HOMES))
def test_teasers_read_as_text(folder, lang):
    docs = json.loads((folder / HOMES[lang] / "search" / "search_index.json").read_text("utf-8"))["docs"]
    lines = [line for doc in docs for line in (doc["title"], *doc["text"].split("\n"))]
    assert not [line for line in lines if re.search(r"</(?:p|code|pre)>|\u200b|#$|unitskernel", line)]
    formula = {ENGLISH: "units kernel + units × units recurrent kernel", CHINESE: "units 输入核 + units × units 循环核"}
    assert any(formula[lang] in line for line in lines)
    assert any("W_xh" in line for line in lines)
    about_checks = [doc for doc in docs if doc["location"].startswith("about/checks/")]
    assert len(about_checks) > 5
    assert [doc["location"] for doc in about_checks if doc["text"] or doc["code"]] == ["about/checks/"]


def test_each_index_holds_its_own_language_only(folder):
    for lang, home in HOMES.items():
        index = json.loads((folder / home / "search" / "search_index.json").read_text("utf-8"))
        titles = " ".join(entry["title"] for entry in index["docs"])
        assert ("参数" in titles) == (lang == CHINESE)
        assert {entry["location"].split("#")[0] for entry in index["docs"]} == {
            path.removeprefix(HOMES[lang]) for path in PATHS if is_in(lang, path)
        }


def test_the_words_that_the_search_must_know_are_terms_of_the_glossary():
    terms = (ROOT / "docs" / "glossary.toml").read_text("utf-8")
    for query in IN_CHINESE:
        assert not re.search(r"[\u4e00-\u9fff]", query) or f'{CHINESE} = "{query}"' in terms
