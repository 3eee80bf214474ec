"""Does a claim put words into the mouth of another than its source does?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.checking.negation import denies, is_negative
from assistant.checking.speakers.who import (
    PERSONS,
    TITLES,
    is_another,
    is_none_of_several,
    is_one_of_others,
    is_pronoun,
    named,
    words_of,
)
from assistant.checking.tokens import Token, content, keys_of, matched
from vectorstore.text.hedges import attributes, is_known_to_know
from vectorstore.text.sentences import sentences
from vectorstore.text.tellers import Telling, tellings

# What is told is the same where so many of its words are, and so great a share of them.
MIN_TOLD, MIN_TOLD_SHARE = 2, 0.5
# Less is enough where a source has both speakers tell something, and each something else.
MIN_SHARE_OF_ANOTHER = 0.4
# And less still where nothing of it is what the speaker tells there.
MIN_SHARE_WHERE_NONE_IS_OWN = 0.25

_OF_THEMSELVES = re.compile(r"\s*(?:that\s+)?s?he\b")
_OF_THEM = re.compile(r"\b(?:s?he|they|it)\b")
_ADMITS = frozenset(
    "admit admits admitted concede concedes conceded acknowledge acknowledges acknowledged".split()
)
_MEANS_THE_LAST = re.compile(r"\b(?:such|it|this|that was|these|those|them|so)\b")
_WHICH = re.compile(r",\s(?:which|who|whose|where|when)\s[^,;]{3,160},")
_FULL_NAME = re.compile(r"\b[A-Z][\w'-]+ (?P<last>[A-Z][\w'-]+)\b")
_DENIES = frozenset("deny denies denied".split())
_DENIED = "the article has this denied"
_PROVES = frozenset(
    """prove proves proved establish establishes established confirm confirms confirmed
    demonstrate demonstrates demonstrated discover discovers discovered reveal reveals revealed
    show shows showed""".split()
)
_ONLY_HOLDS = frozenset(
    """allege alleges alleged suspect suspects suspected believe believes believed think thinks
    thought fear fears feared guess guesses guessed reckon reckons reckoned suggest suggests
    suggested claim claims claimed predict predicts predicted hope hopes hoped expect expects
    expected""".split()
)


class _Held(NamedTuple):
    """A sentence, what somebody tells in it, if anybody does, and all that its words stand for."""

    piece: str
    telling: Telling | None
    keys: frozenset[str]


def said_by_another(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody else say a thing than its source has, or say it otherwise; ""
    where it has not."""
    held = _held(quotes)
    if not any(each.telling for each in held):
        return ""
    said, cited = tellings(claim), " ".join(quotes)
    if not said and not attributes(claim.casefold()):
        theirs = _tellings_of(content(claim), held)
        is_denied = theirs and {each.verb for _, each in theirs} <= _DENIES
        return _DENIED if is_denied and not is_negative(claim.casefold()) else ""
    for ours in said:
        asked = _told_mainly(claim, ours)
        theirs = _tellings_of(asked, held) if len(asked) >= MIN_TOLD else []
        # "She claims twice what the police estimated"
        also = [each.who for each in said if any(a <= each.at < b for a, b in ours.spans)]
        if denied := _is_denied_by_them(claim, ours, held):
            return f"the article has {named(denied)} deny this"
        if not theirs:
            other = "" if also else _told_by_the_other(ours, asked, held, cited)
            other = other or _admitted_of_them(claim, ours, asked, held)
            if other:
                return f"the article has {named(other)} say this"
            continue
        if all(
            is_another(name, each, cited)
            or _is_introduced_later(name, piece, each, cited)
            or _speaks_of(claim, ours, piece, each)
            or _are_crossed(claim, ours, held, each)
            or _is_admitted_by(claim, ours, piece, each)
            or is_none_of_several(name, each, piece)
            or is_one_of_others(name, each, _tellers(held), cited)
            for piece, each in theirs
            for name in (ours.who, *also)
        ):
            return f"the article has {named(theirs[0][1].who)} say this"
        if reason := _otherwise(claim, ours, theirs, cited):
            return reason
        if outer := _told_within(ours, theirs, said, claim):
            return f"the article has {named(outer)} say that they say this"
    return ""


def _held(quotes: Sequence[str]) -> list[_Held]:
    """What is told in some quotes, and the sentences that nobody tells."""
    pieces = (quote[start:end] for quote in quotes for start, end in sentences(quote))
    found: list[_Held] = []
    for piece in pieces:
        told = tellings(piece)
        found += [_Held(piece, each, keys_of(_told(piece, each))) for each in told]
        if not told:
            found.append(_Held(piece, None, keys_of(content(piece))))
    return found


