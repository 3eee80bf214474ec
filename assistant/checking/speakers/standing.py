"""Does the source say a thing itself, or only that somebody says so?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.checking.speakers.covered import begins_clause, covered, joints
from assistant.checking.tokens import Token, content, keys_of, matched, nearest
from vectorstore.text.firmness import POSSIBLE, hedges, is_proven, leaves_open
from vectorstore.text.hedges import OTHERS, Said, attributions, said_in
from vectorstore.text.sentences import sentences

# Whoever takes more words to name is named no further.
MAX_SPEAKER_WORDS = 8

# A clause by itself is looked at where it has so many words that tell something.
MIN_TOLD = 2
# No sentence of the news is longer.
MAX_SENTENCE = 2000
# Of so many clauses each is looked at by itself.
MAX_PARTS = 8
_SPEAKER = re.compile(r"^(?:but|and|so|then|also|on \w+day)\s+", re.IGNORECASE)
_PRONOUNS = frozenset("he she they it i we you who that this".split())


_OWN_PLAN = re.compile(
    r"\s*(?:that\s+)?(?:he|she|it|they)\s+(?:would|will|may|might|plan|mean|hope|expect|intend|want)"
)
# "Two-thirds said that they opposed it": what they think of it, they know.
_OWN_VIEW = re.compile(
    r"\s*(?:that\s+)?(?:he|she|they)\s(?:\w+ly\s)?(?:(?:was|were|had)\s(?:\w+ly\s)?(?:against|opposed|for"
    r"|in\sfavou?r|happy|unhappy|satisfied|dissatisfied|afraid|ashamed|proud|sorry|worried|glad"
    r"|delighted|disappointed|angry)\b"
    r"|(?:oppos|support|favou?r|back|prefer|approv|disapprov|agree|disagree|trust|distrust|regret"
    r"|enjoy|lik|lov|hat|dislik|fear|fe[el]l?)\w*\b)"
)
# "Sales rose", "three of its shops may close"
_OWN_FIGURES = re.compile(
    r"\s*(?:that\s+)?(?:its\s+|their\s+)?(?:[\w-]+\s+){0,2}(?:sales|profits?|revenues?|turnover"
    r"|earnings|orders|output|loss(?:es)?|income|deliveries|exports|dividend)\b"
)
_OWN = re.compile(r"\s*(?:that\s+)?(?:[\w-]+\s+){0,4}(?:it|its|they|their)\b")
# What somebody does by saying so, and another may tell of them.
_DEED = re.compile(
    r"(?:promis|pledg|vow|warn|admit|den[iy]|accus|blam|ask|demand|prais|critici|thank|confess"
    r"|threaten|apologi|urg)"
)
# "The baker said that he rang": what is told of him is told by himself.
_OF_THEMSELVES = re.compile(r"\s*(?:that\s+)?(?:he|she|it|they)\b")
_COUNTED = re.compile(r"\b(?:count|put|estimate|report|call|find|found|see|saw)\w*\b")
# "Would", but not in "insisted on it before it would lend"
WOULD = re.compile(r"\bwould\b")
_WOULD_FIRST = re.compile(
    r"\A(?:(?!\b(?:before|until|if|because|that|when)\b).)*\bwould\b", re.DOTALL
)
# "Was to be kept" is how a claim reports "would be kept".
_WAS_TO = re.compile(r"\b(?:was|were) to(?= [a-z]+\b)")
_MONTH = re.compile(r"(?<=\w )May\b")
_GROUPS = frozenset("prosecutors police organisers investigators officials insurers".split())
_COMMON = _GROUPS | frozenset("its his her their the a an union scallop one".split())


def pieces(quotes: Sequence[str]) -> list[str]:
    """The sentences of plain quotes."""
    return [quote[start:end] for quote in quotes for start, end in sentences(quote)]


def readable(quotes: Sequence[str]) -> list[str]:
    """The sentences of plain quotes, without those that go on for pages."""
    return [piece for piece in pieces(quotes) if len(piece) <= MAX_SENTENCE]


def in_small_letters(plain: str) -> str:
    """A text in small letters, in which the month of May is no hedge."""
    return _MONTH.sub("m_y", plain).casefold()


def only_attributed(claim: str, quotes: Sequence[str]) -> str:
    """Why a claim is too sure where its source only says that somebody says so; "" where not."""
    small = in_small_letters(claim)
    # "Would" tells that somebody said "will".
    if _WOULD_FIRST.match(_WAS_TO.sub("would", small)) and WOULD.search(" ".join(quotes)):
        return ""
    known = readable(quotes)
    if not any(said_in(sentence) for sentence in known):
        return ""
    asked = content(claim)
    if not _says_whose(claim, small, nearest(asked, known)):
        who, is_open = _speaker_of(asked, small, known), leaves_open(small)
        if not who and not is_open and '"' not in claim:
            who = _teller_of_part(asked, nearest(asked, known))
        # What is "said to be so" is probably so.
        is_proved = who == OTHERS and is_proven(" ".join(quotes).casefold())
        if who and not is_proved and not (is_open and who == OTHERS):
            return f"the article only attributes this to {who}"
    for part in _open_parts(claim)[:MAX_PARTS] if len(known) > 1 else ():
        who = _told_apart(claim, part, known)
        if who:
            return f"the article only attributes this to {who}: “{_short(part)}”"
    return ""


def _says_whose(claim: str, small: str, sources: Sequence[str]) -> bool:
    """Whether a claim says whose word it is, otherwise than by what that word itself tells: not
    "the firm promised it" of "she said that the firm promised it"."""
    told = keys_of(
        token
        for sentence in sources
        for part in said_in(sentence)
        for token in content(sentence)
        if part.who and part.start <= token.start < part.end
    )
    ours = {token.start: token for token in content(claim)}
    starts = [start for start, _ in attributions(small)]
    return any(
        start not in ours or not _DEED.match(small, start) or not ours[start].keys & told
        for start in starts
    )


def _told_apart(claim: str, part: str, known: Sequence[str]) -> str:
    """Who is said to say what a clause of a claim says by itself, in another sentence than the one
    that the rest rests on; "" for nobody."""
    asked = content(part)
    sources = apart(claim, asked, known)
    if not sources or leaves_open(part.casefold()) or not _is_mostly_told(asked, claim, sources):
        return ""
    return _speaker_of(asked, part.casefold(), known)


def apart(claim: str, asked: Sequence[Token], known: Sequence[str]) -> list[str]:
    """The sentences nearest to a clause of a claim; none where one is as near to the rest of it."""
    own = {token.word for token in asked}
    sources = nearest(asked, known)
    rest = [token for token in content(claim) if token.word not in own]
    return [] if {*sources} & {*nearest(rest, known)} else sources


def _speaker_of(asked: Sequence[Token], claim: str, known: Sequence[str]) -> str:
    """Who is said to say what is asked in each sentence that is nearest to it; "" for none."""
    speakers = [
        _said_of(asked, content(sentence), said_in(sentence), sentence, claim)
        for sentence in nearest(asked, known)
    ]
    return speakers[0] if speakers and all(speakers) else ""


def _teller_of_part(asked: Sequence[Token], sources: Sequence[str]) -> str:
    """Who says a part of some sentences that is all in what is asked; "" for nobody."""
    for sentence in sources:
        held = content(sentence)
        for part in filter(lambda each: each.who, said_in(sentence)):
            told = [t for t in held if part.start <= t.start < part.end]
            others = keys_of(t for t in held if t not in told)
            known = matched(told, keys_of(asked))
            own = [t for t in known if _tells(t) and not t.keys & others]
            is_all = 4 * len(known) >= 3 * len(told)
            if (
                len(own) >= _least(told)
                and is_all
                and not matched(asked, keys_of(content(part.who)))
            ):
                return name_of(part.who)
    return ""


def _tells(token: Token) -> bool:
    return not token.is_name and not token.is_number


def _least(found: Sequence[Token]) -> int:
    """How many words must be somebody's: of a figure it is often left out whose it is."""
    return MIN_TOLD + any(token.is_number for token in found)


