"""ZIP files of any of the other formats, except further ZIP files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from zipfile import BadZipFile, ZipInfo

from vectorstore.formats import folders, opening, packed
from vectorstore.types import RawArticle, Unreadable

_UNPACKED_BYTES = 8 << 30


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The articles of each file inside; one that can't be read is named, the rest goes on."""
    try:
        with opening.opened_zip(path) as archive, tempfile.TemporaryDirectory() as folder:
            members = [member for member in archive.infolist() if _is_shown(member)]
            names = [member.filename for member in members]
            owned = {name for name in names if folders.belongs_to_page(name, names)}
            _refuse_bomb(members, path.stat().st_size)
            for member in _unowned(members, owned):
                yield from packed.member(
                    partial(archive.open, member),
                    member.filename,
                    f"{path}/{member.filename}",
                    Path(folder),
                )
            if owned:
                reason = f"{len(owned)} files that belong to a saved page"
                yield Unreadable(str(path), reason)
            if not members:
                yield Unreadable(str(path), "no files in it")
    except BadZipFile as error:
        yield Unreadable(str(path), f"damaged: {error}")


def _unowned(members: list[ZipInfo], owned: set[str]) -> list[ZipInfo]:
    read = [member for member in members if member.filename not in owned]
    return sorted(read, key=lambda member: member.filename)


def _is_shown(member: ZipInfo) -> bool:
    return not member.is_dir() and packed.is_shown(member.filename)


def _refuse_bomb(members: list[ZipInfo], size: int) -> None:
    # ZipFile never unpacks more of a member than the size that it declares.
    unpacked = sum(member.file_size for member in members)
    limit = max(opening.FREE_EXPANSION_BYTES, size * opening.MAX_EXPANSION)
    if unpacked > min(limit, _UNPACKED_BYTES):
        raise opening.TooLarge(f"unpacks to {unpacked >> 20} MB, more than is safe")
