"""The writer that needs no language model: it answers with sentences of the articles themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.draft import Draft, Evidence
from assistant.checking.citations import cite
from assistant.finding.confidence import confidence
from assistant.finding.found import Candidate, Found
from assistant.finding.rerank import READ_WHOLE
from assistant.question.answer_type import answer_type, contains
from assistant.types import Claim
from assistant.weights import TUNED, Weights
from vectorstore import Archive
from vectorstore.text.sentences import sentences
from vectorstore.text.words import stems

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

# Passages whose sentences are considered, and sentences quoted at most.
QUOTED_PASSAGES = READ_WHOLE
MAX_QUOTES = 3

# What a sentence has for a place that the reader did not see.
UNREAD_PLACE = -20.0
# A sentence with fewer words than this says nothing.
MIN_SENTENCE_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a candidate; `position` counts the sentences of its article from 0."""

    candidate: Candidate
    number: int
    start: int
    end: int
    position: int

    @property
    def text(self) -> str:
        return self.candidate.passage.article.text[self.start : self.end]

    @property
    def place(self) -> float:
        """How well the answer stands in it; the same for all where no reader says."""
        where = self.candidate.reading.where if self.candidate.reading else None
        return max(where.best(self.start, self.end), UNREAD_PLACE) if where else UNREAD_PLACE


class Quoting:
    """Answers with one to three verbatim sentences, best first; with none where it is not sure.

    Citation numbers count the passages found, from 1.
    """

    def __init__(self, archive: Archive, weights: Weights = TUNED) -> None:
        self._archive = archive
        self._weights = weights

    def write(self, evidence: Evidence, _: RunnableConfig | None = None) -> Iterator[Draft]:
        """What was found, then the whole answer."""
        draft = Draft(evidence)
        yield draft
        yield replace(draft, quotations=self._quotations(evidence), finished=True)

    async def awrite(
        self, evidence: Evidence, _: RunnableConfig | None = None
    ) -> AsyncIterator[Draft]:
        """The same, worked on in a thread."""
        draft = Draft(evidence)
        yield draft
        quotations = await asyncio.to_thread(self._quotations, evidence)
        yield replace(draft, quotations=quotations, finished=True)

    def _quotations(self, evidence: Evidence) -> tuple[Claim, ...]:
        question, found = evidence.question.understood, evidence.found
        idf = self._archive.idf(question)
        if confidence(self._archive, idf, found, self._weights) < 0:
            return ()
        return best_quotes(question, idf, found, self._weights)


def best_quotes(
    question: str, idf: Mapping[str, float], found: Found, weights: Weights = TUNED
) -> tuple[Claim, ...]:
    """The best sentences, whether or not they seem to answer; `idf` is of the question's words."""
    candidates = found.candidates[:QUOTED_PASSAGES]
    read = [s for n, each in enumerate(candidates, 1) for s in _sentences(each, n)]
    scores = _scores(question, idf, read, weights)
    order = sorted(range(len(read)), key=lambda i: -scores[i])
    return tuple(_claim(read[i]) for i in order[:MAX_QUOTES])


def _sentences(candidate: Candidate, number: int) -> list[_Sentence]:
    passage = candidate.passage
    return [
        _Sentence(candidate, number, start, end, position)
        for position, (start, end) in enumerate(sentences(passage.article.text))
        if passage.start <= start and end <= passage.end
    ]


def _scores(
    question: str, idf: Mapping[str, float], found: Sequence[_Sentence], weights: Weights
) -> list[float]:
    kind = answer_type(question)
    total = sum(idf.values()) or 1.0
    return [
        sentence.candidate.score
        + sum(idf[stem] for stem in held & idf.keys()) / total
        + weights.answer_kind * contains(sentence.text, kind, question)
        + weights.position / (1 + sentence.position)
        + weights.short_sentence * (len(held) < MIN_SENTENCE_WORDS)
        + weights.answer_place * sentence.place
        for sentence, held in zip(found, stems([s.text for s in found]), strict=True)
    ]


def _claim(sentence: _Sentence) -> Claim:
    start, end = _without_half_quotation(sentence)
    citation = cite(sentence.candidate.passage, sentence.number, start, end)
    return Claim(citation.quote, (citation,), "supported", kind="quotation")


def _without_half_quotation(sentence: _Sentence) -> tuple[int, int]:
    """The sentence's span less a quotation mark at its edge whose other half is elsewhere."""
    text, start, end = sentence.text, sentence.start, sentence.end
    first, last = text[:1], text[-1:]
    if (first == "“" and "”" not in text) or (first == '"' and text.count('"') == 1):
        start += 1
    if (last == "”" and "“" not in text) or (last == '"' and text.count('"') == 1):
        end -= 1
    return start, end