def _is_mostly_told(asked: Sequence[Token], claim: str, sources: Sequence[str]) -> bool:
    """Whether what somebody is said to say has half of some words, and the rest has not, nor does a
    claim name who says it."""
    telling = [token for token in asked if _tells(token)]
    for sentence in sources:
        said = said_in(sentence)
        if matched(content(claim), keys_of(token for part in said for token in content(part.who))):
            return False
        held = content(sentence)
        told = [t for t in held if any(part.start <= t.start < part.end for part in said)]
        within = len(matched(telling, keys_of(told)))
        others = len(matched(telling, keys_of(t for t in held if t not in told)))
        if within < max(_least(asked), 2 * others) or 2 * within < len(telling):
            return False
    return True


def _open_parts(claim: str) -> list[str]:
    """The clauses of a claim that it does not give as somebody's word, nor between commas only."""
    spans = covered(claim)
    found = [
        claim[start : min([end, *(a for a, _ in spans if a > start)])]
        for start, end in pairwise([0, *joints(claim), len(claim)])
        if not any(a <= start < b - 1 for a, b in spans)
        and (not start or begins_clause(claim, start))
    ]
    return [part.strip(" ,;.") for part in found if '"' not in part]


def _short(part: str) -> str:
    return " ".join(part.split()[:MAX_SPEAKER_WORDS])


