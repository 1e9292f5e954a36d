import io
import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest

from rnnformula import cli, explain, render, solve
from rnnformula.cli import EXPLANATION_FORMATS, main
from rnnformula.comparing.telling import DIFF_WRITERS
from rnnformula.explaining.answers import WRITERS
from rnnformula.language import LANGUAGES
from rnnformula.site import __main__ as site
from rnnformula.site.book.sources import CITATION
from tests.conftest import ROOT
from tests.languages import CHINESE


def run(*words):
    return subprocess.run([sys.executable, "-m", "rnnformula", *words], cwd=ROOT, capture_output=True, encoding="utf-8")


def test_count_prints_a_table(capsys):
    assert main(["count", "SimpleRNN", "units=10", "features=1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("10 × (1 + 10 + 1) = 120")


def test_derive_speaks_chinese(capsys):
    assert main(["derive", "SimpleRNN", "units=10", "features=1", "--lang", CHINESE, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("| 步骤 | 公式 | 参数量 |")


def test_json_is_json(capsys):
    main(["count", "Dense", "units=1", "features=10", "use_bias=false", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["count"] == 10


def test_an_explanation_is_offered_in_each_format_that_it_can_be_written_in():
    assert list(EXPLANATION_FORMATS) == [*WRITERS, "html"] == list(DIFF_WRITERS)


def test_the_module_runs_as_a_command():
    done = run("count", "SimpleRNN", "units=64", "features=100", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["count"] == 10560


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["count", "SimpleRNN", "units=0", "features=1"], "SimpleRNN: units must be a positive integer, got 0"),
        (["count", "SimpleRNN", "units=-3", "features=1"], "SimpleRNN: units must be a positive integer, got -3"),
        (["count", "SimpleRNN", "units=1.5", "features=1"], "SimpleRNN: units must be a positive integer, got '1.5'"),
        (["count", "SimpleRNN", "units=true", "features=1"], "SimpleRNN: units must be a positive integer, got True"),
        (["count", "SimpleRNN", "units=10"], "SimpleRNN: features is missing"),
        (["count", "SimpleRNN", "units=1", "units=2", "features=1"], "units is given twice: 1 and 2"),
        (["count", "SimpleRNN", "10"], "expected NAME=VALUE such as units=10, got '10'"),
        (["count", "SimpleRNN", "units="], "expected NAME=VALUE such as units=10, got 'units='"),
        (["count", "LTSM", "units=1"], "unknown layer 'LTSM'; did you mean"),
        (["derive", "Dense", "units=1", "feature=1"], "unknown argument 'feature'; did you mean 'features'?"),
        (["derive", "Dense", "units=1", "features=1", "--lang", "fr"], "invalid choice: 'fr'"),
        (["derive", "Dense", "--form", "json"], "unknown option '--form'; a size is written like units=10"),
        (["count", "SimpleRNN", "--units", "10"], "unknown option '--units'; a size is written like units=10"),
        (
            ["count", "SimpleRNN", "units=" + "9" * 5000, "features=1"],
            "at most 4300 digits, got one of 5000",
        ),
        (["count", "SimpleRNN", "units=" + "9" * 4000, "features=1"], "units must be at most 1e+100, got 99"),
        (["explode"], "invalid choice: 'explode'"),
        ([], "required: count|derive|cost|solve|explain|diff|cite|verify; see rnnformula --help"),
    ],
)
def test_bad_input_is_status_2_one_line_on_stderr_and_nothing_on_stdout(words, message, capsys):
    with pytest.raises(SystemExit) as exit_:
        main(words)
    shown = capsys.readouterr()
    assert exit_.value.code == 2
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert message in shown.err


def test_arguments_may_stand_behind_options(capsys):
    assert main(["count", "--lang", CHINESE, "SimpleRNN", "units=10", "--format", "json", "features=1"]) == 0
    assert json.loads(capsys.readouterr().out)["count"] == 120


def test_a_reader_that_leaves_early_gets_no_traceback():
    for command, status in (("| true", 0), ("> /dev/full", 1)):
        words = f"{sys.executable} -m rnnformula count SimpleRNN units=10 features=1 {command}"
        done = subprocess.run(["bash", "-c", words], cwd=ROOT, capture_output=True, encoding="utf-8")
        assert done.returncode == status
        assert "Traceback" not in done.stderr
    assert done.stderr == "rnnformula: cannot write the output: No space left on device\n"


COUNT = "count SimpleRNN units=10 features=1"
CLOSED = "rnnformula: cannot write the output: standard output is closed\n"
FULL = "rnnformula: cannot write the output: No space left on device\n"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (f"{COUNT} >&-", 1, CLOSED),
        ("--help >&-", 1, CLOSED),
        ("--version >&-", 1, CLOSED),
        ("--help >/dev/full", 1, FULL),
        ("count --help >/dev/full", 1, FULL),
        ("--version >/dev/full", 1, FULL),
        ("--help | true", 0, ""),
        ("explain <&-", 2, "rnnformula: cannot read '-': standard input is closed\n"),
        ("explain 0>/dev/null", 2, "rnnformula: cannot read '-': Bad file descriptor\n"),
        ("explode 2>&-", 2, ""),
        ("explode 2>/dev/full", 2, ""),
    ],
)
def test_a_stream_that_is_closed_or_full_is_said_and_no_output_is_lost_in_silence(words, status, said):
    command = ["bash", "-c", f"{sys.executable} -m rnnformula {words}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (status, "", said)


class Waiting(io.BytesIO):
    def read(self, *_):
        raise KeyboardInterrupt


def test_ctrl_c_ends_a_command_that_waits_for_its_input_without_a_traceback(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Waiting()))
    try:
        status = main(["explain"])
    except KeyboardInterrupt:  # it would end the whole run of the tests
        status = None
    assert (status, *capsys.readouterr()) == (130, "", "")


def test_a_file_without_an_end_is_not_read_to_its_end(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("rnnformula.cli.MOST_BYTES", 10)
    file = tmp_path / "summary.txt"
    for length, said in ((10, ""), (11, "no summary has more than 10 bytes")):
        file.write_bytes(b"x" * length)
        status = 0
        try:
            main(["explain", str(file)])
        except SystemExit as ended:
            status = ended.code
        assert (status, said in capsys.readouterr().err) == (2 if said else 0, True)


def test_help_lists_the_statuses(capsys):
    for show, statuses in ((lambda: main(["--help"]), cli.STATUSES), (lambda: of_site("--help"), site.SITE_STATUSES)):
        with pytest.raises(SystemExit):
            show()
        assert statuses in capsys.readouterr().out


def of_site(*words):
    """What a command of the site returns, in the working directory."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sys.argv", ["rnnformula.site", *words])
        return site.main()


@pytest.mark.parametrize("command", ["check", "record", "ids", "verify site", "build"])
def test_the_commands_of_the_site_say_where_they_have_to_run(tmp_path, monkeypatch, capsys, command):
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    for place in ("the project's folder", tmp_path):
        with pytest.raises(SystemExit) as ended:
            of_site(*command.split())
        said = f"{inside}: there is no mkdocs.yml here; run this in {place}\n"
        assert (ended.value.code, *capsys.readouterr()) == (2, "", said)
        (tmp_path / "mkdocs.yml").touch()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "python -m rnnformula.site: the following arguments are required"),
        (["frob"], "invalid choice: 'frob'"),
        (["check", "twice"], "unrecognized arguments: twice"),
        (["verify", "nowhere"], "nowhere: there is no such folder"),
    ],
)
def test_a_command_of_the_site_that_is_used_wrongly_is_status_2_and_one_line(monkeypatch, capsys, words, said):
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as ended:
        of_site(*words)
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert said in printed.err


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The folder of a project without pages, as the working directory."""
    for name in ("mkdocs.yml", CITATION):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (OSError(28, "No space left on device", "docs/ids.json"), 1, "No space left on device: docs/ids.json\n"),
        (OSError(28, "No space left on device", "from", None, "to"), 1, "No space left on device: to\n"),
    ],
)
def test_a_command_of_the_site_that_is_ended_says_so_in_one_line(project, monkeypatch, capsys, error, status, said):
    def end(*_):
        raise error

    monkeypatch.setattr(site, "extend_ledger", end)
    assert (of_site("ids"), *capsys.readouterr()) == (status, "", said)


@pytest.mark.parametrize(("stream", "status", "said"), [(">&-", 1, CLOSED), (">/dev/full", 1, FULL), ("| true", 0, "")])
def test_a_command_of_the_site_that_can_not_print_says_so(project, stream, status, said):
    command = f"{sys.executable} -m rnnformula.site ids {stream}"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (status, "", said)


def test_a_terminal_that_can_not_show_a_character_gets_another_one():
    words = [sys.executable, "-m", "rnnformula", "count", "SimpleRNN", "units=10", "features=1", "--lang", CHINESE]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, encoding="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "10 ? (1 + 10 + 1) = 120" in done.stdout


def test_the_version_is_printed(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["--version"])
    assert exit_.value.code == 0
    assert capsys.readouterr().out == f"rnnformula {version('rnnformula')}\n"


def test_help_shows_the_layers_their_arguments_and_examples(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["count", "--help"])
    shown = capsys.readouterr().out
    assert exit_.value.code == 0
    assert "SimpleRNN: units=N, features=N, use_bias=true|false (default: true)" in shown
    assert "rnnformula count SimpleRNN units=10 features=1" in shown


SUMMARY = "simple_rnn (SimpleRNN)  (None, 10)  120\n"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", EXPLANATION_FORMATS)
def test_explain_takes_a_file_or_a_pipe_apart(tmp_path, capsys, monkeypatch, lang, form):
    file = tmp_path / "summary.txt"
    file.write_text(SUMMARY, encoding="utf-8")
    expected = getattr(render, form)(explain(SUMMARY), lang=lang) + "\n"
    assert main(["explain", str(file), "--lang", lang, "--format", form]) == 0
    assert capsys.readouterr().out == expected
    for words in (["explain"], ["explain", "-"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SUMMARY.encode())))
        assert main([*words, "--lang", lang, "--format", form]) == 0
        assert capsys.readouterr().out == expected


