"""The writer that needs no language model: it answers with sentences of the articles themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.citations import cite
from assistant.finding.confidence import confidence
from assistant.finding.rerank import READ_WHOLE
from assistant.finding.retrieve import Found
from assistant.question.answer_type import answer_type, contains
from assistant.types import Claim
from vectorstore import Archive, Passage
from vectorstore.text.sentences import sentences
from vectorstore.text.words import stems

# Passages whose sentences are considered, and sentences quoted at most.
QUOTED_PASSAGES = READ_WHOLE
MAX_QUOTES = 3

# What makes a sentence the answer, beside its passage's score and the share of the question's
# words in it, which weigh 1: docs/evaluation.md says how these were chosen. The place of the
# answer is the reader's, in logits.
PLACE_WEIGHT = 0.15
KIND_WEIGHT = 0.3
POSITION_WEIGHT = 0.4
SHORT_PENALTY = 0.5
# What a sentence has for a place that the reader did not see.
UNREAD_PLACE = -20.0
# A sentence with fewer words than this says nothing.
MIN_SENTENCE_WORDS = 5

_OWN_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage; `position` counts the sentences of its article, or of its entry in a
    live blog, from 0."""

    passage: Passage
    number: int
    start: int
    end: int
    position: int

    @property
    def text(self) -> str:
        return self.passage.article.text[self.start : self.end]


def quote(archive: Archive, question: str, found: Found) -> tuple[Claim, ...]:
    """One to three verbatim sentences that answer, best first, each with outlet and date.

    None where the archive does not seem to say. Citation numbers count the passages found, from 1.
    """
    weights = archive.idf(question)
    if confidence(archive, weights, found) < 0:
        return ()
    return best_quotes(question, weights, found)


def best_quotes(question: str, weights: dict[str, float], found: Found) -> tuple[Claim, ...]:
    """As `quote`, whether or not the archive seems to say; `weights` are those of its words."""
    read = [s for n, p in enumerate(found.passages[:QUOTED_PASSAGES], 1) for s in _sentences(p, n)]
    places = _places(found, read)
    scores = [
        score + PLACE_WEIGHT * place
        for score, place in zip(_scores(question, weights, read), places, strict=True)
    ]
    order = sorted(range(len(read)), key=lambda i: -scores[i])
    return tuple(_claim(read[i]) for i in order[:MAX_QUOTES])


def _places(found: Found, read: Sequence[_Sentence]) -> list[float]:
    """How well the answer stands in each sentence; the same for all where no reader says."""
    wheres = {number: reading.where for number, reading in enumerate(found.readings, 1)}
    places = []
    for sentence in read:
        where = wheres.get(sentence.number)
        best = where.best(sentence.start, sentence.end) if where else UNREAD_PLACE
        places.append(max(best, UNREAD_PLACE))
    return places


def quoted(text: str) -> str:
    """A text in quotation marks, unless it begins with a quotation of its own."""
    return text if _OWN_QUOTATION.match(text) else f"“{text}”"


def attribution(passage: Passage) -> str:
    """Who printed it and when: " — The Echo, 4 January 2020", as far as it is known."""
    day = passage.day
    when = f"{day.day} {day:%B %Y}" if day else ""
    known = ", ".join(part for part in (passage.article.outlet, when) if part)
    return f" — {known}" if known else ""


def _sentences(passage: Passage, number: int) -> list[_Sentence]:
    whole = sentences(passage.article.text)
    entry = passage.entry
    before = sum(end <= entry.start for _, end in whole) if entry else 0
    return [
        _Sentence(passage, number, start, end, position - before)
        for position, (start, end) in enumerate(whole)
        if passage.start <= start and end <= passage.end
    ]


def _scores(question: str, weights: dict[str, float], found: Sequence[_Sentence]) -> list[float]:
    kind = answer_type(question)
    total = sum(weights.values()) or 1.0
    return [
        sentence.passage.score
        + sum(weights[stem] for stem in held & weights.keys()) / total
        + KIND_WEIGHT * contains(sentence.text, kind, question)
        + POSITION_WEIGHT / (1 + sentence.position)
        - SHORT_PENALTY * (len(held) < MIN_SENTENCE_WORDS)
        for sentence, held in zip(found, stems([s.text for s in found]), strict=True)
    ]


def _claim(sentence: _Sentence) -> Claim:
    start, end = _without_half_quotation(sentence)
    citation = cite(sentence.passage, sentence.number, start, end)
    text = quoted(citation.quote) + attribution(sentence.passage)
    entry = sentence.passage.entry
    return Claim(text, (citation,), "supported", day=entry.published[:10] if entry else "")


def _without_half_quotation(sentence: _Sentence) -> tuple[int, int]:
    """The sentence's span less a quotation mark at its edge whose other half is elsewhere."""
    text, start, end = sentence.text, sentence.start, sentence.end
    first, last = text[:1], text[-1:]
    if (first == "“" and "”" not in text) or (first == '"' and text.count('"') == 1):
        start += 1
    if (last == "”" and "“" not in text) or (last == '"' and text.count('"') == 1):
        end -= 1
    return start, end
