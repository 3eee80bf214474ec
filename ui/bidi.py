"""Text that runs from right to left, and the invisible characters that turn its order round."""

from __future__ import annotations

import unicodedata

_POP, _END = "\u202c", "\u2069"
# Each of these holds until its own closing character: embeddings and overrides, then isolates.
_CLOSING = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _POP),
    **dict.fromkeys("\u2066\u2067\u2068", _END),
}
_ISOLATE = "\u2068"


def closed(text: str) -> str:
    """Text whose directional formatting characters can't reach beyond it.

    What is opened is closed at the end of its line, and what closes nothing is left out: inside an
    element or between isolates it would end those.
    """
    if not any(c in _CLOSING or c in (_POP, _END) for c in text):
        return text
    done: list[str] = []
    awaited: list[str] = []
    for c in text:
        if c in _CLOSING:
            awaited.append(_CLOSING[c])
        elif c in (_POP, _END):
            # The end of an isolate ends the embeddings inside it, never the other way round.
            if c not in awaited or (c == _POP and awaited[-1] != _POP):
                continue
            while (last := awaited.pop()) != c:
                done.append(last)
        elif unicodedata.bidirectional(c) == "B":
            done += reversed(awaited)
            awaited.clear()
        done.append(c)
    return "".join([*done, *reversed(awaited)])


def isolated(text: str) -> str:
    """Closed text that keeps to its own order amid other text, where there are no elements for it.

    Each line by itself; one that only runs from left to right stays as it is.
    """
    return "\n".join(map(_isolated_line, text.split("\n")))


def direction(text: str) -> str:
    """The direction of a paragraph that begins with a text: "rtl" or "ltr"."""
    strong = (unicodedata.bidirectional(c) for c in text)
    return "rtl" if next((s for s in strong if s in ("L", "R", "AL")), "L") != "L" else "ltr"


def _isolated_line(line: str) -> str:
    if any(c in _CLOSING or unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in line):
        return f"{_ISOLATE}{closed(line)}{_END}"
    return closed(line)
