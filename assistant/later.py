"""Right once: what one passage supports, and a correction or a newer passage says otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from assistant.checking.citations import cited
from assistant.checking.culprits import cleared
from assistant.checking.meaning import with_meaning_checked
from assistant.checking.negation import contradicts, denies
from assistant.checking.no_longer import no_longer
from assistant.checking.other_languages import other_languages
from assistant.checking.similarity import Encode, remembering
from assistant.checking.tokens import Token, content, keys_of, plain, share
from assistant.checking.wording import reversed_words
from assistant.finding.corrections import Correction, corrections, erred
from assistant.tallies import counts_another, tallies
from assistant.types import Claim
from assistant.weights import CHECKS
from vectorstore import Article, Passage
from vectorstore.text.hedges import attributes
from vectorstore.text.numerals import numerals
from vectorstore.text.sentences import sentences
from vectorstore.text.stems import stems
from vectorstore.types import in_words

# "It had in fact been repaired", "we were mistaken": an outlet takes something back.
_TAKES_BACK = re.compile(
    r"\bin fact\b|\bafter all\b|\b(?:was|were|been) (?:mistaken|wrong)\b|\b(?:wrongly|mistakenly)\b"
    r"|\boverturn(?:s|ed)\b|\bturned out\b|\bnot, as\b"
)
# The share of a sentence's words that a correction must have to say the same.
_IN_ALL = 0.75
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ALSO_SAID = re.compile(
    r"\A(?:it|the (?:same )?(?:article|story|report|caption)) also said\b", re.I
)


class Rival(NamedTuple):
    """Newer words, at passage.article.text[start:end], that say a thing otherwise; `reason` says so
    in words."""

    passage: Passage
    start: int
    end: int
    reason: str


def with_later_told(
    claims: Sequence[Claim], passages: Sequence[Passage], encode: Encode
) -> tuple[Claim, ...]:
    """The claims; one that is only partly supported once the newer of the passages are read is
    so, with its reason. What is quoted, and what says who said it, remains true."""
    known = remembering(encode)
    corrected = corrections(passages)
    found = []
    for claim in claims:
        days = [c.passage.published for c in claim.citations]
        is_own = claim.kind == "sentence" and claim.verdict == "supported" and bool(days)
        rival = told_later(claim, passages, corrected, known) if is_own else None
        if rival:
            claim = replace(claim, verdict="partly", reason=rival.reason, fault="contradicted")
        found.append(claim)
    return tuple(found)


def told_later(
    claim: Claim, passages: Sequence[Passage], corrected: Sequence[Correction], encode: Encode
) -> Rival | None:
    """What corrects a supported claim, or tells it otherwise in a newer passage; None for nothing.

    `corrected` are the corrections that the passages print.
    """
    own = [citation.passage.article for citation in claim.citations]
    if other_languages(claim.text, own) or erred(claim.text):
        return None
    said = plain(claim.text)
    if rival := corrected_by(said, corrected):
        return rival
    days = [c.passage.published[:10] for c in claim.citations]
    if attributes(said.casefold()) or not all(days):
        return None
    newer = [
        p
        for p in passages
        if p.published[:10] > max(days)
        and not other_languages(said, [p.article])
        and p.article not in own
    ]
    return _otherwise(said, newer, encode)


def corrected_since(
    sentence: str,
    passages: Sequence[Passage],
    versions: Callable[[str], Sequence[Article]],
    encode: Encode,
) -> Rival | None:
    """Where the newest version of an article stopped saying a sentence; None where none did.

    `passages` are of newest versions, `versions` gives those of an article's id, the newest first.
    """
    for passage in passages:
        article = passage.article
        for older in versions(article.id)[1:]:
            whole = Passage(older, 0, len(older.text), older.text, passage.score)
            said = with_meaning_checked([cited(sentence, [1], [whole])], encode)[0]
            if said.verdict == "supported" and said.citations:
                start, end = _nearest(sentence, passage, encode)
                day = article.updated or article.published
                return Rival(passage, start, end, _corrected_on(_day(day), article.outlet))
    return None


def _nearest(sentence: str, passage: Passage, encode: Encode) -> tuple[int, int]:
    """The place in the article of a passage's sentence that is nearest to another."""
    spans = sentences(passage.text)
    vectors = encode([sentence, *(passage.text[start:end] for start, end in spans)])
    start, end = spans[int((vectors[1:] @ vectors[0]).argmax())]
    return passage.start + start, passage.start + end


def _day(stamp: str) -> str:
    return in_words(date.fromisoformat(stamp[:10])) if stamp else ""


def _corrected_on(day: str, outlet: str) -> str:
    return "corrected" + (f" on {day}" if day else "") + (f" by {outlet}" if outlet else "")


