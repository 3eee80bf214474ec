"""Does the cited text hold what a claim says? Numbers, names and quoted words decide first."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from assistant.checking.alteration import alters
from assistant.checking.negation import contradicts
from assistant.types import Verdict
from vectorstore import Article
from vectorstore.text.names import capitalised
from vectorstore.text.normalise import normalised
from vectorstore.text.numerals import numerals
from vectorstore.text.words import beginning, terms
from vectorstore.text.words import words as words_of

# The share of a claim's other words that its citations must hold: below it, they are about
# something else even where every number fits.
MIN_SHARED_WORDS_SHARE = 0.3
# An abbreviation of so many letters may be another word in small ones: US, WHO, IT.
MAX_ABBREVIATION_LETTERS = 3

# "1. ", "* ", "## ": how a model's lists and headings begin.
_LIST_MARK = re.compile(r"\A\s*(?:(?:[-*•#]+|\d{1,3}[.)])\s+)+")
_QUOTE = re.compile(r"[\"«]([^\"»]{3,}?)[\"»]")


class Fact(NamedTuple):
    """What must not differ between a claim and its source: a number, or words.

    A number has `readings`, of which one must be in the source.
    """

    text: str
    readings: frozenset[str] = frozenset()


def check(
    claim: str,
    quotes: Sequence[str],
    articles: Sequence[Article] = (),
    names: Collection[str] = (),
) -> Verdict:
    """Whether the cited words hold a claim: `quotes` are the exact words of its citations.

    Every number, name and quoted phrase of the claim must stand in them; where some don't, or one
    of the two denies and the other does not, the claim is only partly supported, and where most
    don't, or there is no citation, unsupported.
    A claim may also name the outlets of the `articles` that it cites, and their days beside them.
    `names` are as in `hard_facts`.
    """
    if not quotes:
        return "unsupported"
    cited = " ".join([*quotes, *(_naming(article, claim) for article in articles)])
    facts = hard_facts(claim, names)
    held = holding(cited, facts)
    if len(held) < len(facts):
        return "partly" if 2 * len(held) >= len(facts) else "unsupported"
    words = terms(claim)
    held_stems = {beginning(word) for word in words_of(cited)}
    shared = sum(beginning(word) in held_stems for word in words)
    if words and shared < MIN_SHARED_WORDS_SHARE * len(words):
        return "unsupported"
    stems = {beginning(word) for word in words}
    nearest = max(quotes, key=lambda quote: len(stems & {*map(beginning, terms(quote))}))
    said, source = normalised(claim), normalised(cited)
    if alters(said, normalised(nearest), source, names):
        return "partly"
    return "partly" if contradicts(said.casefold(), source.casefold(), words) else "supported"


def hard_facts(claim: str, names: Collection[str] = ()) -> list[Fact]:
    """The numbers, names and quoted phrases of a claim: what must not differ from its source.

    The first word of a sentence always has a capital letter: it is a name if it is in `names`.
    """
    plain = normalised(_LIST_MARK.sub("", claim))
    found = [
        Fact(" or ".join(sorted(number.readings)), number.readings)
        for number in numerals(plain.casefold())
        # "One of them" counts nothing.
        if not (number.in_words and "1" in number.readings)
    ]
    found += [Fact(name) for name in capitalised(plain, names)]
    found += [Fact(quoted.strip(" .,;:!?-")) for quoted in _QUOTE.findall(plain)]
    return list(dict.fromkeys(found))


def holding(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """The facts that stand in a text: numbers of the same value, and words as whole words.

    Whatever their quotation marks, accents and hyphens, and with or without the full stops of
    abbreviations.
    """
    plain = normalised(text)
    folded = plain.casefold()
    numbers = {reading for number in numerals(folded) for reading in number.readings}
    return [
        fact
        for fact in facts
        if (
            fact.readings & numbers
            if fact.readings
            else _has_words(plain if _is_short(fact.text) else folded, fact.text)
        )
    ]


def _is_short(word: str) -> bool:
    return len(word) <= MAX_ABBREVIATION_LETTERS and word.isupper()


def _has_words(plain: str, words: str) -> bool:
    wanted = words if _is_short(words) else words.casefold()
    pattern = re.escape(wanted.replace(",", ""))
    return re.search(rf"(?<![\w.]){pattern}(?!\w|\.\d)", plain.replace(",", "")) is not None


def _naming(article: Article, claim: str) -> str:
    """What a claim may say of where it was printed: the outlet, and beside it the day."""
    outlet = normalised(article.outlet).casefold().removeprefix("the ")
    day = article.day
    if not day or not outlet or not _has_words(normalised(claim).casefold(), outlet):
        return article.outlet
    return f"{article.outlet}, {day.day} {day:%B} {day.year}"
