"""The office that a question asks about: whose it is, and who only acted in it or held it."""

from __future__ import annotations

import re

_OFFICES = "|".join(
    """attorney general,chief of staff,prime minister,foreign minister,finance minister
    interior minister
    defen[cs]e (?:minister|secretary),foreign secretary,home secretary,secretary of state
    secretary-general,vice president,president,chancellor,governor,mayor,supreme leader
    chief executive,ceo,chair(?:man|woman|person)?,director(?:-general)?,head coach,coach,manager
    captain,speaker,minister,secretary,ambassador,harbour master,police chief,chief of police
    commissioner,archbishop,bishop,pope,king,queen,editor,head keeper,head,leader,surgeon general
    chief justice,treasurer,sheriff""".replace("\n    ", ",").split(",")
)
_OFFICE = re.compile(rf"\b({_OFFICES})\b", re.IGNORECASE)
# What somebody does in an office, and its name.
_DOES = {
    "directs": "director",
    "manages": "manager",
    "coaches": "coach",
    "chairs": "chair",
    "edits": "editor",
    "captains": "captain",
    "commands": "commander",
    "leads": "leader",
    "heads": "head",
    "governs": "governor",
}
_WHO_DOES = re.compile(rf"\b(who) ({'|'.join(_DOES)}) (?=\w)", re.IGNORECASE)
_PLACES = {"us": "american", "u.s": "american", "united states": "american", "uk": "british"}
_HELD = re.compile(r"\b(?:former|ex|then|late|outgoing|previous|past|deputy)[\s-]+", re.IGNORECASE)


def office(question: str) -> str:
    """The office that a question names, in small letters; "" where it names none."""
    found = _OFFICE.search(question)
    return found[1].lower() if found else ""


def with_office_named(question: str) -> str:
    """The question with an office in place of what is done in it: "who directs the museum" asks who
    is the director of it."""
    return _WHO_DOES.sub(lambda found: f"{found[1]} is the {_DOES[found[2].lower()]} of ", question)


def is_of_another(question: str, sentence: str) -> bool:
    """Whether a sentence speaks of the same office elsewhere, or only of who held it.

    "Rhode Island Attorney General" is another where the question asks for the US one; so is a
    former or deputy holder, unless the question says so, too.
    """
    asked = office(question)
    if not asked:
        return False
    mentions = list(re.finditer(rf"\b{re.escape(asked)}\b", sentence, re.IGNORECASE))
    if not mentions:
        return False
    words = {word.lower() for word in re.findall(r"[\w']+", question)}
    return all(_is_other(sentence, mention, words, asked) for mention in mentions)


def _is_other(sentence: str, mention: re.Match[str], words: set[str], asked: str) -> bool:
    before = sentence[: mention.start()]
    held = re.search(_HELD.pattern + r"(?:\w+\s+){0,2}$", before, re.IGNORECASE)
    if held and not any(word in words for word in re.findall(r"\w+", held[0].lower())[:1]):
        return True
    behind = re.match(r"\s+of\s+(?:the\s+)?((?:[A-Z][\w'’-]*\s?)+)", sentence[mention.end() :])
    in_front = re.search(r"((?:[A-Z][\w’'.-]*\s+)+)$", before)
    found = behind or in_front
    whose = found[1] if found else ""
    named = [re.sub(r"['’]s?$|\.", "", part.lower()) for part in whose.split()]
    named = [
        part for part in named if part not in ("the", "a", "acting", "interim", "new", "mr", "ms")
    ]
    asks_whose = bool(words - {"who", "is", "the", "of", "now", "was", "s", *asked.split()})
    return bool(named) and asks_whose and not any(_same(part, words) for part in named)


def _same(place: str, words: set[str]) -> bool:
    known = _PLACES.get(place, place)
    return any(
        place == word
        or known == _PLACES.get(word, word)
        or (len(word) > 3 and place.startswith(word[:4]))
        for word in words
    )
