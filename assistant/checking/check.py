"""Does the cited text hold what a claim says? Numbers, names and quoted words decide first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from assistant.checking.alteration import alters
from assistant.checking.beside import of_one_alone
from assistant.checking.fates import has_same_fate, other_fate
from assistant.checking.frame import days_named, in_context, is_frame, surroundings, written_out
from assistant.checking.kinds import names_another
from assistant.checking.name_forms import has_form
from assistant.checking.negation import contradicts
from assistant.checking.numbers.before_after import in_other_years
from assistant.checking.numbers.changes import changes_back
from assistant.checking.numbers.counting import counts_otherwise
from assistant.checking.numbers.following import (
    denies_of_rest,
    readings_that_follow,
    without_reckoned,
)
from assistant.checking.numbers.measures import currencies, other_currency
from assistant.checking.numbers.parts import says_of_all, says_of_more
from assistant.checking.owners import of_the_other_owner, of_the_owner
from assistant.checking.parties.compared import without_the_same
from assistant.checking.parties.roles import exchanged, of_somebody_else
from assistant.checking.repeating import has_another_name
from assistant.checking.speakers.attribution import said_by_another, said_in_part_by_another
from assistant.checking.speakers.standing import pieces
from assistant.checking.speakers.sureness import only_their_word, surer
from assistant.checking.swapped import changes_places
from assistant.checking.tokens import plain, with_joined_numbers
from assistant.checking.wording import (
    is_from_the_other_side,
    reversed_words,
    unbacked,
)
from assistant.types import Fault, Verdict
from vectorstore import Article
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
from vectorstore.text.senses import senses
from vectorstore.text.stems import stem_of
from vectorstore.text.words import terms, words

# The share of a claim's other words that its citations must hold: below it, they are about
# something else even where every number fits.
MIN_SHARED_WORDS_SHARE = 0.3
# An abbreviation of so many letters may be another word in small ones: US, WHO, IT.
MAX_ABBREVIATION_LETTERS = 3
# Nothing that is counted, of so much, has more in both numbers.
MAX_DIGITS = 40
# What a citation lacks is named, up to so many words and numbers.
MAX_NAMED = 3

# "1. ", "* ", "## ": how a model's lists and headings begin.
_LIST_MARK = re.compile(r"\A\s*(?:(?:[-*•#]+|\d{1,3}[.)])\s+)+")
_QUOTE = re.compile(r"[\"«]([^\"»]{3,}?)[\"»]")
_ASIDE = re.compile(r",(?=\s)(?! (?:and|or|but)\b)[^,;.]{3,90},(?=\s)")
_JOINING = frozenset("the a an of and in to at on for".split())
# What a writer leaves out of a quotation, or puts into it.
_LEFT_OUT = re.compile(r"\s*(?:…|\.\.\.|\[[^\]]*\])\s*")
_BOTH = re.compile(r"\b(?:both|twice|between|a (?:pair|couple) of)\b")
_ONE_IN = re.compile(r"\b(\w+) (?:\w+ )?(?:in|of|out of)(?: every)? (\w+)\b")
_RATIO = re.compile(r"(\d+)/(\d+)")
_COUNTS_NOTHING = frozenset(("1", "1st", "2nd", "1/2"))


class Fact(NamedTuple):
    """What must not differ between a claim and its source: a number, or words.

    A number has `readings`, of which one must be in the source.
    """

    text: str
    readings: frozenset[str] = frozenset()
    is_name: bool = False


class Checked(NamedTuple):
    """A verdict, why it isn't supported or what was not checked, and what is wrong in a word."""

    verdict: Verdict
    reason: str | None = None
    fault: Fault = ""


SUPPORTED = Checked("supported")
FEW_WORDS = Checked("unsupported", "few of its words are in the cited text", "missing")
NOT_CITED = Checked("unsupported", "it rests on no words of the archive", "missing")


