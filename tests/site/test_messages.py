"""What is said to contributors is said in their language: all of it, with the same values, at the same place."""

import ast
import json
import os
import pickle
import re
import subprocess
import sys
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir

from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.site.book.pages import Page
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.checks import CHECKS, problems_of, run_checks
from rnnformula.site.checks.typography import HAN_CHARACTER, correct
from rnnformula.site.html.notices import notices_of_build
from rnnformula.site.messages import (
    LANG_VARIABLES,
    Message,
    alternatives,
    as_message,
    catalog,
    catalog_file,
    from_json,
    spoken_language,
)
from tests.conftest import ROOT, project_book, project_pages, text
from tests.languages import CHINESE, ENGLISH, WHOLE
from tests.site.books import book_of

SITE_FOLDER = ROOT / "rnnformula" / "site"
#: What makes a message of the template that stands first in it.
MAKERS = {"Message": None, "failure": None}
#: The files of languages besides English.
TRANSLATED = [lang for lang in LANGUAGES if catalog_file(lang).exists()]
SPEAKS_CHINESE = {LANG_VARIABLES[0]: "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": f"{CHINESE}_CN.UTF-8"}


def templates_in_code():
    """The template of every message that the code can say."""
    found = extract_from_dir(str(SITE_FOLDER), method_map=[("**.py", "python")], keywords=MAKERS)
    return {template for _, _, template, _, _ in found}


def fields(template):
    """What is put into a template, and how."""
    return {(name, conversion, form) for _, name, form, conversion in Formatter().parse(template) if name is not None}


def test_every_language_but_english_has_its_messages():
    assert set(TRANSLATED) == LANGUAGES.keys() - {DEFAULT}


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_language_has_every_message_and_none_that_is_gone(lang):
    in_code = templates_in_code()
    assert len(in_code) > 150
    assert LANGUAGES[lang].partial or sorted(in_code - catalog(lang).keys()) == []
    assert sorted(catalog(lang).keys() - in_code) == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translated_message_has_the_same_values(lang):
    for template, translated in catalog(lang).items():
        assert fields(template) == fields(translated), template


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translated_message_names_the_same_commands_and_code(lang):
    for template, translated in catalog(lang).items():
        assert sorted(re.findall("`[^`]*`", template)) == sorted(re.findall("`[^`]*`", translated)), template


#: Values that are Chinese words in a Chinese message, some of them not always.
WORDS = re.compile(r"\{(?:project|kind|run|where|fault)\}")
HIDDEN = re.compile(r"`[^`]*`|\[\]\(\)\{\{[^}]*\}*|\{[^{}]*\}")


def test_chinese_messages_are_set_as_chinese_text():
    for translated in catalog(CHINESE).values():
        written = translated.removesuffix("{output}")  # from a new line on
        ways = [HIDDEN.sub("X1X", text) for text in (WORDS.sub("词", written), written)]
        assert any(correct(way) == way for way in ways) or not HAN_CHARACTER.search(translated), translated


#: What takes a message, and the place of the message in it.
TAKES = {"Problem": 2, "damaged": 1, "ValueError": 0, "at_pages": 2, "refuse": 1, "Abort": 0}
#: These run in a process of its own, or are about what is installed.
APART = {"examples/worker.py", "examples/layer_outputs.py", "html/code_blocks.py", "publish/translations.py"}
APART |= {"publish/templates.py", "algebra/polynomials.py", "build.py", "reports/__init__.py"}


