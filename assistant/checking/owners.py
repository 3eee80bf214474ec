"""Does a claim say of somebody what its source says of their daughter, deputy or neighbour?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import content, keys_of, nearest, tokens

# Whoever belongs to somebody and does what that one does not.
_THEIRS = (
    "wife|husband|widow|son|daughter|brother|sister|mother|father|uncle|aunt|cousin|nephew|niece"
    "|grandson|granddaughter|grandmother|grandfather|partner|girlfriend|boyfriend|children|parents"
    "|deputy|assistant|adviser|advisor|bodyguard|chauffeur|driver|secretary|predecessor|successor"
    "|rival|rivals|opponent|opponents|neighbour|neighbours|neighbor|neighbors|dog|boss|teacher"
    "|lawyer|doctor|friend|friends|customers|tenants"
)
# "The president's eldest daughter runs"
_OWNED = re.compile(
    rf"\b(?P<owner>[\w-]+)'s?\s(?:[a-z-]+\s){{0,2}}?(?P<who>{_THEIRS})\s(?P<does>[a-z-]+)\b"
)


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
