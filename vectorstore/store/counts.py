"""How many chunks there are, and how many hold a word: what words are weighed by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from vectorstore.store import bm25
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.lookup import Lookup
from vectorstore.text import words
from vectorstore.text.stems import stems

# Words whose counts are remembered.
_MAX_REMEMBERED_WORDS = 100_000

MIN_IDF_CHUNKS = 100


@dataclass(frozen=True, slots=True)
class _Counted:
    """Chunks in newest versions and in all, and how many hold a word, as of the last one's key."""

    last: int
    chunks: int
    kept_chunks: int
    words: dict[str, int]


class Counts:
    """What is counted of an archive's chunks, counted anew once some were added."""

    def __init__(self, catalogue: Catalogue, lookup: Lookup) -> None:
        self._catalogue, self._lookup = catalogue, lookup
        self._remembered = _Counted(-1, 0, 0, {})

    def chunks(self) -> int:
        """How many chunks there are, in all versions."""
        return self._counted().chunks

    def kept_chunks(self) -> int:
        """How many chunks the newest versions have."""
        return self._counted().kept_chunks

    def chunks_with(self, asked: Collection[str]) -> dict[str, int]:
        """How many chunks hold each word in any of its forms; estimated where they are many."""
        counted = self._counted().words
        for word in asked:
            if word not in counted:
                counted[word] = self._lookup.chunks_with(word)
        return {word: counted[word] for word in asked}

    def idf(self, question: str) -> dict[str, float]:
        """The stems of a question's words, each with its inverse document frequency."""
        size = self._idf_size()
        terms = [term for term in words.terms(question) if term not in words.HOW_MANY]
        held = self.chunks_with(terms)
        return {
            stem: bm25.idf(held[term], size)
            for term, found in zip(terms, stems(terms), strict=True)
            for stem in sorted(found)
        }

    def max_idf(self) -> float:
        """The inverse document frequency of a word that the archive does not have."""
        return bm25.idf(0, self._idf_size())

    def _idf_size(self) -> int:
        """How many chunks words are weighed among: a few say nothing of how rare a word is."""
        return max(self.chunks(), MIN_IDF_CHUNKS)

    def _counted(self) -> _Counted:
        vectors = self._catalogue.vectors
        last = vectors.last_chunk()
        known = self._remembered
        if known.last != last or len(known.words) > _MAX_REMEMBERED_WORDS:
            self._remembered = known = _Counted(
                last, vectors.count_chunks(), vectors.count_kept_chunks(), {}
            )
        return known
