"""Opening files, whole within a limit or as a stream; what is packed is unpacked on the way."""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import lzma
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast
from zipfile import BadZipFile, ZipFile

DOCUMENT_BYTES = 20 << 20  # one article, page or feed larger than this is none
# What deflate can't reach with news: a stream that grows more than this is a bomb.
MAX_EXPANSION = 200
FREE_EXPANSION_BYTES = 64 << 20

# The file under each path that is open now, to tell how far it has been read.
_open_files: dict[Path, io.BufferedReader] = {}

DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError)

_ZSTD_PIECE = 1 << 10  # unpacks to some 32 MB at the most

PACKED = (".gz", ".bz2", ".xz", ".zst")
_GZIP, _BZIP2, _XZ, _ZSTD = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"


class TooLarge(ValueError):
    """The file is larger than any article, or grows suspiciously when unpacked."""


class NeedsExtra(ValueError):
    """The file is read by a library that is not installed."""

    def __init__(self, extra: str) -> None:
        super().__init__(f'not read without its extra: pip install "dateline[{extra}]"')


class _Bounded:
    """Of an unpacking stream: it stops where it has grown out of proportion."""

    limit = 0
    _unpacked = 0

    def read(self, size: int | None = -1) -> bytes:
        return self._count(super().read, size)  # type: ignore[misc]

    def read1(self, size: int = -1) -> bytes:
        return self._count(super().read1, size)  # type: ignore[misc]

    def _count(self, read: Callable[[int | None], bytes], size: int | None) -> bytes:
        try:
            data = read(size)
        except OSError as error:
            if error.errno is None and not isinstance(error, gzip.BadGzipFile):
                raise EOFError(str(error)) from error  # bzip2's damage is no fault of the disk
            raise
        self._unpacked += len(data)
        if self._unpacked > self.limit:
            raise TooLarge(f"unpacks to more than {MAX_EXPANSION} times its size")
        return data


class _Gzip(_Bounded, gzip.GzipFile):
    pass


class _Bzip2(_Bounded, bz2.BZ2File):
    pass


class _Xz(_Bounded, lzma.LZMAFile):
    pass


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """The file's bytes as a seekable stream, unpacked where it is gzip.

    OSError where a pipe or device, which may never end, has taken the file's place.
    """
    if not path.is_file():
        path.stat()
        raise OSError(errno.EINVAL, "not a regular file any more", str(path))
    with path.open("rb") as file:
        start = file.read(6)
        file.seek(0)
        outer = _open_files.get(path)  # the file may be looked through while it is read
        _open_files[path] = file
        try:
            with _unpacked(file, start, path.stat().st_size) as stream:
                yield stream
        finally:
            _open_files.pop(path, None)
            if outer is not None:
                _open_files[path] = outer


@contextmanager
def _unpacked(file: io.BufferedReader, start: bytes, size: int) -> Iterator[io.BufferedReader]:
    """The stream that a file packs, by its first bytes; the file itself where it packs none."""
    if start.startswith(_ZSTD):
        with tempfile.TemporaryFile() as unpacked:  # its own stream can't be read again
            _unpack_zstd(file, unpacked, max(FREE_EXPANSION_BYTES, size * MAX_EXPANSION))
            yield cast(io.BufferedReader, unpacked)
        return
    stream: Any = file
    if start.startswith(_GZIP):
        stream = _Gzip(fileobj=file)
    elif start.startswith(_BZIP2):
        stream = _Bzip2(file)
    elif start.startswith(_XZ):
        stream = _Xz(file)
    stream_limit = max(FREE_EXPANSION_BYTES, size * MAX_EXPANSION)
    if isinstance(stream, _Bounded):
        stream.limit = stream_limit
    yield stream


def _unpack_zstd(packed: IO[bytes], unpacked: IO[bytes], limit: int) -> None:
    try:
        import zstandard
    except ImportError:
        raise NeedsExtra("zst") from None
    unpacker = zstandard.ZstdDecompressor().decompressobj()
    while piece := packed.read(_ZSTD_PIECE):
        try:
            unpacked.write(unpacker.decompress(piece))
            while unpacker.eof and unpacker.unused_data:
                piece, unpacker = (
                    unpacker.unused_data,
                    zstandard.ZstdDecompressor().decompressobj(),
                )
                unpacked.write(unpacker.decompress(piece))
        except zstandard.ZstdError as error:
            raise EOFError(str(error)) from error
        if unpacked.tell() > limit:
            raise TooLarge(f"unpacks to more than {MAX_EXPANSION} times its size")
    if not unpacker.eof:
        raise EOFError("the file ends before its data does")
    unpacked.seek(0)


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


def check_unpacked(path: Path, most: int) -> None:
    """Raises TooLarge where a ZIP file unpacks to more than so many bytes; BadZipFile for none."""
    with opened_zip(path) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > most:
        raise TooLarge(f"unpacks to more than {most >> 20} MB")


def suffix(path: Path) -> str:
    """The format's suffix in lower case: ".jsonl" for both news.jsonl and news.JSONL.gz."""
    inner = Path(path.stem) if path.suffix.lower() in PACKED else path
    return inner.suffix.lower()


def is_packed(path: Path) -> bool:
    """Whether the file is packed by itself, as .gz and its like are."""
    with path.open("rb") as file:
        return file.read(6).startswith((_GZIP, _BZIP2, _XZ, _ZSTD))


def is_empty(path: Path) -> bool:
    """Whether the file holds nothing, once unpacked."""
    with opened(path) as stream:
        return not stream.read(1)
