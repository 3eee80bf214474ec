"""Run every measurement, one after the other, each in a process of its own.

    python -m benchmarks DATA

DATA is a folder in the form that docs/evaluation.md describes. It takes some hours; each module of
this package can be run alone, and says how.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    if len(sys.argv) != 2:
        print("Say which data to measure on: make bench DATA=folder", file=sys.stderr)
        return 2
    data = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        commands: list[list[object]] = [
            ["ui", "eval", data / "questions.jsonl.gz", "--articles", data / "articles.jsonl.gz"],
            ["benchmarks.abstention", data],
            ["benchmarks.reading", data],
            ["ui", "ingest", "--sample", "--archive", Path(folder) / "sample"],
            ["benchmarks.cold", Path(folder) / "sample", "How many homes lost power?"],
            ["benchmarks.asking_memory", Path(folder) / "sample", "How many homes lost power?"],
            ["benchmarks.at_once", "first-answer", "--invented", "20000", "--no-wait"],
            ["benchmarks.at_once", "asking"],
            ["benchmarks.at_once", "readers"],
            ["benchmarks.by_share", data],
            ["benchmarks.ingest_speed", data],
            ["benchmarks.ingest_speed", "--again"],
            ["benchmarks.memory"],
            ["benchmarks.finding_cost", folder],
            ["benchmarks.damage"],
            ["benchmarks.crash"],
            ["benchmarks.crowd"],
            ["benchmarks.mutated"],
            ["benchmarks.mutated", "--kinds", "newsroom"],
            ["benchmarks.mixed"],
        ]
        return max(_run([str(part) for part in command]) for command in commands)


def _run(command: list[str]) -> int:
    print("\n##", *command, flush=True)
    return subprocess.run([sys.executable, "-m", *command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
