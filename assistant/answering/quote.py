"""The writer that needs no language model: it answers with sentences of the articles themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.answering.draft import Draft, Evidence
from assistant.answering.forms import FROM_CATALOGUE, Asked, Find, Formed, formed
from assistant.answering.forms.told import numbered as renumbered
from assistant.answering.quotable import (
    asks,
    is_spoken,
    may_be_quoted,
    promises,
    with_what_it_leans_on,
)
from assistant.answering.short import SHORT_FORMS, with_short
from assistant.checking.citations import cite, numbered
from assistant.finding.confidence import confidence, topic
from assistant.finding.corrections import Correction, corrections, erred
from assistant.finding.found import Candidate, Found
from assistant.finding.period import overlap, told_in
from assistant.finding.rerank import READ_WHOLE
from assistant.question.answer_type import answer_type, contains
from assistant.question.form import NOTHING_ASKED, form_of, is_nothing_asked, parts_of
from assistant.question.office import is_of_another, office
from assistant.question.particulars import particulars, years_in
from assistant.types import Abstention, Claim, Form
from assistant.weights import TUNED, Weights
from vectorstore import Archive, Article, Passage
from vectorstore.text.speakers import Turn, turn_at
from vectorstore.text.stems import stems
from vectorstore.text.units import is_heading, is_result, units

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

# Passages whose sentences are considered, and sentences quoted at most.
QUOTED_PASSAGES = READ_WHOLE
MAX_QUOTES = 3
# Passages that are found for each of several questions.
PASSAGES = 8

# What a sentence has for a place that the reader did not see.
UNREAD_PLACE = -20.0
# A sentence with fewer words than this says nothing.
MIN_SENTENCE_WORDS = 5
# What a question that somebody asks in an article loses, where the answer to it follows.
ASKED_PENALTY = 1.0
# The share of a question's words that a title must hold to be shown beside a quote.
MIN_TITLE_SHARE = 0.5
# A quote begins with who says it where that stands no further before.
MAX_LABEL_DISTANCE = 240  # characters
# What the sentence below a heading loses of the heading's score.
HEADING_LOSS = 0.1
# Where the newest is wanted: a sentence that scores so much less answers about as well.
ABOUT_AS_WELL = 0.35
# The same for who holds an office, which changes hands.
OFFICE_MARGIN = 0.6
# What a sentence loses that has a figure which was corrected later on.
CORRECTED_PENALTY = 2.0


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a candidate; `position` counts the sentences of its article, or of its entry in
    a live blog, from 0, and `unit` those of the whole article.

    `said_from` is where its speaker's label begins, if that stands close before it.
    """

    candidate: Candidate
    number: int
    start: int
    end: int
    position: int
    unit: int
    turn: Turn | None = None

    @property
    def said_from(self) -> int:
        text = self.candidate.passage.article.text
        if self.turn and _is_close(text, self.turn, self.start):
            return self.turn.start
        return self.start

    @property
    def text(self) -> str:
        return self.candidate.passage.article.text[self.start : self.end]

    @property
    def place(self) -> float:
        """How well the answer stands in it; the same for all where no reader says."""
        where = self.candidate.reading.where if self.candidate.reading else None
        return max(where.best(self.said_from, self.end), UNREAD_PLACE) if where else UNREAD_PLACE


