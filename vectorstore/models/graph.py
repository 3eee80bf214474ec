"""Graphs that onnxruntime computes on the processor, without torch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.models.device import cores
from vectorstore.models.weights import give_back

if TYPE_CHECKING:
    from tokenizers import Encoding

# Texts that are computed at once, at most: more take more memory, and are no faster.
BATCH = 4


class Graph:
    """A model of a graph's file and of weights that have its names; threads may share it.

    `at_one` is how many cores work at one batch: all, if None. ValueError where the weights are not
    those of the graph.
    """

    def __init__(
        self, file: Path, weights: Mapping[str, NDArray[Any]], at_one: int | None = None
    ) -> None:
        from onnxruntime import (
            InferenceSession,
            OrtValue,
            SessionOptions,
            disable_telemetry_events,
        )
        from onnxruntime.capi import onnxruntime_pybind11_state as states

        # Nothing leaves this machine: for whoever loaded it before vectorstore said so to all.
        disable_telemetry_events()
        options = SessionOptions()
        options.intra_op_num_threads = at_one or cores()
        # Cores that wait for the next question are free for other work.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # One for each length of a text would be kept.
        options.enable_mem_pattern = False
        # They are used where they are, so they are kept as long as the session.
        self._weights = dict(weights)
        values = [OrtValue.ortvalue_from_numpy(value) for value in self._weights.values()]
        self._values = values
        options.add_external_initializers([*self._weights], values)
        for name, value in zip(self._weights, values, strict=True):
            options.add_initializer(name, value)  # else it would be copied
        try:
            self._session = InferenceSession(
                file.read_bytes(), options, providers=["CPUExecutionProvider"]
            )
        except (states.Fail, states.InvalidArgument, states.RuntimeException) as error:
            raise ValueError(f"its weights do not fit: {error}") from error
        # What is multiplied has been laid out anew, and of the rest a few rows are used.
        give_back(self._weights.values())

    def __call__(self, tokens: Sequence[Encoding]) -> list[NDArray[np.float32]]:
        """What the graph gives for texts, which are padded to the longest: a row for each."""
        return self.compute(padded(tokens))

    def compute(self, inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[Any]]:
        """What it gives for its inputs, by their names."""
        made: list[NDArray[Any]] = self._session.run(None, inputs)
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


def batches(tokens: Sequence[Encoding], size: int = BATCH) -> Iterator[list[int]]:
    """The numbers of all texts, those of about one length together, the longest first."""
    order = sorted(range(len(tokens)), key=lambda number: -len(tokens[number]))
    for first in range(0, len(order), size):
        yield order[first : first + size]
