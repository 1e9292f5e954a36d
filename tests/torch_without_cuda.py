"""Takes CUDA out of a lock file and lets the CPU build of PyTorch in; `make lock` calls it.

On Linux the registry's build of PyTorch needs several GB of CUDA. The build without it has the same version with
`+cpu`; pip finds it where its settings (PIP_FIND_LINKS, PIP_EXTRA_INDEX_URL) say.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

CUDA = ("cuda-", "nvidia-", "triton")
HASH = " \\\n    --hash=sha256:"


def main(file):
    packages = re.split(r"^(?=\w)", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept = [package for package in packages if not package.startswith(CUDA)]
    (place,) = [number for number, package in enumerate(kept) if package.startswith("torch==")]
    pinned = kept[place].split()[0]
    kept[place] = HASH.join([pinned, cpu_hash(pinned), *other_hashes(pinned)]) + "\n"
    file.write_text("".join(kept), encoding="utf-8")


def cpu_hash(pinned):
    with tempfile.TemporaryDirectory() as folder:
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
        subprocess.run([*download, f"{pinned}+cpu"], check=True)
        (wheel,) = Path(folder).iterdir()
        return hashlib.sha256(wheel.read_bytes()).hexdigest()


def other_hashes(pinned):
    """Those of the registry's builds for systems other than Linux, which have no CUDA."""
    uv = Path(sys.executable).with_name("uv")
    compiled = [uv, "pip", "compile", "-", "--no-deps", "--universal", "--quiet", "--format", "pylock.toml"]
    lock = subprocess.run(compiled, input=pinned, capture_output=True, encoding="utf-8", check=True).stdout
    wheels = tomllib.loads(lock)["packages"][0]["wheels"]
    return [wheel["hashes"]["sha256"] for wheel in wheels if "linux" not in wheel["url"]]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
