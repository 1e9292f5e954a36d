"""What each fence of the pages prints, or why that can't be shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rnnformula.site.reports.build_facts import Facts
    from rnnformula.site.reports.report_kind import Written


@dataclass(frozen=True, slots=True)
class Output:
    """What a fence prints on a page, or its ``fault``.

    ``box`` is the class of the box around it, ``kind`` the kind of block that it is, ``snippet`` the name of the
    snippet that printed it, ``lead`` what stands before it, ``fold`` the line under which it is folded; each is empty
    where there is none. ``counted`` holds the numbers in the text that Keras counted. ``searched`` says that the search
    of the site has it; ``data`` is that of a table.
    """

    text: str = ""
    fault: str = ""
    box: str = ""
    kind: str = ""
    snippet: str = ""
    counted: tuple[int, ...] = ()
    lead: str = ""
    fold: str = ""
    searched: bool = True
    data: Mapping[str, str] = field(default_factory=dict)


class Printed:
    """The outputs of all fences, found by the text of the fence; ``write_report`` makes those that a build fills in."""

    def __init__(self, facts: Facts, write_report: Callable[..., Written]) -> None:
        self.facts = facts
        self._write_report = write_report
        self._fences = {fence.code: fence for fence in facts.book.fences if not fence.snippet}
        self._snippets = {code.strip(): name for name, code in facts.examples.codes.items()}
        self._reports: dict[tuple[str, str, str], Written] = {}  # a page and its twin in Markdown have the same

    def output(self, code: str, lang: str, address: str) -> Output:
        """The output of a fence on the page of a language and an address."""
        code = code.strip()
        examples = self.facts.examples
        if fault := examples.faults.get(code):
            return Output(fault=fault)
        if name := self._snippets.get(code):
            return Output(examples.outputs[name], box="example", snippet=name, counted=examples.counted[name])
        if not (fence := self._fences.get(code)):
            return Output(fault=Message("there is no such snippet"))
        shown = Output(fence.printed(self.facts.book), box=fence.box, kind=fence.block_kind, data=fence.data)
        if not fence.report:
            return shown
        try:
            written = self._report(fence.report, lang, address)
        except InputError as error:  # a live page shows what it can
            return Output(fault=str(error))
        return replace(shown, text=written.table, lead=written.lead, fold=written.fold, searched=written.searched)

    def _report(self, name: str, lang: str, address: str) -> Written:
        key = (name, lang, address)
        if key not in self._reports:
            self._reports[key] = self._write_report(name, lang=lang, facts=replace(self.facts, here=address))
        return self._reports[key]
