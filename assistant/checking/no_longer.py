"""Is somebody said to be still what the source says they were, who has retired since?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.speakers.standing import readable
from assistant.checking.tokens import content, keys_of, matched

_IS_NOW = re.compile(
    r"\b(?P<who>[A-Z][\w-]+) (?:(?:is|remains)|(?:still )?(?:works|serves|acts) as)"
    r"(?: (?:still|currently|now))? (?:the |an? |[\w-]+'s )?"
    r"(?P<what>(?!best |well |widely |\w+ed\b|known)[a-z][\w -]{2,60})"
)
_ENDS = re.compile(r" (?:of|in|for|at|and|but|with|on|who|to|from|by|since)\b")
_NOT_NOW = re.compile(
    r"\b(?:former|formerly|retired|no longer|ex|once|outgoing|not|never|acting|interim|late"
    r"|previous|then|was|were|had|until)\b"
)
_LEFT = (
    r"(?:retired|resigned|quit|(?:stepped|stood) (?:down|aside)|left (?:office|the post|the job)"
    r"|(?:was|were|been) (?:dismissed|sacked|fired|ousted|removed|replaced|voted out|deposed"
    r"|suspended|relieved)|handed (?:over|in (?:his|her) (?:notice|resignation)))"
)
_ONCE = r"(?:former|ex-|ex|one-time|onetime|retired|previous|late|erstwhile)"
_MADE = r"\b(?:made|appointed|elected|named|becomes|became|is now|remains)(?: the| an?)?"
_BECAME = (
    r"(?:is|remains|becomes|became|was (?:made|appointed|elected|named)|has been (?:made|named))"
)


def no_longer(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody hold a post that its source says they have left; "" where it
    has not."""
    known = readable(quotes)
    now = _IS_NOW.search(claim)
    if not now or _NOT_NOW.search(claim.casefold()):
        return ""
    end = _ENDS.search(now["what"])
    role = [t for t in content(now["what"][: end.start() if end else None]) if not t.is_name]
    if not role:
        return ""
    who, what = re.escape(now["who"]), re.escape(role[0].word)
    # "Who resigned as a minister, was made chair"
    became = rf"\b{who} {_BECAME}\b|\b(?:elect|appoint)\w* (?:\w+ )?{who}\b|{_MADE} {what}\b"
    if re.search(became, " ".join(known)):
        return ""
    left = re.compile(
        rf"\b{who}(?:,[^,]{{1,60}},|,? who)? (?:(?:has|had|have) )?(?P<how>{_LEFT})\b"
    )
    once = re.compile(
        rf"\b(?P<how>{_ONCE}) ?(?P<role>[a-z][\w -]{{2,60}}?),? (?:[A-Z][\w-]+ )?{who}\b"
    )
    for sentence in known:
        found = left.search(sentence) or once.search(sentence)
        if found:
            where = found.groupdict().get("role") or sentence
            if len(matched(role, keys_of(content(where)))) == len(role):
                return f"the article says “{found['how'].strip()}” of {now['who']}"
    return ""
