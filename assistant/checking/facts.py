"""The hard facts of a claim, its numbers, names and quoted words: does a text hold them?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from assistant.checking.marks import without_list_mark
from assistant.checking.name_forms import has_form
from assistant.checking.tokens import with_joined_numbers
from assistant.checking.verdicts import Checked
from vectorstore.text.languages import (
    capital_words,
    digit_numerals,
    has_name,
    is_english,
    numerals_of_claim,
)
from vectorstore.text.names import capitalised
from vectorstore.text.normalise import normalised
from vectorstore.text.numerals import Numeral, left_out, numerals

# An abbreviation of so many letters may be another word in small ones: US, WHO, IT.
MAX_ABBREVIATION_LETTERS = 3
# Nothing that is counted, of so much, has more in both numbers.
MAX_DIGITS = 40
# What a citation lacks is named, up to so many words and numbers.
MAX_NAMED = 3

_QUOTE = re.compile(r"[\"«]([^\"»]{3,}?)[\"»]")
# What a writer leaves out of a quotation, or puts into it.
_LEFT_OUT = re.compile(r"\s*(?:…|\.\.\.|\[[^\]]*\])\s*")
_BOTH = re.compile(r"\b(?:both|twice|between|a (?:pair|couple) of)\b")
_ONE_IN = re.compile(r"\b(\w+) (?:\w+ )?(?:in|of|out of)(?: every)? (\w+)\b")
_RATIO = re.compile(r"(\d+)/(\d+)")
# "The two had met", "the stronger of the two": whoever they are was said before.
_THE_TWO = re.compile(
    r"(?P<before>\bthe )two(?=\s(?:had|have|has|were|are|did|do|also|later|then|would|will|could"
    r"|can|came|met|spoke|agreed|\w{2,}ed)\b|\s*[,.;:]|\s*\Z)"
)
_COUNTS_NOTHING = frozenset(("1", "1st", "2nd", "1/2"))


class Fact(NamedTuple):
    """What must not differ between a claim and its source: a number, or words.

    A number has `readings`, of which one must be in the source.
    """

    text: str
    readings: frozenset[str] = frozenset()
    is_name: bool = False


def hard_facts(claim: str, names: Collection[str] = (), language: str = "") -> list[Fact]:
    """The numbers, names and quoted phrases of a claim: what must not differ from its source.

    The first word of a sentence always has a capital letter: it is a name if it is in `names`.
    `language` is the source's.
    """
    plain = with_joined_numbers(normalised(without_list_mark(claim)))
    folded = plain.casefold()
    if is_english(language):
        numbers: Iterable[Numeral] = numerals(_THE_TWO.sub(r"\g<before>___", folded))
        named = capitalised(plain, names)
    else:
        numbers = numerals_of_claim(folded, language)
        named = capital_words(plain, names)
    found = [
        Fact(folded[number.start : number.end].strip(), number.readings)
        for number in numbers
        # "One of them" counts nothing, and "second" may be a time.
        if not (number.in_words and number.readings & _COUNTS_NOTHING)
    ]
    found += [Fact(name, is_name=True) for name in named]
    found += [
        Fact(piece.strip(" .,;:!?-"))
        for quoted in _QUOTE.findall(plain)
        for piece in _LEFT_OUT.split(quoted)
        if piece.strip(" .,;:!?-")
    ]
    # What is quoted may be a name.
    return list({fact.text: fact for fact in reversed(found)}.values())[::-1]


def holding(text: str, facts: Sequence[Fact], language: str = "") -> list[Fact]:
    """The facts that stand in a text: numbers of the same value, and words as whole words.

    Whatever their quotation marks, accents and hyphens, and with or without the full stops of
    abbreviations. `language` is the text's.
    """
    english = is_english(language)
    plain = with_joined_numbers(normalised(text)) if english else normalised(text)
    folded = plain.casefold()
    found = numerals(folded) if english else digit_numerals(folded, language)
    numbers = {reading for number in found for reading in number.readings}
    numbers |= _shares(folded) | _once_said(numbers, facts) if english else set()

    def holds(fact: Fact) -> bool:
        if fact.readings:
            return bool(fact.readings & numbers) or _has_both(fact.readings, numbers)
        if fact.is_name and not english:
            return has_name(folded, fact.text, language)
        is_there = _has_words(plain if _is_short(fact.text) else folded, fact.text)
        return is_there or (fact.is_name and has_form(plain, fact.text))

    return [fact for fact in facts if holds(fact)]


def check_facts(facts: Sequence[Fact], held: Collection[Fact]) -> Checked | None:
    """What is wrong where not all the facts of a claim are held, None where they are."""
    missing = list(dict.fromkeys(fact.text for fact in facts if fact not in held))
    if not missing:
        return None
    named = ", ".join(f"“{text}”" for text in missing[:MAX_NAMED])
    more = f" and {len(missing) - MAX_NAMED} more" if len(missing) > MAX_NAMED else ""
    reason = f"the cited text lacks {named}{more}"
    is_most = 2 * (len(facts) - len(missing)) >= len(facts)
    return Checked("partly" if is_most else "unsupported", reason, "missing")


def _once_said(numbers: Collection[str], facts: Sequence[Fact]) -> set[str]:
    """The numbers without "per cent" or "p.m.", which a claim that has several may say once."""
    has_share = any(reading.endswith("%") for fact in facts for reading in fact.readings)
    return left_out([n for n in numbers if has_share or not n.endswith("%")])


def _shares(folded: str) -> set[str]:
    """What words say of numbers: "both sides" are two, "one bed in four" is a quarter."""
    parts: set[str] = set()
    for match in _ONE_IN.finditer(folded):
        count, of = (numerals(match[n]) for n in (1, 2))
        parts |= {
            reading
            for one in count
            for other in of
            for reading in _fractions(one.readings, other.readings)
        }
    return parts | ({"2"} if _BOTH.search(folded) else set())


def _fractions(counts: Collection[str], wholes: Collection[str]) -> Iterator[str]:
    """Four of ten: 4/10, 2/5 and 40%."""
    for count in counts:
        for of in wholes:
            are_whole = count.isdigit() and of.isdigit() and len(count + of) <= MAX_DIGITS
            if are_whole and 0 < int(count) < int(of):
                share = Fraction(int(count), int(of))
                yield from (f"{count}/{of}", f"{share.numerator}/{share.denominator}")
                if 100 % share.denominator == 0:
                    yield f"{int(share * 100)}%"


def _has_both(readings: Collection[str], numbers: Collection[str]) -> bool:
    """Whether a text has both numbers of "17 out of 90"."""
    ratios = filter(None, map(_RATIO.fullmatch, readings))
    return any(ratio[1] in numbers and ratio[2] in numbers for ratio in ratios)


def _is_short(word: str) -> bool:
    return len(word) <= MAX_ABBREVIATION_LETTERS and word.isupper()


def _has_words(plain: str, words: str) -> bool:
    wanted = words if _is_short(words) else words.casefold()
    pattern = re.escape(wanted.replace(",", ""))
    return re.search(rf"(?<![\w.]){pattern}(?!\w|\.\d)", plain.replace(",", "")) is not None
