"""The container's recipe: all that it copies is there, and what it runs are our commands."""

from __future__ import annotations

import json
import re
import tomllib
from fnmatch import fnmatch

import yaml  # type: ignore[import-untyped]

from tests.conftest import ROOT
from ui.cli import main

RECIPE = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text("utf-8"))


def instructions(name: str) -> list[str]:
    """What stands behind each instruction of a name."""
    return re.findall(rf"^{name} +(.*)$", RECIPE, re.MULTILINE)


def copied() -> set[str]:
    found: set[str] = set()
    for copy in instructions("COPY"):
        if not copy.startswith("--from"):
            found |= {path.removeprefix("./") for path in copy.split()[:-1]}
    return found


def test_all_that_is_copied_is_there_and_is_sent_to_the_builder() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    kept = {line[1:] for line in ignored if line.startswith("!")}
    assert ignored[0] == "*"
    for path in copied():
        assert (ROOT / path).exists(), path
        assert any(fnmatch(path, name) for name in kept), path
    assert kept == copied()


def test_all_that_the_wheel_is_made_of_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    named = {project["project"]["readme"], *project["project"]["license-files"]}
    assert {*wheel["packages"], *wheel["force-include"], *named} <= copied()
    [extras] = re.findall(r"^ARG EXTRAS=(.*)$", RECIPE, re.MULTILINE)
    assert set(extras.split(",")) <= set(project["project"]["optional-dependencies"])


def test_it_runs_as_nobody_and_what_it_runs_are_our_commands() -> None:
    assert instructions("USER") == ["10001"]
    assert instructions("ENTRYPOINT") == ['["dateline"]']
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    assert services["dateline"]["read_only"] is True
    [default] = instructions("CMD")
    for command in (json.loads(default), services["dateline"]["command"]):
        name, *arguments = command
        found = main.commands[name]
        found.make_context(name, arguments)
