"""The reader's network as onnxruntime computes it, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vectorstore.models import minilm
from vectorstore.models.graph import Graph, batches
from vectorstore.models.weights import read_weights

if TYPE_CHECKING:
    from tokenizers import Encoding

GRAPH = Path(__file__).with_name("reader.onnx")
# MiniLM's word embeddings stay as they are in its package, so they are not kept twice.
FROZEN = "encoder.embeddings.word_embeddings.weight"


class PairLogits(NamedTuple):
    """What the heads say of a pair; `start` and `end` of each of its tokens."""

    rank: float
    answers: float
    start: NDArray[np.float32]
    end: NDArray[np.float32]


class ReaderGraph:
    """Reads pairs of question and passage, with the weights in a file."""

    def __init__(self, weights: Path) -> None:
        words = minilm.weights()[FROZEN.removeprefix("encoder.")]
        self._graph = Graph(GRAPH, {**read_weights(weights), FROZEN: words})

    def read(self, pairs: Sequence[Encoding]) -> list[PairLogits]:
        """The logits of each pair, in their order."""
        made: dict[int, PairLogits] = {}
        for some in batches(pairs):
            logits = self._graph([pairs[number] for number in some])
            for number, rank, answers, start, end in zip(some, *logits, strict=True):
                count = len(pairs[number])
                made[number] = PairLogits(float(rank), float(answers), start[:count], end[:count])
        return [made[number] for number in range(len(pairs))]
