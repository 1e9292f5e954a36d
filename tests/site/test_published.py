"""A page that shows how an include is written shows the include, and any other include is resolved."""

from html.parser import HTMLParser

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import Page
from rnnformula.site.publish.verifying import check_published
from tests.languages import CHINESE, ENGLISH
from tests.site.books import book_of
from tests.site.test_failures import fails

SHOWN = '# A {#a}\n\n````markdown\n```python exec="on"\n;--8<-- "a.py"\n```\n````\n'
HTML = '<h1 id="a">A</h1><pre><span class="w">--8&lt;</span>-- &quot;a.py&quot;</pre>'
INCLUDE = '--8<-- "small.py"'
FENCE = f"\n````markdown\n```python\n;{INCLUDE}\n```\n````\n"


@pytest.mark.parametrize(
    ("source", "html", "message"),
    [
        (SHOWN, HTML, ""),
        (SHOWN, HTML + "<p>--8&lt;-- &quot;b.py&quot;</p>", "1 includes are to be shown, 2 are"),
        (SHOWN, '<h1 id="a">A</h1>', "1 includes are to be shown, 0 are"),
        ("# A {#a}\n", HTML, "0 includes are to be shown, 1 are"),
        ("# A {#a}\n", '<h1 id="a">A</h1><p>```python exec="on" x = 1 ```</p>', "a fence that was not read is"),
    ],
)
def test_an_include_is_published_where_it_is_shown_and_nowhere_else(tmp_path, source, html, message):
    folder = tmp_path / CHINESE / "b" / "a"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(html, encoding="utf-8")
    problems = check_published(book_of([Page(CHINESE, "b/a.md", f"docs/{CHINESE}/b/a.md", source)]), tmp_path)
    assert [problem.message.split(" in /")[0] for problem in problems] == ([message] if message else [])


@pytest.mark.parametrize(
    ("fold", "message"), [('<details class="code">', ""), ("", "1 examples are to fold their code, 0 do")]
)
def test_folded_code_is_folded_on_the_page(tmp_path, fold, message):
    fence = '```python exec="on" source="folded" result="text"\n--8<-- "lstm_kernel.py"\n```\n'
    (tmp_path / "a").mkdir()
    html = f'<h1 id="a">A</h1><div class="example">{fold}</div>'
    (tmp_path / "a" / "index.html").write_text(html, encoding="utf-8")
    page = Page(ENGLISH, "a.md", f"docs/{ENGLISH}/a.md", f"# A {{#a}}\n\n{fence}")
    problems = check_published(book_of([page]), tmp_path)
    assert [problem.message.split(" in /")[0] for problem in problems] == ([message] if message else [])


def test_an_include_in_a_shown_fence_that_would_be_resolved_is_found():
    page = Page(ENGLISH, "a.md", f"docs/{ENGLISH}/a.md", SHOWN.replace(";--8", "--8"))
    _, problem = book_of([page]).unread[0]
    assert str(problem) == (
        f"docs/{ENGLISH}/a.md:3 [{ENGLISH}]: fence: it would show the snippet; "
        "to show the include, write ;--8<-- in place of --8<--"
    )


def test_the_reader_of_a_built_page_sees_the_include(good):
    for lang in LANGUAGES:
        good.edit(f"docs/{lang}/index.md", lambda text: text + FENCE)
    done = good.make("preview-site")
    assert done.returncode == 0, done.stdout
    seen = []
    reader = HTMLParser()
    reader.handle_data = seen.append
    reader.feed(good.read(f"preview/{CHINESE}/index.html"))
    assert f"```python\n{INCLUDE}\n```" in "".join(seen)


@pytest.mark.long
def test_a_resolved_include_fails_the_build(good):
    good.edit(f"docs/{ENGLISH}/index.md", lambda text: text + FENCE.replace(";", ""))
    fails(good, f"docs/{ENGLISH}/index.md:32 [{ENGLISH}]: fence: it would show the snippet")
