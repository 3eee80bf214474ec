"""Who "he" and "she" are: a person whom the conversation named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.question.subject import content_words, own_words
from assistant.types import Turn
from vectorstore.text.words import words

# Turns that are looked through for a person, the latest first.
MAX_TURNS_BACK = 3
_PRONOUN = re.compile(r"\b(he|she|him|his|hers|her)\b(?!')", re.I)
_IS_POSSESSED = re.compile(r"\s+(?!(?:about|after|at|before|by|for|from|in|of|on|to|with)\b)\w")
_NAME = re.compile(
    r"\b[A-Z][a-z'’-]+(?:\s+(?:[A-Z][a-z'’-]+|[A-Z]\.|de|van|von|al))*\s[A-Z][a-z'’-]+"
)
_ATTRIBUTION = re.compile(r"(?<=”) — [^“”]*?(?=\s\[\d|$)")
_FIRST = frozenset(
    """The A An In On At And But When Where What Who Why How Was Is Did Does Has Port Saint St North
    South East West New Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December""".split()
)
_LAST = frozenset(
    """Line Lines Bridge Cup Council Rovers United City Town Rail Bank Port Strand Street Road
    Harbour Island Islands Court Party Club Museum Hospital General Post Herald Courier Bay River
    University School Company Group Office Ministry Police Union League Sea Coast Hall Theatre
    January February March April May June July August September October November December""".split()
)
_OF_A_PLACE = re.compile(r"\b(?:in|at|near|on|of|from|to|the|across|over)\s+$", re.I)
_TITLES = re.compile(r"^(?:(?:Captain|Judge|Mayor|Dr|Mr|Mrs|Ms|Professor|Sir|Dame|Chief)\s+)+")


def with_people_named(question: str, history: Sequence[Turn], known: Callable[[Turn], str]) -> str:
    """The question with its first "he", "she", "his" or "her" replaced by the person's name.

    `known` gives what a turn's answer told, which may say "Ms Strand" or "Mr Sayle".
    """
    pronoun = _PRONOUN.search(question)
    if pronoun is None or next(_people(question[: pronoun.start()]), None):
        return question
    word, rest = pronoun[1].lower(), question[pronoun.end() :]
    person = _latest_person(history, word in ("she", "her", "hers"), known)
    if person is None:
        return question
    is_owner = word in ("his", "hers") or (word == "her" and _IS_POSSESSED.match(rest) is not None)
    return f"{question[: pronoun.start()]}{person}{'’s' if is_owner else ''}{rest}"


def _latest_person(
    history: Sequence[Turn], is_woman: bool, known: Callable[[Turn], str]
) -> str | None:
    for turn in reversed(history[-MAX_TURNS_BACK:]):
        own, told = own_words(turn), _ATTRIBUTION.sub("", turn.answer)
        about = known(turn)
        fits = {
            name: _fit(name, is_woman, own, told, about)
            for name in dict.fromkeys((*_people(own), *_people(told)))
        }
        best = max(fits, key=lambda name: fits[name], default=None)
        if best is not None and fits[best] >= 0:
            return best
    return None


def _fit(name: str, is_woman: bool, asked: str, told: str, about: str) -> int:
    """How well a name fits "she" or "he": by its form of address, and what was asked about it."""
    last = re.escape(name.split()[-1])
    woman = bool(re.search(rf"\b(?:Ms|Mrs|Miss)\s{last}\b", about))
    man = bool(re.search(rf"\bMr\s{last}\b", about))
    if woman != man and woman != is_woman:
        return -1
    around = re.search(rf"(.{{0,40}}){re.escape(name)}(.{{0,40}})", told, re.S)
    near = set(words(" ".join(around.groups()))) if around else set()
    return 4 * (name in asked) + 2 * (woman != man) + len(near & set(content_words(asked)))


def _people(text: str) -> Iterator[str]:
    """The names in a text that may be people's: of two words or more, and no place's."""
    for match in _NAME.finditer(text):
        parts = _TITLES.sub("", match.group()).split()
        while parts and parts[0] in _FIRST and parts[0] not in ("Port", "St", "Saint", "New"):
            parts = parts[1:]
        if match.group().startswith("The "):
            continue  # a title or a thing
        is_place = _OF_A_PLACE.search(text[: match.start()]) is not None
        if len(parts) > 1 and not is_place and parts[0] not in _FIRST and parts[-1] not in _LAST:
            yield " ".join(parts)
