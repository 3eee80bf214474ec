"""Does the cited text hold what a claim says? Numbers, names and quoted words decide first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import Verdict
from vectorstore.words import terms

# The share of a claim's other words that its citations must hold: below it, they are about
# something else even where every number fits.
FEWEST_WORDS = 0.3

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)(?<!^[\"“‘'(])\b[A-Z][\w'’-]*\w")
_QUOTE = re.compile(r"[\"“«]([^\"”»]{3,}?)[\"”»]")
_WORD = re.compile(r"\w+")


def check(claim: str, quotes: Sequence[str]) -> Verdict:
    """Whether the cited words hold a claim: `quotes` are the exact words of its citations.

    Every number, name and quoted phrase of the claim must stand in them; where some don't, the
    claim is only partly supported, and where most don't, or there is no citation, unsupported.
    """
    if not quotes:
        return "unsupported"
    cited = " ".join(quotes)
    facts = hard_facts(claim)
    held = [fact for fact in facts if holds(cited, fact)]
    if len(held) < len(facts):
        return "partly" if 2 * len(held) >= len(facts) else "unsupported"
    words = terms(claim)
    stems = {word.lower()[:5] for word in _WORD.findall(cited)}
    shared = sum(word[:5] in stems for word in words)
    return "supported" if not words or shared >= FEWEST_WORDS * len(words) else "unsupported"


def hard_facts(claim: str) -> list[str]:
    """The numbers, names and quoted phrases of a claim: what must not differ from its source."""
    found = _NUMBER.findall(claim) + _NAME.findall(claim) + _QUOTE.findall(claim)
    return list(dict.fromkeys(found))


def holds(text: str, fact: str) -> bool:
    """Whether a fact stands in a text, as whole words and whatever its quotation marks."""
    pattern = re.escape(_plain(fact).removesuffix("'s"))
    return re.search(rf"(?<![\w.,]){pattern}(?!\w|[.,]\d)", _plain(text)) is not None


def _plain(text: str) -> str:
    plain = text.casefold().replace("’", "'").replace("‘", "'").replace(",", "")
    return " ".join(plain.split())
