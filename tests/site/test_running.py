import json
from dataclasses import replace
from importlib.metadata import version

import pytest

from rnnformula.counting.exchange import order
from rnnformula.site.book.sources import load_sources
from rnnformula.site.examples import pool, running
from rnnformula.site.examples.comparison import Compared, compare_result
from rnnformula.site.examples.counted import printed_counts
from rnnformula.site.examples.judging import judge_code, unmoved, varied
from rnnformula.site.examples.running import Job, LayerOrder, Result, Trial, run
from rnnformula.site.html.captions import ran_with
from tests.conftest import ROOT

SECONDS = 60


@pytest.fixture
def folder(tmp_path):
    """A project with nothing in it but a package to import; its workers are not kept."""
    (tmp_path / "rnnformula").mkdir()
    (tmp_path / "rnnformula" / "__init__.py").write_text("number = 1\n")
    (tmp_path / "rnnformula" / "other.py").write_text("")
    yield tmp_path
    pool.close((False,))


@pytest.fixture(scope="module")
def keras_folder(tmp_path_factory):
    """An empty project for snippets that need Keras, which is imported once for all of these tests."""
    yield tmp_path_factory.mktemp("keras")
    pool.close()


def results_of(folder, *codes, seconds=SECONDS):
    """The results of these codes, in order."""
    jobs = [Job(f"snippets/{number}.py", code) for number, code in enumerate(codes)]
    results, _ = run(jobs, load_sources(folder), seconds)
    return [results[job] for job in jobs]


def test_a_job_runs_once_however_often_it_is_named(folder):
    job = Job("snippets/once.py", "print('x')\n")
    results, ran = run([job, job, Job(job.file, job.code)], load_sources(folder), SECONDS)
    assert ran == 1
    assert results == {job: Result("x\n", (1,))}


def test_the_cache_gives_what_a_fresh_run_gives(folder):
    jobs = [Job("snippets/a.py", "print('a', 1)\nprint()\n"), Job("snippets/b.py", "print('数')\n")]
    fresh, ran = run(jobs, load_sources(folder), SECONDS)
    pool.close()
    cached, again = run(jobs, load_sources(folder), SECONDS)
    assert (ran, again) == (2, 0)
    assert cached == fresh
    assert not pool._workers, "nothing had to run, so nothing may be started"


def test_code_data_versions_and_what_was_imported_of_the_package_are_the_key(folder, monkeypatch):
    job = Job("snippets/a.py", "import rnnformula\nprint(1)\n")

    def ran_again():
        return run([job], load_sources(folder), SECONDS)[1] == 1

    assert ran_again()
    assert not ran_again()
    (folder / "rnnformula" / "other.py").write_text("# changed\n")
    assert not ran_again(), "the snippet does not import what changed"
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


def altered(text, change):
    kept = json.loads(text)
    change(kept)
    return json.dumps(kept)


@pytest.mark.parametrize(
    "alter",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: altered(text, lambda kept: kept.update(body=kept["body"].replace("seven", "eight"))),
        lambda text: altered(text, lambda kept: kept.pop("digest")),
        lambda text: altered(text, lambda kept: kept.update(body=7)),
    ],
    ids=["empty", "cut", "misshapen", "another output", "no digest", "another type"],
)
def test_a_kept_result_that_was_cut_or_altered_is_run_again_and_never_believed(folder, alter):
    job = Job("snippets/a.py", "print('seven')\n")
    run([job], load_sources(folder), SECONDS)
    [kept] = (folder / ".cache" / "results").iterdir()
    kept.write_text(alter(kept.read_text("utf-8")), encoding="utf-8")
    results, ran = run([job], load_sources(folder), SECONDS)
    assert ran == 1
    assert results[job].output == "seven\n"
    assert run([job], load_sources(folder), SECONDS)[1] == 0


def test_an_error_is_not_kept(folder):
    job = Job("snippets/a.py", "import pathlib\nprint(pathlib.Path(__file__).with_name('number').read_text())\n")
    assert "FileNotFoundError" in run([job], load_sources(folder), SECONDS)[0][job].error
    (folder / "snippets").mkdir()
    (folder / "snippets" / "number").write_text("7")
    assert run([job], load_sources(folder), SECONDS)[0][job].output == "7\n"


