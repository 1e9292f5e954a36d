"""Damages of pages: each thing that all languages share, one at a time, changed or taken away."""

import re

from rnnformula.site.book.pages import ANCHOR

INLINE_FORMULA = re.compile(r"(?<![\\$`])\$[^$`\n]+\$(?!\$)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
CODE = re.compile(r"`[^`]*`")
NO_DIGITS = re.compile(r"\]\([^)]*\)|\{#[^}]*\}")


def damages(page):
    """The kind of each damage, and the source of the page with it."""
    lines = page.source.split("\n")

    def with_lines(first, last, *new):
        return "\n".join([*lines[:first], *new, *lines[last:]])

    def without(first, last):
        """Without these lines and the blank line behind them."""
        return with_lines(first, last + (last < len(lines) and not lines[last].strip()))

    for heading in page.headings:
        number = heading.line - 1
        if heading.id:
            yield "id removed", with_lines(number, number + 1, lines[number].replace(f" {{#{heading.id}}}", ""))
            yield "id changed", with_lines(number, number + 1, lines[number].replace(f"{heading.id}}}", "changed}"))
    fenced = set()
    for fence in page.fences:
        number = fence.line - 1
        fenced |= set(range(number, fence.last))
        indent = lines[number].partition("`")[0]
        yield "fence's options changed", with_lines(number, number + 1, f"{lines[number]}x")
        yield "fence's code changed", with_lines(number + 1, number + 1, f"{indent}changed")
        yield "fence removed", without(number, fence.last)
    begin = None
    for number, line in enumerate(lines):
        if number in fenced:
            continue
        if anchor := ANCHOR.fullmatch(line.strip()):
            yield "anchor removed", without(number, number + 1)
            yield "anchor changed", with_lines(number, number + 1, line.replace(anchor[1], "changed"))
        elif line.strip() == "$$":
            if begin is not None:
                yield "equation removed", without(begin, number + 1)
                yield "equation changed", with_lines(begin + 1, begin + 1, line.replace("$$", "1 +"))
            begin = number if begin is None else None
        elif begin is None:
            yield from ((kind, with_lines(number, number + 1, damaged)) for kind, damaged in _in_line(line))


def _in_line(line):
    without_code = CODE.sub(lambda match: "\0" * len(match[0]), line)
    for link in LINK.finditer(without_code):
        yield "link changed", f"{line[: link.start(1)]}changed.md{line[link.end(1) :]}"
    formulas = [match.span() for match in INLINE_FORMULA.finditer(line)]
    for start, end in formulas:
        yield "formula changed", f"{line[: end - 1]} + 1{line[end - 1 :]}"
        yield "formula removed", line[:start] + line[end:]
    other = [*formulas, *(match.span() for match in NO_DIGITS.finditer(line))]
    for digit in re.finditer(r"\d", line):
        if not any(start <= digit.start() < end for start, end in other):
            yield "digit changed", f"{line[: digit.start()]}{(int(digit[0]) + 1) % 10}{line[digit.end() :]}"
