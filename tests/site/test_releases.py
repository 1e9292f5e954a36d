"""A release is prepared whole or not at all; its archive is the same again; what is published has all of them."""

import json
import re
import zipfile
from datetime import date

import pytest
import yaml

from rnnformula.language import LANGUAGES
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.released import read_releases, version_order
from rnnformula.site.book.sources import CITATION, LEDGER, Sources
from rnnformula.site.fences.loading import read_book
from rnnformula.site.kept.archives import write_archive
from rnnformula.site.publish.editions import VERSION_FILE, check_folder, home_of, told_to_theme
from rnnformula.site.publish.security import policy_of
from rnnformula.site.releases.archiving import archive, as_plain, contents_of
from rnnformula.site.releases.composing import compose
from rnnformula.site.releases.host_headers import headers_of_all
from rnnformula.site.releases.preparing import prepare
from rnnformula.site.releases.unzipping import read_archive
from rnnformula.site.releases.version_file import read_version
from tests.conftest import ROOT, text
from tests.languages import ENGLISH
from tests.site.conftest import IDS

ENTRIES = [{"id": name, "tag": f"22{number}A", "page": "index.md"} for number, name in enumerate(IDS, 2)]
DAY = date(2026, 12, 1)
CHANGES = "# Changelog\n\n## Unreleased\n\n### Added\n\n- `solve`.\n\n## 0.0.9 - 2026-01-01\n\n- All.\n"
SITE = "https://example.org/rnn/"


@pytest.fixture
def project(site):
    """The folder of a small project that can be released."""
    site.write(LEDGER, json.dumps(ENTRIES))
    site.write(CITATION, text(CITATION))
    site.write("CHANGELOG.md", CHANGES)
    site.write("docs/schemas/facts.json", '{"type": "object"}')
    return site


def book_of(site):
    return read_book(site.folder)


def texts(site):
    return {name: site.read(name) for name in (CITATION, "CHANGELOG.md")}


def test_a_release_takes_down_its_version_its_day_its_changes_and_what_it_promises(project):
    names = prepare(book_of(project), "1.0.0", DAY)
    assert names == [CITATION, "CHANGELOG.md", "docs/releases/1.0.0.json"]
    facts = yaml.safe_load(project.read(CITATION))
    assert (facts["version"], facts["date-released"]) == ("1.0.0", DAY)
    assert facts | yaml.safe_load(text(CITATION)) == yaml.safe_load(text(CITATION)), "anything else is as it was"
    heading = "## Unreleased\n\n## 1.0.0 - 2026-12-01\n\n### Added\n"
    assert project.read("CHANGELOG.md") == CHANGES.replace("## Unreleased\n\n### Added\n", heading)
    assert json.loads(project.read("docs/releases/1.0.0.json")) == {
        "version": "1.0.0",
        "released": "2026-12-01",
        "ids": ENTRIES,
        "schemas": {"facts": {"type": "object"}},
    }
    (release,) = book_of(project).releases
    assert (release.version, release.released, release.folder) == ("1.0.0", "2026-12-01", "v1.0.0/")
    assert release.pages == {"index.md"}


@pytest.mark.parametrize(
    ("version", "changelog", "message"),
    [
        ("0.9", CHANGES, "version 0.9: expected one after 1.0"),
        ("1.0.0", CHANGES, "version 1.0.0: expected one after 1.0"),
        ("v1.1", CHANGES, "version 'v1.1': expected two or three numbers, such as 1.0.0"),
        ("1.1-rc1", CHANGES, "version '1.1-rc1': expected two or three numbers"),
        ("1.1", CHANGES.replace("## Unreleased\n", ""), "nothing stands under ## Unreleased"),
        ("1.1", "## Unreleased\n\n## 1.0\n\n- All.\n", "nothing stands under ## Unreleased"),
    ],
)
def test_what_is_no_release_changes_nothing(project, version, changelog, message):
    prepare(book_of(project), "1.0", DAY)
    project.write("CHANGELOG.md", changelog)
    before = texts(project)
    with pytest.raises(SiteError, match=re.escape(message)):
        prepare(book_of(project), version, DAY)
    assert texts(project) == before
    assert [file.name for file in (project.folder / "docs/releases").iterdir()] == ["1.0.json"]


