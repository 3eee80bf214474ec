"""Is a claim surer than its source: "proves" of "suggests", "denied" of "would not comment"?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.negation import is_negative
from assistant.checking.speakers.standing import in_small_letters, readable
from assistant.checking.tokens import content, keys_of, matched, nearest
from vectorstore.text.firmness import hedges, leaves_open

_ASSURED = re.compile(
    r"(?<!not )(?<!almost )(?<!nearly )(?<!virtually )(?<!n't )\b(?:definitely|certainly"
    r"|undoubtedly|(?:without|beyond) (?:any |a |all )?doubt|for certain(?!\s(?:\w+\s){0,2}\w+s\b)"
    r"|for sure|guaranteed"
    r"|(?:sure|certain|bound) to|inevitabl[ey]|conclusively)\b"
)
_IS_ASSURED = re.compile(
    r"\b(?:definit|certain|sure|doubt|guarant|inevitabl|bound|conclusiv|must)\w*"
)
_PROVES = re.compile(
    r"\b(?:prov(?:e|es|ed|en|ing)|proof|confirm(?:s|ed|ing)?|establish(?:es|ed)|demonstrat(?:es|ed)"
    r"|conclusive|shown (?:that|to))\b"
)
_IS_PROVEN = re.compile(
    r"\b(?:prov(?:e|es|ed|en|ing)|proof|confirm|establish|show|demonstrat|found|finds?|conclu|discover"
    r"|reveal|determin|certain|identif)\w*"
)
_GUESSES = re.compile(
    r"\b(?:suggest(?:s|ed|ing)?|suspect(?:s|ed)?|believe[sd]?|thinks?|thought|guess(?:es|ed)?|hints?"
    r"|hinted|probabl[ey]|possibl[ey]|likely|perhaps|appears?|appeared|seems?|seemed|may|might"
    r"|reckons?|suspicion|theory|apparently|allege[sd]?|claims?|claimed)\b"
)
_LINKED = re.compile(
    r"\b(?:link(?:s|ed)? (?:to|with|between)|associated with|association (?:of|between|with)"
    r"|tied to|connected (?:to|with)|correlat\w+|a (?:link|connection) (?:to|with|between)"
    r"|(?:more|less|twice as) (?:common|likely))\b"
)
_CAUSES = re.compile(
    r"\b(?:caus(?:e|es|ed|ing)|leads? to|led to|because of|due to|results? in|resulted in"
    r"|responsible for|thanks to|prevents?|protects?|triggers?|triggered|reason for|makes?)\b"
)
_SILENT = re.compile(
    r"\b(?:(?:declin|refus)(?:es|ed|ing) to (?:comment|answer|respond|discuss|talk|be drawn)"
    r"|would (?:not|n't) (?:comment|answer|discuss|be drawn|talk)|no comment"
    r"|did (?:not|n't) (?:respond|reply|answer|comment|return)|(?:not|n't) available for comment"
    r"|could not be reached|gave no (?:comment|answer|reply)|(?:has|have|had) (?:not|yet to)"
    r" (?:commented|comment|respond|responded|replied|reply)|made no comment"
    r"|(?:stayed|remained|kept) silent)\b"
)
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|rebut\w*|repudiat\w*)\b")
_IS_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|false|untrue|rebut\w*|not true|wrong"
    r"|nonsense|disput\w*|repudiat\w*|contest\w*|insist\w*|plead\w* not)\b"
)
_ADMITS = re.compile(
    r"\b(?:admit(?:s|ted)?|acknowledge[sd]?|conced(?:es|ed)|confess(?:es|ed)|confirm(?:s|ed))\b"
)
_IS_ADMITTED = re.compile(r"\b(?:admi[ts]|acknowledg|conced|confess|confirm|guilty|accept)\w*")
_ESTIMATED = re.compile(
    r"\b(?:puts? (?:the|its|their) (?:cost|price|bill)s?|estimated? (?:cost|price|bill)"
    r"|(?:would|will|could|may|might|(?:is|are) (?:expected|likely|due|set) to) cost|budget of)\b"
)
_SPENT = re.compile(
    r"\b(?:(?:has|have|had|was|were|been|already) (?:spent|paid|cost)|spent|paid)\b"
)
_IS_SPENT = re.compile(r"\b(?:spent|paid|spending|paying|payments?|has cost|have cost|had cost)\b")
_PROVISIONAL = re.compile(
    r"\b(?:preliminary|provisional|tentative|interim|unofficial|draft|in principle|partial"
    r"|early (?:results?|counts?|figures?|returns?|estimates?|findings?))\b"
)
_FINAL = re.compile(
    r"\b(?:final|definitive|definite|official|complete|ratified|signed|sealed|finalised"
    r"|finalized|approved|adopted|passed)\b"
)


def too_sure(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim takes for certain what its source does not; "" where it does not."""
    small, cited = in_small_letters(claim), " ".join(quotes).casefold()
    known, asked = readable(quotes), content(claim)
    near = [
        in_small_letters(each)
        for each in nearest(asked, known)
        if 2 * len(matched(asked, keys_of(content(each)))) >= len(asked)
    ]
    return (
        _surely(small, cited, near)
        or _proven(small, cited, near)
        or _caused(claim, small, cited, known)
        or _broke_silence(small, cited)
        or _spent(small, cited)
        or _final(small, cited, near)
    )


