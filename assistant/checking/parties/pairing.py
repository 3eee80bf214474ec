"""Are the halves of a sentence joined otherwise than in its source: each to the other's partner?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from assistant.checking.tokens import Token, content, keys_of, matched, share

# The share of a claim's words that its source has, where what it joins tells something.
MIN_KEPT = 0.65
# So many words of each half stand in either half of the source.
MIN_CROSSED = 2
# Of a text in more parts than any sentence of the news, no more is looked at.
MAX_PARTS = 12

_PART = re.compile(r";\s|,?\s(?:and|but|while|whereas|though|although)\s")


def joined_otherwise(claim: str, sentences: Sequence[str]) -> bool:
    """Whether two parts of a plain claim each have a half from two parts of its source, crosswise:
    "herring feed and gannets spawn" where gannets feed and herring spawn."""
    asked = content(claim)
    near = [s for s in sentences if len(matched(asked, keys_of(content(s)))) > MIN_CROSSED]
    if share(asked, keys_of(token for s in near for token in content(s))) < MIN_KEPT:
        return False
    theirs = [keys_of(content(part)) for s in near for part in _parts(s)][:MAX_PARTS]
    known = Counter(key for keys in theirs for key in keys)
    own = [content(part) for part in _parts(claim)][:MAX_PARTS]
    said = Counter(key for part in own for key in keys_of(part))
    telling = [[t for t in part if _is_single(t, said) and _is_single(t, known)] for part in own]
    homes = [Counter(_home(token, theirs) for token in part) for part in telling]
    return any(
        _are_crossed(one, other, first, second)
        for one, other in combinations(homes, 2)
        for first, second in combinations(range(len(theirs)), 2)
    )


def _parts(text: str) -> list[str]:
    return _PART.split(text)


def _is_single(token: Token, counts: Counter[str]) -> bool:
    """Whether just one part has a word in any sense."""
    return max((counts[key] for key in token.keys), default=0) == 1


def _home(token: Token, parts: Sequence[frozenset[str]]) -> int:
    return next(n for n, keys in enumerate(parts) if keys & token.keys)


def _are_crossed(one: Counter[int], other: Counter[int], first: int, second: int) -> bool:
    return min(one[first], one[second], other[first], other[second]) >= MIN_CROSSED
