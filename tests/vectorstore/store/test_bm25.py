"""Questions whose words are in very many chunks: found another way, and the same."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import Write
from vectorstore import Archive, Filter
from vectorstore.store import bm25, lookup

QUESTION = "Did the council of Ostery close the ferries?"


@pytest.fixture
def many(archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Sixty articles on councils, one of which is meant; their words count as very many."""
    records = [
        {
            "id": f"a{n}",
            "text": f"The council of town {n} closed road {n} today. Nobody minded the closing.",
            "outlet": f"Outlet {n % 3}",
            "published": f"2020-01-{1 + n % 28:02}",
        }
        for n in range(60)
    ]
    records[41]["text"] = "The council of Ostery closed its ferry. A ferry costs too much."
    archive.ingest([write("a.jsonl", *records)])
    monkeypatch.setattr("vectorstore.store.by_words.SCORED_BY_INDEX", 0)
    return archive


def test_the_best_passage_is_the_same(many: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bm25, "LOOKED_UP", 20)
    rarest = many.matching(QUESTION, 5)
    monkeypatch.setattr("vectorstore.store.by_words.SCORED_BY_INDEX", 10_000)
    indexed = many.matching(QUESTION, 5)
    assert rarest[0].article.id == indexed[0].article.id == "a41"


def test_filters_hold(many: Archive) -> None:
    narrow = Filter(since=date(2020, 1, 3), until=date(2020, 1, 5), outlets=("Outlet 2",))
    found = many.matching(QUESTION, 50, narrow)
    assert found
    assert all(p.article.outlet == "Outlet 2" for p in found)
    assert all("2020-01-03" <= p.article.published <= "2020-01-05" for p in found)


def test_removed_articles_are_not_found(many: Archive) -> None:
    many.remove("a41")
    assert "a41" not in [p.article.id for p in many.matching(QUESTION, 60)]


def test_counts_of_common_words_are_close(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (f"Town {n} has a {'ferry' if n % 7 < 3 else 'bridge'} now." for n in range(60))
    records = [{"id": f"a{n}", "text": text} for n, text in enumerate(texts)]
    archive.ingest([write("a.jsonl", *records)])
    exact = archive.idf("ferry")["ferri"]
    monkeypatch.setattr(lookup, "_MAX_COUNTED_EXACTLY", 10)
    monkeypatch.setattr(lookup, "_SAMPLED_SHARE", 2)
    with Archive.open(archive.path) as again:  # the other one remembers what it counted
        estimated = again.idf("ferry")["ferri"]
    assert estimated != exact
    assert estimated == pytest.approx(exact, abs=0.2)


def test_a_phrase_of_common_words_counts(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [
        {"id": f"a{n}", "text": f"The north of town {n} has a gate. Ships {n} wait outside."}
        for n in range(60)
    ]
    for n in range(40, 50):
        records[n]["text"] = f"The north of town {n} has a gate. The harbour {n} is closed."
    records[44]["text"] = "The town 44 has its North Gates. The harbour 44 is closed."
    archive.ingest([write("a.jsonl", *records)])
    monkeypatch.setattr("vectorstore.store.by_words.SCORED_BY_INDEX", 0)
    monkeypatch.setattr(bm25, "LOOKED_UP", 20)
    assert archive.matching("Is the harbour by the north gate closed?", 1)[0].article.id == "a44"
