"""Pairs of question and passage as tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vectorstore.models.minilm import of_single_texts, tokenizer

if TYPE_CHECKING:
    from tokenizers import Encoding

# Tokens of question, title and passage together. Longer ones are cut at the end.
MAX_TOKENS = 256
# Of these, the question's share at most, so that the passage has as many. Longer ones are cut.
MAX_QUESTION_TOKENS = (MAX_TOKENS - 3) // 2


class Pairs:
    """Turns pairs of question and passage into tokens; several threads may."""

    def __init__(self) -> None:
        self._of_pairs = tokenizer()
        self._of_pairs.enable_truncation(MAX_TOKENS, strategy="only_second")

    def __call__(self, questions: Sequence[str], passages: Sequence[str]) -> list[Encoding]:
        """Unpadded; `offsets` has each token's characters, `sequence_ids` is 1 in the passage."""
        cut = {question: self._cut(question) for question in set(questions)}
        pairs = [(cut[one], other) for one, other in zip(questions, passages, strict=True)]
        tokens: list[Encoding] = self._of_pairs.encode_batch(pairs)
        return tokens

    def _cut(self, question: str) -> str:
        """As much of a question as is read."""
        tokens = of_single_texts().encode(question, add_special_tokens=False).offsets
        if len(tokens) < MAX_QUESTION_TOKENS:
            return question
        return question[: tokens[MAX_QUESTION_TOKENS - 1][1]]
