"""In which precision the processor at hand computes faster, and torch's libraries kept quiet."""

from __future__ import annotations

import logging
import os
import timeit
from typing import TYPE_CHECKING

from vectorstore.models.once import once

if TYPE_CHECKING:
    import torch


@once
def computes_in_bfloat16() -> bool:
    """Whether the processor multiplies clearly faster in bfloat16 than in float32.

    The cosine of a vector to float32's is .9999. That a processor has the instructions says
    little: it is four times as fast with some of them, and with others only half as fast.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    if not (capabilities.get("amx_bf16") or capabilities.get("avx512_bf16")):
        return False
    from vectorstore.models.cores import on_one_core

    bfloat16, float32 = on_one_core(lambda: _seconds(torch.bfloat16, torch.float32))
    return bfloat16 < 0.75 * float32


def _seconds(*dtypes: torch.dtype) -> list[float]:
    """How long the quickest of eight products takes in each, as large as a short batch's.

    They take turns, so that other work on the processor doesn't slow one of them alone.
    """
    import torch

    def product(dtype: torch.dtype) -> float:
        left, right = torch.ones(256, 384, dtype=dtype), torch.ones(384, 1536, dtype=dtype)
        return timeit.timeit(lambda: torch.mm(left, right), number=1)

    turns = [[product(dtype) for dtype in dtypes] for _ in range(8)]
    return [min(seconds) for seconds in zip(*turns, strict=True)]


def be_quiet() -> None:
    """Keep the libraries' own progress bars and notices away from the person's terminal."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    logging.getLogger("transformers").setLevel(logging.ERROR)
