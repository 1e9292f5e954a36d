"""One build of the site: what happens at each mkdocs event. `docs/hooks.py` hands the events over."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnnformula.language import LANGUAGES
from rnnformula.site import report
from rnnformula.site.book.citations import cite_figures
from rnnformula.site.book.problems import NOT_BUILT, Problem, SiteError
from rnnformula.site.checks import OF_WORD, run_checks
from rnnformula.site.checks.equations import compare_with_keras
from rnnformula.site.examples import pool
from rnnformula.site.examples.examining import examine, preview
from rnnformula.site.examples.running import SECONDS
from rnnformula.site.fences.loading import bind, read_book
from rnnformula.site.html.cite_buttons import with_cite_buttons
from rnnformula.site.html.conversion import Conversion
from rnnformula.site.html.current_page import CurrentPage
from rnnformula.site.html.examples_shown import ShownExamples
from rnnformula.site.html.folded_answers import leave_out_exercises
from rnnformula.site.html.former_places import with_former_places
from rnnformula.site.html.language_notes import with_language_notes
from rnnformula.site.html.line_breaks import break_titles
from rnnformula.site.html.math.mathml import Formulas, converter_versions
from rnnformula.site.html.notation_choice import with_notation_choice
from rnnformula.site.html.notices import notices_of_build
from rnnformula.site.html.page_blocks import with_heading_links
from rnnformula.site.html.printed import Printed
from rnnformula.site.html.segmenting import teach_words
from rnnformula.site.html.surroundings import layout_surroundings, reading_surroundings
from rnnformula.site.html.term_notes import TermNotes
from rnnformula.site.kept.lock import WAITING, alone
from rnnformula.site.kept.shelf import Shelf
from rnnformula.site.messages import as_message, spoken_language
from rnnformula.site.publish.api_reference import remove_style
from rnnformula.site.publish.beside_pages import PUBLISHED, BesidePages
from rnnformula.site.publish.browser_engine import put_box
from rnnformula.site.publish.citation_texts import write_citations
from rnnformula.site.publish.edit_links import edit_address
from rnnformula.site.publish.editions import check_folder, home_of, told_to_theme, write_version
from rnnformula.site.publish.for_programs import publish_for_programs
from rnnformula.site.publish.generator import Abort
from rnnformula.site.publish.lent_pages import add_lent_pages
from rnnformula.site.publish.live import NOTICES, Live, made_of
from rnnformula.site.publish.markdown_twins import Twins
from rnnformula.site.publish.metadata import Metadata
from rnnformula.site.publish.numbers_place import Numbers, frame_surroundings, known_to_keras
from rnnformula.site.publish.own_scripts import find_own_scripts
from rnnformula.site.publish.page_content import check_content
from rnnformula.site.publish.search import divide_index
from rnnformula.site.publish.search_text import SearchedContent
from rnnformula.site.publish.security import Policies
from rnnformula.site.publish.style_sheet import thin_style_sheet
from rnnformula.site.publish.tag_pages import TagPages
from rnnformula.site.publish.templates import prepare_templates
from rnnformula.site.publish.translations import tell_theme
from rnnformula.site.publish.verifying import check_published
from rnnformula.site.reports.build_facts import Facts
from rnnformula.site.tags.tag_statements import read_statements_of_tags
from rnnformula.site.translation.filling import fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from rnnformula.site.publish.generator import MkDocsConfig, Page
    from rnnformula.site.publish.live import Shown
    from rnnformula.site.publish.metadata import HeadOfPage

#: Not below the logger "mkdocs": what is reported here must not make a live preview fail as strict.
log = logging.getLogger("rnnformula")


class OutdatedError(Exception):
    """Something was edited while a live build examined the site; nothing was written."""


class Build:
    """The state of one build, which all languages share.

    A build to be published stops at the first sight of a problem, before anything is written. A
    live one goes on: it shows what it can, and what is wrong stands on the page.
    """

    def __init__(
        self, config: MkDocsConfig, *, live: bool, shown: dict[str, Shown] | None = None, begun: int = 0
    ) -> None:
        _show_log()
        self.config = config
        i18n: Any = config.plugins["i18n"]
        i18n.search_entries.clear()  # else a live build adds to those of the one before
        self.live = live
        #: What a live build showed before, where it may leave out what it need not make again.
        self.shown = shown
        #: Whether something was edited meanwhile, so that a live build had better begin anew.
        self.is_outdated: Callable[[], bool] = lambda: False
        #: When it began, in nanoseconds, before anything was read.
        self.begun = begun
        self.root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.preview = bool(config.extra.get("preview"))
        #: What is held until the build ends: the lock of the checkout.
        self.resources = ExitStack()
        self.kept = self.root / ".cache"
        self.converter = converter_versions(self.root)
        self.formulas = Formulas(Shelf(self.kept / "formulas.json", self.converter))
        self.beside = BesidePages(self.root, live=live)
        self.page = CurrentPage(self.formulas)

    def examine(self) -> None:
        """Check the pages, get the output of all examples, and take markdown-exec's place as their runner.

        Raises:
            Abort: anything is wrong, unless the build is live; the message says what and where.
            OutdatedError: a live build is outdated.
        """
        self.resources.enter_context(
            alone(self.kept / "build.lock", lambda: log.warning("%s", WAITING.written(spoken_language())))
        )
        try:
            #: As the pages were written, and as readers get them: where a language lacks something, with another's.
            self.written = read_book(self.root)
            self.filled = fill(self.written)
            self.book = self.written
            if self.filled.pages is not self.written.pages:
                self.book = bind(self.written.sources, self.filled.pages)
            self._give_way()
            self.problems = self._examine()
            self._give_way()
            if self.problems and not self.live:
                raise SiteError(self.problems)
        except SiteError as error:
            self.resources.close()
            raise Abort(f"{error.written(spoken_language())}\n{_not_built()}") from None
        except BaseException:  # an interrupt, say: Python's end is too late to let the lock go
            self.resources.close()
            raise
        for problem in self.problems:
            log.warning("%s", problem.written(spoken_language()))
        log.info("%d examples, %d executions", len(self.examples.outputs), self.examples.ran)
        self.laid_out = Shelf(self.kept / "examples.json", layout_surroundings(self.book.sources, self.converter))
        self.tags = {entry.id: entry.tag for entry in self.book.published_ids if not entry.retired}
        self.read = Shelf(self.kept / "read.json", reading_surroundings(self.book.sources))
        self.searched_content = SearchedContent(self.read)
        self.numbers = Numbers(
            self.beside.numbers_scripts,
            known_to_keras(self.examples),
            self.book.settings.site_url,
            lambda lang: cite_figures(lang=lang, book=self.book),
            Shelf(self.kept / "frames.json", frame_surroundings(self.book.sources)),
        )
        printed = self.print_reports()
        self.term_notes = TermNotes(self.book)
        Conversion(self.page).add_to(self.config, ShownExamples(self.page, printed, self.laid_out))
        if self.shown is not None:
            self.unchanged = Live(self.shown, made_of(printed, self.beside, self.book.pages, self.begun))

    def print_reports(self) -> Printed:
        """What prints the fences of the book, and the twins of its pages."""
        facts = Facts(
            self.book,
            self.examples,
            self.checked,
            preview=self.preview,
            equations=self.equations,
            written=self.written,
        )
        printed = Printed(facts, report.write_report)
        self.twins = Twins(printed)
        return printed

    def _examine(self) -> list[Problem]:
        seconds = float(self.config.extra.get("snippet_seconds", SECONDS))
        with ThreadPoolExecutor(1) as meanwhile:
            if self.preview:
                examples = meanwhile.submit(preview, self.book)
            else:
                examples = meanwhile.submit(examine, self.book, seconds)
            try:
                unreadable = self._get_ready()
                self._give_way()
                self.checked = run_checks(self.written)
                self.examples = examples.result()
            except KeyboardInterrupt:
                pool.close()  # or it would be waited for what the snippets still do
                raise
        in_pages = (
            problem
            for name, checked in self.checked.items()
            if not (self.live and name in OF_WORD)
            for problem in checked.problems
        )
        self.equations = None if self.preview else compare_with_keras(self.book, self.examples.tried)
        of_equations = self.equations.problems if self.equations else ()
        return sorted({*unreadable, *in_pages, *self.examples.problems, *of_equations})

    def _give_way(self) -> None:
        if self.is_outdated():
            raise OutdatedError

    def add_files(self, files: Any, config: MkDocsConfig) -> None:
        """Publish the snippets and their data, for readers to run, what formulas and the engine need, lent pages."""
        self.beside.add_to(files, self.examples, config.site_dir)
        add_lent_pages(files, config, self.filled)

    def source_of(self, page: Page) -> str | None:
        """The source of a page that is not shown as it was written; None for all else."""
        lang, _, path = page.file.src_uri.partition("/")
        return self.filled.source_of(lang, path)

    def leave_out(self, files: Any) -> None:
        """Have a live build leave out the pages of a language that are as they were."""
        if self.shown is not None:
            self.unchanged.leave_out(files, self.search, self._notices(self.lang))

    @property
    def search(self) -> Any:
        """The theme's search."""
        return self.config.plugins["material/search"]

    @property
    def lang(self) -> str:
        """The language that is being built."""
        i18n: Any = self.config.plugins["i18n"]
        lang: str = i18n.current_language
        return lang

    def begin_page(self, page: Page) -> None:
        """Begin to convert a page."""
        page.edit_url = edit_address(self.book, page.file.src_uri) or None
        lang, _, path = page.file.src_uri.partition("/")
        if lender := self.filled.lent.get((lang, path)):
            page.canonical_url = self.metadata.address_of(lender, path)
        self.page.begin(page.file.locale, page.url)  # type: ignore[attr-defined]  # set by static-i18n

    def finish_page(self, content: str, page: Page) -> str:
        """Complete the HTML of a page: the choice of a notation, the box that explains, the notices.

        Raises:
            Abort: a formula that can't be read, or something in the content that would run or load from elsewhere.
        """
        if fault := check_content(content, self.read) or next(self.page.faults(live=self.live), ""):
            raise Abort(f"{page.file.src_uri}: {_in_words(fault)}\n{_not_built()}")
        leave_out_exercises(page.toc)
        break_titles(page.toc, self.page.lang)
        content = self.term_notes.put(content, self.page.lang, self.page.address)
        path = page.file.src_uri.partition("/")[2]
        content = with_language_notes(content, self.written, self.filled, self.page.lang, path)
        content = with_former_places(content, self.book, path, self.page.lang)
        self.twins.add(f"docs/{page.file.src_uri}")
        content = with_heading_links(content, self.page.lang)
        content = with_notation_choice(content, self.page.lang)
        content = put_box(content, page, self.beside.engine, self.book, self.beside.numbers_scripts)
        content = self.numbers.put(content, page)
        content = with_cite_buttons(content, self.tags, self.page.lang)
        return f"{NOTICES if self.live else ''}{self._notices(self.page.lang)}{content}"

    def _notices(self, lang: str) -> str:
        return notices_of_build(lang, self.problems, preview=self.preview)

    def show_to_search(self, page: Page) -> None:
        """Let the search read the page without the marks that it skips."""
        self.searched_content.show(page)
        if self.shown is not None:
            self.unchanged.begin(self.search)

    def show_to_readers(self, page: Page) -> None:
        """Give the page its marks back after the search has read it."""
        self.searched_content.take_back(page)
        if self.shown is not None:
            self.unchanged.keep(page, self.search)

    def finish_html(self, output: str, name: str) -> str:
        """Protect a page; a live page is left open, as mkdocs puts a script of its own into it.

        Raises:
            Abort: something put a script into the page that is not our own.
        """
        try:
            return output if self.live else self.policies.protect(output)
        except ValueError as error:
            raise Abort(f"{name}: {_in_words(str(error))}\n{_not_built()}") from None

    def finish_language(self, config: MkDocsConfig) -> None:
        """Give the language that was built a search index of its own; after the last, say what hosts may send."""
        divide_index(config, Path(config.site_dir), self.book.terms)
        remove_style(config, Path(config.site_dir))
        self.beside.write_service_worker(Path(config.site_dir))
        if not self.live:
            self.policies.write_headers(Path(config.site_dir))
        if self.lang == list(LANGUAGES)[-1]:
            self._finish()

    def _finish(self) -> None:
        """After the last language, keep what the next build can use, and verify what this one made.

        Raises:
            Abort: something is missing in what is to be published; the message says what.
        """
        if not self.is_outdated():
            tag_pages = TagPages(self.book, self.tag_statements, self.examples.versions, self.preview)
            tag_pages.write(Path(self.config.site_dir), (lambda page: page) if self.live else self.policies.protect)
            write_citations(self.book, self.tag_statements, Path(self.config.site_dir) / PUBLISHED)
        self.laid_out.save()
        self.formulas.shelf.save()
        self.numbers.shelf.save()
        self.resources.close()
        if not self.live:
            write_version(self.book, Path(self.config.site_dir), preview=self.preview)
        publish_for_programs(self.twins, self.tag_statements, Path(self.config.site_dir))
        if not self.live and (problems := check_published(self.book, Path(self.config.site_dir), self.read)):
            raise Abort(f"{SiteError(problems).written(spoken_language())}\n{_not_built()}")
        if not self.live and (faults := list(self.policies.faults_of_site(Path(self.config.site_dir)))):
            raise Abort("\n".join([*map(_in_words, faults), _not_built()]))
        if not self.live:  # a live build asks for what changed alone, and shows with all styles what is being written
            self.read.save()
            thin_style_sheet(self.root, Path(self.config.site_dir))

    def discard(self) -> None:
        """Remove what a failed build wrote."""
        self.resources.close()
        shutil.rmtree(self.config.site_dir, ignore_errors=True)

    def _get_ready(self) -> list[Problem]:
        """Do what needs no example while the examples run: formulas, the engine, the words of the search.

        Returns a problem for each formula that can't be read or shown, at every place it stands.
        """
        teach_words(self.book.terms)
        self.tag_statements = read_statements_of_tags(self.book)
        problems = [*check_folder(self.book), *self.beside.make(self.book, self.formulas)]
        self.tell_templates()
        self.metadata = Metadata(self.written, self.beside.link_images, self.filled.lent)
        self.policies = Policies(find_own_scripts(self.root, self.beside.names, home_of(self.book)))
        return problems

    def tell_templates(self) -> None:
        """Put what the theme's templates show of the book into the settings."""
        self.config.extra["edition"] = told_to_theme(self.book)
        self.config.extra["math_font"] = self.beside.font
        self.config.extra["twins"] = {f"{page.lang}/{page.path}": page.twin for page in self.book.pages}

    def describe(self, page: Page) -> HeadOfPage:
        """What the head of a page says of it; the policies let its graph pass, and no other."""
        head = self.metadata.of(page)
        self.policies.own.graphs.add(head.graph)
        return head

    def keep_templates(self, env: Environment) -> None:
        """Tell the theme's templates of the languages, prepare them, and keep what they are compiled to."""
        tell_theme(env, self.book)
        env.globals["lent_pages"] = {f"{lang}/{path}" for lang, path in self.filled.lent}
        env.globals["head_of"] = self.describe
        prepare_templates(env, self.kept / "templates", self.lang)


def _in_words(text: str) -> str:
    """What is wrong, in the language of whoever builds."""
    return as_message(text).written(spoken_language())


def _not_built() -> str:
    return _in_words(NOT_BUILT)


def _show_log() -> None:
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)-8s-  rnnformula: %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
