"""Chinese typography: what is right passes, each fault is found with the right text."""

import pytest

from rnnformula.site.book.pages import Page
from tests.conftest import project_pages
from tests.languages import CHINESE, ENGLISH
from tests.site.books import problems_in, things_in
from tests.site.conftest import copy_files

#: What is read besides the pages.
READ = ("README.md", "CONTRIBUTING.md", f"rnnformula/language/{CHINESE}.py", "docs/glossary.toml")


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What is said of a page, in a project with no other text."""
    root = tmp_path_factory.mktemp("empty")
    for name in ("docs/glossary.toml", "mkdocs.yml"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("")

    def check(source, lang=CHINESE):
        page = Page(lang, "page.md", f"docs/{lang}/page.md", source)
        return [str(problem) for problem in problems_in("typography", [page], root)]

    return check


@pytest.mark.xdist_group("pages")
def test_the_projects_own_text_passes():
    pages = project_pages()
    assert problems_in("typography", pages) == []
    assert things_in("typography", pages) > things_in("typography", []) > 0


@pytest.mark.parametrize(
    "source",
    [
        "它有 10 个单元，120 个参数。",
        "用 `units` 表示，形状是 $(\\units, \\features)$。",
        "`a`，`b` 和它（`None`）",
        "所以 (num_features + num_units) × num_units 是它",
        "公式是 H × (I + H + 1)。I 就是它",
        "见[更多单元](#simple-rnn.units)那一步",
        "看 [Dense](#dense) 层",
        "## 为什么是 5、12、21、32？ {#page}",
        "**问题。** 它有几个？",
        "这是“深”网络，不是《书》——也不是别的……",
        "| 步骤 | 数 |\n| --- | --- |\n| 一 | 3 个 |",
        "- 一\n- 二",
        "有 1,234 个，1.5 倍，比是 3:4。",
        "行 · [中文](#中文)",
        "[](){#a.table}\n\n| 表 |\n| --- |",
        "```text\n中文,中文abc\n```",
        "$$\n\\text{偏置abc}\n$$",
        "中文\nKeras",
    ],
)
def test_text_in_order_passes(said, source):
    assert said(source + "\n") == []


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("它有10个单元。", "它有 10 个单元。", "它有10个单元。"),
        ("Keras的层。", "Keras 的层。", "Keras的层。"),
        ("两个,三个", "两个，三个", "两个,三个"),
        ("完了.", "完了。", "完了."),
        ("完了;又来", "完了；又来", "完了;又来"),
        ("是吗?", "是吗？", "是吗?"),
        ("如下:", "如下：", "如下:"),
        ("`a`:它", "`a`：它", "`a`:它"),
        ("`a`, 它", "`a`，它", "`a`, 它"),
        ("参数(权重加偏置)", "参数（权重加偏置）", "参数(权重加偏置)"),
        ("默认 (不改)", "默认（不改）", "默认 (不改)"),
        ('这是"深"网络', "这是“深”网络", '这是"深"网络'),
        ("用`units`表示", "用 `units` 表示", "用`units`表示"),
        ("形状$x$是", "形状 $x$ 是", "形状$x$是"),
        ("见[10 个](#a)那里", "见 10 个那里", "见10 个那里"),
        ("**Keras**的", "Keras 的", "Keras的"),
        ("一个 ，两个", "一个，两个", "一个 ，两个"),
        ("一个， 两个", "一个，两个", "一个， 两个"),
        ("他说： “好”", "他说：“好”", "他说： “好”"),
        ("一 —— 二", "一——二", "一 —— 二"),
        ("等等...再说", "等等……再说", "等等...再说"),
        ("３个", "3个", "３个"),
        ("## 第1步 {#a}", "第 1 步", "第1步"),
        ("| 第1步 |\n| --- |", "第 1 步", "第1步"),
        ("- 第1步", "第 1 步", "第1步"),
        ("![第1步](a.svg)", "第 1 步", "第1步"),
    ],
)
def test_a_fault_is_found_with_the_right_text(said, source, right, wrong):
    assert said(source + "\n") == [
        f'docs/{CHINESE}/page.md:1 [{CHINESE}]: typography: expected "{right}", got "{wrong}"'
    ]


def test_the_excerpt_is_short_and_has_its_line(said):
    source = (
        "---\ndescription: 一页\n---\n\n# 标题 {#a}\n\n" + "很长的一句话，" * 20 + "有3个" + "，还没有完" * 20 + "\n"
    )
    assert said(source) == [
        (
            f"docs/{CHINESE}/page.md:7 [{CHINESE}]: typography: "
            'expected "的一句话，有 3 个，还没有完", got "的一句话，有3个，还没有完"'
        )
    ]


def test_the_description_is_read(said):
    assert f"docs/{CHINESE}/page.md:2 " in said("---\ndescription: 有3个\n---\n\n# 标题 {#a}\n")[0]


@pytest.mark.parametrize("source", ["中文\n中文", "中文，\nKeras", "Keras\n，中文", "- 中文\n  中文"])
def test_a_line_break_that_shows_as_a_blank_is_found(said, source):
    message = "typography: the line break shows as a blank; write the paragraph in one line"
    assert said(f"# 一 {{#a}}\n\n{source}\n") == [f"docs/{CHINESE}/page.md:3 [{CHINESE}]: {message}"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("“没有关", "“ is not closed; expected ” behind it"),
        ("关了”", "” closes nothing; expected “ before it"),
        ("（第一层)", "（ is not closed; expected ） behind it"),
        ("“一（二”三）", "” closes nothing; expected “ before it"),
    ],
)
def test_quotes_and_brackets_come_in_pairs(said, source, message):
    assert f"docs/{CHINESE}/page.md:1 [{CHINESE}]: typography: {message}" in said(source + "\n")


def test_an_english_page_is_left_alone(said):
    assert said("The term 偏置,which is 3个\n", lang=ENGLISH) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("README.md", "改什么，打开哪里", "改什么,打开哪里"),
        ("CONTRIBUTING.md", "### 增加一种层", "### 增加1种层"),
        (f"rnnformula/language/{CHINESE}.py", '"步骤"', '"步骤1"'),
        ("docs/glossary.toml", f'{CHINESE} = "输入核"', f'{CHINESE} = "输入核1"'),
        ("docs/glossary.toml", "每个特征一行", "每个特征1行"),
        (f"rnnformula/language/{CHINESE}.py", "并用 Keras 核对", "并用Keras 核对"),
    ],
)
def test_chinese_outside_the_pages_is_read(tmp_path, name, old, new):
    copy_files(tmp_path, *READ)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    (tmp_path / name).write_text(text, encoding="utf-8")
    line = next(number for number, text in enumerate(text.splitlines(), 1) if new in text)
    assert [(problem.file, problem.line) for problem in problems_in("typography", [], tmp_path)] == [(name, line)]
