"""The sentences of what was found, each with what it weighs as an answer, its day and speaker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from assistant.answering.naming import naming
from assistant.answering.quotable import (
    MAX_SPAN,
    asks,
    is_spoken,
    may_be_quoted,
    promises,
    with_its_quotation,
    with_what_it_leans_on,
    with_what_it_leaves_open,
)
from assistant.checking.citations import cite
from assistant.finding import period
from assistant.finding.corrections import Correction, corrections, erred
from assistant.finding.found import Candidate, Found
from assistant.question import dates
from assistant.question.answer_type import answer_type, contains
from assistant.question.office import is_of_another
from assistant.question.particulars import particulars, years_in
from assistant.types import Claim
from assistant.weights import TUNED, Weights
from vectorstore import Article, Passage
from vectorstore.text.near_copies import says_the_same
from vectorstore.text.speakers import Turn, turn_at
from vectorstore.text.stems import stems
from vectorstore.text.units import is_heading, is_result, units
from vectorstore.text.words import words

# What a sentence has for a place that the reader did not see.
UNREAD_PLACE = -20.0
# A sentence with fewer words than this says nothing.
MIN_SENTENCE_WORDS = 5
# A quote begins with who says it where that stands no further before.
MAX_LABEL_DISTANCE = 240  # characters
# The share of a question's words that a title must hold to be shown beside a quote; and one that
# names what no word of the quote does, where a name is asked for.
MIN_TITLE_SHARE = 0.5
MIN_NAMING_SHARE = 0.25
# A title of so many words stands in no sentence of its story.
MIN_TITLE_WORDS = 6
# A day without its year that lies further before its printing is one to come.
MAX_DAYS_BEFORE = 200
# Of the words of two sentences, so many alike make them one.
MIN_SHARED = 0.75
_TO_COME = re.compile(
    r"\b(?:will|shall|would|plans? to|is (?:due|expected|likely|set|to)|are (?:due|expected|to)"
    r"|next|due (?:on|in|to)|scheduled|until|by the end of)\b",
    re.IGNORECASE,
)
_ASKS_WHICH = re.compile(
    r"\b(?:which|whose|whom?)\b|\bwhat (?!(?:is|was|are|were|did|do|does)\b)", re.I
)
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a passage: article.text[start:end]; higher scores answer better.

    `shared` is the share of the question's words that it has. `position` counts the sentences of
    its article, or of its entry in a live blog, from 0, and `unit` those of the whole article.
    """

    passage: Passage
    start: int
    end: int
    score: float = 0.0
    shared: float = 0.0
    position: int = 0
    unit: int = 0

    @property
    def article(self) -> Article:
        return self.passage.article

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def turn(self) -> Turn | None:
        """Whose words it is in an interview or a transcript, None elsewhere."""
        return turn_at(self.article.text, self.start)

    @property
    def said_from(self) -> int:
        """Where its speaker's label begins, if that stands close before it; else its start."""
        turn = self.turn
        return turn.start if turn and _is_close(self.article.text, turn, self.start) else self.start

    @property
    def printed(self) -> str:
        """The ISO day on which it was printed, "" where it is unknown."""
        return self.passage.published[:10]

    @property
    def day(self) -> str:
        """The ISO day of what it tells: its own where the text gives one, else when printed."""
        return event_day(self.text, self.passage.day) or self.printed


def told(
    question: str,
    idf: Mapping[str, float],
    found: Found,
    weights: Weights = TUNED,
    count: int | None = None,
) -> list[Told]:
    """Every sentence of the best `count` candidates that tells something, best first.

    `idf` is of the question's words. A sentence that two passages share comes once.
    """
    read = [(each, one) for each, passage in _read(found, count) for one in _sentences(passage)]
    sentences = [one for _, one in read]
    names = naming(question, found, weights)
    scored = [
        replace(one, score=one.score + names(each, one.start, one.end))
        for (each, _), one in zip(read, _scored(question, idf, read, weights), strict=True)
    ]
    scores = _with_answers(sentences, [one.score for one in scored], weights)
    scores = _beyond_scraps(sentences, scores, weights)
    scores = _below_headings(sentences, scores, weights)
    scores = _of_its_time(sentences, scores, question, found, weights)
    known = corrections([each.passage for each in found.candidates[:count]])
    known = [each for each in known if each.answers(idf)]
    scores = _corrected(sentences, scores, known, weights)
    best: dict[tuple[str, int], Told] = {}
    for one, score in zip(scored, scores, strict=True):
        key = one.article.id, one.start
        if _tells(one) and (key not in best or best[key].score < score):
            best[key] = replace(one, score=score)
    return sorted(best.values(), key=lambda one: -one.score)


