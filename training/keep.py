"""Saving the trained reader."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from assistant.reader.graph import FROZEN
from assistant.reader.network import ReaderNetwork
from assistant.reader.reader import WEIGHTS


def keep(network: ReaderNetwork, folder: Path, how: dict[str, object]) -> None:
    """Write reader.safetensors, in bfloat16 and without the frozen part, and reader.json."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / WEIGHTS
    state = {
        name: tensor.to(torch.bfloat16).contiguous()
        for name, tensor in network.state_dict().items()
        if name != FROZEN and tensor.is_floating_point()
    }
    save_file(state, weights)
    fingerprint = hashlib.sha256(weights.read_bytes()).hexdigest()
    (folder / "reader.json").write_text(
        json.dumps({"fingerprint": fingerprint, **how}, indent=2) + "\n"
    )
