"""The sentences of what was found, each with what it weighs as an answer, its day and speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.checking.citations import cite
from assistant.finding.found import Candidate
from assistant.question import dates
from assistant.types import Claim
from assistant.weights import TUNED, Weights
from vectorstore import Article, Passage
from vectorstore.text.near_copies import says_the_same
from vectorstore.text.speakers import turn_at
from vectorstore.text.stems import stems
from vectorstore.text.units import is_heading, is_result, units

MIN_WORDS = 5
UNREAD_PLACE = -20.0
# A day without its year that lies further before its printing is one to come.
MAX_DAYS_BEFORE = 200
# Of the words of two sentences, so many alike make them one.
MIN_SHARED = 0.75
_ASKS = re.compile(r"[?？؟][\"'”’»)\]]*$")
_TO_COME = re.compile(
    r"\b(?:will|shall|would|plans? to|is (?:due|expected|likely|set|to)|are (?:due|expected|to)"
    r"|next|due (?:on|in|to)|scheduled|until|by the end of)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a passage: article.text[start:end]; higher scores answer better."""

    passage: Passage
    start: int
    end: int
    score: float = 0.0
    shared: float = 0.0

    @property
    def article(self) -> Article:
        return self.passage.article

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def printed(self) -> str:
        """The ISO day on which it was printed, "" where it is unknown."""
        return self.passage.published[:10]

    @property
    def day(self) -> str:
        """The ISO day of what it tells: its own where the text gives one, else when printed."""
        return event_day(self.text, self.passage.day) or self.printed


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


def told(
    candidates: Sequence[Candidate], idf: Mapping[str, float], weights: Weights = TUNED
) -> list[Told]:
    """Every sentence of the candidates that tells something, best first."""
    found: dict[tuple[str, int], Told] = {}
    total = sum(idf.values()) or 1.0
    for each in candidates:
        spans = sentences_of(each.passage)
        held = stems([each.passage.article.text[start:end] for start, end in spans])
        for (start, end), words in zip(spans, held, strict=True):
            where = each.reading.where if each.reading else None
            place = max(where.best(start, end), UNREAD_PLACE) if where else UNREAD_PLACE
            shared = sum(idf[stem] for stem in words & idf.keys()) / total
            position = weights.position / (1 + _position(each.passage, start))
            score = each.score + shared + position + weights.answer_place * place
            one = Told(each.passage, start, end, score, shared)
            key = one.article.id, start
            if key not in found or found[key].score < score:
                found[key] = one
    return sorted(found.values(), key=lambda one: -one.score)


def _position(passage: Passage, start: int) -> int:
    """How many sentences of the article, or of its entry in a live blog, stand before a place."""
    first = passage.entry.start if passage.entry else 0
    return sum(first <= begins < start for begins, _ in units(passage.article.text))


def sentences_of(passage: Passage) -> list[tuple[int, int]]:
    """The sentences of a passage that may be quoted: no headings, questions or scraps."""
    text = passage.article.text
    return [
        (start, end)
        for start, end in units(text)
        if passage.start <= start and end <= passage.end and is_telling(text, start, end)
    ]


def is_telling(text: str, start: int, end: int) -> bool:
    """Whether a unit of a text is a sentence that tells."""
    own = text[start:end]
    if is_heading(text, start, end) or _ASKS.search(own):
        return False
    turn = turn_at(text, start)
    if turn and turn.is_signature(start):
        return False
    return len(own.split()) >= MIN_WORDS or is_result(own)


def whole(article: Article) -> list[Told]:
    """Every sentence of an article that may be quoted, in its order."""
    text = article.text
    return [
        Told(Passage(article, start, end, text[start:end], 0.0), start, end)
        for start, end in units(text)
        if is_telling(text, start, end)
    ]


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


def claims_of(
    sentences: Sequence[Told],
    group: str = "",
    days: bool = False,
    speaker: str = "",
) -> list[Claim]:
    """A quotation of each sentence; those of one passage have the same number.

    `days` is whether the day of what they tell is given with them.
    """
    claims = []
    for one in sentences:
        text = one.article.text
        turn = turn_at(text, one.start)
        start, end = without_half_quotation(text, one.start, one.end)
        day = one.day if days else (one.printed if one.passage.entry else "")
        claims.append(
            Claim(
                text[start:end],
                (cite(one.passage, 0, start, end),),
                "supported",
                kind="quotation",
                day=day,
                speaker=speaker or (turn.speaker if turn else ""),
                group=group,
            )
        )
    return claims


def numbered(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, their citations numbered by passage from 1 in the order of appearance."""
    numbers: dict[tuple[str, int], int] = {}
    return tuple(
        replace(
            claim,
            citations=tuple(
                replace(
                    each,
                    number=numbers.setdefault(
                        (each.passage.article.id, each.passage.start), len(numbers) + 1
                    ),
                )
                for each in claim.citations
            ),
        )
        for claim in claims
    )


def without_half_quotation(text: str, start: int, end: int) -> tuple[int, int]:
    """A span less a quotation mark at its edge whose other half is elsewhere."""
    own = text[start:end]
    if (own[:1] == "“" and "”" not in own) or (own[:1] == '"' and own.count('"') == 1):
        start += 1
    if (own[-1:] == "”" and "“" not in own) or (own[-1:] == '"' and own.count('"') == 1):
        end -= 1
    return start, end
