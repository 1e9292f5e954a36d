"""Takes the addresses that npm writes for funding out of a lock file; `make lock` calls it."""

import json
import sys
from pathlib import Path


def main(file):
    lock = json.loads(file.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    file.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
