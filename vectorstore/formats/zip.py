"""ZIP files of any of the other formats, except further ZIP files."""

from __future__ import annotations

import dataclasses
import lzma
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

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
_UNPACKED_BYTES = 8 << 30


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The articles of each file inside; one that can't be read is named, the rest goes on."""
    try:
        with opening.opened_zip(path) as archive, tempfile.TemporaryDirectory() as folder:
            members = [member for member in archive.infolist() if _is_shown(member)]
            _refuse_bomb(members, path.stat().st_size)
            for member in sorted(members, key=lambda member: member.filename):
                yield from _member(archive, member, f"{path}/{member.filename}", Path(folder))
            if not members:
                yield Unreadable(str(path), "no files in it")
    except BadZipFile as error:
        yield Unreadable(str(path), f"damaged: {error}")


def _is_shown(member: ZipInfo) -> bool:
    parts = member.filename.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not member.is_dir() and not hidden and parts[0] != "__MACOSX"


def _refuse_bomb(members: list[ZipInfo], packed: int) -> None:
    # ZipFile never unpacks more of a member than the size that it declares.
    unpacked = sum(member.file_size for member in members)
    limit = max(opening.FREE_EXPANSION_BYTES, packed * opening.MAX_EXPANSION)
    if unpacked > min(limit, _UNPACKED_BYTES):
        raise opening.TooLarge(f"unpacks to {unpacked >> 20} MB, more than is safe")


def _member(
    archive: ZipFile, member: ZipInfo, source: str, folder: Path
) -> Iterator[RawArticle | Unreadable]:
    kind = opening.suffix(Path(member.filename))
    if kind == ".zip":
        yield Unreadable(source, "a ZIP file inside another: unpack it first")
        return
    if not formats.is_known(kind):
        yield Unreadable(source, formats.unknown_format(kind))
        return
    # The name inside says nothing of where the file is put: only its suffix is kept.
    place = folder / f"member{kind}"
    try:
        with archive.open(member) as packed, place.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked, 1 << 20)
    except _BROKEN as error:
        yield Unreadable(source, f"damaged or locked: {error}")
        return
    for item in formats.read(place):
        rest = item.source.removeprefix(str(place))
        yield dataclasses.replace(item, source=f"{source}{rest}")
    place.unlink()
