"""Every other article of a data folder, so that an archive lacks what the rest answers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.evaluation.questions import KnownQuestion


def half_of(articles: Path, half: int, folder: Path) -> tuple[Path, set[str]]:
    """A file in `folder` with the articles of even (0) or odd (1) place, and their ids."""
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        lines = file.readlines()[half::2]
    kept = folder / "half.jsonl"
    kept.write_text("".join(lines), "utf-8")
    return kept, {json.loads(line)["id"] for line in lines}


def named_of(questions: Sequence[KnownQuestion], held: set[str]) -> list[KnownQuestion]:
    """The named questions; those on articles that are not held are such that nothing answers."""
    return [
        question
        if held.issuperset(question.articles)
        else replace(question, articles=(), named=False, type="elsewhere")
        for question in questions
        if question.named
    ]
