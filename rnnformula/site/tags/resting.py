"""Which statements rest on which: by the links of their text, the step around a block, the layers that they count."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from rnnformula.explaining.places import PLACES
from rnnformula.site.tags.formulas_stated import layers_in
from rnnformula.site.tags.spans import section_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.site.tags.spans import Span


def rests_on(spans: Mapping[str, Span]) -> dict[str, tuple[str, ...]]:
    """What each id rests on, by id; ``spans`` are those of one language."""
    tops = {span.page.path: span.id for span in spans.values() if span.kind == "page"}
    return {span.id: tuple(dict.fromkeys(_rests_on(span, spans, tops))) for span in spans.values()}


def _rests_on(span: Span, spans: Mapping[str, Span], tops: Mapping[str, str]) -> Iterable[str]:
    names = [*_linked(span, spans, tops), *_derived(span)]
    if span.kind not in ("page", "step"):
        names.append(section_of(span.page, span.first) or tops.get(span.page.path, ""))
    return [name for name in names if name in spans and name != span.id]


def _linked(span: Span, spans: Mapping[str, Span], tops: Mapping[str, str]) -> Iterable[str]:
    """The ids that the text links to, in the pages of the site; a link to a page means its top."""
    if span.term:
        return
    for link in span.page.links:
        if span.first <= link.line <= span.own:
            path, _, name = link.text.partition("#")
            if "://" in path:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(span.page.path), path)) if path else ""
            if name in spans or target in tops:
                yield name if name in spans else tops[target]


def _derived(span: Span) -> Iterable[str]:
    """What a count is made of: the steps about its arrays, and those that derive its layers on other pages."""
    own = [fence for fence in span.fences if fence.fence.line <= span.own]
    top = span.page.headings[0].id if span.page.headings else ""
    for tally in layers_in(own):
        if span.kind == "step":
            yield from (f"{top}.{array.name.replace('_', '-')}" for array in tally.arrays)
        for name in tally.layer.replace(")", "(").split("("):
            place = PLACES.get(name.strip(" [,]"), "")
            page, _, step = place.partition("/#")
            if step and f"{page}.md" != span.page.path:
                yield step
