"""Near-copies: one wire story that several outlets print is one story, and one source."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from vectorstore.text import template
from vectorstore.text.normalise import normalised
from vectorstore.text.shingles import overlap, shingles
from vectorstore.types import Article

if TYPE_CHECKING:
    from datasketch import MinHash

# MinHash over shingles, cut into bands: texts that share a band are compared in full. 25 bands of
# 4 rows bring together 97 of 100 pairs whose shingles are 60% alike (Leskovec et al., ch. 3).
BANDS, ROWS = 25, 4
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
    signature = _blank().copy()
    signature.update_batch([shingle.encode() for shingle in found])
    rows = signature.hashvalues.reshape(BANDS, ROWS)
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


@cache
def _blank() -> MinHash:
    """The signature of nothing; drawing its permutations takes as long as signing an article."""
    from datasketch import MinHash

    return MinHash(num_perm=BANDS * ROWS)


def _number(band: int, row: bytes) -> int:
    digest = hashlib.blake2b(row, digest_size=8, salt=band.to_bytes(2, "big")).digest()
    return int.from_bytes(digest, "big", signed=True)
