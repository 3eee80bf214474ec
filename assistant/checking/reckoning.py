"""Which further sentences a claim rests on whose numbers follow from theirs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain, combinations, islice

from assistant.checking.facts import Fact, hard_facts, holding
from assistant.checking.numbers.following import readings_that_follow
from assistant.checking.numbers.periods import periods
from assistant.checking.tokens import plain, with_joined_numbers
from vectorstore.text.normalise import normalised
from vectorstore.text.numerals import numerals

# Sentences with numbers that are tried, one by one and two by two.
MAX_TRIED = 8


def needed_to_reckon(
    claim: str, chosen: Sequence[str], others: Sequence[str], names: Collection[str]
) -> list[int]:
    """Which of the other sentences, if any, have numbers from which those of an English claim
    follow that its chosen sentences lack: the fewest that will do."""
    lacking = _lacking(claim, chosen, names)
    if not lacking:
        return []
    said = with_joined_numbers(normalised(claim))
    counted = [*islice((n for n, text in enumerate(others) if _counts(text)), MAX_TRIED)]
    for some in chain.from_iterable(combinations(counted, size) for size in (1, 2)):
        cited = " ".join([*chosen, *(others[n] for n in some)])
        known = readings_that_follow(said, normalised(cited))
        held = holding(cited, lacking)
        if all(fact in held or fact.readings & known for fact in lacking):
            return [*some]
    return []


def _lacking(claim: str, chosen: Sequence[str], names: Collection[str]) -> list[Fact]:
    """The numbers of a claim that neither stand in its chosen sentences nor follow from them."""
    numbers = [fact for fact in hard_facts(claim, names) if fact.readings]
    text = " ".join(chosen)
    held = holding(text, numbers) if numbers else []
    lacking = [fact for fact in numbers if fact not in held]
    if not lacking:
        return []
    known = readings_that_follow(with_joined_numbers(normalised(claim)), normalised(text))
    return [fact for fact in lacking if not fact.readings & known]


def _counts(text: str) -> bool:
    """Whether a sentence has a number, or a length of time, from which another may follow."""
    small = plain(text).casefold()
    return bool(numerals(small)) or any(True for _ in periods(small)) or " hour" in small
