"""What kind of piece an article is, where it says so itself."""

from __future__ import annotations

import re

from ui import words
from vectorstore.types import Article

# At the beginning of a title, or as a line of its own at either end of the text.
_LABELS = (
    (words.CORRECTION, r"corrections?|clarifications?|corrections? and clarifications?|erratum"),
    (words.UPDATE, r"updated?|live updates?|developing"),
    (words.OPINION, r"opinion|comment|editorial|leader|op-ed|analysis|letters?|column"),
    (words.LIVE, r"live(?: blog)?|as it happened"),
)
_TITLE = {kind: re.compile(rf"\s*(?:{label})\s*[:|–—-]\s", re.I) for kind, label in _LABELS}
_LINE = {kind: re.compile(rf"\s*(?:{label})\s*[:.]?\s*", re.I) for kind, label in _LABELS}
_CORRECTED = re.compile(
    r"^(?:this (?:article|story|report|piece) (?:was|has been) (?:amended|corrected)"
    r"|corrections?\s*[:(]|clarifications?\s*[:(])",
    re.I | re.M,
)
_WIRES = re.compile(
    r"\b(?:Reuters|Associated Press|AP|AFP|Agence France-Presse|dpa|PA Media|Press Association"
    r"|Bloomberg News|UPI|EFE|ANSA|TASS|Xinhua|Kyodo|news agency|wire services?)\b"
)
_WIRE_DATELINE = re.compile(
    r"\A[^\n]{0,60}\((?:Reuters|AP|AFP|dpa|PA|UPI|EFE|ANSA|TASS|Xinhua|Kyodo)\)\s*[-–—]"
)


def kinds(article: Article) -> list[str]:
    """Wire, opinion, correction, update or live, each where the article names itself so."""
    lines = [line for line in article.text.split("\n") if line.strip()]
    edges = [lines[0], lines[-1]] if lines else []
    found = [
        kind
        for kind in _TITLE
        if _TITLE[kind].match(article.title) or any(_LINE[kind].fullmatch(line) for line in edges)
    ]
    if words.CORRECTION not in found and _CORRECTED.search(article.text):
        found.append(words.CORRECTED)
    if article.entries and words.LIVE not in found:
        found.append(words.LIVE)
    if _WIRES.search(article.author) or _WIRE_DATELINE.match(article.text):
        found.insert(0, words.WIRE)
    return found
