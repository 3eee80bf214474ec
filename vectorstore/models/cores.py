"""All of the processor's cores at a model's work, each with a batch of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from threading import Barrier, Lock
from typing import TypeVar

import torch

# Texts that a core computes at once, at most: more would not fit its cache.
BATCH = 8

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_starting = Lock()
_pool: ThreadPoolExecutor | None = None


def by_length(
    work: Callable[[list[_Item]], Iterable[_Result]],
    items: Sequence[_Item],
    length: Callable[[_Item], int],
) -> list[_Result]:
    """What `work` makes of each item, in their order; it gets a few of about one length at once.

    Each core works at a batch of its own, a tenth faster than all cores at one, which wait for one
    another at the end of each multiplication, and for the one that cuts the text into tokens.
    """
    size = min(BATCH, math.ceil(len(items) / torch.get_num_threads()) or 1)
    order = sorted(range(len(items)), key=lambda number: -length(items[number]))
    numbers = [order[start : start + size] for start in range(0, len(order), size)]
    batches = [[items[number] for number in batch] for batch in numbers]
    done = map(work, batches) if len(batches) == 1 else _cores().map(work, batches)
    made = dict(zip(order, chain.from_iterable(done), strict=True))
    return [made[number] for number in range(len(items))]


def on_one_core(work: Callable[[], _Result]) -> _Result:
    """What `work` gives, computed as a batch is."""
    return _cores().submit(work).result()


def _cores() -> ThreadPoolExecutor:
    global _pool
    with _starting:
        _pool = _pool or _started(torch.get_num_threads())
    return _pool


def _started(cores: int) -> ThreadPoolExecutor:
    """A pool of a thread a core, each of which computes alone."""
    all_there = Barrier(cores)

    def compute_alone() -> None:
        # A thread takes over what is set for all at its first question, so not after this.
        torch.get_num_threads()
        torch.set_num_threads(1)
        all_there.wait()

    pool = ThreadPoolExecutor(cores, "core", compute_alone)
    for future in [pool.submit(int) for _ in range(cores)]:
        future.result()
    # Threads that start from now on would else compute alone too.
    torch.set_num_threads(cores)
    return pool
