"""Who won which prize: does a claim give one to the winner of another?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checking.parties.deeds import Deed, deeds, parties_behind, placed_deeds
from assistant.checking.tokens import Token, content, keys_of
from vectorstore.text.senses import lemma

_PRIZES = frozenset(
    """award awards prize prizes medal medals cup title trophy gold silver bronze contract seat
    crown oscar oscars grant bursary scholarship championship shield honour honours""".split()
)
_WINNING = frozenset(
    map(lemma, "win take receive get collect claim land earn scoop secure bag gain".split())
)
_GIVING = frozenset(map(lemma, "give award hand present grant bestow".split()))
_GOING = frozenset("went goes gone go".split())


class _Won(NamedTuple):
    prize: frozenset[str]
    winner: tuple[Token, ...]


def of_another_winner(claim: str, sentences: Sequence[str]) -> str:
    """Why a plain claim has a prize won by whoever wins another in its source; "" where not."""
    theirs = [won for sentence in sentences for won in _won(sentence)]
    for ours in _won(claim) if len(theirs) > 1 else ():
        same = [won for won in theirs if won.prize & ours.prize]
        others = [won for won in theirs if not won.prize & ours.prize]
        who = keys_of(ours.winner)
        if not same or any(who & keys_of(won.winner) for won in same):
            continue
        if any(who & keys_of(won.winner) for won in others):
            return "the article has another win this"
    return ""


def _won(sentence: str) -> Iterator[_Won]:
    for deed, given, place in placed_deeds(sentence):
        verb, whom = lemma(deed.verb.word), deed.whom.words
        behind = parties_behind(given, place)
        rest = _up_to_the_next(sentence, deed)
        prize: tuple[Token, ...] = ()
        winner: tuple[Token, ...] = ()
        if deed.verb.word in _GOING and "to" in behind:
            prize, winner = deed.doer.words, (*behind["to"].words, *rest)
        elif verb in _WINNING:
            prize, winner = whom, deed.doer.words
        elif verb in _GIVING and "to" in behind:
            prize, winner = whom, (*behind["to"].words, *rest)
        is_prize = any(token.word in _PRIZES or token.is_name for token in prize)
        # "The award": which, its other words tell.
        telling = [token for token in prize if token.word not in _PRIZES]
        if is_prize and telling and winner:
            yield _Won(keys_of(telling), tuple(t for t in winner if t not in prize))


def _up_to_the_next(sentence: str, deed: Deed) -> list[Token]:
    """The words behind a verb, up to the next verb that has a doer of its own."""
    ends = [
        other.doer.words[0].start
        for other in deeds(sentence)
        if other.verb.start > deed.verb.start
        and other.doer.words
        and other.doer.words[0].start > deed.verb.start
    ]
    end = min(ends, default=len(sentence))
    # What else is told of the one who wins, as "a comedy about a driver who".
    return [t for t in content(sentence) if deed.verb.end < t.start < end]
