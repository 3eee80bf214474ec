"""A real Chroma server, `chroma run`, for tests: started once a run, on a free port."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

_RUN = "import sys; from chromadb.cli.cli import app; sys.exit(app())"
_PATIENCE = 60.0


class RunningChroma:
    """A server and its folder; it may be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._log = folder, folder / "log.txt"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it, and return when it listens."""
        command = ["run", "--path", str(self._folder / "data"), "--host", "127.0.0.1"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _RUN, *command, "--port", str(self.port)],
                stdout=log,
                stderr=log,
            )
        given_up = time.monotonic() + _PATIENCE
        while not self._listens():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < given_up, self._log.read_text()
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power failure would."""
        self._process.kill()
        self._process.wait()

    def collections(self) -> list[str]:
        """The names of the collections that it has."""
        place = "tenants/default_tenant/databases/default_database/collections"
        return [each["name"] for each in httpx.get(f"{self.url}/api/v2/{place}").json()]

    def delete(self, name: str) -> None:
        """Delete a collection behind the archive's back."""
        place = "tenants/default_tenant/databases/default_database/collections"
        httpx.delete(f"{self.url}/api/v2/{place}/{name}").raise_for_status()

    def make_database(self, tenant: str, database: str) -> None:
        httpx.post(f"{self.url}/api/v2/tenants", json={"name": tenant}).raise_for_status()
        place = f"{self.url}/api/v2/tenants/{tenant}/databases"
        httpx.post(place, json={"name": database}).raise_for_status()

    def _listens(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/v2/heartbeat").is_success
        except httpx.TransportError:
            return False
