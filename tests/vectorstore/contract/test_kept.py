"""Articles are kept as they were read, superseded and removed, and are there after it all."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Write
from tests.vectorstore.contract.conftest import Kept
from vectorstore import Archive, ArchiveError, Filter
from vectorstore.errors import UnknownArticle
from vectorstore.formats.exported import as_record

HARBOUR = {
    "id": "h1",
    "title": "Harbour board votes for a new quay",
    "outlet": "The Osterby Echo",
    "author": "Ada Lund, Ben Ross",
    "published": "2024-03-05",
    "text": "The harbour board of Østerby voted 5–4 on Tuesday for a new quay. It costs 40m.",
}
ORCHARD = {
    "id": "o1",
    "title": "Frost takes the orchards",
    "outlet": "Vale Weekly",
    "author": "Cem Idle",
    "published": "2024-04-20T06:30:00+02:00",
    "text": "A late frost took half of the apple blossom in the Vale, growers said on Saturday.",
}
# Letters beyond the first plane, marks of their own, lines, and what SQL and full text could mind.
ODD = {
    "id": "odd'; --",
    "title": "Quote ' and \" and % and _ and \\",
    "outlet": "O'Neill & Søn",
    "published": "",
    "text": "A 🦊 ran e\u0301 across — “the” NEAR/AND OR*.\n\nTab; 100% {sure}? $1 %s \\n.",
}


def test_what_is_read_is_kept_letter_by_letter(kept: Kept, write: Write) -> None:
    with kept.open() as archive:
        report = archive.ingest([write("a.jsonl", HARBOUR, ORCHARD, ODD)])
        assert (report.added, report.updated, report.skipped) == (3, 0, [])
    with kept.open() as archive:
        assert len(archive) == 3
        for record in (HARBOUR, ORCHARD, ODD):
            article = archive.article(record["id"])
            assert article.text == record["text"]
            assert article.title == record["title"]
            assert article.outlet == record["outlet"]
        assert [article.id for article in archive.articles()] == ["o1", "h1", "odd'; --"]
        assert archive.outlets() == sorted(["The Osterby Echo", "Vale Weekly", "O'Neill & Søn"])
        assert archive.counted("author") == [("Ada Lund, Ben Ross", 1), ("Cem Idle", 1)]
        assert (archive.oldest_day(), archive.newest_day()) == (date(2024, 3, 5), date(2024, 4, 20))
        assert archive.overview().by_month_and_outlet == {
            ("", "O'Neill & Søn"): 1,
            ("2024-03", "The Osterby Echo"): 1,
            ("2024-04", "Vale Weekly"): 1,
        }
        total, listed = archive.listing("FROST")
        assert (total, [article.id for article in listed]) == (1, ["o1"])
        assert archive.listing("100% sure")[0] == 0
        assert archive.holdings(Filter(authors=("ben ross",))).articles == 1
        assert archive.has_author("IDLE")
        with pytest.raises(UnknownArticle):
            archive.article("h2")


def test_the_same_again_changes_nothing(kept: Kept, write: Write) -> None:
    path = write("a.jsonl", HARBOUR, ORCHARD)
    with kept.open() as archive:
        archive.ingest([path])
        assert archive.ingest([path]).unchanged == 2
        assert archive.ingest([path], again=True).unchanged == 2
        assert len(archive.versions("h1")) == 1


def test_another_text_is_another_version_and_the_old_one_stays(kept: Kept, write: Write) -> None:
    later = HARBOUR | {"text": "The harbour board drops the quay.", "updated": "2024-04-01"}
    with kept.open() as archive:
        archive.ingest([write("a.jsonl", HARBOUR, ORCHARD)])
        report = archive.ingest([write("a.jsonl", later, ORCHARD)])
        assert (report.updated, report.unchanged) == (1, 1)
        assert [article.text for article in archive.versions("h1")] == [
            later["text"],
            HARBOUR["text"],
        ]
        old = archive.article("h1@1")
        assert old.text == HARBOUR["text"]
        assert archive.identity(old) == ("h1", 1)
        assert archive.known_until("h1", 1) == "2024-04-01"

        def known(day: date) -> set[str]:
            passages = archive.matching("quay frost", 5, Filter(as_of=day))
            by_meaning = archive.nearest(archive.encode(["quay"])[0], 5, Filter(as_of=day))
            return {passage.article.id for passage in [*passages, *by_meaning]}

        assert known(date(2024, 3, 10)) == {"h1@1"}
        assert known(date(2024, 5, 1)) == {"h1", "o1"}
        assert archive.doctor().problems == ()


def test_what_is_removed_stays_out_until_it_is_restored(kept: Kept, write: Write) -> None:
    path = write("a.jsonl", HARBOUR, ORCHARD)
    with kept.open() as archive:
        archive.ingest([path])
        archive.remove("h1")
        assert [article.id for article in archive.articles()] == ["o1"]
        assert archive.matching("harbour quay", 5) == []
        assert archive.ingest([path], again=True).kept_out
        with pytest.raises(UnknownArticle):
            archive.remove("h1")
        archive.restore("h1")
        assert archive.ingest([path]).added == 1
        assert archive.article("h1").text == HARBOUR["text"]
        archive.remove("h1", everywhere=True)
        assert len(archive) == 1
        assert archive.nearest(archive.encode(["frost"])[0], 5)[0].article.id == "o1"
        assert archive.doctor().problems == ()


def test_what_is_gone_is_pruned(kept: Kept, write: Write) -> None:
    paths = [write("a.jsonl", HARBOUR), write("b.jsonl", ORCHARD), write("c.jsonl", ODD)]
    with kept.open() as archive:
        archive.ingest([paths[0].parent])
        paths[1].unlink()
        assert archive.ingest([paths[0].parent], prune=True).removed == 1
        assert {article.id for article in archive.articles()} == {"h1", "odd'; --"}


def test_near_copies_are_one_story_and_outlets_can_be_merged(kept: Kept, write: Write) -> None:
    wire = (
        "The bridge at Sund was closed on Monday after engineers found cracks in two of its"
        " pillars. Traffic is sent over the old ferry, which takes forty cars an hour. The county"
        " said that the repairs would take until March and cost sixty million crowns, twice the"
        " yearly budget for all roads. Shops in Sund fear for their trade before Christmas."
    )
    copies = [
        {"id": f"w{n}", "outlet": outlet, "published": f"2024-03-0{n}", "text": wire}
        for n, outlet in enumerate(("Echo", "Vale"), 1)
    ]
    with kept.open() as archive:
        assert archive.ingest([write("a.jsonl", *copies, HARBOUR)]).duplicates == 1
        assert [article.id for article in archive.copies("w1")] == ["w2"]
        archive.merge_outlets("Vale", "Echo")
        assert archive.article("w2").outlet == "Echo"
        assert {each.article.id for each in archive.mentions("Sund").articles} == {"w1", "w2"}


def test_an_export_comes_back_as_it_was(kept: Kept, write: Write, tmp_path: Path) -> None:
    with kept.open() as archive:
        archive.ingest([write("a.jsonl", HARBOUR, ORCHARD)])
        later = HARBOUR | {"text": "The harbour board drops the quay.", "updated": "2024-04-01"}
        archive.ingest([write("a.jsonl", later, ORCHARD)])
        lines = [json.dumps(as_record(each)) for each in archive.exported()]
        assert len(lines) == 3
        (tmp_path / "all.jsonl").write_text("\n".join(lines))
        for article_id in ("h1", "o1"):
            archive.remove(article_id)
            archive.restore(article_id)
        archive.ingest([tmp_path / "all.jsonl"])
        assert [json.dumps(as_record(each)) for each in archive.exported()] == lines


def test_a_backup_is_whole_and_in_a_folder(kept: Kept, write: Write, tmp_path: Path) -> None:
    with kept.open() as archive:
        archive.ingest([write("a.jsonl", HARBOUR, ORCHARD)])
        assert archive.backup(tmp_path / "copy").problems == ()
        archive.remove("h1")
    with Archive.open(tmp_path / "copy", kept.encoder) as copy:
        assert len(copy) == 2
        assert copy.nearest(copy.encode(["quay"])[0], 1)[0].article.id == "h1"
        assert copy.doctor().problems == ()


def test_another_encoder_is_refused(kept: Kept, write: Write) -> None:
    with kept.open() as archive:
        archive.ingest([write("a.jsonl", HARBOUR)])
    kept.encoder.name, kept.encoder.fingerprint = "another", "others"
    with kept.open() as archive, pytest.raises(ArchiveError, match="another"):
        archive.encode(["a question"])