def _read(found: Found, count: int | None) -> list[tuple[Candidate, Passage]]:
    """The best candidates, and their passages as they are shown; those of the periods asked about
    where the first is of them."""
    best = [*zip(found.candidates, found.passages, strict=True)][:count]
    keep = bool(found.windows and best and best[0][0].is_of_period)
    return [(each, passage) for each, passage in best if each.is_of_period or not keep]


def _sentences(passage: Passage) -> list[Told]:
    text = passage.article.text
    whole_text = units(text)
    before = sum(end <= passage.entry.start for _, end in whole_text) if passage.entry else 0
    found = [
        Told(passage, start, end, position=unit - before, unit=unit)
        for unit, (start, end) in enumerate(whole_text)
        if passage.start <= start and end <= passage.end
    ]
    return [one for one in found if not ((turn := one.turn) and turn.is_signature(one.start))]


def _scored(
    question: str,
    idf: Mapping[str, float],
    read: Sequence[tuple[Candidate, Told]],
    weights: Weights,
) -> list[Told]:
    kind = answer_type(question)
    total = sum(idf.values()) or 1.0
    scored = []
    for (candidate, one), held in zip(read, stems([one.text for _, one in read]), strict=True):
        shared = sum(idf[stem] for stem in held & idf.keys()) / total
        is_short = len(held) < MIN_SENTENCE_WORDS and not is_result(one.text)
        score = (
            candidate.score
            + shared
            + weights.answer_kind * contains(_with_speaker(one), kind, question)
            + weights.position / (1 + one.position)
            + weights.short_sentence * is_short
            + weights.answer_place * _place(candidate, one)
        )
        scored.append(replace(one, score=score, shared=shared))
    return scored


def _place(candidate: Candidate, one: Told) -> float:
    """How well the answer stands in it; the same for all where no reader says."""
    where = candidate.reading.where if candidate.reading else None
    return max(where.best(one.said_from, one.end), UNREAD_PLACE) if where else UNREAD_PLACE


def _with_speaker(one: Told) -> str:
    turn = one.turn
    return f"{turn.speaker}: {one.text}" if turn else one.text


def _with_answers(read: Sequence[Told], scores: Sequence[float], weights: Weights) -> list[float]:
    """The scores, where a question that one person asks another counts for what is answered."""
    changed = [*scores]
    for i, (asked, following) in enumerate(pairwise(read)):
        if (
            asks(asked.text)
            and following.position == asked.position + 1
            and _answers(asked, following)
        ):
            changed[i + 1] = max(changed[i + 1], changed[i])
            changed[i] -= weights.asked
    return changed


def _beyond_scraps(read: Sequence[Told], scores: Sequence[float], weights: Weights) -> list[float]:
    """The scores, where a scrap as "In steps." counts for the sentence that follows it."""
    changed = [*scores]
    for i, (one, following) in enumerate(pairwise(read)):
        is_scrap = len(one.text.split()) < MIN_SENTENCE_WORDS and not is_result(one.text)
        if is_scrap and one.turn is None and following.unit == one.unit + 1:
            changed[i + 1] = max(changed[i + 1], changed[i] - weights.after_scrap)
            changed[i] -= weights.asked
    return changed


def _answers(asked: Told, following: Told) -> bool:
    """Whether what follows a question answers it: another speaks, or a paragraph below it."""
    if asks(following.text) or following.passage != asked.passage:
        return False
    text = asked.article.text
    one, other = asked.turn, following.turn
    if one and other:
        return one.speaker != other.speaker
    # an interview without names has its questions as headings
    above, between = text[: asked.start], text[asked.end : following.start]
    return "\n\n" in between and (not above or above.endswith("\n\n"))


def _below_headings(read: Sequence[Told], scores: Sequence[float], weights: Weights) -> list[float]:
    """The scores, where a heading counts for the sentence below it."""
    changed = [*scores]
    for i, above in enumerate(read):
        if is_result(above.text) or not is_heading(above.article.text, above.start, above.end):
            continue
        for n in range(i + 1, len(read)):
            if read[n].passage is not above.passage:
                break
            if len(read[n].text.split()) >= MIN_SENTENCE_WORDS:
                changed[n] = max(changed[n], changed[i] - weights.below_heading)
                break
    return changed


