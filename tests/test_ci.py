"""What runs for every change and before the site is published, and what may not."""

import os
import re
import subprocess
import tomllib
from hashlib import sha1

import pytest
import yaml

from tests.conftest import ROOT, text
from tests.site.builder import MAKE, without_make


def test_ci_runs_what_the_readme_names():
    assert text(".ci/run").rstrip().endswith("\nmake test-all")
    for half in text("README.md").split("\n## 中文"):
        assert "\nmake test " in half
        assert "make test-all" in half


WORKFLOW = ".github/workflows/site.yml"
WORKFLOWS = [file.relative_to(ROOT).as_posix() for file in sorted((ROOT / ".github/workflows").rglob("*.y*ml"))]


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


def test_no_job_may_write_but_those_that_publish_and_those_that_attach_files_to_a_release():
    assert [yaml.safe_load(text(file))["permissions"] for file in WORKFLOWS] == [{"contents": "read"}] * len(WORKFLOWS)
    writing = {name for name, job in all_jobs().items() if "write" in job.get("permissions", {}).values()}
    assert writing == {"publish", "sbom", "archives", "publish-beside-latest"}


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


def runs(job):
    """The commands of a job, in their order."""
    return [step["run"] for step in job["steps"] if "run" in step]


def test_each_release_gets_its_archives_and_what_its_sources_are_called():
    job = yaml.safe_load(text(".github/workflows/release.yml"))["jobs"]["archives"]
    archived, called, attached = runs(job)
    assert archived == 'make release-archives TAG="$TAG"'
    assert "make --silent swhid > archives/swhid.txt" in called
    assert "GITHUB_STEP_SUMMARY" in called
    assert attached == 'gh release upload "$TAG" archives/*'


def test_a_release_is_published_once_all_is_attached_and_by_the_workflow_of_latest():
    jobs = yaml.safe_load(text(".github/workflows/release.yml"))["jobs"]
    last = jobs["publish-beside-latest"]
    assert {*last["needs"]} == jobs.keys() - {"publish-beside-latest"}
    assert runs(last) == ["gh workflow run site.yml --ref main"]
    assert "workflow_dispatch" in yaml.safe_load(text(WORKFLOW))[True]


def test_what_is_published_has_every_release():
    """A deployment replaces all that is online: what it lacks is gone."""
    steps = yaml.safe_load(text(WORKFLOW))["jobs"]["build"]["steps"]
    on_main = [step for step in steps if "refs/heads/main" in step.get("if", "") and "==" in step["if"]]
    assert [step["run"] for step in on_main if "run" in step] == ["bash .ci/releases archives", "make compose"]
    (uploaded,) = [step["with"]["path"] for step in steps if "upload-pages-artifact" in step.get("uses", "")]
    assert uploaded == "published"
    assert "compose published --latest site --releases $(wildcard $(RELEASES)/*-site.zip)" in text("Makefile")


GH = """\
#!/bin/sh
echo "$@" >> "$ASKED"
case "$2 $3" in
  "list --exclude-drafts") printf 'v1.0\\nv0.9\\n' ;;
  "download $LACKING") echo "no assets match the file pattern" >&2; exit 1 ;;
  "download "*) touch "$7/rnnformula-$3-site.zip" ;;
esac
"""


@pytest.mark.parametrize("lacking", ["", "v1.0", "v0.9"])
def test_every_release_is_downloaded_or_nothing_is_published(tmp_path, lacking):
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(GH, encoding="utf-8")
    gh.chmod(0o755)
    environment = os.environ | {"ASKED": str(tmp_path / "asked"), "LACKING": lacking}
    environment["PATH"] = f"{gh.parent}:{environment['PATH']}"
    done = subprocess.run(["bash", ROOT / ".ci/releases", "kept"], cwd=tmp_path, env=environment, capture_output=True)
    assert (done.returncode == 0) == (not lacking)
    kept = sorted(file.name for file in (tmp_path / "kept").iterdir())
    assert lacking or kept == ["rnnformula-v0.9-site.zip", "rnnformula-v1.0-site.zip"]


def test_software_heritage_calls_a_tree_and_a_commit_by_their_hashes(tmp_path):
    """What git calls them is what Software Heritage calls them; that of one empty file is known."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(tmp_path)]
    (tmp_path / "empty").touch()
    (tmp_path / "Makefile").write_text(text("Makefile"), encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    for command in (["add", "empty"], ["commit", "--quiet", "-m", "a"], ["tag", "-a", "v1.0", "-m", "a"]):
        subprocess.run([*git, *command], check=True)
    show = [*MAKE, "--silent", "swhid"]
    done = subprocess.run(
        [*show, "REV=v1.0"], cwd=tmp_path, env=without_make(os.environ), capture_output=True, encoding="utf-8"
    )
    tree, commit = done.stdout.split()
    assert tree == f"swh:1:dir:{sha1(b'tree 33' + bytes(1) + b'100644 empty' + bytes(1) + EMPTY).hexdigest()}"
    raw = subprocess.run([*git, "cat-file", "commit", "v1.0^{commit}"], capture_output=True, check=True).stdout
    assert commit == f"swh:1:rev:{sha1(f'commit {len(raw)}'.encode() + bytes(1) + raw).hexdigest()}"
    unknown = subprocess.run([*show, "REV=v9"], cwd=tmp_path, env=without_make(os.environ), capture_output=True)
    assert (unknown.returncode, unknown.stdout) == (2, b"")


#: What git calls an empty file, as bytes.
EMPTY = sha1(b"blob 0" + bytes(1)).digest()


def test_ci_stops_at_the_first_failure():
    lines = text(".ci/run").splitlines()
    assert "set -euo pipefail" in lines
    assert not re.search(r"\|\| (?:true|:)|set \+e", text(".ci/run"))


def test_the_workflow_tries_every_python_that_is_supported():
    first, end = re.search(r"\(3, (\d+)\) <= sys.version_info < \(3, (\d+)\)", text("Makefile")).groups()
    assert tomllib.loads(text("pyproject.toml"))["project"]["requires-python"].startswith(f">=3.{first}")
    supported = [f"3.{minor}" for minor in range(int(first), int(end))]
    assert yaml.safe_load(text(WORKFLOW))["jobs"]["translate"]["strategy"]["matrix"]["python"] == supported
