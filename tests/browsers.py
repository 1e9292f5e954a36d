"""Which browser the tests and measurements open, and how."""

import os
import shutil

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--renderer-process-limit=1",  # pages share what is compiled
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_path():
    """Chromium or Chrome; a test without one fails, it is never skipped."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "no browser: install chromium, or put the path of one into CHROMIUM"
    return found
