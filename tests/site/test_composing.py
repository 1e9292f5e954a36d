"""An archive is the same again and opens from a disk; what is published has latest and all releases, or nothing."""

import json
import re
import zipfile

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.problems import SiteError
from rnnformula.site.kept.archives import write_archive
from rnnformula.site.publish.editions import VERSION_FILE
from rnnformula.site.publish.security import policy_of
from rnnformula.site.releases.archiving import archive, as_plain, contents_of
from rnnformula.site.releases.composing import compose
from rnnformula.site.releases.host_headers import headers_of_all
from rnnformula.site.releases.unzipping import read_archive
from rnnformula.site.releases.version_file import read_version
from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH

SITE = "https://example.org/rnn/"

PAGE = """\
<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<script>run()</script>
<link rel="preload" href="{up}assets/a.woff2" as="font" crossorigin>
<link rel="canonical" href="{canonical}">
<link rel="stylesheet" href="{up}assets/style.css">
</head>
<body>
<input class="md-toggle" type="checkbox" id="__drawer"><label for="__drawer">≡</label>
<input class="md-toggle" type="checkbox" id="__search"><label for="__search">search</label>
<div class="md-search"><div><form><input><button>go</button></form></div></div>
<p class="edition"><a href="{up}../{folder}{here}" rel="bookmark">this</a> <a href="{up}../{here}">latest</a></p>
<p>3 &lt; 4 &amp; <a href="{up}">home</a> <a href="{up}a/?q=1#b%20c">a</a> <a href="#x">x</a>
<a href="https://example.net/">out</a> <a href="{up}a.py">code</a><img src="{up}assets/a.svg" alt=""></p>
<noscript><p>no script</p></noscript>
<button type="button"><span>copy</span></button>
<script src="{up}assets/a.mjs" type="module"></script>
</body>
</html>
"""
STYLE = b"@media (scripting: none){a{b:c}}@media (scripting:enabled){a{b:d}}@font-face{src:url(a.woff2)}"


def site_of(folder="v1.0/", *, site=SITE, releases=("1.0",), preview=False, **more):
    """The files of a site with two pages: of a release where it has a folder, else of latest."""
    version = folder.strip("v/")
    content = {"version": version, "released": version and "2026-12-01", "folder": folder, "site": site}
    content |= {"releases": [*releases], "preview": preview}
    pages = {
        f"{here}index.html": PAGE.format(up=up, here=here, folder=folder, canonical=site + here)
        for here, up in (("", "./"), ("a/", "../"), (f"{CHINESE}/", "../"))
    }
    others = {"a.py": "1", "assets/a.mjs": "", "assets/a.svg": "<svg/>", "assets/b.png": "", "404.html": "404"}
    files = {**pages, **others, VERSION_FILE: json.dumps(content), "_headers": HEADERS, **more}
    return {name: part.encode() for name, part in files.items()} | {
        "assets/style.css": STYLE,
        "assets/a.woff2": b"font",
    }


HEADERS = """\
/*
  Content-Security-Policy: default-src 'none'; script-src 'self' 'sha256-a='; frame-ancestors 'none'
  Referrer-Policy: no-referrer
/assets/link-*
  Cache-Control: immutable
"""


def write(folder, contents):
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def kept(tmp_path):
    """A function that writes the archive of a release, with changes to the site."""

    def write_kept(folder="v1.0/", **changes):
        file = tmp_path / f"{folder.strip('/')}.zip"
        write_archive(file, site_of(folder, **changes))
        return file

    return write_kept


@pytest.fixture
def latest(tmp_path):
    """The site of latest."""
    return write(tmp_path / "site", site_of(""))


def test_an_archive_is_the_same_bytes_again_and_holds_the_site(tmp_path):
    site = write(tmp_path / "site", site_of())
    files = [tmp_path / "first.zip", tmp_path / "second.zip"]
    for file in files:
        archive(site, file, whole=True)
        (site / "index.html").touch()
    assert files[0].read_bytes() == files[1].read_bytes()
    assert read_archive(files[0]) == contents_of(site)


def plain_of(page="a/index.html", **changes):
    contents = site_of(**changes)
    return as_plain(contents, read_version("site", contents))[page].decode()