class Quoting:
    """Answers with one to three verbatim sentences, best first; with none where it is not sure.

    Citation numbers count the passages quoted, from 1.
    """

    def __init__(
        self,
        archive: Archive,
        weights: Weights = TUNED,
        find: Find | None = None,
        today: date | None = None,
    ) -> None:
        self._archive = archive
        self._weights = weights
        self._find = find
        self._today = today

    def write(self, evidence: Evidence, _: RunnableConfig | None = None) -> Iterator[Draft]:
        """What was found, then the whole answer."""
        draft = Draft(evidence)
        yield draft
        yield self._whole(evidence)

    async def awrite(
        self, evidence: Evidence, _: RunnableConfig | None = None
    ) -> AsyncIterator[Draft]:
        """The same, worked on in a thread."""
        draft = Draft(evidence)
        yield draft
        yield await asyncio.to_thread(self._whole, evidence)

    def _whole(self, evidence: Evidence) -> Draft:
        """The answer in the form that the question asks for, or the best quotes."""
        question, found = evidence.question.understood, evidence.found
        if is_nothing_asked(evidence.question.text):
            return _nothing_asked(evidence)
        parts = parts_of(question)
        answered = [
            self._part(evidence, part, found if len(parts) == 1 else None) for part in parts
        ]
        claims = [
            replace(claim, group=claim.group or part) if len(parts) > 1 else claim
            for part, (_, formed) in zip(parts, answered, strict=True)
            for claim in formed.claims
        ]
        form, first = answered[0]
        short = None
        if form in SHORT_FORMS and len(parts) == 1:
            short, claims = with_short(found, claims, self._archive, question)
        answer = replace(
            evidence.answer,
            form=form,
            short=short,
            notes=(*evidence.answer.notes, *(n for _, formed in answered for n in formed.notes)),
            mentions=first.mentions,
        )
        done = claims if len(parts) == 1 else renumbered(claims)
        return Draft(replace(evidence, answer=answer), quotations=tuple(done), finished=True)

    def _part(self, evidence: Evidence, question: str, found: Found | None) -> tuple[Form, Formed]:
        """One question of those that are asked, in its form."""
        where = evidence.question.where
        if found is None:
            found = self._find(question, PASSAGES, where) if self._find else evidence.found
        idf = self._archive.idf(question)
        sure = self._archive.idf(topic(question, found))
        is_sure = confidence(self._archive, sure, found, self._weights) >= 0
        form = evidence.question.form or form_of(question)
        if self._find:
            today = where.as_of or self._today or self._archive.newest_day() or date.today()
            asked = Asked(
                question,
                found,
                self._archive,
                self._find,
                where,
                idf,
                self._weights,
                today,
                is_sure,
            )
            answered = formed(form, asked)
            if answered.claims or form in FROM_CATALOGUE:
                return form, answered
        quotes = best_quotes(question, idf, found, self._weights) if is_sure else ()
        return "fact", Formed(quotes)


def _nothing_asked(evidence: Evidence) -> Draft:
    abstention = Abstention("nothing_asked", text=NOTHING_ASKED)
    answer = replace(evidence.answer, abstention=abstention, passages=(), form="fact")
    return Draft(replace(evidence, answer=answer), quotations=(), finished=True)


def best_quotes(
    question: str, idf: Mapping[str, float], found: Found, weights: Weights = TUNED
) -> tuple[Claim, ...]:
    """The best sentences, whether or not they seem to answer; `idf` is of the question's words."""
    candidates = _quoted_from(found)
    read = [s for n, each in candidates for s in _sentences(each, n)]
    scores = _scores(question, idf, read, weights)
    scores = _below_headings(read, _with_answers(read, scores))
    scores = _timed(read, scores, question, found, weights)
    known = corrections([each.passage for _, each in candidates])
    scores = _corrected(read, scores, [each for each in known if each.answers(idf)])
    order = [i for i in sorted(range(len(read)), key=lambda i: -scores[i]) if _tells(read[i])]
    if found.as_of:
        margin = OFFICE_MARGIN if office(question) else ABOUT_AS_WELL
        order = _newest_first(order, read, scores, margin)
    titled = _titled(question, idf)
    passages = found.passages  # with the scores that are shown
    claims: list[Claim] = []
    for i in order:
        claim = _claim(read[i], passages[read[i].number - 1], titled)
        same = next((n for n, other in enumerate(claims) if _overlap(claim, other)), None)
        if same is None:
            claims.append(claim)
        elif len(claim.text) > len(claims[same].text):  # more of what a speaker says
            claims[same] = claim
        if len(claims) == MAX_QUOTES:
            break
    return numbered(claims)


def _quoted_from(found: Found) -> list[tuple[int, Candidate]]:
    """The candidates that are quoted from, with their numbers; those of the periods asked about
    where the first is of them."""
    numbered_from_1 = [*enumerate(found.candidates[:QUOTED_PASSAGES], 1)]
    keep = bool(found.windows and numbered_from_1 and found.candidates[0].is_of_period)
    return [(n, each) for n, each in numbered_from_1 if each.is_of_period or not keep]


