"""[n] in a model's text becomes citations that are bound to exact spans of articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.checking.check import check, hard_facts, holding
from assistant.checking.negation import denies
from assistant.checking.other_languages import check_in_any_language, language_of, other_languages
from assistant.types import Citation, Claim
from vectorstore import Passage
from vectorstore.text.names import names_in
from vectorstore.text.sentences import sentences
from vectorstore.text.stems import stem_of
from vectorstore.text.words import terms, words

# Sentences of one passage that one claim may rest on.
MAX_SENTENCES_PER_CLAIM = 3

# [1], and what models make of it: [1, 2], [1-3], [1 and 2], [Passage 1], 【1】.
_MARK = (
    r"(?<!\s)\s*[\[【]\s*(?:passages?\s+)?"
    r"\d{1,3}(?:(?:\s*[,;–-]\s*|\s+and\s+)\d{1,3})*\s*[\]】]"
)
_MARKS = re.compile(_MARK, re.IGNORECASE)
# "... the cost [1]. Then" -> the mark belongs to what stands before the full stop.
_MARK_BEFORE_STOP = re.compile(rf"((?:{_MARK})+)([.!?…]+[\"'”’)]*)", re.IGNORECASE)

# A line of a list or a heading begins with one of these, whether or not the last had a full stop.
_NEXT_LINE = re.compile(r"\n[^\S\n]*(?=(?:[-*•#]+|\d{1,3}[.)])\s)")


def bind(text: str, passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """The claims of a text whose [n] mean passages[n - 1]: a sentence each, cited and checked.

    A number that was not given is dropped; a claim that keeps none is unsupported. The citations
    are numbered anew, in the order in which they are read.
    """
    return numbered([cited(sentence, numbers, passages) for sentence, numbers in _sentences(text)])


def numbered(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, their citations numbered from 1 in the order of their first appearance."""
    numbers: dict[int, int] = {}
    for claim in claims:
        for citation in claim.citations:
            numbers.setdefault(citation.number, len(numbers) + 1)
    return tuple(
        replace(
            claim,
            citations=tuple(
                sorted(
                    (replace(each, number=numbers[each.number]) for each in claim.citations),
                    key=lambda each: (each.number, each.start),
                )
            ),
        )
        for claim in claims
    )


def without_marks(text: str) -> str:
    """A text without its [n]."""
    return _MARKS.sub("", text)


def cite(passage: Passage, number: int, start: int, end: int) -> Citation:
    """A citation of article.text[start:end]."""
    return Citation(number, passage, start, end, passage.article.text[start:end])


def _sentences(text: str) -> Iterator[tuple[str, list[int]]]:
    """Each sentence without its marks, and the numbers of the marks in or right behind it."""
    text = _NEXT_LINE.sub("\n\n", _MARK_BEFORE_STOP.sub(r"\2\1", text))
    sentence, numbers, position = "", list[int](), 0
    for start, end in sentences(_MARKS.sub(_hidden, text)):
        gap = text[position:start]
        numbers += _numbers(gap)
        if sentence:
            yield sentence, numbers
        piece = text[start:end]
        sentence, numbers, position = without_marks(piece).strip(), _numbers(piece), end
    if sentence:
        yield sentence, numbers + _numbers(text[position:])


def _hidden(match: re.Match[str]) -> str:
    """Marks as white space, so that the sentences around them are found where they are."""
    return " " * len(match.group())


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for mark in _MARKS.findall(text):
        for first, last in re.findall(r"(\d+)(?:\s*[–-]\s*(\d+))?", mark):
            found += range(int(first), int(last or first) + 1)
    return found


def cited(sentence: str, numbers: Sequence[int], passages: Sequence[Passage]) -> Claim:
    """The claim that a sentence makes, bound to the passages of these numbers and checked."""
    return _cited(sentence, tuple(numbers), tuple(passages))


# While an answer grows, its sentences come again and again.
@lru_cache(maxsize=512)
def _cited(sentence: str, numbers: tuple[int, ...], passages: tuple[Passage, ...]) -> Claim:
    names = names_in(tuple(passage.text for passage in passages))
    given = [number for number in dict.fromkeys(numbers) if 1 <= number <= len(passages)]
    citations = tuple(
        cite(passages[number - 1], number, start, end)
        for number in given
        for start, end in _support(sentence, passages[number - 1], names)
    )
    quotes = [citation.quote for citation in citations]
    articles = [
        replace(citation.passage.article, published=citation.passage.published)
        for citation in citations
    ]
    languages = other_languages(articles or [passages[number - 1].article for number in given])
    checked = (
        check_in_any_language(sentence, quotes, articles, languages, names)
        if languages
        else check(sentence, quotes, articles, names)
    )
    return Claim(sentence, citations, checked.verdict, reason=checked.reason)


def _support(claim: str, passage: Passage, names: Collection[str]) -> list[tuple[int, int]]:
    """The spans of a passage's sentences that a claim rests on, in the order of the text.

    Greedy: the sentence that holds most of what is still missing, until nothing more is gained.
    """
    spans = [(passage.start + a, passage.start + b) for a, b in sentences(passage.text)]
    texts = [passage.article.text[a:b] for a, b in spans]
    language = language_of(passage.article)
    facts = hard_facts(claim, names, language)
    claim_words, text_words = terms(claim), [words(text) for text in texts]
    stem = stem_of({*claim_words, *(word for each in text_words for word in each)})
    denial = {("word", "not")} if denies(claim.lower()) else set()
    held = [
        {("fact", fact.text) for fact in holding(text, facts, language)}
        | _shared(claim_words, held_words, stem)
        | (denial if denies(text.lower()) else set())
        for text, held_words in zip(texts, text_words, strict=True)
    ]
    chosen: list[int] = []
    covered: set[tuple[str, str]] = set()
    while len(chosen) < MAX_SENTENCES_PER_CLAIM:
        gains = [_weight(found - covered) for found in held]
        best = max(range(len(gains)), key=gains.__getitem__)
        # The first must share something; a further one must bring a fact, not a common word.
        if gains[best] < (_weight({("fact", "")}) if chosen else 1):
            break
        chosen.append(best)
        covered |= held[best]
    return [spans[i] for i in sorted(chosen)]


def _shared(
    words: Sequence[str], held: Sequence[str], stem: Mapping[str, str]
) -> set[tuple[str, str]]:
    stems = {stem[word] for word in held}
    return {("word", word) for word in words if stem[word] in stems}


def _weight(found: set[tuple[str, str]]) -> int:
    return sum(3 if kind == "fact" else 1 for kind, _ in found)
