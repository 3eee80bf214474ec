"""Does a claim say of somebody what its source says of their daughter, deputy or neighbour?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import content, keys_of, nearest, tokens

# Whoever belongs to somebody and does what that one does not.
THEIRS = (
    "wife|husband|widow|son|daughter|brother|sister|mother|father|uncle|aunt|cousin|nephew|niece"
    "|grandson|granddaughter|grandmother|grandfather|partner|girlfriend|boyfriend|children|parents"
    "|deputy|assistant|adviser|advisor|bodyguard|chauffeur|driver|secretary|predecessor|successor"
    "|rival|rivals|opponent|opponents|neighbour|neighbours|neighbor|neighbors|dog|boss|teacher"
    "|lawyer|doctor|friend|friends|customers|tenants|landlord|landlady|lodger|tenant|colleague"
    "|employer|stepson|stepdaughter|godson|goddaughter|fiance|fiancee|twin|grandchildren|client"
    "|colleagues|classmate|pupil|student|coach|manager|agent"
)
# "The president's eldest daughter runs"
_OWNED = re.compile(
    rf"\b(?P<owner>[\w-]+)'s?\s(?:[a-z-]+\s){{0,2}}?(?P<who>{THEIRS})\s(?P<does>[a-z-]+)\b"
)
# "His landlady", "his new flat"
_OF_PRONOUN = re.compile(
    r"\b(?P<whose>his|her|their|my|our)\s(?P<what>[a-z-]+)(?:\s(?P<next>[a-z-]+))?"
)
_OF_PERSON = re.compile(
    rf"\b(?P<who>{THEIRS})'s?\s(?P<what>[a-z-]+)(?:\s(?P<next>[a-z-]+))?"
    rf"|\b(?P<thing>[a-z-]+)\sof\s(?:the|his|her|their)\s(?P<of>{THEIRS})\b"
)


def is_belonging(word: str) -> bool:
    """Whether a word is for one who belongs to somebody."""
    return re.fullmatch(THEIRS, word) is not None


def of_the_other_owner(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has a thing be an aunt's or a lodger's that in its source is theirs to whom
    she belongs; "" where it has not: "the aunt's flat" for "his flat", where she is his aunt."""
    cited = " ".join(quotes).casefold()
    owned = {
        (match["whose"], word)
        for match in _OF_PRONOUN.finditer(cited)
        for word in (match["what"], match["next"])
    }
    for match in _OF_PERSON.finditer(claim.casefold()):
        who = match["who"] or match["of"]
        whose = {each for each, word in owned if word == who}
        for what in filter(None, (match["what"], match["next"], match["thing"])):
            is_known = rf"\b{who}'s?\s(?:[a-z-]+\s)?{what}\b|\b{what}\sof\s\w+\s{who}\b"
            if any((each, what) in owned for each in whose) and not re.search(is_known, cited):
                return f"the article does not say that the {what} is the {who}'s"
    return ""


def of_the_owner(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody do or be what in its source one who belongs to them does; ""
    where it has not: "the president runs it" for "the president's daughter runs it"."""
    held = keys_of(tokens(claim))
    for sentence in nearest(content(claim), pieces(quotes)):
        small = claim.casefold()
        for match in _OWNED.finditer(sentence):
            owner, does = match["owner"].casefold(), match["does"].casefold()
            if keys_of(tokens(match["who"])) & held or f"{owner} {does} " not in f"{small} ":
                continue
            if not re.search(rf"\b{re.escape(owner)} {re.escape(does)} ", sentence.casefold()):
                the = "the " if match["owner"].islower() else ""
                return f"the article says this of {the}{match['owner']}'s {match['who']}"
    return ""
