"""What a sentence joins, in which order, and by which words: its reverse is marked."""

from __future__ import annotations

import pytest

from assistant.checking.check import check

GUESTS = "Most guests of the burnt inn found rooms with friends. The rest slept on camp beds."
MILL = "The mill shut in May with the loss of 86 jobs, and was later bought by Gull Homes."
BUSES = "From the autumn there will be nine buses a day in place of eight."
BRAND = "The director said that the brand would be kept and the soap made abroad."
TOWER = "The town has a tower of its own, six years older than the church."
PLEA = "Per Ost asked the council for a lamp and was told that there was no need."


@pytest.mark.parametrize(
    ("claim", "source", "reason"),
    [
        (
            "Most guests of the burnt inn slept on camp beds in the hall, and the children found "
            "rooms with friends of the school.",
            "Most guests of the burnt inn found rooms with friends of the school. The children "
            "slept on camp beds in the hall.",
            "the article",
        ),
        ("Gull Homes bought the mill and then shut it in May, with 86 jobs lost.", MILL, ""),
        ("From the autumn the buses will be cut from nine a day to eight.", BUSES, "other way"),
        ("The director said that the brand would be dropped.", BRAND, "“kept”"),
        ("The town has a tower of its own, six years newer than the church.", TOWER, "older”"),
        ("Per Ost was dismissed by the council.", PLEA, "“dismissed”"),
        (
            "The candidate conceded on Sunday night.",
            "The candidate did not concede on Sunday night.",
            "denies",
        ),
    ],
)
def test_what_is_joined_or_turned_otherwise_is_marked(claim: str, source: str, reason: str) -> None:
    found = check(claim, [source])
    assert found.verdict == "partly"
    assert reason in (found.reason or "")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The rest slept on camp beds, while most guests of the burnt inn found rooms with "
            "friends.",
            GUESTS,
        ),
        (
            "Divers could not see their own boots in the murky water on Sunday.",
            "On Sunday divers found the water too murky to see their own boots.",
        ),
        (
            "Nine sailors were injured, and the ship was in no danger of sinking.",
            "Nine sailors were injured. The ship was holed but in no danger of sinking.",
        ),
        (
            "The pilot, Ada Berg, was questioned for an hour and has been suspended by Norvo.",
            "The pilot, Ada Berg, who has been suspended by the airline, Norvo, was questioned for"
            " an hour.",
        ),
        ("Gull Homes bought the mill after it had shut in May with the loss of 86 jobs.", MILL),
        ("From the autumn the buses will go from eight a day to nine.", BUSES),
        ("The director said that the brand would be retained and the soap made abroad.", BRAND),
        ("The town has its own tower, which is six years older than the church.", TOWER),
        ("Per Ost asked the council for a lamp, a request dismissed as needless.", PLEA),
    ],
)
def test_what_is_only_put_otherwise_is_not_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"
