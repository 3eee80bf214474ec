"""Live blogs as text: entries with their own times, and pages that only look like one."""

import pytest

from vectorstore.clean import clean
from vectorstore.types import Article, RawArticle

LEAD = "The dyke at Sandby has held since Thursday, and the water is still rising, the board says."
TOLD = [
    "The sirens in Sandby were sounded twice before dawn and the school hall has been opened.",
    "Four hundred volunteers are filling sandbags at the brick works, the water board says.",
    "The road to Nordby is closed because the old bridge shakes, according to the police.",
    "The crest has passed Sandby and the water has begun to fall, the water board says.",
]
HEADINGS = [
    "Sirens before dawn",
    "Volunteers at the brick works",
    "Road closed",
    "Crest has passed",
]
WRITERS = ["Nils Aker", "Runa Vidal", "Nils Aker", "Runa Vidal"]
TIMES = ["6:05 a.m. CET", "9:30 a.m. CET", "1:15 p.m. CET", "7:40 p.m. CET"]
HEAD = ["Flood in Sandby: live updates", "7 February 2025", LEAD]
TAIL = ["More in Weather", "The ten highest floods", "© 2025 The Sandby Signal"]


def blog(entries: list[list[str]], head: list[str] = HEAD, parted: str = "\n\n") -> Article:
    lines = [*head, *(line for entry in entries for line in entry), *TAIL]
    return clean(RawArticle(parted.join(lines), "", is_page_text=True))


def told(article: Article) -> list[tuple[str, str]]:
    return [(entry.published, article.text[entry.start : entry.end]) for entry in article.entries]


FORMS = {
    "shared": lambda n: [TIMES[n], "Share this update", HEADINGS[n], WRITERS[n], TOLD[n]],
    "on one line": lambda n: [f"{TIMES[n]} Share this update", HEADINGS[n],
                              f"From The Sandby Signal's {WRITERS[n]}", TOLD[n]],
    "heading first": lambda n: [HEADINGS[n], f"By {WRITERS[n]}", TIMES[n], "Copy link", TOLD[n]],
    "with the day": lambda n: [f"February 7, 2025, {TIMES[n]}", HEADINGS[n], WRITERS[n], TOLD[n]],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "order", [[0, 1, 2, 3], [3, 2, 1, 0]], ids=["oldest first", "newest first"]
)
@pytest.mark.parametrize("parted", ["\n\n", "\n"], ids=["blank lines", "no blank lines"])
def test_entries(form: str, order: list[int], parted: str) -> None:
    article = blog([FORMS[form](n) for n in order], parted=parted)
    assert (article.title, article.published) == ("Flood in Sandby: live updates", "2025-02-07")
    hours = ["06:05", "09:30", "13:15", "19:40"]
    assert told(article) == [
        (f"2025-02-07T{hour}:00+01:00", f"{heading}\n\n{text}")
        for hour, heading, text in zip(hours, HEADINGS, TOLD, strict=True)
    ]
    assert [entry.author for entry in article.entries] == WRITERS
    assert article.text.startswith(LEAD)
    assert not {"Share", "Copy link", "a.m.", "Nils", "More in"} & set(article.text.split())


def test_times_written_in_other_ways() -> None:
    dotted = [["19.40", TOLD[3]], ["13.15", TOLD[2]], ["9.30", TOLD[1]], ["6.05", TOLD[0]]]
    assert told(blog(dotted)) == [
        (f"2025-02-07T{hour}:00", text)
        for hour, text in zip(["06:05", "09:30", "13:15", "19:40"], TOLD, strict=True)
    ]
    begun = [
        [f"{time} Uhr: {text}"] for time, text in zip(["6:05", "9:30", "13:15"], TOLD, strict=False)
    ]
    assert [text for _, text in told(blog(begun, ["Flood in Sandby: liveticker", *HEAD[1:]]))] == (
        TOLD[:3]
    )
    ago = [["3 min ago", TOLD[2]], ["1 hr 4 min ago", TOLD[1]], ["5 hr ago", TOLD[0]]]
    assert told(blog(ago)) == [("", text) for text in TOLD[:3]]


def test_days_past_midnight() -> None:
    late = [["8:10 a.m.", TOLD[3]], ["12:20 a.m.", TOLD[2]], ["11:50 p.m.", TOLD[1]],
            ["10:05 p.m.", TOLD[0]]]  # fmt: skip
    assert [day for day, _ in told(blog(late))] == ["", "", "", ""]
    days = [["Saturday, February 8"], *late[:2], ["Friday, February 7"], *late[2:]]
    article = blog(days)
    assert [day[:10] for day, _ in told(article)] == ["2025-02-07"] * 2 + ["2025-02-08"] * 2
    assert "February" not in article.text


@pytest.mark.parametrize(
    ("head", "entries"),
    [
        (["How the flood came to Sandby", "8 February 2025", LEAD],
         [[time, text] for time, text in zip(TIMES, TOLD, strict=True)]),
        (["Tonight on television", "8 February 2025", LEAD],
         [["18:00", "News"], ["19:00", "The Dyke, drama"], ["20:15", "Sport"], ["21:45", "Film"]]),
        (["Live music this week", "8 February 2025", LEAD],
         [["8:00 p.m.", "Runa Vidal sings at the mill."], ["9:00 p.m.", "The Aker Trio plays on."],
          ["7:30 p.m.", "Brass on the market square."]]),
        (["Flood in Sandby: live updates", "8 February 2025", LEAD], [["9:30 a.m.", TOLD[0]]]),
    ],
    ids=["told by the clock", "programme", "listing", "one time"],
)  # fmt: skip
def test_what_is_no_live_blog(head: list[str], entries: list[list[str]]) -> None:
    article = blog(entries, head)
    assert article.entries == ()
    assert all(line in article.text for entry in entries for line in entry if line in TOLD)


@pytest.mark.parametrize("title", ["Flood: live", "Live: flood"])
def test_a_title_of_two_words_says_that_it_is_live(title: str) -> None:
    days = [["8 February 2025"], ["8:10", TOLD[3]], ["7 February 2025"], ["20:15", TOLD[1]]]
    article = blog([*days, ["19:05", TOLD[0]]], [title, LEAD])
    assert [day for day, _ in told(article)] == [
        "2025-02-07T19:05:00", "2025-02-07T20:15:00", "2025-02-08T08:10:00",
    ]  # fmt: skip


def test_the_latest_first_past_midnight_has_no_day_that_is_not_told() -> None:
    times = ["22:40", "00:10", "03:30"]
    entries = [[times[n], HEADINGS[n], TOLD[n], "Share this update"] for n in range(3)]
    for order in (entries, entries[::-1]):
        days = {published[:10] for published, text in told(blog(order)) if "sirens" not in text}
        assert days == {""}
