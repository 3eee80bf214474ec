"""The result of reading a passage: scores, and where the answer stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# An answer has at most this many tokens.
_MAX_SPAN_TOKENS = 30


@lru_cache(maxsize=512)  # of each number of tokens, and of two lengths
def spans_of(count: int, most: int) -> NDArray[np.bool_]:
    """Which of the spans from a token to another, [count, count], have from one to `most`."""
    return np.triu(np.tril(np.ones((count, count), bool), most - 1))


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
        return float(spans[spans_of(count, _MAX_SPAN_TOKENS)].max())


@dataclass(frozen=True, slots=True)
class Reading:
    """Logits, which compare between the passages of one question.

    `score` is how well the passage answers. What only some models say: `answers`, whether it does
    at all, and `where`.
    """

    score: float
    answers: float | None = None
    where: Where | None = None
