"""One build of the site: what happens at each mkdocs event. `docs/hooks.py` hands the events over."""

from __future__ import annotations

import html
import logging
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache
from markdown_exec import base_format, formatters
from markupsafe import Markup

from rnnformula.errors import InputError
from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.language.notation import NOTATIONS
from rnnformula.site import report
from rnnformula.site.book.addresses import relative_address
from rnnformula.site.book.installed import TITLES
from rnnformula.site.book.pages import BOX_PLACE
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.checks import run_checks
from rnnformula.site.examples import pool
from rnnformula.site.examples.examining import examine, preview
from rnnformula.site.examples.running import SECONDS
from rnnformula.site.fences.loading import read_book
from rnnformula.site.fences.snippet import FOLDED
from rnnformula.site.html.math import prepare_formulas
from rnnformula.site.html.math.mathml import Formulas, TexError, converter_versions
from rnnformula.site.html.page_blocks import box_blocks, copy_button, fold_code
from rnnformula.site.html.switches import name_switches
from rnnformula.site.kept.lock import alone
from rnnformula.site.kept.shelf import Shelf
from rnnformula.site.publish.browser_engine import box, is_wanted, write_engine
from rnnformula.site.publish.generator import Abort, File
from rnnformula.site.publish.live import NOTICES, Live
from rnnformula.site.publish.search import divide_index, flatten, teach_words
from rnnformula.site.publish.security import active_parts, headers, protect, script_hashes
from rnnformula.site.publish.translations import tell_theme
from rnnformula.site.publish.verifying import check_published
from rnnformula.site.reports.build_facts import Facts

if TYPE_CHECKING:
    from jinja2 import Environment

    from rnnformula.site.publish.generator import MkDocsConfig, Page
    from rnnformula.site.publish.live import Shown

#: Not below the logger "mkdocs": what is reported here must not make a live preview fail as strict.
log = logging.getLogger("rnnformula")

WAITING = "another build of this checkout is running; waiting for its end"
IMPORTS_PACKAGE = re.compile(r"^\s*(?:from|import) rnnformula\b", re.MULTILINE)
TITLE_END = "</h1>"
#: What turns an example into HTML; with another version all are laid out anew.
LAID_OUT_BY = ("Markdown", "markdown-exec", "pymdown-extensions", "Pygments")