def test_snippets_do_not_see_each_other(folder):
    first = "import os, signal\nsecret = 1\nos.environ['SECRET'] = '1'\nos.chdir('/')\nsignal.alarm(1)\n"
    second = "import os\nprint(os.environ.get('SECRET'), os.getcwd() == '/', 'secret' in globals())\n"
    assert [result.output for result in results_of(folder, first, second)] == ["", "None False False\n"]


def test_the_package_is_imported_anew_for_each_snippet(folder):
    first, second = "import rnnformula\nprint(rnnformula.number)\n", "\nimport rnnformula\nprint(rnnformula.number)\n"
    assert results_of(folder, first)[0].output == "1\n"
    worker = pool._workers[False]
    (folder / "rnnformula" / "__init__.py").write_text("number = 22\n")
    assert results_of(folder, second)[0].output == "22\n"
    assert pool._workers[False] is worker, "the process must be kept: another like it has imported TensorFlow"


def test_everything_printed_is_captured_and_nothing_of_the_jobs_can_be_read(folder):
    lines = (
        "import sys",
        "sys.stdout.write('a')",
        "print('b', 'c', sep='')",
        "print('not this', file=sys.stderr)",
        "print(repr(sys.stdin.read()))",
    )
    assert results_of(folder, "\n".join(lines)) == [Result("abc\n''\n", (3, 5))]


def test_what_a_thread_prints_until_the_end_is_captured(folder):
    code = "import threading\nthreading.Thread(target=lambda: print('late')).start()\n"
    assert results_of(folder, code)[0].output == "late\n"


def test_what_is_written_past_python_reaches_no_answer(folder):
    assert results_of(folder, "import os\nos.write(1, b'{}')\nos.write(2, b'{}')\nprint(1)\n")[0].output == "1\n"


def test_a_deprecation_warning_of_our_own_package_is_an_error(folder):
    (folder / "rnnformula" / "__init__.py").write_text(
        "def old():\n    import warnings\n    warnings.warn('old', DeprecationWarning, stacklevel=1)\n"
    )
    assert results_of(folder, "import rnnformula\nrnnformula.old()\n")[0].error == "DeprecationWarning: old"


def test_a_hang_is_named_and_the_others_run(folder):
    hanging, next_ = results_of(folder, "\nwhile True:\n    pass\n", "print(1)\n", seconds=0.5)
    assert hanging.error == "the snippet ran longer than 0.5 s"
    assert hanging.line in (2, 3)
    assert next_.output == "1\n"


@pytest.mark.parametrize(
    ("code", "line", "error"),
    [
        ("import os\nos._exit(0)\n", 2, "the snippet called exit(0); a snippet runs to its end"),
        ("import os\n\nos.abort()\n", 3, "the process that ran the snippet ended with status -6"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", 1, "ended with status -9"),
    ],
)
def test_who_ends_before_the_end_is_named_and_the_others_run(folder, code, line, error):
    ended, next_ = results_of(folder, code, "print(1)\n")
    assert error in ended.error
    assert ended.line == line
    assert next_.output == "1\n"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("open('{root}/left.txt', 'w')", "left.txt"),
        ("import os; os.mkdir('{root}/left')", "left"),
        ("import pathlib; pathlib.Path('{root}/rnnformula/__init__.py').unlink()", "__init__.py"),
        ("import os; os.open('{root}/left.txt', os.O_CREAT | os.O_WRONLY)", "left.txt"),
        ("import os; os.rename('{root}/rnnformula', '{root}/moved')", "rnnformula"),
        ("open('left.txt', 'w').close()", "left.txt"),
    ],
)
def test_who_leaves_a_file_behind_is_named_and_the_file_is_not_there(folder, code, name):
    before = sorted(folder.rglob("*.py"))
    left, other = results_of(folder, f"\n{code.format(root=folder)}\n", "print(1)\n")
    assert name in left.error
    assert "below tempfile.gettempdir()" in left.error
    assert other.output == "1\n"
    assert sorted(folder.rglob("*.py")) == before
    assert {file.name for file in folder.iterdir()} == {".cache", "rnnformula"}


