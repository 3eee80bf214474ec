"""Two things compared, and two that have to do with each other, told from either side: what is
turned round alone is marked, what is turned with its words is not."""

from __future__ import annotations

import pytest

from assistant.checking.check import check

BITE = "A seven-year-old boy was bitten by a neighbour's dog in Leeds on Friday."
LAND = "The farmer took the land from the church in 1950."
RACE = "Rossi finished second, behind Keller, in the downhill at Bormio."
CHAPEL = "The chapel was built for the miners by the company in 1902."
CHAIR = "Brown succeeded Smith as chairman in 2012."
RIDER = "The truck driver was overtaken by a cyclist."
WIND = "The wind will turn to the north-west by evening."
BROTHER = "Her elder brother, Tom, runs the farm."
SHERIFF = "The deputy asked the sheriff to resign."
WAGES = "Prices rose less sharply than wages."
TOWER = "The tower is not as tall as the cathedral."
COAL = "Poland imports more coal than it exports."
TOWNS = "More people live in York than in Hull."
PAY = "Women earned less than men in every region."
PARKS = "The city spent less on roads than on parks."
STAFF = "The company employs fewer men than women."
DRUG = "The trial drug worked better than the placebo, the study found."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("A seven-year-old boy bit a neighbour's dog in Leeds on Friday.", BITE),
        ("The farmer gave the land to the church in 1950.", LAND),
        ("Keller finished behind Rossi in the downhill at Bormio.", RACE),
        ("The chapel was built by the miners in 1902.", CHAPEL),
        ("Smith was preceded by Brown as chairman in 2012.", CHAIR),
        ("The truck driver overtook a cyclist.", RIDER),
        ("The wind will turn to the south-east by evening.", WIND),
        ("Her younger brother, Tom, runs the farm.", BROTHER),
        ("The sheriff asked the deputy to resign.", SHERIFF),
        ("Wages rose less sharply than prices.", WAGES),
        ("The cathedral is not as tall as the tower.", TOWER),
        ("The tower is taller than the cathedral.", TOWER),
        ("Poland exports more coal than it imports.", COAL),
        ("More people live in Hull than in York.", TOWNS),
        ("Men earned less than women in every region.", PAY),
        ("The city spent less on parks than on roads.", PARKS),
        ("The company employs fewer women than men.", STAFF),
        ("The placebo worked better than the trial drug, the study found.", DRUG),
    ],
)
def test_what_is_turned_round_alone_is_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "partly"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("A neighbour's dog bit a seven-year-old boy in Leeds on Friday.", BITE),
        ("The church lost the land to the farmer in 1950.", LAND),
        ("Keller beat Rossi in the downhill at Bormio.", RACE),
        ("The company built the chapel for the miners in 1902.", CHAPEL),
        ("Smith was succeeded by Brown as chairman in 2012.", CHAIR),
        ("A cyclist overtook the truck driver.", RIDER),
        ("The sheriff was asked to resign by the deputy.", SHERIFF),
        ("Wages rose more sharply than prices.", WAGES),
        ("The cathedral is taller than the tower.", TOWER),
        ("The tower is shorter than the cathedral.", TOWER),
        ("Poland exports less coal than it imports.", COAL),
        ("Fewer people live in Hull than in York.", TOWNS),
        ("Men earned more than women in every region.", PAY),
        ("The city spent more on parks than on roads.", PARKS),
        ("The company employs more women than men.", STAFF),
        ("The placebo worked worse than the trial drug, the study found.", DRUG),
    ],
)
def test_what_is_turned_with_its_words_is_not(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize("unit", ["more a than ", "not as a as ", "taller than the "])
def test_a_hostile_comparison_is_judged_all_the_same(unit: str) -> None:
    assert check((unit * 2000)[:2000], [(unit * 20000)[:20000]]).verdict
