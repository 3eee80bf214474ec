"""What a person removed stays out, from whatever file it comes, until it is restored."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Write
from vectorstore import Archive
from vectorstore.errors import UnknownArticle

STORY = (
    "The Hallig ferry company has dismissed its harbour master, Odo Quistgaard, after an audit"
    " found that 412 crowns were missing from the till in June. Mr Quistgaard denies it and says"
    " that the till was open to all who worked on the quay. The board met behind closed doors on"
    " Monday evening and voted by five to two. A new harbour master is to be named in the autumn,"
    " the chair of the board said, and until then the mate of the Petrel will open the gate."
)
TILL = {
    "id": "till-1",
    "title": "Harbour master dismissed",
    "outlet": "Hallig Courier",
    "published": "2024-07-02",
    "url": "https://courier.example/2024/till",
    "text": STORY,
}
FROST = {"id": "frost", "title": "Late frost", "text": "A late frost has ruined the pear harvest."}


@pytest.fixture
def kept(archive: Archive, write: Write) -> Archive:
    """An archive from which one of two articles was removed."""
    archive.ingest([write("a.jsonl", TILL, FROST)])
    archive.remove("till-1")
    return archive


@pytest.mark.parametrize(
    "back",
    [
        TILL,
        TILL | {"text": "The whole story was written anew by the night desk of the Courier."},
        {"title": "Harbour", "url": "http://www.courier.example/2024/till/", "text": "Anew."},
        {"id": "other", "title": "Quay", "text": STORY.replace(". ", ".\n\n")},
        {"id": "other", "text": "By our own desk. " + STORY.replace("Monday", "Tuesday")},
    ],
    ids=["as it was", "same id", "same address", "same words", "nearly the same words"],
)
def test_what_was_removed_stays_out_and_is_named(
    kept: Archive, write: Write, back: dict[str, str]
) -> None:
    path = write("b.jsonl", back | {"title": "Harbour master dismissed"}, FROST)
    for _ in range(2):  # read, and then skipped because the file is as it was
        report = kept.ingest([path])
        assert report.added == 0
        assert report.kept_out == [(f"{path}:1", "till-1")]
        assert [article.id for article in kept.articles()] == ["frost"]


def test_the_file_that_it_came_from_does_not_bring_it_back(kept: Archive, tmp_path: Path) -> None:
    report = kept.ingest([tmp_path / "files"])
    assert (report.added, report.unchanged, len(report.kept_out)) == (0, 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        # the next report after the same template
        {
            "id": "till-2",
            "title": "Harbour",
            "text": STORY.replace("412", "98").replace("five", "6"),
        },
        # a row number that names another article in another file
        {"id": "till-1", "title": "Owls", "text": "Two owls nest in the tower of Saint Ansgar."},
        {"url": "https://courier.example/2024/tillage", "text": "The fields of Hallig are wet."},
    ],
    ids=["other figures", "an id by chance", "another address"],
)
def test_another_article_comes_in(kept: Archive, write: Write, other: dict[str, str]) -> None:
    report = kept.ingest([write("b.jsonl", other)])
    assert (report.added, report.kept_out) == (1, [])


def test_it_comes_back_once_it_is_restored(kept: Archive, tmp_path: Path) -> None:
    assert kept.ingest([tmp_path / "files"]).kept_out
    kept.restore("till-1")
    report = kept.ingest([tmp_path / "files"])
    assert (report.added, report.kept_out) == (1, [])
    assert kept.article("till-1").text == STORY
    with pytest.raises(UnknownArticle):
        kept.restore("till-1")


def test_everywhere_leaves_no_word_in_any_file(archive: Archive, write: Write) -> None:
    others = [{"id": f"o{n}", "text": f"Boat number {n} sailed at dawn."} for n in range(40)]
    archive.ingest([write("a.jsonl", TILL, *others)])
    changed = TILL | {"text": STORY.replace("Petrel", "Stormcock"), "updated": "2024-07-03"}
    archive.ingest([write("a.jsonl", changed, *others)])
    found = archive.nearest(archive.encode(["the till"])[0], 1)
    assert found[0].article.id == "till-1"
    archive.remove("till-1", everywhere=True)
    held = b"".join(path.read_bytes() for path in archive.path.rglob("*") if path.is_file())
    assert b"till-1" in held  # the id alone, and hashes
    for word in (
        b"uistgaard",
        b"quistgaard",
        b"Petrel",
        b"tormcock",
        b"courier.example",
        b"missing",
    ):
        assert word not in held
    assert len(list(archive.path.glob("index-*"))) == 1
    assert archive.nearest(archive.encode(["boat number 7"])[0], 1)[0].article.id == "o7"
    assert archive.matching("dawn", 1)
    assert archive.doctor().problems == ()
    assert archive.ingest([write("c.jsonl", TILL)]).kept_out
    archive.remove("till-1", everywhere=True)  # may be said after


@pytest.mark.parametrize(
    "url", ["http://www.courier.example/2024/till?utm_source=mail", "?b=2&a=1"]
)
def test_an_address_is_known_with_what_tracks_readers_in_it(
    archive: Archive, write: Write, url: str
) -> None:
    first = "?a=1&b=2" if url.startswith("?") else ""
    url = f"{TILL['url']}{url}" if first else url
    archive.ingest([write("a.jsonl", TILL | {"url": TILL["url"] + first})])
    archive.remove("till-1")
    report = archive.ingest([write("b.jsonl", {"url": url, "text": "Written anew by the desk."})])
    assert (report.added, [removed for _, removed in report.kept_out]) == (0, ["till-1"])


def test_an_address_that_many_stories_have_keeps_none_of_them_out(
    archive: Archive, write: Write
) -> None:
    section = {"url": "https://courier.example/local-news/"}
    hash_bang = {"url": "https://courier.example/app#!/news/1"}
    pears = {"text": "The pears of Hallig are sold on the quay from Friday on."}
    archive.ingest(
        [write("a.jsonl", TILL | section, FROST | section, {"id": "p"} | pears | hash_bang)]
    )
    archive.remove("till-1")
    archive.remove("p")
    other = {"url": "https://courier.example/app#!/news/2", "text": "The mill is to be a school."}
    report = archive.ingest([write("b.jsonl", FROST | section, {"id": "q"} | other)])
    assert (report.added, report.duplicates, report.kept_out) == (1, 1, [])
    new = section | {"id": "r", "title": "Gate", "text": "The harbour gate is painted green."}
    assert archive.ingest([write("c.jsonl", new)]).added == 1


def test_a_short_story_stays_out_when_its_file_changes(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news" / "storm.txt"
    path.parent.mkdir()
    path.write_text("Storm\n\nRain fell on 14 farms.\n", "utf-8")
    archive.ingest([path.parent])
    [storm] = archive.articles()
    archive.remove(storm.id)
    path.write_text("Storm\n\nRain fell on 14 farms. A barn of 1911 lost its roof.\n", "utf-8")
    assert archive.ingest([path.parent]).kept_out == [(str(path), storm.id)]
    path.write_text("Storm\n\nHail broke 63 panes at the mill.\n", "utf-8")
    assert archive.ingest([path.parent]).added == 1  # of another day
