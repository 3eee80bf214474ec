"""Opening files: whole within a limit, or as a stream; .gz is unpacked on the way."""

from __future__ import annotations

import errno
import gzip
import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from zipfile import BadZipFile, ZipFile

DOCUMENT_BYTES = 20 << 20  # one article, page or feed larger than this is none
# What deflate can't reach with news: a stream that grows more than this is a bomb.
MAX_EXPANSION = 200
FREE_EXPANSION_BYTES = 64 << 20

# The file under each path that is open now, to tell how far it has been read.
_open_files: dict[Path, io.BufferedReader] = {}

DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


class TooLarge(ValueError):
    """The file is larger than any article, or grows suspiciously when unpacked."""


class _BoundedGzip(gzip.GzipFile):
    """A gzip stream that stops where it has grown out of proportion."""

    def __init__(self, path: Path, file: io.BufferedReader) -> None:
        super().__init__(path, "rb", fileobj=file)
        self._packed = path.stat().st_size
        self._unpacked = 0

    def _count(self, data: bytes) -> bytes:
        self._unpacked += len(data)
        if self._unpacked > max(FREE_EXPANSION_BYTES, self._packed * MAX_EXPANSION):
            raise TooLarge(f"unpacks to more than {MAX_EXPANSION} times its size")
        return data

    def read(self, size: int | None = -1) -> bytes:
        return self._count(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._count(super().read1(size))


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """The file's bytes as a seekable stream, unpacked where it is gzip.

    OSError where a pipe or device, which may never end, has taken the file's place.
    """
    if not path.is_file():
        path.stat()
        raise OSError(errno.EINVAL, "not a regular file any more", str(path))
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        outer = _open_files.get(path)  # the file may be looked through while it is read
        _open_files[path] = file
        try:
            if packed:
                with _BoundedGzip(path, file) as stream:
                    yield cast(io.BufferedReader, stream)  # it has all of its methods
            else:
                yield file
        finally:
            _open_files.pop(path, None)
            if outer is not None:
                _open_files[path] = outer


def bytes_read(path: Path) -> int:
    """How far a file that is being read has been read, 0 where it is not open."""
    file = _open_files.get(path)
    return 0 if file is None or file.closed else file.tell()


def whole(path: Path, limit: int = DOCUMENT_BYTES) -> bytes:
    """All bytes of a file that holds one document. Raises TooLarge and DAMAGED errors."""
    with opened(path) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"larger than {limit >> 20} MB")
    return data


def opened_zip(path: Path) -> ZipFile:
    """A ZIP file, to be closed by the caller. Raises BadZipFile, whatever is wrong with it."""
    try:
        return ZipFile(path)
    except (NotImplementedError, EOFError, ValueError, struct.error) as error:
        raise BadZipFile(str(error)) from error


def suffix(path: Path) -> str:
    """The format's suffix in lower case: ".jsonl" for both news.jsonl and news.JSONL.gz."""
    inner = Path(path.stem) if path.suffix.lower() == ".gz" else path
    return inner.suffix.lower()


def is_empty(path: Path) -> bool:
    """Whether the file holds nothing, once unpacked."""
    with opened(path) as stream:
        return not stream.read(1)
