"""Lighthouse on the built site: the median of several runs a page, against the budgets. Run by `make lighthouse`.

    python -m tests.lighthouse.measure site [--runs 5] [--page cases/ten_units/ ...]

Scores swing with what else the machine does, so this is a target of its own and no test.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.browser.pages import BYTES, MISSING, REQUESTS, STILL
from tests.browsers import FLAGS, browser_path
from tests.host import serve
from tests.languages import HOMES
from tests.look import PAGES

LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
#: Every kind of page but the one for what is not there: Lighthouse holds its status against it.
MEASURED = tuple(page for page in PAGES if page != MISSING)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: What a page must reach at least; what it may have at most, in milliseconds, KiB and requests.
LEAST = {"mobile": (99, 100, 100, 100), "desktop": (100, 100, 100, 100)}
MOST = {
    "mobile": {"lcp": 1400, "cls": STILL, "kib": BYTES / 1024, "requests": REQUESTS},
    "desktop": {"cls": STILL, "kib": BYTES / 1024, "requests": REQUESTS},
}


def run(address, preset):
    """One run: the four scores, and the measures of `MOST`."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = " ".join([*FLAGS, "--headless=new", f"--user-data-dir={folder}/profile"])
        command = [LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--chrome-flags={flags}", *(["--preset=desktop"] if preset == "desktop" else [])]
        subprocess.run(command, env=os.environ | {"CHROME_PATH": browser_path()}, check=True, capture_output=True)
        found = json.loads(report.read_text("utf-8"))
    audits = found["audits"]
    listed = audits["network-requests"]["details"]["items"]
    asked = [item for item in listed if not item["url"].startswith("data:")]  # icons within style sheets
    scores = tuple(round(100 * found["categories"][name]["score"]) for name in CATEGORIES)
    failed = [
        each["id"]
        for name in CATEGORIES[1:]
        for each in found["categories"][name]["auditRefs"]
        if each["weight"] and audits[each["id"]]["score"] is not None and audits[each["id"]]["score"] < 1
    ]
    return (
        scores,
        failed,
        {
            "lcp": audits["largest-contentful-paint"]["numericValue"],
            "cls": audits["cumulative-layout-shift"]["numericValue"],
            "kib": sum(item.get("transferSize", 0) for item in asked) / 1024,
            "requests": len(asked),
        },
    )


def measure(address, preset, runs):
    """The medians of several runs, and what failed in any."""
    done = [run(address, preset) for _ in range(runs)]
    scores = tuple(median(each) for each in zip(*(scores for scores, _, _ in done), strict=True))
    measures = {name: median(each[name] for _, _, each in done) for name in done[0][2]}
    return scores, sorted({name for _, failed, _ in done for name in failed}), measures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--page", action="append", help="default: every kind of page, in each language")
    asked = parser.parse_args()
    missed = []
    with serve(asked.folder) as address:
        for page in asked.page or [f"{lang}{page}" for page in MEASURED for lang in HOMES.values()]:
            for preset, least in LEAST.items():
                scores, failed, measures = measure(address + page, preset, asked.runs)
                shown = " ".join(f"{name} {value:.3g}" for name, value in measures.items())
                print(f"/{page} {preset}: {' / '.join(map(str, scores))}  {shown}  {' '.join(failed)}", flush=True)
                low = any(score < wanted for score, wanted in zip(scores, least, strict=True))
                high = any(measures[name] > most for name, most in MOST[preset].items())
                if low or high:
                    missed.append(f"/{page} {preset}")
    if missed:
        sys.exit("over budget: " + ", ".join(missed))


if __name__ == "__main__":
    main()
