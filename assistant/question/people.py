"""Who "he" and "she" are: a person whom the conversation named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.question.subject import content_words, own_words
from assistant.types import ABSTENTION, Turn
from vectorstore.text.words import words

# Turns that are looked through for a person, and what one loses for each that lies between.
MAX_TURNS_BACK = 4
PER_TURN_BACK = 1.5
# What speaks for a person: that a question named it, that it answers who, that the article calls
# it as the question does, that the article shows it to be a person, and each word near it.
ASKED_ABOUT, ANSWERS_WHO, SAME_ADDRESS, IS_PERSON = 4.0, 5.0, 2.0, 2.0
# How far behind a name its "he" or "she" is looked for.
PRONOUN_WITHIN = 200  # characters
_PRONOUN = re.compile(r"\b(he|she|him|his|hers|her)\b(?!')", re.I)
_IS_POSSESSED = re.compile(r"\s+(?!(?:about|after|at|before|by|for|from|in|of|on|to|with)\b)\w")
_NAME = re.compile(
    r"\b[A-Z][a-z'’-]+(?:\s+(?:[A-Z][a-z'’-]+|[A-Z]\.|de|van|von|al))*\s[A-Z][a-z'’-]+"
)
# What follows a quotation: its outlet, day and title.
_ATTRIBUTION = re.compile(r" — [^“”\n]*?(?:, under the title “.*?”)?(?=\s\[\d|$)")
_FIRST = frozenset(
    """The A An In On At And But When Where What Who Why How Was Is Did Does Has Port Saint St North
    South East West New Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December""".split()
)
_LAST = frozenset(
    """Line Lines Bridge Cup Council Rovers United City Town Rail Bank Port Strand Street Road
    Harbour Island Islands Court Party Club Museum Hospital General Post Herald Courier Bay River
    University School Company Group Office Ministry Police Union League Sea Coast Hall Theatre
    Power Board Trust Estates Foods Shipping Brothers Agency Alliance Society Association Festival
    January February March April May June July August September October November December""".split()
)
_OF_A_PLACE = re.compile(r"\b(?:in|at|near|on|of|from|to|the|across|over)\s+$", re.I)
_TITLES = re.compile(
    r"^(?:(?:Captain|Judge|Mayor|Dr|Mr|Mrs|Ms|Professor|Sir|Dame|Chief|Inspector|Father)\s+)+"
)
_TITLE = r"(?:Captain|Judge|Mayor|Dr|Mr|Mrs|Ms|Miss|Professor|Sir|Dame|Inspector|Father|Lord|Lady)"
_SAID = r"(?:said|says|told|asked|wrote|added|joked|replied)"
_SURNAME = re.compile(r"^[A-Z][a-z]+$")
_WHO = re.compile(r"^(?:and |so |but )?(?:by |for |to )?who(?:m|se)?\b", re.I)


def with_people_named(
    question: str,
    history: Sequence[Turn],
    known: Callable[[Turn], str],
    answered: Callable[[Turn], str],
) -> str:
    """The question with its first "he", "she", "his" or "her" replaced by the person's name.

    `known` gives what a turn's answer told, which may say "Ms Strand" or "Mr Sayle"; `answered`
    what it answered in a few words.
    """
    pronoun = _PRONOUN.search(question)
    if pronoun is None or next(_people(question[: pronoun.start()]), None):
        return question
    word, rest = pronoun[1].lower(), question[pronoun.end() :]
    person = _person(question, history, word in ("she", "her", "hers"), known, answered)
    if person is None:
        return question
    is_owner = word in ("his", "hers") or (word == "her" and _IS_POSSESSED.match(rest) is not None)
    return f"{question[: pronoun.start()]}{person}{'’s' if is_owner else ''}{rest}"


def _person(
    question: str,
    history: Sequence[Turn],
    is_woman: bool,
    known: Callable[[Turn], str],
    answered: Callable[[Turn], str],
) -> str | None:
    """The person of the last turns whom "she" or "he" fits best; None where none does."""
    best: tuple[float, str] | None = None
    asked = {*content_words(question)}
    for back, turn in enumerate(reversed(history[-MAX_TURNS_BACK:])):
        own, told, about = own_words(turn), quotations(turn), known(turn)
        before = " ".join(own_words(t) for t in history[: len(history) - back - 1])
        people = [*_people(told), *_by_surname(told, about)]
        names = dict.fromkeys((*_people(own), *people))
        new = next((n for n in people if n not in own and n not in before), "")
        asks_who = _WHO.match(own) is not None
        if asks_who and (answer := _answered(answered(turn), own, about)):
            new = answer
            names.setdefault(new)
        for name in names:
            fit = _fit(name, is_woman, own, told, about, asked)
            if fit is None:
                continue
            fit += ANSWERS_WHO * (asks_who and name == new)
            fit -= PER_TURN_BACK * back
            if best is None or fit > best[0]:
                best = fit, name
    return best[1] if best else None


def _by_surname(told: str, about: str) -> Iterator[str]:
    """The people whom an answer calls by their surname alone, as the articles name them in full."""
    full = {name.split()[-1]: name for name in _people(about) if _is_person(name, about)}
    for word in re.findall(r"\b[A-Z][a-z’'-]+\b", told):
        if word in full:
            yield full[word]


def _answered(answer: str, own: str, about: str) -> str:
    """The person whom an answer of a few words names, "" for one whom the question names."""
    named = (*_people(answer), *_by_surname(answer, about), *_SURNAME.findall(answer))
    return next((name for name in named if name not in own), "")


def quotations(turn: Turn) -> str:
    """The quotations of a turn's answer, without where they are from."""
    return "" if turn.answer.startswith(ABSTENTION) else _ATTRIBUTION.sub("", turn.answer)


