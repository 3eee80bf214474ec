"""Graphs that onnxruntime computes on the processor, without torch."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding


class Graph:
    """A model of a graph's file and of weights that have its names; threads may share it."""

    def __init__(self, file: Path, weights: Mapping[str, NDArray[np.float32]]) -> None:
        from onnxruntime import InferenceSession, OrtValue, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = cores()
        # Cores that wait for the next question are free for other work.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # What a long text took is given back.
        options.enable_cpu_mem_arena = False
        # They are used where they are, so they are kept as long as the session.
        self._weights = dict(weights)
        values = [OrtValue.ortvalue_from_numpy(value) for value in self._weights.values()]
        self._values = values
        options.add_external_initializers([*self._weights], values)
        self._session = InferenceSession(
            file.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, tokens: Sequence[Encoding]) -> list[NDArray[np.float32]]:
        """What the graph gives for texts, which are padded to the longest: a row for each."""
        made: list[NDArray[np.float32]] = self._session.run(None, padded(tokens))
        return made


def padded(tokens: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
    """A BERT's inputs, [texts, tokens of the longest]."""
    shape = len(tokens), max(map(len, tokens))
    inputs = {
        name: np.zeros(shape, np.int64)
        for name in ("input_ids", "attention_mask", "token_type_ids")
    }
    for row, each in enumerate(tokens):
        for name, values in zip(
            inputs, (each.ids, each.attention_mask, each.type_ids), strict=True
        ):
            inputs[name][row, : len(each)] = values
    return inputs


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
