"""BM25 for questions whose words are in very many chunks, at a cost that does not grow with these.

The full-text index scores each chunk that holds any word of a question, which takes a microsecond a
chunk. Where that is too many, the chunks that hold the rarest words are found first, and only the
most promising of them are scored, then by all the words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.store.lookup import Lookup
from vectorstore.store.occurrences import occurrences
from vectorstore.store.words import promising
from vectorstore.text import words
from vectorstore.types import Filter

# Chunks that words are looked up in, all words together; the rarest words come first.
LOOKED_UP = 30_000
# Of these, how many are scored by all the words.
SCORED = 200
# The usual constants of BM25, as the full-text index has them.
K1, B = 1.2, 0.75

_Keys = NDArray[np.int64]
_Scored = list[tuple[int, float]]


def matching(
    lookup: Lookup,
    question: str,
    counts: Mapping[str, int],
    size: int,
    where: Filter,
    selected: _Keys | None,
    limit: int,
) -> _Scored:
    """(chunk key, score) of the chunks that match a question best; `counts` are chunks a word.

    `size` is how many chunks the archive has, `selected` those that pass the filter, where it is
    narrow.
    """
    fewest = {
        phrase: min(counts.get(word, size) for word in phrase.split())
        for phrase in words.phrases(question)
    }
    phrases = {
        phrase: lookup.postings(phrase, LOOKED_UP)
        for phrase, count in fewest.items()
        if count <= LOOKED_UP
    }
    postings = {**_rarest(lookup, counts), **phrases}
    # A phrase that was not looked up is at least as rare as its rarest word.
    known = {**counts, **fewest, **{phrase: len(keys) for phrase, keys in phrases.items()}}
    idfs = {term: idf_fts5(count, size) for term, count in known.items()}
    if selected is not None:
        postings = {
            term: keys[np.isin(keys, selected, kind="table")] for term, keys in postings.items()
        }
    keys = promising(postings, idfs)
    texts: list[tuple[int, str]] = []
    for start in range(0, len(keys), SCORED):
        texts += lookup.searched_text(keys[start : start + SCORED].tolist(), where)
        if len(texts) >= SCORED:
            break
    scores = _scores(texts, idfs)
    scored = [(key, score) for (key, _), score in zip(texts, scores, strict=True)]
    return sorted(scored, key=lambda pair: -pair[1])[:limit]


def _rarest(lookup: Lookup, counts: Mapping[str, int]) -> dict[str, _Keys]:
    """The chunks of the rarest words, as many words as LOOKED_UP allows, but one at least."""
    postings: dict[str, _Keys] = {}
    left = LOOKED_UP
    for word in sorted((word for word in counts if counts[word]), key=lambda word: counts[word]):
        if postings and counts[word] > left:
            break
        postings[word] = lookup.postings(word, LOOKED_UP)
        left -= counts[word]
    return postings


def _scores(texts: Sequence[tuple[int, str]], idfs: Mapping[str, float]) -> list[float]:
    """BM25 of (chunk key, text) pairs, by words and phrases."""
    if not texts:
        return []
    lengths = np.array([len(text) for _, text in texts])
    length_norm = K1 * (1 - B + B * lengths / lengths.mean())
    counts = occurrences([*idfs], [text for _, text in texts])
    saturated = counts * (K1 + 1) / (counts + length_norm[:, None])
    total = saturated @ np.array([*idfs.values()])
    return [float(score) for score in total]


def idf(count: int, size: int) -> float:
    """Inverse document frequency of a word in `count` of `size` chunks, never below 0.

    The form that Lucene has (log of 1 + the odds): a word in most chunks still weighs a little.
    """
    return math.log(1 + (max(size - count, 0) + 0.5) / (count + 0.5))


def idf_fts5(count: int, size: int) -> float:
    """The same as SQLite's FTS5 reckons it, so that scores compare with those of its index.

    Robertson's form, where a word in half of the chunks or more weighs next to nothing.
    """
    return max(math.log((size - count + 0.5) / (count + 0.5)), 1e-6) if count < size else 1e-6
