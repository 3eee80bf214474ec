"""What the signs that an archive answers should weigh, and below what to abstain.

    python -m benchmarks.abstention_weights NEWSQA MULTIHOP [--unread]

Both are data folders in the form that docs/evaluation.md describes. Asked and read are: each other
`named` question of NEWSQA, of an archive of its articles of even place, so that half have no answer
there; each third question of all its articles, of which the unnamed ones on articles of even place
count; and MULTIHOP's. A logistic regression tells those that are quoted rightly from those that the
archive does not answer; both weigh the same together. The threshold abstains from 85 in 100 of the
first kind's without an answer, in cross-validation. `--unread` does without the reader.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from assistant.answering.quote import best_quotes
from assistant.evaluation.metrics import DEPTH
from assistant.evaluation.questions import KnownQuestion, evidence, given_texts, read_questions
from assistant.finding.confidence import signs
from assistant.finding.rerank import rerank
from assistant.finding.retrieve import retrieve
from assistant.reader import Reader
from assistant.weights import Signs
from benchmarks.halves import half_of, named_of
from vectorstore import Archive

ABSTAINED = 0.85


class Trial(NamedTuple):
    """A question's signs, and whether it is quoted rightly; None if its quotes are wrong."""

    signs: Signs
    is_answered: bool | None


def tried(
    articles: Path, questions: Sequence[KnownQuestion], reader: Reader | None
) -> Iterator[tuple[KnownQuestion, Trial]]:
    """Each question, asked of an archive of the articles."""
    given = given_texts([articles])
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder) as archive:
        archive.ingest([articles])
        for question in tqdm(questions, mininterval=10):
            right = evidence(archive, question, given)
            found = retrieve(archive, question.text, DEPTH)
            found = rerank(question.text, found, reader) if reader else found
            idf = archive.idf(question.text)
            claims = best_quotes(question.text, idf, found) if right else ()
            is_right = any(
                right is not None and right.quoted(c.passage.article, c.start, c.end)
                for claim in claims
                for c in claim.citations
            )
            is_answered = is_right or None if right else False
            yield question, Trial(signs(archive, idf, found), is_answered)


def ask_all(newsqa: Path, multihop: Path, reader: Reader | None) -> tuple[list[Trial], list[Trial]]:
    """Those asked of half of NEWSQA's archive, and the others that count."""
    whole, questions = newsqa / "articles.jsonl.gz", read_questions(newsqa / "questions.jsonl.gz")
    with tempfile.TemporaryDirectory() as folder:
        half, held = half_of(whole, 0, Path(folder))
        of_half = [one for _, one in tried(half, named_of(questions, held)[::2], reader)]
    others = [
        one
        for question, one in tried(whole, questions[::3], reader)
        if not question.named and held.issuperset(question.articles)
    ]
    several = read_questions(multihop / "questions.jsonl.gz")
    others += [one for _, one in tried(multihop / "articles.jsonl.gz", several, reader)]
    return of_half, others


def fit(of_half: Sequence[Trial], others: Sequence[Trial]) -> None:
    """Print what each sign weighs, the threshold, and how well they tell in cross-validation."""
    half = [one for one in of_half if one.is_answered is not None]
    rows = [*half, *(one for one in others if one.is_answered is not None)]
    seen = np.array([row.signs for row in rows])
    answered = np.array([bool(row.is_answered) for row in rows])
    model = make_pipeline(
        StandardScaler(), LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
    )
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    odds: NDArray[np.float64] = cross_val_predict(
        model, seen, answered, cv=folds, method="decision_function"
    )
    in_half = np.arange(len(rows)) < len(half)
    threshold = np.quantile(odds[in_half & ~answered], ABSTAINED)
    for name, some in (("half of the archive", in_half), ("the others", ~in_half)):
        print(
            f"{name}, unseen: area {roc_auc_score(answered[some], odds[some]):.3f}; abstained on"
            f" {np.mean(odds[some & ~answered] < threshold):.3f} of"
            f" {np.sum(some & ~answered)} without an answer, on"
            f" {np.mean(odds[some & answered] < threshold):.3f} of {np.sum(some & answered)} with"
        )
    scaler, regression = model.fit(seen, answered)
    weights = regression.coef_[0] / scaler.scale_
    least = threshold - regression.intercept_[0] + weights @ scaler.mean_
    print(", ".join(f"{n} {w:.2f}" for n, w in zip(Signs._fields, weights, strict=True)))
    print(f"least {least:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("newsqa", type=Path)
    parser.add_argument("multihop", type=Path)
    parser.add_argument("--unread", action="store_true")
    chosen = parser.parse_args()
    fit(*ask_all(chosen.newsqa, chosen.multihop, None if chosen.unread else Reader()))


if __name__ == "__main__":
    main()
