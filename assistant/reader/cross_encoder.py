"""Any sentence-transformers CrossEncoder as a reranker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.reader.reading import Reading
from vectorstore.errors import ModelError, first_line
from vectorstore.models.device import Device, available
from vectorstore.models.once import once
from vectorstore.models.precision import be_quiet, computes_in_bfloat16
from vectorstore.types import Passage

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 8
# Models score on different scales. Their scores are scaled to the spread of the reader's.
_SPREAD = 3.5


class CrossEncoderReranker:
    """A cross-encoder by name or path, loaded at first use; ModelError where it can't be, and
    ArchiveError where the device is not there."""

    # All in one call: the scale is estimated from all of them.
    reads_excerpts = False

    def __init__(self, name: str, device: Device = "auto") -> None:
        self._name = name
        self._device = device
        self._model = once(self._load)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading a passage, in their order; their scores compare with one another."""
        import torch

        pairs = [(question, passage.text) for passage in passages]
        if not pairs:
            return []
        scores = self._model().predict(
            pairs,
            batch_size=_BATCH,
            show_progress_bar=False,
            activation_fn=torch.nn.Identity(),
            convert_to_tensor=True,
        )
        scaled = _SPREAD * (scores.float() - scores.float().mean())
        scaled /= scores.float().std(correction=0).clamp(min=1e-6)
        return [Reading(score) for score in scaled.tolist()]

    def _load(self) -> CrossEncoder:
        import torch

        be_quiet()
        from sentence_transformers import CrossEncoder

        location = str(Path(self._name)) if Path(self._name).exists() else self._name
        device = available(self._device)
        in_bfloat16 = device == "cpu" and computes_in_bfloat16()
        dtype = torch.bfloat16 if in_bfloat16 else torch.float32
        try:
            model: CrossEncoder = CrossEncoder(
                location, device=device, model_kwargs={"dtype": dtype}
            )
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The reranker {self._name!r} could not be loaded: it is neither a folder here nor"
                " a sentence-transformers CrossEncoder that can be reached. Set DATELINE_RERANKER"
                f" to one that is, or unset it. ({first_line(error)})"
            ) from error
        if model.num_labels != 1:
            raise ModelError(
                f"{self._name!r} is no reranker: it gives {model.num_labels} figures for a pair,"
                " and not one. Set DATELINE_RERANKER to another."
            )
        # Its tokenizer is set up by its first pair, which several threads can't do at once.
        model.predict([("?", "?")], show_progress_bar=False)
        return model
