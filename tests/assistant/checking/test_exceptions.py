"""All but four, and only four; what "un-" undoes, and what is late, kept or smaller."""

from __future__ import annotations

import pytest

from assistant.checking.check import check


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Only four of the 30 schools stayed shut on Monday.",
            "All but four of the 30 schools reopened on Monday.",
        ),
        (
            "Four of the 30 schools did not reopen on Monday.",
            "All but four of the 30 schools reopened on Monday.",
        ),
        (
            "With four exceptions, the 30 schools reopened on Monday.",
            "All but four of the 30 schools reopened on Monday.",
        ),
        (
            "Only two of the ministers opposed the plan.",
            "All but two of the ministers backed the plan.",
        ),
        (
            "Two of the hostages are still being held.",
            "All but two of the hostages have been freed.",
        ),
        (
            "All but four of the 30 applicants were accepted.",
            "Only four of the 30 applicants were turned down.",
        ),
        (
            "The journalists were not allowed into the camp without a guard.",
            "The journalists were allowed into the camp under guard.",
        ),
        (
            "Six families have still not returned to their homes and are staying in a school.",
            "Six families still away from their homes are staying in a school.",
        ),
        (
            "Hugo Lamm, the president who set up the foundation, has since died.",
            "The foundation was set up by its late president, Hugo Lamm.",
        ),
        (
            "The lawyer said that being accused is a different thing from being convicted.",
            "A charge is a different thing from a verdict, the lawyer said of the accused.",
        ),
        ("The letter was not signed.", "The letter was unsigned."),
        (
            "A quarter of the beds stay shut with 17 posts unfilled.",
            "A quarter of the beds stay shut until 17 posts are filled.",
        ),
        (
            "The opening is two months behind schedule.",
            "The opening, planned for May, is two months late.",
        ),
    ],
)
def test_the_same_is_said_of_the_rest(claim: str, source: str) -> None:
    found = check(claim, [source])
    assert found.verdict == "supported", found.reason


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Only two of the hostages have been freed.",
            "All but two of the hostages have been freed.",
        ),
        (
            "Just four of the 30 schools reopened on Monday.",
            "All but four of the 30 schools reopened on Monday.",
        ),
        (
            "With four exceptions, the 30 schools remained closed on Monday.",
            "All but four of the 30 schools reopened on Monday.",
        ),
        ("All but nine of the flats were sold.", "Only nine of the flats were sold."),
        (
            "The farmers were allowed in without a guard.",
            "The farmers were not allowed in without a guard.",
        ),
        ("The letter was signed.", "The letter was unsigned."),
        ("The accused was punished by the court.", "The accused left the court unpunished."),
        (
            "The airport opened three years ahead of schedule.",
            "The airport is three years late.",
        ),
        (
            "The new hall is bigger than the old one.",
            "The new hall is half the size of the old one.",
        ),
        (
            "The company pledged to close its Leeds plant.",
            "The company pledged to keep its Leeds plant open.",
        ),
        (
            "The council confirmed that the fog horn is to be silenced.",
            "The council has promised to keep the fog horn.",
        ),
        (
            "The union accepted the offer on Tuesday.",
            "The union's rejection of the offer came on Tuesday.",
        ),
    ],
)
def test_the_reverse_of_the_rest_is_marked(claim: str, source: str) -> None:
    found = check(claim, [source])
    assert (found.verdict, found.fault) == ("partly", "contradicted"), found.reason
