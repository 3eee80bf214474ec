"""How near texts are in meaning: the cosine of their vectors."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.checking.speakers.standing import pieces
from assistant.types import Claim

# A claim may rest on a part of a long sentence, of so many words at least.
_CLAUSES = re.compile(r"[,;:]\s|\s[–—-]+\s|\s(?:that|which|who|and|but|while|because)\s")
_MIN_CLAUSE_WORDS = 4

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def remembering(encode: Encode) -> Encode:
    """`encode`, that is asked but once for each text."""
    known: dict[str, NDArray[np.float32]] = {}

    def encoded(texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, encode(new), strict=True))
        return np.stack([known[text] for text in texts])

    return encoded


def similarity(claim: Claim, encode: Encode) -> float:
    """The best cosine of a claim to its citations: a quote, a clause of one, or all together; or
    to a sentence of the passage."""
    quotes = [citation.quote for citation in claim.citations]
    around = pieces(list(dict.fromkeys(c.passage.text for c in claim.citations)))
    return best_similarity(claim.text, [*quote_pieces(quotes), *around], encode)


def best_similarity(text: str, others: Sequence[str], encode: Encode) -> float:
    """The best cosine of a text to some others; 0 where there is none."""
    vectors = encode([text, *others])
    return float(np.max(vectors[1:] @ vectors[0])) if others else 0.0


def quote_pieces(quotes: Sequence[str]) -> list[str]:
    """Some quotes, their clauses, and all of them together: what a claim may be near to."""
    parts = [
        clause
        for quote in quotes
        for clause in _CLAUSES.split(quote)
        if len(clause.split()) >= _MIN_CLAUSE_WORDS
    ]
    return list(dict.fromkeys([*quotes, *parts, " ".join(quotes)]))  # often the same
