"""A model's work on every core at once."""

from __future__ import annotations

import torch

from vectorstore.models.cores import by_length, evenly

TEXTS = ["a" * (number * 7 % 50 + 1) for number in range(100)]


def _threads(batch: list[str]) -> list[tuple[str, int]]:
    """How many threads a multiplication would use, once there has been one."""
    torch.ones(300, 300).mm(torch.ones(300, 300))
    return [(text, torch.get_num_threads()) for text in batch]


def test_each_core_computes_alone_and_the_order_stays() -> None:
    cores = torch.get_num_threads()
    assert by_length(_threads, TEXTS, len) == [(text, 1) for text in TEXTS]
    assert evenly(_threads, TEXTS, len) == [(text, 1) for text in TEXTS]
    assert torch.get_num_threads() == cores


def test_padded_texts_share_a_batch_by_length_and_others_are_shared_out_evenly() -> None:
    def size(batch: list[str]) -> list[tuple[int, int]]:
        lengths = [len(text) for text in batch]
        return [(max(lengths) - min(lengths), sum(lengths))] * len(batch)

    assert max(spread for spread, _ in by_length(size, TEXTS, len)) <= 3
    sums = {total for _, total in evenly(size, TEXTS, len)}
    assert max(sums) < 1.2 * min(sums)
