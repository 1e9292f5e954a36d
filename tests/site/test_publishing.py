"""The whole site or none: whatever happens to a build, nothing half-made is left to be published."""

import os
import select
import signal
import subprocess

import pytest

from tests.languages import CHINESE, ENGLISH

HOOK = "def on_post_page(output, page, config):\n"


def left(site):
    """What a build left that could be taken for a site."""
    return [path.name for path in [*site.folder.glob("site"), *site.folder.glob(".cache/site-*")]]


def start(site):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background hands on that it is ignored
    return subprocess.Popen(
        site.command("site"),
        cwd=site.folder,
        env=site.environment({}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )


def test_a_site_that_is_not_whole_is_not_published(good):
    good.replace("docs/hooks.py", HOOK, f"{HOOK}    output = output.replace('id=\"small.formula\"', '')\n")
    done = good.make("site")
    assert done.returncode != 0
    assert "the id 'small.formula' is not in" in done.stdout + done.stderr
    assert left(good) == []


@pytest.mark.parametrize(
    ("hook", "fault"),
    [
        ("    output = output.replace('</body>', '<script>alert(1)</script></body>')\n", "script 'alert(1)'"),
        ("    (Path(config.site_dir) / 'evil.mjs').write_text('alert(1)')\n", "evil.mjs: expected no script but"),
    ],
)
def test_a_script_that_a_hook_puts_into_the_site_is_not_published(good, hook, fault):
    good.replace("docs/hooks.py", HOOK, f"{HOOK}{hook}")
    done = good.make("site")
    assert done.returncode != 0
    assert fault in done.stdout + done.stderr
    assert "The site was not built." in done.stdout + done.stderr
    assert left(good) == []


@pytest.mark.long
def test_a_page_of_html_is_not_published(good):
    (good.folder / f"docs/{CHINESE}/own.html").write_text("<script>alert(1)</script>")
    done = good.make("site")
    assert done.returncode != 0
    assert f"{CHINESE}/own.html: a page without its policy" in done.stdout + done.stderr
    assert left(good) == []


@pytest.mark.long
def test_a_full_disk_leaves_nothing_and_says_so(good):
    assert good.make("site").returncode == 0
    name = f"site/{CHINESE}/index.html"  # the other language is written by then
    full = f"    if page.file.locale == '{CHINESE}':\n        raise OSError(28, 'No space left on device', {name!r})\n"
    good.replace("docs/hooks.py", HOOK, HOOK + full)
    done = good.make("site")
    assert done.returncode != 0
    assert f"No space left on device: {name}\nThe site was not built.\n" in done.stderr
    assert "Traceback" not in done.stderr
    assert left(good) == []


@pytest.mark.long
def test_two_builds_at_once_give_one_whole_site_and_the_second_says_that_it_waits(good):
    builds = [start(good), start(good)]
    said = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    assert sum("another build of this checkout is running" in text for text in said) == 1, said
    assert "parameters: 120" in good.read(f"site/{CHINESE}/index.html")
    assert left(good) == ["site"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_ended_leaves_nothing_and_says_so(good, number):
    """Also where it is told twice, as by make, which hands on what its whole group has heard."""
    clean = "shutil.rmtree(folder, ignore_errors=True)"
    good.replace(
        "rnnformula/site/publish/publishing.py", clean, f"os.kill(os.getpid(), {int(number)})\n        {clean}"
    )
    good.replace("snippets/small.py", "print(", "import time\ntime.sleep(50)\nprint(")
    build = start(good)
    for line in build.stdout:  # the snippets run once the lock is there
        if f"Building '{ENGLISH}'" in line:
            break
    while not list(good.folder.glob(".cache/build.lock")):
        assert build.poll() is None
    os.killpg(build.pid, number)
    said = build.communicate()[0]
    assert build.returncode != 0
    assert "Traceback" not in said
    assert "aborted" in said or "interrupted" in said
    assert "The site was not built." in said
    assert left(good) == []


@pytest.mark.long
@pytest.mark.parametrize(("end", "number"), [(os.killpg, signal.SIGINT), (os.kill, signal.SIGTERM)])
def test_a_build_that_is_ended_ends_its_snippets(good, tmp_path, end, number):
    """Also what they have started, while the build does other things, and where it alone hears of the end."""
    os.mkfifo(tmp_path / "told")
    told = os.open(tmp_path / "told", os.O_RDONLY | os.O_NONBLOCK)
    code = f"import time; told = open({str(tmp_path / 'told')!r}, 'w'); "
    code += "print('x', file=told, flush=True); time.sleep(20); print('late', file=told)"
    run = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {code!r}])\n"
    good.replace("snippets/small.py", "print(", f"{run}print(")
    busy = "unreadable = self._get_ready()"
    good.replace("rnnformula/site/build.py", busy, f"__import__('time').sleep(60)\n                {busy}")
    build = start(good)
    assert select.select([told], [], [], 60)[0]
    assert os.read(told, 9) == b"x\n"
    end(build.pid, number)
    said = build.communicate()[0]
    assert "The site was not built." in said
    assert left(good) == []
    assert os.read(told, 9) == b"", "nobody has it open any more"
    os.close(told)
