"""What is known of an article, and that cleaning takes furniture and never a sentence."""

import re
from dataclasses import replace

import pytest

from vectorstore.clean import clean
from vectorstore.types import Article, RawArticle

STORY = [
    "The harbour bridge in Port Selby was closed on Tuesday after engineers found cracks in two "
    "of its pillars, the city said.",
    "“We would rather have queues than a disaster,” said Ilse Marran, who runs the city works. "
    "Repairs will cost 4.2 million crowns.",
    "Ferries will run every ten minutes from six in the morning, and cyclists travel free.",
    "Shopkeepers on the south bank fear for the summer. One of them, Anton Vey, said he had "
    "already sent two people home.",
    "The council meets on Thursday to decide how the repairs are paid for.",
]
TEXT = "\n\n".join(STORY)
TITLE = "Harbour bridge closed until August after cracks are found"


def page(*lines: str, url: str = "") -> Article:
    return clean(RawArticle(text="\n\n".join(lines), source="", url=url, is_page_text=True))


def known(article: Article) -> tuple[str, str, str, str]:
    return article.title, article.outlet, article.author, article.published


@pytest.mark.parametrize(
    ("head", "tail", "expected"),
    [
        ([TITLE], ["Published in The Selby Lantern, May 5th, 2021"],
         (TITLE, "The Selby Lantern", "", "2021-05-05")),
        (["Article ID: 88213", "Published: 0915 GMT May 5, 2021", TITLE, TITLE],
         ["Security Key:", "Captcha refresh", "Page Generated in 0/21 sec"],
         (TITLE, "", "", "2021-05-05T09:15:00+00:00")),
        (["Home > News > City", TITLE, "By Tomas Reed", "May 5, 2021 | 4 min read", "Share"],
         ["Tags: bridge, harbour", "Facebook Twitter WhatsApp",
          "© 2021 The Selby Lantern. All rights reserved."],
         (TITLE, "The Selby Lantern", "Tomas Reed", "2021-05-05")),
        ([f"{TITLE} | Selby Lantern", "Tomas Reed | 5 May 2021, 10:30", "Advertisement"],
         ["Also read: Ten beaches within an hour", "You may also like",
          "Ferry captain retires after a life at sea", "The best fish soup in the old town"],
         (TITLE, "Selby Lantern", "Tomas Reed", "2021-05-05T10:30:00")),
        (["Skip to main content", TITLE, "Updated: May 6, 2021", "Published on 5 May 2021"],
         ["Leave a Reply", "Your email address will not be published. Required fields are marked *",
          "Name *", "Email *"], (TITLE, "", "", "2021-05-05")),
        (["Title: " + TITLE, "Source: Selby Lantern", "Author: Tomas Reed", "Date: 2021-05-05"], [],
         (TITLE, "Selby Lantern", "Tomas Reed", "2021-05-05")),
        ([], ["More in City", "Original news :"], ("", "", "", "")),
    ],
    ids=["published-in", "news-id", "byline", "segments", "updated", "labels", "bare"],
)  # fmt: skip
def test_page_text(head: list[str], tail: list[str], expected: tuple[str, ...]) -> None:
    article = page(*head, *STORY, *tail)
    assert known(article) == expected
    assert article.text == TEXT


