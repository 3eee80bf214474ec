"""The result of reading a passage: scores, and where the answer stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# An answer has at most this many tokens.
_MAX_SPAN_TOKENS = 30


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a passage the answer stands: how well it starts and ends at each token.

    The rows of `places` are the tokens' characters in the article.
    """

    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    places: NDArray[np.int64]

    def best(self, start: int, end: int) -> float:
        """The score of the best answer between two characters of the article; -inf for none."""
        inside = (self.places[:, 0] >= start) & (self.places[:, 1] <= end)
        count = int(inside.sum())
        if not count:
            return float("-inf")
        spans = self.starts[inside][:, None] + self.ends[inside][None, :]
        allowed = np.triu(np.tril(np.ones((count, count), bool), _MAX_SPAN_TOKENS - 1))
        return float(spans[allowed].max())


@dataclass(frozen=True, slots=True)
class Reading:
    """Logits, which compare between the passages of one question.

    `score` is how well the passage answers. What only some models say: `answers`, whether it does
    at all, and `where`.
    """

    score: float
    answers: float | None = None
    where: Where | None = None
