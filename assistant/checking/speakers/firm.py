"""Is a thing so yet, or only planned, possible or not known? How firm a claim may be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.negation import is_negative
from assistant.checking.speakers.standing import MAX_PARTS, WOULD, apart, in_small_letters, readable
from assistant.checking.tokens import Token, content, keys_of, matched, nearest
from vectorstore.text.firmness import (
    CONDITION,
    MEANT,
    PARTLY,
    POSSIBLE,
    TO_COME,
    WHOLLY,
    hedges,
    is_left_open,
    leaves_open,
    unsaid_in,
)
from vectorstore.text.hedges import attributes

# So many words of a clause, twice, are in the sentence whose hedge is over it.
MIN_HEDGED = 6
MIN_IN_PART = 2
# Of what a hedge governs, where that is long, a claim that it is over has such a share.
MIN_GOVERNED, MIN_GOVERNED_SHARE = 6, 0.4
# What stands among the levels of a claim that forbids a thing, and of one in which one gives his
# word for it.
FORBIDDEN, PROMISED = 0, -1
_CLAUSE = re.compile(r"[,;]\s")
_PAST = re.compile(
    r"\b(?:has|have|had|was|were|did|\w+ed|went|came|took|got|gave|made|paid|began|put|won)\b"
)
# "Not until he has served 22 years" tells of nothing past.
_ONCE = re.compile(r"\b(?:until|till|once|unless)\s(?:[\w']+\s){1,4}?(?:has|have)\b(?:\s\w+ed\b)?")
_FORBIDS = re.compile(
    r"\b(?:ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|forbade|not (?:be )?allowed|must not|may not"
    r"|barred|illegal|cannot)\b"
)
_GIVES_WORD = re.compile(
    r"\b(?:grant(?:s|ed)?|guarante\w+|assur(?:e|es|ed|ance|ances)|commit(?:s|ted|ment|ments)?"
    r"|undert(?:ake|akes|ook|aken|aking)|under an obligation|obliged"
    r"|bound (?:itself|himself|herself|themselves)|(?:his|her|its|their) word)\b"
)
_IS_PROMISE = re.compile(r"promis|pledg|vow|word")
# What one does who "means to".
_AIMS = re.compile(
    r"\b(?:(?:count|bank|bet|rel[iy])(?:s|es|ed|ing|ting|ies)? (?:up)?on"
    r"|pin(?:s|ned|ning)? (?:\w+ )?hopes|in order to|so as to|with a view to|had in mind"
    r"|with the (?:aim|idea|intention) of|eye(?:s|d|ing)|(?:bent|intent|set|keen) on|ambitions?"
    r"|dream(?:s|ed|t|ing)? of|determined to|resolved to|prepared to|willing to|poised|earmarked"
    r"|slated|lined up|in the pipeline|on (?:course|track) (?:to|for)"
    r"|(?:set|has|have|had) (?:its|his|her|their) (?:sights|eyes?) on|in the hope of"
    r"|pursu(?:es|ing))\b"
)
_DECIDES = re.compile(
    r"\b(?:decid(?:e[ds]?|ing)|decision|resolved|chos?en|chose|opted|elected|due) to\b"
    r"|\bannounc(?:e[ds]?|ing) (?:that|the|an?|its|his|her|their|plans)\b"
)
# What is put off has been meant.
_PUT_OFF = re.compile(
    r"\b(?:postpon(?:e|es|ed|ing)|defer(?:s|red|ring)?|put(?:s|ting)? off|shelv(?:e|es|ed|ing)"
    r"|mothballed|delay(?:s|ed)?|on (?:hold|ice)|held (?:back|over|up))\b"
)
_NOT = re.compile(r"\s?not\b")
_BINDS = re.compile(r"\b(?:must|cannot|ha(?:s|ve) to)\b(?!\shave\b)")
_PROGRESSES = re.compile(r"\b(?:is|are)\s\w+ing\b")
_SOUGHT = re.compile(r"\b(?:been|was|were)\slooking\sfor\Z")
# "Its wisdom is a question for the voters"
_IS_ASKED = re.compile(r"\b(?:question|matter|issue|point)\s(?:is\s)?(?:for|of|whether)\b")
# What is fought over as planned is no more than that.
_OVER_PLANS = re.compile(
    r"\b(?:over|about|against|on|for|to|of|with|discuss\w*|debat\w*|oppos\w+|support\w*)\s"
    r"(?:(?:the|an?|its|his|her|their|any)\s)?(?:planned|proposed|promised|intended|suggested)\s"
)
_IN_TIME = re.compile(
    r"\b(?:in|on|by|from|at|next|this|until|till|before|after|tomorrow|tonight|soon|later|once|again"
    r"|\w{2,}ing)\b"
)


def less_firm(claim: str, quotes: Sequence[str]) -> str:
    """Why a claim is too sure where its source says "may" or "plans to"; "" where it isn't."""
    small, known = in_small_letters(claim), readable(quotes)
    own = _levels_of(small)
    if reason := _left_open(claim, small, known):
        return reason
    asked = content(claim)
    words = [
        _hedged(asked, content(each), in_small_letters(each), own) for each in nearest(asked, known)
    ]
    if not (words and all(words)) and len(known) > 1:
        parts = _CLAUSE.split(claim)[:MAX_PARTS]
        apart_from_it = (_hedged_apart(claim, part, known, own) for part in parts)
        words = next(filter(None, apart_from_it), [])
    if words and all(words):
        return f"the article says “{words[0]}”"
    return _only_in_part(claim, small, known)