def test_a_plain_page_has_no_script_and_nothing_that_needs_one():
    page = plain_of()
    for part in ("run()", "<script", "<button", "<form", "md-search", "__search", "preload", "noscript"):
        assert part not in page
    assert '<input class="md-toggle" type="checkbox" id="__drawer"><label for="__drawer">≡</label>' in page
    assert "<p>no script</p>" in page
    assert "<p>3 &lt; 4 &amp; <a" in page
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert "script-src 'none'" in policy


def test_the_links_of_a_plain_page_lead_to_files_or_to_where_the_site_is_published():
    assert re.findall(r'href="([^"]*)"', plain_of()) == [
        f"{SITE}a/",
        "../assets/style.css",
        f"{SITE}v1.0/a/",
        f"{SITE}a/",
        "../index.html",
        "index.html#b%20c",
        "#x",
        "https://example.net/",
        "../a.py",
    ]


def test_a_page_that_leads_on_does_so_on_a_disk_too():
    moved = '<meta http-equiv="refresh" content="0; url=../a/#b"><a href="../a/#b">a</a>'
    assert 'content="0; url=../a/index.html#b"' in plain_of("t/index.html", **{"t/index.html": moved})


def test_a_plain_archive_holds_what_its_pages_show_and_no_more(tmp_path):
    site = write(tmp_path / "site", site_of())
    archive(site, tmp_path / "plain.zip", whole=False)
    contents = read_archive(tmp_path / "plain.zip")
    names = ["a.py", "a/index.html", "assets/a.svg", "assets/style.css", "index.html", f"{CHINESE}/index.html"]
    assert [*contents] == [f"rnnformula-1.0/{name}" for name in names]
    style = contents["rnnformula-1.0/assets/style.css"].decode()
    assert style == (
        '@media (min-width:0){a{b:c}}@media (max-width:0){a{b:d}}@font-face{src:url("data:font/woff2;base64,Zm9udA==")}'
    )


def test_latest_stands_at_the_root_and_each_release_in_its_folder(tmp_path, kept, latest):
    out = tmp_path / "published"
    files = [kept("v0.9/", site=SITE), kept()]
    assert [version.version for version in compose(ROOT, out, latest, files)] == ["1.0", "0.9"]
    published = contents_of(out)
    for folder in ("v1.0/", "v0.9/"):
        for name, content in site_of(folder).items():
            assert published[folder + name] == content
    for name, content in site_of("").items():
        assert name == "_headers" or published[name] == content
    assert json.loads(published["versions.json"]) == {
        "format": 1,
        "latest": "",
        "releases": [
            {"version": "1.0", "released": "2026-12-01", "folder": "v1.0/"},
            {"version": "0.9", "released": "2026-12-01", "folder": "v0.9/"},
        ],
    }


def test_the_list_of_versions_leads_to_each_in_each_language_without_a_script(tmp_path, kept, latest):
    compose(ROOT, tmp_path / "published", latest, [kept()])
    page = (tmp_path / "published/versions/index.html").read_text("utf-8")
    assert "<script" not in page
    assert page.count(policy_of(page)) == 1
    links = re.findall(r'<li><a href="([^"]*)"', page)
    homes = {lang: "" if lang == ENGLISH else f"{lang}/" for lang in LANGUAGES}
    assert links == [f"../{folder}{home}" for home in homes.values() for folder in ("", "v1.0/")]
    assert re.findall(r'<section lang="(\w+)"', page) == [*LANGUAGES]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"folder": ""}, "built for the root; `make release-archives` builds a release for its folder"),
        ({"site": "https://example.net/"}, f"built for https://example.net/; latest is built for {SITE}"),
        ({"preview": True}, "a preview, whose examples nobody ran"),
        (
            {"a/index.html": PAGE.format(up="../", here="a/", folder="v0.9/", canonical=f"{SITE}a/")},
            "a/index.html is not",
        ),
        ({"a/index.html": f'<link rel="canonical" href="{SITE}v1.0/a/">'}, "a/index.html is not built for v1.0/"),
        ({"index.html": "<p>home</p>"}, "index.html is not built for v1.0/"),
        ({VERSION_FILE: "{}"}, "version.json: expected a version and its folder, got {}"),
        ({VERSION_FILE: "{"}, "cannot read the file"),
    ],
)
def test_a_release_that_is_not_built_for_its_place_is_refused(tmp_path, kept, latest, changes, message):
    with pytest.raises(SiteError, match=re.escape(message)):
        compose(ROOT, tmp_path / "published", latest, [kept(**changes)])
    assert not (tmp_path / "published").exists()


