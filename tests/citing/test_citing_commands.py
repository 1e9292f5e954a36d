"""The commands ``cite`` and ``verify``: what they print, where, and their statuses."""

import io
import json

import pytest
import yaml

from rnnformula.cli import main
from tests.conftest import text
from tests.languages import CHINESE

LSTM, SUM, RETIRED = "225Q", "224G", "226X"
SITE = "https://example.org/rnn/"
HOLDS, FAILS = f"rnnformula:{LSTM}(units=64, features=6) = 18176", f"rnnformula:{SUM}(units=10, features=1) = 121"

pytestmark = pytest.mark.usefixtures("register")


def status_of(*words):
    """The status of a command, however it ends."""
    try:
        return main(list(words))
    except SystemExit as ended:
        return ended.code


def test_cite_prints_a_citation(capsys):
    words = (
        "cite",
        LSTM.lower(),
        "--address",
        SITE,
        "--lang",
        CHINESE,
        "--format",
        "gb7714",
        "--accessed",
        "2027-01-31",
    )
    assert status_of(*words) == 0
    assert "LSTM：各项相加[EB/OL]" in (out := capsys.readouterr().out)
    assert out.endswith(f"[2027-01-31]. {SITE}t/{LSTM}/\n")


def test_cite_takes_a_selection_tex_and_this_version(capsys):
    assert status_of("cite", LSTM, "--address", SITE, "--quote", "four gates", "--version", "this") == 0
    assert capsys.readouterr().out.startswith(f"> four gates\n\n[LSTM: The terms added up]({SITE}v0.1.0/t/{LSTM}/)")
    assert status_of("cite", SUM, "--address", SITE, "--tex") == 0
    assert "$$\n" in capsys.readouterr().out


def test_who_cites_by_a_former_id_is_told_the_one_of_now(capsys):
    assert status_of("cite", "simple-rnn.sum", "--address", SITE, "--format", "link") == 0
    shown = capsys.readouterr()
    assert shown.out == f"{SITE}t/{SUM}/\n"
    assert shown.err == "rnnformula: simple-rnn.sum is called simple-rnn.formula.equation now\n"
    for name in ("simple-rnn.formula.equation", SUM.lower()):
        assert status_of("cite", name, "--address", SITE) == 0
        assert capsys.readouterr().err == ""


def test_cite_lists_tags_that_are_in_use_or_have_a_word(capsys):
    assert status_of("cite", "--list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"{LSTM}  lstm.formula                 LSTM: The terms added up" in lines
    assert not any(RETIRED in line for line in lines)
    assert status_of("cite", "--list", "循环核", "--lang", CHINESE) == 0
    assert capsys.readouterr().out == "2239  simple-rnn.recurrent-kernel  SimpleRNN：循环核\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["cite"], "which tag or id? rnnformula cite --list prints all"),
        (["cite", LSTM], "give its address (--address https://example.org/)"),
        (["cite", "225O", "--address", SITE], "a tag has no O"),
        (["cite", RETIRED, "--address", SITE], f"{RETIRED} is retired since version 0.1.0"),
        (["cite", LSTM, "--address", SITE, "--version", "7"], "expected latest or 0.1.0, got '7'"),
        (["cite", LSTM, SUM], "cite: expected one tag or id, got 224G too"),
        (["cite", LSTM, "--format", "word"], "invalid choice: 'word'"),
        (["cite", "--list", "nowhere"], "no tag, id or title has 'nowhere' in it"),
        (["verify"], "the following arguments are required: FILE"),
        (["verify", "a", "--langs"], "verify: expected names of files, got --langs too"),
    ],
)
def test_bad_input_is_status_2_and_one_line_on_stderr(words, message, capsys):
    assert status_of(*words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert message in shown.err


def write(folder, name, content):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(folder / name)


def test_verify_says_of_each_claim_where_it_is_and_whether_it_holds(tmp_path, capsys):
    paper = write(tmp_path, "paper.tex", f"% {HOLDS}\n\n  {FAILS}\n")
    code = write(tmp_path, "model.py", f"# {HOLDS}\n")
    assert status_of("verify", paper, code, paper) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{paper}:1:3: {HOLDS} holds: 4 × 64 × (6 + 64 + 1) = 18,176",
        f"{paper}:3:3: {FAILS} does not hold: 1 × 10 + 10 × 10 + 10 = 120, not 121",
        f"{code}:1:3: {HOLDS} holds: 4 × 64 × (6 + 64 + 1) = 18,176",
        "1 of 3 claims do not hold.",
    ]
    assert status_of("verify", code, "--lang", CHINESE) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{code}:1:3: {HOLDS} 成立：4 × 64 × (6 + 64 + 1) = 18,176",
        "共 1 处，全部成立。",
    ]


def test_verify_reads_a_notebook_and_standard_input(tmp_path, monkeypatch, capsys):
    cell = {"cell_type": "code", "source": ["import keras\n", f"# {HOLDS}\n"]}
    notebook = write(tmp_path, "a.ipynb", json.dumps({"cells": [cell]}, indent=1))
    assert status_of("verify", notebook) == 0
    assert f"{notebook}:7:8: {HOLDS} holds" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FAILS.encode())))
    assert status_of("verify", "-") == 1
    assert capsys.readouterr().out.startswith(f"-:1:1: {FAILS} does not hold")


def test_a_file_without_a_claim_is_well_and_said_so(tmp_path, capsys):
    assert status_of("verify", write(tmp_path, "a.md", "nothing\n")) == 0
    assert capsys.readouterr().out.startswith("No claim was found; one is written rnnformula:TAG(")


def test_a_file_that_is_no_text_is_passed_over_with_a_note(tmp_path, capsys):
    picture, paper = write(tmp_path, "a.png", b"\x89PNG\0" + HOLDS.encode()), write(tmp_path, "a.md", HOLDS)
    assert status_of("verify", picture, paper) == 0
    shown = capsys.readouterr()
    assert shown.err == f"rnnformula: {picture} is no text and was passed over\n"
    assert shown.out.endswith("The claim holds.\n")


def test_a_file_that_can_not_be_read_is_status_2_and_the_others_are_checked(tmp_path, capsys):
    paper = write(tmp_path, "a.md", FAILS)
    assert status_of("verify", str(tmp_path / "gone"), paper) == 2
    shown = capsys.readouterr()
    assert "No such file or directory" in shown.err
    assert "does not hold" in shown.out


def test_a_file_without_an_end_is_not_read_to_its_end(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("rnnformula.cli.MOST_BYTES", 10)
    assert status_of("verify", write(tmp_path, "a.md", "x" * 11)) == 2
    assert "no text has more than 10 bytes" in capsys.readouterr().err


def test_the_hook_for_pre_commit_runs_this_command_on_texts():
    (hook,) = yaml.safe_load(text(".pre-commit-hooks.yaml"))
    assert (hook["id"], hook["language"], hook["types"]) == ("rnnformula-verify", "python", ["text"])
    program, *words = hook["entry"].split()
    assert (program, words) == ("rnnformula", ["verify"])
    assert status_of(*words, "--help") == 0
