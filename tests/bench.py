"""`make bench`: builds and imports, measured as ratios in one run. It never fails for being slow."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.site.conftest import copy_project
from tests.site.test_serve import Served

ROUNDS = 5


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
        done = site.make(target)
        assert done.returncode == 0, done.stderr

    return seconds(run)


def cold(site) -> float:
    """Seconds of a build that must run every example; the theme's compiled templates stay, as in the others."""
    shutil.rmtree(site.folder / ".cache" / "snippets", ignore_errors=True)
    return build(site)


def reload(site) -> float:
    """Seconds from saving an edited page of the whole project to its being served."""
    running = Served(site)
    try:
        page = site.folder / "docs/en/layers/simple_rnn.md"
        running.shows("The derivation of SimpleRNN", "layers/simple_rnn/")
        waits = []
        for number in range(3):
            time.sleep(1.5)  # the server just noticed the last edit
            word = f"Edited{'x' * number}."
            page.write_text(f"{page.read_text(encoding='utf-8')}\n{word}\n", encoding="utf-8")
            waits.append(running.shows(f"<p>{word}</p>", "layers/simple_rnn/"))
        return statistics.median(waits)
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
    with tempfile.TemporaryDirectory() as folder:
        site = copy_project(Path(folder) / "project")
        first = cold(site)
        rounds = [(build(site, "preview-site"), build(site), cold(site)) for _ in range(ROUNDS)]
        nothing, warm, colder = (statistics.median(times) for times in zip(*rounds, strict=True))
        aim = (nothing + 1.3 * keras) / nothing
        print(f"build that runs nothing (preview)  {nothing:7.3f} s")
        print(f"warm rebuild                       {warm:7.3f} s   {warm / nothing:5.2f} x it (aim: 1.15)")
        print(f"cold build                         {colder:7.3f} s   {colder / nothing:5.2f} x it (aim: {aim:.2f})")
        print(f"first build, nothing cached at all {first:7.3f} s")
        print(f"edited page to reload              {reload(site):7.3f} s   (aim: 2 s)")


if __name__ == "__main__":
    main()
