"""Which of several causes counted for more: does a claim have it of the one that counted less?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.tokens import Token, content, keys_of, matched

# Of a text that weighs more than any in the news does, no more is looked at.
MAX_WEIGHED = 12

# So many characters before or behind such words tell of what.
MAX_BESIDE = 140

_VERBS = r"(?:matter|count|help|contribut|weigh|influenc)\w*"
_CAUSE = (
    "(?:reason|cause|factor|driver|explanation|culprit|contributor|influence|ingredient|motive"
    "|source|engine)s?"
)
_PART = "(?:part|role|share|hand|effect|impact)"
_IS = "(?:is|was|were|are|being|as)"
_GREAT = "(?:main|chief|biggest|largest|principal|primary|most important|decisive|major|key|prime)"
_SMALL = "(?:minor|small|smaller|lesser|secondary|slight|modest|marginal|subordinate)"
_MAINLY = "(?:mainly|mostly|chiefly|largely|primarily|above all|principally)"
# What counts for much stands before the first and behind the second of these, so it does with what
# counts for little.
_MUCH_BEFORE = (
    rf"{_VERBS} (?:far |much |even )?(?:more|most)",
    rf"{_IS} (?:the|a) {_GREAT} {_CAUSE}",
    r"(?:play|ha)\w* (?:the|a) (?:main|chief|bigger|biggest|larger|greater|major|leading|decisive)"
    rf" {_PART}",
)
_MUCH_BEHIND = (
    rf"what (?:\w+ ){{0,2}}{_VERBS} (?:more|most)\b(?:,[^,]{{3,60}},)? {_IS}",
    rf"the {_GREAT} {_CAUSE}\b(?: [^,;.]{{0,60}}?)? {_IS}",
    r"(?:most of the|more|the main|greater|more of the|the most)"
    r" (?:credit|weight|blame|importance) (?:\w+ ){0,2}?(?:to|on)",
    rf"{_MAINLY} (?:(?:due|owing|thanks) to|because of)",
)
_LITTLE_BEFORE = (
    rf"{_VERBS} (?:only )?(?:a little|slightly|less|little|a bit|somewhat)",
    rf"{_IS} (?:only )?a {_SMALL} {_CAUSE}",
    rf"(?:play|ha)\w* (?:only )?an? {_SMALL} {_PART}",
    r"(?:also play\w* (?:a|some) (?:part|role)|play\w* (?:a|some) (?:part|role)(?: too| as well))",
)
_WEIGHED = tuple(
    (re.compile(rf"\b(?:{'|'.join(patterns)})\b"), is_much, is_before)
    for patterns, is_much, is_before in (
        (_MUCH_BEFORE, True, True), (_MUCH_BEHIND, True, False), (_LITTLE_BEFORE, False, True),
    )
)  # fmt: skip
# "More than the ban": what it is compared with counts for less.
_THAN = re.compile(r"\bthan\b")
_CLAUSE = re.compile(r"[;:.]\s|,\s|\s(?:and|but|while|whereas|although|with)\s")
_NOT = re.compile(r"\b(?:not|never|n't|neither|no)\b")


class _Weighed(NamedTuple):
    is_much: bool
    what: tuple[Token, ...]


def weighed_otherwise(claim: str, sentences: Sequence[str]) -> str:
    """Why a plain claim has one of several causes count for more, or for less, than its source
    does; "" where it hasn't."""
    theirs = [each for sentence in sentences for each in _weighed(sentence)]
    for ours in _weighed(claim) if theirs else ():
        same = [other for other in theirs if other.is_much == ours.is_much]
        turned = [other for other in theirs if other.is_much != ours.is_much]
        of_same, of_turned = (
            max((len(matched(ours.what, keys_of(other.what))) for other in found), default=0)
            for found in (same, turned)
        )
        if of_turned > of_same:
            return f"the article gives {'less' if ours.is_much else 'more'} weight to this"
    return ""


def _weighed(text: str) -> Iterator[_Weighed]:
    small = text.casefold()
    for pattern, is_much, is_before in _WEIGHED:
        for match in islice(pattern.finditer(small), MAX_WEIGHED):
            before = _CLAUSE.split(small[max(match.start() - MAX_BESIDE, 0) : match.start()])[-1]
            behind = small[match.end() : match.end() + MAX_BESIDE]
            what = before if is_before else _CLAUSE.split(_THAN.split(behind)[0])[0]
            found = tuple(token for token in content(what) if not token.is_number)
            if found and not _NOT.search(before):
                yield _Weighed(is_much, found)
