"""What becomes of a ban, a strike or a deal: kept or ended, granted or refused."""

from __future__ import annotations

import pytest

from assistant.checking.check import check


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The council voted on Tuesday to keep the ban on street musicians.",
            "The council voted on Tuesday to lift the ban on street musicians.",
        ),
        (
            "The council lifted the ban on cars.",
            "The council refused to lift the ban on cars.",
        ),
        (
            "The union went ahead with its strike on Sunday.",
            "The union suspended its strike on Sunday.",
        ),
        (
            "Ms Okafor announced her candidacy on Friday.",
            "Ms Okafor withdrew her candidacy on Friday.",
        ),
        (
            "The president gave in to calls to send troops.",
            "The president resisted calls to send troops.",
        ),
        (
            "The pilot heeded the warning.",
            "The pilot ignored the warning and landed.",
        ),
        (
            "The deal for Norsk Salt went ahead in April.",
            "The deal for Norsk Salt fell through in April.",
        ),
        (
            "The firm went ahead with its bid for the rival in June.",
            "The firm dropped its bid for the rival in June.",
        ),
        (
            "The court lifted the ban.",
            "The court upheld the ban.",
        ),
        (
            "Talks on the treaty ended in Geneva on Monday.",
            "Talks on the treaty began in Geneva on Monday.",
        ),
        (
            "Most of the 300 guests noticed that the band had stopped.",
            "Few of the 300 guests noticed that the band had stopped.",
        ),
    ],
)
def test_another_fate_is_marked(claim: str, source: str) -> None:
    found = check(claim, [source])

    assert (found.verdict, found.fault in ("contradicted", "counted")) == ("partly", True)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The ban on street musicians was lifted by the council.",
            "The council lifted the ban on street musicians.",
        ),
        (
            "The council lifted the ban on cars in May.",
            "The council imposed a ban on cars in 2019 and lifted it in May.",
        ),
        (
            "The council kept the ban on cars.",
            "The council refused to lift the ban on cars.",
        ),
        (
            "The union put its strike on hold on Sunday.",
            "The union suspended its strike on Sunday.",
        ),
        (
            "Ms Okafor withdrew her candidacy on Friday.",
            "Ms Okafor, who announced her candidacy in May, withdrew it on Friday.",
        ),
        (
            "The president rejected calls to send troops.",
            "The president resisted calls to send troops.",
        ),
        (
            "The deal for Norsk Salt collapsed in April.",
            "The deal for Norsk Salt fell through in April.",
        ),
        (
            "The festival will drop its late concerts and keep the free ones.",
            "The festival will keep its free concerts but drop the late ones.",
        ),
        (
            "The curfew, imposed a week before, was lifted on Monday.",
            "The army lifted the curfew on Monday, a week after it was imposed.",
        ),
        (
            "The club kept its manager after the defeat.",
            "The club retained its manager despite the defeat.",
        ),
    ],
)
def test_the_same_fate_in_other_words_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).reason is None
