"""Days in an archive: by the instant, of a live blog's entry, to come; and older archives."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from assistant import Assistant
from tests.conftest import Write
from ui.html.article import Edition, article_html
from ui.html.sources import sources_html
from ui.json import answer_json, article_json, search_json
from ui.text import article_line, article_text, sources_text
from vectorstore import Archive, Filter

PAGE = """<html lang="en"><head><title>Flood in Sandby: live</title>
<link rel="canonical" href="https://signal.example/flood">
<meta property="og:site_name" content="The Sandby Signal">
<meta property="article:published_time" content="2025-02-05T06:00:00+01:00"></head><body><main>
<h1>Flood in Sandby: live</h1>
<p>Three days of flood on the Sand river, told as they went by our reporters.</p>
<article class="update" id="e2"><time datetime="2025-02-07T19:40:00+01:00">19:40</time>
<h2>Child found</h2><span class="byline">Runa Vidal</span>
<p>The child that had been missing in the flood was found unhurt in a boat shed at Nordby.</p>
</article>
<article class="update" id="e1"><time datetime="2025-02-06T09:30:00+01:00">09:30</time>
<h2>Volunteers</h2><p>Four hundred volunteers are filling sandbags at the brick works.</p></article>
<article class="update" id="e0"><time datetime="2025-02-05T06:05:00+01:00">06:05</time>
<h2>Sirens</h2><p>The sirens of Sandby were sounded twice before dawn on Wednesday.</p></article>
</main></body></html>"""
QUESTION = "Where was the missing child found?"


def live(archive: Archive, tmp_path: Path) -> None:
    page = tmp_path / "flood.html"
    page.write_text(PAGE, "utf-8")
    archive.ingest([page])


def test_entries_of_a_live_blog_are_found_by_their_own_days(
    archive: Archive, tmp_path: Path
) -> None:
    live(archive, tmp_path)
    (article,) = archive.articles()
    assert [entry.published[:10] for entry in article.entries] == [
        "2025-02-05", "2025-02-06", "2025-02-07",
    ]  # fmt: skip
    only = Filter(since=date(2025, 2, 6), until=date(2025, 2, 6))
    vector = archive.encode([QUESTION])[0]
    for found in (
        archive.nearest(vector, 9, only),
        archive.matching("child volunteers sirens", 9, only),
    ):
        assert ["sandbags" in passage.text for passage in found] == [True]
    best = archive.nearest(vector, 1)[0]
    assert best.text.startswith("Child found")
    assert (best.title, best.published, best.url) == (
        "Flood in Sandby: live — Child found",
        "2025-02-07T19:40:00+01:00",
        "https://signal.example/flood#e2",
    )
    assert archive.matching("7 February", 1)[0].text == best.text
    assert archive.doctor().problems == ()
    assert archive.article(article.id) == archive.versions(article.id)[0] == article


def test_a_quotation_has_the_day_and_place_of_its_entry(archive: Archive, tmp_path: Path) -> None:
    live(archive, tmp_path)
    answer = Assistant(archive).answer(QUESTION)
    claim = answer.claims[0]
    assert "boat shed at Nordby" in claim.text
    assert claim.day == "2025-02-07"
    assert claim.in_words.endswith("— The Sandby Signal, 7 February 2025")
    said = answer_json(answer)
    assert said["claims"][0]["day"] == "2025-02-07"
    cited = said["citations"][0]["article"]
    assert (cited["published"], cited["url"]) == (
        "2025-02-07T19:40:00+01:00", "https://signal.example/flood#e2",
    )  # fmt: skip
    assert cited["title"] == "Flood in Sandby: live — Child found"
    assert "7 February 2025" in sources_html(answer)
    page = article_html(Edition(answer.passages[0].article))
    assert "7 February 2025, 19:40" in page
    assert "2025-02-07: Flood in Sandby: live — Child found" in sources_text(answer)
    (article,) = archive.articles()
    assert "[2025-02-07 19:40:00+01:00, Runa Vidal]\nChild found" in article_text(article)
    assert [entry["anchor"] for entry in article_json(article)["entries"]] == ["e0", "e1", "e2"]


def test_articles_of_different_zones_are_in_the_order_of_their_instants(
    archive: Archive, write: Write
) -> None:
    times = {
        "tunvik": "2025-02-07T00:30:00+02:00",
        "lima": "2025-02-06T23:50:00-05:00",
        "day": "2025-02-07",
        "fiji": "2025-02-07T11:00:00+12:00",
        "undated": "",
    }
    archive.ingest(
        [write("a.jsonl", *({"id": name, "published": when, "text": f"The {name} desk reports."}
                            for name, when in times.items()))]
    )  # fmt: skip
    assert [article.id for article in archive.articles()] == [
        "lima",
        "day",
        "fiji",
        "tunvik",
        "undated",
    ]
    assert str(archive.article("lima").day) == "2025-02-06"
    only = Filter(since=date(2025, 2, 7))
    found = archive.nearest(archive.encode(["desk"])[0], 9, only)
    assert {passage.article.id for passage in found} == {"tunvik", "day", "fiji"}


def test_a_day_to_come_is_kept_and_marked_and_is_not_the_newest(
    archive: Archive, write: Write
) -> None:
    cover = {"id": "cover", "outlet": "Tide", "published": "2199-03-01", "text": "Tide tables."}
    now = {"id": "now", "outlet": "Tide", "published": "2024-03-01", "text": "The tide is out."}
    archive.ingest([write("a.jsonl", cover, now)])
    later, known = archive.articles()
    assert (later.id, later.published) == ("cover", "2199-03-01")
    assert archive.newest_day() == date(2024, 3, 1)
    assert archive.newest_day(today=date(2199, 3, 1)) == date(2199, 3, 1)
    assert archive.newest_day(today=date(2024, 2, 1)) is None
    assert later.is_dated_after(date(2199, 2, 28))
    assert not later.is_dated_after(date(2199, 3, 1))
    assert "Tide, 2199-03-01 (dated after today)" in article_line(later)
    assert "2199-03-01 (dated after today)" in article_text(later)
    assert "after today" not in article_line(known)
    marks = {
        passage["article"]["id"]: passage["article"].get("dated_after_today")
        for passage in search_json("tide", archive.matching("tide", 5))["passages"]
    }
    assert marks == {"cover": True, "now": None}


def test_an_archive_made_before_live_blogs_had_entries(
    archive: Archive, write: Write, tmp_path: Path
) -> None:
    path = archive.path
    harbour = {"id": "h", "published": "2024-03-05", "text": "The harbour board builds a quay."}
    archive.ingest([write("a.jsonl", harbour)])
    archive.close()
    with sqlite3.connect(path / "catalogue.sqlite") as db:
        (view,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'chunk_words'").fetchone()
        db.execute("DROP VIEW chunk_words")
        db.execute("ALTER TABLE article DROP COLUMN entries")
        db.execute(view.replace("chunk.day", "replace(article.published, '-', '')"))
    db.close()
    with Archive.open(path, archive._encoder) as opened:
        assert opened.article("h").text == harbour["text"]
        assert opened.matching("quay March", 1)[0].article.id == "h"
        live(opened, tmp_path)
        assert len(opened) == 2
        assert opened.doctor().problems == ()
        opened.remove("h")
        assert opened.doctor().problems == ()
