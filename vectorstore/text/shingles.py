"""The short runs of words of a text, by which it is compared with another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vectorstore.text.own_letters import composed

SHINGLE_WORDS = 3

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[str]:
    """The runs of three words of a text, lower case."""
    return runs_of_words(_WORD.findall(composed(text).text.lower()))


def runs_of_words(words: Sequence[str]) -> frozenset[str]:
    """The runs of three of some words."""
    return frozenset(
        " ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)
    )


def overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of the smaller set that is in the other."""
    return len(first & second) / max(1, min(len(first), len(second)))
