"""A day that a page's text tells is not the day on which it was published."""

import pytest

from vectorstore.clean import clean
from vectorstore.formats import html
from vectorstore.types import Article, RawArticle

TITLE = "Halvard Brenn, who mapped the outer skerries"
STORY = [
    "Halvard Brenn, who mapped more of the outer skerries than anyone before him, has died in "
    "Tunvik. He was 88.",
    "He taught his trade to three generations of pilots and never learned to swim, he said.",
    "The pilots will row out on Sunday.",
]


def page(*head: str) -> Article:
    lines = [TITLE, *head, *STORY]
    return clean(RawArticle(text="\n\n".join(lines), source="", is_page_text=True))


@pytest.mark.parametrize(
    "told",
    [
        ["9 May 1936 – 2 January 2025"],
        ["(May 9, 1936 — January 2, 2025)"],
        ["Tunvik, 9 May 1936 - 2 January 2025"],
        ["Halvard Brenn | 9 May 1936 – 2 January 2025"],
        ["Born, 9 May 1936"],
        ["Born", "9 May 1936"],
        ["Died: 2 January 2025"],
        ["Birth date: 9 May 1936"],
        ["Closing Date: 3 March 2025"],
        ["Deadline: 3 March 2025"],
        ["Event date: 3 March 2025"],
        ["Hearing date: 3 March 2025"],
        ["Wedding, 3 March 2025"],
        ["Election Day, 4 March 2025"],
        ["The Pilot's Post, established 9 May 1836"],
        ["100 years ago: 9 May 1925"],
        ["Date: 3 March 2025", "Venue: Pilots' Hall, Tunvik"],
        ["3 March 2025 – 9 March 2025"],
        ["Saturday 3 May 2025, 10am, Pilots' Hall"],
        ["3 May 2025, St Olaf's Church"],
        ["Photo taken 3 March 2011 by M. Lund"],
    ],
    ids=lambda told: told[0],
)
def test_days_of_other_things(told: list[str]) -> None:
    article = page(*told)
    assert article.published == ""
    assert article.title == TITLE
    assert all(line in article.text for line in told)


def test_an_old_day_under_the_title_of_a_story_told_since() -> None:
    old = page("9 May 1936", "He gave up his boat in 2011, when he could no longer see the marks.")
    assert old.published == ""
    assert page("9 May 1936").published == "1936-05-09"


def test_a_day_of_what_was_so_many_years_ago() -> None:
    opening = "{} years ago the pilots' hall at Tunvik burned down, and eleven boats with it."
    assert page("9 May 1966", opening.format("Fifty")).published == ""
    assert page("9 May 2024", opening.format("Fifty")).published == "2024-05-09"
    assert page("9 May 2014", opening.format("Five")).published == "2014-05-09"


@pytest.mark.parametrize("told", ["Deadline: 3 March 2025", "Est. 9 May 1836", "Died 3 May 2025"])
def test_a_line_that_tells_a_day_is_no_title_of_the_line_above_it(told: str) -> None:
    article = clean(
        RawArticle(text="\n\n".join(["Pilots rest", told, *STORY]), source="", is_page_text=True)
    )
    assert article.title != told
    assert article.text.startswith(f"Pilots rest\n\n{told}")


@pytest.mark.parametrize(
    "stated",
    [
        "9 May 2024", "Tunvik, 9 May 2024", "Mara Lund | 9 May 2024", "Friday, 9 May 2024",
        "Date: 9 May 2024", "Mara Lund Published date: 9 May 2024",
        "THE PILOT'S POST | Est. 1836 | 9 May 2024",
    ],
)  # fmt: skip
def test_days_of_publication_stay(stated: str) -> None:
    assert page(stated).published == "2024-05-09"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<p class="date">04/02/2025</p>', ""),
        ('<p class="date">22/02/2025</p>', "2025-02-22"),
        ('<span class="published">4 February 2025</span>', "2025-02-04"),
        ("<p>The chart was drawn on 2025-02-04 in the house of his sister, who kept it since.</p>",
         ""),
    ],
)  # fmt: skip
def test_the_day_of_a_page_without_a_stated_one(markup: str, expected: str) -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY)
    found = html.parse(
        "",
        f"<html lang='en'><head><title>{TITLE}</title></head><body><main><article><h1>{TITLE}</h1>"
        f"{markup}{story}</article></main></body></html>",
    )[0]
    assert isinstance(found, RawArticle)
    assert clean(found).published == expected


def test_a_day_to_come_is_kept_where_it_is_stated_only() -> None:
    stated = clean(RawArticle("The pilots will row.", "", published="2199-01-01T08:00:00+01:00"))
    assert stated.published == "2199-01-01T08:00:00+01:00"
    assert page("9 May 2199").published == ""


DATELINES = {
    "HALLIG, 3 August 2025 - The last ferry left the quay at noon, its crew said.": "2025-08-03",
    "SANKT ODD, Norland, Aug. 3, 2025 (Lantern) — The last ferry left at noon.": "2025-08-03",
    "HALLIG, Sunday, August 3, 2025: The last ferry left the quay at noon.": "2025-08-03",
    "Hallig was given its charter on 3 August 1925 - and has held it since.": "",
    "BORN, 3 August 1925 - she never learned to swim, her son said at noon.": "",
    "TUNVIK, 9 May 1936 - 2 January 2025 was a long life, his son said.": "",
    "HALLIG, 3 August 2199 - The last ferry left the quay at noon, its crew said.": "",
}


@pytest.mark.parametrize("line", DATELINES)
@pytest.mark.parametrize("is_page_text", [True, False])
def test_the_day_that_stands_with_the_place_is_the_story_s(line: str, is_page_text: bool) -> None:
    article = clean(RawArticle(f"{line}\n\n{STORY[1]}", "", is_page_text=is_page_text))
    assert article.published == DATELINES[line]
    assert line in article.text
