"""What a turn was answered by, in a few words: what the next question may call "he" or "it"."""

from __future__ import annotations

from assistant.answering.short import best_span, is_answer
from assistant.finding.found import Candidate
from assistant.question.people import quotations
from assistant.question.subject import in_one
from assistant.reader import Reranker
from assistant.types import Turn
from vectorstore import Article, Passage


def answered(turn: Turn, reranker: Reranker | None) -> str:
    """The reader's best span in what a turn quoted, sure or not; "" where it says none."""
    told, asked = quotations(turn), in_one(turn.understood)
    if not (told and asked and reranker and reranker.reads_excerpts):
        return ""
    passage = Passage(Article("", told), 0, len(told), told, 0.0)
    [reading] = reranker.read(asked, [passage])
    span = best_span(Candidate(passage, 0.0, reading), 0, len(told))
    return span.text if span and is_answer(span.text, asked) else ""
