"""Does a claim repeat a sentence with two of its words in each other's place?"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import Token, content, nearest, tokens

# Words of a text that are laid beside another's.
MAX_WORDS = 80
MIN_WORDS = 5
# What stands on both sides of these may change places.
_EVEN = frozenset("and or nor with versus v both between against alongside".split())
_ARTICLE = frozenset("the a an its his her their this that these those".split())


def changes_places(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim that repeats a sentence has two of its words change places; "" where it
    does not: "wages rose faster than prices" for "prices rose faster than wages"."""
    for sentence in nearest(content(claim), pieces(quotes)):
        said, given = _bare(claim), _bare(sentence)
        if not MIN_WORDS <= len(said) <= MAX_WORDS or len(given) > 2 * MAX_WORDS:
            continue
        for start in range(len(given) - len(said) + 1):
            part = given[start : start + len(said)]
            odd = [n for n, token in enumerate(said) if token.word != part[n].word]
            found = _pair(odd, said, part)
            if found:
                return found
    return ""


def _bare(text: str) -> list[Token]:
    """The words of a text without its articles."""
    return [token for token in tokens(text) if token.word not in _ARTICLE]


def _pair(odd: Sequence[int], said: Sequence[Token], given: Sequence[Token]) -> str:
    """Why two runs of words have changed places: all that is odd."""
    if len(odd) < 2:
        return ""
    first, last = odd[0], odd[-1]
    ours, theirs = ([t.word for t in part[first : last + 1]] for part in (said, given))
    for one in (1, 2, 3):
        for other in (1, 2, 3):
            middle = theirs[one : len(theirs) - other]
            if one + other >= len(theirs):
                continue
            if ours == theirs[-other:] + middle + theirs[:one]:
                if _EVEN.intersection(middle) and len(middle) == 1:
                    return ""
                moved = " ".join(theirs[-other:]), " ".join(theirs[:one])
                return f"it has “{moved[0]}” where the article has “{moved[1]}”"
    return ""
