"""A model's work on every core at once."""

from __future__ import annotations

import torch

from vectorstore.models.cores import by_length

TEXTS = ["a" * (number * 7 % 50 + 1) for number in range(100)]


def _threads(batch: list[str]) -> list[tuple[str, int]]:
    """How many threads a multiplication would use, once there has been one."""
    torch.ones(300, 300).mm(torch.ones(300, 300))
    return [(text, torch.get_num_threads()) for text in batch]


def test_each_core_computes_alone_and_the_order_stays() -> None:
    cores = torch.get_num_threads()
    assert by_length(_threads, TEXTS, len) == [(text, 1) for text in TEXTS]
    assert torch.get_num_threads() == cores


def test_texts_share_a_batch_by_length() -> None:
    def spread(batch: list[str]) -> list[int]:
        lengths = [len(text) for text in batch]
        return [max(lengths) - min(lengths)] * len(batch)

    assert max(by_length(spread, TEXTS, len)) <= 3
