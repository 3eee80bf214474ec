"""Does the source say a thing itself, and is it so yet? Attribution and firmness."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.negation import is_negative
from assistant.checking.tokens import Token, content, keys_of, matched, nearest
from vectorstore.text.hedges import (
    CONDITION,
    MEANT,
    POSSIBLE,
    TO_COME,
    Said,
    attributes,
    hedges,
    said_in,
)
from vectorstore.text.sentences import sentences

# Whoever takes more words to name is named no further.
MAX_SPEAKER_WORDS = 8

_SPEAKER = re.compile(r"^(?:but|and|so|then|also|on \w+day)\s+", re.IGNORECASE)
_PRONOUNS = frozenset("he she they it i we you who that this".split())


_OWN_PLAN = re.compile(
    r"\s*(?:that\s+)?(?:he|she|it|they)\s+(?:would|will|may|might|plan|mean|hope|expect|intend|want)"
)
# "The baker said that he rang": what is told of him is told by himself.
_OF_THEMSELVES = re.compile(r"\s*(?:that\s+)?(?:he|she|it|they)\b")
_PAST = re.compile(
    r"\b(?:has|have|had|was|were|did|\w+ed|went|came|took|got|gave|made|paid|began|put|won)\b"
)
_COUNTED = re.compile(r"\b(?:count|put|estimate|report|call|find|found|see|saw)\w*\b")
_PROGRESSES = re.compile(r"\b(?:is|are)\s\w+ing\b")
# "Would", but not in "insisted on it before it would lend"
_WOULD = re.compile(r"\bwould\b")
_WOULD_FIRST = re.compile(
    r"\A(?:(?!\b(?:before|until|if|because|that|when)\b).)*\bwould\b", re.DOTALL
)
_IN_TIME = re.compile(
    r"\b(?:in|on|by|from|at|next|this|until|till|before|after|tomorrow|tonight|soon|later|once|again"
    r"|\w{2,}ing)\b"
)
_MONTH = re.compile(r"(?<=\w )May\b")
_GROUPS = frozenset("prosecutors police organisers investigators officials insurers".split())
_COMMON = _GROUPS | frozenset("its his her their the a an union scallop one".split())


def pieces(quotes: Sequence[str]) -> list[str]:
    """The sentences of plain quotes."""
    return [quote[start:end] for quote in quotes for start, end in sentences(quote)]


def _small(plain: str) -> str:
    """A text in small letters, in which the month of May is no hedge."""
    return _MONTH.sub("m_y", plain).casefold()


def only_attributed(claim: str, quotes: Sequence[str]) -> str:
    """Why a claim is too sure where its source only says that somebody says so; "" where not."""
    small = _small(claim)
    # "Would" tells that somebody said "will".
    if attributes(small) or (_WOULD_FIRST.match(small) and _WOULD.search(" ".join(quotes))):
        return ""
    asked = content(claim)
    speakers = [
        _said_of(asked, content(sentence), said_in(sentence), sentence, small)
        for sentence in nearest(asked, pieces(quotes))
    ]
    if not speakers or not all(speakers):
        return ""
    return f"the article only attributes this to {speakers[0]}"


def _said_of(
    asked: Sequence[Token],
    held: Sequence[Token],
    parts: Sequence[Said],
    sentence: str,
    claim: str,
) -> str:
    """Who is said to say what is asked, as most of it stands in their part alone; "" for none."""
    for part in parts:
        # "The organisers counted 11,000": it is they who did.
        if matched(asked[:1], keys_of(content(part.who))) and _COUNTED.search(claim):
            continue
        if matched(asked, keys_of(content(part.who))) and _OWN_PLAN.match(
            sentence, part.start, part.end
        ):
            continue  # what they mean to do, they know
        telling = [token for token in asked if not token.is_name] or asked
        within = matched(telling, keys_of(t for t in held if part.start <= t.start < part.end))
        behind = matched(telling, keys_of(t for t in held if t.start >= part.end))
        # The speaker, or whom it is told of.
        before = matched(telling, keys_of(t for t in held if t.start < part.start))
        rest = len(telling) + 1
        if _OF_THEMSELVES.match(sentence, part.start, part.end):
            rest = sum(token in within or token not in before for token in telling)
        is_most = len(within) > 2 * len(behind) and 2 * len(within) >= len(before)
        if is_most and 3 * len(within) >= rest:
            return _name(part.who)
    return ""


def _name(who: str) -> str:
    """The speaker in words."""
    who = _SPEAKER.sub("", who.strip(" ,\"'()"))
    first = who.split()[0].casefold() if who else ""
    if not first or len(who.split()) > MAX_SPEAKER_WORDS or first in _PRONOUNS:
        return "somebody who is quoted"
    if first in _GROUPS:
        return f"the {who.casefold()}"
    return who[0].lower() + who[1:] if first in _COMMON else who


def less_firm(claim: str, quotes: Sequence[str]) -> str:
    """Why a claim is too sure where its source says "may" or "plans to"; "" where it isn't."""
    small = _small(claim)
    own = {hedge.level for hedge in hedges(small)}
    if attributes(small) and _WOULD.search(small):
        own |= {TO_COME, MEANT}  # "would" is how the news reports "will"
    if _PROGRESSES.search(small) or (_IN_TIME.search(small) and not _PAST.search(small)):
        own.add(TO_COME)  # "it opens in May"
    asked = content(claim)
    words = [
        _hedged(asked, content(sentence), _small(sentence), own)
        for sentence in nearest(asked, pieces(quotes))
    ]
    return f"the article says “{words[0]}”" if words and all(words) else ""


def _hedged(asked: Sequence[Token], held: Sequence[Token], sentence: str, own: set[int]) -> str:
    """The hedge over what is asked, where it is weaker than the claim's own."""
    for hedge in hedges(sentence):
        if hedge.word == "would" or _is_kept(hedge.level, own):
            continue
        if hedge.word == "can" and TO_COME in own:  # what can be done, is done
            continue
        if hedge.level == MEANT and is_negative(sentence[hedge.clause : hedge.start]):
            continue  # "turned down a request"
        governed = [t for t in held if hedge.start <= t.start < hedge.end]
        subject = [t for t in held if hedge.clause <= t.start < hedge.start]
        others = [t for t in held if not hedge.clause <= t.start < hedge.end]
        within = matched(
            asked, keys_of([*governed, *subject] if hedge.level == POSSIBLE else governed)
        )
        verb = next((t for t in governed if not t.is_name and not t.is_number), None)
        if (verb and matched(asked, verb.keys)) or len(within) > len(
            matched(asked, keys_of(others))
        ):
            return hedge.word
    return ""


def _is_kept(level: int, own: set[int]) -> bool:
    """Whether a claim with hedges of its own is no firmer than a hedge."""
    if level == POSSIBLE:
        return POSSIBLE in own
    if level == CONDITION:
        return bool(own & {POSSIBLE, CONDITION, MEANT})
    return any(each >= level for each in own)
