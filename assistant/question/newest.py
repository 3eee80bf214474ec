"""Whether a question asks how things stand now, and not about an event of the past."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.types import Window

_NOW = re.compile(
    r"\b(?:now(?:adays)?|current(?:ly)?|latest|newest|recent(?:ly)?|so\s+far|still|yet|today|new"
    r"|these\s+days|at\s+present|at\s+the\s+moment|up\s+to\s+now|to\s+date|this\s+year's)\b",
    re.IGNORECASE,
)
# Names that begin with "new", and what is only called recent.
_NO_NOW = re.compile(
    r"\b(?:New\s+(?=[A-Z])|USA\s+Today|how\s+recently|until\s+now\b)", re.IGNORECASE
)
_NEW_NAME = re.compile(r"\bNew\s+(?=[A-Z])")
# The first of these that a question has is its verb.
_PRESENT = r"(?:is|are|am|has|have|does|do|can|isn't|aren't|hasn't|haven't|doesn't|don't)"
_PAST = r"(?:was|were|did|had|could|would|wasn't|weren't|didn't|hadn't|\w{3,}ed)"
_AHEAD = r"(?:will|shall|won't)"
_VERB = re.compile(
    rf"\b(?:(?P<present>{_PRESENT})|(?P<past>{_PAST})|(?P<ahead>{_AHEAD}))\b"
    r"|(?:\b(?:who|what|where|how|when|which|there|it|he|she)['’](?P<short>s|re))\b",
    re.IGNORECASE,
)
_OF_OLD = re.compile(
    r"\b(?:first|originally|formerly|ever|in\s+history|used\s+to)\b", re.IGNORECASE
)


def wants_newest(question: str, windows: Sequence[Window], now: date) -> bool:
    """Whether the newest state is wanted: "now", "latest", "still", or the present tense.

    Never where a period that is over is named.
    """
    if any(window.until is not None and window.until < now for window in windows):
        return False
    plain = _NEW_NAME.sub("", question)
    if _NOW.search(_NO_NOW.sub("", plain)):
        return True
    if _OF_OLD.search(plain):
        return False
    verb = _VERB.search(plain)
    return verb is not None and verb["past"] is None
