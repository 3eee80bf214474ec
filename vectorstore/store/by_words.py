"""Finding passages by the words of a question."""

from __future__ import annotations

from vectorstore.store import bm25
from vectorstore.store.counts import Counts
from vectorstore.store.lookup import EXACT_SCAN, Lookup
from vectorstore.text import words
from vectorstore.types import Filter, Passage

# Where the words of a question are in more chunks than this together, the index does not score
# each of them.
SCORED_BY_INDEX = 10_000


def matching(lookup: Lookup, counts: Counts, question: str, k: int, where: Filter) -> list[Passage]:
    """The k passages that match the words of a question best by BM25, best first."""
    expression = words.expression(question)
    if not expression:
        return []
    held = counts.chunks_with(words.terms(question))
    keys = lookup.selected_keys(where, EXACT_SCAN) if where else None
    if sum(held.values()) > SCORED_BY_INDEX:
        scored = bm25.matching(lookup, question, held, counts.chunks(), where, keys, k)
        return lookup.passages(scored, where)
    if keys is not None:
        return lookup.passages(lookup.matching_among(keys, expression, k), where)
    depth = 2 * k if where else k
    return lookup.best_passing(lambda limit: lookup.matching(expression, limit), depth, k, where)
