"""Is somebody said to be a suspect, or to have done it, who was cleared or is only suspected?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.speakers.standing import readable
from assistant.checking.tokens import Token, content, keys_of, matched, tokens
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.firmness import is_proven
from vectorstore.text.hedges import attributes

# How far before a word of acquittal the one may be named whom it is told of.
MAX_BEFORE = 160

_ACCUSED = re.compile(
    r"\b(?:(?:is|are|remains?)(?: (?:still|now|currently))? (?:(?:an?|the|one of the) )?(?:\w+ )?"
    r"(?:suspects?|suspected|under (?:arrest|suspicion|investigation)|accused|charged|in custody"
    r"|wanted|on trial|defendants?|facing (?:trial|charges|prosecution))"
    r"|faces? (?:trial|an? charge|charges|prosecution|prison))\b"
)
# What only a culprit does, with the one who did it before it.
_DEED = re.compile(
    r"\b(?:set (?:the \w+ |it |the )?(?:on )?(?:fire|alight)|(?:burnt|burned) (?:down )?(?:the|a)"
    r"|started the (?:fire|blaze)|torched|stole|robbed|killed|murdered|stabbed|shot|poisoned"
    r"|attacked|assaulted|raped|embezzled|forged|sabotaged|smuggled|kidnapped|abducted|bribed"
    r"|took (?:the )?bribes|broke into|burgled|vandalised|blew up|defrauded|blackmailed|leaked"
    r"|lit the (?:fire|blaze)|committed|is guilty|did it|was (?:the|a) (?:culprit|killer|thief"
    r"|arsonist|murderer))\b"
)
_CLEARED = re.compile(
    r"\b(?:cleared|acquitted|exonerated|absolved|found (?:not guilty|innocent)"
    r"|(?:released|freed|let go) without (?:charge|being charged)"
    r"|(?:ruled out|eliminated) (?:as a suspect|from (?:the )?\w+)"
    r"|arrested [^.;]{0,60}\b(?:let go|freed|released)(?! (?:on|pending|under|after paying)\b)"
    r"|no longer (?:an? suspect|suspected|under (?:suspicion|investigation))"
    r"|(?:charges?|case|proceedings|investigation|accusations?) (?:[\w.-]+ ){0,8}?"
    r"(?:dropped|withdrawn|thrown out|dismissed))\b"
)
_CLEARED_OF_THING = re.compile(r"\s(?:by|for (?:take|traffic)|away|up|the (?:road|way|snow))\b")
_AGAIN = re.compile(
    r"\b(?:re-?arrest\w*|again|re-?open\w*|new evidence|retrial|re-?charged|admit\w*|confess\w*"
    r"|convict\w*|other charges?|another)\b"
)
_LEAVES_OPEN = re.compile(
    r"\b(?:alleg|accus|suspect|suspic|charge|whether|if|may|might|could|den[iy]|wrongly|clear|not"
    r"|never|nobody|no|acquit|without|thought|believ|arrest)\w*|n't\b"
)
_WHERE = re.compile(r"\b(?:in|at|from|near|to|on|of|for)\s(?:the\s)?(?:[A-Z][\w-]+\s)?\Z")
_TIMES = frozenset((*MONTH_NAMES, *WEEKDAY_NAMES))
_ONLY_SUSPECTED = re.compile(
    r"\b(?:arrested|charged|accused|alleg\w+|suspected|suspects?|indicted|detained|in custody"
    r"|on trial|questioned|not guilty|denie[sd])\b"
)
_PROVED = re.compile(
    r"\b(?:convict\w+|found guilty|(?:pleaded|pleads|pled) guilty|admit\w*|confess\w*|sentenced"
    r"|jailed|imprisoned|gaoled)\b"
)


def cleared(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody be a suspect, or do a deed, of which they were cleared in its
    source; "" where it has not."""
    known = readable(quotes)
    small = claim.casefold()
    accused, deed = _ACCUSED.search(small), _DEED.search(small)
    if deed and (attributes(small) or _LEAVES_OPEN.search(small)):
        deed = None
    told = accused or deed
    cited = " ".join(known)
    if not told or _CLEARED.search(small) or _AGAIN.search(cited.casefold()):
        return ""
    subject = content(claim[: told.start()])
    if not subject or re.search(r"\b(?:not|no|never|nobody)\b", small):
        return ""
    for sentence in known:
        for found in _CLEARED.finditer(sentence.casefold()):
            if not _CLEARED_OF_THING.match(sentence, found.end()) and _is_of(
                subject, sentence, found
            ):
                return f"the article says “{found.group()}”"
    return ""


def only_suspected(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody who is named do what its source only suspects them of; ""
    where it has not."""
    small = claim.casefold()
    deed = _DEED.search(small)
    if not deed or attributes(small) or _LEAVES_OPEN.search(small):
        return ""
    subject, known = content(claim[: deed.start()]), readable(quotes)
    cited = " ".join(known).casefold()
    is_named = any(claim[t.start].isupper() for t in subject)
    if not is_named or _PROVED.search(cited) or is_proven(cited):
        return ""
    if f"{subject[-1].word} {deed.group()}" in cited:
        return ""
    # The words of the deed itself: of it some sentence may speak as of a fact.
    done = content(claim[deed.start() :])[:2]
    only = [(each, _ONLY_SUSPECTED.search(each.casefold())) for each in known]
    for sentence, found in only:
        told = keys_of(content(sentence))
        if not found and matched(subject, told) and len(matched(done, told)) == len(done):
            return ""
    return next(
        (
            f"the article says only “{found.group()}”"
            for sentence, found in only
            if found and matched(subject, keys_of(content(sentence)))
        ),
        "",
    )


def _is_of(subject: Sequence[Token], sentence: str, found: re.Match[str]) -> bool:
    """Whether it is the subject of a claim of whom a word of a sentence is told: the last who is
    named before it."""
    before = [
        t
        for t in tokens(sentence)
        if found.start() - MAX_BEFORE <= t.start < found.end() and t.word not in _TIMES
    ]
    named = [t for t in before if t.is_name and not _WHERE.search(sentence[: t.start])]
    keys = keys_of([subject[-1]])
    if any(t.is_name for t in subject):
        return bool(named) and bool(named[-1].keys & keys)
    return not named and any(t.keys & keys for t in before)
