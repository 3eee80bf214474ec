"""What people tell of themselves is no more than their word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.negation import denies
from assistant.checking.speakers.covered import covered, is_covered
from assistant.checking.speakers.standing import name_of, readable
from assistant.checking.tokens import content, keys_of, matched
from vectorstore.text.hedges import Said, attributes, said_in

# "They were never paid"; what they mean to do, they know.
_THEMSELVES = re.compile(
    r"\s*(?:that\s+)?(?:they|he|she)\s+(?:was|were|had|have|has|did|do|does|is|are)\b"
)
_COMPLAINS = re.compile(
    r"\b(?:complain|alleg|claim|insist|maintain|contend|protest|believ|suspect)\w*(?:\sthat)?\s*\Z"
)
_ENDS = re.compile(r"[,;]\s|\s(?:but|and|while|because|since|after|before|when|until|if)\s")


def told_of_themselves(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim says of somebody what only they say of themselves; "" where not."""
    spans = covered(claim)
    open_words = [t for t in content(claim) if not is_covered(t.start, spans)]
    known = readable(quotes)
    for sentence in known:
        held = content(sentence)
        for part in filter(lambda each: each.who, said_in(sentence)):
            is_own = _THEMSELVES.match(sentence, part.start, part.end)
            if not is_own and not _COMPLAINS.search(sentence[: part.start][-30:]):
                continue
            end = _end(sentence, part)
            told = [t for t in held if part.start <= t.start < end]
            others = keys_of(t for t in held if not part.start <= t.start < end)
            own = [t for t in told if not t.keys & others]
            is_denied = denies(sentence[part.start : end].casefold())
            is_all = bool(own) and len(matched(own, keys_of(open_words))) == len(own)
            is_same = is_denied == denies(claim.casefold())
            is_theirs = matched(content(part.who), keys_of(open_words))
            if is_own and is_theirs and is_denied and _is_told_by_nobody(claim, spans):
                # The one thing that is denied, they deny.
                rest = sentence[: part.start] + sentence[end:]
                others_deny = any(denies(s.casefold()) for s in known if s != sentence)
                if denies(claim.casefold()) and not denies(rest.casefold()) and not others_deny:
                    return f"the article only attributes this to {name_of(part.who)}"
            if is_all and is_same and is_theirs and len(own) + is_denied >= 2:
                return f"the article only attributes this to {name_of(part.who)}"
    return ""


def _is_told_by_nobody(claim: str, spans: Sequence[tuple[int, int]]) -> bool:
    return not spans and not attributes(claim.casefold())


def _end(sentence: str, part: Said) -> int:
    ends = _ENDS.search(sentence, part.start, part.end)
    return ends.start() if ends else part.end