def _surely(small: str, cited: str, near: Sequence[str]) -> str:
    """Why a claim says "definitely" of what is open in its source."""
    sure = _ASSURED.search(small)
    if not sure or _IS_ASSURED.search(cited) or is_negative(small):
        return ""
    is_open = any(map(hedges, near))
    return f"the article does not say “{sure.group()}”" if is_open else ""


def _proven(small: str, cited: str, near: Sequence[str]) -> str:
    """Why a claim has a thing proved that is only thought to be so."""
    if not _PROVES.search(small) or _IS_PROVEN.search(cited) or _GUESSES.search(small):
        return ""
    if is_negative(small):
        return ""
    guess = next(filter(None, map(_GUESSES.search, near)), None)
    return f"the article says only “{guess.group()}”" if guess else ""


def _caused(claim: str, small: str, cited: str, known: Sequence[str]) -> str:
    """Why a claim has one thing cause another that is only found with it."""
    if (
        leaves_open(small)
        or not _CAUSES.search(small)
        or _LINKED.search(small)
        or _CAUSES.search(cited)
    ):
        return ""
    for sentence in known:
        linked = _LINKED.search(sentence.casefold())
        behind = [t for t in content(sentence) if linked and t.start >= linked.end()]
        before = [t for t in content(sentence) if linked and t.start < linked.start()]
        asked = keys_of(content(claim))
        if linked and matched(behind, asked) and matched(before, asked):
            return f"the article says only “{linked.group()}”"
    return ""


def _broke_silence(small: str, cited: str) -> str:
    """Why a claim has somebody deny, or admit, what they would say nothing about."""
    silent = _SILENT.search(cited)
    if not silent or _SILENT.search(small):
        return ""
    is_denied = _DENIES.search(small) and not _IS_DENIED.search(cited)
    is_admitted = (
        _ADMITS.search(small) and not _IS_ADMITTED.search(cited) and not is_negative(small)
    )
    return f"the article says “{silent.group()}”" if is_denied or is_admitted else ""


def _spent(small: str, cited: str) -> str:
    """Why a claim has spent what is only put down as the cost."""
    estimated = _ESTIMATED.search(cited)
    if not estimated or not _SPENT.search(small) or _IS_SPENT.search(cited):
        return ""
    return f"the article says only “{estimated.group()}”"


def _final(small: str, cited: str, near: Sequence[str]) -> str:
    """Why a claim calls final what is not so yet."""
    final = _FINAL.search(small)
    if not final or _FINAL.search(cited) or is_negative(small) or _PROVISIONAL.search(small):
        return ""
    first = next(filter(None, map(_PROVISIONAL.search, near)), None)
    return f"the article says “{first.group()}”" if first else ""
