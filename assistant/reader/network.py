"""The reader's network in torch: MiniLM over question and passage together, with three heads.

It is what is trained, and what a graphics card computes. `graph.py` is the same on the processor.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from tokenizers import Encoding
from torch import Tensor, nn
from transformers import BertModel

from assistant.reader.graph import FROZEN, PairLogits
from vectorstore.models import minilm
from vectorstore.models.graph import padded
from vectorstore.models.precision import be_quiet


class Logits(NamedTuple):
    """The heads' logits: two for each pair, and two, [pairs, tokens], for each token."""

    rank: Tensor
    answers: Tensor
    start: Tensor
    end: Tensor


class ReaderNetwork(nn.Module):
    """Reads pairs of question and passage: how good, whether it answers, and where."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = int(encoder.config.hidden_size)
        self.rank = nn.Linear(width, 1)
        self.answers = nn.Linear(width, 1)
        self.span = nn.Linear(width, 2)

    def forward(self, pairs: Sequence[Encoding]) -> Logits:
        """Logits in float32, padded to the longest pair."""
        device = self.rank.weight.device
        inputs = {
            name: torch.from_numpy(values).to(device) for name, values in padded(pairs).items()
        }
        tokens = self.encoder(**inputs).last_hidden_state
        start, end = self.span(tokens).float().unbind(-1)
        first = tokens[:, 0]
        return Logits(
            self.rank(first).float().squeeze(-1),
            self.answers(first).float().squeeze(-1),
            start,
            end,
        )

    @torch.inference_mode()
    def read(self, pairs: Sequence[Encoding]) -> list[PairLogits]:
        """The logits of each pair, in their order."""
        if not pairs:
            return []
        logits = zip(*(part.cpu().numpy() for part in self(pairs)), strict=True)
        return [
            PairLogits(float(rank), float(answers), start[: len(pair)], end[: len(pair)])
            for pair, (rank, answers, start, end) in zip(pairs, logits, strict=True)
        ]


def new_network() -> ReaderNetwork:
    """MiniLM as its package has it, with untrained heads."""
    be_quiet()
    encoder = BertModel.from_pretrained(
        str(minilm.folder()), add_pooling_layer=False, attn_implementation="sdpa"
    )
    return ReaderNetwork(encoder)


def load_network(weights: Path) -> ReaderNetwork:
    """The trained network, ready to read."""
    network = new_network()
    network.load_state_dict({**load_file(weights), FROZEN: network.get_parameter(FROZEN)})
    return network.eval()
