"""Whom somebody is for: does a claim have them for the other one?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.parties.deeds import parties_behind, placed_deeds
from assistant.checking.tokens import Token, content, keys_of, matched
from vectorstore.text.senses import lemma

_BACKING = frozenset(map(lemma, "favour favor back support endorse prefer".split()))
# These take whom they are for behind a preposition.
_WITH = {
    "vote": "for", "plump": "for", "opt": "for", "campaign": "for", "side": "with",
    "root": "for", "cheer": "for",
}  # fmt: skip
_VOTES = frozenset("vote votes support backing ballot ballots preference sympathies".split())
_GOING = frozenset("went goes gone go".split())
# "Drivers back Brask", "among drivers, Ms Brask leads"
_BACK = re.compile(
    r"\b(?:backs?|supports?|favou?rs?|prefers?|endorses?)\s(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?"
    r"(?P<name>[A-Z][\w-]+)"
)
_LEADS = re.compile(
    r"(?P<name>[A-Z][\w-]+)(?:,[^,]{3,60},)?\s(?:leads|led|is\sahead|was\sahead|comes\sfirst|has\sa\slead)\b"
)
_RIVAL = frozenset("rival rivals opponent opponents challenger competitor".split())
# So many words have two sentences in common that tell of the same voters.
MIN_SHARED = 3
# Of a text that names more than any in the news does, no more is looked at.
MAX_NAMED = 12


class _For(NamedTuple):
    """Whom somebody is for, and all that a sentence tells of it."""

    whom: tuple[Token, ...]
    sentence: tuple[Token, ...]
    is_of_lead: bool = False


def for_another(claim: str, sentences: Sequence[str]) -> str:
    """Why a plain claim has somebody be for another than in its source; "" where it has not."""
    theirs = [each for sentence in sentences for each in _backed(sentence)]
    known = keys_of(token for sentence in sentences for token in content(sentence))
    for ours in _backed(claim) if theirs else ():
        if ours.is_of_lead:
            continue
        whom = keys_of(ours.whom)
        is_rival = any(token.word in _RIVAL for token in ours.whom)
        same = [each for each in theirs if _may_be_one(ours, each)]
        if not same or any(whom & keys_of(each.sentence) for each in same):
            continue
        named = keys_of(ours.sentence)
        for each in same:
            is_other = is_rival and matched(each.whom, named)
            is_named = not is_rival and any(t.is_name for t in ours.whom) and whom & known
            if is_other or is_named:
                name = " ".join(t.word.title() for t in each.whom if t.is_name)
                return f"the article has this of {name}"
    return ""


def _may_be_one(ours: _For, theirs: _For) -> bool:
    """Whether those who are for somebody may be the same: who is named besides is named there."""
    rest = [t for t in ours.sentence if t not in ours.whom]
    if theirs.is_of_lead:
        return len(matched(rest, keys_of(theirs.sentence))) >= MIN_SHARED
    names = [t for t in rest if t.is_name and not t.keys & keys_of(theirs.whom)]
    return bool(matched(names, keys_of(theirs.sentence)))


def _backed(sentence: str) -> Iterator[_For]:
    told = tuple(content(sentence))
    for deed, given, place in placed_deeds(sentence):
        verb, behind = lemma(deed.verb.word), parties_behind(given, place)
        is_vote = any(token.word in _VOTES for token in deed.doer.words)
        whom = deed.whom
        if deed.verb.word in _GOING and is_vote:
            whom = behind.get("to", whom)
        elif any(verb == lemma(each) for each in _WITH):
            whom = next((behind[p] for p in ("for", "with") if p in behind), whom)
        elif verb not in _BACKING or deed.is_passive:
            continue
        heads = tuple(t for t in whom.heads if t.is_name or t.word in _RIVAL)
        if heads:
            yield _For(heads, told)
    for pattern, is_of_lead in ((_BACK, False), (_LEADS, True)):
        for match in islice(pattern.finditer(sentence), MAX_NAMED):
            named = tuple(t for t in told if match.start("name") <= t.start < match.end("name"))
            if named:
                yield _For(named, told, is_of_lead)
