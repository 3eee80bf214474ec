"""Near-copies: one wire story that several outlets print is one story, and one source."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import cache

import numpy as np
from numpy.typing import NDArray

from vectorstore.text import template
from vectorstore.text.normalise import normalised
from vectorstore.text.shingles import overlap, shingles
from vectorstore.types import Article

# MinHash over shingles, cut into bands: texts that share a band are compared in full. 25 bands of
# 4 rows bring together 97 of 100 pairs whose shingles are 60% alike (Leskovec et al., ch. 3).
# Archives keep the bands, so nothing that makes them may ever give others.
BANDS, ROWS = 25, 4
_SEED, _BITS, _SHA1_BYTES = 1, 32, 20
# The share of the shorter text's shingles that a near-copy holds. Wire stories are trimmed and
# edited; reports of one event by different hands share far less.
MIN_SHARED_SHARE = 0.6
# The same of two passages of one story.
MIN_SHARED_BY_PASSAGES = 0.5
# Shorter texts say too little to be called copies.
MIN_SHINGLES = 30


def bands(text: str) -> list[int]:
    """Numbers of which near-copies share at least one; none where the text is too short."""
    found = shingles(text)
    if len(found) < MIN_SHINGLES:
        return []
    rows = _signature(found).reshape(BANDS, ROWS)
    return [_number(band, row.tobytes()) for band, row in enumerate(rows)]


def is_copy(first: Article, second: Article) -> bool:
    """Whether two papers printed one story: one text is, but for small changes, in the other.

    The same words with other figures or names are another report by the same template, as is what
    one outlet printed on another day; what one denies of the other is no copy of it.
    """
    if overlap(shingles(first.text), shingles(second.text)) < MIN_SHARED_SHARE:
        return False
    if template.is_denied(first.text, second.text):
        return False
    if _outlet(first) != _outlet(second):
        return template.same_facts(first.text, second.text)
    is_other_day = bool(first.day and second.day and first.day != second.day)
    return not is_other_day and template.same_facts(first.text, second.text, is_strict=True)


def says_the_same(text: str, other: str) -> bool:
    """Whether a passage says nothing beside what the same passage of a near-copy says."""
    shared = overlap(shingles(text), shingles(other))
    is_told_alike = shared >= MIN_SHARED_BY_PASSAGES and template.same_facts(text, other)
    return is_told_alike and not template.is_denied(text, other)


def _outlet(article: Article) -> str:
    """What tells an article's outlet from others: its name, else its site, "" for an unknown."""
    name = normalised(article.outlet).casefold().removeprefix("the ")
    return name or article.url.partition("://")[2].partition("/")[0].removeprefix("www.")


def _signature(shingles: Collection[str]) -> NDArray[np.uint32]:
    """The least of the shingles' hashes, for each of some ways to hash them.

    Each way is a * hash + b modulo 2^32 of one hash, which is mixed first: an odd `a` keeps apart
    what was apart.
    """
    digests = (hashlib.sha1(each.encode(), usedforsecurity=False).digest() for each in shingles)
    hashes = _mixed(np.frombuffer(b"".join(digests), "<u4")[:: _SHA1_BYTES // 4])
    factors, added = _ways()
    least: NDArray[np.uint32] = (hashes[:, None] * factors + added).min(axis=0)
    return least


@cache
def _ways() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The factors and summands of the ways to hash, drawn by a generator that never changes."""
    drawn = np.random.RandomState(_SEED)
    count = BANDS * ROWS
    odd = drawn.randint(0, 1 << (_BITS - 1), count, np.uint32) * np.uint32(2) + np.uint32(1)
    return odd, drawn.randint(0, 1 << _BITS, count, np.uint32)


def _mixed(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Hashes of which each bit depends on all, as MurmurHash3 ends."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        hashes = (hashes ^ (hashes >> np.uint32(shift))) * np.uint32(factor)
    return hashes ^ (hashes >> np.uint32(16))


def _number(band: int, row: bytes) -> int:
    digest = hashlib.blake2b(row, digest_size=8, salt=band.to_bytes(2, "big")).digest()
    return int.from_bytes(digest, "big", signed=True)
