"""Who says what: the turns of transcripts and interviews, and the writers of letters."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from vectorstore.text.own_letters import CAPITALS, Composed, composed, restored

_PARAGRAPH = re.compile(r"\S(?:(?!\n\s*\n).)*", re.DOTALL)
_UPPER = (
    rf"[{CAPITALS}](?:[{CAPITALS}.'’&\- ]|[^\W\d_](?=[{CAPITALS}])){{0,40}}"
    rf"(?:, [{CAPITALS}0-9][{CAPITALS}0-9.,'’&\- ]{{1,60}})?"
)
_NAME = (
    rf"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[{CAPITALS}][\w'’-]+"
    rf"(?: (?:[{CAPITALS}][\w'’-]*\.?|de|van|von|al|bin)){{0,3}}"
)
_ROLE = r"(?:, [^:.?!;\n]{2,60})?(?: ?\([^()\n]{1,40}\))?"
_LABEL = re.compile(
    r"(?:[\[(]?(?:\d{1,2}:)?\d{1,2}:\d\d[\])]?\s+)?"  # when it was said
    rf"(?P<mark>\*{{0,2}})(?P<label>(?:{_UPPER}|{_NAME}){_ROLE}|Q|A)(?::|(?<=\b[QA])\.)(?P=mark)\s+(?=\S)"
)
# A row of a table has several labels: "Party: Harbour; Votes: 12."
_ROW = re.compile(r"[^:\n]{1,60}: [^:\n]{0,160}; [^:;\n]{1,60}: ")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
_STAGE = re.compile(r"[(\[].*[)\]]", re.DOTALL)
_TITLES = frozenset("dr dr. mr mr. mrs mrs. ms ms. prof prof. sir".split())
# Labels that no name is.
_NO_NAMES = frozenset(
    """note notes update correction editor's source photo related where when what why how price date
    born died results result score venue time address tel phone email website rating""".split()
)
_SALUTATION = re.compile(
    r"(?:(?:dear )?(?:sir|madam|editor|sirs|sir or madam|mr editor)\b[,:—– -]"
    r"|(?:dear|to) the editor\b|dear editor)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?:yours|sincerely|faithfully|kind regards|best wishes|regards)\b", re.I)
_SIGNATURE = re.compile(
    rf"[{CAPITALS}][\w.'’-]*"
    rf"(?:,? (?:[{CAPITALS}][\w.'’-]*|\([^()]{{1,40}}\)|of|and|the|de|van|von)){{1,11}}"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says in one go: text[start:end], behind a label, if any, from `start` on.

    `speaker` is the fullest form of the name that the text gives; `words` is where they begin.
    A letter's end before `end`, at the name below it: at `signed`.
    """

    start: int
    words: int
    end: int
    speaker: str
    signed: int | None = None

    def is_signature(self, place: int) -> bool:
        """Whether at a place in it stands who wrote it, and no more what is written."""
        return self.signed is not None and place >= self.signed


def turn_at(text: str, place: int) -> Turn | None:
    """The turn that a place in a text is in, None where nobody is named for it."""
    return next((turn for turn in turns(text) if turn.start <= place < turn.end), None)


@lru_cache(maxsize=32)
def turns(text: str) -> tuple[Turn, ...]:
    """The turns of a transcript or an interview, or else the letters of a page of letters."""
    view = composed(text)
    spans = [match.span() for match in _PARAGRAPH.finditer(view.text)]
    found = _spoken(view.text, spans) or _written(view.text, spans)
    return tuple(turn if view.text == text else _in_own_letters(turn, text, view) for turn in found)


def _in_own_letters(turn: Turn, text: str, view: Composed) -> Turn:
    place = view.places
    return Turn(
        place[turn.start],
        place[turn.words],
        place[turn.end],
        restored(turn.speaker, text),
        None if turn.signed is None else place[turn.signed],
    )


def _spoken(text: str, spans: list[tuple[int, int]]) -> list[Turn]:
    labels = {start: found for start, end in spans if (found := _label(text, start, end))}
    if not _are_speakers([found["label"] for found in labels.values()]):
        return []
    # Where most paragraphs have a label, those without go on with what was said before them.
    is_transcript = 2 * len(labels) >= len(spans)
    full = _full_names([found["label"] for found in labels.values()])
    found_turns: list[Turn] = []
    for start, end in spans:
        if start in labels:
            label = labels[start]
            found_turns.append(Turn(start, label.end(), end, full[label["label"]]))
        elif found_turns and is_transcript and not _STAGE.fullmatch(text, start, end):
            last = found_turns[-1]
            if text[last.end : start].isspace():
                found_turns[-1] = Turn(last.start, last.words, end, last.speaker)
    return found_turns


def _label(text: str, start: int, end: int) -> re.Match[str] | None:
    found = _LABEL.match(text, start, end)
    if not found or _ROW.match(text, start, end):
        return None
    return None if found["label"].lower().split()[0] in _NO_NAMES else found


def _are_speakers(labels: list[str]) -> bool:
    """Whether labels name people who speak by turns: two at least, of whom one comes again."""
    if len(labels) < 2 or len({*labels}) < 2:
        return False
    names = Counter(_surname(label) for label in labels)
    is_shouted = any(label == label.upper() and len(label) > 1 for label in labels)
    return (is_shouted or len(labels) >= 3) and (max(names.values()) > 1 or {*labels} == {"Q", "A"})


def _full_names(labels: list[str]) -> dict[str, str]:
    """For each label the fullest of the same person: STRAND is ERIK STRAND, CHIEF ENGINEER.

    Itself where it may be that of two.
    """
    names = {label: _name(label) for label in labels}
    full: dict[str, str] = {}
    for label in labels:
        known = [other for other in labels if names[label] <= names[other]]
        longest = max((names[other] for other in known), key=len)
        is_one = all(names[other] <= longest for other in known)
        full[label] = max(known, key=len) if is_one and names[label] else label
    return full


def _name(label: str) -> frozenset[str]:
    """The words of a name, without its role, titles and initials."""
    words = re.sub(r",.*|\s*\(.*", "", label).lower().split()
    return frozenset(word for word in words if len(word.strip(".")) > 1 and word not in _TITLES)


def _surname(label: str) -> str:
    name = re.sub(r",.*|\s*\(.*", "", label).split()
    return name[-1].lower() if name else label.lower()


def _written(text: str, spans: list[tuple[int, int]]) -> list[Turn]:
    """Letters: from a salutation on, each with the name below it."""
    opened = [n for n, (start, end) in enumerate(spans) if _SALUTATION.match(text, start, end)]
    letters: list[Turn] = []
    for number, following in zip(opened, [*opened[1:], len(spans)], strict=False):
        signed = [n for n in range(number + 1, following) if _signature(text, *spans[n])]
        if signed:
            start, (name, end) = spans[number][0], spans[signed[0]]
            letters.append(Turn(start, start, end, _signature(text, name, end), name))
    return letters


def _signature(text: str, start: int, end: int) -> str:
    """The name and place in a short paragraph below a letter, "" where it is none."""
    lines = [line.strip() for line in text[start:end].split("\n")]
    named = [line.rstrip(",") for line in lines if not _CLOSING.match(line)]
    signed = ", ".join(named)
    is_name = 0 < len(signed) <= 120 and _SIGNATURE.fullmatch(signed) and not _ENDS.search(signed)
    return signed if is_name else ""
