"""Which one is asked for: whether a sentence names it, and how many of the passages agree."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from assistant.answering.short import best_span, is_answer, is_same, normal
from assistant.finding.found import Candidate, Found
from assistant.question.answer_type import asks_which
from assistant.weights import Weights
from vectorstore.text.words import STOP_WORDS

# A question of more words is beyond what the reader was trained on.
MAX_WORDS = 30
# How many of the reader's logits make a place e times as likely as another.
SHARPNESS = 3.0
_NAME = re.compile(r"\b[^\W\d_a-z]\w+")

Naming = Callable[[Candidate, int, int], float]


def naming(question: str, found: Found, weights: Weights) -> Naming:
    """What a sentence gains, article.text[start:end] of a candidate, where "which ..." is asked:
    if the reader's best place in it names something new, and by the share of the passages that say
    so, too."""
    if not asks_which(question) or len(question.split()) > MAX_WORDS:
        return lambda candidate, start, end: 0.0
    asked = {*re.findall(r"\w+", question.lower())} | STOP_WORDS
    agreed = _agreed(question, found)

    def gained(candidate: Candidate, start: int, end: int) -> float:
        span = best_span(candidate, start, end)
        is_new = span and any(name.lower() not in asked for name in _NAME.findall(span.text))
        text = candidate.passage.article.text[start:end]
        return weights.names * bool(is_new) + weights.agreed * agreed(text)

    return gained


def _agreed(question: str, found: Found) -> Callable[[str], float]:
    """Tells of a sentence for how much of what the reader takes for the answer, from 0 to 1, its
    words stand: the best place of each article counts by how sure the reader is of it."""
    best: dict[str, tuple[float, str]] = {}
    for each in found.candidates:
        span = best_span(each, each.passage.start, each.passage.end)
        text = normal(span.text) if span and is_answer(span.text, question) else ""
        name = each.passage.article.id
        if span and text and (name not in best or best[name][0] < span.score):
            best[name] = span.score, text
    top = max((score for score, _ in best.values()), default=0.0)
    votes = [(math.exp((score - top) / SHARPNESS), text) for score, text in best.values()]
    total = sum(weight for weight, _ in votes)
    support = [
        (
            re.compile(rf"\b{re.escape(text)}\b"),
            sum(w for w, other in votes if is_same(text, other)),
        )
        for text in {text for _, text in votes}
    ]

    def share(sentence: str) -> float:
        plain = normal(sentence)
        return max((w / total for pattern, w in support if pattern.search(plain)), default=0.0)

    return share
