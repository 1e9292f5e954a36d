"""README, lock files, licences and CI say what is so."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from importlib.metadata import version

import pytest
import yaml
from cffconvert import Citation

from rnnformula.cli import main
from rnnformula.language import LANGUAGES
from rnnformula.site.book.published_ids import broken_promises, read_ledger
from rnnformula.site.book.sources import LEDGER
from tests import proof
from tests.conftest import ROOT, project_pages, text
from tests.languages import CHINESE, WHOLE
from tests.site.builder import MAKE, without_make
from tests.stated_version import stated_version
from tests.worked_example import fences

LOCKS = ("requirements.lock", "requirements-check.lock", "requirements-preview.lock")
FRAMEWORKS_LOCK = "requirements-frameworks.lock"
PROPERDOCS_LOCK = "requirements-properdocs.lock"
AUDIT_LOCK = "requirements-audit.lock"
RELEASE_LOCK = "requirements-release.lock"
#: What makes the others.
LOCKER = "requirements-uv.lock"
PINNED = re.compile(r"^([\w.-]+)==([\w.]+)(?: ;.*?)? \\$", re.MULTILINE)
#: Group of dependencies -> its lock file, where it is not the common one.
LOCK_OF = {"frameworks": FRAMEWORKS_LOCK, "properdocs": PROPERDOCS_LOCK, "audit": AUDIT_LOCK, "release": RELEASE_LOCK}
GUIDES = tuple(f"docs/{lang}/about/{name}.md" for lang in WHOLE for name in ("cite", "contributing"))
READERS = ("README.md", "CONTRIBUTING.md", *GUIDES)


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return [name for name in listed.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("name", READERS)
def test_every_path_that_is_named_exists(name):
    named = set(re.findall(r"`((?:[\w.-]+/)*[\w.-]+(?:/|\.\w+))`", text(name)))
    linked = {target for target in re.findall(r"\]\(([^)#]+)\)", text(name)) if "://" not in target}
    made_by_make = {
        ".venv/",
        ".venv-frameworks/",
        ".venv-properdocs/",
        ".venv-audit/",
        ".venv-release/",
        "dist/",
        "site/",
        "preview/",
    }
    addresses = {page.address for page in project_pages()} | {f"{CHINESE}/"}
    named -= {fence.path for fence in fences(text(name)) if fence.is_new}
    missing = [path for path in named - made_by_make - addresses if "/" in path and not (ROOT / path).exists()]
    missing += [path for path in linked if not (ROOT / name).parent.joinpath(path).exists()]
    assert named | linked
    assert missing == []


def test_what_make_runs_of_the_tests_starts():
    modules = set(re.findall(r"python -m (tests[\w.]*)", text("Makefile")))
    assert "tests.bench" in modules
    started = "; ".join(f"import_module({module!r})" for module in sorted(modules))
    subprocess.run([sys.executable, "-c", f"from importlib import import_module; {started}"], cwd=ROOT, check=True)
    # A file of this folder that is run by its path hides modules of Python, such as `numbers`.
    by_path = set(re.findall(r"python (tests/\S+)", text("Makefile")))
    assert by_path == {"tests/torch_without_cuda.py"}


@pytest.mark.parametrize("name", [*READERS, ".ci/run", ".github/workflows/site.yml"])
def test_every_make_target_that_is_named_exists(name):
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|run: )make ([a-z-]+)", text(name), re.MULTILINE))
    assert named <= targets


def test_the_two_commands_come_first_in_the_readme():
    assert re.findall(r"^make (\w+)", text("README.md"), re.MULTILINE)[:2] == ["serve", "test"]


def test_the_output_shown_in_the_readme_is_what_the_commands_print(capsys, monkeypatch):
    commands = r'^\$ (?:echo "(.*)" \| )?rnnformula (.*)\n((?:(?!```).*\n)+)'
    shown = re.findall(commands, text("README.md"), re.MULTILINE)
    named = [shlex.split(command)[0] for _, command, _ in shown]
    assert named[:7] == ["count", "count", "explain", "solve", "diff", "cost", "verify"]
    assert named[7:] == ["derive", *named[1:7]]
    for piped, command, output in shown:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{piped}\n".encode())))
        main(shlex.split(command))
        assert capsys.readouterr().out == output


@pytest.mark.parametrize("name", [*LOCKS, FRAMEWORKS_LOCK, PROPERDOCS_LOCK, AUDIT_LOCK, RELEASE_LOCK, LOCKER])
def test_a_lock_file_has_versions_and_hashes_and_no_address(name):
    lock = text(name)
    assert "://" not in lock
    pinned = PINNED.findall(lock)
    assert len(pinned) == len(re.findall(r"^[\w.-]+", lock, re.MULTILINE))
    assert lock.count("--hash=sha256:") >= len(pinned)


def test_the_lock_of_the_checks_is_the_full_one_without_the_frameworks_and_has_that_of_the_preview():
    full, check, preview = (set(PINNED.findall(text(name))) for name in LOCKS)
    assert preview < check < full
    assert not {"tensorflow", "keras", "numpy"} & {name for name, _ in check}
    assert "mypy" in {name for name, _ in check - preview}


@pytest.mark.parametrize("name", ["package-lock.json", "tests/lighthouse/package-lock.json"])
def test_an_npm_lock_has_integrity_and_no_address(name):
    lock = json.loads(text(name))
    assert "://" not in json.dumps(lock["packages"])
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all(package["integrity"] for package in packages.values())


def test_the_npm_lock_has_the_formatter_for_every_machine_that_the_project_is_worked_on():
    """npm leaves the packages of other machines out of a lock file that it writes beside installed ones."""
    packages = json.loads(text("package-lock.json"))["packages"]
    number = json.loads(text("package.json"))["devDependencies"]["@biomejs/biome"]
    for machine in ("linux-x64", "linux-arm64", "linux-x64-musl", "linux-arm64-musl", "darwin-x64", "darwin-arm64"):
        assert packages[f"node_modules/@biomejs/cli-{machine}"]["version"] == number


def test_what_is_installed_is_what_is_locked():
    locked = {}
    for name, number in PINNED.findall(text("requirements.lock")):
        locked.setdefault(name, set()).add(number)
    for name in ("tensorflow", "keras", "mkdocs", "mkdocs-material", "markdown-exec", "pytest"):
        assert version(name) in locked[name]


def test_every_declared_dependency_is_locked():
    settings = tomllib.loads(text("pyproject.toml"))
    assert settings["project"]["dependencies"] == []
    groups = settings["dependency-groups"]
    for group, needs in (settings["project"]["optional-dependencies"] | groups).items():
        lock = LOCK_OF.get(group, "requirements.lock")
        declared = {re.match(r"[\w-]+", need)[0].lower() for need in needs if isinstance(need, str)}
        assert declared
        assert declared <= {name for name, _ in PINNED.findall(text(lock))}, group


def test_every_group_of_tools_is_locked_by_the_target_that_renews_the_locks():
    listed = re.search(r"^GROUPS := (.*)", text("Makefile"), re.MULTILINE)[1].split()
    locked = re.findall(r"--group ([\w-]+)", recipes()["lock"])
    assert {*listed, *locked} == tomllib.loads(text("pyproject.toml"))["dependency-groups"].keys()
    assert re.findall(r"--output-file (\S+)", recipes()["lock"]) == [
        "requirements.lock",
        "requirements-preview.lock",
        "requirements-check.lock",
        PROPERDOCS_LOCK,
        FRAMEWORKS_LOCK,
        AUDIT_LOCK,
        RELEASE_LOCK,
        LOCKER,
    ]


def test_the_lock_of_properdocs_is_that_of_the_preview_and_properdocs():
    pinned, preview = (set(PINNED.findall(text(name))) for name in (PROPERDOCS_LOCK, "requirements-preview.lock"))
    assert preview < pinned
    assert "properdocs" in {name for name, _ in pinned - preview}
    assert not {"tensorflow", "keras", "numpy"} & {name for name, _ in pinned}


def test_nobody_has_to_install_other_frameworks_and_nobody_cuda():
    installed = {name for lock in LOCKS for name, _ in PINNED.findall(text(lock))}
    assert not {"torch", "flax", "jax", "equinox", "onnx", "onnxruntime", "tf-keras"} & installed
    assert not re.findall(r"^(?:nvidia|cuda|triton)", text(FRAMEWORKS_LOCK), re.MULTILINE)


def test_what_is_locked_twice_has_one_version():
    ours = set(PINNED.findall(text("requirements.lock")))
    for lock, some in (
        (FRAMEWORKS_LOCK, {"keras", "tensorflow", "pytest"}),
        (PROPERDOCS_LOCK, {"mkdocs", "jieba"}),
        (RELEASE_LOCK, {"hatchling"}),
    ):
        theirs = set(PINNED.findall(text(lock)))
        shared = {name for name, _ in ours} & {name for name, _ in theirs}
        assert some <= shared
        assert {pin for pin in theirs if pin[0] in shared} <= ours


def test_one_version_is_stated_everywhere():
    assert "version" in tomllib.loads(text("pyproject.toml"))["project"]["dynamic"]
    assert version("rnnformula") == stated_version(ROOT) == yaml.safe_load(text("CITATION.cff"))["version"]


def test_the_citation_file_is_valid_and_converts():
    citation = Citation(text("CITATION.cff"))
    citation.validate()
    facts = yaml.safe_load(text("CITATION.cff"))
    assert facts["license"] == tomllib.loads(text("pyproject.toml"))["project"]["license"]
    assert {"abstract", "keywords", "date-released"} <= facts.keys()
    for converted in (citation.as_bibtex(), citation.as_apalike()):
        assert facts["title"] in converted
        assert facts["authors"][0]["name"] in converted


def test_zenodo_reads_what_it_needs_from_the_citation_file():
    """It takes the file of a release as it is; this is what becomes of it there."""
    facts = yaml.safe_load(text("CITATION.cff"))
    made = json.loads(Citation(text("CITATION.cff")).as_zenodo())
    assert [creator["name"] for creator in made["creators"]] == [author["name"] for author in facts["authors"]]
    assert made["title"] == facts["title"]
    assert made["version"] == facts["version"]
    assert made["publication_date"] == facts["date-released"].isoformat()
    assert made["license"] == {"id": facts["license"]}
    assert made["keywords"] == facts["keywords"]
    assert made["description"] == facts["abstract"]
    assert facts["type"] == "software"


def test_nothing_that_is_tracked_is_large_or_made_by_a_build():
    files = tracked()
    assert files
    for name in files:
        assert (ROOT / name).stat().st_size < 250_000 * len(LANGUAGES), name
        assert not name.startswith((".venv", ".cache", "site/", "preview/", "node_modules/")), name


def test_no_id_has_left_the_ledger_since_the_last_commit_and_the_one_before():
    """Somebody may have cited it. In a checkout without history the index alone is known."""
    listed = read_ledger(text(LEDGER))
    known = [earlier for commit in ("", "HEAD", "HEAD^") if (earlier := committed(LEDGER, commit))]
    assert known
    for earlier in known:
        assert broken_promises(read_ledger(earlier), listed) == []


def committed(name, commit):
    """A file as it is in a commit, or without one in the index; empty where that does not exist."""
    shown = ["git", "show", f"{commit}:{name}"]
    return subprocess.run(shown, cwd=ROOT, capture_output=True, encoding="utf-8").stdout


def test_the_changelog_has_what_is_not_released_or_the_version_first():
    number = stated_version(ROOT)
    headings = re.findall(r"^## (.*)", text("CHANGELOG.md"), re.MULTILINE)
    released = [heading for heading in headings if heading != "Unreleased"]
    assert headings[0] == "Unreleased" or released[0].startswith(number)
    assert number == FIRST_VERSION or number in " ".join(released)


#: The version that no release has had yet.
FIRST_VERSION = "0.1.0"


def recipes():
    """The lines of each target of the Makefile."""
    found = re.findall(r"^([\w./-]+):(?!=)[^\n]*\n((?:\t.*\n)*)", text("Makefile"), re.MULTILINE)
    return {target: lines for target, lines in found if not target.startswith(".PHONY")}


def said_by_make(folder, *arguments):
    """The lines that make would run in this folder."""
    command = ["make", "--dry-run", *arguments]
    variables = without_make(os.environ)
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, encoding="utf-8", check=True).stdout


def test_a_preview_installs_nothing_that_only_checks_need_and_takes_the_environment_of_the_checks_where_it_is(tmp_path):
    needed = ("Makefile", "requirements-preview.lock", "requirements-check.lock", "package-lock.json", "pyproject.toml")
    for name in (*needed, "CITATION.cff"):
        (tmp_path / name).write_text(text(name), encoding="utf-8")
    bare, checks = said_by_make(tmp_path, "preview"), said_by_make(tmp_path, "check")
    assert "--no-compile --require-hashes -r requirements-preview.lock" in bare
    assert bare.count("npm ci") == bare.count("npm ci --silent --omit=dev") == 2
    assert "requirements-check.lock" not in bare
    assert "--require-hashes -r requirements-check.lock" in checks
    assert "--omit" not in checks
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "light").write_text("")
    assert "pip" not in said_by_make(tmp_path, "preview")


CHECKED = ["ruff check --no-cache", "ruff format --check --no-cache", "mypy", "python -m rnnformula.site check"]
CHECKED.append("biome check --error-on-warnings")


@pytest.mark.parametrize("failing", ["", *CHECKED])
def test_the_checks_are_lint_format_types_and_pages_and_each_can_fail(tmp_path, failing):
    (tmp_path / "Makefile").write_text(text("Makefile"), encoding="utf-8")
    ours, of_npm = tmp_path / ".venv" / "bin", tmp_path / "node_modules" / ".bin"
    for tool, tools in (("ruff", ours), ("mypy", ours), ("python", ours), ("biome", of_npm)):
        tools.mkdir(parents=True, exist_ok=True)
        script = f'#!/bin/sh\nran=$(echo {tool} $*)\necho "$ran" >> ran\ntest "$ran" != "{failing}"\n'
        (tools / tool).write_text(script, encoding="utf-8")
        (tools / tool).chmod(0o755)
    done = subprocess.run([*MAKE, "check"], cwd=tmp_path, env=without_make(os.environ), capture_output=True)
    assert (done.returncode != 0) == bool(failing)
    ran = (tmp_path / "ran").read_text(encoding="utf-8").splitlines()
    assert set(ran) <= set(CHECKED)
    assert failing or sorted(ran) == sorted(CHECKED)


def test_every_target_has_a_line_of_help():
    helped = set(re.findall(r"^([a-z-]+):.*## \w", text("Makefile"), re.MULTILINE))
    named = re.search(r"\.PHONY: ((?:.*\\\n)*.*)", text("Makefile"))[1].replace("\\", "").split()
    assert sorted(named) == sorted(helped)
    assert {target for target in recipes() if not target.startswith(".")} == helped


def test_nothing_is_installed_without_its_hash_but_what_is_here():
    installed = [line for lines in recipes().values() for line in lines.splitlines() if "pip install" in line]
    assert len(installed) >= 4
    assert [line for line in installed if "--require-hashes" not in line and "--no-deps" not in line] == []


def test_the_table_of_the_proof_is_the_measured_one():
    assert proof.written(text("CONTRIBUTING.md")) == text("CONTRIBUTING.md")
    assert text("CONTRIBUTING.md").count(proof.BEGIN) == 2


@pytest.mark.xdist_group("together")
def test_tests_of_a_group_run_in_one_process(request):
    """pytest-xdist reads the group from the id; where it can't, each process opens all pages anew."""
    assert "PYTEST_XDIST_WORKER" not in os.environ or request.node.nodeid.endswith("@together")
