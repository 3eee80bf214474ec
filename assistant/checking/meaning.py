"""Are a claim and what it cites near in meaning? Words alone do not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.checking.check import (
    FEW_WORDS,
    SUPPORTED,
    Checked,
    hard_facts,
    told_of_others,
    told_otherwise,
)
from assistant.checking.frame import MAX_READ, around
from assistant.checking.motives import motives
from assistant.checking.negation import is_negative
from assistant.checking.numbers.following import period_words
from assistant.checking.other_languages import other_languages
from assistant.checking.parties.clauses import has_subject
from assistant.checking.reasons import other_reason
from assistant.checking.speakers.standing import pieces
from assistant.checking.speakers.strangers import unknown_speaker
from assistant.checking.tacked import tacked_on
from assistant.checking.tokens import Token, content, keys_of, matched, plain, share, tokens
from assistant.checking.wording import clauses
from assistant.types import Citation, Claim
from assistant.weights import CHECKS
from vectorstore.text.hedges import attributes, said_in

# A claim may rest on a part of a long sentence, of so many words at least.
_CLAUSES = re.compile(r"[,;:]\s|\s[–—-]+\s|\s(?:that|which|who|and|but|while|because)\s")
_MIN_CLAUSE_WORDS = 4
# Verbs that lend themselves to any other word: "faces no charge".
_USED_FOR_ANY = frozenset(
    """face faces faced give gives given gave become became becomes keep keeps kept come comes came
    find finds found hold holds held bring brings brought set sets lie lies lay stand stands stood
    serve serves served use uses used happen happened occur occurred involve involved include
    includes included carry carries carried provide provided total amount amounts amounted reach
    reached need needs see sees saw number stay stays stayed remain remains remained
    view views opinion words belief believed thought""".split()
)

# "Were helped out unhurt by firefighters"
_DONE_BY = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s\w+(?:\s(?!by\b)\w+){0,6}\sby\s(?:the\s|an?\s)?"
    r"(?P<doer>[a-z]{4,})\b(?!\s\w+ing\b)"
)
_MANY = frozenset("people men women children police".split())

FAR = Checked("partly", "its meaning is far from that of the cited text", "missing")

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def with_meaning_checked(claims: Sequence[Claim], encode: Encode) -> tuple[Claim, ...]:
    """The claims, judged by their meaning too.

    One that its citations hold by its words alone is only partly supported where its meaning is
    far from theirs; one that has few of their words is supported where it is near. `encode` gives
    the unit vectors of texts.
    """
    known = remembering(encode)
    return tuple(_judged(claim, known) for claim in claims)


def remembering(encode: Encode) -> Encode:
    """`encode`, that is asked but once for each text."""
    known: dict[str, NDArray[np.float32]] = {}

    def encoded(texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, encode(new), strict=True))
        return np.stack([known[text] for text in texts])

    return encoded


def _judged(claim: Claim, encode: Encode) -> Claim:
    # What cites nothing, as a count of the catalogue, has nothing to be near to.
    if claim.kind != "sentence" or not claim.citations:
        return claim
    # The encoder knows English.
    if other_languages([c.passage.article for c in claim.citations]):
        return claim
    free = _has_few_words(claim)
    if claim.verdict != "supported" and not free:
        return claim
    found = _by_meaning(claim, free, encode)
    return replace(claim, **found._asdict()) if found else claim


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
    least = CHECKS.min_similarity_of_facts if hard_facts(claim.text) else CHECKS.min_similarity
    if (is_unlike or near < least) and len(claim.text.split()) >= CHECKS.min_claim_words:
        return FAR
    if _is_strange(said, given, near, encode):
        return FAR
    articles = _articles_of(claim)
    stranger = unknown_speaker(said, articles)
    if stranger:
        return Checked("partly", f"the article has no word of {stranger}", "attributed")
    other = other_reason(said, given, articles, lambda one, other: _nearest(one, [other], encode))
    if other:
        return Checked("partly", other, "contradicted")
    unsaid = counts_another(said, plain(" ".join(quotes)), encode) or _unsaid(
        said, claim.citations, near, encode
    )
    lacking = f"the cited text does not say “{unsaid}”"
    return Checked("partly", lacking, "missing") if unsaid else None


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
    nameless = [each for each in map(_without_names, _pieces(quotes)) if each]
    nearest = _nearest(" ".join(t.word for t in own), nameless, encode)
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


def _nearest(text: str, others: Sequence[str], encode: Encode) -> float:
    """The best cosine of a text to some others; 0 where there is none."""
    vectors = encode([text, *others])
    return float(np.max(vectors[1:] @ vectors[0])) if others else 0.0


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


def _unsaid(claim: str, citations: Sequence[Citation], near: float, encode: Encode) -> str:
    """What of a plain claim its citations do not say: a clause, what is counted, or a word."""
    quotes = [plain(citation.quote) for citation in citations]
    named = " ".join(f"{c.passage.article.title}. {c.passage.article.outlet}" for c in citations)
    cited = " ".join([*quotes, plain(named)])
    passages = list(dict.fromkeys(plain(citation.passage.text) for citation in citations))
    whole = pieces(passages)
    held = keys_of(tokens(" ".join([cited, *whole])))
    is_told = any(said_in(sentence) for sentence in whole)
    first, *rest = clauses(claim)
    # What is tacked on stands behind the rest, or before it as a sentence of its own.
    for clause in [*rest, *([first] if rest and has_subject(first) else [])]:
        own = content(clause)
        known = share(own, held)
        if len(own) < CHECKS.min_clause_words or known >= CHECKS.min_clause_share:
            continue
        if clause is first and known:
            continue
        if _says_it_otherwise(clause.lower(), " ".join(whole).lower(), is_told):
            continue
        least = CHECKS.min_clause_similarity if known else CHECKS.min_strange_similarity
        if _nearest(clause, [*_pieces(quotes), *whole], encode) < least:
            return clause.strip(" ,;.")
    for clause in (*tacked_on(claim, quotes, whole), *motives(claim, quotes, whole)):
        if _nearest(clause, [*_pieces(quotes), *whole], encode) < CHECKS.min_tacked_similarity:
            return clause
    if doer := _unknown_doer(claim, held, encode):
        return doer
    if near >= CHECKS.min_similarity:
        cited = " ".join([cited, *(plain(around(c.quote, c.passage.article)) for c in citations)])
    return _unknown(claim, cited, near, encode)


def _unknown_doer(claim: str, held: Collection[str], encode: Encode) -> str:
    """Those by whom a claim has a thing done, where nothing in its source is like them."""
    for match in _DONE_BY.finditer(claim):
        doer = tokens(match["doer"])
        if not doer or keys_of(doer) & {*held} or doer[0].is_number:
            continue
        known = [key for key in held if key.isalpha()]
        if _nearest(match["doer"], known, encode) < CHECKS.min_word_similarity:
            return f"by {match['doer']}"
    return ""


def _says_it_otherwise(clause: str, cited: str, is_told: bool) -> bool:
    """Whether a clause denies where the source denies, or says who says it where that does."""
    return (is_negative(clause) and is_negative(cited)) or (is_told and attributes(clause))


def _unknown(claim: str, cited: str, near: float, encode: Encode) -> str:
    """A word of a short claim that nothing in its source is like."""
    held, telling = keys_of(tokens(cited)), content(claim)
    if len(telling) > CHECKS.max_short_words:
        return ""
    unknown = [
        token.word
        for token in telling
        if not (token.is_name or token.is_number or token.keys & held)
        and token.word not in _USED_FOR_ANY | period_words(claim, cited)
    ]
    if not unknown or (is_negative(claim.lower()) and is_negative(cited.lower())):
        return ""
    known = list(dict.fromkeys(t.word for t in content(cited) if not t.is_number))
    vectors = encode([*unknown, *known])
    similar = vectors[: len(unknown)] @ vectors[len(unknown) :].T if known else np.zeros((1, 1))
    for word, row in zip(unknown, similar, strict=False):
        if float(np.max(row)) < CHECKS.min_word_similarity:
            return word
    return ""


def counts_another(claim: str, cited: str, encode: Encode) -> str:
    """What a claim's number counts, where its source counts something unlike it; "" where not."""
    telling, given = content(claim), content(cited)
    for n, number in enumerate(telling[:-1]):
        noun = telling[n + 1]
        homes = [m for m, t in enumerate(given) if t.is_number and t.keys & number.keys]
        if not _counts(number) or len(homes) != 1 or not _is_counted(claim, number, noun):
            continue
        behind = given[homes[0] + 1 : homes[0] + 4]
        if not behind or not _is_counted(cited, given[homes[0]], behind[0]):
            continue
        if noun.keys & keys_of(behind):
            continue
        if _nearest(noun.word, [t.word for t in behind], encode) < CHECKS.min_word_similarity:
            return f"{number.word} {noun.word}"
    return ""


def _is_counted(text: str, number: Token, noun: Token) -> bool:
    """Whether a word right behind a number is of several things."""
    is_near = not text[number.end : noun.start].strip()
    return is_near and not noun.is_number and (noun.word.endswith("s") or noun.word in _MANY)


def _counts(token: Token) -> bool:
    return token.is_number and token.word[0].isdigit()


def similarity(claim: Claim, encode: Encode) -> float:
    """The best cosine of a claim to its citations: a quote, a clause of one, or all together; or
    to a sentence of the passage."""
    quotes = [citation.quote for citation in claim.citations]
    around = pieces(list(dict.fromkeys(c.passage.text for c in claim.citations)))
    return _nearest(claim.text, [*_pieces(quotes), *around], encode)


def _pieces(quotes: Sequence[str]) -> list[str]:
    parts = [
        clause
        for quote in quotes
        for clause in _CLAUSES.split(quote)
        if len(clause.split()) >= _MIN_CLAUSE_WORDS
    ]
    return list(dict.fromkeys([*quotes, *parts, " ".join(quotes)]))  # often the same
