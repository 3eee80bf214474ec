"""Does a claim give another reason than its source, in words that nothing in that says?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import Token, content, keys_of, matched, nearest, share, tokens
from assistant.weights import CHECKS

# The share of a claim's other words that a sentence must have, where it gives a reason for them.
MIN_SHARE = 0.6
# One word may be the gist of a longer reason: "because of illness".
MIN_UNKNOWN = 2
# Letters of a reason that are named to a reader.
MAX_NAMED = 60

# How a reason begins; what is given as one kind is compared with that kind alone.
_REASON = re.compile(
    r"\b(?<!not )(?:(?P<because>because(?:\sof)?|due\sto|owing\sto|thanks\sto)|(?P<since>since)"
    r"|(?P<after>after)|(?P<what_for>for(?=\s\w+ing\b))|(?P<protest>in\sprotest\s(?:at|against|over)))\s"
)
_END = re.compile(r"[,;:\"]\s|\s(?:and|but|while|who|which|when|as|said|says)\s|[.!?](?=\s|\Z)|\Z")


class Reason(NamedTuple):
    """A reason: how it is given, its words as they stand, and those that say something."""

    kind: str
    text: str
    words: tuple[Token, ...]


def other_reason(
    claim: str,
    quotes: Sequence[str],
    articles: Sequence[str],
    alike: Callable[[str, str], float],
) -> str:
    """Why a plain claim has another reason for what its source has a reason for; "" where not.

    The two reasons must have no word in common, the claim's none with the quotes and
    their articles, and they must be less alike than a cosine of CHECKS.min_reason_similarity.
    """
    reasons = [*_reasons(claim)]
    if not reasons:
        return ""
    asked = content(claim)
    held = keys_of(token for text in (*quotes, *articles) for token in tokens(text))
    for ours in reasons:
        rest = [token for token in asked if token not in ours.words]
        if len(ours.words) < MIN_UNKNOWN or matched(ours.words, held) or not rest:
            continue
        for theirs in _given(rest, asked, quotes):
            has_other_words = theirs.words and not matched(theirs.words, keys_of(asked))
            if theirs.kind != ours.kind or not has_other_words:
                continue
            if alike(ours.text, theirs.text) < CHECKS.min_reason_similarity:
                return f"the article has another reason, “{theirs.text[:MAX_NAMED]}”"
    return ""


def _given(rest: Sequence[Token], asked: Sequence[Token], quotes: Sequence[str]) -> list[Reason]:
    """The reasons that those sentences give which tell the rest of a claim."""
    near = nearest(asked, pieces(quotes))
    told = [each for each in near if share(rest, keys_of(tokens(each))) >= MIN_SHARE]
    return [reason for sentence in told for reason in _reasons(sentence)]


def _reasons(text: str) -> Iterator[Reason]:
    found = content(text)
    for match in _REASON.finditer(text):
        end = _END.search(text, match.end())
        last = end.start() if end else len(text)
        words = tuple(token for token in found if match.end() <= token.start < last)
        yield Reason(match.lastgroup or "", text[match.start() : last], words)
