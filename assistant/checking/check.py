"""Does the cited text hold what a claim says? Each thing that is looked at, in its order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from assistant.checking.alteration import alters, without_asides
from assistant.checking.beside import of_one_alone
from assistant.checking.contests import only_fights, other_winner
from assistant.checking.culprits import cleared, only_suspected
from assistant.checking.exceptions import of_the_exception
from assistant.checking.facts import check_facts, hard_facts, holding
from assistant.checking.fates import has_same_fate, other_fate
from assistant.checking.firsts import first_of_more
from assistant.checking.frame import in_context, is_frame, naming, surroundings
from assistant.checking.harm import harmed
from assistant.checking.kinds import names_another
from assistant.checking.negation import contradicts
from assistant.checking.no_longer import no_longer
from assistant.checking.numbers.before_after import in_other_years
from assistant.checking.numbers.changes import changes_back
from assistant.checking.numbers.counting import counts_otherwise
from assistant.checking.numbers.following import readings_that_follow, without_reckoned
from assistant.checking.numbers.measures import currencies, other_currency
from assistant.checking.numbers.parts import says_of_all, says_of_more
from assistant.checking.numbers.rests import denies_of_rest
from assistant.checking.owners import of_the_other_owner, of_the_owner
from assistant.checking.parties.compared import without_the_same
from assistant.checking.parties.roles import exchanged, of_somebody_else
from assistant.checking.repeating import has_another_name, is_word_for_word
from assistant.checking.shared import MIN_SHARED_WORDS_SHARE, most_shared, shared_words
from assistant.checking.speakers.attribution import said_by_another, said_in_part_by_another
from assistant.checking.speakers.sureness import only_their_word, surer
from assistant.checking.swapped import changes_places
from assistant.checking.tokens import plain, with_joined_numbers
from assistant.checking.verdicts import FEW_WORDS, NOT_CITED, SUPPORTED, Checked
from assistant.checking.wording import (
    is_from_the_other_side,
    reversed_words,
    unbacked,
)
from assistant.types import Fault
from vectorstore import Article
from vectorstore.text.normalise import normalised


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
    quoted = " ".join(quotes)
    cited = " ".join([*quotes, *(naming(article, quoted) for article in articles)])
    near = surroundings(quotes, articles, claim)
    facts = hard_facts(claim, names)
    # Who it was, and in which year, an article need not say again.
    frames = [fact for fact in facts if is_frame(fact.text, fact.is_name, quoted)]
    held = [*holding(cited, facts), *holding(near, frames)]
    # Other numbers may follow from those that are there.
    said = with_joined_numbers(normalised(claim))
    numbers = [fact for fact in facts if fact.readings and fact not in held]
    known = readings_that_follow(said, normalised(quoted)) if numbers else frozenset()
    held += [fact for fact in numbers if fact.readings & known]
    if lacking := check_facts(facts, held):
        return lacking
    told = without_reckoned(said, known) if numbers else claim
    if shared_words(told, cited) < MIN_SHARED_WORDS_SHARE:
        return FEW_WORDS
    if is_word_for_word(claim, quotes):
        return SUPPORTED
    bare, bare_quotes = plain(claim), [plain(quote) for quote in quotes]
    return (
        _altered(claim, quotes, cited, near, names)
        or told_otherwise(bare, bare_quotes, plain(cited))
        or _of_another(bare, bare_quotes, plain(f"{cited} {near}"))
        or told_of_others(claim, quotes, articles)
        or _other_money(claim, quotes, articles)
        or SUPPORTED
    )


def _altered(
    claim: str, quotes: Sequence[str], cited: str, near: str, names: Collection[str]
) -> Checked | None:
    """Where a claim repeats a sentence with another name, number or denial in it."""
    said, source = with_joined_numbers(normalised(claim)), normalised(cited)
    nearest = normalised(most_shared(claim, quotes))
    # "Hollis, the director of the Tramways, took": it is Hollis who took.
    bare = without_asides(nearest, said)
    around = f"{source} {normalised(near)}"
    is_altered = alters(said, bare, source, names) or has_another_name(said, nearest, around, names)
    if not is_altered or is_from_the_other_side(said, bare):
        return None
    return Checked(
        "partly", "it repeats a sentence with another name, number or denial", "contradicted"
    )


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
    yield "contradicted", first_of_more(claim, quotes)
    yield "contradicted", of_the_exception(claim, quotes)
    yield "contradicted", harmed(claim, quotes)
    yield "contradicted", no_longer(claim, quotes)
    yield "contradicted", cleared(claim, quotes)
    yield "contradicted", other_winner(claim, quotes)
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
    yield "firmness", only_fights(claim, quotes)
    yield "firmness", only_suspected(claim, quotes)


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
