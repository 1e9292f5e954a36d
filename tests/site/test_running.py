import json

import pytest

from rnnformula.site import pool, running
from rnnformula.site.running import Job, Result, run


@pytest.fixture
def folder(tmp_path):
    """A project with nothing in it but a package to run; the worker is not kept."""
    package = tmp_path / "rnnformula" / "site"
    package.mkdir(parents=True)
    source = pool.__file__.replace("pool.py", "worker.py")
    for file in (tmp_path / "rnnformula" / "__init__.py", package / "__init__.py"):
        file.write_text("")
    with open(source, encoding="utf-8") as worker:  # noqa: PTH123
        (package / "worker.py").write_text(worker.read(), encoding="utf-8")
    running._package_source.cache_clear()
    yield tmp_path
    pool.close()
    running._package_source.cache_clear()


def test_a_job_runs_once_however_often_it_is_named(folder):
    job = Job("snippets/once.py", "import os\nprint(open('log', 'a').write('x'))\n")
    results, ran = run([job, job, Job(job.file, job.code)], folder)
    assert ran == 1
    assert results == {job: Result("1\n", (2,))}
    assert (folder / "log").read_text() == "x"


def test_the_cache_gives_what_a_fresh_run_gives(folder):
    jobs = [Job("snippets/a.py", "print('a', 1)\nprint()\n"), Job("snippets/b.py", "print('数')\n")]
    fresh, ran = run(jobs, folder)
    pool.close()
    cached, again = run(jobs, folder)
    assert (ran, again) == (2, 0)
    assert cached == fresh
    assert pool._worker is None, "nothing had to run, so nothing may be started"


def test_code_data_package_source_and_versions_are_the_key(folder, monkeypatch):
    job = Job("snippets/a.py", "print(1)\n")

    def ran_again():
        running._package_source.cache_clear()
        return run([job], folder)[1] == 1

    assert ran_again()
    assert not ran_again()
    (folder / "rnnformula" / "__init__.py").write_text("# changed\n")
    assert ran_again()
    monkeypatch.setattr(running, "framework_versions", lambda: {"keras": "0"})
    assert ran_again()
    monkeypatch.setattr(running.platform, "python_version", lambda: "0")
    assert ran_again()
    job = Job("snippets/a.py", "print(2)\n")
    assert ran_again()
    job = Job(job.file, job.code, (("snippets/data/numbers.json", "[1]"),))
    assert ran_again()
    job = Job(job.file, job.code, (("snippets/data/numbers.json", "[2]"),))
    assert ran_again()
    assert not ran_again()


def test_an_error_is_not_cached(folder):
    job = Job("snippets/a.py", "print(open('number').read())\n")
    assert "FileNotFoundError" in run([job], folder)[0][job].error
    (folder / "number").write_text("7")
    assert run([job], folder)[0][job].output == "7\n"


def test_snippets_do_not_see_each_other(folder):
    jobs = [Job("snippets/a.py", "secret = 1\n"), Job("snippets/b.py", "print(secret)\n")]
    assert "NameError" in run(jobs, folder)[0][jobs[1]].error


def test_the_package_is_imported_anew_for_each_batch(folder):
    source = folder / "rnnformula" / "__init__.py"
    source.write_text("number = 1\n")
    first = Job("snippets/a.py", "import rnnformula\nprint(rnnformula.number)\n")
    second = Job("snippets/b.py", "import rnnformula\nprint(rnnformula.number)\n\n")
    assert run([first], folder)[0][first].output == "1\n"
    worker = pool._worker
    source.write_text("number = 22\n")
    assert run([second], folder)[0][second].output == "22\n"
    assert pool._worker is worker, "the process must be kept, it has imported TensorFlow"


def test_everything_printed_is_captured_and_nothing_of_the_jobs_can_be_read(folder):
    lines = (
        "import sys",
        "sys.stdout.write('a')",
        "print('b', 'c', sep='')",
        "print('not this', file=sys.stderr)",
        "print(repr(sys.stdin.read()))",
    )
    job = Job("snippets/a.py", "\n".join(lines))
    assert run([job], folder)[0][job] == Result("abc\n''\n", (3, 5))


def test_a_deprecation_warning_of_our_own_package_is_an_error(folder):
    (folder / "rnnformula" / "__init__.py").write_text(
        "def old():\n    import warnings\n    warnings.warn('old', DeprecationWarning, stacklevel=1)\n"
    )
    job = Job("snippets/a.py", "import rnnformula\nrnnformula.old()\n")
    assert run([job], folder)[0][job].error == "DeprecationWarning: old"


def test_after_a_hang_the_next_snippet_runs(folder):
    jobs = [Job("snippets/a.py", "\nwhile True:\n    pass\n"), Job("snippets/b.py", "print(1)\n")]
    results, _ = run(jobs, folder, seconds=0.5)
    assert results[jobs[0]].error == "the snippet ran longer than 0.5 s"
    assert results[jobs[0]].line in (2, 3)
    assert results[jobs[1]].output == "1\n"


@pytest.mark.parametrize(
    ("code", "needs"),
    [
        ("import keras\n", True),
        ("from keras.layers import Dense\n", True),
        ("from rnnformula.keras import check\n", True),
        ("import rnnformula\n", False),
        ("print('import keras')\n", False),
        ("import (", False),
    ],
)
def test_keras_is_imported_only_for_who_imports_it(code, needs):
    assert Job("snippets/a.py", code).needs_keras is needs


def test_the_cache_holds_whole_files(folder):
    run([Job("snippets/a.py", "print(1)\n")], folder)
    files = list((folder / ".cache" / "snippets").iterdir())
    assert [file.suffix for file in files] == [".json"]
    assert json.loads(files[0].read_text())["output"] == "1\n"
