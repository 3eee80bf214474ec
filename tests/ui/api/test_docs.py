"""The curl commands of docs/api.md, run as they stand."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest

from tests.test_docs import code
from tests.ui.api.conftest import Served


def test_the_commands_of_the_page_give_what_it_says(served: Served) -> None:
    if not shutil.which("curl"):
        pytest.fail("This test needs curl. On Debian: apt-get install curl")
    commands = code("docs/api.md", "sh")
    assert len(commands) > 10
    for command in commands:
        done = subprocess.run(
            ["sh", "-c", command.replace("http://localhost:7860", served.address)],
            env={**os.environ, "TOKEN": served.adds},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        if "/metrics" in command or '"stream": true' in command:
            assert re.search("dateline_articles|^event: answer", done.stdout, re.M)
        else:
            assert "error" not in json.loads(done.stdout), command
    served.wait_until_embedded()
