"""``make faults``: plant each fault of ``faults.toml``, and say which were caught."""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.data import KINDS, read_faults
from tests.faults.running import CAUGHT, Verdict, try_faults

FAULTS = Path(__file__).with_name("faults.toml")
RESULTS = ".cache/faults.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the faults that were asked for; the status is 1 where one was not caught, 2 where there is none."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument(
        "--root", type=Path, default=Path.cwd(), help="the checkout that faults are planted in copies of"
    )
    parser.add_argument("--faults", type=Path, default=FAULTS, help="the file that has them")
    parser.add_argument("--kind", default="", help="only faults of this kind")
    parser.add_argument("--only", default="", help="only faults whose sentence has this text")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--results", type=Path, help=f"where to write what came of each; else {RESULTS}")
    asked = parser.parse_args(arguments)
    faults = [
        fault
        for fault in read_faults(asked.faults)
        if asked.kind in ("", fault.kind) and asked.only.lower() in fault.what.lower()
    ]
    if not faults:
        print(f"no fault of kind {asked.kind!r} has {asked.only!r} in its sentence", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that copies and what runs in them go
    start = time.monotonic()
    verdicts = try_faults(asked.root.resolve(), faults, asked.workers, lambda said: print(said, flush=True))
    seconds = time.monotonic() - start
    print(report(verdicts, seconds))
    results = asked.results or asked.root / RESULTS
    results.parent.mkdir(exist_ok=True)
    results.write_text(json.dumps(summary(verdicts, seconds), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(any(verdict.outcome != CAUGHT for verdict in verdicts))


def report(verdicts: list[Verdict], seconds: float) -> str:
    """What was not caught once more, the score of each kind, and in all."""
    open_faults = [str(verdict) for verdict in verdicts if verdict.outcome != CAUGHT]
    scores = [f"{kind:14}{score(verdicts, kind)}" for kind in KINDS if of_kind(verdicts, kind)]
    return "\n".join([*open_faults, *scores, f"{score(verdicts)} in {seconds:.0f} s"])


def score(verdicts: list[Verdict], kind: str = "") -> str:
    chosen = of_kind(verdicts, kind)
    return f"caught {sum(verdict.outcome == CAUGHT for verdict in chosen)} of {len(chosen)}"


def of_kind(verdicts: list[Verdict], kind: str) -> list[Verdict]:
    return [verdict for verdict in verdicts if kind in ("", verdict.fault.kind)]


def summary(verdicts: list[Verdict], seconds: float) -> dict[str, object]:
    """The same as data."""
    caught = [verdict for verdict in verdicts if verdict.outcome == CAUGHT]
    return {
        "caught": len(caught),
        "faults": len(verdicts),
        "seconds": round(seconds),
        "kinds": {
            kind: [len(of_kind(caught, kind)), len(of_kind(verdicts, kind))]
            for kind in KINDS
            if of_kind(verdicts, kind)
        },
        "verdicts": [
            {
                "what": verdict.fault.what,
                "kind": verdict.fault.kind,
                "red": verdict.fault.red,
                "outcome": verdict.outcome,
                "seconds": round(verdict.seconds, 1),
                "reason": verdict.reason,
            }
            for verdict in verdicts
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
