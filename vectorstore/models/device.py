"""The device that models compute on: the processor, or a graphics card."""

from __future__ import annotations

import os
from typing import Literal, get_args

from vectorstore.errors import ArchiveError

Device = Literal["auto", "cpu", "cuda", "mps"]


def card(device: Device) -> str:
    """The graphics card that is named, as torch calls it; nothing for the processor and for auto.

    torch is imported only where one is named. ArchiveError as in `available`.
    """
    _check(device)
    return available(device) if device not in ("auto", "cpu") else ""


def available(device: Device) -> str:
    """The device that is meant, as torch calls it: a graphics card for auto, if there is one.

    ArchiveError where there is none of that name, or of that kind on this machine.
    """
    _check(device)
    import torch

    there = [
        name
        for name, is_there in (
            ("cuda", torch.cuda.is_available()),
            ("mps", torch.backends.mps.is_available()),
            ("cpu", True),
        )
        if is_there
    ]
    if device == "auto":
        return there[0]
    if device not in there:
        raise ArchiveError(
            f"There is no device {device!r} that torch can use on this machine, only"
            f" {' and '.join(there)}. Set DATELINE_DEVICE to that or to auto."
        )
    return device


def cores() -> int:
    """How many of the processor's cores this process may use, which OMP_NUM_THREADS may limit."""
    is_bound = hasattr(os, "sched_getaffinity")
    own = len(os.sched_getaffinity(0)) if is_bound else os.cpu_count() or 1
    limit = os.environ.get("OMP_NUM_THREADS", "")
    return min(own, int(limit)) if limit.isdecimal() and int(limit) else own


def _check(device: str) -> None:
    if device not in get_args(Device):
        raise ArchiveError(
            f"{device!r} is no device. Set DATELINE_DEVICE to one of"
            f" {', '.join(get_args(Device))}, or unset it."
        )
