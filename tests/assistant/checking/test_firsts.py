"""Who or what is the first, said the other way round, for good, and of more than it is."""

from __future__ import annotations

import pytest

from assistant.checking.check import check


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "For six years before that, fares had not gone up.",
            "It is the first rise in fares in six years.",
        ),
        (
            "The rise comes after six years without an increase in fares.",
            "It is the first rise in fares in six years.",
        ),
        (
            "The river had not frozen for a decade.",
            "It is the first time in a decade that the river has frozen.",
        ),
        (
            "Last month the pandas mated for the first time in 10 years.",
            "The pandas had not mated for 10 years before last month.",
        ),
        (
            "Until Amara Obi, no woman had run the national bank.",
            "Dr Amara Obi is the first woman to run the national bank.",
        ),
        (
            "The two leaders, who had not met before, sat down on Friday.",
            "The two leaders met for the first time on Friday.",
        ),
        (
            "It was the first strike at the plant since 1998, the union said.",
            "The plant had not had a strike since 1998, the union said.",
        ),
        (
            "Lena Obi is the first woman from Kenya to lead the agency.",
            "Lena Obi is the first Kenyan woman to lead the agency.",
        ),
        (
            "Marta Ruiz is the first woman to have coached a winner of the cup.",
            "Marta Ruiz is the first woman to win the cup as a coach.",
        ),
        (
            "It was her first visit to Japan as president.",
            "It was her first official visit to Japan as president.",
        ),
        (
            "The first match of the season was lost.",
            "The first match of the season was lost on Sunday, the first defeat since May.",
        ),
    ],
)
def test_a_first_is_said_the_other_way_round(claim: str, source: str) -> None:
    found = check(claim, [source])
    assert found.verdict == "supported", found.reason


@pytest.mark.parametrize(
    ("claim", "source", "reason"),
    [
        (
            "No Democrat had ever won the county before.",
            "It is the first time since 1964 that a Democrat has won the county.",
            "since 1964",
        ),
        (
            "A Democrat has won the county for the first time.",
            "It is the first time since 1964 that a Democrat has won the county.",
            "since 1964",
        ),
        (
            "There had never been a strike at the plant before.",
            "It was the first strike at the plant in 12 years.",
            "12 years",
        ),
        (
            "It is the first goal that he has scored.",
            "It is the first goal that he has scored this season.",
            "this season",
        ),
        (
            "Lena Obi is the first woman to lead the agency.",
            "Lena Obi is the first African woman to lead the agency.",
            "african woman",
        ),
        (
            "Ida Holt was the first climber to reach the summit.",
            "Ida Holt was the first climber to reach the summit without oxygen.",
            "without oxygen",
        ),
        (
            "Until Marta Ruiz, no woman had won the cup.",
            "Marta Ruiz is the first woman to win the cup as a coach.",
            "as a coach",
        ),
    ],
)
def test_a_first_of_some_time_or_kind_is_no_other(claim: str, source: str, reason: str) -> None:
    found = check(claim, [source])
    assert found.verdict == "partly"
    assert reason in (found.reason or "")


def test_a_denial_of_something_else_stays_one_beside_a_first() -> None:
    source = "The council approved the plan in May. It was the first vote since Easter."
    found = check("The council has not approved the plan.", [source])
    assert found.verdict == "partly"
