"""``make mutations``: change pages, layers, records, labels and examples by rule, and count what the checks find."""

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from queue import SimpleQueue

from rnnformula.language import LANGUAGES
from rnnformula.site.book.contents import Book
from rnnformula.site.book.measured import HARMLESS_KIND, MutationRate
from rnnformula.site.book.sources import MUTATION_RATES, Sources
from rnnformula.site.checks import CHECKS, OF_ACCEPTANCE
from rnnformula.site.fences.loading import bind, read_book
from rnnformula.site.kept.files import write_whole
from tests.faults.copies import copy_again, copy_project
from tests.faults.running import Runner
from tests.mutations.judging import Found, Judge
from tests.mutations.of_examples import ExampleMutation, changed_jobs, makes_false, run_changed
from tests.mutations.of_pages import KINDS, Mutation, harmless, in_all_languages, in_one_language
from tests.mutations.of_sources import LabelMutation, SourceMutation, of_families, of_labels, of_records

#: What is measured: in pages one kind after another, then what pages are made from.
GROUPS = ("pages", "examples", "labels", "records", "layers", "harmless")
Judged = tuple[str, str, str, Found]  # kind, where, what, how it was found
#: Kinds of changes of what pages are made from, and the one of which none should be found.
OTHER_KINDS = ("examples", "labels", "records", "data of layers", HARMLESS_KIND)

