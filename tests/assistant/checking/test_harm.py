"""Who and what came to harm, and who did not."""

from __future__ import annotations

import pytest

from assistant.checking.check import check


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The car hit the wall twice; the driver was unhurt.",
            "The car hit the wall twice, both times without injury to the driver.",
        ),
        ("The blast destroyed the hall.", "The blast wrecked the hall, but nobody was hurt."),
        (
            "Twelve flats were damaged in the fire.",
            "No one was injured in the fire, which damaged 12 flats.",
        ),
        (
            "Neither crew was hurt when the planes touched.",
            "Both crews escaped unhurt when the planes touched.",
        ),
        (
            "The bus was wrecked when it overturned in Leeds, police said.",
            "The bus overturned in Leeds but nobody was hurt, police said.",
        ),
    ],
)
def test_no_harm_is_said_in_other_words(claim: str, source: str) -> None:
    found = check(claim, [source])
    assert found.verdict == "supported", found.reason


@pytest.mark.parametrize(
    ("claim", "source", "spared"),
    [
        (
            "The ship had done the pier harm twice before.",
            "The ship had hit the pier twice before, both times without damage.",
            "without damage",
        ),
        (
            "The vase was found in bits under the bed.",
            "The vase was found intact under the bed.",
            "intact",
        ),
        (
            "The painting came back from Rome badly scratched.",
            "The painting came back from Rome in one piece.",
            "in one piece",
        ),
        (
            "The hikers who were brought down from the mountain had been wounded.",
            "The hikers were brought down from the mountain safe and well.",
            "safe and well",
        ),
    ],
)
def test_harm_that_was_not_done_is_marked(claim: str, source: str, spared: str) -> None:
    found = check(claim, [source])
    assert found.verdict == "partly"
    assert spared in (found.reason or "")
