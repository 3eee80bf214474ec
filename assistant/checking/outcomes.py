"""How a thing may end: what of several did not end in one way, ended in the other."""

from __future__ import annotations

import re

_OUTCOMES = (
    ("won|win|wins|winning|victories|victory", "lost|lose|loses|losing|defeats|defeat"),
    ("passed|pass|passes", "failed|fail|fails"),
    ("survived|survive|alive|survivors", "died|killed|dead|deaths|drowned"),
    (
        "accepted|approved|granted|admitted|allowed|upheld",
        "rejected|refused|denied|dismissed|turned down",
    ),
    ("for|in favou?r|supported|backed", "against|opposed"),
    ("kept|retained|saved", "lost|cut|closed|shed"),
    ("scored|hit|converted", "missed"),
    ("guilty|convicted", "acquitted|cleared|not guilty"),
)
_BOTH_WAYS = tuple(tuple(re.compile(rf"\b(?:{words})\b") for words in sides) for sides in _OUTCOMES)


def has_other_outcome(said: str, given: str) -> bool:
    """Whether one of two texts in small letters tells of one outcome, the other of its reverse."""
    return any(
        (one.search(said) and other.search(given) and not other.search(said))
        or (other.search(said) and one.search(given) and not one.search(said))
        for one, other in _BOTH_WAYS
    )
