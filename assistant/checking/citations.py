"""[n] in a model's text becomes citations that are bound to exact spans of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.checking.announcing import says_that_they_differ
from assistant.checking.check import check
from assistant.checking.frame import MAX_READ
from assistant.checking.marks import marked_clauses, paragraphs, without_marks
from assistant.checking.meaning import is_free
from assistant.checking.other_languages import check_in_any_language, other_languages
from assistant.checking.rests_on import rests_on
from assistant.checking.similarity import Encode, remembering
from assistant.types import Citation, Claim
from vectorstore import Passage
from vectorstore.text.names import names_in


def bind(text: str, passages: Sequence[Passage], encode: Encode | None = None) -> tuple[Claim, ...]:
    """The claims of a text whose [n] mean passages[n - 1]: a sentence each, cited and checked.

    A number that was not given is dropped; a claim that keeps none is unsupported. The citations
    are numbered anew, in the order in which they are read. A clause with marks of its own is
    checked against these alone. Where `encode` gives the unit vectors of texts, a sentence that
    has no word of its passage may still rest on what is near in meaning.
    """
    encode = remembering(encode) if encode else None
    found: list[Claim] = []
    for paragraph in paragraphs(text):
        following: list[int] = []
        claims: list[Claim] = []
        for written, numbers in reversed(paragraph):
            claim = _claim(written, numbers, passages, encode)
            if not numbers and following:
                claim = _covered(claim, following, passages, encode)
            following = numbers or following
            claims.append(claim if numbers else _announcing(claim, claims))
        found += reversed(claims)
    return numbered(found)


def _covered(
    claim: Claim, numbers: Sequence[int], passages: Sequence[Passage], encode: Encode | None
) -> Claim:
    """A claim without marks, by the next marks of its paragraph where these have it."""
    by_next = cited(claim.text, numbers, passages, encode)
    if by_next.verdict == "unsupported" and not is_free(by_next, encode):
        return claim
    return by_next


def _announcing(claim: Claim, behind: Sequence[Claim]) -> Claim:
    """A claim without marks that only says that accounts differ, resting on those that follow."""
    if not says_that_they_differ(claim.text):
        return claim
    held = [each for each in behind if each.verdict == "supported" and each.citations]
    citations = tuple(dict.fromkeys(one for each in reversed(held) for one in each.citations))
    if len({each.quote for each in citations}) < 2:
        return claim
    return replace(claim, citations=citations, verdict="supported", reason=None, fault="")


def _claim(
    written: str, numbers: Sequence[int], passages: Sequence[Passage], encode: Encode | None
) -> Claim:
    """The claim of a sentence as it is written, with its marks, each clause by its own."""
    whole = cited(without_marks(written).strip(), numbers, passages, encode)
    parts = marked_clauses(written)
    is_otherwise = whole.verdict == "partly" and whole.fault == "contradicted"
    if len(parts) < 2 or not (whole.verdict == "supported" or is_otherwise):
        return whole
    for part, own in parts:
        checked = cited(part, own, passages, encode)
        if checked.verdict != "supported":
            reason = f"of “{part}”: {checked.reason}"
            return replace(whole, verdict="partly", reason=reason, fault=checked.fault)
    # What seemed another number is the other source's.
    return replace(whole, verdict="supported", reason=None, fault="")


def numbered(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, the passages that they cite numbered from 1 in the order of their appearance."""
    numbers: dict[Passage, int] = {}
    for claim in claims:
        for citation in claim.citations:
            numbers.setdefault(citation.passage, len(numbers) + 1)
    return tuple(
        replace(
            claim,
            citations=tuple(
                sorted(
                    (replace(each, number=numbers[each.passage]) for each in claim.citations),
                    key=lambda each: (each.number, each.start),
                )
            ),
        )
        for claim in claims
    )


def cite(passage: Passage, number: int, start: int, end: int) -> Citation:
    """A citation of article.text[start:end]."""
    return Citation(number, passage, start, end, passage.article.text[start:end])


def cited(
    sentence: str,
    numbers: Sequence[int],
    passages: Sequence[Passage],
    encode: Encode | None = None,
) -> Claim:
    """The claim that a sentence makes, bound to the passages of these numbers and checked."""
    if encode is None:
        return _cited_before(sentence, tuple(numbers), tuple(passages))
    return _cited(sentence, tuple(numbers), tuple(passages), encode)


@lru_cache(maxsize=512)
def _cited_before(sentence: str, numbers: tuple[int, ...], passages: tuple[Passage, ...]) -> Claim:
    """The same: while an answer grows, its sentences come again and again."""
    return _cited(sentence, numbers, passages, None)


def _cited(
    sentence: str,
    numbers: tuple[int, ...],
    passages: tuple[Passage, ...],
    encode: Encode | None,
) -> Claim:
    names = names_in(tuple(passage.article.text[:MAX_READ] for passage in passages))
    given = [number for number in dict.fromkeys(numbers) if 1 <= number <= len(passages)]
    spans = rests_on(sentence, given, passages, names, encode)
    citations = tuple(
        cite(passages[number - 1], number, start, end)
        for number, found in spans.items()
        for start, end in found
    )
    quotes = [citation.quote for citation in citations]
    articles = [
        replace(citation.passage.article, published=citation.passage.published)
        for citation in citations
    ]
    sources = articles or [passages[number - 1].article for number in given]
    checked = (
        check_in_any_language(sentence, quotes, sources, names)
        if other_languages(sentence, sources)
        else check(sentence, quotes, articles, names)
    )
    checked = checked.in_the_words_of(sentence, *quotes)
    return Claim(sentence, citations, checked.verdict, reason=checked.reason, fault=checked.fault)
