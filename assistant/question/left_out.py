"""What a search is to leave out: "ferry NOT radar", "ferry -radar", -"a phrase"."""

from __future__ import annotations

import re

_QUOTED = r"[\"“„«][^\"“”„«»]+[\"“”»]"
_LEFT_OUT = re.compile(rf"(?<=\s)(?:(?P<word>NOT\s+)|-)(?P<what>{_QUOTED}|[^\W\d_][\w'’-]*)")
# In a sentence a NOT in capitals stresses: "Why did she NOT resign?"
_IS_SENTENCE = re.compile(
    r"\?\s*$|^\s*(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|did|does|do|has"
    r"|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)


def without_left_out(question: str) -> tuple[str, tuple[str, ...]]:
    """A question less what it says to leave out, and the words and phrases that these are.

    The question as it is where nothing else would be left of it.
    """
    has_not = not (_IS_SENTENCE.search(question) or question.isupper())
    left_out = [found for found in _LEFT_OUT.finditer(question) if has_not or not found["word"]]
    rest = question
    for found in reversed(left_out):
        rest = f"{rest[: found.start()]}{rest[found.end() :]}"
    rest = " ".join(rest.split())
    if not re.search(r"\w", rest):
        return question, ()
    return rest, tuple(found["what"].strip('"“”„«»') for found in left_out)
