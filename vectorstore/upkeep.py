"""Keeping the index in step with the catalogue: when it is built, verified and put to use."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from vectorstore import index
from vectorstore.catalogue import Catalogue
from vectorstore.index import Index
from vectorstore.types import ArchiveError

# The index is brought up to date once more than this share of it is waiting.
WAITING_SHARE = 0.02
# Vectors that have to find themselves before an index is put to use, or used on.
_SAMPLE = 1000


def update(catalogue: Catalogue, path: Path, afresh: bool = False) -> None:
    """Build the next index where enough waits for it; it takes over in one transaction.

    `afresh` builds it in any case, from the stored vectors alone. ArchiveError where it can't be
    built; then the one before stays in use.
    """
    name, last = ("", 0) if afresh else catalogue.index()
    gone = catalogue.unindexed(last)
    size, waiting = catalogue.count_chunks(), catalogue.count_chunks(after=last)
    few = waiting + len(gone) <= WAITING_SHARE * size and (size or not name)
    if few and not afresh:
        return
    newest, folder = catalogue.last_chunk(), _next_folder(path)
    if size:
        may_extend = name and waiting + len(gone) < size / 2
        if not (may_extend and _extended(catalogue, path / name, folder, waiting)):
            index.build(folder, catalogue.vectors(), size)
            if lost := _lost_of_sample(catalogue, folder, newest):
                raise ArchiveError(
                    f"The new index {folder} does not find {lost} of its vectors again. The"
                    " articles are kept and can be found, only more slowly; check the disk and run"
                    " the same command again."
                )
    with catalogue.transaction():
        catalogue.set("index", folder.name if size else "")
        catalogue.set("index_last", str(newest))
        catalogue.set("index_seal", json.dumps(index.seal(folder) if size else {}))
        catalogue.forget_unindexed()


def begin(catalogue: Catalogue, path: Path, in_use: str) -> None:
    """Start to write: clear what a killed writer left, and mend the index where it was harmed."""
    current, _ = catalogue.index()
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
    """Whether the index's files are as they were built and a sample of vectors finds itself."""
    name, last = catalogue.index()
    if not name:
        return True
    if index.unlike(path / name, sealed(catalogue)):
        return False
    try:
        return not _lost_of_sample(catalogue, path / name, last)
    except ArchiveError:
        return False


def sealed(catalogue: Catalogue) -> Mapping[str, str]:
    """The digests of the index's files as they were when it was put to use."""
    found: dict[str, str] = json.loads(catalogue.setting("index_seal") or "{}")
    return found


def _extended(catalogue: Catalogue, base: Path, folder: Path, waiting: int) -> bool:
    """Whether the next index could be made from the one in use."""
    _, last = catalogue.index()
    vectors, gone = catalogue.vectors(after=last), catalogue.unindexed(last)
    try:
        index.extend(base, sealed(catalogue), folder, vectors, gone, waiting)
        return not _lost_of_sample(catalogue, folder, catalogue.last_chunk())
    except (ArchiveError, FileNotFoundError):
        return False


def _lost_of_sample(catalogue: Catalogue, folder: Path, last: int) -> int:
    """How many of a sample of vectors, spread over all up to `last`, don't find themselves."""
    sample = range(last, 0, -max(1, last // _SAMPLE))
    keys, vectors = catalogue.vectors_at(sample[:_SAMPLE])
    if not keys:
        return 0
    with closing(Index(folder, {})) as opened:
        return len(opened.lost(keys, vectors))


def _next_folder(path: Path) -> Path:
    numbers = [folder.name.partition("-")[2] for folder in path.glob("index-*")]
    return path / f"index-{max([int(n) for n in numbers if n.isdecimal()], default=0) + 1}"


def _note(catalogue: Catalogue, writing: str) -> None:
    with catalogue.transaction():
        catalogue.set("writing", writing)
