"""The reader that comes with the package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.reader.graph import PairLogits, ReaderGraph
from assistant.reader.pairs import Pairs
from assistant.reader.reading import Reading, Where
from assistant.weights import TUNED
from vectorstore.errors import ModelError
from vectorstore.models.device import Device, card
from vectorstore.models.int8 import computes_in_int8
from vectorstore.models.once import once
from vectorstore.types import Passage

if TYPE_CHECKING:
    from tokenizers import Encoding

    from assistant.reader.network import ReaderNetwork

# The file that holds a reader's weights, in its folder.
WEIGHTS = "reader.safetensors"
_FOLDER = Path(__file__).parent
# The score of the best place where the title left no room to read any of the passage.
_UNREAD = -20.0
# Words of a question: 99 in 100 of its training questions have no more. The longer a question is
# beyond that, the less its scores count.
TRAINED_WORDS = 20


class Reader:
    """Reads passages for a question; loads its weights at first use.

    `weights` is a folder with reader.safetensors and reader.json, as training makes it; the one
    that comes with the package if None. It computes on the processor, unless `device` names a
    graphics card. `best_place` is what the best place of an answer weighs in a score. ModelError
    where the weights are not as they were made, ArchiveError where the device is not there.
    """

    reads_excerpts = True

    def __init__(
        self,
        weights: Path | None = None,
        device: Device = "auto",
        best_place: float = TUNED.best_place,
    ) -> None:
        self._folder = weights or _FOLDER
        self._device = device
        self._best_place = best_place
        self._loaded = once(self._load)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading a passage, in their order."""
        network, pairs = self._loaded()
        tokens = pairs([question] * len(passages), [_headed(passage) for passage in passages])
        share = TRAINED_WORDS / max(TRAINED_WORDS, len(question.split()))
        return [
            _reading(passage, pair, logits, share, self._best_place)
            for passage, pair, logits in zip(passages, tokens, network.read(tokens), strict=True)
        ]

    def _load(self) -> tuple[ReaderGraph | ReaderNetwork, Pairs]:
        weights, _ = checked(self._folder)
        named = card(self._device)
        if not named:
            try:
                return ReaderGraph(weights, computes_in_int8()), Pairs()
            except ValueError as error:
                raise ModelError(_unusable(self._folder, str(error))) from error
        from assistant.reader.network import load_network

        return load_network(weights).to(named), Pairs()


def checked(folder: Path) -> tuple[Path, str]:
    """The file of a reader's weights and its SHA-256; ModelError where it is not as it was made."""
    weights = folder / WEIGHTS
    try:
        wanted = json.loads((folder / "reader.json").read_text("utf-8"))["fingerprint"]
        fingerprint = hashlib.sha256(weights.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(_unusable(folder, f"{error!r}")) from error
    if fingerprint != wanted:
        raise ModelError(_unusable(folder, "its weights are not those that were made"))
    return weights, fingerprint


def _headed(passage: Passage) -> str:
    return _heading(passage) + passage.text


def _heading(passage: Passage) -> str:
    title = passage.article.title
    return f"{title}\n" if title else ""


def _reading(
    passage: Passage, pair: Encoding, logits: PairLogits, share: float, best_place: float
) -> Reading:
    heading = len(_heading(passage))
    places = np.array(pair.offsets)
    parts = np.array([part == 1 for part in pair.sequence_ids])
    body = parts & (places[:, 0] >= heading)
    where = Where(
        share * logits.start[body],
        share * logits.end[body],
        places[body] + (passage.start - heading),
    )
    span = max(where.best(passage.start, passage.end), _UNREAD)
    return Reading(share * logits.rank + best_place * span, share * logits.answers, where)


def _unusable(folder: Path, why: str) -> str:
    anew = "Install dateline anew" if folder == _FOLDER else "Make it anew (python -m training)"
    return (
        f"The reader in {folder} can't be used: {why}. {anew}, or do without it: set"
        " DATELINE_RERANKER=none."
    )
