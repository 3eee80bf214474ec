"""The device that models compute on is chosen, and one that is not there is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from assistant.reader import READER, reranker
from tests.conftest import SAMPLE
from ui.cli import main
from vectorstore import Archive, ArchiveError
from vectorstore.models.device import Device, available
from vectorstore.models.encoder import SentenceEncoder

ABSENT: Device = "mps" if torch.cuda.is_available() else "cuda"


def test_the_processor_may_be_chosen_and_auto_is_what_there_is() -> None:
    assert available("cpu") == "cpu"
    assert available("auto") in ("cpu", "cuda", "mps")
    devices: tuple[Device, ...] = ("cpu", "auto")
    one, other = (SentenceEncoder(device=device).encode(["A quay."]) for device in devices)
    assert np.allclose(one, other, atol=0.02)


def test_a_device_that_is_not_there_is_told(tmp_path: Path) -> None:
    with (
        Archive.open(tmp_path, device=ABSENT) as archive,
        pytest.raises(ArchiveError, match=f"no device '{ABSENT}'.*DATELINE_DEVICE"),
    ):
        archive.encode(["A quay."])
    reader = reranker(READER, ABSENT)
    assert reader
    with pytest.raises(ArchiveError, match=f"no device '{ABSENT}'"):
        reader.read("A quay?", [])


def test_a_word_that_is_no_device_is_told() -> None:
    with pytest.raises(ArchiveError, match=r"'gpu' is no device\. .* auto, cpu, cuda, mps"):
        SentenceEncoder(device="gpu").encode(["A quay."])  # type: ignore[arg-type]


@pytest.mark.parametrize(("device", "code"), [("gpu", 2), (ABSENT, 1)])
def test_the_setting_is_heeded(
    device: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_DEVICE", device)
    result = CliRunner().invoke(main, ["ingest", str(SAMPLE), "--archive", str(tmp_path / "a")])
    assert result.exit_code == code
    assert "DATELINE_DEVICE" in result.stderr
