"""Making a reader, from a data folder to weights that are read with."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.reader import Reader, reranker
from tests.conftest import ROOT, SAMPLE
from training.__main__ import main
from vectorstore import formats
from vectorstore.types import RawArticle


def _write(path: Path, records: list[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A data folder of the sample articles and some of their questions, and an archive of it."""
    folder = tmp_path_factory.mktemp("data")
    read = (article for file in sorted(SAMPLE.iterdir()) for article in formats.read(file))
    texts = [article.text for article in read if isinstance(article, RawArticle)]
    articles = [{"id": f"a{number}", "text": text} for number, text in enumerate(texts)]
    _write(folder / "articles.jsonl.gz", articles)
    questions: list[dict[str, Any]] = []
    for line in (ROOT / "tests" / "sample_questions.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        for answer in item["answers"][:1]:
            for article in articles:
                start = article["text"].find(answer)
                if start >= 0:
                    spans = [[start, start + len(answer)]]
                    questions.append({**item, "article": article["id"], "spans": spans})
                    break
    questions[0] |= {"unanswerable": True, "spans": []}
    _write(folder / "questions.jsonl.gz", questions[:6])
    return [str(folder), "--archive", str(tmp_path_factory.mktemp("archive"))]


def test_the_same_seed_makes_the_same_reader(tmp_path: Path, given: list[str]) -> None:
    made = []
    for name in ("one", "two"):
        main([*given, str(tmp_path / name)])
        made.append(json.loads((tmp_path / name / "reader.json").read_text("utf-8")))
    assert made[0]["fingerprint"] == made[1]["fingerprint"]
    assert made[0]["questions"] == 6
    reader = reranker(str(tmp_path / "one"))
    assert isinstance(reader, Reader)
    assert reader.read("Who?", []) == []


def test_training_goes_on_from_a_reader(tmp_path: Path, given: list[str]) -> None:
    shared = [*given, "--limit", "3"]
    main([*shared, str(tmp_path / "first")])
    main([*shared, str(tmp_path / "next"), "--start", str(tmp_path / "first")])
    first, following = (
        json.loads((tmp_path / name / "reader.json").read_text("utf-8"))
        for name in ("first", "next")
    )
    assert first["start"] is None
    assert following["start"] == first["fingerprint"] != following["fingerprint"]
