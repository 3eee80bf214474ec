"""Which of several causes counted for more, and what is told of now and of then: a claim that has
the other is marked, one in other words is not."""

from __future__ import annotations

import pytest

from assistant.checking.check import check

GRASS = (
    "Rest from anchors helped a little. What mattered more, the study concludes, was the ban in "
    "2015 on dredging for oysters in the bay."
)
CRASH = (
    "The main cause of the crash was ice on the wings; the pilot's fatigue was only a minor factor,"
    " the report says."
)
FRANC = (
    "Exports fell mainly because of the strong franc, though weak demand in Germany played a part "
    "too."
)
PAINTER = "The painter, who had lived in Rome, now works in Antwerp."
LAWYER = "Ada Kern, the lawyer who defended the bank in 2011, acted this time for its clients."
CUP = "In the final Ines Roth beat Ana Kerr, who had knocked out the top seed, Lea Moor."
PUPILS = "The teacher learned Welsh from her pupils."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Rest from anchors mattered more than the ban on dredging, the study concludes.", GRASS),
        ("The study gives most of the credit to rest from anchors.", GRASS),
        ("The ban on dredging for oysters helped a little.", GRASS),
        ("The pilot's fatigue was the main cause of the crash, the report says.", CRASH),
        ("Ice on the wings was a minor factor in the crash.", CRASH),
        ("Exports fell mainly because of weak demand in Germany.", FRANC),
        ("The painter now works in Rome, having lived in Antwerp.", PAINTER),
        (
            "On this occasion the bank was defended by Ada Kern, its clients' lawyer in 2011.",
            LAWYER,
        ),
        ("In the final Ana Kerr beat Ines Roth, who had knocked out the top seed.", CUP),
        ("The teacher taught her pupils Welsh.", PUPILS),
    ],
)
def test_what_counted_otherwise_is_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "partly"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The ban on dredging for oysters mattered more, the study concludes.", GRASS),
        ("The study gives most of the credit to the ban of 2015 on dredging.", GRASS),
        ("Rest from anchors played a small part, the study concludes.", GRASS),
        ("Ice on the wings was the chief cause of the crash, the report says.", CRASH),
        ("The crash was mainly due to ice on the wings, the report says.", CRASH),
        ("The strong franc was the main reason that exports fell.", FRANC),
        ("The painter now works in Antwerp, having lived in Rome.", PAINTER),
        ("Ada Kern, who defended the bank in 2011, acted for its clients this time.", LAWYER),
        ("Ana Kerr, who had knocked out the top seed, Lea Moor, lost the final to Ines Roth.", CUP),
        ("The teacher was taught Welsh by her pupils.", PUPILS),
    ],
)
def test_what_counted_as_much_is_not(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize("unit", ["mattered more ", "the main cause of it ", "mainly due to "])
def test_a_hostile_text_is_judged_all_the_same(unit: str) -> None:
    assert check((unit * 2000)[:2000], [(unit * 20000)[:20000]]).verdict
