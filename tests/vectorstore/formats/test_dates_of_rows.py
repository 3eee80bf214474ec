"""Numeric dates are read in the one order that all dates of their file tell, or not at all."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vectorstore.clean import clean
from vectorstore.formats import opening, read
from vectorstore.text.date_order import DateOrder
from vectorstore.types import RawArticle

Made = Callable[[list[str]], str]


def _csv(days: list[str]) -> str:
    sheet = io.StringIO()
    rows = ([f"Notice {number}", day, f"The {number}th notice."] for number, day in enumerate(days))
    csv.writer(sheet).writerows([["title", "date", "text"], *rows])
    return sheet.getvalue()


def _records(days: list[str]) -> list[dict[str, str]]:
    return [{"date": day, "text": f"The notice no. {n}."} for n, day in enumerate(days)]


def _lines(days: list[str]) -> str:
    return "".join(json.dumps(record) + "\n" for record in _records(days))


def _list(days: list[str]) -> str:
    return json.dumps(_records(days))


def _feed(days: list[str]) -> str:
    items = "".join(
        f"<item><title>Notice {number}</title><description>The notice no. {number}.</description>"
        f"<pubDate>{day}</pubDate></item>"
        for number, day in enumerate(days)
    )
    return f'<rss version="2.0"><channel><title>Notices</title>{items}</channel></rss>'


FORMATS: dict[str, Made] = {"a.csv": _csv, "a.jsonl": _lines, "a.json": _list, "a.xml": _feed}


def published(path: Path) -> list[str]:
    return [clean(item).published for item in read(path) if isinstance(item, RawArticle)]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["02/04/21", "19/09/21", "07/04/21"], ["2021-04-02", "2021-09-19", "2021-04-07"]),
        (["04/02/21", "09/19/21", "04/07/21"], ["2021-04-02", "2021-09-19", "2021-04-07"]),
        (["21-04-02", "21-09-19", "21-04-07"], ["2021-04-02", "2021-09-19", "2021-04-07"]),
        (["2.4.21", "19.9.21", "7.4.21"], ["2021-04-02", "2021-09-19", "2021-04-07"]),
        (["02/04/2021", "19/09/2021"], ["2021-04-02", "2021-09-19"]),
        (["4/2/2021 9:30 PM", "9/19/2021 8:05 AM"], ["2021-04-02T21:30:00", "2021-09-19T08:05:00"]),
        (["210402", "210919", "210407"], ["2021-04-02", "2021-09-19", "2021-04-07"]),
        # The rows don't tell, or contradict each other.
        (["02/04/21"], [""]),
        (["02/04/21", "02/05/21"], ["", ""]),
        (["02/04/2021", "07/04/2021"], ["", ""]),
        (["21-04-02"], [""]),
        (["02/04/2021", "19/09/2021", "09/19/2021"], ["", "2021-09-19", "2021-09-19"]),
        # Each alone can be only one day.
        (["31/12/20", "12/31/20"], ["2020-12-31", "2020-12-31"]),
    ],
)
def test_numeric_dates(tmp_path: Path, name: str, written: list[str], expected: list[str]) -> None:
    path = tmp_path / name
    path.write_text(FORMATS[name](written), "utf-8")
    assert published(path) == expected


def test_the_row_that_tells_may_be_the_last_of_many(tmp_path: Path) -> None:
    days = [f"{1 + n % 12:02}/{1 + n % 11:02}/2019" for n in range(3000)]
    path = tmp_path / "many.jsonl"
    path.write_text(_lines([*days, "25/11/2019"]), "utf-8")
    far = [opening.bytes_read(path) for _ in read(path)]
    assert far[0] > 0  # the file is looked through for its order, and still counted as being read
    assert published(path)[:3] == ["2019-01-01", "2019-02-02", "2019-03-03"]
    path.write_text(_lines(days), "utf-8")
    assert published(path)[1:3] == ["2019-02-02", "2019-03-03"]  # either way the same day
    assert published(path)[11] == ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1617355800", "2021-04-02T09:30:00+00:00"),
        ("1617355800000", "2021-04-02T09:30:00+00:00"),
        ("1617355800000000", "2021-04-02T09:30:00+00:00"),
        ("1.6173558e+18", "2021-04-02T09:30:00+00:00"),
        ("44288", "2021-04-02"),
        ("44288.395833333336", "2021-04-02T09:30:00"),
        ("202104020930", "2021-04-02T09:30:00"),
        ("20210402093015", "2021-04-02T09:30:15"),
        ("9288", ""),
        ("99999", ""),
        ("19999999999999999999", ""),
    ],
)
def test_bare_numbers(written: str, expected: str) -> None:
    assert clean(RawArticle("A notice.", "", published=written)).published == expected


def test_two_digits_stand_for_years_up_to_the_next() -> None:
    order = DateOrder(today=date(2030, 6, 1))
    for day in ("03/02/31", "28/02/31", "04/02/98", "05/02/40"):
        order.note(day)
    assert order.resolved("03/02/31") == "2031-02-03"
    assert order.resolved("04/02/98") == "1998-02-04"
    assert order.resolved("05/02/40") == "05/02/40"  # 1940: too long ago to be sure
