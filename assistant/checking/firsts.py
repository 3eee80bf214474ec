"""Who or what is the first: since when, of what kind, and what had not been before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.numbers.periods import periods
from assistant.checking.tokens import Token, keys_of, tokens
from vectorstore.text.calendar_names import YEAR
from vectorstore.text.sentences import sentences

# Firsts and denials of one text that are looked at, the words behind one that tell of what it is,
# and characters around it in which its time stands.
MAX_FOUND = 20
MAX_WORDS = 6
MAX_AROUND = 100
# Words of one kind, and letters that "Kenyan" shares with "Kenya".
MAX_KIND_WORDS = 4
MIN_ALIKE = 4

# "The first week" and "first aid" are no first of their kind.
_FIRST = re.compile(
    r"\bfirst\b(?![ -](?:aid|half|quarter|floor|class|names?|lady|minister|and|of all|thing|come"
    r"|came|reported|published|place|few|two|three|four|five|six|ten|\d+|hours?|minutes?|days?|weeks?"
    r"|months?|years?|weekend|morning|night|evening|reading|glance|sight|hand|round|stage|leg|set"
    r"|phase|step)\b)|\bfirst(?= day of its kind\b)"
)
_NO = re.compile(r"\b(?:no|not|never|nobody|none|without|cannot)\b|n't\b")
# What stands with a denial where that says what "first" says.
_BEFORE = re.compile(r"\b(?:before|until|till|previously|earlier|ever|never|hitherto|so far)\b")
_HAD_YET = re.compile(r"\bhad\b[^.;]{0,60}\byet\b")
_NEVER = re.compile(
    r"\bnever\b|\b(?:no|not|nobody|none|n't)\b[^.;]{0,80}\b(?:ever|before|previously|until)\b"
)
_UNTIL = re.compile(r"\b(?:until|till|before)\b[^.;]{0,60}\Z")
# "Since it was founded" is as long as there is anything.
_SINCE = re.compile(
    r"\bsince (?!(?:it|he|she|they|its|his|her|their|then|records|the (?:founding|foundation"
    r"|creation|birth|beginning|start|launch|opening))\b)(?:the |last )?(?P<when>[\w'-]+)"
)
_LONG = re.compile(
    r"\b(?:in|for|after) (?:more than |over |nearly |almost |about |some |at least"
    r" |the (?:last|past) )?"
    r"(?:(?:many |several )?(?:years|decades|centuries|months|weeks|generations|ages)"
    r"|a (?:generation|long time|while)|living memory)\b"
    r"|\bin (?:[\w-]+ )?(?:matches|games|attempts|tests|starts|outings|races|meetings|elections"
    r"|tries|seasons|innings|rounds|encounters)\b"
    r"|\b(?:this (?:season|campaign|century|decade|term|tournament)"
    r"|of the (?:year|season|campaign|century|decade|term|summer|winter|spring|autumn|week|month"
    r"|tournament|millennium))\b"
)
_BY_PERIOD = re.compile(
    r"\b(?:in|for|after|over)(?: the (?:last|past))?(?: more than| over| nearly| almost| about"
    r"| some| around| at least| just over| just under)? \Z"
)
_ONLY_AS = re.compile(
    r"\b(?:as an? (?P<role>[\w'-]+)|without (?:an? |any |the )?(?P<lack>[\w'-]+)"
    r"|in (?P<time>peacetime|wartime)|(?P<how>alone|solo|unaided|unassisted|single-handed"
    r"|single-handedly|blindfold|barefoot)|on (?P<foot>foot|horseback|skis|crutches))\b"
)
_KIND_ENDS = frozenset(
    """to in of who that which since for at on by with from under when as and or after before ever
    is are was were has had have will would it he she they we i than about outside inside within
    among between across against into over through during until while because but not no its his
    her their the a an""".split()
)
# What is said of a first without making it the first of fewer.
_OF_ALL_KINDS = frozenset(
    """ever such known own main new official formal full proper real true major big large great
    historic successful single brand dramatic long-awaited actual recorded so-called famous time
    times ever-known""".split()
)
# How words begin that say the same of what kind somebody is.
_ALSO_BEGINS = {"female": "wom", "women": "fem", "woman": "fem", "british": "brit"}


class First(NamedTuple):
    """A first, or what had not been before: the words that tell of what, for how long or since when
    it is so only, and where it stands."""

    words: Sequence[Token]
    spans: frozenset[str]
    end: int
    sentence: str


def without_firsts(text: str, other: str) -> str:
    """A plain text without the denials that say what another one says of a first: "four years
    without a rise" is the first rise in four years."""
    firsts = [*_firsts(other)]
    if not firsts:
        return text
    found: list[re.Match[str]] = []
    small = text.casefold()
    for match in islice(_NO.finditer(small), MAX_FOUND):
        start, end = _sentence_around(text, match.start())
        near = small[max(start, match.start() - MAX_AROUND) : min(end, match.end() + MAX_AROUND)]
        spans = _spans(near)
        behind = _words_behind(text[start:end], match.end() - start)
        is_before = bool(_BEFORE.search(near) or _HAD_YET.search(near))
        for first in firsts:
            is_same_time = bool(spans & first.spans)
            shares = bool(keys_of(behind) & keys_of(first.words))
            if is_same_time or (is_before and shares):
                found.append(match)
                break
    for match in found:
        blank = " " * len(match.group())
        text = f"{text[: match.start()]}{blank}{text[match.end() :]}"
    return text


