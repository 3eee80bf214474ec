"""How long a question takes from cold, beside importing chromadb alone.

    python -m benchmarks.cold ARCHIVE QUESTION [--times 5]

Each command runs in a process of its own, by turns. Prints the median of seconds and of processor
seconds, the longest, and the most memory that one of them held.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psutil


def _run(command: list[str]) -> tuple[float, float, float]:
    """Seconds, processor seconds and MiB, looked up every few milliseconds."""
    started = time.perf_counter()
    done = psutil.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    most = worked = 0.0
    while done.poll() is None:
        try:
            most = max(most, done.memory_info().rss / 2**20)
            times = done.cpu_times()
        except psutil.Error:
            break
        worked = times.user + times.system
        time.sleep(0.005)
    if done.wait():
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - started, worked, most


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("question")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    asked = [options.question, "--archive", str(options.archive)]
    commands = {
        "import chromadb": ["-c", "import chromadb"],
        "dateline search": ["-m", "ui", "search", *asked],
        "dateline ask": ["-m", "ui", "ask", *asked],
    }
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for _ in range(options.times):
        for name, command in commands.items():
            taken[name].append(_run(command))
    base = statistics.median(seconds for seconds, _, _ in taken["import chromadb"])
    print(f"{'':<16} {'seconds':>8} {'longest':>8} {'processor s':>12} {'MiB':>5}  times chromadb")
    for name, runs in taken.items():
        seconds, worked, memory = zip(*runs, strict=True)
        median = statistics.median(seconds)
        print(f"{name:<16} {median:>8.2f} {max(seconds):>8.2f}", end=" ")
        print(f"{statistics.median(worked):>12.2f} {max(memory):>5.0f} {median / base:>15.2f}")


if __name__ == "__main__":
    main()
