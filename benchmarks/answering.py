"""What a reader sees of an answer: its first lines, its short answer, and where it is silent.

    python -m benchmarks.answering DATA [--every 8]

DATA is a folder in the form that docs/evaluation.md describes. Each so-manieth question that has an
answer is asked through `Assistant.answer`, as on its day where it has one. The first line is what
has the short answer, where one is shown, else the first quote. How often a short answer is right is
counted as SQuAD counts it (Rajpurkar et al., 2016): exact, and F1 of its words, against the nearest
of the known answers; and it is called right where that is a half at least, or where it lies where
the answer is known to stand. All that the reader has are ranked by how sure it is, so that each
share of the questions has its row.
"""

from __future__ import annotations

import argparse
import re
import string
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant import Assistant
from assistant.evaluation.questions import (
    Evidence,
    KnownQuestion,
    evidence,
    given_texts,
    read_questions,
)
from assistant.types import Answer, Citation, Short
from assistant.weights import TUNED
from vectorstore import Archive

SHARES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
# A short answer that shares so much with a known one says the same: "Bowie", "David Bowie".
LEAST_F1 = 0.5
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_MARKS = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came back for a question: in which quote its answer stood, 0 for none, and the short
    answer, with how right it is: exact, F1, right."""

    question: KnownQuestion
    quote: int
    silent: bool
    score: float = -np.inf
    right: tuple[float, float, float] = (0.0, 0.0, 0.0)


def main() -> None:
    """Print a table of quotes, and one of short answers for each group of questions."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answering")
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=1, help="ask every so-manieth question")
    chosen = parser.parse_args()
    questions = read_questions(chosen.data / "questions.jsonl.gz")[:: chosen.every]
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder) as archive:
        articles = chosen.data / "articles.jsonl.gz"
        archive.ingest([articles])
        given = given_texts([articles])
        known = [(q, found) for q in questions if (found := evidence(archive, q, given))]
        asked = [_asked(archive, question, right) for question, right in known]
    groups = {"all": asked, "named": [each for each in asked if each.question.named]}
    _print_quotes({name: members for name, members in groups.items() if members})
    for name, members in groups.items():
        if members:
            _print_curve(name, members)


def _asked(archive: Archive, question: KnownQuestion, right: Evidence) -> Asked:
    assistant = Assistant(
        archive, today=question.asked, weights=replace(TUNED, short_threshold=-np.inf)
    )
    answer = assistant.answer(question.text)
    quote, short = 0 if answer.abstained else _first_right(answer, right), answer.short
    if short is None:
        return Asked(question, quote, answer.abstained)
    return Asked(question, quote, answer.abstained, short.score, _rightness(short, question, right))


def _first_right(answer: Answer, right: Evidence) -> int:
    """The number of the first quote with the evidence, the one with the short answer before all."""
    quotes = [claim.citations for claim in answer.claims if claim.citations]
    if answer.short and answer.short.score >= TUNED.short_threshold:
        span = answer.short.citation
        quotes.sort(key=lambda cited: not any(_holds(quote, span) for quote in cited))
    for number, citations in enumerate(quotes, 1):
        if any(right.quoted(c.passage.article, c.start, c.end) for c in citations):
            return number
    return 0


def _holds(quote: Citation, span: Citation) -> bool:
    is_there = quote.passage.article.id == span.passage.article.id
    return is_there and quote.start <= span.start and span.end <= quote.end


def _rightness(
    short: Short, question: KnownQuestion, right: Evidence
) -> tuple[float, float, float]:
    """Whether a short answer is exact, its F1, and whether it lies where the answer stands."""
    cited, own = short.citation, _normal(short.text)
    answers = [_normal(answer) for answer in question.answers] or [[]]
    is_there = any(
        article == cited.passage.article.id and start < cited.end and cited.start < end
        for article, start, end in right.places
    )
    exact, f1 = own in answers, max(_f1(own, answer) for answer in answers)
    return float(exact), f1, float(is_there or f1 >= LEAST_F1)


def _normal(text: str) -> list[str]:
    """The words of an answer as SQuAD compares them: small letters, no marks, no articles."""
    return _ARTICLES.sub(" ", text.lower().translate(_MARKS)).split()


def _f1(own: Sequence[str], answer: Sequence[str]) -> float:
    shared = sum((Counter(own) & Counter(answer)).values())
    return 2 * shared / (len(own) + len(answer)) if shared else 0.0


def _print_quotes(groups: dict[str, list[Asked]]) -> None:
    print(f"{'':8} {'asked':>6} {'first':>6} {'two':>6} {'three':>6} {'silent':>6}")
    for name, members in groups.items():
        held = [sum(0 < each.quote <= most for each in members) for most in (1, 2, 3)]
        silent = sum(each.silent for each in members)
        shares = (f"{count / len(members):6.3f}" for count in (*held, silent))
        print(f"{name:8} {len(members):6}", *shares)


def _print_curve(name: str, members: Sequence[Asked]) -> None:
    """How often the short answers are right of each share of the questions, the surest first."""
    surest = sorted(members, key=lambda each: -each.score)
    shown = sum(each.score >= TUNED.short_threshold for each in members)
    print(f"\nshort answers, {name}: shown for {shown} of {len(members)}")
    print(f"{'share':>6} {'logits':>7} {'exact':>6} {'F1':>6} {'right':>6}")
    counts = {round(share * len(members)): f"{share:6.2f}" for share in SHARES} | {shown: " shown"}
    for count in sorted(counts):
        best = surest[:count]
        if not best or best[-1].score == -np.inf:
            continue
        exact, f1, right = np.mean([each.right for each in best], axis=0)
        least = best[-1].score
        print(f"{counts[count]} {least:7.1f} {exact:6.3f} {f1:6.3f} {right:6.3f}", flush=True)


if __name__ == "__main__":
    main()
