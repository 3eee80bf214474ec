"""What happens only on a condition: does a claim leave that out?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.speakers.standing import MAX_PARTS, in_small_letters, readable
from assistant.checking.tokens import content, keys_of, matched, nearest
from vectorstore.text.firmness import CONDITION, MEANT, POSSIBLE, hedges, leaves_open

# So great a share of what hangs on a condition is in a claim that tells it.
MIN_TOLD, MIN_TOLD_SHARE = 2, 0.6
_CONDITION = re.compile(
    r"(?<!\bas )(?<!\beven )(?<!\bask )(?<!\basked )(?<!\bsee )(?<!\bknow )(?<!\bwonder )"
    r"(?<!\bwondered )(?<!\bdecide )(?<!\bsay )(?<!\bsure )(?<!\bunclear )(?<!\bdoubt )(?<!\bwhat )"
    r"\b(?P<words>(?:but |and )?only if|if(?! (?:not|any|at all|so)\b)|unless"
    r"|provided(?: that)?(?= \w+ \w)|subject to|depending on|as long as|assuming(?: that)?"
    r"|on condition that|conditional on|weather permitting)\b"
)
_ENDS = re.compile(r"[,;]\s|\.\s|\.?\Z")
_STOPS = re.compile(r"[;.]\s|\.?\Z")
_BEGINS = re.compile(r"[;:]\s|,\s(?:and|but|while|because|which|who)\s|\bthat\s")
_IS_TO_COME = re.compile(
    r"\b(?:will|would|may|might|could|can|must|should|shall|going to|is to|are to|'ll"
    r"|can't|won't)\b"
)
# What a claim may say instead.
_KEPT = re.compile(
    r"\b(?:if|unless|provided|subject|depend\w*|condition\w*|permitting|should|would|when|once|until"
    r"|case|without|otherwise|else|whether|threat\w*|warn\w*|luck|best|long as|assum\w*|pending"
    r"|after|following|with|needs?|requires?|hinges?|approval)\b"
)


class _Conditional(NamedTuple):
    """What hangs on a condition: sentence[start:end]; the condition is at sentence[at:to]."""

    start: int
    end: int
    at: int
    to: int


def without_condition(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim is sure of what hangs on a condition in its source; "" where it is not."""
    small = in_small_letters(claim)
    if _KEPT.search(small) or leaves_open(small):
        return ""
    if {hedge.level for hedge in hedges(small)} & {POSSIBLE, CONDITION, MEANT}:
        return ""
    asked = content(claim)
    known = readable(quotes)
    for sentence in _rested_on(claim, known):
        held = content(sentence)
        for part in _conditionals(in_small_letters(sentence)):
            told = [t for t in held if part.start <= t.start < part.end]
            condition = [t for t in held if part.at <= t.start < part.to and t not in told]
            own = [t for t in condition if not t.keys & keys_of(told)]
            known_of_it = matched(told, keys_of(asked))
            is_told = len(known_of_it) >= max(MIN_TOLD, MIN_TOLD_SHARE * len(told))
            if is_told and not matched(own, keys_of(asked)):
                return f"the article says “{sentence[part.at : part.to].strip()}”"
    return ""


def _rested_on(claim: str, known: Sequence[str]) -> list[str]:
    """The sentences that a claim, or a clause of it, is nearest to."""
    parts = [claim, *re.split(r"[,;]\s(?:and|but|while|whereas)?\s?", claim)[:8]]
    return list(dict.fromkeys(each for part in parts for each in nearest(content(part), known)))


def _conditionals(small: str) -> Iterator[_Conditional]:
    for match in islice(_CONDITION.finditer(small), MAX_PARTS):
        ends = _ENDS.search(small, match.end())
        to = ends.start() if ends else len(small)
        start = max((m.end() for m in _BEGINS.finditer(small, 0, match.start())), default=0)
        end = match.start()
        if not small[start:end].strip(' ,"'):
            # "If parliament agrees, the age will rise"
            stop = _STOPS.search(small, to)
            start, end = to, stop.start() if stop else len(small)
        if _IS_TO_COME.search(small, start, end):
            yield _Conditional(start, end, match.start(), to)
