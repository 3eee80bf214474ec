"""Does it know what the archive does not say? Half of the articles, asked about both halves.

    python -m benchmarks.abstention DATA [--half 0|1]

DATA is a folder in the form that docs/evaluation.md describes, with `named` questions: those that
can be asked without their article at hand. Articles of even (0) or odd (1) place are ingested.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tqdm import tqdm

from assistant.evaluation.questions import given_texts, read_questions
from assistant.evaluation.scorecard import evaluate
from assistant.reader import reranker
from assistant.settings import Settings
from benchmarks.halves import half_of, named_of
from ui.text import scorecard_text
from vectorstore import Archive


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.abstention")
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles, held = half_of(chosen.data / "articles.jsonl.gz", chosen.half, Path(folder))
        questions = named_of(read_questions(chosen.data / "questions.jsonl.gz"), held)
        with Archive.open(Path(folder) / "archive") as archive:
            archive.ingest([articles])
            settings = Settings()
            with tqdm(total=len(questions)) as bar:
                card = evaluate(
                    archive,
                    questions,
                    given_texts([articles]),
                    lambda: bar.update(),
                    reranker(settings.reranker),
                    settings.reranked,
                )
    print(scorecard_text(card))


if __name__ == "__main__":
    main()
