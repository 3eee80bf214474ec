"""What of a claim do its citations not say? A clause, what is counted, who did it, or a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np

from assistant.checking.frame import around
from assistant.checking.motives import motives
from assistant.checking.negation import is_negative
from assistant.checking.numbers.following import period_words
from assistant.checking.parties.clauses import has_subject
from assistant.checking.similarity import Encode, best_similarity, quote_pieces
from assistant.checking.speakers.standing import pieces
from assistant.checking.tacked import tacked_on
from assistant.checking.tokens import Token, content, keys_of, plain, share, tokens
from assistant.checking.wording import clauses, is_said_otherwise
from assistant.types import Citation
from assistant.weights import CHECKS
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.hedges import attributes, said_in

# Verbs that lend themselves to any other word: "faces no charge".
_USED_FOR_ANY = frozenset(
    """face faces faced give gives given gave become became becomes keep keeps kept come comes came
    find finds found hold holds held bring brings brought set sets lie lies lay stand stands stood
    serve serves served use uses used happen happened occur occurred involve involved include
    includes included carry carries carried provide provided total amount amounts amounted reach
    reached need needs see sees saw seen gone pass passed number stay stays stayed remain
    remains remained view views opinion words belief believe believes believed think
    thinks thought""".split()
)
_WHEN = frozenset((*MONTH_NAMES, *WEEKDAY_NAMES)) | frozenset(
    """early late mid beginning start end middle reported report reports article articles published
    writing time year month week day morning afternoon evening night spring summer autumn winter
    later""".split()
)
# "Were helped out unhurt by firefighters"
_DONE_BY = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s\w+(?:\s(?!by\b)\w+){0,6}\sby\s(?:the\s|an?\s)?"
    r"(?P<doer>[a-z]{4,})\b(?!\s\w+ing\b)"
)
_MANY = frozenset("people men women children police".split())


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
        similarity = best_similarity(noun.word, [t.word for t in behind], encode)
        if similarity < CHECKS.min_word_similarity:
            return f"{number.word} {noun.word}"
    return ""


def unsaid(claim: str, citations: Sequence[Citation], near: float, encode: Encode) -> str:
    """What of a plain claim its citations do not say: a clause, what is counted, or a word."""
    quotes = [plain(citation.quote) for citation in citations]
    named = " ".join(f"{c.passage.article.title}. {c.passage.article.outlet}" for c in citations)
    cited = " ".join([*quotes, plain(named)])
    passages = list(dict.fromkeys(plain(citation.passage.text) for citation in citations))
    whole = pieces(passages)
    held = keys_of(tokens(" ".join([cited, *whole])))
    is_told = any(said_in(sentence) for sentence in whole)
    told = [*quote_pieces(quotes), *whole]
    first, *rest = clauses(claim)
    # What is tacked on stands behind the rest, or before it as a sentence of its own.
    for clause in [*rest, *([first] if rest and has_subject(first) else [])]:
        own = content(clause)
        known = share(own, held)
        if len(own) < CHECKS.min_clause_words or known >= CHECKS.min_clause_share:
            continue
        if clause is first and known:
            continue
        if _is_only_when(own, held) or _says_it_otherwise(
            clause.lower(), " ".join(whole).lower(), is_told
        ):
            continue
        least = CHECKS.min_clause_similarity if known else CHECKS.min_strange_similarity
        if best_similarity(clause, told, encode) < least:
            return clause.strip(" ,;.")
    tacked = [*tacked_on(claim, quotes, whole), *motives(claim, quotes, whole)]
    for clause in (each for each in tacked if not _is_only_when(content(each), held)):
        if best_similarity(clause, told, encode) < CHECKS.min_tacked_similarity:
            return clause
    if doer := _unknown_doer(claim, held, encode):
        return doer
    if near >= CHECKS.min_similarity:
        cited = " ".join([cited, *(plain(around(c.quote, c.passage.article)) for c in citations)])
    return _unknown(claim, cited, near, encode)


def _is_only_when(own: Sequence[Token], held: Collection[str]) -> bool:
    """Whether the telling words of a clause only say when it was, as the day of the article does:
    the days and years are compared elsewhere."""
    rest = [t for t in own if not (t.is_number or t.word in _WHEN)]
    return len(rest) < len(own) and all(t.keys & {*held} for t in rest)


def _unknown_doer(claim: str, held: Collection[str], encode: Encode) -> str:
    """Those by whom a claim has a thing done, where nothing in its source is like them."""
    for match in _DONE_BY.finditer(claim):
        doer = tokens(match["doer"])
        if not doer or keys_of(doer) & {*held} or doer[0].is_number:
            continue
        known = [key for key in held if key.isalpha()]
        if best_similarity(match["doer"], known, encode) < CHECKS.min_word_similarity:
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
        and not is_said_otherwise(token.word, cited)
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


def _is_counted(text: str, number: Token, noun: Token) -> bool:
    """Whether a word right behind a number is of several things."""
    is_near = not text[number.end : noun.start].strip()
    return is_near and not noun.is_number and (noun.word.endswith("s") or noun.word in _MANY)


def _counts(token: Token) -> bool:
    return token.is_number and token.word[0].isdigit()
