"""Every other article of a data folder, so that an archive lacks what the rest answers."""

from __future__ import annotations

import gzip
import json
from pathlib import Path


def half_of(articles: Path, half: int, folder: Path) -> tuple[Path, set[str]]:
    """A file in `folder` with the articles of even (0) or odd (1) place, and their ids."""
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        lines = file.readlines()[half::2]
    kept = folder / "half.jsonl"
    kept.write_text("".join(lines), "utf-8")
    return kept, {json.loads(line)["id"] for line in lines}
