"""What an eye would see at once is wrong on no page and no screen, and each defect is seen where there is one."""

import pytest

from tests.browser.conftest import PATHS
from tests.browser.pages import EYE, MISSING
from tests.host import serve
from tests.look.__main__ import SCHEMES, SCREENS, look_at, sheet


@pytest.mark.parametrize("path", [*PATHS, MISSING])
def test_an_eye_sees_nothing_wrong(record):
    screens = {screen: view.defects for screen, view in record.views.items()} | record.defects
    seen = [
        f"{screen}: {kind}: {one}" for screen, kinds in screens.items() for kind, said in kinds.items() for one in said
    ]
    assert not seen, "\n".join(seen)


@pytest.fixture(scope="module")
def blank(chromium):
    """A page for what is to be looked at."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def defects(page, width, body):
    """What the eye finds on a page with this article; 800 pixels high, set in letters as wide as they are high."""
    page.set_viewport_size({"width": width, "height": 800})
    style = "*{margin:0;padding:0} body{font:16px/1.7 monospace;background:#fff;color:#111}"
    page.set_content(f"<!doctype html><html><style>{style}</style><body><article>{body}</article></body></html>")
    return page.evaluate(EYE, True)


HELD = '<div style="width:9em;white-space:nowrap;{}"><p>not a line that is this narrow</p></div>'
GAP = '<p>above</p><div style="height:{}px"></div><p>below</p>'
LETTERS = '<p style="font-size:{}px">letters</p>'
DRAWN = (
    '<svg viewBox="0 0 100 50" width="{}"><rect width="100" height="50" fill="{}"/>'
    '<text x="5" y="30" font-size="6" fill="#333">drawn</text></svg>'
)
MATHS = "<math><msup><mi>x</mi>{}</msup>{}</math>"
PLACED = '<div style="position:relative;height:9em"><p>one thing</p>{}</div>'
ABOVE = '<{0} style="position:absolute;top:{1}px;left:10px;height:27px">another</{0}>'
FIGURE = '<figure class="figure{}"><svg viewBox="0 0 100 20" width="{}"><rect width="100" height="20"/></svg></figure>'
TABLE = (
    '<div style="overflow-x:auto;width:600px"><table><tr><td><div style="width:{}px">cell</div></td></tr></table></div>'
)
HEADING = '<h2 style="width:{}px">{}</h2>'
MARKED = '<p style="width:10em;font-family:sans-serif">一二三四五六七八九十{}接着说</p>'

#: What is wrong -> the width of a screen, an article in which it is wrong, and one like it in which it is not.
SEEN = {
    "a page wider than the screen": ("overflow", 390, '<p style="width:600px">x</p>', '<p style="width:300px">x</p>'),
    "text beyond the screen": ("overflow", 390, "<p>" + "m" * 80 + "</p>", "<p>" + "m " * 80 + "</p>"),
    "text cut off": ("cut", 390, HELD.format("overflow:hidden"), HELD.format("overflow:auto")),
    "text cut off at the bottom": (
        "cut",
        390,
        '<div style="height:20px;overflow:hidden"><p>one<br>two</p></div>',
        '<div style="height:60px;overflow:hidden"><p>one<br>two</p></div>',
    ),
    "a name that ends in dots": (
        "cut",
        390,
        '<p style="width:4em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">a long name of a page</p>',
        '<p style="width:4em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">short</p>',
    ),
    "a blank screen": ("blank", 390, GAP.format(900), GAP.format(700)),
    "a row that is high for what is out of sight": (
        "blank",
        390,
        '<div style="overflow-x:auto;width:300px"><table><tr><td style="min-width:320px;vertical-align:top">first</td>'
        '<td style="width:4em">' + "word<br>" * 40 + "</td></tr></table></div>",
        '<div style="overflow-x:auto;width:300px"><table><tr><td style="min-width:320px;vertical-align:top">first</td>'
        '<td style="width:4em">' + "word<br>" * 20 + "</td></tr></table></div>",
    ),
    "small letters": ("small", 390, LETTERS.format(11), LETTERS.format(12)),
    "small letters in a figure that shrank": ("small", 390, DRAWN.format(150, "#fff"), DRAWN.format(300, "#fff")),
    "small letters in a formula": (
        "small",
        390,
        MATHS.format('<mn>2</mn></msup><mi style="font-size:10px">y</mi><msup><mi>z</mi><mn>3</mn>', ""),
        MATHS.format('<mn style="font-size:10px">2</mn>', ""),
    ),
    "text on text": ("overlap", 390, PLACED.format(ABOVE.format("p", 5)), PLACED.format(ABOVE.format("p", 40))),
    "a button on text": (
        "overlap",
        390,
        PLACED.format(ABOVE.format("button", 5)),
        PLACED.format(ABOVE.format("button", 40)),
    ),
    "letters on each other in a figure": (
        "overlap",
        390,
        '<svg width="300" height="100"><text x="5" y="30">one thing</text><text x="20" y="34">another</text></svg>',
        '<svg width="300" height="100"><text x="5" y="30">one thing</text><text x="20" y="54">another</text></svg>',
    ),
    "a figure that leaves its width": ("empty", 1280, FIGURE.format("", 500), FIGURE.format("", 700)),
    "a small figure that does not say so": (
        "empty",
        1280,
        FIGURE.format("", 500),
        FIGURE.format(" figure-small", 500),
    ),
    "a table that scrolls on a wide screen": ("sideways", 1280, TABLE.format(700), TABLE.format(500)),
    "a short word alone": ("orphan", 390, HEADING.format(200, "What a heading says us"), HEADING.format(380, "to us")),
    "one sign alone": ("orphan", 390, HEADING.format(130, "为什么是四个"), HEADING.format(80, "为什么是四个")),
    "a mark at the start of a line": (
        "mark",
        390,
        MARKED.format('<b style="display:inline-block;width:0"></b>。'),
        MARKED.format("一。"),
    ),
    "faint letters": ("faint", 390, '<p style="color:#999">faint</p>', '<p style="color:#666">plain</p>'),
    "faint letters on what a figure paints": ("faint", 390, DRAWN.format(300, "#666"), DRAWN.format(300, "#ddd")),
}


@pytest.mark.parametrize(("kind", "width", "wrong", "right"), SEEN.values(), ids=SEEN)
def test_a_defect_is_seen_where_there_is_one(blank, kind, width, wrong, right):
    assert kind in defects(blank, width, wrong)
    assert defects(blank, width, right) == {}


def test_the_sheet_shows_every_screen_of_a_page_and_what_is_wrong_with_it(chromium, tmp_path):
    (tmp_path / "404.html").write_text('<!doctype html><article><p style="width:600px">beyond', "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    with serve(tmp_path) as address:
        looked = look_at(chromium, address, "a/page/", out)
    written = sheet("a site", {"a/page/": [looked]})
    pictures = [name for pair in looked.shots.values() for name in pair]
    assert sorted(pictures) == sorted(file.name for file in out.iterdir())
    assert len(pictures) == 2 * len(SCREENS) * len(SCHEMES)
    assert all(f'"{name}"' in written for name in pictures)
    assert "phone, light: overflow: p “beyond”" in written
    assert "desktop, light: overflow" not in written
    assert f"{looked.count} defects" in written