def test_the_json_of_an_explanation_has_the_agreed_keys(tmp_path, capsys):
    file = tmp_path / "summary.txt"
    file.write_text(SUMMARY + "Total params: 120\n", encoding="utf-8")
    main(["explain", str(file), "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    assert said.keys() == {"rows", "totals", "notes", "forward"}
    (row,), (total,) = said["rows"], said["totals"]
    assert row.keys() == {"name", "type", "output_shape", "count", "verdict", "readings", "notes", "forward"}
    assert (row["name"], row["type"], row["output_shape"]) == ("simple_rnn", "SimpleRNN", "(None, 10)")
    assert (row["count"], row["verdict"]) == (120, "ambiguous")
    first = row["readings"][0]
    assert {name: first[name] for name in ("layer", "units", "features", "use_bias", "directions", "framework")} == {
        "layer": "SimpleRNN",
        "units": 10,
        "features": 1,
        "use_bias": True,
        "directions": 1,
        "framework": "keras",
    }
    assert not {"reset_after", "inner", "num_layers", "filters", "kernel_size"} & first.keys()
    assert (first["count"], first["expression"]) == (120, "10 × (1 + 10 + 1) = 120")
    assert first["because"]
    assert {name: total[name] for name in ("name", "printed", "expected", "verdict")} == {
        "name": "total",
        "printed": 120,
        "expected": 120,
        "verdict": "agrees",
    }


def test_solve_prints_what_fits(capsys):
    assert main(["solve", "LSTM", "count=18176", "units=64"]) == 0
    assert capsys.readouterr().out == render.text(solve("LSTM", count=18176, units=64)) + "\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["explain", "no such file"], "cannot read 'no such file': No such file or directory"),
        (["explain", "."], "cannot read '.': Is a directory"),
        (["explain", "one", "two"], "expected one file, got two"),
        (["explain", "one", "--format", "latex"], "invalid choice: 'latex'"),
        (["solve", "LSTM", "units=64"], "'LSTM': count is missing; give the number of parameters, such as count=120"),
        (["solve", "LSTM", "count=0", "units=64"], "count must be a positive integer, got 0"),
    ],
)
def test_what_can_not_be_explained_or_solved_is_status_2(words, message, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out) == (2, "")
    assert message in printed.err
    assert printed.err.count("\n") == 1