def test_nothing_is_written_over(tmp_path, kept, latest):
    out = tmp_path / "published"
    compose(ROOT, out, latest, [kept()])
    before = contents_of(out)
    with pytest.raises(SiteError, match="expected a folder that is not there yet"):
        compose(ROOT, out, latest, [kept()])
    assert contents_of(out) == before


@pytest.mark.parametrize("name", ["v1.0/a.html", "versions/a.html", "versions.json"])
def test_latest_has_nothing_where_releases_go(tmp_path, kept, latest, name):
    write(latest, {name: b""})
    with pytest.raises(SiteError, match=re.escape(f"{name} stands where a release or the list of them goes")):
        compose(ROOT, tmp_path / "published", latest, [kept()])


def test_no_release_is_lost_and_none_is_there_twice(tmp_path, kept, latest):
    with pytest.raises(SiteError, match=r"latest speaks of version 1\.0, whose archive is missing"):
        compose(ROOT, tmp_path / "published", latest, [])
    with pytest.raises(
        SiteError, match=r"version 1\.0\.0 is in .*v1\.0\.zip too|version 1\.0 is in .*v1\.0\.0\.zip too"
    ):
        compose(ROOT, tmp_path / "published", latest, [kept(), kept("v1.0.0/")])


def test_a_release_is_no_latest(tmp_path, kept):
    site = write(tmp_path / "site", site_of())
    with pytest.raises(SiteError, match=r"built for v1\.0/; latest is built for the root"):
        compose(ROOT, tmp_path / "published", site, [kept()])


def damaged_archive(tmp_path, **changes):
    file = tmp_path / "damaged.zip"
    write_archive(file, site_of(**changes))
    return file


def test_a_broken_archive_is_refused(tmp_path, latest):
    file = damaged_archive(tmp_path)
    whole = file.read_bytes()
    for broken in (whole[:-30], b"", whole.replace(b"PK\x03\x04", b"PK\x03\x05", 1), whole[:40] + b"x" + whole[41:]):
        file.write_bytes(broken)
        with pytest.raises(SiteError, match=r"damaged\.zip:1: cannot read the archive"):
            compose(ROOT, tmp_path / "published", latest, [file])


@pytest.mark.parametrize("name", ["../a.html", "/a.html", "a/../../b.html", "c:/a.html"])
def test_an_archive_writes_nowhere_else(tmp_path, latest, name):
    with pytest.raises(SiteError, match=re.escape(f"{name!r}: expected plain files")):
        compose(ROOT, tmp_path / "published", latest, [damaged_archive(tmp_path, **{name: ""})])


def test_an_archive_holds_no_links(tmp_path):
    file = tmp_path / "links.zip"
    entry = zipfile.ZipInfo("a.html")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(file, "w") as links:
        links.writestr(entry, "/etc/passwd")
    with pytest.raises(SiteError, match=re.escape("'a.html': expected plain files")):
        read_archive(file)


def test_one_file_of_headers_lets_every_version_load_what_it_needs():
    older = HEADERS.replace("'sha256-a='", "'sha256-b='").replace("default-src 'none'; ", "font-src 'self'; ")
    merged = headers_of_all(HEADERS, {"v1.0/": older})
    assert merged == HEADERS.replace(
        "default-src 'none'; script-src 'self' 'sha256-a='; frame-ancestors 'none'",
        "default-src 'none'; script-src 'self' 'sha256-a=' 'sha256-b='; frame-ancestors 'none'; font-src 'self'",
    ) + ("/v1.0/assets/link-*\n  Cache-Control: immutable\n")
    strict = HEADERS.replace("frame-ancestors 'none'", "trusted-types default")
    assert "frame-ancestors" not in headers_of_all(HEADERS, {"v1.0/": strict})
    assert "trusted-types" not in headers_of_all(HEADERS, {"v1.0/": strict})