def test_a_snippet_may_write_to_the_temporary_folder_which_goes_with_it(folder):
    code = "import tempfile\nfile = tempfile.NamedTemporaryFile(delete=False)\nfile.write(b'x')\nprint(file.name)\n"
    [result] = results_of(folder, code)
    assert not result.error
    assert not pool.Path(result.output.strip()).exists()


def test_the_users_settings_do_not_reach_a_snippet(folder, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    monkeypatch.setenv("TF_FORCE", "1")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    code = "import os\nprint(sorted(name for name in os.environ if name.startswith(('KERAS', 'TF_', 'PYTHON'))))\n"
    [result] = results_of(folder, code)
    known = sorted([*(name for name in pool.ENVIRONMENT if name.startswith(pool.SETTING_PREFIXES)), "KERAS_HOME"])
    assert result.output == f"{known}\n"


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


CHANGES = """\
import keras, os, random
keras.config.set_floatx("float16")
keras.config.set_dtype_policy("float16")
keras.config.set_image_data_format("channels_first")
keras.layers.Dense.count_params = lambda self: 121
"""
STATE = """\
import keras
layer = keras.layers.Dense(2)
layer.build((None, 3))
print(keras.config.floatx(), keras.config.dtype_policy().name, keras.config.image_data_format(), layer.count_params())
"""


@pytest.mark.xdist_group("keras")
def test_what_a_snippet_changes_in_keras_ends_with_it(keras_folder):
    changing, next_ = results_of(keras_folder, CHANGES, STATE)
    assert changing.error == "RuntimeError: the snippet replaced Dense.count_params; what it prints is not Keras' own"
    assert next_.output == "float32 float32 channels_last 8\n"


@pytest.mark.long
@pytest.mark.xdist_group("keras")
def test_a_users_keras_json_does_not_reach_a_snippet(keras_folder, monkeypatch, tmp_path):
    pool.close()
    (tmp_path / ".keras").mkdir()
    (tmp_path / ".keras" / "keras.json").write_text('{"floatx": "float16", "image_data_format": "channels_first"}')
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / ".keras"))
    assert results_of(keras_folder, f"{STATE}\n")[0].output == "float32 float32 channels_last 8\n"


@pytest.mark.xdist_group("keras")
def test_layers_that_are_left_behind_are_kept_as_arrays_and_compared_with_the_formula_each_time(keras_folder):
    code = "import keras\n\nlayer = keras.layers.SimpleRNN(10)\nlayer.build((None, 3, 1))\nmodels = [layer]\nprint(1)\n"
    [result] = results_of(keras_folder, code)
    assert [left_behind.line for left_behind in result.left_behind] == [3, 5]
    assert result.left_behind[0].layers[0]["arrays"][1] == ["simple_rnn/simple_rnn_cell/recurrent_kernel", [10, 10]]
    assert compare_result(result).compared == (Compared("SimpleRNN units=10 features=1", 120, 120),)
    wrong = json.loads(json.dumps(result.left_behind[0].layers[0]))
    wrong["arrays"][2][1] = [20]
    outcome = compare_result(Result(left_behind=(running.LeftBehind(3, (wrong,)),)))
    assert outcome.line == 3
    assert "formula and framework differ" in outcome.error


@pytest.mark.xdist_group("keras")
@pytest.mark.parametrize(
    ("printed", "counts"),
    [
        ("print(layer.count_params())", (120,)),
        ("print(f'{layer.count_params():,} in {layer.name}', [layer.count_params()])", (120,)),
        ("model.summary()", (120, 11)),
        ("print(model.count_params(), layer.count_params())", (131, 120)),
        ("from rnnformula.keras import check\nprint(check(layer))", (120,)),
        ("from rnnformula.keras import toggles\nprint(toggles('SimpleRNN', units=10, features=1))", (120, 35, 110)),
        ("print(layer.count_params() + 0)", ()),
        ("layer.count_params()\nprint(120)", ()),
        ("str(layer.count_params())\nprint('units', 10)", ()),
        ("print(units=layer.count_params()) if 0 else print('units=120', (120,))\nstr(layer.count_params())", ()),
        ("print(sum(weight.numpy().size for weight in layer.weights))", ()),
    ],
)
def test_what_keras_counted_and_the_snippet_printed_is_told_from_all_else(keras_folder, printed, counts):
    code = "import keras\n\nmodel = keras.Sequential([keras.Input((3, 1)), keras.layers.SimpleRNN(10)])\n"
    code += f"model.add(keras.layers.Dense(1))\nlayer = model.layers[0]\n{printed}\n"
    with_package = keras_folder / "rnnformula"
    if not with_package.exists():
        with_package.symlink_to(ROOT / "rnnformula")
    [result] = results_of(keras_folder, code)
    assert not result.error
    assert printed_counts(result.output, result.counted) == counts


