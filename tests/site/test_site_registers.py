"""A check, a report and a kind of fence are each one file and one line: the examples of CONTRIBUTING work."""

import subprocess
import sys

import pytest

from rnnformula.facts.families import FAMILIES
from rnnformula.language import LANGUAGES, words
from tests.conftest import ROOT
from tests.languages import ENGLISH
from tests.worked_example import check_registered, halves

CHECK, REPORT, KIND = "Add a check", "Add a report", "Add a kind of fence"
HEADINGS = (CHECK, REPORT, KIND)
SHOWN = """
```python exec="on"
from rnnformula import FAMILIES

print(*FAMILIES)
```

[](){#small.lengths}

```python exec="on"
from rnnformula.site import report

print(report.markdown("lengths", lang="LANG"))
```
"""


@pytest.mark.parametrize("heading", HEADINGS)
def test_what_is_added_is_one_file_and_one_line_and_the_same_in_every_language(heading):
    check_registered(heading)


@pytest.fixture
def extended(good):
    """The small site with a check, a report and a kind of fence more."""
    for heading in HEADINGS:
        for fence in next(iter(halves(heading).values())):
            before = "" if fence.is_new else good.read(fence.path)
            good.write(fence.path, fence.applied(before))
    for lang in LANGUAGES:
        kinds = {kind: words(lang)[f"{kind}_front_matter"] for kind in ("check", "things")}
        labels = "".join(f'    "{kind}_descriptions": "{label}",\n' for kind, label in kinds.items())
        good.replace(f"rnnformula/language/{lang}.py", '    "array": ', f'{labels}    "array": ')
    return good


def test_an_added_check_finds_what_it_looks_for(extended):
    done = extended.make("check")
    assert "descriptions (2 pages)" in done.stdout
    extended.replace(f"docs/{ENGLISH}/index.md", "A small page", "A small page " * 20)
    done = extended.make("check")
    assert done.returncode != 0
    assert f"docs/{ENGLISH}/index.md:2 [{ENGLISH}]: description: expected at most 160 characters" in done.stderr


def test_an_added_report_and_an_added_kind_of_fence_are_on_the_page(extended):
    for lang in LANGUAGES:
        extended.edit(f"docs/{lang}/index.md", lambda text, lang=lang: text + SHOWN.replace("LANG", lang))
    assert extended.make("ids").returncode == 0
    done = extended.make("preview-site")
    assert done.returncode == 0, done.stdout + done.stderr
    html = extended.read("preview/index.html")
    assert " ".join(f"<code>{name}</code>" for name in FAMILIES) in html
    assert 'id="small.lengths"' in html
    assert '<div class="report report-lengths">' in html


def test_the_examples_pass_lint_format_and_types(extended):
    files = [fence.path for heading in HEADINGS for fence in next(iter(halves(heading).values()))]
    settings = ["--config", str(ROOT / "pyproject.toml")]
    for tool in (["ruff", "check", "--no-cache", *settings], ["ruff", "format", "--check", "--no-cache", *settings]):
        done = subprocess.run(
            [sys.executable, "-m", *tool, *files], cwd=extended.folder, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stdout + done.stderr
