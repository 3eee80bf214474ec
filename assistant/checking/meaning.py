"""Are a claim and what it cites near in meaning? Words alone do not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checking.announcing import says_that_they_differ
from assistant.checking.check import told_of_others, told_otherwise
from assistant.checking.facts import hard_facts
from assistant.checking.frame import MAX_READ
from assistant.checking.negation import is_negative
from assistant.checking.other_languages import other_languages
from assistant.checking.reasons import other_reason
from assistant.checking.similarity import (
    Encode,
    best_similarity,
    quote_pieces,
    remembering,
    similarity,
)
from assistant.checking.speakers.strangers import unknown_speaker
from assistant.checking.tokens import Token, content, keys_of, matched, plain, share, tokens
from assistant.checking.unsaid import counts_another, unsaid
from assistant.checking.verdicts import FEW_WORDS, SUPPORTED, Checked
from assistant.types import Claim
from assistant.weights import CHECKS

_PRONOUN = re.compile(r"\W*(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
FAR = Checked("partly", "its meaning is far from that of the cited text", "missing")


def with_meaning_checked(claims: Sequence[Claim], encode: Encode) -> tuple[Claim, ...]:
    """The claims, judged by their meaning too.

    One that its citations hold by its words alone is only partly supported where its meaning is
    far from theirs; one that has few of their words is supported where it is near. `encode` gives
    the unit vectors of texts.
    """
    known = remembering(encode)
    return tuple(_judged(claim, known) for claim in claims)


def _judged(claim: Claim, encode: Encode) -> Claim:
    # What cites nothing, as a count of the catalogue, has nothing to be near to.
    if claim.kind != "sentence" or not claim.citations:
        return claim
    # Nor has what only announces the sentences behind it.
    if claim.verdict == "supported" and says_that_they_differ(claim.text):
        return claim
    # The encoder knows English.
    if other_languages(claim.text, [c.passage.article for c in claim.citations]):
        return claim
    free = _has_few_words(claim)
    if claim.verdict != "supported" and not free:
        return claim
    found = _by_meaning(claim, free, encode)
    if found is None:
        return claim
    quotes = (citation.quote for citation in claim.citations)
    return replace(claim, **found.in_the_words_of(claim.text, *quotes)._asdict())


def is_free(claim: Claim, encode: Encode | None) -> bool:
    """Whether a claim has few words of what it cites, but is near to it in meaning."""
    if encode is None or not _has_few_words(claim):
        return False
    return similarity(claim, encode) >= CHECKS.min_free_similarity


def _has_few_words(claim: Claim) -> bool:
    return claim.reason == FEW_WORDS.reason and bool(claim.citations)


def _by_meaning(claim: Claim, free: bool, encode: Encode) -> Checked | None:
    """Another verdict, where a claim's meaning gives it one."""
    quotes = [citation.quote for citation in claim.citations]
    said, given = plain(claim.text), [*map(plain, quotes)]
    near = similarity(claim, encode)
    is_unlike = _likeness(claim, near) < CHECKS.min_likeness
    if free:
        if is_unlike or near < CHECKS.min_free_similarity:
            return None
        wrong = told_otherwise(said, given, plain(" ".join(quotes)))
        wrong = wrong or told_of_others(said, quotes, [c.passage.article for c in claim.citations])
        return wrong or SUPPORTED
    is_held = hard_facts(claim.text) or _is_mostly_held(said, given)
    least = CHECKS.min_similarity_of_facts if is_held else CHECKS.min_similarity
    if _PRONOUN.match(said):
        least -= CHECKS.less_for_pronoun
    if (is_unlike or near < least) and len(claim.text.split()) >= CHECKS.min_claim_words:
        return FAR
    if _is_strange(said, given, near, encode):
        return FAR
    articles = _articles_of(claim)
    stranger = unknown_speaker(said, articles)
    if stranger:
        return Checked("partly", f"the article has no word of {stranger}", "attributed")
    other = other_reason(
        said, given, articles, lambda one, other: best_similarity(one, [other], encode)
    )
    if other:
        return Checked("partly", other, "contradicted")
    missing = counts_another(said, plain(" ".join(quotes)), encode) or unsaid(
        said, claim.citations, near, encode
    )
    lacking = f"the cited text does not say “{missing}”"
    return Checked("partly", lacking, "missing") if missing else None


def _is_mostly_held(claim: str, quotes: Sequence[str]) -> bool:
    """Whether most words of a plain claim stand in its plain quotes."""
    known = share(content(claim), keys_of(tokens(" ".join(quotes))))
    return known >= CHECKS.min_held_share


def _is_strange(claim: str, quotes: Sequence[str], near: float, encode: Encode) -> bool:
    """Whether a plain claim has hardly a word of its plain quotes but a name, and is far
    from them in meaning: "Halvern Power ate the sheep"."""
    given = content(" ".join(quotes))
    telling = content(claim)
    names = keys_of([*_named(telling, claim), *_named(given, " ".join(quotes))])
    numbers = sum(token.is_number for token in telling)
    own = [t for t in telling if not (t.is_number or t.keys & names)]
    known = len(matched(own, keys_of(given)))
    if (
        not CHECKS.min_strange_words <= len(own) <= CHECKS.max_strange_words
        or numbers > CHECKS.max_strange_numbers
        or known > 1
        or known / len(own) > CHECKS.max_strange_share
        or (is_negative(claim.lower()) and is_negative(" ".join(quotes).lower()))
    ):
        return False
    if near < CHECKS.min_strange_claim_similarity:
        return True
    # A name that both have makes them seem near.
    nameless = [each for each in map(_without_names, quote_pieces(quotes)) if each]
    nearest = best_similarity(" ".join(t.word for t in own), nameless, encode)
    return not numbers and nearest < CHECKS.min_nameless_similarity


def _named(telling: Sequence[Token], text: str) -> list[Token]:
    """The names of a text, with a title right before one: "Captain Hale"."""
    return [
        one
        for n, one in enumerate(telling)
        if one.is_name
        or (text[one.start].isupper() and any(t.is_name for t in telling[n + 1 : n + 2]))
    ]


def _without_names(text: str) -> str:
    return " ".join(t.word for t in tokens(text) if not (t.is_name or t.is_number))


def _articles_of(claim: Claim) -> list[str]:
    """The plain texts of the articles that a claim cites, with their titles."""
    articles = {c.passage.article.id: c.passage.article for c in claim.citations}.values()
    return [plain(f"{each.title}. {each.text[:MAX_READ]}") for each in articles]


def _likeness(claim: Claim, near: float) -> float:
    """How near a claim is in meaning, and the share of its words that its passages have, and how
    many numbers, names and quoted words it has in common with them, weighed."""
    passages = dict.fromkeys(plain(citation.passage.text) for citation in claim.citations)
    known = share(content(plain(claim.text)), keys_of(tokens(" ".join(passages))))
    facts = min(len(hard_facts(claim.text)), CHECKS.most_facts)
    return near + CHECKS.words_in_likeness * known + CHECKS.fact_in_likeness * facts
