"""Questions that lean on what was asked before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import Turn
from vectorstore.text.names import names_in
from vectorstore.text.words import terms

_BEFORE_A_NOUN = "about|after|at|before|by|for|from|in|of|on|since|to|with"
# Words that refer outside their sentence: not "this week", "the money that" or "was there a".
_REFERS_BACK = re.compile(
    r"\b(him|hers|them|those|these|then)\b"
    r"|\bthis\b(?!\s+(morning|afternoon|evening|week|weekend|month|season|year|century)\b)"
    rf"|\b({_BEFORE_A_NOUN}|and|but|did|do|does|is|was|why|how)\s+that\b|^that\b|\bthat\W*$"
    r"|(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)\bthere\b(?!\s+(is|are|was|were|be|been)\b)"
    rf"|\bthere\W*$|\b({_BEFORE_A_NOUN})\s+it\b|\bit\W*$",
    re.I,
)
# Words that refer to a name in their own sentence, where one stands before them.
_REFERS_TO_A_NAME = re.compile(r"\b(he|she|it|they|his|her|its|their)\b", re.I)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """What to search for: a follow-up takes along the question that it leans on."""
    return f"{history[-1].question} {question}" if history and _leans(question) else question


def _leans(question: str) -> bool:
    """Whether it refers back, or is too short to stand alone; a name counts as one word more."""
    enough = 2 if names_in((question,)) else 3
    if len(terms(question)) < enough or _REFERS_BACK.search(question):
        return True
    named = _REFERS_TO_A_NAME.search(question)
    return named is not None and not names_in((question[: named.start()],))
