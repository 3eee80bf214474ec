"""Are a claim and what it cites near in meaning? Words alone do not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.checking.other_languages import other_languages
from assistant.types import Claim

# Below this cosine to the nearest of what it cites, a claim says something else than its source.
# Chosen for the encoder that comes along: docs/experiments/2026-11-meaning.md.
MIN_SIMILARITY = 0.55
# "He denied it": a claim of fewer words says too little without those before it.
MIN_CLAIM_WORDS = 6
# A claim may rest on a part of a long sentence, of so many words at least.
_CLAUSES = re.compile(r"[,;:]\s|\s[–—-]+\s|\s(?:that|which|who|and|but|while|because)\s")
_MIN_CLAUSE_WORDS = 4

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def with_meaning_checked(claims: Sequence[Claim], encode: Encode) -> tuple[Claim, ...]:
    """The claims; one that its citations hold by its words, and not by its meaning, only partly.

    `encode` gives the unit vectors of texts.
    """
    return tuple(
        replace(claim, verdict="partly", reason="its meaning is far from that of the cited text")
        if claim.verdict == "supported"
        # The encoder knows English.
        and not other_languages([citation.passage.article for citation in claim.citations])
        and len(claim.text.split()) >= MIN_CLAIM_WORDS
        and similarity(claim, encode) < MIN_SIMILARITY
        else claim
        for claim in claims
    )


def similarity(claim: Claim, encode: Encode) -> float:
    """The best cosine of a claim to its citations: a quote, a clause of one, or all together."""
    quotes = [citation.quote for citation in claim.citations]
    clauses = [
        clause
        for quote in quotes
        for clause in _CLAUSES.split(quote)
        if len(clause.split()) >= _MIN_CLAUSE_WORDS
    ]
    pieces = dict.fromkeys([*quotes, *clauses, " ".join(quotes)])  # often the same
    vectors = encode([claim.text, *pieces])
    return float(np.max(vectors[1:] @ vectors[0]))
