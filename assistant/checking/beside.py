"""Does a claim say of two what its source says of one alone: "Ann and her mother may"?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.owners import THEIRS
from assistant.checking.tokens import keys_of, tokens

_BESIDE = re.compile(
    r"\b(?P<one>[A-Z][\w-]+),?\s(?:and|together with|along with|as well as|like)\s(?:his|her|their)"
    rf"\s(?:[a-z-]+\s)?(?P<who>{THEIRS})\b"
)
# What may mean two.
_TWO = frozenset(
    """couple family families both pair two together parents children relatives couples siblings
    brothers sisters sons daughters household they their them each""".split()
)


def of_one_alone(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody's mother or friend do, or get, what its source tells of that
    one alone; "" where it has not."""
    held = [token for quote in quotes for token in tokens(quote)]
    keys, words = keys_of(held), {token.word for token in held}
    for match in _BESIDE.finditer(claim):
        one, who = keys_of(tokens(match["one"])), match["who"]
        is_any = words & _TWO or any(re.fullmatch(THEIRS, word) for word in words)
        if one & keys and not is_any and who not in words:
            return f"the article says this of {match['one']} alone"
    return ""
