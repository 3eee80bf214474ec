"""Who has left a post, was cleared or has lost is not what they were."""

from __future__ import annotations

import pytest

from assistant.checking.check import check

HALE = "The council elected Corwin Hale harbour master of the port on Tuesday by 12 votes to 11."
TELL = "Ilka Renfrew has run the port as acting harbour master since Gunnar Tell retired in June."
CLEARED = "The first will be the watchman, Ludo Pinnock, who was arrested in April and cleared."
FREED = "A watchman on duty when the cannery burnt down was arrested and released without charge."
POLL = "Mayor Lowell Brask is five points ahead in his fight for a third term, a poll shows."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Gunnar Tell is harbour master.", TELL),
        ("Nora Lind is the finance minister.", "The former finance minister Nora Lind spoke."),
        (
            "Peter Voss is chairman of Norsk Salt.",
            "Peter Voss, who resigned as chairman of Norsk Salt in May, sold his shares.",
        ),
        ("Ludo Pinnock is a suspect.", CLEARED),
        ("The watchman set fire to the cannery.", FREED),
        ("Ann Reyes faces charges over the fire.", "Charges against Ann Reyes were dropped."),
        ("Corwin Hale lost the vote for harbour master.", HALE),
        ("Maria Holt won the election.", "Jon Berg beat Maria Holt in the election."),
        ("Lowell Brask won a third term as mayor.", POLL),
        ("Erik Sand won the nomination.", "Erik Sand is campaigning for the nomination."),
        ("Rufus Calder burnt down the cannery.", "Rufus Calder was arrested over the cannery."),
    ],
)
def test_what_is_over_is_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "partly"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Gunnar Tell is the former harbour master.", TELL),
        (
            "Nora Lind is chair of the trust.",
            "Nora Lind, who resigned as a minister in May, was made chair of the trust.",
        ),
        ("Ludo Pinnock was a suspect.", CLEARED),
        ("The watchman was on duty when the cannery burnt down.", FREED),
        (
            "Rufus Calder is charged with arson.",
            "Rufus Calder is charged with arson; the watchman Ludo Pinnock was cleared.",
        ),
        ("Corwin Hale won the vote for harbour master.", HALE),
        ("Jon Berg lost the seat.", "Jon Berg, elected in 2019, lost his seat to Maria Holt."),
        (
            "Maria Holt won the election.",
            "Maria Holt won the election after she had lost the last one to Jon Berg.",
        ),
        ("Lowell Brask is fighting for a third term.", POLL),
        ("Erik Sand won a third term.", "Erik Sand won on Sunday in his bid for a third term."),
        ("Rufus Calder stole the boat.", "Rufus Calder stole the boat and was arrested."),
    ],
)
def test_what_is_so_is_not(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"
