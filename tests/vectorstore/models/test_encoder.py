"""The encoder's vectors are the same model's, whatever the processor computes in."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch.nn.functional import cosine_similarity, scaled_dot_product_attention

from vectorstore.models import encoder
from vectorstore.models.attention import attend
from vectorstore.models.encoder import SentenceEncoder

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


@pytest.mark.parametrize("size", [1, 20, 1000])
def test_attending_is_torchs_own_however_near_tokens_are(size: int) -> None:
    """Beyond what a power can hold, too; the second of two texts is shorter than the first."""
    query, key, value = torch.randn(3, 2, 4, 37, 32, generator=torch.Generator().manual_seed(1))
    hidden = torch.zeros(2, 1, 1, 37)
    hidden[1, ..., 30:] = torch.finfo(torch.bfloat16).min
    given = [part.bfloat16() for part in (query * size, key, value, hidden)]
    attended, _ = attend(None, given[0], given[1], given[2], given[3], scaling=0.25)
    query, key, value, hidden = [part.float() for part in given]
    exact = scaled_dot_product_attention(query, key, value, hidden, scale=0.25)
    attended = attended.transpose(1, 2).float()
    assert cosine_similarity(attended.flatten(), exact.flatten(), 0) > 0.98


def test_many_texts_may_come_first() -> None:
    """In a process of its own, since what the processor computes in is tried once in each."""
    script = (
        "from vectorstore.models.encoder import SentenceEncoder\n"
        "print(len(SentenceEncoder().encode(['a'] * 9)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split() == ["9"]
