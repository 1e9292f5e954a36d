"""`make bench`: builds, imports, the engine, what a page draws, as ratios in one run. It never fails for being slow."""

from __future__ import annotations

import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, LANGUAGES
from tests import engine_starts
from tests.languages import ENGLISH
from tests.numbers import as_json
from tests.numbers.scripts import asking
from tests.site.conftest import copy_project
from tests.site.test_serve import Served
from tests.test_figures import DRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 3
#: So many layers that take longest to draw are told.
SLOWEST = 8
#: How often a layer is counted and drawn, the middle of which is told, and the milliseconds of a frame of a screen.
UPDATES, FRAME = 31, 1000 / 60
#: A family as it is and with a bias too many.
RIGHT, WRONG = 'Array("bias", "u", when', 'Array("bias", "2u", when'


def seconds(action) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def fresh_python(code: str) -> float:
    """Seconds of a new interpreter, the best of many: noise only ever adds."""
    return min(
        seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True))
        for _ in range(ROUNDS * 3)
    )


def explaining(rows: int) -> float:
    """Seconds of explaining a table of that many rows with different numbers, in a new interpreter."""
    code = f"""if True:
        import time
        from rnnformula import count, explain
        from tests.explaining.tables import table
        sizes = range(1, {rows} + 1)
        counts = [count("LSTM", units=u, features=max(1, u - 1)) for u in sizes]
        text = table(*((f"lstm_{{u}} (LSTM)", (None, 9, u), counts[u - 1]) for u in sizes))
        start = time.perf_counter()
        assert len(explain(text).rows) == {rows}
        print(time.perf_counter() - start)"""
    times = (subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(ROUNDS))
    return min(float(done.stdout) for done in times)


def build(site, target: str = "site") -> float:
    def run() -> None:
        done = site.make_alone(target)
        assert done.returncode == 0, done.stderr

    return seconds(run)


def cold(site) -> float:
    """Seconds of a build that must run every example; what else is kept stays, as in the others."""
    shutil.rmtree(site.folder / ".cache" / "results", ignore_errors=True)
    return build(site)


def updates() -> Iterator[tuple[str, float]]:
    """An example of each layer, and the milliseconds in which a page counts and draws it anew, the slowest first."""
    with asking() as ask:
        took = {layer: ask(do="time", times=UPDATES, **as_json.asked(layer, arguments)) for layer, arguments in DRAWN}
    yield from sorted(took.items(), key=lambda one: one[1], reverse=True)