def _tells(sentence: _Sentence) -> bool:
    """Whether a sentence may be quoted at all."""
    text = sentence.candidate.passage.article.text
    if not may_be_quoted(text, sentence.start, sentence.end) or erred(sentence.text):
        return False
    return sentence.turn is not None or not asks(sentence.text) or is_spoken(sentence.text)


def _below_headings(read: Sequence[_Sentence], scores: Sequence[float]) -> list[float]:
    """The scores, where a heading counts for the sentence below it."""
    changed = [*scores]
    for i, above in enumerate(read):
        text = above.candidate.passage.article.text
        if not is_heading(text, above.start, above.end) or is_result(above.text):
            continue
        for n in range(i + 1, len(read)):
            if read[n].number != above.number:
                break
            if len(read[n].text.split()) >= MIN_SENTENCE_WORDS:
                changed[n] = max(changed[n], changed[i] - HEADING_LOSS)
                break
    return changed


def _timed(
    read: Sequence[_Sentence],
    scores: Sequence[float],
    question: str,
    found: Found,
    weights: Weights,
) -> list[float]:
    """The scores less what a sentence loses that speaks of another day, year or office."""
    years = {one.number for one in particulars(question) if not one.of}
    lost = []
    for sentence in read:
        told = years_in(sentence.text)
        penalty = weights.other_year * bool(years and told and not told & years)
        penalty += weights.other_office * is_of_another(question, sentence.text)
        penalty += weights.promise * promises(sentence.text)
        if found.windows:
            days = told_in(sentence.text, sentence.candidate.passage.day)
            of_period = any(overlap(day, window) for day in days for window in found.windows)
            penalty += weights.other_period * (bool(days) and not of_period)
        lost.append(penalty)
    return [score - penalty for score, penalty in zip(scores, lost, strict=True)]


def _corrected(
    read: Sequence[_Sentence], scores: Sequence[float], known: Sequence[Correction]
) -> list[float]:
    """The scores, where what corrects a figure comes before all that has the wrong one."""
    if not known:
        return [*scores]
    changed = [*scores]
    held = stems([sentence.text for sentence in read])
    best = max(scores, default=0.0)
    for correction in known:
        place = correction.passage.article.id, correction.end
        for i, sentence in enumerate(read):
            if (sentence.candidate.passage.article.id, sentence.end) == place:
                changed[i] = best
            elif correction.concerns(sentence.text, held[i]):
                changed[i] -= CORRECTED_PENALTY
    return changed


def _newest_first(
    order: Sequence[int], read: Sequence[_Sentence], scores: Sequence[float], margin: float
) -> list[int]:
    """The order, where those that score no more than `margin` below the best begin with the
    newest."""
    near = [i for i in order if scores[i] >= scores[order[0]] - margin]
    near.sort(key=lambda i: -(read[i].candidate.passage.day or date.min).toordinal())
    return [*near, *order[len(near) :]]


def _with_answers(read: Sequence[_Sentence], scores: Sequence[float]) -> list[float]:
    """The scores, where a question that one person asks another counts for what is answered."""
    changed = [*scores]
    for i, (asked, following) in enumerate(pairwise(read)):
        if (
            asks(asked.text)
            and following.position == asked.position + 1
            and _answers(asked, following)
        ):
            changed[i + 1] = max(changed[i + 1], changed[i])
            changed[i] -= ASKED_PENALTY
    return changed


def _answers(asked: _Sentence, following: _Sentence) -> bool:
    """Whether what follows a question answers it: another speaks, or a paragraph below it."""
    if asks(following.text) or following.candidate != asked.candidate:
        return False
    text = asked.candidate.passage.article.text
    if asked.turn and following.turn:
        return asked.turn.speaker != following.turn.speaker
    # an interview without names has its questions as headings
    above, between = text[: asked.start], text[asked.end : following.start]
    return "\n\n" in between and (not above or above.endswith("\n\n"))


