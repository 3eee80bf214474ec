"""Keeping the index in step with the catalogue: when it is built, verified and put to use."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from vectorstore.errors import ArchiveError
from vectorstore.store import index, schema
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.index import Index, Lost

# The index is brought up to date once more than this share of it is waiting.
WAITING_SHARE = 0.02
# Vectors that are asked to find themselves: of those new in an index before it is put to use, and
# of all that it holds.
_SAMPLE_OF_NEW, _SAMPLE = 50_000, 1000
_BATCH = 1000
# Where the graph has no way to more than this share of a sample, all are asked. So it is where very
# many vectors are nearly the same.
_MANY_UNREACHABLE = 0.01


def update(
    catalogue: Catalogue, path: Path, afresh: bool = False, share: float = WAITING_SHARE
) -> None:
    """Build the next index where more than a share waits for it; it takes over in one transaction.

    `afresh` builds it in any case, from the stored vectors alone. ArchiveError where it can't be
    built; then the one before stays in use.
    """
    name, last = ("", 0) if afresh else catalogue.indexed.in_use()
    gone = catalogue.indexed.unindexed(last)
    size, waiting = catalogue.vectors.count_embedded(), catalogue.vectors.count_embedded(after=last)
    few = waiting + len(gone) <= share * size and (size or not name)
    if few and not afresh:
        return
    newest, folder = catalogue.vectors.last_embedded(), _next_folder(path)
    unreachable: list[int] | None = None if size else []
    if name and size and waiting + len(gone) < size / 2:
        unreachable = _extended(catalogue, path / name, folder, waiting)
    if unreachable is None:
        index.build(folder, catalogue.vectors.after(), size)
        unreachable = _unreachable(catalogue, folder, range(newest, 0, -1), _SAMPLE_OF_NEW)
        if unreachable and len(unreachable) > _MANY_UNREACHABLE * min(newest, _SAMPLE_OF_NEW):
            unreachable = _unreachable(catalogue, folder, range(newest, 0, -1), newest)
        if unreachable is None:
            raise ArchiveError(
                f"The new index {folder} does not find its vectors again. The articles are kept and"
                " can be found, only more slowly; check the disk and run the same command again."
            )
    with catalogue.transaction():
        catalogue.set("index", folder.name if size else "")
        catalogue.set("index_last", str(newest))
        catalogue.set("index_seal", json.dumps(index.seal(folder) if size else {}))
        catalogue.indexed.set_unreachable(unreachable)
        catalogue.indexed.forget_unindexed()


def begin(catalogue: Catalogue, path: Path, in_use: str) -> None:
    """Start to write: clear what a killed writer left, and mend the index where it was harmed.

    An archive of an older Dateline has its words searched as this one searches them from then on.
    """
    schema.refold_words(catalogue)
    current, _ = catalogue.indexed.in_use()
    for folder in path.glob("index-*"):
        if folder.name not in (current, in_use):
            shutil.rmtree(folder, ignore_errors=True)
    if catalogue.setting("writing") and not is_sound(catalogue, path):
        update(catalogue, path, afresh=True)
    _note(catalogue, "yes")


def end(catalogue: Catalogue) -> None:
    """Note that the writer came to its end."""
    _note(catalogue, "")


def is_sound(catalogue: Catalogue, path: Path) -> bool:
    """Whether the index's files are as they were built and hold a sample of the vectors."""
    name, last = catalogue.indexed.in_use()
    if not name:
        return True
    if index.unlike(path / name, sealed(catalogue)):
        return False
    try:
        return _unreachable(catalogue, path / name, range(last, 0, -1), _SAMPLE) is not None
    except ArchiveError:
        return False


def sealed(catalogue: Catalogue) -> Mapping[str, str]:
    """The digests of the index's files as they were when it was put to use."""
    found: dict[str, str] = json.loads(catalogue.setting("index_seal") or "{}")
    return found


def _extended(catalogue: Catalogue, base: Path, folder: Path, waiting: int) -> list[int] | None:
    """Make the next index from the one in use; the unreachable in it, None if it can't be."""
    _, last = catalogue.indexed.in_use()
    newest = catalogue.vectors.last_embedded()
    vectors, gone = catalogue.vectors.after(last), catalogue.indexed.unindexed(last)
    try:
        index.extend(base, sealed(catalogue), folder, vectors, gone, waiting)
        new = _unreachable(catalogue, folder, range(newest, last, -1), _SAMPLE_OF_NEW)
        old = _unreachable(catalogue, folder, range(last, 0, -1), _SAMPLE)
    except (ArchiveError, FileNotFoundError):
        return None
    if new is None or old is None:
        return None
    unreachable = {*new, *old, *catalogue.indexed.unreachable()}
    return sorted(unreachable) if len(unreachable) <= _SAMPLE else None


def _unreachable(catalogue: Catalogue, folder: Path, numbers: range, most: int) -> list[int] | None:
    """Those of a sample of chunks that the index's graph has no way to.

    The sample is spread over `numbers` of the order in which their vectors came.

    None where the index is no good: it holds other vectors than it should.
    """
    sample = numbers[:: max(1, len(numbers) // most)]
    unreachable: list[int] = []
    with closing(Index(folder, {})) as opened:
        for start in range(0, len(sample), _BATCH):
            found, vectors = catalogue.vectors.numbered(sample[start : start + _BATCH])
            lost = opened.check(found, vectors) if found else Lost((), ())
            if lost.wrong:
                return None
            unreachable += lost.unreachable
    return unreachable


def _next_folder(path: Path) -> Path:
    numbers = [folder.name.partition("-")[2] for folder in path.glob("index-*")]
    return path / f"index-{max([int(n) for n in numbers if n.isdecimal()], default=0) + 1}"


def _note(catalogue: Catalogue, writing: str) -> None:
    with catalogue.transaction():
        catalogue.set("writing", writing)
