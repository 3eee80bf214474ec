"""Was anybody or anything harmed? "Without damage", and in pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import content, keys_of, nearest, tokens

# Other words of a claim that a sentence must have.
MIN_SHARED = 2

_HARM = (
    r"damag\w+|harm(?:s|ed|ing|ful)?|hurt(?:s|ing)?|injur\w+|wound(?:s|ed|ing)?|casualt(?:y|ies)"
    r"|scratch(?:es|ed)?|bruis\w+|fatalit(?:y|ies)|loss of life|victims?|deaths?|killed|scath\w+"
)
_WRECKED = (
    r"in (?:pieces|bits|ruins|tatters|shreds|fragments|splinters)|to (?:pieces|bits|shreds)|broken"
    r"|smashed|shattered|wrecked|ruined|crushed|mangled|dented|cracked|snapped|splintered|bent"
    r"|crumpled|destroyed|gutted|battered|maimed|disfigured|torn"
)
_UNHARMED = re.compile(
    rf"\b(?:without (?:an? |any |much |serious |further |the slightest )?(?:{_HARM}|incident)"
    rf"|no(?:body| one|ne of \w+)?(?: \w+)? (?:(?:has|had|have|was|were|is|are|been|came to) )*"
    rf"(?:serious(?:ly)? |\w+ly )?(?:{_HARM})|un(?:hurt|harmed|damaged|injured|scathed|broken"
    r"|marked|bruised)|intact|in one piece|safe and (?:sound|well)"
    rf"|(?:not|n't|never) (?:been |be |do any |cause any |\w+ly )?(?:{_HARM}|{_WRECKED}))\b"
)
_HARMED = re.compile(rf"\b(?:{_HARM}|{_WRECKED})\b")
# Somebody is hurt, and a thing is wrecked.
_OF_PEOPLE = re.compile(
    r"hurt|injur|wound|casualt|fatal|life|kill|bruis|death|no one|nobody|safe and"
)
_OF_THINGS = re.compile(rf"\b(?:damag\w+|{_WRECKED})\b")
# What is only feared, or that somebody else is spared it.
_NOT_SO = re.compile(
    r"\b(?:could|would|might|may|risk\w*|fear\w*|threat\w*|despite|avoid\w*|escap\w*|surviv\w*|spared?"
    r"|prevent\w*|claim(?:s|ed)? for|insur\w*|if|nearly|almost|no|not|nobody|none|neither|never"
    r"|without|denie[ds]|deny|un\w+ed)\b|n't\b"
)


def harmed(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody or something harmed that its source says was not; "" where it
    hasn't."""
    said = claim.casefold()
    harm = _HARMED.search(said)
    if not harm or _UNHARMED.search(said) or _NOT_SO.search(said):
        return ""
    asked = content(claim)
    for sentence in nearest(asked, pieces(quotes)):
        small = sentence.casefold()
        spared = _UNHARMED.search(small)
        rest = _UNHARMED.sub(" ", small)
        shared = [t for t in asked if t.keys & keys_of(tokens(sentence))]
        is_of_things = _OF_THINGS.search(said) and spared and _OF_PEOPLE.search(spared.group())
        if spared and not is_of_things and not _HARMED.search(rest) and len(shared) >= MIN_SHARED:
            return f"it says “{harm.group()}” where the article says “{spared.group()}”"
    return ""
