"""The command ``diff``: what it reads, its statuses, its formats."""

import io
import json
import subprocess
import sys

import pytest

from rnnformula.cli import main
from tests.conftest import ROOT
from tests.explaining.tables import table
from tests.languages import CHINESE

BEFORE = table(("lstm (LSTM)", (None, 4), 128), ("d (Dense)", (None, 1), 5))
AFTER = table(("gru (GRU)", (None, 4), 108), ("d (Dense)", (None, 1), 5))
CODE = "model = Sequential()\nmodel.add(LSTM(4, input_shape=(5, 3)))\nmodel.add(Dense(1))\n"


@pytest.fixture
def files(tmp_path):
    """The names of files with a summary, another one, and code of the first."""
    paths = []
    for name, content in (("before.txt", BEFORE), ("after.txt", AFTER), ("model.py", CODE)):
        paths.append(tmp_path / name)
        paths[-1].write_text(content, encoding="utf-8")
    return list(map(str, paths))


def test_two_files_that_differ_are_status_1(files, capsys):
    assert main(["diff", *files[:2]]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert "LSTM has 4 sets of weights, GRU has 3" in out
    assert out.splitlines()[3].split() == ["Total", "133", "113", "−20"]


def test_a_summary_and_its_code_are_status_0(files, capsys):
    assert main(["diff", files[0], files[2]]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "No row differs."


def test_one_side_may_be_the_pipe(files, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(AFTER.encode())))
    assert main(["diff", files[0], "-"]) == 1
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BEFORE.encode())))
    assert main(["diff", "-", files[0]]) == 0


def test_layers_take_sizes_and_a_language(capsys):
    assert main(["diff", "LSTM(64)", "GRU(64)", "features=8", "--lang", CHINESE, "--format", "markdown"]) == 1
    assert capsys.readouterr().out.startswith("|  | 层 | 前者 | 后者 | 变化 |")


def test_json_is_json(capsys):
    assert main(["diff", "LSTM(64)", "torch.nn.LSTM(8, 64)", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["same"], data["first"], data["second"], data["rows"][0]["change"]) == (False, 18688, 18944, 256)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-", "-"], "diff: standard input can be one side only"),
        (["LSTM(64)", "GRU(64)"], "LSTM: features is missing"),
        (["LSTM(64)"], "required: B"),
        (["LSTM(64)", "GRU(64)", "8"], "expected NAME=VALUE such as units=10, got '8'"),
        (["nothing.txt", "GRU(64)", "features=8"], "nothing.txt"),
        (["LSTM(64)", "GRU(64)", "features=8", "--format", "latex"], "invalid choice: 'latex'"),
    ],
)
def test_what_can_not_be_compared_is_status_2_and_one_line(words, message, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["diff", *words])
    out, err = capsys.readouterr()
    assert (ended.value.code, out, err.count("\n")) == (2, "", 1)
    assert message in err


@pytest.mark.parametrize("sink", [">/dev/full", ">&-"])
def test_an_output_that_can_not_be_written_is_status_2(sink):
    command = f"{sys.executable} -m rnnformula diff 'LSTM(4)' 'LSTM(4)' features=3 {sink}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert done.stderr.startswith("rnnformula: cannot write the output: ")


def test_help_says_the_statuses_of_diff(capsys):
    with pytest.raises(SystemExit):
        main(["diff", "--help"])
    out = capsys.readouterr().out
    for line in ("0    no row differs", "1    a row differs", 'rnnformula diff "LSTM(64)" "torch.nn.LSTM(8, 64)"'):
        assert line in out