def processor(action) -> float:
    """Seconds of processor time that an action's processes take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def plain(site) -> None:
    """Have MkDocs build the same Markdown with the theme, and without the hooks of this project."""
    settings = site.read("mkdocs.yml")
    ours = (r"^hooks:.*\n", r"^  custom_dir:.*\n", r"^  icon:\n    logo: .*\n", r"^  - markdown-exec:\n      .*\n")
    for part in ours:
        settings, times = re.subn(part, "", settings, flags=re.MULTILINE)
        assert times == 1, part
    settings = settings.replace("strict: true", "strict: false").replace("check_paths: true", "check_paths: false")
    settings, times = re.subn(r"^ +- locale: xx\n( +\S.*\n){2}", lambda _: _locales(), settings, flags=re.MULTILINE)
    assert times == 1
    site.write("plain.yml", settings)
    command = ["mkdocs", "build", "--quiet", "--config-file", "plain.yml", "--site-dir", ".cache/plain"]
    subprocess.run(command, cwd=site.folder, env=site.environment({}), check=True, capture_output=True)


def one_language(site) -> None:
    """Build the first language alone."""
    file = "rnnformula/site/publish/translations.py"
    text = site.read(file)
    told = "for language in LANGUAGES.values()]\n    for scheme"
    assert text.count(told) == 1
    site.write(file, text.replace(told, told.replace("]", " if language.code == DEFAULT]")))
    command = ["mkdocs", "build", "--quiet", "--site-dir", ".cache/one"]
    subprocess.run(command, cwd=site.folder, env=site.environment({}), check=True, capture_output=True)
    site.write(file, text)


def _locales() -> str:
    """The languages, as a hook of this project tells them to the plugin."""
    locales = [
        {"locale": code, "name": language.name, "default": code == DEFAULT} for code, language in LANGUAGES.items()
    ]
    return f"        {json.dumps(locales)}\n"  # as YAML, too


def multiply(site, number: int) -> None:
    """Add copies of three parts of the site, with ids of their own, as parts of the same kind."""
    for part in ("cases", "layers", "questions"):
        copied = f"{part}_{number}"
        for file in sorted(site.folder.glob(f"docs/*/{part}/*.md")):
            text = file.read_text("utf-8")
            text = re.sub(r"\{#(?=[a-z])", f"{{#copy{number}.", text)
            text = re.sub(r"\]\((?!\.\.|http)([^)#\s]*)#", rf"](\1#copy{number}.", text)
            target = file.parents[1] / copied / file.name
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, "utf-8")
        names = sorted(file.name for file in site.folder.glob(f"docs/{ENGLISH}/{part}/*.md"))
        entries = "".join(f"  - {copied}/{name}\n" for name in names)
        site.edit("mkdocs.yml", lambda text, entries=entries: text.replace("  - Cases:\n", f"{entries}  - Cases:\n"))
        entry = rf'\[\[formula\]\]\npage = "{part}/.*?(?=\n\[\[|\Z)'
        listed = re.findall(entry, site.read("docs/formulas.toml"), re.DOTALL)
        more = "\n".join(entry.replace(f'"{part}/', f'"{copied}/') for entry in listed)
        site.edit("docs/formulas.toml", lambda text, more=more: f"{text}\n{more}\n")
    done = site.make_alone("ids")
    assert done.returncode == 0, done.stderr


def growth(site) -> Iterator[tuple[int, float]]:
    """The number of pages and the seconds of a warm build, with more and more copies of most pages."""
    for copies in (0, 1, 3):
        for number in range(1, copies + 1):
            if not (site.folder / f"docs/{ENGLISH}/cases_{number}").exists():
                multiply(site, number)
        build(site)
        yield len(list(site.folder.glob("docs/*/**/*.md"))), min(build(site) for _ in range(2))


def _shows(running, path: str, text: str, there: bool) -> bool:
    """Whether a page that is served has the text, or is served without it."""
    page = running.page(path)
    return bool(page) and (text in page) == there


def reload(site) -> tuple[float, float]:
    """Seconds from saving an edited page, and an edited family, of the whole project to seeing what it changes."""
    running = Served(site)
    try:
        page = site.folder / f"docs/{ENGLISH}/layers/simple_rnn.md"
        running.shows("From one unit to the formula", "layers/simple_rnn/")
        pages, families = [], []
        for number in range(3):
            word = f"Edited{'x' * number}."
            page.write_text(f"{page.read_text(encoding='utf-8')}\n{word}\n", encoding="utf-8")
            pages.append(running.shows(f"<p>{word}</p>", "layers/simple_rnn/"))
            for old, new, differs in ((RIGHT, WRONG, True), (WRONG, RIGHT, False)):
                site.replace("rnnformula/facts/families/simple_rnn.py", old, new)
                shown = partial(_shows, running, "layers/simple_rnn/", "formula and framework differ", differs)
                families.append(running.wait(shown))
        return statistics.median(pages), statistics.median(families)
    finally:
        running.close()


def main() -> None:
    bare = fresh_python("pass")
    package = fresh_python("import rnnformula")
    keras = min(
        seconds(lambda: subprocess.run([sys.executable, "-c", "import keras"], check=True, capture_output=True))
        for _ in range(ROUNDS)
    )
    print(f"python -c pass                     {bare:7.3f} s")
    print(f"import rnnformula                  {package:7.3f} s   {package / bare:5.2f} x python -c pass (aim: 2)")
    first = fresh_python("import rnnformula; rnnformula.count('SimpleRNN', units=10, features=1)")
    print(f"  and the first count              {first:7.3f} s   {first / bare:5.2f} x python -c pass")
    print(f"import keras                       {keras:7.3f} s   {keras / package:5.1f} x import rnnformula")
    few, many = explaining(500), explaining(1000)
    print(f"explaining 500 rows                {few:7.3f} s")
    print(f"explaining 1000 rows               {many:7.3f} s   {many / few:5.2f} x it (aim: 2)")
    slowest = 0.0
    for layer, milliseconds in islice(updates(), SLOWEST):
        slowest = slowest or milliseconds
        share = f"{milliseconds / slowest:5.2f} x the slowest, {milliseconds / FRAME:5.2f} x a frame (aim: 1)"
        print(f"{layer:<33}  {milliseconds:7.3f} ms  {share}")
    with tempfile.TemporaryDirectory() as folder:
        site = copy_project(Path(folder) / "project")
        first = cold(site)
        for line in engine_starts.report(site.folder / "site", Path(folder) / "before", ROUNDS):
            print(line)
        rounds = [(build(site, "preview-site"), build(site), cold(site)) for _ in range(ROUNDS)]
        nothing, warm, colder = (statistics.median(times) for times in zip(*rounds, strict=True))
        print(f"build that runs nothing (preview)  {nothing:7.3f} s")
        print(f"warm rebuild                       {warm:7.3f} s   {warm / nothing:5.2f} x it (aim: 1.15)")
        print(f"cold build                         {colder:7.3f} s   {colder / nothing:5.2f} x it (aim: 2.5)")
        print(f"first build, nothing cached at all {first:7.3f} s")
        ours = min(processor(lambda: build(site)) for _ in range(3))
        bare = min(processor(lambda: plain(site)) for _ in range(3))
        one_language(site)  # what is kept goes by the package, which is another one now
        one = min(processor(lambda: one_language(site)) for _ in range(3))
        print(f"MkDocs and the theme alone         {bare:7.3f} s of processor time")
        print(f"warm rebuild                       {ours:7.3f} s   {ours / bare:5.2f} x it (aim: 2.0)")
        print(f"one language alone                 {one:7.3f} s   the second costs {ours / one - 1:5.2f} x it")
        for pages, took in growth(copy_project(Path(folder) / "more")):
            print(f"warm rebuild of {pages:4} pages          {took:7.3f} s   {took / pages:5.3f} s a page")
        page, family = reload(site)
        print(f"edited page to reload              {page:7.3f} s   (aim: 1 s)")
        print(f"edited family to what Keras says   {family:7.3f} s   (aim: 3 s)")


if __name__ == "__main__":
    main()
