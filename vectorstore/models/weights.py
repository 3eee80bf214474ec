"""A model's weights as numpy arrays, read without torch."""

from __future__ import annotations

import hashlib
import json
import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

# How many bytes say how long the header is.
_LENGTH = 8


class _Part(NamedTuple):
    """A weight in its file."""

    name: str
    kind: str
    shape: list[int]
    start: int
    size: int


def read_weights(file: Path) -> dict[str, NDArray[np.float32]]:
    """Every weight of a safetensors file by name, as `each_weight` gives it."""
    return dict(each_weight(file))


def each_weight(file: Path) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The weights of a safetensors file one by one, in float32.

    What the file holds in float32 is mapped, and so takes no memory that the system can't have
    back; safetensors' own way for numpy copies it, and does not know bfloat16. OSError and
    ValueError where the file can't be read.
    """
    with file.open("rb") as opened:
        parts = _parts(opened)
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    for part in parts:
        yield part.name, _array(mapped, part).reshape(part.shape)


def give_back(weights: Iterable[NDArray[Any]]) -> None:
    """Let the system have the memory of mapped weights; what is used again is read again."""
    if not hasattr(mmap.mmap, "madvise"):  # Windows
        return
    files = {id(file): file for file in map(_file, weights) if file}
    for file in files.values():
        file.madvise(mmap.MADV_DONTNEED)


def _file(weight: NDArray[Any]) -> mmap.mmap | None:
    """The file that holds a weight, if it is mapped."""
    base: object = weight
    while isinstance(base, np.ndarray):
        base = base.base
    held = base.obj if isinstance(base, memoryview) else base
    return held if isinstance(held, mmap.mmap) else None


def fingerprint(file: Path, prefix: str) -> str:
    """The hash of the weights and of their names, each with the prefix."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        for part in sorted(_parts(opened)):
            opened.seek(part.start)
            digest.update((prefix + part.name).encode())
            digest.update(opened.read(part.size))
    return digest.hexdigest()[:32]


def _parts(opened: BinaryIO) -> list[_Part]:
    """What the file holds; whole numbers, as of places, are no weights."""
    start = _LENGTH + (length := int.from_bytes(opened.read(_LENGTH), "little"))
    header: dict[str, dict[str, Any]] = json.loads(opened.read(length))
    parts = []
    for name, told in header.items():
        if (kind := told.get("dtype")) in ("F32", "BF16"):
            first, last = told["data_offsets"]
            parts.append(_Part(name, kind, told["shape"], start + first, last - first))
    return parts


def _array(mapped: mmap.mmap, part: _Part) -> NDArray[np.float32]:
    if part.kind == "F32":
        return np.frombuffer(mapped, "<f4", part.size // 4, part.start)
    # A bfloat16 is the upper half of a float32.
    upper = np.frombuffer(mapped, "<u2", part.size // 2, part.start)
    return (upper.astype("<u4") << 16).view("<f4")