def check(
    claim: str,
    quotes: Sequence[str],
    articles: Sequence[Article] = (),
    names: Collection[str] = (),
) -> Checked:
    """Whether the cited words hold a claim in English: `quotes` are the exact words of its
    citations.

    Every number, name and quoted phrase of the claim must stand in them; where some don't, or one
    of the two denies and the other does not, the claim is only partly supported, and where most
    don't, or there is no citation, unsupported.
    A claim may also name the outlets of the `articles` that it cites, and their days beside them.
    `names` are as in `hard_facts`.
    """
    if not quotes:
        return NOT_CITED
    cited = " ".join([*quotes, *(naming(article, " ".join(quotes)) for article in articles)])
    facts = hard_facts(claim, names)
    near = surroundings(quotes, articles, claim)
    frames = [fact for fact in facts if is_frame(fact.text, fact.is_name, " ".join(quotes))]
    held = [*holding(cited, facts), *holding(near, frames)]
    said, source = with_joined_numbers(normalised(claim)), normalised(cited)
    numbers = [fact for fact in facts if fact.readings and fact not in held]
    told = claim
    if numbers:
        known = readings_that_follow(said, normalised(" ".join(quotes)))
        held += [fact for fact in numbers if fact.readings & known]
        told = without_reckoned(said, known)
    lacking = check_facts(facts, held)
    if lacking:
        return lacking
    if shared_words(told, cited) < MIN_SHARED_WORDS_SHARE:
        return FEW_WORDS
    if _is_word_for_word(claim, quotes):
        return SUPPORTED
    nearest = normalised(_nearest(claim, quotes))
    # "Hollis, the director of the Tramways, took": it is Hollis who took.
    bare = _without_asides(nearest, said)
    around = f"{source} {normalised(near)}"
    is_altered = alters(said, bare, source, names) or has_another_name(said, nearest, around, names)
    if is_altered and not is_from_the_other_side(said, bare):
        repeats = "it repeats a sentence with another name, number or denial"
        return Checked("partly", repeats, "contradicted")
    bare_quotes = [plain(quote) for quote in quotes]
    wrong = told_otherwise(plain(claim), bare_quotes, plain(cited))
    wrong = wrong or _of_another(plain(claim), bare_quotes, plain(f"{cited} {near}"))
    wrong = wrong or told_of_others(claim, quotes, articles)
    return wrong or _other_money(claim, quotes, articles) or SUPPORTED


def told_of_others(
    claim: str, quotes: Sequence[str], articles: Sequence[Article]
) -> Checked | None:
    """Where a claim tells of somebody what its source, read with the sentences next to it, tells
    of somebody else."""
    near = [plain(text) for text in in_context(quotes, articles)]
    if reason := said_in_part_by_another(plain(claim), near):
        return Checked("partly", reason, "attributed")
    reason = of_somebody_else(plain(claim), near)
    return Checked("partly", reason, "contradicted") if reason else None


def _of_another(claim: str, quotes: Sequence[str], around: str) -> Checked | None:
    """Where a claim tells of another thing what its source tells of one; all plain."""
    reason = changes_places(claim, quotes) or names_another(claim, quotes, around)
    reason = reason or of_the_owner(claim, quotes) or of_the_other_owner(claim, quotes)
    reason = reason or of_one_alone(claim, quotes)
    return Checked("partly", reason, "contradicted") if reason else None


def _other_money(claim: str, quotes: Sequence[str], articles: Sequence[Article]) -> Checked | None:
    """Where quotes without a currency stand in articles that count in another than a claim."""
    if currencies(" ".join(quotes)) or not currencies(claim):
        return None
    reason = other_currency(plain(claim), plain(surroundings(quotes, articles, claim)))
    return Checked("partly", reason, "counted") if reason else None


