"""Any sentence-transformers model as an encoder: the one place that imports that library."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from vectorstore.errors import ArchiveError, first_line
from vectorstore.models.attention import quicken
from vectorstore.models.cores import by_length
from vectorstore.models.precision import be_quiet, computes_in_bfloat16

be_quiet()

from sentence_transformers import SentenceTransformer  # noqa: E402
from transformers import PreTrainedTokenizerBase  # noqa: E402

# Texts that a graphics card computes at once.
CARD_BATCH = 64


class TorchEncoder:
    """A model by the place it lies at, or by its name on the hub; loaded when it is made.

    `device` is torch's name of one. ArchiveError where the model can't be loaded.
    """

    def __init__(self, name: str, location: str, device: str) -> None:
        self.name = name
        in_bfloat16 = device == "cpu" and computes_in_bfloat16()
        try:
            self._model = SentenceTransformer(
                location,
                device=device,
                # torch's fused attention is the slower one in bfloat16, the faster in float32
                model_kwargs={"attn_implementation": "eager" if in_bfloat16 else "sdpa"},
            )
        except (OSError, ValueError) as error:
            raise ArchiveError(
                f"The encoder {name!r} could not be loaded: it is neither a folder here nor a"
                f" sentence-transformers model that can be reached."
                f" Set DATELINE_ENCODER to one that is, or unset it. ({first_line(error)})"
            ) from error
        self.fingerprint = _fingerprint(self._model)
        if in_bfloat16:
            self._model = self._model.to(dtype=torch.bfloat16)
            quicken(self._model.transformers_model)
        # The tokenizer is set up by its first text, which several threads can't do at once.
        self._model.encode("", show_progress_bar=False)
        self._lengths = _lengths(self._model)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One float32 row a text, of length 1; batches are sorted by length inside."""
        if self._model.device.type != "cpu":
            return _encoded(self._model, [(text, 0) for text in texts], CARD_BATCH)
        measured = list(zip(texts, self._lengths(texts), strict=True))
        rows = np.stack(
            by_length(lambda batch: _encoded(self._model, batch), measured, lambda item: item[1])
        )
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def _fingerprint(model: SentenceTransformer) -> str:
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.contiguous().cpu().numpy().tobytes())
    return digest.hexdigest()[:32]


def _lengths(model: SentenceTransformer) -> Callable[[Sequence[str]], list[int]]:
    """What tells how many tokens each text has, so that texts of one length share a batch.

    By characters, which a few models have to go by, a twelfth of what is computed is padding.
    """
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
