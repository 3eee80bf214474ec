"""Make the reader.

    python -m training DATA OUT [--epochs N] [--negatives N] [--seed N] [--limit N] [--start READER]
                                [--archive DIR]

DATA is a folder in the form that docs/evaluation.md describes; questions with `unanswerable` are
those that their article does not answer. OUT gets reader.safetensors and reader.json.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.reader.reader import checked
from training.examples import read_examples
from training.keep import keep
from training.train import train


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, from the command line's arguments if none are given."""
    parser = argparse.ArgumentParser(prog="python -m training")
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--negatives", type=int, default=2, help="wrong passages a question")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, help="questions to train on, all if not given")
    parser.add_argument("--start", type=Path, help="the OUT of a training to go on from")
    parser.add_argument("--archive", type=Path, help="where the archive of DATA is kept")
    chosen = parser.parse_args(arguments)
    start, begun_with = checked(chosen.start) if chosen.start else (None, None)
    with tempfile.TemporaryDirectory() as folder:
        examples = read_examples(chosen.data, chosen.archive or Path(folder), chosen.limit)
    started = time.perf_counter()
    network = train(examples, chosen.epochs, chosen.negatives, chosen.seed, start)
    keep(
        network,
        chosen.out,
        {
            "questions": len(examples),
            "epochs": chosen.epochs,
            "negatives": chosen.negatives,
            "seed": chosen.seed,
            "start": begun_with,
            "minutes": round((time.perf_counter() - started) / 60, 1),
        },
    )


if __name__ == "__main__":
    main()
