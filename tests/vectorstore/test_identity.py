"""Which article a record tells of: what one name stands for, and what takes whose place."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import Write
from ui.cli import main
from vectorstore import Archive, Filter
from vectorstore.text import address

FARES = "The fare of the Oss ferry rises to eleven crowns in June, the county said on Friday."
FIRE = "A fire destroyed the mill at Tavender on Sunday; nobody was hurt, said the brigade."
PAINTER = "The painter Ulla Brandt shows forty drawings of herons in the town hall from May."


def texts(archive: Archive) -> set[str]:
    return {article.text for article in archive.articles()}


def page(folder: Path, name: str, title: str, text: str, head: str) -> Path:
    path = folder / name
    path.write_text(
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{text}</p><p>{text.upper()}</p></article></body></html>"
    )
    return path


def feed(folder: Path, name: str, *items: tuple[str, str, str, str, str]) -> Path:
    """A feed of (title, link, guid, day of March, text)."""
    body = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid>"
        f"<pubDate>{day} Mar 2025 10:00:00 GMT</pubDate><description>{text}</description></item>"
        for title, link, guid, day, text in items
    )
    path = folder / name
    path.write_text(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Oss Radio</title>"
        f"<link>https://oss.example/</link>{body}</channel></rss>"
    )
    return path


def test_row_numbers_of_two_exports_name_two_articles_each(
    archive: Archive, tmp_path: Path
) -> None:
    for name, outlet, rows in (
        ("echo.csv", "The Tavender Echo", (FARES, FIRE)),
        ("post.csv", "The Oss Post", (PAINTER, FIRE)),
    ):
        lines = [f'{n},"{text}",{outlet},2025-03-04' for n, text in enumerate(rows, 1)]
        (tmp_path / name).write_text("\n".join(["id,text,outlet,date", *lines]))
    files = [tmp_path / "echo.csv", tmp_path / "post.csv"]
    report = archive.ingest(files)
    assert (report.added, report.updated, report.replaced) == (4, 0, [])
    kept = {article.id: article.text for article in archive.articles()}
    assert (kept["1"], kept["2"]) == (FARES, FIRE)
    # The second paper's report of the fire is its own article, too.
    assert sorted(kept.values()) == sorted([FARES, FIRE, FIRE, PAINTER])
    for file in files:
        file.touch()
    again = archive.ingest(files)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 4)
    later = (tmp_path / "post.csv").read_text().replace("forty drawings", "fifty drawings")
    (tmp_path / "post.csv").write_text(later)
    report = archive.ingest(files)
    assert (report.added, report.updated, report.unchanged) == (0, 1, 3)
    assert {FARES, PAINTER.replace("forty", "fifty")} < texts(archive)
    assert PAINTER not in texts(archive)


def test_rows_that_move_down_keep_their_articles(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(f'id,text\n1,"{FARES}"\n2,"{FIRE}"\n')
    archive.ingest([path])
    before = {article.text: article.id for article in archive.articles()}
    path.write_text(f'id,text\n1,"{PAINTER}"\n2,"{FARES}"\n3,"{FIRE}"\n')
    report = archive.ingest([path])
    assert (report.added, report.updated, report.unchanged) == (1, 0, 2)
    assert before.items() < {article.text: article.id for article in archive.articles()}.items()


def test_one_id_twice_in_a_file_is_two_stories_or_two_versions(
    archive: Archive, write: Write
) -> None:
    path = write(
        "a.jsonl",
        {"id": "news", "title": "Fares", "text": FARES},
        {"id": "news", "title": "Fire", "text": FIRE},
        {"id": "news", "title": "Fares", "text": FARES.replace("eleven", "twelve")},
    )
    report = archive.ingest([path])
    assert (report.added, report.updated, report.replaced) == (2, 1, [("Fares", "Fares")])
    assert texts(archive) == {FIRE, FARES.replace("eleven", "twelve")}
    path.touch()
    report = archive.ingest([path])
    assert (report.added, report.updated, report.unchanged) == (0, 0, 3)


@pytest.mark.parametrize("link", ["https://oss.example/", "https://oss.example/traffic/now"])
def test_items_of_a_feed_that_share_a_link_are_articles_each(
    archive: Archive, tmp_path: Path, link: str
) -> None:
    items = (
        ("Fares rise", link, "g1", "3", FARES),
        ("Mill burns", link, "g2", "4", FIRE),
        ("Herons", link, "g3", "5", PAINTER),
    )
    path = feed(tmp_path, "feed.xml", *items)
    assert archive.ingest([path]).added == 3
    assert texts(archive) == {FARES, FIRE, PAINTER}
    path.touch()
    assert archive.ingest([path]).unchanged == 3


def test_items_of_a_feed_that_share_link_and_guid_are_articles_each(
    archive: Archive, tmp_path: Path
) -> None:
    texts_of_days = [f"Barley closed at {n} crowns in Oss, wheat at {n + 40}." for n in (21, 24)]
    link = "https://oss.example/prices"
    items = [("Closing prices", link, "x", str(n), text) for n, text in enumerate(texts_of_days, 3)]
    assert archive.ingest([feed(tmp_path, "feed.xml", *items)]).added == 2
    assert texts(archive) == set(texts_of_days)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:url" content="https://oss.example/">',
        '<link rel="canonical" href="https://www.oss.example/index.html">',
        '<link rel="canonical" href="https://oss.example/en/">',
        '<link rel="canonical" href="https://oss.example/sport">',
    ],
)
def test_pages_that_call_another_page_their_address_are_articles_each(
    archive: Archive, tmp_path: Path, head: str
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in (("a", FARES), ("b", FIRE), ("c", PAINTER)):
        page(folder, f"{name}.html", f"Title {name}", text, head)
    report = archive.ingest([folder])
    assert (report.added, report.updated) == (3, 0)
    page(folder, "a.html", "Title a", FARES.replace("eleven", "twelve"), head)
    report = archive.ingest([folder])
    assert (report.added, report.updated, len(archive)) == (0, 1, 3)


def test_the_address_of_a_story_may_stand_behind_a_mark_or_in_the_query() -> None:
    for url in ("https://oss.example/#!/news/12", "https://oss.example/?story=12"):
        assert address.names_a_story(url)
        assert address.same_page(url) != address.same_page(url.replace("12", "13"))
    for url in ("https://oss.example/?utm_source=mail", "https://oss.example/#comments"):
        assert not address.names_a_story(url)
    assert address.same_page("https://oss.example/a#top") == "oss.example/a"


def test_what_is_replaced_is_counted_with_both_titles(write: Write, tmp_path: Path) -> None:
    def ingest(*options: str) -> str:
        arguments = ["ingest", str(path), "--archive", str(tmp_path / "a"), *options]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0
        return result.stdout if options else result.stderr

    path = write("a.jsonl", {"id": "n", "title": "Fares to rise", "text": FARES})
    ingest()
    write("a.jsonl", {"id": "n", "title": "Fares not to rise", "text": FARES + " It was wrong."})
    told = json.loads(ingest("--json"))
    assert (told["updated"], told["replaced"]) == (1, [["Fares to rise", "Fares not to rise"]])
    write("a.jsonl", {"id": "n", "title": "Fares rise", "text": FARES + " It was right."})
    assert "“Fares not to rise” by “Fares rise”" in ingest()
    write("a.jsonl", {"id": "n", "title": "Herons", "text": PAINTER})
    told = json.loads(ingest("--json"))
    assert (told["added"], told["updated"], told["replaced"]) == (1, 0, [])


def test_a_file_that_is_written_over_with_another_story_is_another_article(
    archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "today.txt"
    for text in (FARES, FIRE, PAINTER):
        path.write_text(text)
        assert archive.ingest([path]).added == 1
    assert texts(archive) == {FARES, FIRE, PAINTER}
    path.write_text(PAINTER.replace("forty", "fifty"))
    assert archive.ingest([path]).updated == 1
    assert len(archive) == 3


def test_versions_are_in_order_of_time_whatever_the_order_of_their_files(
    archive: Archive, write: Write
) -> None:
    story = {"title": "Fares", "published": "2025-03-01", "url": "https://oss.example/fares"}
    versions = [
        write(f"{name}.jsonl", story | {"text": f"{FARES} {name}", "updated": f"2025-03-{day}"})
        for name, day in (("First", "02"), ("Second", "05"), ("Third", "09"))
    ]
    for number, order in enumerate(permutations(versions)):
        with Archive.open(archive.path.parent / str(number), archive._encoder) as mixed:
            for path in order:
                mixed.ingest([path])
            [article] = mixed.articles()
            known = [version.text.split()[-1] for version in mixed.versions(article.id)]
            assert known == ["Third", "Second", "First"]
            for day, text in (("03", "First"), ("06", "Second"), ("09", "Third")):
                where = Filter(as_of=article.day and article.day.replace(day=int(day)))
                assert [p.text.split()[-1] for p in mixed.matching("ferry", 5, where)] == [text]
            for path in versions:
                path.touch()
            assert mixed.ingest(versions).unchanged == 3
            assert mixed.doctor().problems == ()


def test_what_a_site_adds_to_its_pages_makes_no_two_of_them_one(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    head = '<meta property="og:url" content="https://oss.example/local-news/">'
    added = "<p>More of it is told in the printed paper, which the shops of the county sell.</p>"
    stories = {"Ferry dearer from June": FARES, "Mill burns down": FIRE, "Herons in May": PAINTER}
    for number, (title, text) in enumerate(stories.items()):
        (folder / f"{number}.html").write_text(
            f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
            f"<p>{text}</p>{added}{added.replace('printed', 'evening')}</article></body></html>"
        )
    assert archive.ingest([folder]).added == 3


def test_each_day_of_a_column_under_one_address_is_an_article(
    archive: Archive, write: Write
) -> None:
    columns = (
        "Sow your broad beans under glass, and keep the slugs away with sand spread thickly.",
        "The lawn wants its first cut when it is dry; raise the blades and leave the clippings.",
        "Divide the irises when they are over, throw the middle out and plant the rest in a row.",
    )
    for day, text in enumerate(columns, 1):
        record = {
            "url": "https://oss.example/column/garden",
            "title": "The garden",
            "published": f"2025-03-0{day}",
            "text": text,
        }
        assert archive.ingest([write(f"{day}.jsonl", record)]).added == 1
    assert texts(archive) == {*columns}


def fares(town: str, fare: str) -> str:
    return f"The fare of the {town} ferry rises to {fare} crowns in June, the county said."


def rows(path: Path, *texts: str, title: str = "") -> Path:
    lines = (f'{n},{title},"{text}"' for n, text in enumerate(texts, 1))
    path.write_text("\n".join(["id,title,text", *lines]))
    return path


@pytest.mark.parametrize("title", ["", "Ferry fares"])
def test_rows_that_are_sorted_and_edited_at_once_keep_their_articles(
    archive: Archive, tmp_path: Path, title: str
) -> None:
    towns = ("Oss", "Kessel", "Lund", "Selby")
    path = rows(tmp_path / "a.csv", *(fares(town, "nine") for town in towns), title=title)
    archive.ingest([path])
    ids = {article.text: article.id for article in archive.articles()}
    edited = [fares(town, "twelve" if town != "Lund" else "nine") for town in sorted(towns)]
    report = archive.ingest([rows(path, *edited, title=title)])
    assert (report.added, report.updated, report.unchanged) == (0, 3, 1)
    assert texts(archive) == {*edited}
    for town in towns:
        versions = archive.versions(ids[fares(town, "nine")])
        assert all(f"the {town} ferry" in version.text for version in versions)


def test_a_row_that_takes_the_number_of_one_that_is_gone_is_another_article(
    archive: Archive, tmp_path: Path
) -> None:
    path = rows(tmp_path / "a.csv", fares("Oss", "nine"), fares("Kessel", "ten"))
    archive.ingest([path])
    report = archive.ingest([rows(path, fares("Lund", "twelve"), fares("Kessel", "ten"))])
    assert (report.added, report.updated, report.unchanged) == (1, 0, 1)
    assert texts(archive) == {fares("Oss", "nine"), fares("Kessel", "ten"), fares("Lund", "twelve")}


def test_a_new_row_before_an_edited_one_does_not_take_its_place(
    archive: Archive, tmp_path: Path
) -> None:
    path = rows(tmp_path / "a.csv", fares("Oss", "nine"), fares("Kessel", "ten"), title="Fares")
    archive.ingest([path])
    new = (fares("Lund", "twelve"), fares("Oss", "eleven"), fares("Kessel", "ten"))
    report = archive.ingest([rows(path, *new, title="Fares")])
    assert (report.added, report.updated, report.unchanged) == (1, 1, 1)
    assert texts(archive) == {*new}


def test_another_export_with_its_rows_in_another_order(archive: Archive, tmp_path: Path) -> None:
    archive.ingest([rows(tmp_path / "a.csv", fares("Oss", "nine"), fares("Kessel", "nine"), FIRE)])
    new = (FIRE, fares("Kessel", "twelve"), fares("Oss", "nine"))
    report = archive.ingest([rows(tmp_path / "b.csv", *new)])
    assert (report.added, report.updated) == (0, 1)
    assert texts(archive) == {*new}
