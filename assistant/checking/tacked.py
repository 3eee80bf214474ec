"""What is tacked on: a clause that nothing cited says, behind others that say all that is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checking.negation import is_negative
from assistant.checking.parties.doers import IRREGULAR
from assistant.checking.tokens import Token, content, keys_of, matched, share, tokens
from vectorstore.text.hedges import attributes

# A clause of which so much is known may say what the source says; one that leaves more than this
# of the source unsaid by the rest may say that in other words.
MAX_KNOWN_SHARE = 0.34
MAX_LEFT_SHARE = 0.35
MIN_UNKNOWN = 2
# The rest of the claim must stand in the source.
MIN_REST_SHARE = 0.6

_VERB = rf"(?:is|are|was|were|has|have|had|will|would|{'|'.join(sorted(IRREGULAR))}|\w{{3,}}ed)\b"
_OPENING = re.compile(
    r",?\s(?:because\s(?:of\s)?(?=\w)"
    r"|(?:and|but|after|when|before|although|though|while|which|who|whose|where)\s"
    rf"(?=(?:[\w'-]+\s){{0,5}}?{_VERB}))"
)
_END = re.compile(r"[;,]\s|\Z")


def tacked_on(claim: str, quotes: Sequence[str], around: Sequence[str]) -> Iterator[str]:
    """The clauses of a plain claim that may be tacked on: they tell of what happened in words that
    neither the quotes nor the texts around them have, and the rest tells all of the quotes."""
    cited = " ".join(quotes)
    held = keys_of(tokens(" ".join([cited, *around])))
    telling, given = content(claim), content(cited)
    openings = [*_OPENING.finditer(claim)]
    for n, opening in enumerate(openings):
        end = _END.search(claim, opening.end())
        last = end.start() if end else len(claim)
        last = min([last, *(other.start() for other in openings[n + 1 : n + 2])])
        own = [t for t in telling if opening.end() <= t.start < last]
        rest = [t for t in telling if not opening.end() <= t.start < last]
        clause = claim[opening.start() : last].strip(" ,;.")
        if (
            is_told_by_nothing(own, held)
            and share(rest, held) >= MIN_REST_SHARE
            and 1 - share(given, keys_of(rest)) <= MAX_LEFT_SHARE
            and not attributes(clause)
            and not (is_negative(clause.casefold()) and is_negative(cited.casefold()))
        ):
            yield clause


def is_told_by_nothing(words: Sequence[Token], held: frozenset[str]) -> bool:
    """Whether so few of some words are held that nothing tells of what they say."""
    unknown = len(words) - len(matched(words, held))
    return unknown >= MIN_UNKNOWN and share(words, held) <= MAX_KNOWN_SHARE
