"""The encoder's vectors are the same model's, whatever the processor computes in."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch.nn.functional import cosine_similarity, scaled_dot_product_attention

from vectorstore.models import minilm, precision, sentence_transformer
from vectorstore.models.attention import attend
from vectorstore.models.encoder import DEFAULT_ENCODER, SentenceEncoder
from vectorstore.models.sentence_transformer import TorchEncoder

TEXTS = [
    "The ferry's radar failed.",
    "Engineers found cracks in the harbour bridge, which was closed on Tuesday at noon. " * 6,
    "Nobody was hurt.",
]
# Of every length, in other scripts, and longer than is read.
MANY = [
    *TEXTS,
    "",
    " \n",
    "Über 3,5 % – «Ça va?»",
    "कितने जहाज़ आए थे? 昨天有多少艘船 🚢🌊",
    "quay " * 2000,
]
MANY += ["The ferry sailed at noon. " * count for count in range(1, 30, 3)]


@pytest.fixture(scope="module")
def torch_encoder() -> TorchEncoder:
    """The same model through sentence-transformers, in float32."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentence_transformer, "computes_in_bfloat16", lambda: False)
        return TorchEncoder(DEFAULT_ENCODER, str(minilm.folder()), "cpu")


def test_both_ways_give_the_same_vectors_in_float32(
    encoder: SentenceEncoder, torch_encoder: TorchEncoder
) -> None:
    light = encoder.encode(MANY)
    assert light.shape == (len(MANY), 384)
    assert np.abs(light - torch_encoder.encode(MANY)).max() < 1e-4
    assert np.allclose(np.linalg.norm(light, axis=1), 1, atol=1e-5)


def test_both_ways_have_the_fingerprint_that_archives_hold(
    encoder: SentenceEncoder, torch_encoder: TorchEncoder
) -> None:
    assert encoder.fingerprint == torch_encoder.fingerprint == "2c705a5e3279febcd4b210fc95a6231c"


@pytest.mark.parametrize("in_bfloat16", [False, True])
def test_many_texts_are_embedded_as_few_are(
    encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch, in_bfloat16: bool
) -> None:
    """Whatever the processor is quickest in: the way is tried at the first of them."""
    for module in (precision, sentence_transformer):
        monkeypatch.setattr(module, "computes_in_bfloat16", lambda: in_bfloat16)
    many = SentenceEncoder(device="cpu").encode_many(TEXTS)
    few = encoder.encode(TEXTS)
    assert np.sum(few * many, axis=1).min() > (0.999 if in_bfloat16 else 1 - 1e-6)
    # bfloat16 is not computed in the same way
    assert (np.abs(few - many).max() > 1e-5) == in_bfloat16


def test_a_model_that_is_named_by_its_folder_is_the_same_model(encoder: SentenceEncoder) -> None:
    other = SentenceEncoder(str(minilm.folder()), "cpu")
    assert other.fingerprint == encoder.fingerprint
    assert np.sum(other.encode(TEXTS) * encoder.encode(TEXTS), axis=1).min() > 0.999


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
        "print(len(SentenceEncoder().encode_many(['a'] * 9)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split() == ["9"]
