"""The few sentences of a passage that share most words with a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vectorstore import Passage
from vectorstore.text.sentences import sentences
from vectorstore.text.stems import stem_of
from vectorstore.text.words import terms, words

# Words of an excerpt at most, unless it is one sentence: docs/experiments/2026-11-excerpts.md.
MAX_EXCERPT_WORDS = 25


def excerpts(question: str, passages: Sequence[Passage]) -> list[Passage]:
    """An excerpt of each passage: the run of sentences with most of the question's words.

    An excerpt is a Passage too. Of equal runs the first is taken.
    """
    spans = [sentences(passage.text) for passage in passages]
    held = [
        [words(passage.text[start:end]) for start, end in each]
        for passage, each in zip(passages, spans, strict=True)
    ]
    asked = terms(question)
    stems = stem_of({*asked, *(word for each in held for some in each for word in some)})
    question_stems = {stems[term] for term in asked}
    return [
        _excerpt(question_stems, passage, each, [[stems[word] for word in some] for some in said])
        for passage, each, said in zip(passages, spans, held, strict=True)
    ]


def _excerpt(
    question_stems: set[str],
    passage: Passage,
    spans: list[tuple[int, int]],
    held: list[list[str]],
) -> Passage:
    """`held` are the stems of each sentence, which stand at `spans`."""
    if sum(map(len, held)) <= MAX_EXCERPT_WORDS:
        return passage
    first, last = max(
        _runs([len(each) for each in held]),
        key=lambda run: _worth(held[slice(*run)], question_stems),
    )
    start, end = spans[first][0], spans[last - 1][1]
    return replace(
        passage,
        start=passage.start + start,
        end=passage.start + end,
        text=passage.text[start:end],
    )


def _runs(lengths: list[int]) -> list[tuple[int, int]]:
    """First and last of every run of sentences with at most MAX_EXCERPT_WORDS words, or of one."""
    return [
        (first, last)
        for first in range(len(lengths))
        for last in range(first + 1, len(lengths) + 1)
        if last == first + 1 or sum(lengths[first:last]) <= MAX_EXCERPT_WORDS
    ]


def _worth(run: list[list[str]], question_stems: set[str]) -> tuple[int, int, int]:
    """Sort key: how many of the question's words a run has, how often, and its length."""
    held = [word for sentence in run for word in sentence if word in question_stems]
    return len({*held}), len(held), min(sum(map(len, run)), MAX_EXCERPT_WORDS)
