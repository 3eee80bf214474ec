"""How many of a claim's words stand in what it cites?"""

from __future__ import annotations

from collections.abc import Sequence

from vectorstore.text.senses import in_single_words, senses
from vectorstore.text.stems import stem_of
from vectorstore.text.words import terms, words

# The share of a claim's other words that its citations must hold: below it, they are about
# something else even where every number fits.
MIN_SHARED_WORDS_SHARE = 0.3


def shared_words(claim: str, cited: str) -> float:
    """The share of a claim's words that stand in a text in any form; 1 where it has none."""
    asked, held = terms(in_single_words(claim)), words(in_single_words(cited))
    stem = stem_of({*asked, *held})
    known = {sense for word in held for sense in senses(word, stem[word])}
    shared = sum(bool(senses(word, stem[word]) & known) for word in asked)
    return shared / len(asked) if asked else 1.0


def most_shared(claim: str, quotes: Sequence[str]) -> str:
    """The quote that shares most of a claim's words."""
    if len(quotes) == 1:
        return quotes[0]
    asked, held = terms(claim), [terms(quote) for quote in quotes]
    stem = stem_of({*asked, *(word for each in held for word in each)})
    stems = {stem[word] for word in asked}
    shared = [len(stems & {stem[word] for word in each}) for each in held]
    return quotes[shared.index(max(shared))]
