"""The encoder's vectors are the same model's, whatever the processor computes in."""

from __future__ import annotations

import numpy as np
import pytest

from vectorstore import encoder
from vectorstore.encoder import SentenceEncoder

TEXTS = [
    "The ferry's radar failed.",
    "Engineers found cracks in the harbour bridge, which was closed on Tuesday at noon. " * 6,
    "Nobody was hurt.",
]


def test_bfloat16_is_close_to_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = {}
    for in_bfloat16 in (False, True):
        monkeypatch.setattr(encoder, "computes_in_bfloat16", lambda value=in_bfloat16: value)
        vectors[in_bfloat16] = SentenceEncoder().encode(TEXTS)
    cosines = np.sum(vectors[False] * vectors[True], axis=1)
    assert cosines.min() > 0.999
    assert np.abs(vectors[False] - vectors[True]).max() > 1e-5  # not computed in the same way