@pytest.mark.xdist_group("keras")
def test_layers_that_labels_speak_of_are_built_in_one_go(keras_folder, monkeypatch):
    orders = [LayerOrder(json.dumps(order("LSTM", units=units, features=3))) for units in (1, 2, 3)]
    requests = []
    run_requests = pool.run_requests
    monkeypatch.setattr(pool, "run_requests", lambda root, new: requests.extend(new) or run_requests(root, new))
    results, ran = run(orders, load_sources(keras_folder), SECONDS)
    assert ran == 3
    assert len(requests) == 1
    assert [compare_result(results[layer_order]).compared[0].keras for layer_order in orders] == [20, 48, 84]
    assert run(orders, load_sources(keras_folder), SECONDS)[1] == 0


@pytest.mark.xdist_group("keras")
def test_a_layer_that_keras_refuses_is_an_error_of_its_label_alone(keras_folder):
    good, bad = (
        LayerOrder(json.dumps(order("Dense", units=1, features=1))),
        LayerOrder('{"class": "Nothing", "arguments": {}}'),
    )
    results, _ = run([bad, good], load_sources(keras_folder), SECONDS)
    assert "Nothing" in results[bad].error
    assert not results[good].error


#: A layer that Keras does not have, as a snippet writes it.
DOUBLING = """import keras


@keras.saving.register_keras_serializable("rnnformula")
class Doubling(keras.layers.Layer):
    def call(self, inputs):
        return 2 * inputs
"""


@pytest.mark.xdist_group("keras")
def test_layers_put_something_out_in_one_request_after_the_snippet_that_writes_their_class(keras_folder, monkeypatch):
    data = {"inputs": [2, 1], "state": [1], "states": 1, "cell": False, "recurrent": False, "seed": 1}
    doubling = {"class": "Doubling", "arguments": {}, "build": [[None, None, 1]]}
    snippet = Job("snippets/doubling.py", DOUBLING)
    good = Trial(json.dumps(data | {"layer": doubling}), snippet)
    bad = Trial(json.dumps(data | {"layer": doubling | {"class": "Nothing"}}))
    requests = []
    run_requests = pool.run_requests
    monkeypatch.setattr(pool, "run_requests", lambda root, new: requests.extend(new) or run_requests(root, new))
    results, ran = run([good, bad], load_sources(keras_folder), SECONDS)
    assert (ran, len(requests)) == (2, 1)
    record = results[good].record
    assert record["outputs"] == [[2 * step[0]] for step in record["inputs"]]
    assert "Nothing" in results[bad].error
    again, ran = run([good], load_sources(keras_folder), SECONDS)
    assert (again, ran) == ({good: results[good]}, 0)
    failing = Trial(good.text, Job("snippets/doubling.py", "1 / 0\n"))
    message = run([failing], load_sources(keras_folder), SECONDS)[0][failing].error
    assert message == "snippets/doubling.py:1: ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    ("uses", "caption"),
    [
        (("keras", "numpy"), ["Keras 3", "TensorFlow 2"]),
        (("rnnformula",), [f"rnnformula {version('rnnformula')}"]),
        (("sympy", "rnnformula"), [f"rnnformula {version('rnnformula')}", "SymPy 1"]),
        (("numpy",), ["NumPy 4"]),
        ((), ["Python"]),
    ],
)
def test_a_caption_names_what_the_snippet_used(uses, caption):
    versions = {"keras": "3", "tensorflow": "2", "sympy": "1", "numpy": "4"}
    assert ran_with(uses, versions) == caption


