"""Reading question and passage together, by the reader that comes with the package or another.

docs/reader.md says what the reader was trained on, what it can do and what it can't.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assistant.reader.cross_encoder import CrossEncoderReranker
from assistant.reader.reader import WEIGHTS, Reader
from assistant.reader.reading import Reading, Where
from assistant.weights import TUNED, Weights
from vectorstore.models.device import Device
from vectorstore.types import Passage

__all__ = ["NONE", "READER", "Reader", "Reading", "Reranker", "Where", "reranker"]

# Names of settings: the reader that comes with the package, and none.
READER, NONE = "reader", "none"


class Reranker(Protocol):
    """Whatever reads question and passage together.

    `reads_excerpts` says whether its scores compare from one call to the next, and those of a few
    sentences tell what passages are worth reading whole. If not, it reads all whole, in one call.
    """

    @property
    def reads_excerpts(self) -> bool: ...

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading a passage, in their order."""
        ...


def reranker(name: str, device: Device = "auto", weights: Weights = TUNED) -> Reranker | None:
    """READER, NONE, the folder of a trained reader, or a CrossEncoder by name or path."""
    if name == NONE:
        return None
    if name == READER:
        return Reader(None, device, weights.best_place)
    if (Path(name) / WEIGHTS).is_file():
        return Reader(Path(name), device, weights.best_place)
    return CrossEncoderReranker(name, device)