def first_of_more(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has a first that its source has only for some time, or of fewer; "" where
    it hasn't."""
    ours = [*_firsts(claim), *_never_before(claim)]
    if not ours:
        return ""
    theirs = [first for quote in quotes for first in (*_firsts(quote), *_never_before(quote))]
    for first in ours:
        same = [f for f in theirs if keys_of(f.words) & keys_of(first.words)]
        if not same or _spans(claim.casefold()) or YEAR.search(claim):
            continue
        if all(f.spans for f in same) and not first.spans:
            return f"the article says it only of some time: “{_time_of(same[0])}”"
    return _of_fewer(claim, quotes)


def _of_fewer(claim: str, quotes: Sequence[str]) -> str:
    """Where a claim leaves out of which kind its source has somebody the first."""
    held = tokens(claim)
    words = {token.word for token in held}
    theirs = [first for quote in quotes for first in _firsts(quote)]
    for first in (*_firsts(claim), *_never_before(claim)):
        ours = _kind(first)
        same = [f for f in theirs if ours and _is_one_kind(ours, _kind(f))]
        lacking = [_lacking(f, words, keys_of(held)) for f in same]
        if lacking and all(lacking):
            return f"the article says it only of the first “{lacking[0]}”"
    return ""


def _is_one_kind(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    return bool(theirs) and bool(ours[-1].keys & theirs[-1].keys)


def _lacking(first: First, words: set[str], keys: frozenset[str]) -> str:
    """What a source has of a first that a claim with these words leaves out; "" for nothing."""
    kind = _kind(first)
    for token in kind[:-1]:
        if token.word not in _OF_ALL_KINDS and not _is_held(token, words, keys):
            return " ".join(t.word for t in kind)
    only = _ONLY_AS.search(_clause_behind(first.sentence.casefold(), first.end))
    if not only:
        return ""
    word = next(filter(None, only.groups()))
    token = tokens(word)[0]
    return "" if _is_held(token, words, keys) else f"{kind[-1].word} … {only.group()}"


def _is_held(token: Token, words: set[str], keys: frozenset[str]) -> bool:
    begin = token.word[:MIN_ALIKE]
    begins = (begin, _ALSO_BEGINS.get(token.word, begin))
    return bool(token.keys & keys) or any(word.startswith(begins) for word in words)


def _kind(first: First) -> list[Token]:
    """Of what kind somebody is the first: "African woman"."""
    found: list[Token] = []
    last = first.end
    text = first.sentence
    for token in tokens(text):
        if token.start < last:
            continue
        is_next = text[last : token.start] in (" ", "-", "-ever ")
        if not is_next or token.word in _KIND_ENDS or len(found) >= MAX_KIND_WORDS:
            break
        found.append(token)
        last = token.end
    return found


def _firsts(text: str) -> Iterator[First]:
    for start, end in islice(sentences(text), MAX_FOUND):
        sentence = text[start:end]
        small = sentence.casefold()
        for match in islice(_FIRST.finditer(small), MAX_FOUND):
            behind = _clause_behind(small, match.end())
            # "For the first time" is told of the whole sentence.
            is_time = small.startswith(" time", match.end())
            words = _words_behind(sentence, 0 if is_time else match.end())
            yield First(words, _spans(behind), match.end(), sentence)


def _never_before(text: str) -> Iterator[First]:
    """What a text says had not been before: "no boat had ever won", "had not won since 1990"."""
    for start, end in islice(sentences(text), MAX_FOUND):
        sentence = text[start:end]
        small = sentence.casefold()
        for match in islice(_NO.finditer(small), MAX_FOUND):
            near = small[match.start() : match.end() + MAX_AROUND]
            spans = _spans(_clause_behind(small, match.end()))
            before = small[max(0, match.start() - MAX_AROUND) : match.start()]
            if spans or _NEVER.match(near) or _UNTIL.search(before):
                words = _words_behind(sentence, match.end())
                yield First(words, spans, match.end(), sentence)


def _words_behind(sentence: str, place: int) -> list[Token]:
    """The words behind a place that tell of what it is, without names and numbers."""
    behind = (t for t in tokens(sentence) if t.start >= place and t.is_content)
    return [t for t in islice(behind, MAX_WORDS) if not t.is_name and not t.is_number]


def _clause_behind(small: str, place: int) -> str:
    """What stands behind a place, up to a comma."""
    return re.split(r"[,;:]\s", small[place : place + MAX_AROUND], maxsplit=1)[0]


def _spans(small: str) -> frozenset[str]:
    """For how long, or since when, a text in small letters says something."""
    found = {f"since {match['when']}" for match in _SINCE.finditer(small)}
    found |= {match.group().rpartition(" ")[2] for match in _LONG.finditer(small)}
    for period in periods(small):
        before = small[max(0, period.start - MAX_AROUND // 2) : period.start]
        behind = small[period.end :]
        if _BY_PERIOD.search(before) or re.match(
            r" (?:without|in which|passed|had passed)\b|'", behind
        ):
            found.add(f"{period.kind} {period.length}")
    return frozenset(found)


def _time_of(first: First) -> str:
    small = first.sentence.casefold()
    found = _SINCE.search(small) or _LONG.search(small)
    if found:
        return found.group()
    period = next(periods(small), None)
    return small[period.start : period.end] if period else "first"


def _sentence_around(text: str, place: int) -> tuple[int, int]:
    return next(
        ((start, end) for start, end in sentences(text) if start <= place < end), (0, len(text))
    )
