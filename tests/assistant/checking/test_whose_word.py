"""Whose word a thing is, by a noun or in the passive; what tells nothing; what is settled."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder

GRID = "Norlys Grid says that the number of homes without power is now 14,200."
CHARGE = "Prosecutors allege that the captain switched off the beacon to hide his course."
FERRY = "Fares stay as they were. From the spring, Coast Line says, there will be six boats a day."
LATE = "The head teacher, Winifred Berg, said that lateness had dropped by half since Monday."
STUDY = "A second tram, which the council has asked for since May, is “under study”."
POSTS = "The orchestra is considering whether to cut nine posts. It has not decided."
APPROVED = "The ministry on Wednesday approved the wind farm off Lund, the largest in the country."
OATH = "The mayor swore her oath on a cookbook, the charter being at the printer’s."
PLEDGE = "Ms Berg said that the port had been promised no new charges for ten years by her father."


@pytest.mark.parametrize(
    ("claim", "source", "reason"),
    [
        ("A ministry check showed that lateness has dropped by half.", LATE, "say this"),
        ("The council has agreed to buy a second tram.", STUDY, "under study"),
        ("The ministry might approve the wind farm off Lund.", APPROVED, "leaves nothing open"),
    ],
)
def test_another_word_than_the_source_has_is_marked(
    encoder: SentenceEncoder, claim: str, source: str, reason: str
) -> None:
    found = checked_by(encoder, claim, source)
    assert found.verdict != "supported"
    assert reason in (found.reason or "")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Some 14,200 homes were reported by Norlys Grid to be without power.", GRID),
        (
            "The prosecution's case, which the captain disputes, is that he switched off the beacon"
            " to hide his course.",
            CHARGE,
        ),
        ("The prosecutors' answer is that the captain switched off the beacon.", CHARGE),
        ("From spring there will be six boats a day, Coast Line says.", FERRY),
        ("The orchestra has yet to decide if it will cut nine posts.", POSTS),
        ("The orchestra has not made up its mind whether to cut nine posts.", POSTS),
        ("The ministry approved the wind farm off Lund on Wednesday.", APPROVED),
        ("The mayor took her oath on a cookbook, as the charter was at the printer's.", OATH),
        ("A decade without new charges was granted to the port by her father, Berg says.", PLEDGE),
    ],
)
def test_the_same_word_otherwise_is_not_marked(
    encoder: SentenceEncoder, claim: str, source: str
) -> None:
    found = checked_by(encoder, claim, source)
    assert found.verdict == "supported", found.reason
