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
    """Chromium or Chrome; a test without one fails, it is never skipped.

    First the Chromium that has no windows: it draws the same in two thirds of the processor time.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "no browser: install chromium, or put the path of one into CHROMIUM"
    return found
