"""The policy names every script of a page by its hash, and nothing of another host."""

import pytest

from rnnformula.site.security import headers, protect, script_hashes

PAGE = (
    '<html><head><meta charset="utf-8"><script>let a = 1</script></head>'
    '<body><script src="a.js"></script><script type="application/json">{}</script>'
    "<script>let a = 1</script></body></html>"
)


def test_inline_scripts_are_named_once_each_and_others_not():
    assert len(script_hashes(PAGE)) == 1
    assert script_hashes(PAGE.replace("let a = 1", "let a = 2")) != script_hashes(PAGE)


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


def test_the_headers_for_a_host_allow_the_scripts_of_all_pages_and_no_frame():
    written = headers(["'sha256-b'", "'sha256-a'", "'sha256-b'"])
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-a' 'sha256-b';" in written
    assert "frame-ancestors 'none'" in written
    assert written.startswith("/*\n  Content-Security-Policy: ")