def _otherwise(claim: str, ours: Telling, theirs: Sequence[tuple[str, Telling]], cited: str) -> str:
    """Why a claim has more than that somebody says a thing, or less, where its source has that."""
    verbs, verb = {each.verb for _, each in theirs}, theirs[0][1].verb
    their_own = [
        each for _, each in theirs if matched(content(ours.who), keys_of(content(each.who)))
    ]
    if ours.verb in _ADMITS and any(each.verb in _DENIES for each in their_own):
        return _DENIED
    if verbs <= _DENIES:
        return "" if is_negative(claim.casefold()) else _DENIED
    if ours.verb in _DENIES and not is_negative(cited.casefold()):
        return f"the article does not have this denied, but says “{verb}”"
    if ours.verb in _PROVES and verbs <= _ONLY_HOLDS:
        return f"the article says only “{verb}”"
    return ""


def _weight(found: Sequence[Token]) -> int:
    return sum(2 if token.is_number else 1 for token in found)


def _is_introduced_later(ours: str, piece: str, theirs: Telling, cited: str) -> bool:
    """Whether a speaker is somebody whom a source names by more than one name, and first behind a
    "he said": it is no "he" of theirs."""
    if not {*theirs.who.lower().split()} <= PERSONS:
        return False
    start = cited.find(piece)
    before, behind = cited[: start + theirs.at], cited[start + theirs.at :]
    named_before = {*words_of(before)}
    for match in _FULL_NAME.finditer(ours):
        words = {*words_of(match.group())} - TITLES
        if match["last"].lower() not in TITLES and not words & named_before:
            return match.group() in behind
    return False


def _speaks_of(claim: str, ours: Telling, piece: str, theirs: Telling) -> bool:
    """Whether whoever "said that he was there" in a claim is, in its source, one of whom another
    says so."""
    if not _OF_THEMSELVES.match(claim, ours.spans[-1][0]) or is_pronoun(theirs.who):
        return False
    who = [t for t in content(ours.who) if t.word not in TITLES] or content(ours.who)
    told = keys_of(_told(piece, theirs))
    return (
        bool(who)
        and bool(matched(who[-1:], told))
        and not matched(who, keys_of(content(theirs.who)))
    )


def _are_crossed(claim: str, ours: Telling, held: Sequence[_Held], theirs: Telling) -> bool:
    """Whether each of two speakers is one of whom only the other speaks."""
    our, their = content(ours.who.split(",")[0]), content(theirs.who.split(",")[0])
    tellers = keys_of(token for each in _tellers(held) for token in content(each.who))
    told_of = frozenset(key for each in held if each.telling for key in each.keys)
    if not our or matched(our, tellers):
        return False
    return bool(matched(our[-1:], told_of) and matched(their[-1:], keys_of(_told(claim, ours))))


def _is_admitted_by(claim: str, ours: Telling, piece: str, theirs: Telling) -> bool:
    """Whether somebody admits in a claim what in its source another says of them."""
    if ours.verb not in _ADMITS or is_pronoun(theirs.who):
        return False
    who = content(ours.who)[-1:]
    # "That they walked it twice", "that some were counted twice, because they walked it twice"
    is_of_them = _OF_THEM.search(claim, ours.spans[-1][0])
    is_other = not matched(content(ours.who), keys_of(content(theirs.who)))
    return bool(is_of_them and is_other and matched(who, keys_of(_told(piece, theirs))))


def _admitted_of_them(
    claim: str, ours: Telling, asked: Sequence[Token], held: Sequence[_Held]
) -> str:
    """Who says in a source of one what that one admits in a claim; "" for nobody."""
    for each in held:
        is_told = each.telling and len(matched(asked, each.keys)) > MIN_TOLD
        if is_told and each.telling and _is_admitted_by(claim, ours, each.piece, each.telling):
            return each.telling.who
    return ""


def _is_denied_by_them(claim: str, ours: Telling, held: Sequence[_Held]) -> str:
    """Who admits in a claim what they say is not so in its source; "" for nobody."""
    if ours.verb not in _ADMITS or is_negative(claim.casefold()):
        return ""
    who = content(ours.who)[-1:]
    own = [
        each for each in held if each.telling and matched(who, keys_of(content(each.telling.who)))
    ]
    telling = [t for t in content(claim) if not t.is_name]
    near = [each for each in own if matched(telling, each.keys)]
    is_admitted = any(each.telling and each.telling.verb in _ADMITS for each in own)
    is_denied = near and not is_admitted and all(denies(each.piece.casefold()) for each in own)
    return ours.who if is_denied else ""