def _of_its_time(
    read: Sequence[Told],
    scores: Sequence[float],
    question: str,
    found: Found,
    weights: Weights,
) -> list[float]:
    """The scores less what a sentence loses that speaks of another day, year or office."""
    years = {one.number for one in particulars(question) if not one.of}
    lost = []
    for one in read:
        said = years_in(one.text)
        penalty = weights.other_year * bool(years and said and not said & years)
        penalty += weights.other_office * is_of_another(question, one.text)
        penalty += weights.promise * promises(one.text)
        if found.windows:
            is_other = period.is_of_another(one.text, one.passage.day, found.windows)
            penalty += weights.other_period * is_other
        lost.append(penalty)
    return [score - penalty for score, penalty in zip(scores, lost, strict=True)]


def _corrected(
    read: Sequence[Told],
    scores: Sequence[float],
    known: Sequence[Correction],
    weights: Weights,
) -> list[float]:
    """The scores, where what corrects a figure comes before all that has the wrong one."""
    if not known:
        return [*scores]
    changed = [*scores]
    held = stems([one.text for one in read])
    best = max(scores, default=0.0)
    for correction in known:
        place = correction.passage.article.id, correction.end
        for i, one in enumerate(read):
            if (one.article.id, one.end) == place:
                changed[i] = best
            elif correction.concerns(one.text, held[i]):
                changed[i] -= weights.corrected
    return changed


def _tells(one: Told) -> bool:
    """Whether a sentence may be quoted at all."""
    text = one.article.text
    if not may_be_quoted(text, one.start, one.end) or erred(one.text) or _has_head(one):
        return False
    return one.turn is not None or not asks(one.text) or is_spoken(one.text)


def _has_head(one: Told) -> bool:
    """Whether a long title stands in it with what else was above the story."""
    title = one.article.title
    return len(title.split()) >= MIN_TITLE_WORDS and title in one.text and title != one.text


def _is_close(text: str, turn: Turn, start: int) -> bool:
    """Whether a speaker's label stands in the paragraph of what is quoted, not far before it."""
    label_apart = turn.words > turn.start
    return (
        label_apart
        and start - turn.start <= MAX_LABEL_DISTANCE
        and "\n\n" not in (text[turn.start : start])
    )


def event_day(text: str, printed: date | None) -> str:
    """The ISO day that a sentence gives for what happened, "" where it gives none."""
    if printed is None or _TO_COME.search(text):
        return ""
    for window in dates.windows(text, printed):
        if window.since is None or window.since != window.until:
            continue
        is_near = (printed - window.since).days <= MAX_DAYS_BEFORE
        if is_near or _YEAR.search(window.text):
            return window.since.isoformat()
    return ""


def whole(article: Article) -> list[Told]:
    """Every sentence of an article that may be quoted, in its order."""
    text = article.text
    sentences = [
        Told(Passage(article, start, end, text[start:end], 0.0), start, end, unit=unit)
        for unit, (start, end) in enumerate(units(text))
    ]
    return [one for one in sentences if _tells(one) and _is_long_enough(one)]


def _is_long_enough(one: Told) -> bool:
    turn = one.turn
    if turn and turn.is_signature(one.start):
        return False
    return len(one.text.split()) >= MIN_SENTENCE_WORDS or is_result(one.text)


