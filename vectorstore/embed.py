"""From the catalogue to vectors: chunks that were kept without one get it, the newest first.

Each batch is a transaction, so that a process killed at any moment has at most half a second of
work to do again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.chunks import under_title
from vectorstore.models.encoder import Encoder, encode_many
from vectorstore.store import asking, upkeep
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import text_hash
from vectorstore.store.indexes import Indexes
from vectorstore.types import EmbeddingProgress

# Small batches are cut, by length, from so many of the newest chunks.
_TAKEN = 64
# Chunks in a batch, at the most.
MAX_BATCH = 256
# Seconds that a batch should take: so long may a question, or another writer, have to wait for it.
BATCH_SECONDS = 0.4
_FIRST_BATCH = 16
# Chunks from which on it is worth the ten seconds that the quickest way may take to load:
# onnxruntime embeds some 40 a second on two cores, bfloat16 some 80.
MANY = 400
# Vectors that wait for the index, beside a share of those that it holds, before it is brought up to
# date in the middle, and seconds that are left then at least: they are scanned until the end.
_MIN_WAITING, _WAITING_SHARE = 4_000, 0.5
_MIN_SECONDS_LEFT = 30.0

Progress = Callable[[EmbeddingProgress], None]
_Waiting = Sequence[tuple[int, str]]


def embed(
    catalogue: Catalogue,
    path: Path,
    indexes: Indexes,
    encoder: Encoder,
    progress: Progress,
    is_wanted: Callable[[], bool],
) -> None:
    """Embed all that waits, or until the archive `is_wanted` by another writer.

    For whoever holds the archive's lock. The vectors that progress has counted are kept.
    """
    size = _FIRST_BATCH
    done = count(catalogue)
    is_long = done.chunks - done.embedded >= MANY
    progress(done)
    before, worked = done.embedded, 0.0
    while waiting := _taken(catalogue, max(size, _TAKEN)):
        while waiting:
            if is_wanted():
                return
            asking.give_way(path)
            batch, waiting = waiting[:size], waiting[size:]
            seconds = _embed(catalogue, encoder, batch, is_long)
            worked += seconds
            size = max(1, min(MAX_BATCH, 2 * size, round(size * BATCH_SECONDS / seconds)))
            done = EmbeddingProgress(done.chunks, done.embedded + len(batch))
            progress(done)
        left = done.waiting * worked / max(1, done.embedded - before)
        if left > _MIN_SECONDS_LEFT and _is_behind(catalogue):
            upkeep.update(catalogue, indexes)


def count(catalogue: Catalogue) -> EmbeddingProgress:
    """How many chunks have their vectors."""
    chunks = catalogue.vectors.count_kept_chunks()
    return EmbeddingProgress(chunks, max(0, chunks - catalogue.vectors.count_waiting()))


def _taken(catalogue: Catalogue, count: int) -> _Waiting:
    """Keys and texts of the newest that wait, the longest first: so a batch has one length."""
    found = [
        (key, under_title(title, body)) for key, title, body in catalogue.vectors.waiting(count)
    ]
    return sorted(found, key=lambda item: -len(item[1]))


def _embed(catalogue: Catalogue, encoder: Encoder, batch: _Waiting, is_long: bool) -> float:
    """Embed and keep; how many seconds it took."""
    started = time.perf_counter()
    hashes = {key: text_hash(text) for key, text in batch}
    texts = {hashes[key]: text for key, text in batch}
    known = catalogue.vectors.keys(list(texts))
    new = [text_digest for text_digest in texts if text_digest not in known]
    encode = partial(encode_many, encoder) if is_long else encoder.encode
    vectors = encode([texts[text_digest] for text_digest in new]) if new else ()
    made = dict(zip(new, vectors, strict=True))
    with catalogue.transaction():
        _keep(catalogue, hashes, made)
    return max(time.perf_counter() - started, 1e-3)


def _keep(
    catalogue: Catalogue, hashes: Mapping[int, bytes], made: Mapping[bytes, NDArray[np.float32]]
) -> None:
    """Give chunks their vectors, as the archive is now: others may have written meanwhile."""
    waiting = catalogue.vectors.still_waiting(list(hashes))
    wanted = list(dict.fromkeys(hashes[key] for key in hashes if key in waiting))
    known = catalogue.vectors.keys(wanted)
    for text_digest in wanted:
        if text_digest in made and text_digest not in known:
            known[text_digest] = catalogue.vectors.add(text_digest, made[text_digest])
    catalogue.vectors.embed(
        {key: known[hashes[key]] for key in hashes if key in waiting and hashes[key] in known}
    )


def _is_behind(catalogue: Catalogue) -> bool:
    """Whether so many vectors are in no index that searches would scan for long."""
    _, last = catalogue.indexed.in_use()
    waiting = catalogue.vectors.count_embedded(after=last)
    return waiting > max(
        _MIN_WAITING, _WAITING_SHARE * (catalogue.vectors.count_embedded() - waiting)
    )