class Build:
    """The state of one build, which all languages share.

    A build to be published stops at the first sight of a problem, before anything is written. A
    live one goes on: it shows what it can, and what is wrong stands on the page.
    """

    def __init__(self, config: MkDocsConfig, *, live: bool, shown: dict[str, Shown] | None = None) -> None:
        _show_log()
        self.config = config
        i18n: Any = config.plugins["i18n"]
        i18n.search_entries.clear()  # else a live build adds to those of the one before
        self.live = live
        #: What a live build showed before, where it may leave out what it need not make again.
        self.shown = shown
        self.root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.preview = bool(config.extra.get("preview"))
        self.page: Page | None = None
        #: What is held until the build ends.
        self.held = ExitStack()
        kept = self.root / ".cache"
        self.formulas = Formulas(Shelf(kept / "formulas.json", converter_versions(self.root)))
        settings = [(self.root / "mkdocs.yml").read_text(encoding="utf-8"), *map(version, LAID_OUT_BY)]
        self.laid_out = Shelf(kept / "examples.json", settings)
        #: What the build makes beside pages, published below assets/.
        self.made = self.root / ".cache" / "assets"
        self.script_hashes: set[str] = set()

    def examine(self) -> None:
        """Check the pages, get the output of all examples, and take markdown-exec's place as their runner.

        Raises:
            Abort: anything is wrong, unless the build is live; the message says what and where.
        """
        self.held.enter_context(alone(self.root / ".cache" / "build.lock", lambda: log.warning("%s", WAITING)))
        try:
            self.book = read_book(self.root)
            self.problems = self._examine()
            if self.problems and not self.live:
                raise SiteError(self.problems)
        except SiteError as error:
            self.held.close()
            raise Abort(f"{error}\nThe site was not built.") from None
        for problem in self.problems:
            log.warning("%s", problem)
        log.info("%d examples, %d executions", len(self.examples.outputs), self.examples.ran)
        self.fence_of = {fence.code: fence for fence in self.book.fences if not fence.snippet}
        self.snippet_of = {code.strip(): name for name, code in self.examples.codes.items()}
        formatters["python"] = self.format_example
        if self.shown is not None:
            self.unchanged = Live(self.shown, self._made_of())

    def _made_of(self) -> dict[str, object]:
        """What each page is made of, by its source."""
        theme = Path(self.config.docs_dir) / "theme"
        package = [file for file in (self.root / "rnnformula").rglob("*.py") if file.parent.name != "families"]
        read = [*package, *theme.rglob("*.*"), self.root / "mkdocs.yml"]
        all_pages: list[object] = [
            [(str(file), status.st_mtime_ns, status.st_size) for file in read if (status := file.stat())],
            [(term.id, term.words) for term in self.book.terms],
            self.config.extra["math_font"],
            self.examples.versions,
        ]
        found: dict[str, object] = {}
        for page in self.book.pages:
            fences = self.book.fences_of(page)
            codes = [fence.code for fence in fences if not fence.snippet]
            shown = [(code, self._output(code, page.lang, page.address)) for code in codes]
            examples = [self._example(fence.snippet) for fence in fences if fence.snippet]
            menu = [(other.path, other.title) for other in self.book.pages if other.lang == page.lang]
            engine = self.engine if BOX_PLACE in page.source else None
            found[str(self.root / page.file)] = (all_pages, page.source, menu, shown, examples, engine)
        return found

    def _example(self, name: str) -> tuple[object, ...]:
        """All that a page shows of a snippet."""
        of = self.examples
        code = of.codes.get(name, "")
        known = (found.get(name) for found in (of.outputs, of.data, of.uses))
        return (code, *known, name in of.unrecorded, of.faults.get(code.strip()))

    def _examine(self) -> list[Problem]:
        seconds = float(self.config.extra.get("snippet_seconds", SECONDS))
        with ThreadPoolExecutor(1) as meanwhile:
            if self.preview:
                examples = meanwhile.submit(preview, self.book)
            else:
                examples = meanwhile.submit(examine, self.book, seconds)
            try:
                unreadable = self._get_ready()
                self.checked = run_checks(self.book)
                self.examples = examples.result()
            except KeyboardInterrupt:
                pool.close()  # or it would be waited for what the snippets still do
                raise
        found = (problem for checked in self.checked.values() for problem in checked.problems)
        return sorted({*unreadable, *found, *self.examples.problems})

    @property
    def lang(self) -> str:
        """The language of the page that is being converted."""
        assert self.page
        lang: str = self.page.file.locale  # type: ignore[attr-defined]  # set by static-i18n
        return lang

    def format_example(self, *, code: str, md: Any, source: str, result: str, **options: Any) -> str:
        """Show one executed fence: the output is known by now, markdown-exec lays it out."""
        key = code.strip()
        name = self.snippet_of.get(key)
        assert self.page
        output, fault = self._output(key, self.lang, self.page.url)
        if fault:
            return Markup(f'<div class="example"><pre class="fault" role="alert">{html.escape(fault)}</pre></div>')

        folded = source == FOLDED
        shown = self._lay_out(code, output, md, source="above" if folded else source, result=result)
        if folded:
            shown = fold_code(shown, self.lang)
        if name:
            return Markup(f'<div class="example">{shown}{self._caption(name)}</div>')
        box = self.fence_of[key].box
        return Markup(f'<div class="{box}">{shown}</div>') if box else shown

    def _lay_out(self, code: str, output: str, md: Any, *, source: str, result: str) -> str:
        """The HTML of an example, as markdown-exec lays it out; it converts Markdown anew for each, which is slow."""

        def run(code: str, **settings: Any) -> str:
            return output

        def lay_out() -> str:
            shown = base_format(
                language="python", run=run, code=code, md=md, source=source, result=result, id_prefix=""
            )
            return str(shown)

        return self.laid_out.get([code, output, source, result], lay_out)

    def _output(self, key: str, lang: str, address: str) -> tuple[str, str]:
        """What a fence of this text prints on the page of an address, or why it can't be shown."""
        if fault := self.examples.faults.get(key):
            return "", fault
        if name := self.snippet_of.get(key):
            return self.examples.outputs[name], ""
        if not (fence := self.fence_of.get(key)):
            return "", "there is no such snippet"
        if not fence.report:
            return fence.printed(self.book), ""
        facts = Facts(self.book, self.examples, self.checked, preview=self.preview, here=address)
        try:
            return report.markdown(fence.report, lang=lang, facts=facts), ""
        except InputError as error:  # a live page shows what it can
            return "", str(error)

    def _caption(self, name: str) -> str:
        label = words(self.lang)
        shown = ran_with(self.examples.codes[name], self.examples.uses[name], self.examples.versions)
        assert self.page
        links = [
            f'<a href="{relative_address(file, self.page.url)}" download>{file.removeprefix("snippets/")}</a>'
            for file in (f"snippets/{name}", *self.examples.data[name])
        ]
        note = f" <strong>{label['unrecorded']}</strong>" if name in self.examples.unrecorded else ""
        return (
            f'<p class="ran-with">{label["ran_with"]}{label["comma"].join(shown)} · '
            f"{label['comma'].join(links)}{note} {copy_button(self.lang)}</p>"
        )

    def add_files(self, files: Any, config: MkDocsConfig) -> None:
        """Publish the snippets and their data, for readers to run, and what formulas and the engine need."""
        snippets = [f"snippets/{name}" for name in self.examples.codes]
        for name in dict.fromkeys(snippets + [file for data in self.examples.data.values() for file in data]):
            files.append(File(name, str(self.root), config.site_dir, use_directory_urls=False))
        for name in self.assets:  # never what else may lie there
            files.append(File(f"assets/{name}", str(self.made.parent), config.site_dir, use_directory_urls=False))

    def leave_out(self, files: Any) -> None:
        """Have a live build leave out the pages of a language that are as they were."""
        if self.shown is not None:
            i18n: Any = self.config.plugins["i18n"]
            self.unchanged.leave_out(files, self.search, self._notices(i18n.current_language))

    @property
    def search(self) -> Any:
        """The theme's search."""
        return self.config.plugins["material/search"]

    def finish_page(self, content: str, page: Page) -> str:
        """Turn formulas into MathML, give blocks their links, mark a preview.

        Raises:
            Abort: a formula that can't be read, or something in the content that would run or load from elsewhere.
        """
        if active := active_parts(content):
            listed = ", ".join(map(repr, active))
            raise Abort(f"{page.file.src_uri}: {listed}: a page may not hold this\nThe site was not built.")
        prepared = set(self.formulas.known)
        try:
            content = self.formulas.replace_in(content, self.lang)
        except TexError as error:
            raise Abort(f"{page.file.src_uri}: {error}\nThe site was not built.") from None
        if not self.live and (late := self.formulas.known.keys() - prepared):  # the font was cut without them
            listed = ", ".join(repr(tex) for tex, _ in sorted(late))
            raise Abort(
                f"{page.file.src_uri}: formula {listed}: write it between dollar signs\nThe site was not built."
            )
        content = box_blocks(content, self.lang)
        if "data-follows" in content:
            content = content.replace(TITLE_END, TITLE_END + self._notation_choice(), 1)
        if BOX_PLACE in content:
            home = "" if self.lang == DEFAULT else f"{self.lang}/"
            content = box(content, self.lang, self.engine, here=page.url, home=home)
        return f"{NOTICES if self.live else ''}{self._notices(self.lang)}{content}"

    def _notation_choice(self) -> str:
        label = words(self.lang)
        options = "".join(f'<option value="{key}">{label[f"notation_{key}"]}</option>' for key in NOTATIONS)
        return (
            f'<p class="notation" data-search-exclude><label for="__notation">{label["notation"]}</label> '
            f'<select id="__notation" autocomplete="off">{options}</select></p>'
        )

    def _notices(self, lang: str) -> str:
        """What a reader must know before the page: that it is a preview, and what is wrong with the build."""
        label = words(lang)
        notices = ""
        if self.preview:
            notices += f'<p class="preview" role="note">{html.escape(label["preview"])}</p>\n'
        if self.problems:
            listed = html.escape("\n".join(map(str, self.problems)))
            notices += f'<details class="fault"><summary>{label["problems"]}</summary><pre>{listed}</pre></details>\n'
        return notices

    def show_to_search(self, page: Page) -> None:
        """Let the search read the page without the marks that it skips."""
        self.content = page.content
        page.content = flatten(page.content or "")
        if self.shown is not None:
            self.unchanged.begin(self.search)

    def show_to_readers(self, page: Page) -> None:
        """Take that back."""
        page.content = self.content
        if self.shown is not None:
            self.unchanged.keep(page, self.search)

    def finish_html(self, output: str) -> str:
        """Name the theme's switches for readers who don't see them, and protect the page.

        A live page is left open, as mkdocs puts a script of its own into it.
        """
        i18n: Any = self.config.plugins["i18n"]
        output = name_switches(output, i18n.current_language)
        if self.live:
            return output
        self.script_hashes.update(script_hashes(output))
        return protect(output)

    def finish_language(self, config: MkDocsConfig) -> None:
        """Give the language that was built a search index of its own; after the last, say what hosts may send."""
        divide_index(config, Path(config.site_dir), self.book.terms)
        if not self.live:
            (Path(config.site_dir) / "_headers").write_text(headers(self.script_hashes), encoding="utf-8")
        i18n: Any = config.plugins["i18n"]
        if i18n.current_language == list(LANGUAGES)[-1]:
            self._finish()

    def _finish(self) -> None:
        """After the last language: keep what the next build can use, and verify what this one made.

        Raises:
            Abort: something is missing in what is to be published; the message says what.
        """
        self.laid_out.save()
        self.formulas.shelf.save()
        self.held.close()
        if not self.live and (problems := check_published(self.book, Path(self.config.site_dir))):
            raise Abort(f"{SiteError(problems)}\nThe site was not built.")

    def discard(self) -> None:
        """Remove what a failed build wrote."""
        self.held.close()
        shutil.rmtree(self.config.site_dir, ignore_errors=True)

    def _get_ready(self) -> list[Problem]:
        """Do what needs no example while the examples run: formulas, the engine, the words of the search.

        Returns a problem for each formula that can't be read or shown, at every place it stands.
        """
        teach_words(self.book.terms)
        problems, self.assets = prepare_formulas(self.book, self.formulas, self.made)
        self.config.extra["math_font"] = self.assets[0]
        if is_wanted(self.book.pages):
            self.engine = write_engine(self.book.sources, self.made)
            self.assets += self.engine.files
        return problems

    def keep_templates(self, env: Environment) -> None:
        """Tell the theme's templates of the languages, and compile them once, not in every build."""
        tell_theme(env)
        folder = self.root / ".cache" / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def ran_with(code: str, uses: tuple[str, ...], versions: dict[str, str]) -> list[str]:
    """What a snippet ran with, by its imports: the frameworks, or this package; Python where it needs neither."""
    shown = [f"{TITLES[used]} {versions[used]}" for used in uses if used in versions]
    if "keras" not in uses and IMPORTS_PACKAGE.search(code):
        shown.insert(0, f"rnnformula {version('rnnformula')}")
    return shown or ["Python"]


def _show_log() -> None:
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)-8s-  rnnformula: %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
