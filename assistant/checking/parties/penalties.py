"""Penalties: who takes them, who keeps them out, and which went in."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.parties.deeds import Deed, deeds
from assistant.checking.tokens import content, keys_of
from vectorstore.text.senses import lemma

_KICKS = frozenset("penalty penalties spot-kick spot-kicks".split())
_DENIALS = frozenset("not never failed fails fail unable nobody".split())
_SCORING = frozenset(map(lemma, "score convert net slot bury tuck".split()))
_MISSING = frozenset(map(lemma, "miss squander waste fluff skied".split()))
_SAVING = frozenset(map(lemma, "save stop parry block repel".split()))


def other_kick(claim: str, sentences: Sequence[str]) -> str:
    """Why a penalty is taken, kept out or scored in a plain claim by one who does otherwise in its
    source; "" where it isn't."""
    told = [(deed, sentence) for sentence in sentences for deed in deeds(sentence) if _part(deed)]
    theirs = [
        (deed, keys_of(content(sentence))) for deed, sentence in told if _is_of_kick(deed, sentence)
    ]
    for ours in deeds(claim) if theirs else ():
        if not _is_of_kick(ours, claim) or not ours.doer.heads:
            continue
        who = keys_of(ours.doer.heads)
        if any(_part(deed) == _part(ours) and who & keys_of(deed.doer.heads) for deed, _ in told):
            continue
        for deed, named in theirs:
            is_there = bool(who & (keys_of(deed.doer.heads) or named))
            # "Lopez had his penalty saved"
            is_scored = _part(ours) == "scored" and _part(deed) != "scored" and bool(who & named)
            if is_scored or (is_there and _part(deed) != _part(ours)):
                return f"it says “{ours.verb.word}”, the article “{deed.verb.word}”"
    return ""


def _is_of_kick(deed: Deed, text: str) -> bool:
    """Whether a deed is of a penalty, and done: "failed to convert it" is not."""
    words = {token.word for token in deed.whom.words}
    before = text[: deed.verb.start].casefold().split()[-3:]
    is_denied = any(word in _DENIALS or word.endswith("n't") for word in before)
    return bool(_part(deed) and words & _KICKS) and not is_denied


def _part(deed: Deed) -> str:
    verb = lemma(deed.verb.word)
    parts = (("scored", _SCORING), ("missed", _MISSING), ("saved", _SAVING))
    return next((part for part, verbs in parts if verb in verbs), "")
