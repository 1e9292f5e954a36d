"""HTML as a browser reads it, tag for tag: Python's own parser, kept from overlooking any."""

from __future__ import annotations

from html.parser import HTMLParser


class HtmlReader(HTMLParser):
    """Calls `tag` for each start tag, and `odd_tag` for what begins like one and is none to the parser.

    Which elements hold text instead of tags depends on what is around them (a <title> in a figure holds tags), on
    scripts and on the version of Python; so all tags count, also those that a browser might take for text.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._understood = False

    def tag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take a start tag; names are in lower case, values have their character references resolved."""

    def odd_tag(self, source: str) -> None:
        """Take what a browser might read as a tag and the parser doesn't."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hand on a start tag, closed at once or not."""
        self._understood = True
        self.tag(tag, attrs)

    def parse_starttag(self, i: int) -> int:
        """Read a start tag at a place; the parser takes one that it doesn't understand for text."""
        self._understood = False
        end = super().parse_starttag(i)
        if end >= 0 and not self._understood:
            self.odd_tag(self.rawdata[i:end])
        return end

    def set_cdata_mode(self, elem: str, **settings: bool) -> None:
        """Go on reading tags."""

    def finish(self) -> None:
        """Say that nothing follows; a tag that has no end would take what stands behind the HTML with it."""
        if self.rawdata.startswith("<"):
            self.odd_tag(self.rawdata)
