"""One server of page and API over the sample archive, for users and tokens."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT, SAMPLE
from tests.end_to_end.conftest import started
from ui.accounts import keep_token, keep_user
from ui.audit import AUDIT_FILE

PASSWORD = "wind and tide"


@dataclass(frozen=True)
class Served:
    """Where it is served, over which archive, and tokens of either role."""

    address: str
    archive: Path
    asks: str
    adds: str

    def client(self, token: str | None = None) -> httpx.Client:
        headers = {"authorization": f"Bearer {self.asks if token is None else token}"}
        return httpx.Client(base_url=self.address, headers=headers, timeout=60)

    def post(self, path: str, token: str | None = None, **body: Any) -> httpx.Response:
        with self.client(token) as client:
            return client.post(f"/api/v1/{path}", json=body)

    def wait_until_embedded(self) -> None:
        """Until all that was added can be found by meaning."""
        with self.client() as client:
            for _ in range(120):
                if "dateline_passages_not_embedded 0\n" in client.get("/metrics").text:
                    return
                time.sleep(0.5)
        raise AssertionError("what was added was not embedded within a minute")

    def audit(self) -> list[dict[str, Any]]:
        """The lines of the audit log."""
        text = (self.archive / AUDIT_FILE).read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]


def token_of(file: Path, name: str, role: str) -> str:
    """A token, as the command prints it."""
    done = subprocess.run(
        [sys.executable, "-m", "ui", "token", str(file), name, "--role", role],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="session")
def served(sample_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(sample_files, folder / "archive")
    people = folder / "people.txt"
    keep_user(people, "ruth", PASSWORD, "ask")
    asks, adds = keep_token(people, "reader", "ask"), token_of(people, "desk", "add")
    command = [
        *(sys.executable, "-m", "ui", "serve", "--port", "0", "--auth", str(people)),
        *("--archive", str(folder / "archive"), "--folders", str(SAMPLE)),
    ]
    with (
        (folder / "log").open("w") as log,
        started(command, {"DATELINE_LOG_FORMAT": "json"}, log) as address,
    ):
        yield Served(address, folder / "archive", asks, adds)
