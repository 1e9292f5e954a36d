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


def all_jobs():
    """The jobs of all workflows, by name."""
    return {name: job for file in WORKFLOWS for name, job in yaml.safe_load(text(file))["jobs"].items()}


def test_no_job_may_run_longer_than_half_an_hour():
    jobs = all_jobs()
    assert {
        name: job.get("timeout-minutes", 360) for name, job in jobs.items() if job.get("timeout-minutes", 360) > 30
    } == {}


def test_no_job_may_write_but_those_that_publish_and_the_one_that_attaches_a_file_to_a_release():
    assert [yaml.safe_load(text(file))["permissions"] for file in WORKFLOWS] == [{"contents": "read"}] * len(WORKFLOWS)
    writing = {name for name, job in all_jobs().items() if "write" in job.get("permissions", {}).values()}
    assert writing == {"publish", "pypi", "sbom"}


def test_the_audit_reports_and_nothing_waits_for_it():
    """What becomes known of a package must not keep a corrected page from readers."""
    workflow = yaml.safe_load(text(".github/workflows/audit.yml"))
    on = workflow[True]  # YAML reads the word as a truth
    assert {"push", "pull_request", "schedule"} == on.keys()
    assert workflow["jobs"]["audit"]["steps"][-1] == {"run": "make audit"}
    assert workflow["jobs"]["review"]["if"] == "github.event_name == 'pull_request'"
    assert "continue-on-error" not in str(workflow), "a job that is always green reports nothing"
    assert not {"audit", "review"} & yaml.safe_load(text(WORKFLOW))["jobs"].keys()


def test_each_release_gets_the_bill_of_materials():
    workflow = yaml.safe_load(text(".github/workflows/release.yml"))
    assert workflow[True] == {"release": {"types": ["published"]}}
    commands = [step["run"] for step in workflow["jobs"]["sbom"]["steps"] if "run" in step]
    assert commands == ["make sbom", 'gh release upload "$TAG" sbom.json']
    assert workflow["jobs"]["sbom"]["permissions"] == {"contents": "write"}


def test_a_release_goes_to_pypi_from_a_workflow_that_pypi_trusts_and_from_tools_that_are_locked():
    workflow = yaml.safe_load(text(".github/workflows/pypi.yml"))
    assert workflow[True] == {"release": {"types": ["published"]}}
    job = workflow["jobs"]["pypi"]
    assert job["environment"] == {"name": "pypi"}
    assert job["permissions"] == {"contents": "read", "id-token": "write"}
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert [re.sub(r"(?: dist/\S+)+$", "", command.strip()) for command in commands] == [
        'grep --line-regexp --fixed-strings "version: ${TAG#v}" CITATION.cff',
        "make dist",
        ".venv-release/bin/pypi-attestations sign",
        ".venv-release/bin/uv publish --trusted-publishing always",
    ]
    assert "secrets." not in text(".github/workflows/pypi.yml"), "trust needs no password"
    for guide in text("CONTRIBUTING.md").split("\n## 中文"):
        assert "`pypi.yml`" in guide
        assert "`pypi`" in guide


def test_ci_stops_at_the_first_failure():
    lines = text(".ci/run").splitlines()
    assert "set -euo pipefail" in lines
    assert not re.search(r"\|\| (?:true|:)|set \+e", text(".ci/run"))


def test_the_workflow_tries_every_python_that_is_supported():
    first, end = re.search(r"\(3, (\d+)\) <= sys.version_info < \(3, (\d+)\)", text("Makefile")).groups()
    assert tomllib.loads(text("pyproject.toml"))["project"]["requires-python"].startswith(f">=3.{first}")
    supported = [f"3.{minor}" for minor in range(int(first), int(end))]
    assert yaml.safe_load(text(WORKFLOW))["jobs"]["translate"]["strategy"]["matrix"]["python"] == supported
