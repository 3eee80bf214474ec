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
from vectorstore.types import Passage

__all__ = ["NONE", "READER", "Reader", "Reading", "Reranker", "Where", "reranker"]

# Names of settings: the reader that comes with the package, and none.
READER, NONE = "reader", "none"


class Reranker(Protocol):
    """Whatever reads question and passage together.

    `at_once` passages are read at a time; their scores compare across all of one question.
    """

    @property
    def at_once(self) -> int: ...

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading a passage, in their order."""
        ...


def reranker(name: str) -> Reranker | None:
    """READER, NONE, the folder of a trained reader, or a CrossEncoder by name or path."""
    if name == NONE:
        return None
    if name == READER:
        return Reader()
    if (Path(name) / WEIGHTS).is_file():
        return Reader(Path(name))
    return CrossEncoderReranker(name)
