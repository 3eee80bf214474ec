"""Text to vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.models import minilm
from vectorstore.models.device import Device, available, card
from vectorstore.models.once import once

if TYPE_CHECKING:
    from vectorstore.models.sentence_transformer import TorchEncoder

DEFAULT_ENCODER = "all-MiniLM-L6-v2"


class Encoder(Protocol):
    """Whatever turns texts into unit vectors; `fingerprint` tells two models apart for certain."""

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of length 1."""
        ...


class SentenceEncoder:
    """A sentence-transformers model by name or path, loaded at first use.

    The default, all-MiniLM-L6-v2, comes from its package, needs no network, and computes on
    onnxruntime, which is there in half a second, unless `device` names a graphics card.
    ArchiveError where the model or the device is not there.
    """

    def __init__(self, name: str = DEFAULT_ENCODER, device: Device = "auto") -> None:
        self.name = name
        self._device = device
        self._model = once(self._load)
        self._for_many = once(self._load_for_many)

    def __reduce__(self) -> tuple[type[SentenceEncoder], tuple[str, Device]]:
        """What another process needs to load it, too."""
        return type(self), (self.name, self._device)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One float32 row a text, of length 1; batches are sorted by length inside."""
        return self._model().encode(texts) if texts else np.zeros((0, 0), np.float32)

    @property
    def fingerprint(self) -> str:
        """A hash of every weight: the same model under another name or path has the same one."""
        return self._model().fingerprint

    def encode_many(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same in whatever way is the quickest here, which may take ten seconds to load."""
        return self._for_many().encode(texts) if texts else np.zeros((0, 0), np.float32)

    def _load(self) -> minilm.MiniLM | TorchEncoder:
        if self.name == DEFAULT_ENCODER and not card(self._device):
            return minilm.MiniLM()
        return self._in_torch()

    def _load_for_many(self) -> minilm.MiniLM | TorchEncoder:
        model = self._model()
        if not isinstance(model, minilm.MiniLM):
            return model
        from vectorstore.models.precision import computes_in_bfloat16

        if available(self._device) == "cpu" and not computes_in_bfloat16():
            return model
        return self._in_torch()

    def _in_torch(self) -> TorchEncoder:
        from vectorstore.models.sentence_transformer import TorchEncoder

        location = self.name
        if self.name == DEFAULT_ENCODER:
            location = str(minilm.folder())
        elif Path(self.name).exists():
            location = str(Path(self.name))
        return TorchEncoder(self.name, location, available(self._device))


def encode_many(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of an ingest's texts, by whatever way of the encoder is the quickest."""
    if isinstance(encoder, SentenceEncoder):
        return encoder.encode_many(texts)
    return encoder.encode(texts)
