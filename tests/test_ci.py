"""What runs for every change and before the site is published, and what may not."""

import re
import tomllib

import pytest
import yaml

from tests.conftest import ROOT, text


def test_ci_runs_what_the_readme_names():
    assert text(".ci/run").rstrip().endswith("\nmake test-all")
    for half in text("README.md").split("\n## 中文"):
        assert "\nmake test " in half
        assert "make test-all" in half


WORKFLOW = ".github/workflows/site.yml"
WORKFLOWS = [file.relative_to(ROOT).as_posix() for file in sorted((ROOT / ".github").rglob("*.y*ml"))]


def test_every_action_is_named_by_its_commit_and_one_version():
    used = [line for name in WORKFLOWS for line in re.findall(r"\buses:\s*(.*)", text(name))]
    assert used
    assert [line for line in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    assert len(set(used)) == len({line.partition("@")[0] for line in used})


#: Jobs whose failure shows and holds nothing up: the pages of another generator are not those that are published.
BESIDE = ["properdocs"]


def test_nothing_is_published_before_everything_else_has_passed():
    jobs = yaml.safe_load(text(WORKFLOW))["jobs"]
    publishing = [name for name, job in jobs.items() if job.get("permissions", {}).get("pages") == "write"]
    assert publishing == ["publish"]
    assert set(jobs["publish"]["needs"]) == jobs.keys() - {"publish", *BESIDE}
    assert [name for name, job in jobs.items() if "continue-on-error" in str(job)] == []


@pytest.mark.parametrize("job", BESIDE)
def test_a_job_that_holds_nothing_up_runs_for_every_change(job):
    workflow = yaml.safe_load(text(WORKFLOW))
    assert not {"if", "continue-on-error", "needs"} & workflow["jobs"][job].keys()
    assert workflow["jobs"][job]["steps"][-1] == {"run": f"make {job}"}


def test_no_job_may_run_longer_than_half_an_hour():
    jobs = yaml.safe_load(text(WORKFLOW))["jobs"]
    assert {
        name: job.get("timeout-minutes", 360) for name, job in jobs.items() if job.get("timeout-minutes", 360) > 30
    } == {}


def test_no_job_may_write_but_the_one_that_publishes():
    workflow = yaml.safe_load(text(WORKFLOW))
    assert workflow["permissions"] == {"contents": "read"}
    writing = {name for name, job in workflow["jobs"].items() if "write" in job.get("permissions", {}).values()}
    assert writing == {"publish"}


def test_ci_stops_at_the_first_failure():
    lines = text(".ci/run").splitlines()
    assert "set -euo pipefail" in lines
    assert not re.search(r"\|\| (?:true|:)|set \+e", text(".ci/run"))


def test_the_workflow_tries_every_python_that_is_supported():
    first, end = re.search(r"\(3, (\d+)\) <= sys.version_info < \(3, (\d+)\)", text("Makefile")).groups()
    assert tomllib.loads(text("pyproject.toml"))["project"]["requires-python"].startswith(f">=3.{first}")
    supported = [f"3.{minor}" for minor in range(int(first), int(end))]
    assert yaml.safe_load(text(WORKFLOW))["jobs"]["translate"]["strategy"]["matrix"]["python"] == supported