PAGES = {
    "broadsheet": (
        ["SELBY MORNING STAR | Port Selby | Wednesday 5 May 2021 | City edition",
         TITLE, "By T. Reed"],
        ["Sign up for Star Bright, our weekend letter", "Read next: Why bridges crack"],
        (TITLE, "Selby Morning Star", "T. Reed", "2021-05-05", ""),
    ),
    "record number": (
        ["Story no. 4821", "Published: 0640, May 5, 2021", TITLE, "The Selby Lantern",
         "By Tomas Reed, harbour reporter"],
        ["More in City", "Facebook Count", "0"],
        (TITLE, "The Selby Lantern", "Tomas Reed", "2021-05-05T06:40:00", ""),
    ),
    "all in the byline": (
        [TITLE, "By Tomas Reed, Selby Courier, 5 May 2021"], ["Letters: desk@selbycourier.example"],
        (TITLE, "Selby Courier", "Tomas Reed", "2021-05-05", ""),
    ),
    "menu and masthead": (
        ["The Sandoval Islander", "Home | News | Tides | Notices | Contact", TITLE,
         "By Mara Quill and Tomas Reed", "Wednesday, May 5, 2021"],
        ["Subscribe | Advertise | About us", "© 2021 The Sandoval Islander, Chapel Quay"],
        (TITLE, "The Sandoval Islander", "Mara Quill, Tomas Reed", "2021-05-05", ""),
    ),
    "agency and outlet": (
        [TITLE, "Northern Wire Agency", "Published in The Selby Lantern, May 5th, 2021"], [],
        (TITLE, "The Selby Lantern", "Northern Wire Agency", "2021-05-05", ""),
    ),
    "agency alone": (
        ["World", TITLE, "Wed, 05 May 2021, 10:35"], ["Source: Xinhua", "Comments (0)"],
        (TITLE, "Xinhua", "", "2021-05-05T10:35:00", ""),
    ),
    "slashes": (
        [TITLE, "Mara Quill", "May 5, 2021 / 7:12 PM / 3 years ago"],
        ["Recommended Stories", "A ferry captain looks back"],
        (TITLE, "", "Mara Quill", "2021-05-05T19:12:00", ""),
    ),
    "run together": (
        [TITLE, "Mara Quill Published May 5, 2021 Updated May 6, 2021 08:32am",
         "Facebook Count", "Twitter Share", "12"],
        ["Read more", "Comments (3)"],
        (TITLE, "", "Mara Quill", "2021-05-05", "2021-05-06T08:32:00"),
    ),
    "nameless reporter": (
        [TITLE, "THE NEWSPAPER’S STAFF REPORTER", "UPDATED MAY 6, 2021"],
        ["Published in Sunrise, May 5th, 2021"],
        (TITLE, "Sunrise", "The Newspaper’s Staff Reporter", "2021-05-05", "2021-05-06"),
    ),
    "news code": (
        ["News Code: 83612", "Politics", "5 May 2021 - 14:15", TITLE, TITLE],
        ["Your Comment", "Your Name:"],
        (TITLE, "", "", "2021-05-05T14:15:00", ""),
    ),
    "role": (
        ["News > City", "EXCLUSIVE", TITLE,
         "Tomas Reed | Staff writer", "Last Updated: May 6, 2021, 09:15 IST", "Share on Facebook"],
        ["Photo: AFP", "READ MORE: Ten bridges that fell", "Tags: bridge, Selby"],
        (TITLE, "", "Tomas Reed", "", "2021-05-06T09:15:00"),
    ),
    "name and role": (
        ["Selby Evening Post", TITLE, "Tomas Reed", "Transport correspondent", "5 May 2021"],
        ["Advertisement"],
        (TITLE, "Selby Evening Post", "Tomas Reed", "2021-05-05", ""),
    ),
    "outlet in the title": (
        [f"{TITLE} - Selby Today", "SELBY TODAY", TITLE, "Web Desk", "May 05, 2021"],
        ["Follow Selby Today on WhatsApp", "Also read: Ferry timetable"],
        (TITLE, "Selby Today", "Web Desk", "2021-05-05", ""),
    ),
    "only rights": (
        ["Breaking news", TITLE], ["Copyright © 2024 Selby Free Sheet Ltd. All rights reserved."],
        (TITLE, "Selby Free Sheet", "", "", ""),
    ),
    "address": (
        ["SELBY BUGLER", TITLE, "By MARA QUILL in Port Selby", "Posted on Wednesday, May 5, 2021"],
        ["Write to us: editor@selbybugler.example"],
        (TITLE, "Selby Bugler", "Mara Quill", "2021-05-05", ""),
    ),
    "an outlet in a title": (["Council Sues Selby Post", "By Mara Quill"], [],
                             ("Council Sues Selby Post", "", "Mara Quill", "", "")),
    "nothing told": (["Port Selby", TITLE], [], (TITLE, "", "", "", "")),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_arrangements_of_the_head(name: str) -> None:
    head, tail, expected = PAGES[name]
    article = page(*head, *STORY, *tail)
    assert (*known(article), article.updated) == expected
    assert article.text == TEXT


def test_what_stands_above_the_byline_and_may_be_the_story_stays() -> None:
    standfirst = "Ferries will run every ten minutes, and drivers are asked to stay at home."
    caption = "Cracks in the north pillar on Tuesday"
    article = page(TITLE, standfirst, caption, "By Tomas Reed", "5 May 2021", *STORY)
    assert known(article) == (TITLE, "", "Tomas Reed", "2021-05-05")
    assert article.text == "\n\n".join([standfirst, caption, *STORY])
    opening = [STORY[0], "By Friday, Port Selby", "Vey | Marran | Others", "12 | 14 | 3", STORY[1]]
    assert page(TITLE, *opening).text == "\n\n".join(opening)
    diary = ["Notes from a closed bridge.", "3 May 2021", STORY[0], "4 May 2021", STORY[1]]
    assert page(TITLE, *diary).text == "\n\n".join(diary)


def test_date_glued_to_the_first_sentence() -> None:
    article = clean(RawArticle(text=f" date 2021-05-05 {TEXT}", source="", is_page_text=True))
    assert (article.published, article.text) == ("2021-05-05", TEXT)
    assert page(STORY[0], "Date 2021-05-05 is when the bridge closed.").published == ""


def test_links_to_other_stories_go_from_the_middle() -> None:
    lines = [
        *STORY[:3],
        "Fishing fleet blocks southern canal over quota cuts",
        "Related: A short history of the harbour",
        *STORY[3:],
        "Fresh protests expected along northern canal this weekend",
        "• Mayor rejects canal toll after heated debate",
        "    Opposition calls the plan a tax on the poor",
        "More in City",
    ]
    assert page(TITLE, *lines).text == TEXT


@pytest.mark.parametrize(
    "kept",
    [
        "What happens next",
        "The engineers who found the cracks had asked for an inspection last year",
        "Harbour bridge cracks found by city engineers close bridge in Port Selby",
        "Correction: An earlier version gave the cost as 2.4 million crowns",
        "Correction: An earlier version of this article gave the cost as 2.4 million crowns.",
        "Update: The council said on Friday that the ferries will stay free.",
        "Read more carefully, the report says the opposite of what the mayor claimed.",
        "Subscribe to that view and you will pay twice, Mr Vey said.",
        "Next: the vote on Friday will decide.",
        "Share of ferry traffic rose to 40 percent, the city said.",
        "“Follow us and you will be safe,” he told the crowd.",
        "No part of this was true, the mayor said.",
        "Home prices fell.",
        "Published reports of a second crack could not be confirmed.",
        "By Friday the queue had grown to two kilometres.",
        "On May 5, 2021 the bridge was closed for the first time.",
        "Related cases are pending before the court in Selby.",
        "Captcha tests keep robots out, the ministry says.",
        "- the pillars on the north side, which date from 1911;",
        "1. Close the bridge to lorries of more than 12 tonnes",
        "Why now?",
        "PORT SELBY: A second crack was found on Monday.",
        "Additional reporting by Mara Quill in Port Selby",
        "Comments by the mayor on Monday angered shopkeepers.",
        "Tags on the pillars show where the cracks are.",
    ],
)
@pytest.mark.parametrize("place", [1, 3, 5])
def test_what_may_be_the_story_stays(kept: str, place: int) -> None:
    lines = [*STORY[:place], kept, *STORY[place:]]
    assert page(TITLE, *lines).text == "\n\n".join(lines)
    assert page(TITLE, *lines, "Leave a reply", "More in City").text == "\n\n".join(lines)


def test_lists_and_unpunctuated_texts_stay_whole() -> None:
    results = [f"District {name} votes counted Marran ahead Vey second" for name in "ABCDEFG"]
    lines = [*STORY[:3], *results, *STORY[3:]]
    assert page(TITLE, *lines).text == "\n\n".join(lines)
    ahead = [
        STORY[0],
        "The plan has these parts:",
        "• Ferries every ten minutes from six",
        STORY[1],
    ]
    assert page(TITLE, *ahead).text == "\n\n".join(ahead)
    poem = [
        "Grey water under grey stone",
        "my father crossed it going home",
        "and never once looked",
    ]
    assert page("Song of the harbour bridge", *poem).text == "\n\n".join(poem)


def test_pages_in_other_languages_lose_no_line() -> None:
    lines = [
        "Die Hafenbrücke in Port Selby ist seit Dienstag gesperrt, teilte die Stadt mit.",
        "Zwei Pfeiler haben Risse, die Ingenieure bei einer Prüfung gefunden haben.",
        "Bürgermeister verspricht rasche Hilfe für Händler am Südufer",
        "Die Fähren fahren alle zehn Minuten, Radfahrer zahlen nichts.",
        "Der Rat tagt am Donnerstag und entscheidet über die Kosten.",
        "Die Reparatur soll bis Ende August dauern.",
    ]
    article = page("Hafenbrücke bis August gesperrt", *lines)
    assert article.text == "\n\n".join(lines)
    assert (article.title, article.language) == ("Hafenbrücke bis August gesperrt", "de")


def test_a_clock_above_the_headline_is_no_publication_date() -> None:
    clock = "Saturday, December 2, 2023"
    form = ["Please enter your comment!", "Please enter your name here"]
    assert page(clock, TITLE, *STORY, *form).published == ""
    assert (
        page(clock, TITLE, *STORY, "The bridge opened in 1911 and was mended in 2019.").published
        == ""
    )
    assert page(clock, TITLE, *STORY, "It closed on May 4 and opens on August 30.").published == ""
    assert page(clock, TITLE, *STORY).published == "2023-12-02"
    assert (
        page(clock, TITLE, *STORY, "It was last mended in March 2023.", *form).published
        == "2023-12-02"
    )
    assert page(TITLE, *STORY, clock).published == ""
    assert page(clock, TITLE, "5 May 2021", *STORY, *form).published == "2021-05-05"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-01-04", "2020-01-04"),
        ("January 4th, 2020", "2020-01-04"),
        ("Sat, 04 Jan 2020 10:30:00 +0200", "2020-01-04T10:30:00+02:00"),
        ("20200104T103000Z", "2020-01-04T10:30:00+00:00"),
        ("0137 GMT July 22, 2020", "2020-07-22T01:37:00+00:00"),
        ("4 Jan 2020 | 4.30 p.m. EST", "2020-01-04T16:30:00-05:00"),
        ("1578134400", "2020-01-04T10:40:00+00:00"),
        ("1578134400000", "2020-01-04T10:40:00+00:00"),
        ("2020-01-04 00:00:00", "2020-01-04"),
        ("25/12/2020", "2020-12-25"),
        ("04.01.2020", "2020-01-04"),
        ("4 janvier 2020", "2020-01-04"),
        ("4 января 2020", "2020-01-04"),
        *((nothing, "") for nothing in (
            "04/01/2020", "January 2020", "2020", "Friday", "10:30", "soon", "0", "9999-12-31",
            "0001-01-01", "1970-01-01", "2020-13-45", "NaN", "4 hours ago", "9" * 40, "-1",
        )),
    ],
)  # fmt: skip
def test_dates(written: str, read: str) -> None:
    article = clean(RawArticle(text=TEXT, source="", published=written, updated=written))
    assert (article.published, article.updated) == (read, read)


