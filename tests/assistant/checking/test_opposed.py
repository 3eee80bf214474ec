"""One that does the reverse of what it does in the source is marked, and a body that does what
another does; not what does both, nor the same."""

from __future__ import annotations

import pytest

from assistant.checking.check import check

SALES = "The profit was 12 million euros, down from 31 million. Sales fell by 4 per cent."
TRADE = "Imports fell by 3 per cent while exports rose."
HOME = "Domestic sales rose by 4 per cent but sales abroad fell."
OFFER = "The teachers accepted the offer, and the nurses rejected it."
FILE = "The clock, insured for 900,000 crowns, vanished in 2006. The police closed the file."
RIVER = "The river rose by two metres on Monday and fell again on Tuesday."
LIONS = "The Lions have lost seven of their last eight games."
TEAM = "The band will keep its free concerts but drop the late ones."
BANKER = "The banker was acquitted of bribery but convicted of lying to the court."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Although sales grew by 4 per cent, profit was down to 12 million euros.", SALES),
        ("Imports rose by 3 per cent while exports fell.", TRADE),
        ("Domestic sales fell by 4 per cent but sales abroad rose.", HOME),
        ("The nurses accepted the offer, and the teachers rejected it.", OFFER),
        ("The insurers closed the file.", FILE),
    ],
)
def test_the_reverse_and_another_body_are_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "partly"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Sales fell by 4 per cent, and profit was down to 12 million euros.", SALES),
        ("Exports rose while imports fell by 3 per cent.", TRADE),
        ("Sales abroad fell, but at home they rose by 4 per cent.", HOME),
        ("The offer was accepted by the teachers and turned down by the nurses.", OFFER),
        ("The file was closed by the police.", FILE),
        ("The river fell on Tuesday after rising by two metres on Monday.", RIVER),
        ("The Lions have won just one of their last eight games.", LIONS),
        ("The band will drop its late concerts and keep the free ones.", TEAM),
        ("The banker was convicted of lying to the court but acquitted of bribery.", BANKER),
    ],
)
def test_the_same_in_other_words_is_not(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"
