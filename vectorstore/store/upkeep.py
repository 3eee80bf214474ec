"""Keeping the index in step with the catalogue: when it is built, verified and put to use."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from datetime import datetime
from typing import NamedTuple

from vectorstore.errors import ArchiveError
from vectorstore.store import schema
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.index import Lost
from vectorstore.store.indexes import Indexes, Place, Where

# Vectors that are asked to find themselves: of those new in an index before it is put to use, and
# of all that it holds.
_SAMPLE_OF_NEW, _SAMPLE = 50_000, 1000
_BATCH = 1000
# Where the graph has no way to more than this share of a sample, all are asked. So it is where very
# many vectors are nearly the same.
_MANY_UNREACHABLE = 0.01


class _Made(NamedTuple):
    """An index that was built: what it is of, and of what moment."""

    name: str
    unreachable: Sequence[int]
    newest: int
    unindexed: Sequence[int]


def update(catalogue: Catalogue, indexes: Indexes, afresh: bool = False) -> None:
    """Build the next index where too many vectors wait for it; it takes over in one transaction.

    `afresh` builds it in any case, from the stored vectors alone. ArchiveError where it can't be
    built; then the one before stays in use. Others may write meanwhile, and wait to build theirs.
    """
    place = indexes.next
    with catalogue.building():
        with catalogue.snapshot():
            name, last = ("", 0) if afresh else catalogue.indexed.in_use()
            if name and not place.is_home_of(name, sealed(catalogue)):
                name, last, afresh = "", 0, True  # it is to lie elsewhere now
            vectors, gone = catalogue.vectors, catalogue.indexed.unindexed(last)
            size, waiting = vectors.count_embedded(), vectors.count_embedded(after=last)
            few = waiting + len(gone) <= place.waiting_share * size and (size or not name)
            if few and not afresh:
                return
            made = _made(catalogue, place, name, waiting + len(gone))
        _put_to_use(catalogue, place, made)


def move(catalogue: Catalogue, indexes: Indexes, to: Where) -> None:
    """Build the index anew at a place, put it to use, and delete the one before."""
    place = indexes.at(to)
    with catalogue.snapshot():
        made = _made(catalogue, place, "", 0)
    _put_to_use(catalogue, place, made)
    place.keep_only((made.name,))
    with suppress(ArchiveError):  # a server that is gone has nothing to be deleted
        indexes.keep_only(made.name)


def _made(catalogue: Catalogue, place: Place, base: str, changes: int) -> _Made:
    """Build the next index, from `base` where it can be; inside a snapshot of the catalogue."""
    size, newest = catalogue.vectors.count_embedded(), catalogue.vectors.last_embedded()
    name, unreachable = _built(catalogue, place, base, changes, size) if size else ("", [])
    return _Made(name, unreachable, newest, catalogue.indexed.all_unindexed())


def _put_to_use(catalogue: Catalogue, place: Place, made: _Made) -> None:
    """Put an index to use in one transaction. What others did since it was begun stays noted."""
    seal = place.seal(made.name) if made.name else {}
    with catalogue.transaction():
        catalogue.set("index", made.name)
        catalogue.set("index_last", str(made.newest))
        catalogue.set("index_seal", json.dumps(seal))
        catalogue.indexed.set_unreachable(made.unreachable)
        catalogue.indexed.forget_unindexed(made.unindexed)


def _built(
    catalogue: Catalogue, place: Place, base: str, changes: int, size: int
) -> tuple[str, list[int]]:
    """The name of the next index, verified, and the unreachable in it."""
    newest = catalogue.vectors.last_embedded()
    if base and changes < size / 2 and (extended := _extended(catalogue, place, base)):
        return extended
    name = place.build(catalogue.vectors.after(), size)
    unreachable = _unreachable(catalogue, place, name, range(newest, 0, -1), _SAMPLE_OF_NEW)
    if unreachable and len(unreachable) > _MANY_UNREACHABLE * min(newest, _SAMPLE_OF_NEW):
        unreachable = _unreachable(catalogue, place, name, range(newest, 0, -1), newest)
    if unreachable is None:
        raise ArchiveError(
            f"The new index {name} in {place} does not find its vectors again. The articles are"
            " kept and can be found, only more slowly; check its disk and run the same command"
            " again."
        )
    return name, unreachable


def begin(catalogue: Catalogue, indexes: Indexes, in_use: str) -> None:
    """Start to write: clear what a killed writer left, and mend the index where it was harmed.

    ArchiveError where the index lies in a server that is not set, or does not answer.
    An archive of an older Dateline has its words searched as this one searches them from then on.
    """
    schema.refold_words(catalogue)
    with catalogue.building(waits=False) as is_alone:  # else another sees to all this
        current, _ = catalogue.indexed.in_use()
        if current:
            indexes.of(current, sealed(catalogue))  # refuses
        if is_alone:
            indexes.keep_only(current, in_use)
            if catalogue.setting("writing") and not is_sound(catalogue, indexes):
                update(catalogue, indexes, afresh=True)
    _note(catalogue, "yes")


def end(catalogue: Catalogue, is_last: bool) -> None:
    """Note that the writer came to its end, where it `is_last`, and when."""
    if is_last:
        catalogue.settle()
        _note(catalogue, "")
    if catalogue.is_postgres:  # a file says that by itself
        catalogue.set("written", datetime.now().astimezone().isoformat(timespec="seconds"))


def is_sound(catalogue: Catalogue, indexes: Indexes) -> bool:
    """Whether the index is as it was built and holds a sample of the vectors."""
    name, last = catalogue.indexed.in_use()
    if not name:
        return True
    try:
        place = indexes.of(name, sealed(catalogue))
        if place.unlike(name, sealed(catalogue)):
            return False
        return _unreachable(catalogue, place, name, range(last, 0, -1), _SAMPLE) is not None
    except ArchiveError:
        return False


def sealed(catalogue: Catalogue) -> Mapping[str, str]:
    """The digests of the index's files as they were when it was put to use."""
    found: dict[str, str] = json.loads(catalogue.setting("index_seal") or "{}")
    return found


