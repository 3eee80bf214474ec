"""Who says what stands before a mark, where that is told right behind it."""

from __future__ import annotations

import re

from vectorstore.text.hedges import attributes
from vectorstore.text.normalise import normalised

_SAY = (
    r"(?:says?|said|adds?|added|alleges?|alleged|argues?|argued|claims?|claimed|insists?|insisted"
    r"|maintains?|maintained|believes?|believed|thinks?|thought|reckons?|reckoned|estimates?"
    r"|estimated|expects?|expected|fears?|feared|warns?|warned|writes?|wrote|reports?|reported"
    r"|notes?|noted|explains?|explained|suspects?|suspected|contends?|contended|hopes?|hoped)"
)
_WORD = r"(?:view|opinion|estimate|account|words?|reckoning|statement|telling|version|figures)"
_WHO = r"[^,;.\[\]]{2,60}?"
# "[1], prosecutors allege, and ...", "[1], according to the mayor", "[2], in her view."
_TOLD = re.compile(
    rf",?\s(?P<told>according to {_WHO}|(?:in|by) the {_WORD} of {_WHO}"
    rf"|(?:in|by) [\w'’ -]{{2,40}}? {_WORD}|{_WHO} {_SAY}|(?:said|says|say) {_WHO})"
    r"(?=[,;.]|\s(?:and|but|while|whereas)\s|\s*$)"
)


def told_behind(written: str) -> tuple[str, str]:
    """What at the beginning of a text says whose word is what went before, and the rest of it:
    ", prosecutors allege" of ", prosecutors allege, and he denies it"; "" where nothing does."""
    told = _TOLD.match(written)
    if told is None or not attributes(normalised(told["told"]).casefold()):
        return "", written
    return f", {told['told']}", written[told.end() :]
