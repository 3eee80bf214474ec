"""Keeping, finding and removing articles, through Archive on real SQLite and Chroma."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from tests.conftest import Write
from vectorstore import Archive, ArchiveError, Filter, Passage
from vectorstore.models.encoder import SentenceEncoder

HARBOUR = {
    "id": "h1",
    "title": "New quay for Osterby",
    "outlet": "The Osterby Echo",
    "published": "2024-03-05",
    "text": "The harbour board will build a new quay.\n\nIt will cost nine million crowns.",
}
ORCHARD = {
    "id": "o1",
    "title": "Late frost",
    "outlet": "Vale Weekly",
    "published": "2024-05-20",
    "text": "A late frost has ruined half the apple harvest of the Lind valley.",
}


def found(archive: Archive, question: str, where: Filter | None = None) -> list[Passage]:
    return archive.nearest(archive.encode([question])[0], 5, where or Filter())


def test_an_article_is_kept_whole_and_found_by_meaning_and_by_words(
    archive: Archive, write: Write
) -> None:
    report = archive.ingest([write("a.jsonl", HARBOUR, ORCHARD)])
    assert (report.added, report.skipped, len(archive)) == (2, [], 2)
    article = archive.article("h1")
    assert (article.text, article.outlet) == (HARBOUR["text"], "The Osterby Echo")
    assert article.day == date(2024, 3, 5)
    assert found(archive, "damage to fruit trees")[0].article.id == "o1"
    assert archive.matching("quays", 5)[0].article.id == "h1"
    for passage in found(archive, "harbour"):
        assert passage.text == passage.article.text[passage.start : passage.end]


def test_ingesting_again_changes_nothing(archive: Archive, write: Write) -> None:
    path = write("a.jsonl", HARBOUR, ORCHARD)
    archive.ingest([path])
    before = [passage.score for passage in found(archive, "quay")]
    report = archive.ingest([path])
    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)
    path.touch()
    assert archive.ingest([path]).unchanged == 2
    assert [passage.score for passage in found(archive, "quay")] == before


def test_a_changed_article_replaces_its_chunks_and_the_old_version_stays_readable(
    archive: Archive, write: Write
) -> None:
    archive.ingest([write("a.jsonl", HARBOUR, ORCHARD)])
    changed = HARBOUR | {"text": "The harbour board has dropped its plans; a museum comes instead."}
    report = archive.ingest([write("a.jsonl", changed, ORCHARD)])
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    assert len(archive) == 2
    texts = {passage.text for passage in found(archive, "harbour board quay")}
    assert changed["text"] in texts
    assert not any("nine million" in text for text in texts)
    assert archive.matching("million", 5) == []
    assert archive.article("h1@1").text == HARBOUR["text"]
    assert [article.text for article in archive.versions("h1")] == [
        changed["text"],
        HARBOUR["text"],
    ]


def test_a_file_without_ids_keeps_its_article_when_its_text_changes(
    archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "frost.txt"
    path.write_text("Late frost\n\nA late frost has ruined half the apple harvest of the valley.")
    archive.ingest([path])
    [before] = archive.articles()
    path.write_text("Late frost\n\nA late frost has ruined two thirds of the apple harvest.")
    assert archive.ingest([path]).updated == 1
    [after] = archive.articles()
    assert (after.id, after.text == before.text) == (before.id, False)


def test_the_same_file_elsewhere_is_a_duplicate_and_a_moved_one_is_unchanged(
    archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "frost.txt"
    path.write_text("Late frost\n\nA late frost has ruined half the apple harvest of the valley.")
    archive.ingest([path])
    copy = tmp_path / "copy.txt"
    copy.write_text(path.read_text())
    assert archive.ingest([copy]).duplicates == 1
    path.unlink()
    moved = tmp_path / "moved.txt"
    copy.rename(moved)
    assert archive.ingest([moved]).unchanged == 1
    assert len(archive) == 1


def test_removing_removes_everywhere(archive: Archive, write: Write) -> None:
    path = write("a.jsonl", HARBOUR, ORCHARD)
    archive.ingest([path])
    archive.remove("h1")
    assert [passage.article.id for passage in found(archive, "a quay in the harbour")] == ["o1"]
    assert archive.matching("quay", 5) == []
    with pytest.raises(KeyError):
        archive.article("h1")
    with pytest.raises(KeyError):
        archive.remove("h1")
    assert archive.ingest([path]).kept_out == [(f"{path}:1", "h1")]
    archive.restore("h1")
    assert archive.ingest([path]).added == 1
    assert found(archive, "a quay in the harbour")[0].article.id == "h1"


def test_an_archive_made_with_another_encoder_is_refused_with_both_names(
    archive: Archive, write: Write
) -> None:
    class Letters:
        """Another model: how often each letter stands in a text."""

        name, fingerprint = "letters", "letters-1"

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            counts = np.array([[text.count(c) + 0.1 for c in "abcdefghij"] for text in texts])
            unit: NDArray[np.float64] = counts / np.linalg.norm(counts, axis=1, keepdims=True)
            return unit.astype(np.float32)

    archive.ingest([write("a.jsonl", HARBOUR)])
    with (
        Archive.open(archive.path, Letters()) as other,
        pytest.raises(ArchiveError, match=r"'all-MiniLM-L6-v2'.*'letters'"),
    ):
        other.encode(["a question"])


def test_filters_are_strict(archive: Archive, write: Write) -> None:
    undated = {"id": "u1", "text": "The harbour of Lind was dug by hand."}
    archive.ingest([write("a.jsonl", HARBOUR, ORCHARD, undated)])

    def ids(where: Filter) -> set[str]:
        by_words = archive.matching("harbour frost", 5, where)
        both = found(archive, "harbour", where) + by_words
        return {passage.article.id for passage in both}

    assert ids(Filter()) == {"h1", "o1", "u1"}
    assert ids(Filter(since=date(2024, 3, 6))) == {"o1"}
    assert ids(Filter(until=date(2024, 3, 5))) == {"h1"}
    assert ids(Filter(outlets=("Vale Weekly",))) == {"o1"}
    assert ids(Filter(outlets=("Vale Weekly",), until=date(2024, 3, 5))) == set()


def test_what_a_filter_keeps_is_scanned_wherever_it_stands(archive: Archive, write: Write) -> None:
    """In the index, in one that was extended, not yet in any, and no longer current."""

    def article(number: int, text: str) -> dict[str, str]:
        outlet = ("Echo", "Post")[number % 2]
        return {"id": str(number), "text": text, "outlet": outlet, "published": "2024-03-05"}

    def search(where: Filter) -> dict[str, float]:
        question = archive.encode(["boats"])[0]
        return {p.article.id: p.score for p in archive.nearest(question, 200, where)}

    texts = [f"The boat number {number} sailed at dawn." for number in range(60)]
    archive.ingest([write("a.jsonl", *map(article, range(60), texts))])
    archive.ingest([write("b.jsonl", *(article(n, f"A late boat, {n}.") for n in range(60, 70)))])
    archive.ingest([write("c.jsonl", article(70, "The last boat."))])
    later = article(62, "The boat number 62 never sailed.") | {"updated": "2024-05-01"}
    archive.ingest([write("b.jsonl", later)])
    echo = search(Filter(outlets=("Echo",)))
    assert set(echo) == {str(number) for number in range(0, 71, 2)}
    everything = search(Filter())
    assert echo == pytest.approx(
        {article_id: everything[article_id] for article_id in echo}, abs=1e-3
    )
    known = search(Filter(outlets=("Echo",), as_of=date(2024, 4, 1)))
    assert set(known) == {*echo, "62@1"} - {"62"}


def test_a_second_writer_is_refused_and_told_who_writes(archive: Archive, write: Write) -> None:
    path = write("a.jsonl", HARBOUR)
    program = (
        "import sys; from pathlib import Path; from vectorstore.store.lock import writer\n"
        "with writer(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(archive.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(ArchiveError, match=f"process {holder.pid} "):
            archive.ingest([path])
        holder.kill()
    assert archive.ingest([path]).added == 1


def test_what_waits_for_the_index_is_found_too(
    archive: Archive, write: Write, encoder: SentenceEncoder
) -> None:
    many = [{"id": f"n{i}", "text": f"Note number {i} tells of nothing."} for i in range(150)]
    archive.ingest([write("many.jsonl", *many)])
    with Archive.open(archive.path, encoder) as reader:
        assert len(found(reader, "note")) == 5
        built = sorted(folder.name for folder in archive.path.glob("index-*"))
        # One article of 151 is too few for a new index.
        archive.ingest([write("one.jsonl", ORCHARD)])
        assert sorted(folder.name for folder in archive.path.glob("index-*")) == built
        assert found(reader, "apple harvest")[0].article.id == "o1"
        archive.ingest([write("more.jsonl", *[HARBOUR | {"id": f"h{i}"} for i in range(9)])])
        assert sorted(folder.name for folder in archive.path.glob("index-*")) != built
        assert found(reader, "apple harvest")[0].article.id == "o1"
        assert found(reader, "new quay")[0].article.title == HARBOUR["title"]


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"not a database at all, and longer than a header")
    with pytest.raises(ArchiveError, match=r"catalogue\.sqlite"):
        Archive.open(tmp_path)


def test_an_archive_of_another_format_is_refused(archive: Archive) -> None:
    db = sqlite3.connect(archive.path / "catalogue.sqlite")
    db.execute("UPDATE setting SET value = '99' WHERE name = 'format'")
    db.commit()
    db.close()
    with pytest.raises(ArchiveError, match="format 99"):
        Archive.open(archive.path)


def test_an_unknown_encoder_is_named(tmp_path: Path, write: Write) -> None:
    with (
        Archive.open(tmp_path / "a", encoder=str(tmp_path / "no-such-model")) as archive,
        pytest.raises(ArchiveError, match="no-such-model"),
    ):
        archive.ingest([write("a.jsonl", HARBOUR)])


WIRE = (
    "The bridge at Sund was closed on Monday after engineers found cracks in two of its pillars. "
    "Traffic is sent over the old ferry, which takes forty cars an hour. The county said that the "
    "repairs would take until March and cost sixty million crowns, twice the yearly budget for all "
    "roads. Shops in Sund fear for their trade before Christmas, and the school bus leaves an hour "
    "earlier from today."
)


def test_near_copies_are_one_story(archive: Archive, write: Write) -> None:
    trimmed = WIRE.replace("on Monday ", "").rpartition(" Shops")[0]
    other = "The bridge at Sund will be painted red next summer, the county said. " * 3
    path = write(
        "wire.jsonl",
        {"id": "w1", "outlet": "Echo", "published": "2024-03-01", "text": WIRE},
        {"id": "w2", "outlet": "Vale", "published": "2024-03-02", "text": trimmed},
        {"id": "w3", "outlet": "Vale", "published": "2024-03-03", "text": other},
    )
    report = archive.ingest([path])
    assert (report.added, report.duplicates) == (3, 1)
    assert [article.id for article in archive.copies("w1")] == ["w2"]
    assert archive.copies("w3") == []
    stories = archive.stories(["w1", "w2", "w3"])
    assert stories["w1"] == stories["w2"] != stories["w3"]


def test_prune_removes_what_is_gone_from_a_folder_and_nothing_else(
    archive: Archive, write: Write
) -> None:
    kept, gone = write("kept.jsonl", HARBOUR), write("gone.jsonl", ORCHARD)
    archive.ingest([kept.parent])
    gone.unlink()
    assert archive.ingest([kept.parent]).removed == 0
    assert archive.ingest([kept.parent], prune=True).removed == 1
    assert [article.id for article in archive.articles()] == ["h1"]


def test_as_of_finds_the_version_that_was_known_then(archive: Archive, write: Write) -> None:
    archive.ingest([write("a.jsonl", HARBOUR, ORCHARD)])
    later = HARBOUR | {"text": "The harbour board drops the quay.", "updated": "2024-04-01"}
    archive.ingest([write("a.jsonl", later, ORCHARD)])

    def known(day: date) -> list[str]:
        where = Filter(as_of=day)
        passages = found(archive, "quay", where) + archive.matching("quay frost", 5, where)
        return sorted({passage.article.id for passage in passages})

    assert known(date(2024, 3, 4)) == []
    assert known(date(2024, 3, 31)) == ["h1@1"]
    assert known(date(2024, 5, 1)) == ["h1"]
    assert known(date(2024, 5, 20)) == ["h1", "o1"]


def test_thousands_of_nearly_equal_texts_are_all_found(tmp_path: Path, write: Write) -> None:
    class Crowd:
        """Vectors that are all but the same."""

        name = fingerprint = "crowd"

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            rows = np.ones((len(texts), 64), np.float32)
            for row, text in zip(rows, texts, strict=True):
                row += 0.1 * np.random.default_rng(zlib.crc32(text.encode())).random(64)
            unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
            return unit.astype(np.float32)

    records = [{"id": f"n{i}", "text": f"Entry {i} of the harbour ledger."} for i in range(3000)]
    with Archive.open(tmp_path / "crowd", Crowd()) as archive:
        assert archive.ingest([write("crowd.jsonl", *records)]).added == 3000
        assert archive.doctor().problems == ()
        for record in records[::500]:
            vector = archive.encode([record["text"]])[0]
            assert record["id"] in {p.article.id for p in archive.nearest(vector, 5)}


def test_a_filter_holds_anew_after_each_change(archive: Archive, write: Write) -> None:
    narrow = Filter(outlets=("The Echo",))

    def found() -> set[str]:
        nearest = archive.nearest(archive.encode(["the ferry"])[0], 9, narrow)
        return {passage.article.id for passage in nearest}

    def kept(article_id: str) -> dict[str, str]:
        return {
            "id": article_id,
            "text": f"The ferry of {article_id} has sailed.",
            "outlet": "The Echo",
        }

    archive.ingest([write("a.jsonl", kept("a1"))])
    assert found() == {"a1"}
    archive.ingest([write("b.jsonl", kept("b1"))])
    assert found() == {"a1", "b1"}
    archive.remove("a1")
    assert found() == {"b1"}
    with Archive.open(archive.path) as other:
        other.ingest([write("c.jsonl", kept("c1"))])
    assert found() == {"b1", "c1"}


def test_versions_that_are_no_longer_current_do_not_crowd_others_out(
    archive: Archive, write: Write
) -> None:
    for number in range(8):
        text = f"The quay, the quay and again the quay. Version {number}."
        archive.ingest([write("a.jsonl", {"id": "often", "text": text})])
    once = "A ship, a crane, a shed, a boat, a rope, a gull and, at the far end, a quay."
    archive.ingest([write("b.jsonl", {"id": "once", "text": once})])
    assert [passage.article.id for passage in archive.matching("quay", 2)] == ["often", "once"]


def test_a_broad_filter_finds_what_many_others_match_better(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    better = [{"id": f"e{n}", "text": f"The quay {n}.", "outlet": "Echo"} for n in range(40)]
    long = "A ship, a crane, a shed, a boat, a rope, a gull and, at the far end, a quay."
    archive.ingest([write("a.jsonl", *better, {"id": "p", "text": long, "outlet": "Post"})])
    monkeypatch.setattr("vectorstore.store.by_meaning.EXACT_SCAN", 0)
    for outlet, expected in (("Post", {"p"}), ("Echo", {f"e{n}" for n in range(40)})):
        found = archive.matching("quay", 3, Filter(outlets=(outlet,)))
        assert {passage.article.id for passage in found} <= expected
        assert len(found) == min(3, len(expected))


def test_every_search_of_a_process_finds_the_same_and_none_of_what_was_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.store.by_meaning.SCANS", 8)
    records = list(articles(60))
    encoder = CheapEncoder()
    with Archive.open(tmp_path / "archive", encoder) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", records)])
        archive.remove("a7")
    with Archive.open(tmp_path / "archive", encoder) as archive:
        vector = encoder.encode([records[7]["text"]])[0]
        found = [[p.article.id for p in archive.nearest(vector, 20)] for _ in range(12)]
    assert len(set(found[0])) == 20
    assert "a7" not in found[0]
    assert all(each == found[0] for each in found)
