"""What somebody is only charged with, or what is only looked into, nobody has done yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.speakers.covered import clause_at, covered, is_covered
from assistant.checking.speakers.standing import MAX_PARTS, readable
from assistant.checking.tokens import Token, content, keys_of, matched
from vectorstore.text.firmness import ENDS_SCOPE, is_proven, leaves_open
from vectorstore.text.hedges import attributes
from vectorstore.text.past import is_in_past

# "Is accused of taking", "has been charged with having taken"
_CHARGED = re.compile(
    r"\b(?P<words>charged with|accused of|suspected of|on suspicion of|on trial (?:for|over)"
    r"|indicted (?:for|on charges of)|wanted for|(?:facing|faces?|faced) (?:charges|trial"
    r"|accusations) (?:of|for|over)|charges? of|counts? of|accusations? of|not guilty to"
    r"|accus(?:es|ed|ing) (?:[\w'.-]+ ){1,6}?of|questioned (?:over|about)|sued for|blamed for)\s"
)
# "Is looking into claims that he took"
_LOOKED_INTO = re.compile(
    r"\b(?P<words>(?:investigat|look|examin|inquir|enquir|prob|check|consider|assess|verif|study"
    r"|review)\w*(?: \w+){0,2} (?:claims?|allegations?|accusations?|reports?|rumours?|rumors"
    r"|suspicions?|complaints?|whether|if)(?: that| of)?)\s"
)
_LEFT_OPEN = re.compile(
    r"\b(?:alleg|accus|suspect|suspic|claim|report|rumou?r|whether|if|may|might|could|possib"
    r"|investigat|inquir|complain|apparent|look|examin|prob[ei]|trial|charge|den[iy])\w*"
)


class _Held(NamedTuple):
    """What is held against somebody in a sentence: sentence[start:end]; and in which words."""

    start: int
    end: int
    words: str
    is_charge: bool


def done_by_charge(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody do what they are only charged with; "" where it has not."""
    spans = covered(claim)
    done = [t for t in content(claim) if is_in_past(t.word)]
    if is_proven(" ".join(quotes).casefold()):
        return ""
    for sentence in readable(quotes):
        held = content(sentence)
        for part in _held_in(sentence):
            within = [t for t in held if part.start <= t.start < part.end]
            if 2 * len(matched(within, keys_of(content(claim)))) < len(within):
                continue
            verbs = keys_of(
                t
                for n, t in enumerate(within)
                if is_in_past(t.word) or (n < 2 and t.word.endswith("ing"))
            )
            small = claim.casefold()
            if not (part.is_charge or _LEFT_OPEN.search(small) or leaves_open(small)):
                return f"the article says only “{part.words}”"
            said = [t for t in matched(done, verbs) if _is_said(claim, t, spans, part)]
            if said:
                return f"the article says only “{part.words}”"
    return ""


def _held_in(sentence: str) -> Iterator[_Held]:
    small = sentence.casefold()
    for pattern, is_charge in ((_CHARGED, True), (_LOOKED_INTO, False)):
        for match in islice(pattern.finditer(small), MAX_PARTS):
            end = ENDS_SCOPE.search(small, match.end())
            yield _Held(match.end(), end.start() if end else len(small), match["words"], is_charge)


def _is_said(claim: str, verb: Token, spans: Sequence[tuple[int, int]], part: _Held) -> bool:
    """Whether a claim says that a thing is done, in a clause that leaves nothing open."""
    clause = clause_at(claim, verb.start).casefold()
    return not (is_covered(verb.start, spans) or attributes(clause) or _LEFT_OPEN.search(clause))
