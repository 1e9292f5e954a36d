"""The policy names the scripts of the theme by their hashes, no other script is published, and nothing is foreign."""

import re
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort

from rnnformula.site.build import Build
from rnnformula.site.kept.shelf import Shelf
from rnnformula.site.publish.own_scripts import OwnScripts, find_own_scripts, scripts_in
from rnnformula.site.publish.page_content import active_parts, check_content
from rnnformula.site.publish.security import Policies, headers, protect, script_hashes
from tests.conftest import ROOT
from tests.languages import ENGLISH

PAGE = (
    '<html><head><meta charset="utf-8"><script>let a = 1</script></head>'
    '<body><script src="../a.js"></script><script type="application/json">{}</script>'
    "<article><p>a</p></article><script>let a = 1</script></body></html>"
)
#: Scripts that count as our own here: one in a page, and one beside it.
OWN = OwnScripts((re.compile("let a = [12]"),), {"a.js": ROOT / "docs" / "assets" / "search.js"})


def test_inline_scripts_are_named_once_each_and_others_not():
    assert len(script_hashes(PAGE)) == 1
    assert script_hashes(PAGE.replace("let a = 1", "let a = 2")) != script_hashes(PAGE)


@pytest.mark.parametrize("place", ["<body>", "<p>a</p>", "</article>", "</html>", "</head>"])
@pytest.mark.parametrize(
    "script",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<script >let a = 1;alert(1)</script\n>",
        "<script>alert(1)",
        "<script src=b.js></script>",
        "<script src='../a.js/../b.js'></script>",
        "<script src=https://example.org/a.js></script>",
        "<script src=//example.org/a.js></script>",
        "<script src=data:,alert(1)></script>",
        "<script src=../a.js>alert(1)</script>",
        "<script src></script>",
        "<script src=b.js type=application/json></script>",
        "<script type=module>import '../a.js'</script>",
        "<script type=importmap>{}</script>",
        "<script type='' type=application/json>alert(1)</script>",
        "<svg><script href=b.js></script></svg>",
        "<script type=application/ld+json src=b.js></script>",
        "<script type=application/ld+jsonp>alert(1)</script>",
    ],
)
def test_a_script_that_is_not_our_own_is_refused_wherever_it_got_into_a_page(script, place):
    assert protect(PAGE, OWN)
    with pytest.raises(
        ValueError, match=r"script .*: expected none but those of the theme, docs/theme and docs/assets"
    ):
        protect(PAGE.replace(place, place + script), OWN)


@pytest.mark.parametrize(
    ("written", "is_known"),
    [('{"a":1}', True), ('{"a":2}', False), ('{"a":1} ', False), ("", False), ("alert(1)", False)],
)
def test_what_a_page_says_of_itself_passes_as_the_build_wrote_it_and_adds_nothing_to_the_policy(written, is_known):
    own = OwnScripts(OWN.inline, OWN.files, graphs={'{"a":1}'})
    page = PAGE.replace("<body>", f'<body><script type="application/ld+json">{written}</script>')
    assert script_hashes(page) == script_hashes(PAGE)
    if is_known:
        assert protect(page, own).replace(f'<script type="application/ld+json">{written}</script>', "") == protect(
            PAGE, own
        )
    else:
        with pytest.raises(ValueError, match="JSON-LD that the build did not write"):
            protect(page, own)


def test_the_last_look_finds_what_a_page_says_of_itself_that_the_build_did_not_write(tmp_path):
    page = PAGE.replace("<body>", '<body><script type="application/ld+json">{"a":1}</script>')
    own = OwnScripts(OWN.inline, OWN.files, graphs={'{"a":1}'})
    (tmp_path / "index.html").write_text(protect(page, own), encoding="utf-8")
    assert list(Policies(own).faults_of_site(tmp_path)) == []
    assert list(Policies(OWN).faults_of_site(tmp_path)) == ["index.html: JSON-LD that the build did not write"]


def test_the_scripts_of_the_theme_and_of_this_project_are_our_own_and_no_others():
    own = find_own_scripts(ROOT, ["explain-0/start.mjs", "explain-0/rnnformula.zip"])
    assert own.files["assets/explain-0/start.mjs"] == ROOT / ".cache" / "assets" / "explain-0" / "start.mjs"
    assert own.files["assets/search.js"] == ROOT / "docs" / "assets" / "search.js"
    assert [name for name in own.files if re.fullmatch(r"assets/javascripts/bundle\.\w+\.min\.js", name)]
    assert {name.rpartition(".")[2] for name in own.files} == {"js", "mjs"}
    theme = 'new URL("{}",location),__md_hash='
    (scope,) = [pattern.pattern for pattern in own.inline if "__md_scope=new" in pattern.pattern]
    code = re.sub(r"\\(.)", r"\1", scope.replace(r"\.{1,2}(?:/\.\.)*", "WAY"))
    assert theme.format("WAY") in code
    for way, is_known in {".": True, "../../..": True, '"+alert(1)+"': False, "../x": False, "": False}.items():
        (script,) = scripts_in(f"<script>{code.replace('WAY', way)}</script>")
        assert (own.fault_of(script) == "") is is_known, way


