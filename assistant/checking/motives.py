"""Why somebody does a thing, as a claim has it: does its source tell of any such wish or fear?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.checking.tacked import is_told_by_nothing
from assistant.checking.tokens import content, keys_of, share, tokens

# So much of the rest of the claim must stand in the source.
MIN_REST_SHARE = 0.5
# Of a claim that gives more than any in the news does, no more are looked at.
MAX_MOTIVES = 8

_FEELING = (
    "respect|fear|spite|loyalty|concern|pity|gratitude|anger|solidarity|protest|love|envy|jealousy"
    "|revenge|pride|shame|guilt|kindness|boredom|despair|frustration|principle|habit|courtesy"
)
_WISH = (
    "wish|wishes|request|insistence|urging|invitation|suggestion|behest|demand|instigation|bidding"
    "|prompting"
)
_WANTING = "want|wish|hope|fear|mean|need|intend|like|long|hat|dislik|lov|prefer"
_DOING = (
    "pay tribute|honour|honor|please|punish|reward|placate|appease|spite|celebrate|commemorate|mark"
    "|thank|impress|spare|avoid|protest|show|prove|make room|save|escape|avenge"
)
_MOTIVE = re.compile(
    rf"(?:\bat the (?:{_WISH}) of|\bat [\w'-]+(?: [\w'-]+)?'s? (?:{_WISH})\b"
    rf"|\bout of (?:{_FEELING})"
    r"|\bin (?:protest|honour|honor|memory|tribute|gratitude|revenge|retaliation|solidarity|support"
    r"|response|return|exchange|anger|despair|sympathy) (?:at|against|over|of|to|for|with|about)"
    r"|\bin order to|\bso as to|\bunder pressure from|\bfor (?:fear|the sake) of"
    r"|\bas an? (?:\w+ )?(?:tribute|protest|mark|sign|punishment|reward|favour|favor|gesture)"
    rf"|\b(?:because|since|as|for|and) (?:s?he|they|it|the \w+|[A-Z]\w+)(?: had)? (?:{_WANTING})\w*"
    rf"|\b(?:wishing|hoping|wanting|fearing|keen|eager|anxious) to|\bto (?:{_DOING})\b)",
    re.IGNORECASE,
)
# What is for an end in the source may be told in other words as another's wish or fear.
_FOR_AN_END = re.compile(
    r"\b(?:because|so that|in order|so as|for fear|lest|wanted|wished|hoped|feared"
    r"|to (?:hide|keep|avoid|make|get|let|give|save|help|prevent|protect|raise|pay|show|win|cut"
    r"|stop|reduce|ease|end|allow|build|buy|create|clear|free|ensure|bring|find|spend|take|meet"
    r"|mark|fund|please|boost|curb|spare|stay|escape|prove|teach|draw|attract|thank|repair|rescue))\b",
    re.IGNORECASE,
)
_AIMS = re.compile(
    r"in order|so as|for |to |because|since|as |wishing|hoping|want|fear|keen|eager|anx"
)
_END = re.compile(r"[,;:\"]\s|\s(?:and|but|while|when)\s|[.!?](?=\s|\Z)|\Z")


def motives(claim: str, quotes: Sequence[str], around: Sequence[str]) -> Iterator[str]:
    """What a plain claim gives as somebody's wish or fear for what they do, in words that neither
    the quotes nor the texts around them have."""
    held = keys_of(tokens(" ".join([*quotes, *around])))
    telling = content(claim)
    has_end = any(_FOR_AN_END.search(quote) for quote in quotes)
    for match in islice(_MOTIVE.finditer(claim), MAX_MOTIVES):
        if has_end and _AIMS.match(match.group().casefold()):
            continue
        end = _END.search(claim, match.end())
        last = end.start() if end else len(claim)
        own = [t for t in telling if match.start() <= t.start < last]
        rest = [t for t in telling if not match.start() <= t.start < last]
        if is_told_by_nothing(own, held) and share(rest, held) >= MIN_REST_SHARE:
            yield claim[match.start() : last].strip(" ,;.")