def _levels_of(small: str) -> set[int]:
    """How firm a claim in small letters is, by its own words."""
    # Who has looked for something has no plan to look for it.
    own = {hedge.level for hedge in hedges(small) if not _SOUGHT.search(small, 0, hedge.start)}
    if attributes(small) and WOULD.search(small):
        own |= {TO_COME, MEANT}  # "would" is how the news reports "will"
    if (
        _PROGRESSES.search(small)
        or _BINDS.search(small)
        or (_IN_TIME.search(small) and not _PAST.search(_ONCE.sub("", small)))
    ):
        own.add(TO_COME)  # "it opens in May"
    if _DECIDES.search(small):
        own.add(TO_COME)  # what one has decided to do is to come
    if leaves_open(small):
        own.add(POSSIBLE)
    if _AIMS.search(small) or _PUT_OFF.search(small) or _OVER_PLANS.search(small):
        own.add(MEANT)
    if _GIVES_WORD.search(small):
        own.add(PROMISED)
    if _FORBIDS.search(small):
        own.add(FORBIDDEN)
    if _IS_ASKED.search(small):
        own.add(CONDITION)
    return own


def _hedged_apart(claim: str, part: str, known: Sequence[str], own: set[int]) -> list[str]:
    """The hedges over a clause in another sentence than the one that the rest of it rests on."""
    asked = content(part)
    sources = apart(claim, asked, known)
    found = [
        _hedged(asked, content(sentence), in_small_letters(sentence), own, CONDITION)
        for sentence in sources
        if 2 * len(matched(asked, keys_of(content(sentence)))) >= max(len(asked), MIN_HEDGED)
    ]
    return found if len(found) == len(sources) and all(found) else []


def _only_in_part(claim: str, small: str, known: Sequence[str]) -> str:
    """Why a claim says "entirely" where its source says "in part"."""
    if not WHOLLY.search(small) or PARTLY.search(small):
        return ""
    asked = content(claim)
    for sentence in known:
        part = PARTLY.search(sentence.casefold())
        whole = WHOLLY.search(sentence.casefold())
        behind = [t for t in content(sentence) if part and t.start >= part.end()]
        held = keys_of(content(sentence))
        if (
            part
            and not whole
            and matched(asked, keys_of(behind[:1]))
            and (len(matched(asked, held)) > MIN_IN_PART)
        ):
            return f"the article says “{part.group()}”"
    return ""


def _left_open(claim: str, small: str, known: Sequence[str]) -> str:
    """Why a claim says what nobody would say in its source, or what nobody knows."""
    if is_left_open(small):
        return ""
    asked = content(claim)
    for sentence in known:
        held = content(sentence)
        for part in unsaid_in(in_small_letters(sentence)):
            within = [t for t in held if part.start <= t.start < part.end]
            if within and 3 * len(matched(within, keys_of(asked))) >= 2 * len(within):
                return f"the article says “{part.words}”"
    return ""


def _hedged(
    asked: Sequence[Token], held: Sequence[Token], sentence: str, own: set[int], below: int = 9
) -> str:
    """The hedge over what is asked, where it is weaker than the claim's own."""
    for hedge in hedges(sentence):
        if hedge.word == "would" or hedge.level >= below or _is_kept(hedge.level, own):
            continue
        if hedge.word == "may" and FORBIDDEN in own and _NOT.match(sentence, hedge.start):
            continue  # "may not park" is a ban
        if PROMISED in own and _IS_PROMISE.search(hedge.word):
            continue  # "granted" for "promised"
        if hedge.word == "can" and TO_COME in own:  # what can be done, is done
            continue
        if hedge.level == MEANT and is_negative(sentence[hedge.clause : hedge.start]):
            continue  # "turned down a request"
        governed = [t for t in held if hedge.start <= t.start < hedge.end]
        # "Ate in a trial that could be extended": nobody doubts that they ate.
        first = max(hedge.clause, sentence.rfind(" that ", hedge.clause, hedge.start))
        subject = [t for t in held if first <= t.start < hedge.start]
        others = [t for t in held if not hedge.clause <= t.start < hedge.end]
        within = matched(
            asked, keys_of([*governed, *subject] if hedge.level == POSSIBLE else governed)
        )
        verb = next((t for t in governed if not t.is_name and not t.is_number), None)
        # "Won by 211 votes, but his rival asked for the votes to be counted": he won outright.
        outright = keys_of(others) if sentence[: hedge.clause].endswith(" but ") else frozenset()
        is_verb = verb and matched(asked, verb.keys - outright)
        is_most = len(within) > len(matched(asked, keys_of(others)))
        is_over_it = len(governed) < MIN_GOVERNED or len(within) >= MIN_GOVERNED_SHARE * len(
            governed
        )
        if is_verb or (is_most and is_over_it):
            return hedge.word
    return ""


def _is_kept(level: int, own: set[int]) -> bool:
    """Whether a claim with hedges of its own is no firmer than a hedge."""
    if level == POSSIBLE:
        return POSSIBLE in own
    if level == CONDITION:
        return bool(own & {POSSIBLE, CONDITION, MEANT})
    return any(each >= level for each in own)
