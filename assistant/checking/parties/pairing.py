"""Are the halves of a sentence joined otherwise than in its source: each to the other's partner?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations

from assistant.checking.tokens import Token, content, keys_of, matched, share

# The share of a claim's words that its source has, where what it joins tells something.
MIN_KEPT = 0.65
# And where both tell of now beside then.
MIN_KEPT_OF_NOW = 0.5
# So many words of each half stand in either half of the source.
MIN_CROSSED = 2
# Of a text in more parts than any sentence of the news, no more is looked at.
MAX_PARTS = 12

# "Keep the free ones": which, another part tells.
_STANDS_FOR = frozenset("one ones other others".split())
# What is told of now, where another thing is told of then.
_NOW = re.compile(
    r"\b(?:this time|on this occasion|at present|these days|currently|now)\b", re.IGNORECASE
)
NOW = "nowadays"

# The coarse parts of a sentence, and finer ones; and what is told of then and of now.
_PARTS = (
    re.compile(r";\s|,?\s(?:and|but)\s"),
    re.compile(r";\s|,?\s(?:and|but|while|whereas|though|although)\s"),
    re.compile(r"[;,]\s|\s(?:and|but|while|whereas|before|after|when|who|which)\s"),
    re.compile(rf"(?={NOW})"),
)


def joined_otherwise(claim: str, sentences: Sequence[str]) -> bool:
    """Whether two parts of a plain claim each have a half from two parts of its source, crosswise:
    "herring feed and gannets spawn" where gannets feed and herring spawn."""
    said, given = _NOW.sub(NOW, claim), [_NOW.sub(NOW, sentence) for sentence in sentences]
    asked = content(said)
    near = [s for s in given if len(matched(asked, keys_of(content(s)))) > MIN_CROSSED]
    is_of_now = NOW in said and any(NOW in sentence for sentence in near)
    least = MIN_KEPT_OF_NOW if is_of_now else MIN_KEPT
    if share(asked, keys_of(token for s in near for token in content(s))) < least:
        return False
    named = keys_of(t for text in (said, *near) for t in content(text) if t.is_name)
    return any(
        _are_joined_otherwise(
            [content(part) for part in by.split(said)][:MAX_PARTS],
            [(n, keys_of(content(part))) for n, s in enumerate(near) for part in by.split(s)],
            named,
        )
        for by in _PARTS
    )


def _are_joined_otherwise(
    own: Sequence[Sequence[Token]],
    given: Sequence[tuple[int, frozenset[str]]],
    named: frozenset[str],
) -> bool:
    theirs = [keys for _, keys in given][:MAX_PARTS]
    known = Counter(key for keys in theirs for key in keys)
    said = Counter(key for part in own for key in keys_of(part))
    telling = [[t for t in part if _is_single(t, said) and _is_single(t, known)] for part in own]
    homes = [Counter(_home(token, theirs) for token in part) for part in telling]
    names = [
        Counter(_home(token, theirs) for token in part if token.keys & named) for part in telling
    ]
    of_now = {n for n, part in enumerate(telling) if any(token.word == NOW for token in part)}
    places = [
        (first, second, given[first][0] == given[second][0])
        for first, second in combinations(range(len(theirs)), 2)
    ]
    return any(
        _are_crossed(_shares(homes[m], homes[n], first, second), of_now & {m, n}, are_of_one)
        or min(_shares(names[m], names[n], first, second)) >= 1
        for m, n in combinations(range(len(own)), 2)
        for first, second, are_of_one in places
    )


def _is_single(token: Token, counts: Counter[str]) -> bool:
    """Whether a word tells something that just one part has, in any sense."""
    if token.word in _STANDS_FOR:
        return False
    return max((counts[key] for key in token.keys), default=0) == 1


def _home(token: Token, parts: Sequence[frozenset[str]]) -> int:
    return next(n for n, keys in enumerate(parts) if keys & token.keys)


def _shares(
    one: Counter[int], other: Counter[int], first: int, second: int
) -> tuple[int, int, int, int]:
    """How many words of two homes two parts have."""
    return one[first], one[second], other[first], other[second]


def _are_crossed(shares: Sequence[int], of_now: Collection[int], are_of_one: bool) -> bool:
    """Whether either part has enough words of both homes: of now and then one is enough, and one of
    four may be but one where both homes are of one sentence."""
    least, *others = sorted(shares)
    if of_now:
        return least >= 1
    return min(others) >= MIN_CROSSED and least >= (1 if are_of_one else MIN_CROSSED)