@pytest.mark.parametrize(
    ("code", "used"),
    [
        ("import keras\nkeras.layers.LSTM(4)\n", ("keras", "tensorflow")),
        ("import keras\nprint(keras.__version__)\n", ()),
        ("import keras\n\n\ndef never():\n    keras.layers.LSTM(4)\n", ()),
        ("import keras, rnnformula\nprint(rnnformula.count('LSTM(4)', features=3))\n", ("rnnformula",)),
        ("def count():\n    from keras.layers import GRU\n    return GRU(4)\n\n\ncount()\n", ("keras", "tensorflow")),
        ("from rnnformula.keras import toggles\ntoggles('LSTM(4)', features=3)\n", ("keras", "rnnformula")),
        ("import numpy as np\nprint(np.zeros(3).size)\n", ("numpy",)),
        ("import keras\nimport numpy as np\nprint(np.zeros(3).sum())\n", ("numpy",)),
        ("print(len('abc'))\n", ()),
    ],
)
def test_what_a_snippet_calls_is_used_and_what_it_only_imports_is_not(keras_folder, code, used):
    job = Job("snippets/a.py", code)
    results, _ = run([job], load_sources(keras_folder), SECONDS)
    assert results[job].error == ""
    assert results[job].used == used


@pytest.mark.parametrize(
    "code",
    [
        "import keras\nkeras.layers.LSTM.count_params = lambda self: 120\n",
        "import keras\nsetattr(keras.layers.Layer, 'count_params', lambda self: 120)\n",
        "import keras\nkeras.layers.GRU.weights = []\nkeras.layers.Layer.weights = property(lambda self: [])\n",
        "import keras\nimport rnnformula.keras\nrnnformula.keras.check = lambda layer: 120\n",
    ],
)
def test_a_snippet_that_replaces_what_it_shows_is_refused_when_it_ran(keras_folder, code):
    job = Job("snippets/a.py", code)
    results, _ = run([job], load_sources(keras_folder), SECONDS)
    assert "the snippet replaced" in results[job].error


BUILT = "import keras\nunits = 4\nlayer = keras.layers.LSTM(units)\nlayer.build((None, 50, 3))\n"


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("layer.count_params() // layer.count_params() * 9", [(5, "9")]),
        ("layer.count_params() - layer.count_params() + 8 * 8", [(5, "64")]),
        ("len(layer.weights) - len(layer.weights) + 7", [(5, "7")]),
        ("9 * units // units", [(5, "9")]),
        ("f'{layer.name}: {layer.count_params() * 0 + 9}'", [(5, "9")]),
        ("layer.count_params() + 1", []),
        ("4 * units * (3 + units + 1)", []),
        ("layer.count_params()", []),
    ],
)
def test_a_number_that_stays_with_other_sizes_is_found(keras_folder, printed, found):
    job = Job("snippets/a.py", f"{BUILT}print({printed})\n")
    assert judge_code(job.code).problems == ()
    variation = replace(job, code=varied(job.code), varies=job)
    results, _ = run([job, variation], load_sources(keras_folder), SECONDS)
    unmoved_numbers = list(unmoved(job.code, results[job].values, results[variation].values))
    assert [(line, message.split()[0]) for line, message in unmoved_numbers] == found


def test_sizes_are_varied_in_their_own_width_and_equal_ones_stay_equal():
    code = (
        "import keras\nkeras.layers.Dense(9)\nkeras.layers.Dense(99, name='dense')\nkeras.Input((9, 20))\nprint(9, 3)\n"
    )
    expected = code.replace("(9)", "(8)").replace("(99,", "(98,").replace("(9, 20)", "(8, 21)")
    assert varied(code) == expected


def test_other_sizes_that_fit_nowhere_are_no_fault(keras_folder):
    code = f"{BUILT}import numpy as np\nlayer.set_weights([np.ones((3, 16)), np.ones((4, 16)), np.ones(16)])\n"
    job = Job("snippets/a.py", f"{code}print(layer.count_params() + 1)\n")
    variation = replace(job, code=varied(job.code), varies=job)
    sources = load_sources(keras_folder)
    results, _ = run([job, variation], sources, SECONDS)
    assert results[variation].error == ""
    assert results[variation].values == ()
    assert list(unmoved(job.code, results[job].values, results[variation].values)) == []
    _, ran = run([job, variation], sources, SECONDS)
    assert ran == 0