def test_a_file_that_can_not_be_written_leaves_all_as_they_were(project):
    before = texts(project)
    project.write("docs/releases", "in the way")
    with pytest.raises(OSError, match="docs/releases"):
        prepare(book_of(project), "1.0.0", DAY)
    assert texts(project) == before


def test_versions_are_compared_as_numbers():
    assert sorted(["1.10", "1.9.3", "0.2", "1.9"], key=version_order) == ["0.2", "1.9", "1.9.3", "1.10"]
    assert version_order("1.0") == version_order("1.0.0")


def releases_of(**files):
    return read_releases(Sources(ROOT, {f"docs/releases/{name}.json": content for name, content in files.items()}))


def promise(version, **changes):
    return json.dumps({"version": version, "released": "2026-12-01", "ids": ENTRIES} | changes)


def test_the_newest_release_comes_first():
    assert [each.version for each in releases_of(**{v: promise(v) for v in ("1.9", "1.10", "0.2")})] == [
        *("1.10", "1.9", "0.2")
    ]


@pytest.mark.parametrize(
    "content",
    [
        *("{", "[]", promise("1.1"), promise("1.0", released="yesterday"), promise("1.0", released="20261201")),
        *(promise("1.0", ids=["home"]), promise("1.0", ids={}), promise("../1.0")),
    ],
)
def test_the_file_of_a_release_that_is_damaged_is_named(content):
    with pytest.raises(SiteError, match=r"docs/releases/1\.0\.json:1: "):
        releases_of(**{"1.0": content})


@pytest.mark.parametrize(
    ("folder", "problems"),
    [
        ("", []),
        ("v1.0/", []),
        ("v1.0", []),
        ("v0.9/", ["mkdocs.yml:1: release_folder 'v0.9/': expected that of the last release, 'v1.0/'; "]),
        ("docs/", ["mkdocs.yml:1: release_folder 'docs/': expected that of the last release, 'v1.0/'; "]),
    ],
)
def test_a_build_is_for_the_root_or_for_the_folder_of_the_last_release(project, monkeypatch, folder, problems):
    prepare(book_of(project), "1.0", DAY)
    monkeypatch.setenv("RELEASE_FOLDER", folder)
    monkeypatch.setenv("SITE_URL", SITE)
    book = book_of(project)
    written = [str(problem) for problem in check_folder(book)]
    assert [line.partition("; ")[0] + "; " for line in written] == problems
    assert home_of(book) == f"/rnn/{folder and folder.rstrip('/') + '/'}"
    assert told_to_theme(book)["release"] == "v1.0/"


def test_without_a_release_nothing_is_built_for_a_folder(project, monkeypatch):
    monkeypatch.setenv("RELEASE_FOLDER", "v0.1.0/")
    assert len([*check_folder(book_of(project))]) == 1
    assert book_of(project).released == ""


# Archives

PAGE = """\
<!doctype html>
<html lang="en">
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
        for here, up in (("", "./"), ("a/", "../"), ("zh/", "../"))
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
    names = ["a.py", "a/index.html", "assets/a.svg", "assets/style.css", "index.html", "zh/index.html"]
    assert [*contents] == [f"rnnformula-1.0/{name}" for name in names]
    style = contents["rnnformula-1.0/assets/style.css"].decode()
    assert style == (
        '@media (min-width:0){a{b:c}}@media (max-width:0){a{b:d}}@font-face{src:url("data:font/woff2;base64,Zm9udA==")}'
    )


# What is published


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
    assert {lang: lang for lang in LANGUAGES} | {} == {
        lang: lang for lang in re.findall(r'<html lang="(\w+)"', page)
    } | {lang: lang for lang in re.findall(r'<section lang="(\w+)"', page)}


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
    with pytest.raises(SiteError, match="built for v1.0/; latest is built for the root"):
        compose(ROOT, tmp_path / "published", site, [kept()])


def damaged_archive(tmp_path, **changes):
    file = tmp_path / "damaged.zip"
    write_archive(file, site_of(**changes))
    return file


def test_a_broken_archive_is_refused(tmp_path, latest):
    file = damaged_archive(tmp_path)
    whole = file.read_bytes()
    for broken in (whole[:-30], b"", whole.replace(b"PK\x03\x04", b"PK\x03\x05", 1), whole[:60] + b"xxxx" + whole[64:]):
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