def untranslatable(tree):
    """The lines where a text that was put together in place, and no message, is what somebody is told."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            told = node.args[TAKES[name]] if name in TAKES and len(node.args) > TAKES[name] else None
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("message", "fault"):
            told = node.value
        else:
            continue
        if isinstance(told, ast.JoinedStr) or (isinstance(told, ast.Constant) and " " in str(told.value)):
            yield node.lineno


def test_whatever_becomes_a_problem_is_a_message():
    found = [
        f"{file.relative_to(SITE_FOLDER)}:{line}"
        for file in sorted(SITE_FOLDER.rglob("*.py"))
        if file.relative_to(SITE_FOLDER).as_posix() not in APART
        for line in untranslatable(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_a_text_in_the_place_of_a_message_is_found():
    code = 'Problem(file, 1, f"{name} is missing")\nraise ValueError("it is wrong")\nmessage = f"{name}: no"\n'
    assert sorted(untranslatable(ast.parse(code))) == [1, 2, 3]
    assert list(untranslatable(ast.parse('Problem(file, 1, Message("it is wrong"))'))) == []


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({}, ENGLISH),
        ({"LANG": f"{CHINESE}_CN.UTF-8"}, CHINESE),
        ({"LANG": f"{CHINESE}-CN"}, CHINESE),
        ({"LC_MESSAGES": CHINESE}, CHINESE),
        ({"LANG": "C.UTF-8"}, ENGLISH),
        ({"LANG": "fr_FR.UTF-8"}, ENGLISH),
        ({"LC_ALL": "C", "LANG": f"{CHINESE}_CN.UTF-8"}, ENGLISH),
        ({"LC_ALL": "", "LANG": f"{CHINESE}_CN.UTF-8"}, CHINESE),
        ({"LC_ALL": f"{CHINESE}_CN", "LC_MESSAGES": "en_GB", "LANG": "en_GB"}, CHINESE),
        ({"RNNFORMULA_LANG": ENGLISH, "LC_ALL": f"{CHINESE}_CN"}, ENGLISH),
    ],
)
def test_the_environment_says_which_language_is_spoken(monkeypatch, variables, lang):
    for name in LANG_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert spoken_language() == lang


def test_a_message_is_its_english_text_and_another_one_elsewhere():
    message = Message("the id {name!r} is not in {file}", name="a.b", file="index.html")
    assert message == "the id 'a.b' is not in index.html"
    assert message.written(ENGLISH) == message
    assert message.written(CHINESE) == "index.html 里没有 id 'a.b'"
    assert str(ValueError(message)).written(CHINESE) == message.written(CHINESE)


def test_a_message_in_a_message_is_translated_too():
    message = Message("{text}: expected the order {right}", text="i f", right=alternatives(["i f c o", "z r h"]))
    assert message == "i f: expected the order i f c o or z r h"
    assert message.written(CHINESE) == "i f：顺序应为 i f c o 或 z r h"


def test_what_has_no_translation_stays_as_it_is():
    assert Message("{name} is new here", name="a").written(CHINESE) == "a is new here"
    assert as_message("words of Keras {}").written(CHINESE) == "words of Keras {}"


def test_a_message_outlives_a_process_and_a_cache():
    message = Message(
        "fence: {error}", error=Message("unknown id {name!r}; {file} lists all", name="x", file="docs/ids.json")
    )
    for again in (pickle.loads(pickle.dumps(message)), from_json(json.loads(json.dumps(message.as_json())))):
        assert again == message
        assert again.written(CHINESE) == "代码块：不认识的 id 'x'；全部 id 见 docs/ids.json"


def page(lang, source, path="page.md"):
    return Page(lang, path, f"docs/{lang}/{path}", source)


BROKEN = {
    ENGLISH: """\
# A title that is far longer than the menu of a phone has room for {#Page}

## Part

It has 10 units and 1,234,567 parameters: $1 + 2 = 4$, $\\units \\times 17$. See [there](nowhere.md).
An LSTM has five gates. GRU(5) on 4 features has 7 parameters. <b>Bold</b> { .small } ![x](none.png)

- [Another](page.md)

| a | b |
| --- | --- |
| c | d |

| loose |

```python exec="on" source="above" result="text"
--8<-- "nowhere.py"
```

```python exec="on"
print(1)
```

