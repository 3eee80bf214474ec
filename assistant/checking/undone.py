"""Opposites that words tell by themselves: "unpunished" and "punished", "half the size"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.negation import is_negative
from assistant.checking.tokens import tokens

# Letters of what "un-" undoes, and what begins with "un" and is no reverse.
MIN_UNDONE = 5
_NO_REVERSE = frozenset(
    """unlike unearthed unearth uncover uncovered uncovers unveil unveiled unveils unfolded
    unfolding undone unloaded unloading unravel unravelled unsettled unleashed unassuming unmanned
    unwind unions united unites unites uniform unheard unseen""".split()
)
# How far before a word its denial may begin, in characters.
MAX_BEFORE = 40
# What is not so before something happens: "until they are filled".
_OPEN = re.compile(r"\b(?:until|till|unless|before|if|to be|yet to)\b[^,;.]{0,30}\Z")
# Sizes that are told by another.
_SIZES = {
    "smaller": re.compile(
        r"\b(?:half|a third|a quarter|a fraction|two[- ]thirds) the size\b"
        r"|\b(?:half|a third|a quarter) as (?:big|large)\b"
    ),
    "bigger": re.compile(
        r"\b(?:twice|double|(?:two|three|four|five|ten|several|many) times)"
        r" (?:the size|as (?:big|large))\b"
    ),
}


def undone(claim: str, sentences: Sequence[str]) -> str:
    """Why a plain claim has "punished" where its source has "unpunished", or the other way round;
    "" where it hasn't."""
    for sentence in sentences:
        ours, theirs = ({t.word: t.start for t in tokens(text)} for text in (claim, sentence))
        for said, given, text in ((ours, theirs, claim), (theirs, ours, sentence)):
            for word, start in said.items():
                other = f"un{word}"
                if len(word) < MIN_UNDONE or other in _NO_REVERSE or other not in given:
                    continue
                before = text[max(start - MAX_BEFORE, 0) : start].casefold()
                is_both = word in given or other in said
                if not is_both and not is_negative(before) and not _OPEN.search(before):
                    says, has = (word, other) if said is ours else (other, word)
                    return f"it says “{says}” where the article says “{has}”"
    return ""


def sizes_in(small: str) -> dict[str, str]:
    """What a text in small letters says by a factor, with its words: "smaller" for "half the
    size"."""
    found = ((word, size.search(small)) for word, size in _SIZES.items())
    return {word: match.group() for word, match in found if match}
