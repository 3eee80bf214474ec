"""The writer that needs no language model: it answers with sentences of the articles themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.citations import cite
from assistant.types import Claim
from vectorstore import Archive, Article, Passage
from vectorstore.sentences import sentences
from vectorstore.words import terms

# Passages whose sentences are considered, and sentences quoted at most.
PASSAGES = 6
MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class _Sentence:
    passage: Passage
    number: int
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.article.text[self.start : self.end]


def quote(archive: Archive, question: str, passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """One to three verbatim sentences that answer, each with outlet and date; none where the
    evidence is weak. Citation numbers count the passages given, from 1."""
    found = [
        _Sentence(passage, number, passage.start + start, passage.start + end)
        for number, passage in enumerate(passages[:PASSAGES], 1)
        for start, end in sentences(passage.text)
    ]
    if not found:
        return ()
    scores = _scores(archive, question, found)
    order = sorted(range(len(found)), key=lambda i: -scores[i])
    return tuple(_claim(found[i]) for i in order[:MOST_QUOTES])


def _scores(archive: Archive, question: str, found: Sequence[_Sentence]) -> list[float]:
    vectors = archive.encode([question, *[sentence.text for sentence in found]])
    near = vectors[1:] @ vectors[0]
    words = terms(question)
    return [
        float(n) + _share(words, s.text) - 0.1 * math.log(s.number)
        for n, s in zip(near, found, strict=True)
    ]


def _share(words: Sequence[str], text: str) -> float:
    lowered = text.lower()
    return sum(word[:5] in lowered for word in words) / max(1, len(words))


def attribution(article: Article) -> str:
    """Who printed it and when: " — Dawn, 4 January 2020", as far as it is known."""
    day = article.day
    when = f"{day.day} {day:%B %Y}" if day else ""
    known = ", ".join(part for part in (article.outlet, when) if part)
    return f" — {known}" if known else ""


def _claim(sentence: _Sentence) -> Claim:
    citation = cite(sentence.passage, sentence.number, sentence.start, sentence.end)
    return Claim(
        f"“{citation.quote}”{attribution(sentence.passage.article)}", (citation,), "supported"
    )