[](){#page.answer}

It is 7.
""",
    CHINESE: """\
# 标题 {#Page}

## 部分 {#page.part}

共有3个单元,即（甲.
[](){#page.part}
""",
}


@pytest.fixture(scope="module")
def broken():
    pages = [page(lang, source) for lang, source in BROKEN.items()]
    return run_checks(book_of([*pages, page(ENGLISH, "# B {#b}\n", "b.md")]))


def test_pages_that_are_broken_in_each_way_are_said_to_be_so_in_chinese(broken):
    """The checks of equations and known counts look at no page; printed numbers come from snippets."""
    silent = {name for name, checked in broken.items() if not checked.problems}
    assert silent <= {"glossary", "known_counts", "known_costs", "equations", "printed_numbers"}
    assert CHECKS.keys() == broken.keys()
    for problem in problems_of(broken):
        said = problem.written(CHINESE)
        assert HAN_CHARACTER.search(said.partition(": ")[2]), problem
        assert said.partition(": ")[0] == str(problem).partition(": ")[0]
        assert problem.message.template in catalog(CHINESE)
        assert problem.message.template != "{text}"


def test_a_refused_wording_is_said_in_chinese():
    wrong = next(term.never[ENGLISH][0] for term in project_book().terms if term.never.get(ENGLISH))
    book = book_of([*project_pages(), page(ENGLISH, f"# A {{#a}}\n\nThe {wrong}.\n", "a.md")])
    said = [problem.written(CHINESE) for problem in CHECKS["glossary"](book).problems]
    assert [line for line in said if "约定的词是" in line]


def test_a_preview_says_what_is_wrong_in_the_language_of_the_page():
    problem = Problem("docs/page.md", 3, Message("the file is missing"), CHINESE)
    for lang, said in ((ENGLISH, "the file is missing"), (CHINESE, "缺少这个文件")):
        assert f"docs/page.md:3 [{CHINESE}]: {said}" in notices_of_build(lang, [problem], preview=False)


def test_an_error_lists_its_problems_in_a_language():
    error = SiteError([Problem("b", 1, Message("the file is missing")), Problem("a", 2, "who knows")])
    assert error.written(CHINESE) == "a:2: who knows\nb:1: 缺少这个文件\n共 2 个问题"
    assert str(pickle.loads(pickle.dumps(error))) == "a:2: who knows\nb:1: the file is missing\n2 problem(s)"


def places(said):
    """The file and the line of each problem."""
    return [line.partition(": ")[0] for line in said.splitlines() if re.match(r"\S+:\d+(?: \[\w+\])?: ", line)]


def test_the_commands_speak_the_language_of_the_environment(good):
    good.replace(f"docs/{CHINESE}/index.md", "10 个单元", "11 个单元")
    english, chinese = good.make("check"), good.make("check", **SPEAKS_CHINESE)
    assert (english.returncode, chinese.returncode) == (2, 2)
    assert "is printed by no example" in english.stderr
    assert "本页的示例都没有打印 11" in chinese.stderr
    assert places(english.stderr) == places(chinese.stderr) != []
    assert "checked front matter (2 pages), " in english.stdout
    assert "已检查：front matter（2 页）、" in chinese.stdout
    built = good.make("preview-site", **SPEAKS_CHINESE)
    assert "本页的示例都没有打印 11" in built.stdout + built.stderr
    assert "没有生成网站。" in built.stdout + built.stderr
    assert not (good.folder / "preview").exists()


def test_an_option_says_it_for_one_command(good):
    good.replace(f"docs/{CHINESE}/index.md", "10 个单元", "11 个单元")
    run = [sys.executable, "-m", "rnnformula.site", "check", "--lang"]
    environment = good.environment({"PATH": os.environ["PATH"]})
    said = {
        lang: subprocess.run(
            [*run, lang], cwd=good.folder, env=environment, capture_output=True, encoding="utf-8"
        ).stderr
        for lang in LANGUAGES
    }
    assert "is printed by no example" in said[ENGLISH]
    assert "本页的示例都没有打印 11" in said[CHINESE]


#: What the page on contributing quotes of a message, in each language.
QUOTED = {ENGLISH: re.compile(r"`([^`]+)`"), CHINESE: re.compile(r"“([^”]+)”")}
#: What stands there in the place of a value, and commands.
NO_MESSAGE = re.compile(r"make [\w-]+|expected|got|应为|写的是|[\w./]+/")


@pytest.mark.parametrize("lang", WHOLE)
def test_what_the_page_on_contributing_quotes_is_said_in_its_language(lang):
    page_text = text(f"docs/{lang}/about/contributing.md")
    listed = page_text.partition("{#contributing.messages}")[2]
    heads = [re.split(r": |：", line, maxsplit=1)[0] for line in listed.splitlines() if line.startswith("- ")]
    quoted = [words for head in heads for words in QUOTED[lang].findall(head) if not NO_MESSAGE.fullmatch(words)]
    assert len(quoted) > 25
    said = templates_in_code() if lang == DEFAULT else set(catalog(lang).values())
    for words in quoted:
        assert any(words in re.sub(r"\{\w+(?:!r)?\}", "", template) for template in said), words