def _without_asides(sentence: str, claim: str) -> str:
    """A plain sentence without what stands in it between commas and that a claim leaves out."""
    said = set(words(claim)) - _JOINING

    def kept(aside: re.Match[str]) -> str:
        before = sentence[: aside.start()].rpartition(" ")[2]
        is_there = said.intersection(words(aside.group())) or f"{before}," in claim
        return aside.group() if is_there else ""

    return _ASIDE.sub(kept, sentence)


def _is_word_for_word(claim: str, quotes: Sequence[str]) -> bool:
    """Whether a claim is a whole sentence of a quote."""
    said = _bare(normalised(_LIST_MARK.sub("", claim)))
    return any(_bare(sentence) == said for sentence in pieces([*map(normalised, quotes)]))


def _bare(sentence: str) -> str:
    return " ".join(sentence.split()).strip(" \"'.")


def told_otherwise(claim: str, quotes: Sequence[str], cited: str) -> Checked | None:
    """What is wrong with a claim whose facts are all cited; None where nothing is. All plain."""
    found = _faults(claim, quotes, cited)
    return next((Checked("partly", reason, fault) for fault, reason in found if reason), None)


def _faults(claim: str, quotes: Sequence[str], cited: str) -> Iterator[tuple[Fault, str]]:
    """What each rule says of a claim, in their order; "" for nothing."""
    denied = "one of the two denies what the other says"
    is_of_rest = denies_of_rest(claim, cited)
    bare, bare_cited = without_the_same(claim, cited)
    yield (
        "contradicted",
        denied
        if contradicts(bare, bare_cited) and not (is_of_rest or has_same_fate(claim, cited))
        else "",
    )
    yield (
        "contradicted",
        ""
        if is_of_rest
        else reversed_words(bare, [without_the_same(claim, quote)[1] for quote in quotes]),
    )
    yield "contradicted", other_fate(claim, quotes)
    yield "missing", unbacked(claim, cited)
    yield "contradicted", exchanged(claim, quotes)
    yield "contradicted", changes_back(claim, cited)
    yield "counted", counts_otherwise(claim, cited)
    yield "contradicted", in_other_years(claim, quotes)
    yield "counted", says_of_all(claim, quotes)
    yield "counted", says_of_more(claim, quotes)
    yield "attributed", said_by_another(claim, quotes)
    yield "attributed", only_their_word(claim, quotes)
    yield "firmness", surer(claim, quotes)


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


def shared_words(claim: str, cited: str) -> float:
    """The share of a claim's words that stand in a text in any form; 1 where it has none."""
    asked, held = terms(claim), words(cited)
    stem = stem_of({*asked, *held})
    known = {sense for word in held for sense in senses(word, stem[word])}
    shared = sum(bool(senses(word, stem[word]) & known) for word in asked)
    return shared / len(asked) if asked else 1.0


def _nearest(claim: str, quotes: Sequence[str]) -> str:
    """The quote that shares most of a claim's words."""
    if len(quotes) == 1:
        return quotes[0]
    asked, held = terms(claim), [terms(quote) for quote in quotes]
    stem = stem_of({*asked, *(word for each in held for word in each)})
    stems = {stem[word] for word in asked}
    shared = [len(stems & {stem[word] for word in each}) for each in held]
    return quotes[shared.index(max(shared))]


def hard_facts(claim: str, names: Collection[str] = (), language: str = "") -> list[Fact]:
    """The numbers, names and quoted phrases of a claim: what must not differ from its source.

    The first word of a sentence always has a capital letter: it is a name if it is in `names`.
    `language` is the source's.
    """
    plain = with_joined_numbers(normalised(_LIST_MARK.sub("", claim)))
    folded = plain.casefold()
    if is_english(language):
        numbers: Iterable[Numeral] = numerals(folded)
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


def naming(article: Article, quotes: str) -> str:
    """What a model is told of where a passage was printed: outlet, title and day; and the days that
    the quotes name by it."""
    parts = [article.outlet, article.title, days_named(quotes, article.day)]
    if article.day:
        parts.append(written_out(article.day))
    return ", ".join(filter(None, parts))
