"""Does a claim give another reason than its source, in words that nothing in that says?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import Token, content, keys_of, matched, nearest, share, tokens

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


def other_reason(claim: str, quotes: Sequence[str], around: str) -> str:
    """Why a plain claim has another reason for what its source has a reason for; "" where not.

    The two reasons must have no word in common, and the claim's none with all that is `around`.
    """
    asked = content(claim)
    held: frozenset[str] | None = None
    for ours in _reasons(claim):
        rest = [token for token in asked if token not in ours.words]
        held = held or keys_of(tokens(around))
        if len(ours.words) < MIN_UNKNOWN or matched(ours.words, held) or not rest:
            continue
        for sentence in nearest(asked, pieces(quotes)):
            if share(rest, keys_of(tokens(sentence))) < MIN_SHARE:
                continue
            for theirs in _reasons(sentence):
                if (
                    theirs.kind == ours.kind
                    and theirs.words
                    and not matched(theirs.words, keys_of(asked))
                ):
                    return f"the article has another reason, “{theirs.text[:MAX_NAMED]}”"
    return ""


def _reasons(text: str) -> Iterator[Reason]:
    found = content(text)
    for match in _REASON.finditer(text):
        end = _END.search(text, match.end())
        last = end.start() if end else len(text)
        words = tuple(token for token in found if match.end() <= token.start < last)
        yield Reason(match.lastgroup or "", text[match.start() : last], words)
