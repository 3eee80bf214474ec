"""An archive that may only be read is served where the audit log has another place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT
from tests.end_to_end.conftest import started
from tests.vectorstore.test_read_only import NOBODY, close

COMMAND = [sys.executable, "-m", "ui", "serve", "--port", "0", "--archive"]


def test_a_closed_archive_is_served_with_an_audit_log_elsewhere(
    sample_files: Path, tmp_path: Path
) -> None:
    as_nobody: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("to root nothing is closed")
        as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    folder = Path(shutil.copytree(sample_files, tmp_path / "closed"))
    close(folder)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    try:
        command = [*as_nobody, *COMMAND, str(folder)]
        refused = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        assert refused.returncode == 1
        assert "audit.jsonl can't be written" in refused.stderr
        assert "--audit-log FILE" in refused.stderr
        log = elsewhere / "audit.jsonl"
        environment = {"HOME": str(elsewhere)}
        with started([*command, "--audit-log", str(log)], environment) as address:
            asked = {"question": "What cargo was the Aster Trader carrying?"}
            told = httpx.post(f"{address}/api/v1/ask", json=asked, timeout=60).json()
            assert "timber" in told["text"]
            kite = {"articles": [{"text": "The kite festival of Orlend drew 3,100 people."}]}
            added = httpx.post(f"{address}/api/v1/ingest", json=kite, timeout=60)
            assert (added.status_code, added.json()["error"]["code"]) == (403, "read_only")
            assert httpx.get(address, timeout=60).status_code == 200
        assert "Aster Trader" in log.read_text("utf-8")
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
