"""Reading, cleaning and embedding by Ray: on one machine's cores, or those of a cluster.

What its workers make comes back in the order of the files, and the one process that writes keeps it
in transactions. So a worker that is killed loses nothing: what it was at, another does again.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.embed import MANY
from vectorstore.errors import ArchiveError, first_line
from vectorstore.ingest import File, Item, Read, items
from vectorstore.models.encoder import Encoder, encode_many
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import text_hash

# The address that means this machine alone.
HERE = "local"
# Chunks that are handed on at once, about, and files that a worker is given at once.
_CHUNKS, _FILES = 64, 16
# Of a core, what a reader has; a worker that embeds has the rest, so that none shares its core with
# another: on a node of one core, two that had half of it each did the work of one.
_READER = 0.25
# Bytes after which what a worker made is handed on.
_BLOCK = 1 << 17
# What keeps Ray from reporting to its maker, and from writing where the command does.
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
}

_Row = dict[str, Any]


@contextmanager
def _connected(address: str) -> Iterator[None]:
    """Be connected to a cluster, or to one begun on this machine for the time being.

    ArchiveError where Ray is not installed, or the cluster does not answer.
    """
    os.environ.update(QUIET)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise ArchiveError(
            f"Ingesting on Ray needs it ({error}). Install it: pip install 'dateline[ray]'"
        ) from error
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        ray.init(
            address,
            include_dashboard=False if address == HERE else None,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise ArchiveError(
            f"The Ray cluster at {address} could not be reached ({first_line(error)}). See that it"
            " runs, and that its version is this one's; or leave out the address."
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def reading(
    address: str,
    encoder: Encoder,
    postgres: str,
    catalogue: Catalogue,
    files: Sequence[File],
    again: bool,
) -> Iterator[list[Item]]:
    """What `ingest.items` gives of the files, with the vectors of what is new.

    ArchiveError where Ray can't be had, or failed at it.
    """
    if not files:
        return
    with _connected(address):
        yield from _made(pickle.dumps(encoder), catalogue.path, postgres, files, again)


def _made(
    encoder: bytes, path: Path, postgres: str, files: Sequence[File], again: bool
) -> Iterator[list[Item]]:
    import ray

    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.target_max_block_size = _BLOCK
    parts = [list(files[start : start + _FILES]) for start in range(0, len(files), _FILES)]
    data = ray.data.from_items(
        [{"part": pickle.dumps(part)} for part in parts], override_num_blocks=len(parts)
    )
    have = ray.cluster_resources()  # type: ignore[no-untyped-call]
    gpus, cpus = int(have.get("GPU", 0)), max(1, int(have.get("CPU", 1)))
    read = data.flat_map(partial(_read, path, postgres, again), num_cpus=_READER)
    made = read.map(
        _Embedding,  # type: ignore[arg-type]
        fn_constructor_args=(encoder, path, postgres),
        # All from the beginning: more are begun only after a minute of waiting.
        compute=ray.data.ActorPoolStrategy(
            min_size=1, max_size=gpus or cpus, initial_size=gpus or cpus
        ),
        num_cpus=1 - _READER,
        num_gpus=1 if gpus else None,
    )
    try:
        for row in made.iter_rows():
            yield pickle.loads(row["items"])  # noqa: S301 - our own workers'
    except ray.exceptions.RayError as error:
        raise ArchiveError(
            f"Ray could not do its part of the ingest: {first_line(error)}. What was kept is safe;"
            " run the same command again."
        ) from error


@lru_cache(1)
def _catalogue(path: Path, postgres: str) -> Catalogue:
    """The catalogue as a worker reads it; it never writes."""
    return Catalogue(path, postgres)


def _read(path: Path, postgres: str, again: bool, row: _Row) -> Iterator[_Row]:
    """What is in some files, as rows of some chunks each."""
    batch: list[Item] = []
    size = 0
    files = pickle.loads(row["part"])  # noqa: S301 - the ingest's own
    for item in items(_catalogue(path, postgres), files, again):
        batch.append(item)
        size += len(item.entry.chunks) if isinstance(item, Read) else 0
        if size >= _CHUNKS:
            yield {"items": pickle.dumps(batch)}
            batch, size = [], 0
    yield {"items": pickle.dumps(batch)}


class _Embedding:
    """Adds the vectors of what has none yet; it holds the encoder."""

    def __init__(self, encoder: bytes, path: Path, postgres: str) -> None:
        self._encoder: Encoder = pickle.loads(encoder)  # noqa: S301 - the ingest's own
        self._catalogue = _catalogue(path, postgres)
        self._embedded = 0

    def __call__(self, row: _Row) -> _Row:
        found: list[Item] = pickle.loads(row["items"])  # noqa: S301 - the worker's beside it
        texts = {
            text_hash(text): text
            for item in found
            if isinstance(item, Read)
            for text in item.entry.texts
        }
        known = self._catalogue.vectors.keys(list(texts))
        new = [key for key in texts if key not in known]
        made = self._encoded([texts[key] for key in new]) if new else ()
        vectors = dict(zip(new, made, strict=True))
        return {"items": pickle.dumps([_with(item, vectors) for item in found])}

    def _encoded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        is_long = self._embedded >= MANY
        self._embedded += len(texts)
        return encode_many(self._encoder, texts) if is_long else self._encoder.encode(texts)


def _with(item: Item, vectors: dict[bytes, Any]) -> Item:
    if not isinstance(item, Read):
        return item
    own = (text_hash(text) for text in item.entry.texts)
    return replace(item, vectors={key: vectors[key] for key in own if key in vectors})
