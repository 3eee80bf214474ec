"""Who goes ahead in a match and who draws level: does a claim have the other side do so?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.tokens import Token, keys_of, tokens

# Of a text that tells more than any in the news does, no more is looked at.
MAX_EVENTS = 12

_AHEAD = r"(?:ahead|in\sfront|into\s(?:the|an?\s(?:early|first-half))\slead|[1-9]-0\sup)"
_EVENTS = re.compile(
    r"\b(?P<lead>(?:took|take|takes|taken|grabbed|seized)\s(?:the|an?)\s(?:\w+\s)?lead"
    rf"|(?:went|go|goes|gone|moved)\s{_AHEAD}"
    rf"|(?:put|puts|gave|shot|fired|headed|sent)\s(?P<whom>(?:[\w'-]+\s){{1,3}}?)(?:{_AHEAD}|the\slead)"
    r"|opened\sthe\sscoring|scored\sfirst|struck\sfirst|broke\sthe\sdeadlock)"
    r"|\b(?P<level>equali[sz]\w+|hit\sback|levelled"
    r"|(?:drew|got|pulled|brought|made\sit|put)\s(?:[\w'-]+\s){0,3}?level)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"[;.]\s|,?\s(?:but|while|whereas|before|until|then)\s|,\sand\s"
    r"|\s(?:and|after|when|as)\s(?=[A-Z])"
)
_BY = re.compile(r"\b(?:through|by|from)\s(?:(?:the|their|an?)\s)?(?:[a-z-]+,?\s){0,2}\Z")


class _Event(NamedTuple):
    """Who goes ahead or draws level: whoever is told to, and all that are named with that."""

    kind: str
    who: tuple[Token, ...]
    named: tuple[Token, ...]


def scored_otherwise(claim: str, sentences: Sequence[str]) -> str:
    """Why in a plain claim one goes ahead in a match who draws level in its source, or the other
    way round; "" where none does."""
    theirs = [event for sentence in sentences for event in _events(sentence)]
    if len({event.kind for event in theirs}) < 2:
        return ""
    for ours in _events(claim):
        same = keys_of(t for event in theirs if event.kind == ours.kind for t in event.named)
        other = keys_of(t for event in theirs if event.kind != ours.kind for t in event.named)
        turned = [t for t in ours.who if t.keys & other and not t.keys & same]
        if turned:
            did = "draw level" if ours.kind == "lead" else "go ahead"
            who = " ".join(t.word.title() for t in sorted(turned))
            return f"the article has {who} {did}"
    return ""


def _events(text: str) -> Iterator[_Event]:
    cuts = [0, *(match.end() for match in islice(_PARTS.finditer(text), 4 * MAX_EVENTS)), len(text)]
    found = [*islice(_EVENTS.finditer(text), MAX_EVENTS)]
    for n, match in enumerate(found):
        start = max(cut for cut in cuts if cut <= match.start())
        behind = [cut for cut in cuts if cut > match.end()]
        nexts = [m.start() for m in found[n + 1 : n + 2]]
        end = min([*behind, *nexts, len(text)])
        named = [t for t in tokens(text) if start <= t.start < end and _is_name(text, t)]
        first = [t for t in named if t.start < match.start()][:1]
        kind = "lead" if match["lead"] else "level"
        whom = [t for t in named if match["whom"] and match.start() <= t.start < match.end()]
        by = [t for t in named if t.start >= match.end() and _BY.search(text[: t.start][-40:])]
        known = {*first, *whom, *by}
        # "Wes Tolliver": both of a name.
        known |= {t for t in named if any(t.start == each.end + 1 for each in known)}
        yield _Event(kind, tuple(known), tuple(named))


def _is_name(text: str, token: Token) -> bool:
    return token.is_content and text[token.start].isupper() and not token.is_number
