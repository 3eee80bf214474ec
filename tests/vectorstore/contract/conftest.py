"""The kinds of archives: each test of this folder is run on all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.invented import CheapEncoder
from tests.chroma_server import RunningChroma
from tests.postgres_server import RunningPostgres
from vectorstore import Archive

KINDS = ("folder", "chroma", "postgresql", "postgresql and chroma")


@dataclass(frozen=True)
class Kept:
    """Where one archive is kept, as the environment says it."""

    kind: str
    home: str
    chroma: RunningChroma | None
    encoder: CheapEncoder = field(default_factory=CheapEncoder)

    def open(self) -> Archive:
        """Open it, as often as wanted."""
        return Archive.open(
            self.home, self.encoder, chroma=self.chroma.url if self.chroma else None
        )

    def lose_index(self) -> None:
        """Take away the index behind the archive's back."""
        if self.chroma:
            for name in self.chroma.collections():
                self.chroma.delete(name)
        else:
            with self.open() as archive:
                folder = archive.path
            for file in folder.glob("index-*/**/data_level0.bin"):
                file.write_bytes(b"")

    def writer(self, batch: int, *files: Path) -> subprocess.Popen[str]:
        """A process that ingests files, and says on its stdout when a batch of chunks is kept."""
        settings = {"DATELINE_ARCHIVE": self.home}
        if self.chroma:
            settings["DATELINE_CHROMA"] = self.chroma.url
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.vectorstore.contract.writer",
                str(batch),
                *map(str, files),
            ],
            env={**os.environ, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Where an archive is to be kept that is not there yet."""
    kind: str = request.param
    chroma = request.getfixturevalue("chroma") if "chroma" in kind else None
    if "postgresql" in kind:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "state"))
        postgres: RunningPostgres = request.getfixturevalue("postgres")
        return Kept(kind, postgres.database(), chroma)
    return Kept(kind, str(tmp_path / "archive"), chroma)
