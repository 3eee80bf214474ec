"""What is kept is found, by words and by meaning, with filters and without."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.invented import OUTLETS, articles, write_jsonl
from tests.vectorstore.contract.conftest import Kept
from vectorstore import Archive, Filter, Passage

COUNT = 400
DAY = date(2020, 6, 1)
FILTERS = {
    "none": Filter(),
    "since": Filter(since=DAY),
    "until": Filter(until=DAY),
    "outlet": Filter(outlets=(OUTLETS[1],)),
    "few": Filter(since=DAY, until=date(2020, 6, 20), outlets=tuple(OUTLETS[:2])),
    "as of": Filter(as_of=DAY),
    "articles": Filter(articles=("a3", "a5", "a8")),
    "without": Filter(without=("a3", "a5", "a8")),
}
RECORDS = list(articles(COUNT))


def test_every_filter_gives_the_nearest_that_pass_it(kept: Kept, tmp_path: Path) -> None:
    files = [write_jsonl(tmp_path / "a.jsonl", RECORDS[:390])]
    with kept.open() as archive:
        archive.ingest(files)
        archive.ingest([write_jsonl(tmp_path / "b.jsonl", RECORDS[390:])])
        assert archive.overview()
        for question in (RECORDS[7]["text"][:80], RECORDS[395]["text"][:80]):
            vector = archive.encode([question])[0]
            for name, where in FILTERS.items():
                found = archive.nearest(vector, 10, where)
                expected = _nearest(archive, kept, vector, where)
                assert [round(p.score, 4) for p in found] == expected, name
                assert _are_exact(found)
                assert all(_passes(p, where) for p in found), name


def test_words_are_ranked_by_bm25(kept: Kept, tmp_path: Path) -> None:
    with kept.open() as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", RECORDS)])
        for record in RECORDS[::80]:
            words = record["text"].split()[3:9]
            for name, where in FILTERS.items():
                found = archive.matching(" ".join(words), 10, where)
                assert _are_exact(found)
                assert all(_passes(p, where) for p in found), name
                scores = [p.score for p in found]
                assert scores == sorted(scores, reverse=True)
            assert archive.matching(" ".join(words), 1)[0].article.id == record["id"]
        assert archive.matching("wholly unheard", 5) == []


def test_words_are_found_in_all_their_forms(kept: Kept, tmp_path: Path) -> None:
    texts = {
        "1": "The minister resigned over the café in Ålesund.",
        "2": "Ministers are resigning.",
        "3": "An article of 3 January about nothing at all, and 1,500 quays.",
    }
    records = [
        {"id": name, "text": text, "published": "2024-01-03"} for name, text in texts.items()
    ]
    with kept.open() as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", records)])

        def ids(question: str) -> set[str]:
            return {passage.article.id for passage in archive.matching(question, 5)}

        assert ids("minister") == ids("ministers") == ids("resigns") == {"1", "2"}
        assert ids("cafe") == ids("CAFÉ") == {"1"}
        assert ids("quay") == {"3"}
        assert ids("January 2024") == {"1", "2", "3"}
        assert archive.has_word("resignation") is archive.has_word("resign")
        assert archive.has_word("unheard") is False
        assert archive.idf("minister")["minist"] < archive.max_idf()
        assert ("minist", 2) in archive.names_like("minister")


@pytest.mark.parametrize("is_damaged", [False, True])
def test_the_index_is_rebuilt_without_embedding(
    kept: Kept, tmp_path: Path, is_damaged: bool
) -> None:
    with kept.open() as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", RECORDS[:200])])
    if is_damaged:
        kept.lose_index()
    encode = kept.encoder.encode
    kept.encoder.encode = None  # type: ignore[assignment, method-assign]
    with kept.open() as archive:
        assert bool(archive.doctor().problems) is is_damaged
        assert archive.doctor(repair=True).problems == ()
        kept.encoder.encode = encode  # type: ignore[method-assign]
        vector = archive.encode([RECORDS[5]["text"]])[0]
        assert archive.nearest(vector, 1)[0].article.id == "a5"


def _nearest(archive: Archive, kept: Kept, vector: object, where: Filter) -> list[float]:
    """The ten highest cosines of what passes a filter, by looking at all."""
    from vectorstore import chunks

    texts = [
        chunks.encoded_text(article, chunk)
        for article in archive.articles()
        for chunk in chunks.split(article)
        if _article_passes(article.id, article.outlet, article.published, where)
    ]
    scores = np.asarray(kept.encoder.encode(texts)) @ np.asarray(vector)
    return [round(float(score), 4) for score in np.sort(scores)[::-1][:10]]


def _passes(passage: Passage, where: Filter) -> bool:
    article = passage.article
    return _article_passes(article.id, article.outlet, article.published, where)


def _article_passes(article_id: str, outlet: str, published: str, where: Filter) -> bool:
    day = date.fromisoformat(published)
    until = min((d for d in (where.until, where.as_of) if d), default=date.max)
    return (
        (where.since or date.min) <= day <= until
        and outlet in (where.outlets or (outlet,))
        and article_id in (where.articles or (article_id,))
        and article_id not in where.without
    )


def _are_exact(found: Iterable[Passage]) -> bool:
    return all(p.text == p.article.text[p.start : p.end] for p in found)
