"""A model's weights as numpy arrays, read without torch."""

from __future__ import annotations

import json
import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# How many bytes say how long the header is.
_LENGTH = 8


def read_weights(file: Path) -> dict[str, NDArray[np.float32]]:
    """Every weight of a safetensors file, in float32; what is no such number is left out.

    What the file holds in float32 is mapped, and so takes no memory that the system can't have
    back; safetensors' own way for numpy copies it, and does not know bfloat16. OSError and
    ValueError where the file can't be read.
    """
    with file.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    start = _LENGTH + int.from_bytes(mapped[:_LENGTH], "little")
    header: dict[str, dict[str, Any]] = json.loads(mapped[_LENGTH:start])
    weights = {}
    for name, told in header.items():
        kind = told.get("dtype")
        if kind not in ("F32", "BF16"):
            continue
        first, last = told["data_offsets"]
        raw = _part(mapped, kind, start + first, last - first)
        weights[name] = raw.reshape(told["shape"])
    return weights


def _part(mapped: mmap.mmap, kind: str, start: int, size: int) -> NDArray[np.float32]:
    if kind == "F32":
        return np.frombuffer(mapped, "<f4", size // 4, start)
    # A bfloat16 is the upper half of a float32.
    upper = np.frombuffer(mapped, "<u2", size // 2, start)
    return (upper.astype("<u4") << 16).view("<f4")