def test_ids_last() -> None:
    raw = RawArticle(text=TEXT, source="a", title=TITLE)
    own = clean(replace(raw, id="lantern-7", url="https://lantern.example/a")).id
    spellings = [
        "https://lantern.example/a", "http://www.lantern.example/a/", "https://LANTERN.example/a#top",
        "https://lantern.example:443/a?utm_source=x&fbclid=y",
    ]  # fmt: skip
    assert own == "lantern-7"
    assert {clean(replace(raw, url=url)).id for url in spellings} == {"2e5d8fe363fd273f"}
    assert clean(replace(raw, url="https://lantern.example/a?id=2")).id != "2e5d8fe363fd273f"
    assert clean(raw).id == clean(replace(raw, source="b", published="2020-01-04")).id
    assert clean(raw).id != clean(replace(raw, text=TEXT + " More.")).id
    assert re.fullmatch(r"[0-9a-f]{16}", clean(replace(raw, id="x" * 5000)).id)


def test_fields_are_tidied() -> None:
    raw = RawArticle(
        text=TEXT, source="", title="Bridge &amp; ferry\n closed", outlet="https://www.lantern.example/x",
        author="By  Tomas Reed", url="javascript:alert(1)", language="en-GB",
    )  # fmt: skip
    article = clean(raw)
    assert known(article) == ("Bridge & ferry closed", "lantern.example", "Tomas Reed", "")
    assert (article.url, article.language) == ("", "en")
    assert clean(replace(raw, language="", text="Kurz.")).language == ""
    assert clean(replace(raw, language="english")).language == "en"


def test_paragraphs() -> None:
    wrapped = (
        "The harbour bridge in Port Selby was closed on Tuesday after engineers\n"
        "found cracks in two of its pillars, the city said. Ferries will run every\n"
        "ten minutes."
    )
    rates = "Rates:\n- adults 2 crowns\n- children free"
    text = f"{wrapped}\n\n\n\n{STORY[1]}\n{STORY[2]}\r\n \t\r\n{rates}"
    assert clean(RawArticle(text=text, source="")).text == "\n\n".join(
        [wrapped.replace("\n", " "), *STORY[1:3], rates]
    )


@pytest.mark.parametrize("text", ["", " \n\t", "...", "\x00\u200b", "Share\n\nSubscribe"])
def test_nothing_left_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="text"):
        clean(RawArticle(text=text, source="", is_page_text=True))
