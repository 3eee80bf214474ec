"""What becomes of a thing: is it kept that the source has ended, or granted that it refuses?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.exceptions import tells_of_the_others
from assistant.checking.tokens import Token, content, keys_of, matched
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.sentences import sentences
from vectorstore.text.verb_forms import forms

# Fates of one text that are looked at, words of a thing, and characters before a verb in which it
# is denied or has its thing.
MAX_FATES = 40
MAX_WORDS = 4
MAX_BEFORE, MAX_BEHIND = 80, 60

_KEPT = (
    r"(?:keep|keeps|kept|keeping)(?! (?:[\w'-]+ ){1,5}(?:closed|shut|out|away|from)\b)|"
    + forms("retain maintain uphold/upholds/upheld/upholding extend prolong")
    + "|continu(?:es?|ed|ing)(?: with| to enforce)?"
    + "|(?:go(?:es|ing)?|went|press(?:es|ed|ing)?|push(?:es|ed|ing)?) (?:ahead|on) with"
    + "|(?:carr(?:y|ies|ied|ying) on|proceed(?:s|ed|ing)?) with"
    + "|(?:sticks?|stuck|sticking) (?:to|with)|(?:stands?|stood|standing) by"
)
_ENDED = (
    forms(
        "abolish abandon revoke repeal shelve rescind halt axe silence"
        " lift end suspend ditch drop/drops/dropped/dropping scrap/scraps/scrapped/scrapping"
        " cancel/cancels/cancelled/canceled/cancelling/canceling"
        " withdraw/withdraws/withdrew/withdrawn/withdrawing"
    )
    + "|(?:gives?|gave|given|giving) up|puts? on hold|(?:pull|back)(?:s|ed|ing)? out of"
    + "|switch(?:es|ed|ing)? off|turn(?:s|ed|ing)? off|(?:throw|throws|threw|thrown) out"
)
_BEGUN = (
    forms("announce impose launch declare submit reopen introduce")
    + "|(?:brings?|brought|bringing) in|(?:begins?|began|begun|beginning)|start(?:s|ed|ing)?"
)
_GRANTED = (
    forms("heed grant honour obey adopt endorse approve accept")
    + "|(?:gives?|gave|given|giving) in to|(?:yield|bow|agree)(?:s|ed|ing)? to"
    + "|(?:comply|complies|complied|complying) with"
)
_REFUSED = (
    forms("resist defy/defies/defied/defying ignore rebuff veto/vetoes/vetoed reject refuse")
    + "|fl(?:y|ew|own) in the face of|disobey(?:s|ed)?"
)
# What has been closed may be opened again; what is kept is not closed.
_CLOSED = forms("close/closes/closed/closing shut/shuts/shutting")
_SIDES = (("kept", _KEPT), ("ended", _ENDED), ("begun", _BEGUN), ("granted", _GRANTED),
          ("refused", _REFUSED), ("closed", _CLOSED))  # fmt: skip
_FATE = re.compile("|".join(rf"(?P<{side}>\b(?:{words})\b)" for side, words in _SIDES))
# What happens to a thing without anybody's doing.
_ITSELF = re.compile(
    r"(?P<ended>\b(?:f[ae]ll(?:s|en)? through|collapsed|lapsed|expired)\b)"
    r"|(?P<kept>\b(?:(?:goes|went|go) ahead(?! with)"
    r"|(?:remain|stay)(?:s|ed)? in (?:force|place))\b)"
)
_REVERSE = {
    "kept": ("ended", "closed"), "closed": ("kept",), "ended": ("kept", "begun"),
    "begun": ("ended",), "granted": ("refused",), "refused": ("granted",),
}  # fmt: skip
_DENIED_AS = {"kept": "ended", "closed": "kept", "ended": "kept", "begun": "ended",
              "granted": "refused", "refused": "granted"}  # fmt: skip
_STOP = re.compile(
    r"[,;:.()]|\s(?:in|on|at|for|to|from|by|of|after|before|because|and|but|until|that|which|who"
    r"|with|as|when|while|since|so|if|although|despite|over|against)\b"
)
_THEM = re.compile(r"\s(?:it|them|this|these|that|one)\b")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly| also| not| never)*\s\Z")
_NOT = re.compile(
    r"(?:\b(?:not|never|cannot|refus(?:es?|ed|ing) to|declin(?:es?|ed) to|fail(?:s|ed)? to"
    r"|without|ruled out|rejected|against)|n't)(?: \w+ly| be| been| have)*\s\Z"
)
# What is only wished, planned or possible has not come to that end.
_OPEN = re.compile(
    r"\b(?:may|might|could|would|should|can|if|unless|whether|until|before|when|to)"
    r"(?: \w+ly| be| have| been)*\s\Z"
)
_DECIDED = re.compile(
    r"\b(?:is|are) to be\s\Z|\b(?:promis|decid|vot|agree|cho[so]|pledg|vow|order|opt|rul)\w*"
    r"(?: (?!not\b)[\w']+){0,3} to\s\Z"
)
_TIMES = frozenset((*MONTH_NAMES, *WEEKDAY_NAMES)) | frozenset(
    "year years month months week weeks day days season work time".split()
)


class Fate(NamedTuple):
    """What a text says of a thing: a side, the words for it, whether these are denied, and the
    thing; nothing where it is "it"."""

    side: str
    words: str
    is_denied: bool
    thing: Sequence[Token]


def other_fate(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim says that a thing was kept that its source says was ended, or so; "" where
    it doesn't."""
    # Of all but four one thing is told, of the four the other.
    told = [quote for quote in quotes if not tells_of_the_others(claim, quote)]
    theirs = [fate for quote in told for fate in _fates(quote)]
    for ours in _fates(claim) if theirs else ():
        same = [f for f in theirs if f.side == ours.side]
        if not ours.thing or any(
            not f.thing or matched(ours.thing, keys_of(f.thing)) for f in same
        ):
            continue
        for other in theirs:
            things = matched(other.thing, keys_of(ours.thing))
            if other.side in _REVERSE[ours.side] and things:
                thing = things[-1].word
                return f"it says “{ours.words}” of the {thing}, the article “{other.words}”"
    return ""