def _overlap(claim: Claim, other: Claim) -> bool:
    one, two = claim.citations[0], other.citations[0]
    same = one.passage.article.id == two.passage.article.id
    return same and one.start < two.end and two.start < one.end


def _sentences(candidate: Candidate, number: int) -> list[_Sentence]:
    passage = candidate.passage
    whole = units(passage.article.text)
    before = sum(end <= passage.entry.start for _, end in whole) if passage.entry else 0
    found = [
        _Sentence(
            candidate,
            number,
            start,
            end,
            position - before,
            position,
            turn_at(passage.article.text, start),
        )
        for position, (start, end) in enumerate(whole)
        if passage.start <= start and end <= passage.end
    ]
    return [each for each in found if not (each.turn and each.turn.is_signature(each.start))]


def _scores(
    question: str, idf: Mapping[str, float], found: Sequence[_Sentence], weights: Weights
) -> list[float]:
    kind = answer_type(question)
    total = sum(idf.values()) or 1.0
    return [
        sentence.candidate.score
        + sum(idf[stem] for stem in held & idf.keys()) / total
        + weights.answer_kind * contains(_with_speaker(sentence), kind, question)
        + weights.position / (1 + sentence.position)
        + weights.short_sentence * (len(held) < MIN_SENTENCE_WORDS and not is_result(sentence.text))
        + weights.answer_place * sentence.place
        for sentence, held in zip(found, stems([s.text for s in found]), strict=True)
    ]


def _with_speaker(sentence: _Sentence) -> str:
    turn = sentence.turn
    return f"{turn.speaker}: {sentence.text}" if turn else sentence.text


def _claim(sentence: _Sentence, passage: Passage, titled: Callable[[Article, str], bool]) -> Claim:
    """The claim that quotes a sentence, with who says it; and with its title, where that tells."""
    start, end = _without_half_quotation(sentence)
    article = passage.article
    turn = sentence.turn
    start = min(start, sentence.said_from)
    if turn is None:
        floor = passage.entry.start if passage.entry else 0
        first, _ = with_what_it_leans_on(article.text, units(article.text), sentence.unit, floor)
        start = min(start, first)
    citation = cite(passage, sentence.number, start, end)
    return Claim(
        citation.quote,
        (citation,),
        "supported",
        kind="quotation",
        day=passage.entry.published[:10] if passage.entry else "",
        speaker=turn.speaker if turn else "",
        title=article.title if titled(article, citation.quote) else "",
    )


def _is_close(text: str, turn: Turn, start: int) -> bool:
    """Whether a speaker's label stands in the paragraph of what is quoted, not far before it."""
    label_apart = turn.words > turn.start
    return (
        label_apart
        and start - turn.start <= MAX_LABEL_DISTANCE
        and "\n\n" not in (text[turn.start : start])
    )


def _titled(question: str, idf: Mapping[str, float]) -> Callable[[Article, str], bool]:
    """Whether an article's title tells what is asked, and a quote from it does not."""
    kind = answer_type(question)
    total = sum(idf.values()) or 1.0

    def tells(article: Article, quote: str) -> bool:
        if not article.title or article.title in quote:
            return False
        title, quoted = stems([article.title, quote])
        new = sum(idf[stem] for stem in (title - quoted) & idf.keys()) / total
        shared = sum(idf[stem] for stem in title & idf.keys()) / total
        is_kind = contains(article.title, kind, question) and not contains(quote, kind, question)
        return shared >= MIN_TITLE_SHARE and (is_kind or new >= MIN_TITLE_SHARE)

    return tells


def _without_half_quotation(sentence: _Sentence) -> tuple[int, int]:
    """The sentence's span less a quotation mark at its edge whose other half is elsewhere."""
    text, start, end = sentence.text, sentence.start, sentence.end
    first, last = text[:1], text[-1:]
    if (first == "“" and "”" not in text) or (first == '"' and text.count('"') == 1):
        start += 1
    if (last == "”" and "“" not in text) or (last == '"' and text.count('"') == 1):
        end -= 1
    return start, end