def _fit(
    name: str, is_woman: bool, own: str, told: str, about: str, asked: set[str]
) -> float | None:
    """How well a name fits "she" or "he"; None where the articles say that it does not."""
    last = name.split()[-1]
    address = _is_woman(last, about)
    if address is not None and address != is_woman:
        return None
    is_person = _is_person(name, about)
    is_told_of = re.search(rf"\b{re.escape(last)}\b", about) is not None
    if is_told_of and address is None and not is_person:
        return None
    around = re.search(rf"(.{{0,40}}){re.escape(name)}(.{{0,40}})", told, re.S)
    near = {*words(" ".join(around.groups()))} if around else set()
    return (
        ASKED_ABOUT * (re.search(rf"\b{re.escape(last)}\b", own) is not None)
        + SAME_ADDRESS * (address is not None)
        + IS_PERSON * is_person
        + len(near & asked)
    )


def _is_woman(last: str, about: str) -> bool | None:
    """Whether the articles call one of this surname "Ms" or "she"; None where they do neither."""
    last = re.escape(last)
    woman = bool(re.search(rf"\b(?:Ms|Mrs|Miss)\s(?:\w+\s)?{last}\b", about))
    man = bool(re.search(rf"\bMr\s(?:\w+\s)?{last}\b", about))
    if woman != man:
        return woman
    pattern = rf"\b{last}\b[^“”\"\n]{{0,{PRONOUN_WITHIN}}}?\b([Hh]e|[Hh]is|[Ss]he|[Hh]er)\b"
    said = [found[1].lower() for found in re.finditer(pattern, about)]
    women = sum(word in ("she", "her") for word in said)
    return None if 2 * women == len(said) else 2 * women > len(said)


def _is_person(name: str, about: str) -> bool:
    """Whether the articles give an age, a title or a voice to who bears a name, or begin a sentence
    with the surname alone."""
    full, last = re.escape(name), re.escape(name.split()[-1])
    return (
        re.search(
            rf"\b{full}, (?:aged )?\d\d\b|\b{_TITLE}\s(?:\w+\s)?{last}\b|\b{_SAID} {full}\b"
            rf"|\b{full}, (?:an?|the|who|whose) |(?:[.!?”\"]\s|\n){last}(?:,|\s[a-z])",
            about,
        )
        is not None
    )


def _people(text: str) -> Iterator[str]:
    """The names in a text that may be people's: of two words or more, and no place's."""
    for match in _NAME.finditer(text):
        parts = _TITLES.sub("", match.group()).split()
        while parts and parts[0] in _FIRST and parts[0] not in ("Port", "St", "Saint", "New"):
            parts = parts[1:]
        if match.group().startswith("The ") or re.search(r"['’]s\s", match.group()):
            continue  # a title or a thing, as "Petrel's Wake"
        is_place = _OF_A_PLACE.search(text[: match.start()]) is not None
        if len(parts) > 1 and not is_place and parts[0] not in _FIRST and parts[-1] not in _LAST:
            yield re.sub(r"['’]s?$", "", " ".join(parts))