def has_same_fate(claim: str, cited: str) -> bool:
    """Whether two plain texts say the same of a thing, of which one denies the reverse: who
    resisted calls did not give in to them."""
    theirs = [*_fates(cited)]
    return any(
        ours.side == other.side
        and ours.is_denied != other.is_denied
        and matched(ours.thing, keys_of(other.thing))
        for ours in (_fates(claim) if theirs else ())
        for other in theirs
    )


def _fates(text: str) -> Iterator[Fate]:
    found = (
        fate
        for start, end in sentences(text)
        for pattern in (_FATE, _ITSELF)
        for fate in _of_sentence(text[start:end], pattern)
    )
    yield from islice(found, MAX_FATES)


def _of_sentence(sentence: str, pattern: re.Pattern[str]) -> Iterator[Fate]:
    small = sentence.casefold()
    telling = content(sentence)
    for match in islice(pattern.finditer(small), MAX_FATES):
        side, start, end = match.lastgroup or "", match.start(), match.end()
        before = small[max(0, start - MAX_BEFORE) : start]
        is_denied = bool(_NOT.search(before))
        if _OPEN.search(before) and not is_denied and not _DECIDED.search(before):
            continue
        if is_denied:
            side = _DENIED_AS[side]
        passive = _PASSIVE.search(before)
        if pattern is _ITSELF or passive:
            begin = max((m.end() for m in re.finditer(r"[,;:.()]\s", before)), default=0)
            last = passive.start() if passive else len(before)
            base = start - len(before)
            thing = [t for t in telling if base + begin <= t.start and t.end <= base + last]
        else:
            stop = _STOP.search(small, end, end + MAX_BEHIND)
            last = stop.start() if stop else min(end + MAX_BEHIND, len(small))
            thing = [t for t in telling if end <= t.start and t.end <= last]
            if not thing and not _THEM.match(small, end):
                continue
        kept = [t for t in thing if not t.is_number and t.word not in _TIMES][:MAX_WORDS]
        yield Fate(side, match.group(), is_denied, [t for t in kept if not t.is_name] or kept)