def _told_by_the_other(
    ours: Telling, asked: Sequence[Token], held: Sequence[_Held], cited: str
) -> str:
    """Who tells in a source most of what a claim has another of its speakers tell, and that other
    does not; "" for nobody."""
    count = {n: len(matched(asked, each.keys)) for n, each in enumerate(held)}
    best = [n for n in count if count[n] == max(count.values())]
    other = held[best[0]].telling if len(best) == 1 else None
    own = [
        count[n]
        for n, each in enumerate(held)
        if each.telling and matched(content(ours.who)[-1:], keys_of(content(each.telling.who)))
    ]
    least = MIN_SHARE_OF_ANOTHER if any(own) else MIN_SHARE_WHERE_NONE_IS_OWN
    if not other or count[best[0]] < max(MIN_TOLD, least * len(asked)):
        return ""
    return other.who if is_one_of_others(ours.who, other, _tellers(held), cited) else ""


def said_in_part_by_another(claim: str, texts: Sequence[str]) -> str:
    """Why a plain claim has somebody tell, beside what they tell in plain texts, what another tells
    there; "" where it has not."""
    held = _held(texts)
    for ours in tellings(claim) if any(each.telling for each in held) else ():
        if other := _clause_by_another(claim, ours, held, " ".join(texts)):
            return f"the article has {named(other)} say a part of this"
    return ""


def _told_mainly(claim: str, telling: Telling) -> list[Token]:
    """The telling words of what is told without asides, where enough of these are left."""
    told = _told(claim, telling)
    mainly = [token for token in told if not _in_aside(claim, token.start)]
    return mainly if len(mainly) > MIN_TOLD else told


def _clause_by_another(claim: str, ours: Telling, held: Sequence[_Held], cited: str) -> str:
    """Who tells in a source what just the main clause of a claim has another of its speakers tell;
    "" for nobody."""
    own = [t for t in _told(claim, ours) if not _in_aside(claim, t.start) and not t.is_name]
    theirs = [
        each.piece
        for each in held
        if each.telling and matched(content(ours.who)[-1:], keys_of(content(each.telling.who)))
    ]
    # "She said that no such offer had reached her": which, the other told.
    if any(_MEANS_THE_LAST.search(piece.casefold()) for piece in theirs):
        return ""
    others = [each for each in held if each.telling and matched(own, each.keys)]
    for other in others:
        rest = frozenset(key for each in held if each is not other for key in each.keys)
        alone = [t for t in matched(own, other.keys) if not t.keys & rest and not t.is_number]
        if other.telling is None or 2 * len(alone) < len(own) or len(alone) < MIN_TOLD:
            continue
        if is_one_of_others(ours.who, other.telling, _tellers(held), cited):
            return other.telling.who
    return ""


def _in_aside(claim: str, place: int) -> bool:
    """Whether a place is in what stands between ", which" and the next comma."""
    return any(match.start() <= place < match.end() for match in _WHICH.finditer(claim))


def _tellers(held: Sequence[_Held]) -> list[Telling]:
    return [each.telling for each in held if each.telling]


def _told_within(
    ours: Telling, theirs: Sequence[tuple[str, Telling]], said: Sequence[Telling], claim: str
) -> str:
    """Who says in a source that a claim's speaker says so: "he said that three firms had told him";
    "" where the claim has it too, or nobody does."""
    found: list[str] = []
    for piece, each in theirs:
        outer = [
            other
            for other in tellings(piece)
            if other.at < each.at and any(a <= each.at < b for a, b in other.spans)
        ]
        if not matched(content(ours.who)[-1:], keys_of(content(each.who))):
            continue
        if not outer or len(said) > 1 or is_known_to_know(outer[0].who):
            return ""
        if matched(content(claim), keys_of(content(outer[0].who))):
            return ""
        found.append(outer[0].who)
    return found[0] if found else ""


def _told(text: str, telling: Telling) -> list[Token]:
    """The telling words of what is told."""
    return [
        token
        for token in content(text)
        if any(start <= token.start < end for start, end in telling.spans)
    ]


def _tellings_of(asked: Sequence[Token], held: Sequence[_Held]) -> list[tuple[str, Telling]]:
    """Where most of what is asked is told in a source; nowhere where it says as much by itself."""
    # A claim names more people in one sentence than a source does; numbers it has to keep.
    least = max(MIN_TOLD, MIN_TOLD_SHARE * _weight([t for t in asked if not t.is_name]))
    counts = [_weight(matched(asked, each.keys)) for each in held]
    most = max(least, max(counts, default=0) - 1)
    best = [each for each, count in zip(held, counts, strict=True) if count >= most]
    tellers = [(each.piece, each.telling) for each in best if each.telling]
    return tellers if len(tellers) == len(best) else []