def _said_of(
    asked: Sequence[Token],
    held: Sequence[Token],
    parts: Sequence[Said],
    sentence: str,
    claim: str,
) -> str:
    """Who is said to say what is asked, as most of it stands in their part alone; "" for none."""
    for part in parts:
        # "The organisers counted 11,000": it is they who did.
        if matched(asked[:1], keys_of(content(part.who))) and _COUNTED.search(claim):
            continue
        if matched(asked, keys_of(content(part.who))) and _OWN_PLAN.match(
            sentence, part.start, part.end
        ):
            continue
        if matched(asked, keys_of(content(part.who))) and _OWN_VIEW.match(
            sentence, part.start, part.end
        ):
            continue  # what they mean to do, they know
        if _is_of_their_own(sentence, part, asked, claim):
            continue
        telling = [token for token in asked if not token.is_name] or asked
        within = matched(telling, keys_of(t for t in held if part.start <= t.start < part.end))
        behind = matched(telling, keys_of(t for t in held if t.start >= part.end))
        # The speaker, or whom it is told of.
        before = matched(telling, keys_of(t for t in held if t.start < part.start))
        rest = len(telling) + 1
        if _OF_THEMSELVES.match(sentence, part.start, part.end):
            rest = sum(token in within or token not in before for token in telling)
        is_most = len(within) > 2 * len(behind) and 2 * len(within) >= len(before)
        if is_most and 3 * len(within) >= rest:
            return name_of(part.who)
    return ""


def _is_of_their_own(sentence: str, part: Said, asked: Sequence[Token], claim: str) -> bool:
    """Whether somebody tells their own figures or what they may do, which a claim puts no surer."""
    if _OWN_FIGURES.match(sentence, part.start, part.end):
        return bool(matched(asked, keys_of(content(part.who))))
    is_own = _OWN.match(sentence, part.start, part.end)
    return bool(is_own and leaves_open(claim) and POSSIBLE in _levels(sentence, part))


def _levels(sentence: str, part: Said) -> set[int]:
    return {hedge.level for hedge in hedges(sentence[part.start : part.end].casefold())}


def name_of(who: str) -> str:
    """The speaker in words."""
    who = _SPEAKER.sub("", who.strip(" ,\"'()"))
    first = who.split()[0].casefold() if who else ""
    if not first or len(who.split()) > MAX_SPEAKER_WORDS or first in _PRONOUNS:
        return "somebody who is quoted"
    if first in _GROUPS:
        return f"the {who.casefold()}"
    return who[0].lower() + who[1:] if first in _COMMON else who
