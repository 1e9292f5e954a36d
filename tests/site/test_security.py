"""The policy names every script of the theme by its hash, none of a page's content, and nothing of another host."""

import re
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort

from rnnformula.site.build import Build
from rnnformula.site.kept.shelf import Shelf
from rnnformula.site.publish.security import active_parts, check_content, headers, protect, script_hashes
from tests.languages import ENGLISH

PAGE = (
    '<html><head><meta charset="utf-8"><script>let a = 1</script></head>'
    '<body><script src="a.js"></script><script type="application/json">{}</script>'
    "<script>let a = 1</script></body></html>"
)


def test_inline_scripts_are_named_once_each_and_others_not():
    assert len(script_hashes(PAGE)) == 1
    assert script_hashes(PAGE.replace("let a = 1", "let a = 2")) != script_hashes(PAGE)


def test_a_script_in_the_content_of_a_page_is_never_authorised():
    theme = PAGE.replace("</body>", "<article class='x'><p>a</p></article><script>let c = 1</script></body>")
    assert len(script_hashes(theme)) == 2
    for content in ("<script>alert(1)</script>", "</article><script>alert(1)</script><article>"):
        assert script_hashes(theme.replace("<p>a</p>", content)) == script_hashes(theme)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("<p>a</p><script>alert(1)</script>", ["<script>"]),
        ("<ScRiPt src=a.js>", ["<ScRiPt src=a.js>"]),
        ('<iframe src="a.html"></iframe>', ['<iframe src="a.html">']),
        ("<a href='#a' onclick='alert(1)'>a</a>", ["<a href='#a' onclick='alert(1)'>"]),
        ('<a href="java&#10;script:alert(1)">a</a>', ['<a href="java&#10;script:alert(1)">']),
        ("<img src=https://example.org/a.png>", ["<img src=https://example.org/a.png>"]),
        ('<img alt=">" src="//example.org/a.png">', ['<img alt=">" src="//example.org/a.png">']),
        ('<image xlink:href="https://example.org/a.png"/>', ['<image xlink:href="https://example.org/a.png"/>']),
        ('<a href="https://example.org" title="onclick=a">a</a>', []),
        ("<p>on = 3 &lt;script&gt; <code>onclick=1</code></p>", []),
        ("<p>a</p><!--><script>alert(1)</script>-->", ["<!--><script>alert(1)</script>-->"]),
        ("<!doctype html>", ["<!doctype html>"]),
        ("<?php a ?>", ["<?php a ?>"]),
        ("<img src=a onerror=alert(1)", ["<img src=a onerror=alert(1)"]),
        ("<a/onclick=alert(1)>", ["<a/onclick=alert(1)>"]),
        ('<a title="a"onclick=alert(1)>', ['<a title="a"onclick=alert(1)>']),
        ("<svg><title><img src=a onerror=alert(1)></title></svg>", ["<img src=a onerror=alert(1)>"]),
        ("<textarea><img src=a onerror=alert(1)></textarea>", ["<img src=a onerror=alert(1)>"]),
        ("<svg><style><img src=a onerror=alert(1)></style></svg>", ["<style>", "<img src=a onerror=alert(1)>"]),
        ("<p>a</p><script>1</script><p>b</p><script>2</script>", ["<script>"]),
        ("<p>a &lt; b, c > d &amp; e</p>", []),
        ('<img src="../a.svg"><svg><path d="M0 0"></path></svg>', []),
    ],
)
def test_what_would_run_or_load_from_elsewhere_is_found_in_the_html_of_a_page(content, found):
    assert active_parts(content) == found


def test_what_the_parser_does_not_understand_but_a_browser_may_is_found():
    (found,) = active_parts("<p>a</p><img\0 src=a onfocus=alert(1)>")
    assert found.startswith("<img")


def test_the_build_stops_at_a_page_whose_html_has_such_a_thing():
    page = SimpleNamespace(file=SimpleNamespace(src_uri=f"{ENGLISH}/page.md"))
    build = SimpleNamespace(read=Shelf())
    with pytest.raises(Abort, match=rf"{ENGLISH}/page\.md: '<script>': a page may not hold this"):
        Build.finish_page(build, "<p>a</p><script>alert(1)</script>", page)


def test_what_was_found_is_kept_for_the_same_content_and_no_other(tmp_path, monkeypatch):
    shelf = Shelf(tmp_path / "read.json")
    contents = {"<p>a</p>": "", "<script>": "'<script>': a page may not hold this"}
    assert {content: check_content(content, shelf) for content in contents} == contents
    shelf.save()
    monkeypatch.setattr("rnnformula.site.publish.security.active_parts", None)
    assert {content: check_content(content, Shelf(tmp_path / "read.json")) for content in contents} == contents
    with pytest.raises(TypeError):
        check_content("<p>b</p>", Shelf(tmp_path / "read.json"))


def test_a_page_whose_content_never_ends_authorises_none_of_its_scripts():
    page = PAGE.replace("</body>", "<article><script>let c = 1</script></body>")
    assert script_hashes(page) == script_hashes(PAGE)


def test_the_policy_stands_before_everything_it_rules():
    protected = protect(PAGE)
    assert protected.index("Content-Security-Policy") < protected.index("<script>")
    assert script_hashes(PAGE)[0] in protected
    assert "default-src 'none'" in protected
    assert "unsafe-eval" not in protected
    assert "frame-ancestors" not in protected


def test_a_page_without_a_place_for_the_policy_is_refused():
    with pytest.raises(ValueError, match=r"expected .* once in the page, found it 0 times"):
        protect("<html></html>")


def test_pages_may_load_this_and_a_host_says_that_and_no_more():
    rules = "default-src 'none'; script-src 'self' HASH; style-src 'self'; style-src-attr 'unsafe-inline'; "
    rules += "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    rules += "base-uri 'none'; form-action 'none'"
    (told,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', protect(PAGE))
    assert told == rules.replace("HASH", script_hashes(PAGE)[0])
    of_host = rules.replace("HASH", "'wasm-unsafe-eval'") + "; frame-ancestors 'none'"
    own, *kept = re.split(r"\n(?=/)", headers([]).rstrip("\n"))
    assert own.splitlines() == [
        "/*",
        f"  Content-Security-Policy: {of_host}",
        "  Referrer-Policy: no-referrer",
        "  X-Content-Type-Options: nosniff",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
        "  Cross-Origin-Opener-Policy: same-origin",
        "  Cross-Origin-Resource-Policy: same-origin",
    ]
    for each in kept:
        assert re.fullmatch(r"/assets/\w+-\*\n  Cache-Control: public, max-age=31536000, immutable", each)


def test_the_headers_for_a_host_allow_the_scripts_of_all_pages_and_no_frame():
    written = headers(["'sha256-b'", "'sha256-a'", "'sha256-b'"])
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-a' 'sha256-b';" in written
    assert "frame-ancestors 'none'" in written
    assert written.startswith("/*\n  Content-Security-Policy: ")
