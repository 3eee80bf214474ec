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

# The coarse parts of a sentence, and finer ones.
_PARTS = (
    re.compile(r";\s|,?\s(?:and|but)\s"),
    re.compile(r";\s|,?\s(?:and|but|while|whereas|though|although)\s"),
    re.compile(r"[;,]\s|\s(?:and|but|while|whereas|before|after|when|who|which)\s"),
)
# What is told of now, where another thing is told of then.
_NOW = re.compile(r"\b(?:this time|on this occasion|at present|these days|currently|now)\b")
NOW = "nowadays"


def joined_otherwise(claim: str, sentences: Sequence[str]) -> bool:
    """Whether two parts of a plain claim each have a half from two parts of its source, crosswise:
    "herring feed and gannets spawn" where gannets feed and herring spawn."""
    said, given = _NOW.sub(NOW, claim), [_NOW.sub(NOW, sentence) for sentence in sentences]
    asked = content(said)
    near = [s for s in given if len(matched(asked, keys_of(content(s)))) > MIN_CROSSED]
    if share(asked, keys_of(token for s in near for token in content(s))) < MIN_KEPT:
        return False
    named = keys_of(t for text in (said, *near) for t in content(text) if t.is_name)
    return any(
        _are_joined_otherwise(
            [content(part) for part in by.split(said)][:MAX_PARTS],
            [keys_of(content(part)) for s in near for part in by.split(s)][:MAX_PARTS],
            named,
        )
        for by in _PARTS
    )


def _are_joined_otherwise(
    own: Sequence[Sequence[Token]], theirs: Sequence[frozenset[str]], named: frozenset[str]
) -> bool:
    known = Counter(key for keys in theirs for key in keys)
    said = Counter(key for part in own for key in keys_of(part))
    telling = [[t for t in part if _is_single(t, said) and _is_single(t, known)] for part in own]
    homes = [Counter(_home(token, theirs) for token in part) for part in telling]
    names = [
        Counter(_home(token, theirs) for token in part if token.keys & named) for part in telling
    ]
    of_now = {n for n, part in enumerate(telling) if any(token.word == NOW for token in part)}
    places = [*combinations(range(len(theirs)), 2)]
    return any(
        _are_crossed(homes[m], homes[n], first, second, 1 if of_now & {m, n} else MIN_CROSSED)
        or _are_crossed(names[m], names[n], first, second, 1)
        for m, n in combinations(range(len(own)), 2)
        for first, second in places
    )


def _is_single(token: Token, counts: Counter[str]) -> bool:
    """Whether just one part has a word in any sense."""
    return max((counts[key] for key in token.keys), default=0) == 1


def _home(token: Token, parts: Sequence[frozenset[str]]) -> int:
    return next(n for n, keys in enumerate(parts) if keys & token.keys)


def _are_crossed(
    one: Counter[int], other: Counter[int], first: int, second: int, least: int
) -> bool:
    """Whether either part has so many words of both homes; of one of the four, one is enough."""
    counts = sorted((one[first], one[second], other[first], other[second]))
    return counts[0] >= 1 and counts[1] >= least
