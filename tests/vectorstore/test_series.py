"""Near-copies are one story in several papers; what fills one template anew is none."""

from __future__ import annotations

import pytest

from assistant import Assistant
from tests.conftest import Write
from vectorstore import Archive
from vectorstore.text.template import same_facts

COUNT = (
    "The farm office counted {} new fields with grain blight on {}, which makes {} since May."
    " Farmers who see grey spots on the leaves are asked to cut the plants and to burn them on the"
    " field, and to wash their boots before they walk into another. The office counts every day"
    " until noon and tells the figures at one. It is open from eight to four."
)
RESULT = (
    "{} beat {} by two goals to one at {} on Saturday in front of a full house. The home side took"
    " the lead before the break through {} and never looked back. The visitors, who have not won"
    " since the spring, stay at the foot of the table, and their trainer said they lost their way."
)
WEATHER = (
    "It will be {} in the north and {} in the south, the weather office at Oss said. Sailors should"
    " look out for gusts near the coast and walkers for wet paths in the hills. The office gives"
    " its forecast every evening and answers questions on the telephone between nine and five."
)
WIRE = (
    "The lock gate at Tavender was shut on Monday after divers found a crack in its lower hinge."
    " Barges are sent by the old canal, which takes six boats an hour. The board said that the"
    " repair would take until May and cost four million crowns, half of what it spends in a year."
    " Millers in Tavender fear for their grain, said Ulla Brandt of the millers' union."
)
DAYS = (("Monday", 14, 90), ("Tuesday", 21, 111), ("Wednesday", 9, 120), ("Thursday", 30, 150))


def test_each_day_of_a_series_is_found_and_the_newest_too(archive: Archive, write: Write) -> None:
    path = write(
        "counts.jsonl",
        *(
            {
                "title": "Grain blight: the count",
                "outlet": "Oss Post",
                "published": f"2025-06-0{day}",
                "text": COUNT.format(new, name, total),
            }
            for day, (name, new, total) in enumerate(DAYS, 2)
        ),
    )
    report = archive.ingest([path])
    assert (report.added, report.duplicates) == (4, 0)
    assert all(archive.copies(article.id) == [] for article in archive.articles())
    found = Assistant(archive).search("new fields with grain blight", k=10)
    assert {p.article.published for p in found} == {f"2025-06-0{day}" for day in range(2, 6)}


@pytest.mark.parametrize("outlets", [("Oss Post", "Oss Post"), ("Oss Post", "The Echo"), ("", "")])
@pytest.mark.parametrize(
    "pair",
    [
        (COUNT.format(14, "Monday", 90), COUNT.format(21, "Tuesday", 111)),
        (COUNT.format("fourteen", "Monday", 90), COUNT.format("nine", "Monday", 90)),
        (
            RESULT.format("Rovers", "Wanderers", "Gannet Park", "Verrin"),
            RESULT.format("Athletic", "Harriers", "Mill Lane", "Orme"),
        ),
    ],
)
def test_other_figures_or_names_in_one_template_are_another_story(
    archive: Archive, write: Write, pair: tuple[str, str], outlets: tuple[str, str]
) -> None:
    records = [
        {"id": name, "outlet": outlet, "published": "2025-06-02", "text": text}
        for name, outlet, text in zip("ab", outlets, pair, strict=True)
    ]
    assert archive.ingest([write("a.jsonl", *records)]).duplicates == 0
    assert archive.copies("a") == []


def test_the_weather_of_another_day_is_another_story(archive: Archive, write: Write) -> None:
    words = (("dry", "wet"), ("cloudy", "dry"), ("dry", "wet"))
    records = [
        {"id": str(n), "outlet": "Oss", "published": f"2025-06-0{n}", "text": WEATHER.format(*pair)}
        for n, pair in enumerate(words, 1)
    ]
    assert archive.ingest([write("a.jsonl", *records)]).duplicates == 0


@pytest.mark.parametrize(
    "edited",
    [
        WIRE,
        WIRE.rpartition(" Millers")[0],
        WIRE.replace("on Monday ", "").replace("said that", "says that"),
        WIRE.replace("four million", "4 million"),
        WIRE.replace("Ulla Brandt", "Ms. Ulla Brandt") + " The council meets on 9 June in Oss.",
        WIRE.replace("Tavender", "Tavinder"),
    ],
)
def test_a_wire_story_that_was_edited_is_the_same_story(
    archive: Archive, write: Write, edited: str
) -> None:
    first = {"id": "a", "outlet": "Oss Post", "published": "2025-03-03", "text": WIRE}
    second = {"id": "b", "outlet": "The Echo", "published": "2025-03-04", "text": edited}
    assert archive.ingest([write("a.jsonl", first, second)]).duplicates == 1
    assert [copy.id for copy in archive.copies("a")] == ["b"]


def test_a_corrected_figure_is_a_version_and_no_copy(archive: Archive, write: Write) -> None:
    story = {"url": "https://oss.example/count", "outlet": "Oss Post", "published": "2025-06-02"}
    archive.ingest([write("a.jsonl", story | {"text": COUNT.format(14, "Monday", 90)})])
    report = archive.ingest([write("a.jsonl", story | {"text": COUNT.format(41, "Monday", 90)})])
    assert (report.added, report.updated, report.duplicates, len(archive)) == (0, 1, 0, 1)


def test_a_series_under_one_address_stays_findable(archive: Archive, write: Write) -> None:
    story = {"url": "https://oss.example/count", "title": "The count", "outlet": "Oss Post"}
    for day, (name, new, total) in enumerate(DAYS, 2):
        text = COUNT.format(new, name, total)
        record = story | {"published": f"2025-06-0{day}", "text": text}
        assert archive.ingest([write(f"{day}.jsonl", record)]).added == 1
    assert len(archive) == 4


def test_texts_without_figures_or_names_say_the_same() -> None:
    assert same_facts("", "")
    assert same_facts("nothing happened here today", "nothing happened here")


@pytest.mark.parametrize("files", [("a.jsonl",), ("a.jsonl", "b.jsonl")])
def test_the_same_words_of_another_day_stand_beside_them(
    archive: Archive, write: Write, files: tuple[str, ...]
) -> None:
    days = [
        {"title": "Pollen", "outlet": "Oss", "published": f"2025-06-0{day}", "text": COUNT}
        for day in (2, 3)
    ]
    records = [days] if len(files) == 1 else [[day] for day in days]
    paths = [write(name, *each) for name, each in zip(files, records, strict=True)]
    report = archive.ingest(paths)
    assert (report.added, report.updated, report.duplicates) == (2, 0, 0)
    for path in paths:
        path.touch()
    assert archive.ingest(paths).unchanged == 2
    # a day that was put right in its place is that of the same article
    records[0][0]["published"] = "2025-06-01"
    report = archive.ingest([write(files[0], *records[0])])
    assert (report.added, report.updated) == (0, 1)


@pytest.mark.parametrize(
    ("edited", "is_copy"),
    [
        (WIRE.replace("Barges are sent", "Barges are not sent"), False),
        (WIRE.replace("said that the repair would", "said that the repair wouldn't"), False),
        (WIRE.replace("Barges are sent", "Boats are sent"), True),
    ],
)
def test_what_denies_a_story_is_no_copy_of_it(
    archive: Archive, write: Write, edited: str, is_copy: bool
) -> None:
    first = {"id": "a", "outlet": "Oss Post", "published": "2025-03-03", "text": WIRE}
    second = {"id": "b", "outlet": "The Echo", "published": "2025-03-03", "text": edited}
    assert archive.ingest([write("a.jsonl", first, second)]).duplicates == is_copy
