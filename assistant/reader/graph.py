"""The reader's network as onnxruntime computes it, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vectorstore.models import int8, minilm
from vectorstore.models.device import cores
from vectorstore.models.graph import BATCH, Graph, batches
from vectorstore.models.weights import each_weight

if TYPE_CHECKING:
    from tokenizers import Encoding

GRAPH = Path(__file__).with_name("reader.onnx")
INT8_GRAPH = Path(__file__).with_name("reader_int8.onnx")
# MiniLM's word embeddings stay as they are in its package, so they are not kept twice.
FROZEN = "encoder.embeddings.word_embeddings.weight"


class PairLogits(NamedTuple):
    """What the heads say of a pair; `start` and `end` of each of its tokens."""

    rank: float
    answers: float
    start: NDArray[np.float32]
    end: NDArray[np.float32]


class ReaderGraph:
    """Reads pairs of question and passage, with the weights in a file, in float32 or in int8.

    In int8 a pair is computed alone: all of a batch would share the scale of its largest value, so
    that what is read beside a passage would change its reading. Each core then has a pair of its
    own, which takes less time than all cores at one pair after another.
    """

    def __init__(self, weights: Path, in_int8: bool = False) -> None:
        words = minilm.weights()[FROZEN.removeprefix("encoder.")]
        given = chain(each_weight(weights), [(FROZEN, words)])
        self._graph = (
            Graph(INT8_GRAPH, int8.in_int8(given), at_one=1)
            if in_int8
            else Graph(GRAPH, dict(given))
        )
        self._batch = 1 if in_int8 else BATCH
        self._at_work = ThreadPoolExecutor(cores() if in_int8 else 1, "reader")

    def read(self, pairs: Sequence[Encoding]) -> list[PairLogits]:
        """The logits of each pair, in their order."""
        made: dict[int, PairLogits] = {}
        numbers = [*batches(pairs, self._batch)]
        texts = [[pairs[number] for number in some] for some in numbers]
        for some, logits in zip(numbers, self._at_work.map(self._graph, texts), strict=True):
            for number, rank, answers, start, end in zip(some, *logits, strict=True):
                count = len(pairs[number])
                made[number] = PairLogits(float(rank), float(answers), start[:count], end[:count])
        return [made[number] for number in range(len(pairs))]