def _extended(catalogue: Catalogue, place: Place, base: str) -> tuple[str, list[int]] | None:
    """Make the next index from the one in use; with the unreachable in it, None if it can't be."""
    _, last = catalogue.indexed.in_use()
    newest, waiting = catalogue.vectors.last_embedded(), catalogue.vectors.count_embedded(last)
    vectors, gone = catalogue.vectors.after(last), catalogue.indexed.unindexed(last)
    try:
        name = place.extend(base, sealed(catalogue), vectors, gone, waiting)
        if name is None:
            return None
        new = _unreachable(catalogue, place, name, range(newest, last, -1), _SAMPLE_OF_NEW)
        old = _unreachable(catalogue, place, name, range(last, 0, -1), _SAMPLE)
    except (ArchiveError, FileNotFoundError):
        return None
    if new is None or old is None:
        return None
    unreachable = {*new, *old, *catalogue.indexed.unreachable()}
    return (name, sorted(unreachable)) if len(unreachable) <= _SAMPLE else None


def _unreachable(
    catalogue: Catalogue, place: Place, name: str, numbers: range, most: int
) -> list[int] | None:
    """Those of a sample of chunks that the index's graph has no way to.

    The sample is spread over `numbers` of the order in which their vectors came.

    None where the index is no good: it holds other vectors than it should.
    """
    sample = numbers[:: max(1, len(numbers) // most)]
    unreachable: list[int] = []
    with closing(place.opened_whole(name, {})) as opened:
        for start in range(0, len(sample), _BATCH):
            found, vectors = catalogue.vectors.numbered(sample[start : start + _BATCH])
            lost = opened.check(found, vectors) if found else Lost((), ())
            if lost.wrong:
                return None
            unreachable += lost.unreachable
    return unreachable


def _note(catalogue: Catalogue, writing: str) -> None:
    with catalogue.transaction():
        catalogue.set("writing", writing)
