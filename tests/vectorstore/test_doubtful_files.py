"""What an ingest says of files that held more than was kept, and of those that it gave up."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import psutil
import pytest

from vectorstore import Archive
from vectorstore.formats import guarded, read
from vectorstore.types import RawArticle

TEXT = "The library of Ossory will open on Sundays from June, its trustees decided on Monday."
PAGE = f"<html><body><article><h1>Library opens</h1><p>{TEXT}</p></article></body></html>"


def test_held_is_counted_against_kept(tmp_path: Path, archive: Archive) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([json.dumps({"title": "Open", "text": TEXT}), '{"x": 1}', "{"]))
    report = archive.ingest([path])
    assert [reason for _, reason in report.doubtful] == [
        "held 3 articles, rows or other parts, of which 1 were kept"
    ]


def test_a_file_that_gave_little_of_its_text_is_named(tmp_path: Path, archive: Archive) -> None:
    (tmp_path / "thin.json").write_text(json.dumps([{"text": TEXT, "other": "word " * 40_000}]))
    (tmp_path / "full.json").write_text(json.dumps([{"text": f"{TEXT} Why? " * 900}]))
    report = archive.ingest([tmp_path])
    ((path, reason),) = report.doubtful
    assert path.endswith("thin.json")
    assert "195 KB" in reason


def test_a_file_that_was_given_up_is_tried_again(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    monkeypatch.setattr(guarded, "SECONDS", -1.0)
    monkeypatch.setattr(guarded, "_LOOK_SECONDS", 0.0)
    assert "given up" in archive.ingest([path]).skipped[0][1]
    monkeypatch.undo()
    assert archive.ingest([path]).added == 1


def test_time_in_which_the_child_does_not_work_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    list(read(path))  # the child runs
    monkeypatch.setattr(guarded, "SECONDS", 0.5)
    children = psutil.Process().children()

    def wake() -> None:
        time.sleep(1.5)
        for child in children:
            child.resume()

    for child in children:
        child.suspend()
    waker = threading.Thread(target=wake)
    waker.start()
    found = list(read(path))
    waker.join()
    assert isinstance(found[0], RawArticle)
