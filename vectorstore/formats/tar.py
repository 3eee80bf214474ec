"""TAR files, packed or not, of any of the other formats."""

from __future__ import annotations

import dataclasses
import lzma
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from vectorstore import formats
from vectorstore.formats import opening
from vectorstore.types import RawArticle, Unreadable

_BROKEN = (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError)
_INSIDE = {".zip", ".tar", ".tgz"}


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The articles of each file inside, in its order; damage is named, what came before is kept."""
    limit = max(opening.FREE_EXPANSION_BYTES, path.stat().st_size * opening.MAX_EXPANSION)
    number = 0
    try:
        with tarfile.open(path) as archive, tempfile.TemporaryDirectory() as folder:
            for member in archive:
                limit -= member.size
                if limit < 0:
                    raise opening.TooLarge("unpacks to more than is safe")
                if member.isfile() and not _is_hidden(member.name):
                    number += 1
                    yield from _member(archive, member, f"{path}/{member.name}", Path(folder))
    except _BROKEN as error:
        yield Unreadable(str(path), f"damaged after file {number}, the rest is lost: {error}")
        return
    if not number:
        yield Unreadable(str(path), "no files in it")


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") and part not in (".", "..") for part in name.split("/"))


def _member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, source: str, folder: Path
) -> Iterator[RawArticle | Unreadable]:
    kind = opening.suffix(Path(member.name))
    if kind in _INSIDE:
        yield Unreadable(source, "packed inside another: unpack it first")
        return
    if not formats.is_known(kind):
        yield Unreadable(source, formats.unknown_format(kind))
        return
    # The name inside says nothing of where the file is put: only its suffix is kept.
    place = folder / f"member{kind}"
    packed = archive.extractfile(member)
    if packed is None:
        return
    with packed, place.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked, 1 << 20)
    for item in formats.read(place):
        rest = item.source.removeprefix(str(place))
        yield dataclasses.replace(item, source=f"{source}{rest}")
    place.unlink()
