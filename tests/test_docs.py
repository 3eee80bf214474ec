"""What README and docs/ say: their Python runs, their commands and settings are those there are."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

import dateline
from assistant.evaluation.questions import evidence, read_questions
from assistant.settings import Settings
from dateline import Assistant, DatelineError
from tests.conftest import ROOT, SAMPLE
from ui.text import answer_text
from vectorstore import Archive

DOCS = (ROOT / "docs").rglob("*.md")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS, ROOT / "assistant" / "reader" / "ATTRIBUTION.md"])
LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
NAMED_PAGE = re.compile(r"\bdocs/[\w./-]+\.md\b")


def code(page: str, language: str) -> list[str]:
    """The code of a page's fenced blocks in a language."""
    text = (ROOT / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def rows(page: str, heading: str) -> list[str]:
    """The first cells of the table that begins with a heading, as they stand."""
    text = (ROOT / page).read_text("utf-8")
    table = text[text.index(f"| {heading} |") :].split("\n\n")[0]
    return [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()[2:]]


@pytest.fixture
def at_work(sample: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the pages' Python runs: the sample is the default archive; the folder for `folder`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_ARCHIVE", str(sample.path))
    return tmp_path / "folder"


def test_the_python_of_the_readme_runs(at_work: Path) -> None:
    at_work.mkdir()
    shutil.copy(SAMPLE / "ferry-radar-inquiry.txt", at_work)
    [block] = code("README.md", "python")
    names: dict[str, object] = {}
    exec(compile(block, "README.md", "exec"), names)
    archive = names["archive"]
    assert isinstance(archive, Archive)
    assert len(archive) == 1
    archive.close()


def test_the_examples_of_the_python_page_give_what_they_say(at_work: Path) -> None:
    shutil.copytree(SAMPLE, at_work)
    session = "\n".join(code("docs/python.md", "pycon"))
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(session, {}, "docs/python.md", None, None)
    assert len(test.examples) > 20
    said: list[str] = []
    doctest.DocTestRunner(optionflags=flags).run(test, out=said.append)
    assert not said, "".join(said)


def test_the_readme_lists_the_commands_that_help_lists() -> None:
    helped = subprocess.run(
        [sys.executable, "-m", "ui", "--help"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    commands = re.findall(r"^  (\w+)  ", helped.split("Commands:")[1], re.MULTILINE)
    listed = [
        name
        for cell in rows("README.md", "command")
        for name in re.findall(r"`(?:dateline )?([a-z]+)", cell)
    ]
    assert sorted(listed) == sorted(commands)


def test_the_answers_of_the_readme_are_those_that_are_given(sample: Archive) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(
        r'^    \$ dateline ask "(.+\?)"\n((?:(?:    [^$\n].*)?\n)+)', text, re.MULTILINE
    )
    assert len(shown) == 2
    for question, lines in shown:
        given = Assistant(sample).answer(question)
        assert answer_text(given).strip().startswith(dedent(lines).strip())


def test_the_readme_names_the_torch_that_is_pinned() -> None:
    named = re.findall(r"\btorch==[\w.]+", (ROOT / "README.md").read_text("utf-8"))
    assert named
    pinned = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert set(named) <= set(pinned)


def test_the_python_page_draws_every_error() -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    drawn = re.findall(r"^    [│├└─ ]*(\w+)(?:  |$)", page, re.MULTILINE)
    exported = (name for name in dateline.__all__ if isinstance(getattr(dateline, name), type))
    errors = [name for name in exported if issubclass(getattr(dateline, name), DatelineError)]
    assert sorted(drawn) == sorted(errors)


def test_the_page_of_settings_lists_each_setting() -> None:
    listed = [name.strip("`") for name in rows("docs/settings.md", "setting")]
    assert sorted(listed) == sorted(f"DATELINE_{name.upper()}" for name in Settings.model_fields)


def test_the_page_of_settings_gives_their_defaults() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for name in ("model_timeout", "reranked", "reranker"):
        [row] = re.findall(rf"^\| `DATELINE_{name.upper()}` \|.*$", text, re.MULTILINE)
        assert str(Settings.model_fields[name].default) in row.split(" | ")[-1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_and_headings_that_are_there(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        if re.match(r"\w+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target), link


def anchors(page: Path) -> list[str]:
    """What the headings of a page are linked by."""
    headings = HEADING.findall(page.read_text("utf-8"))
    return [re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in headings]


def test_the_code_names_pages_that_are_there() -> None:
    files = [path for path in ROOT.glob("*/**/*.py") if ".venv" not in path.parts]
    named = {
        (str(path.relative_to(ROOT)), page)
        for path in files
        for page in NAMED_PAGE.findall(path.read_text("utf-8"))
    }
    assert named
    assert [(path, page) for path, page in named if not (ROOT / page).is_file()] == []


def test_the_questions_of_the_evaluation_page_can_be_asked(sample: Archive, tmp_path: Path) -> None:
    [lines] = code("docs/evaluation.md", "json")
    (tmp_path / "questions.jsonl").write_text(lines, "utf-8")
    known = read_questions(tmp_path / "questions.jsonl")
    held = [evidence(sample, question, {}) for question in known]
    assert [bool(each and each.relevant) for each in held] == [True, True, False]