@pytest.mark.parametrize(
    ("address", "is_known"),
    [
        ("/rnn/a.js", True),
        ("../a.js", True),
        ("/a.js", False),
        ("//rnn/a.js", False),
        ("//example.org/rnn/a.js", False),
        ("/rnn//example.org/a.js", False),
    ],
)
def test_a_script_may_be_named_from_the_home_page_on_and_from_no_other_place(address, is_known):
    own = OwnScripts((), OWN.files, "/rnn/")
    (script,) = scripts_in(f'<script src="{address}"></script>')
    assert (own.fault_of(script) == "") is is_known


SITE_FILES = {
    "index.html": protect(PAGE, OWN),
    "a.js": OWN.files["a.js"].read_text("utf-8"),
    "_headers": "",
    "a/a.svg": '<svg><path d="M0 0"/></svg>',
    "a/a.py": "",
}


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("", "", ""),
        ("index.html", PAGE, "a page without its policy"),
        ("index.html", protect(PAGE, OWN).replace("script-src 'self'", "script-src *"), "a page without its policy"),
        ("index.html", protect(PAGE, OWN).replace("let a = 1", "let a = 2"), "a page without its policy"),
        ("index.html", protect(PAGE, OWN).replace("<p>", "<script src=b.js></script><p>"), "script 'b.js'"),
        ("a/own.html", "<script>alert(1)</script>", "a page without its policy"),
        ("a.js", "alert(1)", "expected no script but"),
        ("b.js", "let a = 1", "expected no script but"),
        ("a/b.mjs", "let a = 1", "expected no script but"),
        ("a/a.svg", "<svg onload='alert(1)'/>", "alert(1)'/>\": a drawing may not hold this"),
        ("a/a.svg", "<svg><script>alert(1)</script></svg>", "'<script>': a drawing"),
        ("a/a.xhtml", "<html/>", "expected a file that ends in one of"),
        ("a/_headers", "", "expected a file that ends in one of"),
    ],
)
def test_the_last_look_finds_what_got_into_a_site_after_its_pages_were_protected(tmp_path, name, content, fault):
    for path, text in (SITE_FILES | ({name: content} if name else {})).items():
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    faults = list(Policies(OWN).faults_of_site(tmp_path))
    assert len(faults) == bool(fault)
    assert all(each.startswith(f"{name}: ") and fault in each for each in faults), faults


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
    monkeypatch.setattr("rnnformula.site.publish.page_content.active_parts", None)
    assert {content: check_content(content, Shelf(tmp_path / "read.json")) for content in contents} == contents
    with pytest.raises(TypeError):
        check_content("<p>b</p>", Shelf(tmp_path / "read.json"))


def test_the_policy_stands_before_everything_it_rules():
    protected = protect(PAGE, OWN)
    assert protected.index("Content-Security-Policy") < protected.index("<script>")
    assert script_hashes(PAGE)[0] in protected
    assert "default-src 'none'" in protected
    assert "unsafe-eval" not in protected
    assert "frame-ancestors" not in protected


def test_a_page_without_a_place_for_the_policy_is_refused():
    with pytest.raises(ValueError, match=r"expected .* once in the page, found it 0 times"):
        protect("<html></html>", OWN)


def test_pages_may_load_this_and_a_host_says_that_and_no_more():
    rules = "default-src 'none'; script-src 'self' HASH; style-src 'self'; style-src-attr 'unsafe-inline'; "
    rules += "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    rules += "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default"
    (told,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', protect(PAGE, OWN))
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
        "  Cross-Origin-Embedder-Policy: require-corp",
    ]
    for each in kept:
        shown_elsewhere = "\n  Cross-Origin-Resource-Policy: cross-origin" if each.startswith("/assets/link-") else ""
        kept_for_ever = r"/assets/\w+-\*\n  Cache-Control: public, max-age=31536000, immutable"
        assert re.fullmatch(kept_for_ever + shown_elsewhere, each)


def test_the_headers_for_a_host_allow_the_scripts_of_all_pages_and_no_frame():
    written = headers(["'sha256-b'", "'sha256-a'", "'sha256-b'"])
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-a' 'sha256-b';" in written
    assert "frame-ancestors 'none'" in written
    assert written.startswith("/*\n  Content-Security-Policy: ")
