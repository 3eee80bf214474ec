"""The files inside a ZIP or tar file, each read as if it lay in a folder."""

from __future__ import annotations

import dataclasses
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

from vectorstore import formats
from vectorstore.formats import opening
from vectorstore.types import RawArticle, Unreadable

# What unpacking raises on damage, a password, or a method of packing that is not supported.
_BROKEN = (
    BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
)


# A file inside may say that it is larger than any disk.
MEMBER_BYTES = 8 << 30


def is_shown(name: str) -> bool:
    """Whether a member is one that a person put there, and not a program's own."""
    parts = name.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not hidden and parts[0] != "__MACOSX"


def member(
    opened: Callable[[], AbstractContextManager[IO[bytes]]],
    name: str,
    source: str,
    folder: Path,
    limit: int = MEMBER_BYTES,
) -> Iterator[RawArticle | Unreadable]:
    """The articles of a member, which is unpacked into `folder` meanwhile."""
    kind = opening.suffix(Path(name))
    if kind in (".zip", *formats.TAR):
        inside = "ZIP" if kind == ".zip" else "tar"
        yield Unreadable(source, f"a {inside} file inside another: unpack it first")
        return
    if kind and not formats.is_known(kind):
        yield Unreadable(source, formats.unknown_format(kind))
        return
    # The name inside says nothing of where the file is put: only its suffix is kept.
    place = folder / f"member{kind}"
    try:
        with opened() as packed, place.open("wb") as unpacked:
            _copy(packed, unpacked, limit)
    except opening.TooLarge as error:
        yield Unreadable(source, str(error))
        return
    except _BROKEN as error:
        yield Unreadable(source, f"damaged or locked: {error}")
        return
    for item in formats.read(place):
        rest = item.source.removeprefix(str(place))
        yield dataclasses.replace(item, source=f"{source}{rest}")
    place.unlink()


def _copy(packed: IO[bytes], unpacked: IO[bytes], limit: int) -> None:
    size = 0
    while piece := packed.read(1 << 20):
        size += len(piece)
        if size > limit:
            raise opening.TooLarge(f"unpacks to more than {limit >> 20} MB, more than is safe")
        unpacked.write(piece)
