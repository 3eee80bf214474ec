"""The wheel, installed into a clean environment and asked a question from outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT


def run(*command: str | Path, at: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=at,
        env=environment | {"HOME": str(at), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def pip(scripts: Path, *arguments: str | Path, at: Path) -> str:
    return run(*(sys.executable, "-m", "pip", "--python", scripts / "python"), *arguments, at=at)


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a new environment that has the wheel, and beside it only its dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT),
        at=folder,
    )
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "env")
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(folder / "env")}))
    pip(scripts, "install", "--no-deps", "--quiet", wheel, at=folder)
    # A path in a .pth file brings the dependencies, but not the checkout that is installed there.
    [site] = (folder / "env").rglob("site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return scripts


def test_it_holds_what_it_needs_and_answers(scripts: Path, tmp_path: Path) -> None:
    where = run(
        scripts / "python", "-c", "import vectorstore; print(vectorstore.__file__)", at=tmp_path
    )
    assert str(scripts.parent) in where
    run(scripts / "dateline", "ingest", "--sample", "--archive", "a", at=tmp_path)
    question = "How many homes lost power in storm Ilse?"
    answer = json.loads(
        run(scripts / "dateline", "ask", question, "--archive", "a", "--json", at=tmp_path)
    )
    assert any("38,000 homes" in citation["quote"] for citation in answer["citations"])
    prompt = "from prompts import render; print(render('system', abstain='ABSTAIN'))"
    assert "ABSTAIN" in run(scripts / "python", "-c", prompt, at=tmp_path)


def test_its_dependencies_are_there(scripts: Path, tmp_path: Path) -> None:
    pip(scripts, "check", at=tmp_path)