_judge: list[Judge] = []


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the groups that are asked for and write their rates; the status is 1 where a mutation was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--groups", nargs="*", default=GROUPS, choices=GROUPS, help="what to change")
    parser.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS, help="of changes of pages")
    parser.add_argument("--most", type=int, default=150, help="how many mutations of a kind, taken by chance")
    parser.add_argument("--seed", type=int, default=7, help="of that chance")
    parser.add_argument(
        "--write", action="store_true", help=f"write the rates into {MUTATION_RATES}, for the checks page"
    )
    options = parser.parse_args(arguments)
    book = read_book(Path.cwd())
    judged: list[Judged] = []
    for group in options.groups:
        start = time.monotonic()
        chance = random.Random(options.seed)
        measure = partial(measure_pages, kinds=options.kinds) if group == "pages" else MEASURES[group]
        of_group = measure(book, options.most, chance)
        print(f"{group}: {len(of_group)} in {time.monotonic() - start:.0f} s", flush=True)
        judged += of_group
    rates, missed = summary(judged)
    for rate in rates:
        kind = f"{rate.kind}, {rate.where}" if rate.where else rate.kind
        print(f"{kind:24}{rate.caught:5} of {rate.tried:5} found, {rate.by_meaning:5} by what they say")
    print("\n".join(f"missed: {text}" for text in missed))
    if options.write:
        before = book.mutation_rates
        measured = {rate[:2] for rate in rates}
        rates = [*(rate for rate in before.rates if rate[:2] not in measured), *rates]
        kinds = {kind for kind, _ in measured}
        missed = [*(text for text in before.missed if text.partition(": ")[0] not in kinds), *missed]
        content = {"rates": [rate._asdict() for rate in sorted(rates, key=_order)], "missed": sorted(missed)}
        write_whole(Path(MUTATION_RATES), json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return int(bool(missed))


def _order(rate: MutationRate) -> tuple[int, str, str]:
    kinds = [*KINDS, *OTHER_KINDS]
    return kinds.index(rate.kind), rate.kind, rate.where


def summary(judged: list[Judged]) -> tuple[list[MutationRate], list[str]]:
    """For each kind how many mutations were tried, found, and found by what they say; and each that was misjudged."""
    by_kind: dict[tuple[str, str], list[Found]] = {}
    for kind, where, _, found in judged:
        by_kind.setdefault((kind, where), []).append(found)
    rates = [
        MutationRate(*key, len(found), len(found) - found.count(Found.NOT), found.count(Found.MEANING))
        for key, found in by_kind.items()
    ]
    wrong = [f"{kind}: {what}" for kind, _, what, found in judged if (found is Found.NOT) != (kind == HARMLESS_KIND)]
    return rates, wrong


def measure_pages(book: Book, most: int, chance: random.Random, kinds: Collection[str] = tuple(KINDS)) -> list[Judged]:
    """Mutations of pages, in one language and alike in all."""
    judge = Judge(book)
    mutations = []
    for kind in kinds:
        for make in (partial(in_one_language, chance=chance), partial(in_all_languages, seed=chance.randrange(1000))):
            of_kind = [mutation for versions in judge.versions.values() for mutation in make(versions, kind)]
            mutations += chance.sample(of_kind, min(most, len(of_kind)))
    return _judge_pages(judge, mutations)


def measure_harmless(book: Book, most: int, chance: random.Random) -> list[Judged]:
    """Edits of pages that make nothing false."""
    judge = Judge(book)
    mutations = [mutation for versions in judge.versions.values() for mutation in harmless(versions)]
    return _judge_pages(judge, chance.sample(mutations, min(2 * most, len(mutations))))


def _judge_pages(judge: Judge, mutations: list[Mutation]) -> list[Judged]:
    _judge[:] = [judge]
    with get_context("fork").Pool(os.cpu_count()) as pool:
        found = pool.map(_judge_page, sorted(mutations, key=lambda mutation: mutation.pages[0].path), chunksize=20)
    return [(mutation.kind, mutation.where, mutation.what, how) for mutation, how in found]


def _judge_page(mutation):
    return mutation, _judge[0].judge(mutation)


def measure_examples(book: Book, most: int, chance: random.Random) -> list[Judged]:
    """Examples that are changed and recorded anew, of those where a number of their section goes."""
    jobs = list(changed_jobs(book))
    ran = run_changed(book, chance.sample(jobs, min(3 * most, len(jobs))))
    mutations = [mutation for mutation in ran if makes_false(book, mutation)][:most]
    return [("examples", "", mutation.what, _judge_example(book, mutation)) for mutation in mutations]


def _judge_example(book: Book, mutation: ExampleMutation) -> Found:
    """How it is found that a section of the example has to be read again."""
    record = f"snippets/expected/{mutation.snippet.removesuffix('.py')}.txt"
    texts = {**book.sources.texts, f"snippets/{mutation.snippet}": mutation.code, record: mutation.output}
    paths = {fence.page.path for fence in book.fences if fence.snippet == mutation.snippet}
    pages = [page for page in book.pages if page.path in paths]
    before, after = (bind(sources, pages) for sources in (book.sources, Sources(book.root, texts)))
    for names, how in ((("numbers", "number_words", "claims"), Found.MEANING), ((OF_ACCEPTANCE,), Found.ACCEPTANCE)):
        for name in names:
            known = {str(problem) for problem in CHECKS[name](before).problems}
            if any(str(problem) not in known for problem in CHECKS[name](after).problems):
                return how
    return Found.NOT


def measure_labels(book: Book, most: int, chance: random.Random) -> list[Judged]:
    """Labels of one language, or of all, that say another number."""
    mutations = list(of_labels())
    return [
        (mutation.kind, "", mutation.what, _judge_label(book, mutation))
        for mutation in chance.sample(mutations, min(most, len(mutations)))
    ]


def _judge_label(book: Book, mutation: LabelMutation) -> Found:
    before = {(lang, key): LANGUAGES[lang].words[key] for lang, key, _ in mutation.labels}
    try:
        for lang, key, text in mutation.labels:
            LANGUAGES[lang].words[key] = text
        return Found.ACCEPTANCE if CHECKS[OF_ACCEPTANCE](book).problems else Found.NOT
    finally:
        for (lang, key), text in before.items():
            LANGUAGES[lang].words[key] = text


def measure_records(book: Book, most: int, chance: random.Random) -> list[Judged]:
    """Recorded outputs that say another number."""
    mutations = list(of_records(book, chance))
    return [
        (mutation.kind, "", mutation.what, _judge_record(book, mutation))
        for mutation in chance.sample(mutations, min(most, len(mutations)))
    ]


def _judge_record(book: Book, mutation: SourceMutation) -> Found:
    sources = Sources(book.root, {**book.sources.texts, mutation.file: mutation.text})
    changed = replace(book, sources=sources)
    return Found.MEANING if CHECKS["records"](changed).problems else Found.NOT


def measure_layers(book: Book, most: int, chance: random.Random) -> list[Judged]:
    """Data of layers that say another number, axis, sign or order; each is checked in a copy of the project."""
    mutations = list(of_families(book))
    mutations = chance.sample(mutations, min(most, len(mutations)))
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        runner, first = Runner(book.root), copy_project(book.root, Path(folder) / "0")
        copies: SimpleQueue = SimpleQueue()
        copies.put(first)
        for number in range(1, os.cpu_count() or 1):
            copies.put(copy_again(first, Path(folder) / str(number)))

        def judge(mutation: SourceMutation) -> Judged:
            copy = copies.get()
            file = copy.project / mutation.file
            try:
                file.write_text(mutation.text, encoding="utf-8")
                done = runner.run(copy, [sys.executable, "-m", "rnnformula.site", "check"])
                return mutation.kind, "", mutation.what, Found.MEANING if done.status else Found.NOT
            finally:
                shutil.copy(book.root / mutation.file, file)
                copies.put(copy)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(judge, mutations))


MEASURES: dict[str, Callable[[Book, int, random.Random], list[Judged]]] = {
    "pages": measure_pages,
    "examples": measure_examples,
    "labels": measure_labels,
    "records": measure_records,
    "layers": measure_layers,
    "harmless": measure_harmless,
}

if __name__ == "__main__":
    sys.exit(main())
