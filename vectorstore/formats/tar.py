"""Tar files, packed or not, of any of the other formats."""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import IO

from vectorstore.formats import opening, packed
from vectorstore.types import RawArticle, Unreadable

# What the standard library raises on headers that contradict themselves or nest without end.
_BROKEN = (ValueError, OverflowError, RecursionError, MemoryError)


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The articles of each file inside, in the order in which they lie there, streamed."""
    files = 0
    # A file may be said to be full of holes, which take no room in the tar file.
    limit = max(opening.FREE_EXPANSION_BYTES, path.stat().st_size * opening.MAX_EXPANSION)
    limit = min(limit, packed.MEMBER_BYTES)
    try:
        with (
            opening.opened(path) as stream,
            tempfile.TemporaryDirectory() as folder,
            tarfile.open(fileobj=stream, mode="r|") as archive,
        ):
            for member in archive:
                name = member.name.removeprefix("./")
                if member.isfile() and packed.is_shown(name):
                    files += 1
                    opened = partial(_opened, archive, member)
                    place = f"{path}/{name}"
                    yield from packed.member(opened, name, place, Path(folder), limit)
    except opening.TooLarge:
        raise
    except (tarfile.TarError, *_BROKEN, *opening.DAMAGED) as error:
        yield Unreadable(str(path), f"damaged after file {files}, the rest is lost: {error}")
        return
    if not files:
        yield Unreadable(str(path), "no files in it")


def _opened(archive: tarfile.TarFile, member: tarfile.TarInfo) -> closing[IO[bytes]]:
    stream = archive.extractfile(member)
    if stream is None:
        raise OSError("no regular file")
    return closing(stream)