def once(sentences: Iterable[Told]) -> list[Told]:
    """The sentences without those that say the same as one before them."""
    kept: list[Told] = []
    for one in sentences:
        if not any(_are_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _are_same(one: Told, other: Told) -> bool:
    if one.article.id == other.article.id and one.start < other.end and other.start < one.end:
        return True
    first, second = ({*re.findall(r"\w+", each.text.lower())} for each in (one, other))
    shared = len(first & second) / max(1, min(len(first), len(second)))
    return (shared >= MIN_SHARED and _numbers(one.text) == _numbers(other.text)) or (
        says_the_same(one.text, other.text)
    )


def _numbers(text: str) -> set[str]:
    return {*re.findall(r"\d[\d.,]*\d|\d", text)}


def claim_of(
    one: Told, group: str = "", speaker: str = "", day: str = "", alone: bool = False
) -> Claim:
    """The claim that quotes a sentence, with who says it and what it leans on, or it `alone`.

    `day` is that of an entry in a live blog where none is given. Its citation has no number yet.
    """
    text, turn = one.article.text, one.turn
    start, end = one.start, one.end
    every, floor = units(text), one.passage.entry.start if one.passage.entry else 0
    is_unit = every[one.unit] == (start, end)
    if turn is None and not speaker and is_unit:
        start, end = with_its_quotation(text, every, one.unit, floor)
    if turn is None and not alone:
        number = next((n for n, unit in enumerate(every) if unit[0] == start), one.unit)
        first, _ = with_what_it_leans_on(text, every, number, floor)
        start = min(start, first) if end - first <= MAX_SPAN else start
    end = max(end, with_what_it_leaves_open(text, every, one.unit))
    start, end = without_half_quotation(text, min(start, one.said_from), end)
    citation = cite(one.passage, 0, start, end)
    return Claim(
        citation.quote,
        (citation,),
        "supported",
        kind="quotation",
        day=day or (one.printed if one.passage.entry else ""),
        speaker=speaker or (turn.speaker if turn else ""),
        group=group,
    )


def apart(claims: Iterable[Claim], most: int | None = None) -> tuple[Claim, ...]:
    """The first `most` claims of which none repeats another's words: what holds more of the same
    takes its place, and what only goes on from it is quoted from there."""
    kept: list[Claim] = []
    for claim in claims:
        same = next((n for n, other in enumerate(kept) if overlaps(claim, other)), None)
        if same is None:
            kept.append(claim)
        elif _holds(claim, kept[same]):
            if not _holds(kept[same], claim):
                kept[same] = replace(claim, group=claim.group or kept[same].group)
        elif rest := _beyond(claim, kept[same]):
            kept.append(rest)
        if len(kept) == most:
            break
    return tuple(kept)


def _holds(claim: Claim, other: Claim) -> bool:
    one, two = claim.citations[0], other.citations[0]
    return one.start <= two.start and two.end <= one.end


def _beyond(claim: Claim, other: Claim) -> Claim | None:
    """What a claim has behind another's end: its own sentence, less the one it leans on."""
    one, two = claim.citations[0], other.citations[0]
    rest = one.passage.article.text[two.end : one.end]
    start = one.end - len(rest.lstrip())
    if len(rest.split()) < MIN_SENTENCE_WORDS:
        return None
    citation = cite(one.passage, 0, start, one.end)
    return replace(claim, text=citation.quote, citations=(citation,))


def overlaps(claim: Claim, other: Claim) -> bool:
    """Whether two claims quote some of the same words."""
    one, two = claim.citations[0], other.citations[0]
    same = one.passage.article.id == two.passage.article.id
    return same and one.start < two.end and two.start < one.end


def without_half_quotation(text: str, start: int, end: int) -> tuple[int, int]:
    """A span less a quotation mark at its edge whose other half is elsewhere."""
    own = text[start:end]
    if (own[:1] == "“" and "”" not in own) or (own[:1] == '"' and own.count('"') == 1):
        start += 1
    if (own[-1:] == "”" and "“" not in own) or (own[-1:] == '"' and own.count('"') == 1):
        end -= 1
    return start, end


def titled(question: str, idf: Mapping[str, float]) -> Callable[[Claim], Claim]:
    """Adds to a claim the heading above it or its article's title, where that tells what is asked
    and the quote does not; each title once.

    `idf` is of the question's words.
    """
    kind = answer_type(question)
    asks_which = _ASKS_WHICH.search(question) is not None
    total = sum(idf.values()) or 1.0

    def tells(title: str, quote: str) -> bool:
        if not title or title in quote:
            return False
        in_title, quoted = stems([title, quote])
        new = sum(idf[stem] for stem in (in_title - quoted) & idf.keys()) / total
        shared = sum(idf[stem] for stem in in_title & idf.keys()) / total
        is_kind = contains(title, kind, question) and not contains(quote, kind, question)
        if asks_which and shared >= MIN_NAMING_SHARE:
            said = {*words(f"{quote} {question}")}
            if any(word.lower() not in said for word in _CAPITALISED.findall(title)):
                return True
        return shared >= MIN_TITLE_SHARE and (is_kind or new >= MIN_TITLE_SHARE)

    under: set[tuple[str, str]] = set()

    def with_title(claim: Claim) -> Claim:
        citation = claim.citations[0]
        article = citation.passage.article
        for title in (_heading_above(article.text, citation.start), article.title):
            if tells(title, claim.text) and (article.id, title) not in under:
                under.add((article.id, title))
                return replace(claim, title=title)
        return claim

    return with_title


def _heading_above(text: str, start: int) -> str:
    """The heading right above the paragraph that begins with a quote, "" where there is none."""
    above = [span for span in units(text) if span[1] <= start][-1:]
    return next((text[first:last] for first, last in above if is_heading(text, first, last)), "")


def numbered_by_passage(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, their citations numbered by passage from 1 in the order of appearance."""
    numbers: dict[tuple[str, int], int] = {}

    def number(passage: Passage) -> int:
        return numbers.setdefault((passage.article.id, passage.start), len(numbers) + 1)

    return tuple(
        replace(
            claim,
            citations=tuple(replace(each, number=number(each.passage)) for each in claim.citations),
        )
        for claim in claims
    )
