"""How much memory a process holds that answers questions, step by step.

    python -m benchmarks.asking_memory ARCHIVE QUESTION

What is its own can't be had back by the system; the rest are pages of files, which other processes
may share. The same question is asked with a number behind it, so that nothing is remembered.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import psutil


def steps(path: Path, question: str) -> Iterator[str]:
    """Take each step, and say which it was."""
    yield "python, psutil"
    import_module("numpy")
    yield "numpy"
    assistant = import_module("assistant")
    yield "import assistant"
    with import_module("vectorstore").Archive.open(path) as archive:
        answering = assistant.Assistant(archive)
        archive.encode([question])
        yield "the encoder"
        answering.prepare()
        yield "the reader"
        for number in range(20):
            answering.answer(f"{question} {number}")
            if number in (0, 19):
                yield f"{number + 1} answered"
        import_module("gradio")
        yield "import gradio"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("question")
    options = parser.parse_args()
    process = psutil.Process()
    print(f"{'MiB':<18} {'in memory':>9} {'its own':>9}")
    for step in steps(options.archive, options.question):
        held = process.memory_full_info()
        print(f"{step:<18} {held.rss / 2**20:>9,.0f} {held.uss / 2**20:>9,.0f}", flush=True)


if __name__ == "__main__":
    main()