def corrected_by(said: str, corrected: Sequence[Correction]) -> Rival | None:
    """The correction of a figure that a plain claim still has."""
    own = _readings(said)
    held = set(stems([said])[0])
    for one in corrected:
        if rival := _taken_back(said, one.passage):
            return rival
        passage = one.passage
        text = passage.article.text[one.start : one.end]
        wrong = _readings(" ".join(one.wrong))
        right = _readings(plain(text)) - wrong
        if not any(map(_YEAR.fullmatch, right)):  # then it was not the year that was wrong
            wrong = {reading for reading in wrong if not _YEAR.fullmatch(reading)}
        elif all(map(_YEAR.fullmatch, right)):  # "number 6", "blue since 1987": no figure was wrong
            wrong = {reading for reading in wrong if _YEAR.fullmatch(reading)}
        if own & wrong and not own & right and len(held & one.about) >= CHECKS.min_corrected_words:
            return Rival(passage, one.start, one.end, _corrected_by(passage))
    return None


def put_right(said: str, corrected: Sequence[Correction]) -> Correction | None:
    """The correction that says all of a plain sentence, with the figure that is right."""
    asked, own = content(said), _readings(said)
    numbers = [token for token in asked if token.is_number]
    for one in corrected:
        text = plain(one.passage.article.text[one.start : one.end])
        held, wrong = keys_of(content(text)), _readings(" ".join(one.wrong))
        is_right = own & (_readings(text) - wrong) and not own & wrong
        if is_right and share(numbers, held) == 1 and share(asked, held) >= _IN_ALL:
            return one
    return None


def _corrected_by(passage: Passage) -> str:
    return _corrected_on(passage.day_in_words, passage.article.outlet)


def _taken_back(said: str, passage: Passage) -> Rival | None:
    """The sentence of a column of corrections that says that an article said what a claim says."""
    asked = content(said)
    for start, end in sentences(passage.text):
        text = plain(passage.text[start:end])
        if not (erred(text) or _ALSO_SAID.match(text)) or denies(text) != denies(said):
            continue
        held = keys_of(content(text))
        numbers = [token for token in asked if token.is_number]
        # "Number 6 tram" is what both tell of; what is told of it must be the same too.
        words = [token for token in asked if not token.is_number]
        is_told = min(share(asked, held), share(words, held)) >= CHECKS.min_taken_back_share
        if is_told and share(numbers, held) == 1:
            return Rival(
                passage, passage.start + start, passage.start + end, _corrected_by(passage)
            )
    return None


def _readings(text: str) -> set[str]:
    return {reading for number in numerals(text.casefold()) for reading in number.readings}


def _otherwise(said: str, newer: Sequence[Passage], encode: Encode) -> Rival | None:
    """The nearest sentence of newer passages that says a plain claim otherwise."""
    asked = content(said)
    found: list[tuple[float, Rival]] = []
    for passage in newer:
        spans = sentences(passage.text)
        texts = [plain(passage.text[start:end]) for start, end in spans]
        if not texts:
            continue
        story = content(plain(f"{passage.title}. {passage.text}"))
        vectors = encode([said, *texts])
        nearness = vectors[1:] @ vectors[0]
        for (start, end), text, near in zip(spans, texts, nearness, strict=True):
            # "The number of injured is 54" is of what stands around it.
            is_tally = bool(tallies(text, content(text)))
            if is_tally and nearness.max() < CHECKS.min_story_similarity:
                continue
            if not is_tally and near < CHECKS.min_later_similarity and not is_over(said, text):
                continue
            if _says_otherwise(said, asked, text, story):
                place = passage.start + start, passage.start + end
                found.append((float(near), Rival(passage, *place, _reason(passage))))
    return max(found, key=lambda each: each[0])[1] if found else None


def is_over(said: str, text: str) -> bool:
    """Whether a sentence says that somebody has left the post, or was cleared of the deed, that a
    plain claim has them in."""
    return bool(no_longer(said, [text]) or cleared(said, [text]))


def _reason(passage: Passage) -> str:
    by = f", by {passage.article.outlet}" if passage.article.outlet else ""
    return f"later reported otherwise{by} on {passage.day_in_words}"


def _says_otherwise(said: str, asked: Sequence[Token], text: str, story: Sequence[Token]) -> bool:
    """Whether a sentence that is near a claim denies it, reverses it or counts another number.

    `story` are the words of all that stands around the sentence, which name whom it is about.
    """
    held = content(text)
    keys = keys_of(held)
    words = [token for token in asked if not token.is_number]
    names = [token for token in words if token.is_name]
    if counts_another(said, asked, text, held, keys, story) or is_over(said, text):
        return True
    if share(words, keys) < CHECKS.min_later_share or (names and share(names, keys) < 0.5):
        return False
    return (
        bool(_TAKES_BACK.search(text.casefold()))
        or contradicts(said, text)
        or bool(reversed_words(said, [text]))
    )
