"""[n] in a model's text becomes citations that are bound to exact spans of articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.checking.check import check, hard_facts, holding
from assistant.checking.frame import MAX_READ
from assistant.checking.meaning import is_free, remembering
from assistant.checking.negation import denies
from assistant.checking.other_languages import check_in_any_language, language_of, other_languages
from assistant.checking.reckoning import needed_to_reckon
from assistant.checking.repeating import repeats
from assistant.checking.speakers.behind import told_behind
from assistant.types import Citation, Claim
from assistant.weights import CHECKS
from vectorstore import Passage
from vectorstore.text.names import names_in
from vectorstore.text.senses import senses
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
_MARK_GROUP = re.compile(rf"(?:{_MARK})+", re.IGNORECASE)
_MARKS = re.compile(_MARK, re.IGNORECASE)
# "... the cost [1]. Then" -> the mark belongs to what stands before the full stop.
_MARK_BEFORE_STOP = re.compile(rf"((?:{_MARK})+)([.!?…]+[\"'”’)]*)", re.IGNORECASE)

# A line of a list or a heading begins with one of these, whether or not the last had a full stop.
_NEXT_LINE = re.compile(r"\n[^\S\n]*(?=(?:[-*•#]+|\d{1,3}[.)])\s)")


Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def bind(text: str, passages: Sequence[Passage], encode: Encode | None = None) -> tuple[Claim, ...]:
    """The claims of a text whose [n] mean passages[n - 1]: a sentence each, cited and checked.

    A number that was not given is dropped; a claim that keeps none is unsupported. The citations
    are numbered anew, in the order in which they are read. A clause with marks of its own is
    checked against these alone. Where `encode` gives the unit vectors of texts, a sentence that
    has no word of its passage may still rest on what is near in meaning.
    """
    encode = remembering(encode) if encode else None
    found: list[Claim] = []
    for paragraph in _paragraphs(text):
        following: list[int] = []
        claims: list[Claim] = []
        for written, numbers in reversed(paragraph):
            claim = _claim(written, numbers, passages, encode)
            if not numbers and following:
                claim = _covered(claim, following, passages, encode)
            following = numbers or following
            claims.append(claim)
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


def _claim(
    written: str, numbers: Sequence[int], passages: Sequence[Passage], encode: Encode | None
) -> Claim:
    """The claim of a sentence as it is written, with its marks, each clause by its own."""
    whole = cited(without_marks(written).strip(), numbers, passages, encode)
    parts = _marked_clauses(written)
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


def _marked_clauses(written: str) -> list[tuple[str, list[int]]]:
    """The clauses of a sentence, each up to its marks, where it has several groups of them."""
    found: list[tuple[str, list[int]]] = []
    last = 0
    for match in _MARK_GROUP.finditer(written):
        said, clause = told_behind(written[last : match.start()])
        if said and found:
            found[-1] = (found[-1][0] + said, found[-1][1])
        clause = re.sub(r"^(?:and|but|while|whereas)\s+", "", clause.strip(" ,;"))
        if clause:
            found.append((clause, _numbers(match.group())))
        last = match.end()
    if found:
        found[-1] = (found[-1][0] + told_behind(written[last:])[0], found[-1][1])
    # "The ministry said 41 and 54 [1][2]", "in Paris [1] in May [2]" have no clauses of their own.
    are_apart = all(len(clause.split()) >= 2 for clause, _ in found)
    sets = {tuple(own) for _, own in found}
    return found if len(sets) > 1 and are_apart else []


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


def _paragraphs(text: str) -> Iterator[list[tuple[str, list[int]]]]:
    """The sentences of each paragraph, with their marks, and the numbers of the marks of each.

    Marks stand in a sentence or right behind it; where a paragraph begins with marks and ends
    without, they stand before their sentences.
    """
    text = _NEXT_LINE.sub("\n\n", _MARK_BEFORE_STOP.sub(r"\2\1", text))
    spans = sentences(_MARKS.sub(_hidden, text))
    gaps = [text[a:b] for a, b in pairwise([0, *chain.from_iterable(spans), len(text)])][::2]
    first = 0
    for last in range(1, len(spans) + 1):
        if last < len(spans) and "\n" not in gaps[last]:
            continue
        pieces = [text[start:end] for start, end in spans[first:last]]
        before = [gaps[first].rpartition("\n")[2], *gaps[first + 1 : last]]
        behind = gaps[last].partition("\n")[0]
        yield _with_their_marks(pieces, before, behind)
        first = last


def _with_their_marks(
    pieces: Sequence[str], before: Sequence[str], behind: str
) -> list[tuple[str, list[int]]]:
    """Each sentence of a paragraph with its marks; `before` are the gaps before each of them."""
    lead = bool(_numbers(before[0])) and not _numbers(behind) and not _numbers(pieces[-1])
    gaps = before if lead else [*before[1:], behind]
    marked = []
    for piece, gap in zip(pieces, gaps, strict=True):
        marks = "".join(_MARKS.findall(gap))
        marked.append((piece.strip() + marks, _numbers(piece) + _numbers(gap)))
    if not lead and (opening := _numbers(before[0])):
        marked[0] = (marked[0][0], [*opening, *marked[0][1]])
    return marked


def _hidden(match: re.Match[str]) -> str:
    """Marks as white space, so that the sentences around them are found where they are."""
    return " " * len(match.group())


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for mark in _MARKS.findall(text):
        for first, last in re.findall(r"(\d+)(?:\s*[–-]\s*(\d+))?", mark):
            found += range(int(first), int(last or first) + 1)
    return found


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
    spans = {
        number: _support(sentence, passages[number - 1], names, encode)
        or _near(sentence, passages[number - 1], encode)
        for number in given
    }
    spans = _with_reckoned(sentence, spans, passages, names)
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
    languages = other_languages(articles or [passages[number - 1].article for number in given])
    checked = (
        check_in_any_language(sentence, quotes, articles, languages, names)
        if languages
        else check(sentence, quotes, articles, names)
    )
    return Claim(sentence, citations, checked.verdict, reason=checked.reason, fault=checked.fault)


def _with_reckoned(
    claim: str,
    spans: Mapping[int, Sequence[tuple[int, int]]],
    passages: Sequence[Passage],
    names: Collection[str],
) -> dict[int, list[tuple[int, int]]]:
    """The spans on which a claim rests, with those from which its other numbers follow."""
    found = {number: [*chosen] for number, chosen in spans.items()}
    read = {number: passages[number - 1] for number in found}
    if not any(found.values()) or other_languages([each.article for each in read.values()]):
        return found
    others = [
        (number, span)
        for number, passage in read.items()
        for span in _sentences(passage)
        if span not in found[number]
    ]
    chosen = [read[n].article.text[a:b] for n, each in found.items() for a, b in each]
    texts = [read[n].article.text[a:b] for n, (a, b) in others]
    for place in needed_to_reckon(claim, chosen, texts, names):
        number, span = others[place]
        found[number] = sorted([*found[number], span])
    return found


def _sentences(passage: Passage) -> list[tuple[int, int]]:
    """The spans of a passage's sentences in its article."""
    return [(passage.start + a, passage.start + b) for a, b in sentences(passage.text)]


def _support(
    claim: str, passage: Passage, names: Collection[str], encode: Encode | None
) -> list[tuple[int, int]]:
    """The spans of a passage's sentences that a claim rests on, in the order of the text.

    Greedy: the sentence that holds most of what is still missing, until nothing more is gained; the
    first, where `encode` tells meaning, by how near it is, too.
    """
    spans = _sentences(passage)
    texts = [passage.article.text[a:b] for a, b in spans]
    language = language_of(passage.article)
    facts = hard_facts(claim, names, language)
    claim_words, text_words = terms(claim), [words(text) for text in texts]
    stem = _senses({*claim_words, *(word for each in text_words for word in each)})
    denial = {("word", "not")} if denies(claim.lower()) else set()
    held = [
        {("fact", fact.text) for fact in holding(text, facts, language)}
        | _shared(claim_words, held_words, stem)
        | (denial if denies(text.lower()) else set())
        for text, held_words in zip(texts, text_words, strict=True)
    ]
    own = words(claim)
    shares = [repeats(own, text) for text in text_words]
    # What it nearly repeats it rests on, whatever another sentence names.
    chosen = [shares.index(max(shares))] if any(shares) else []
    covered = {each for n in chosen for each in held[n]}
    while len(chosen) < MAX_SENTENCES_PER_CLAIM:
        gains = [_weight(found - covered) for found in held]
        values = gains if chosen else _with_nearness(gains, _cosines(claim, texts, encode))
        best = max(range(len(gains)), key=values.__getitem__)
        # The first must share something; a further one must bring a fact, not a common word.
        if gains[best] < (_weight({("fact", "")}) if chosen else 1):
            break
        chosen.append(best)
        covered |= held[best]
    return [spans[i] for i in sorted(chosen)]


def _with_nearness(gains: Sequence[int], cosines: Sequence[float]) -> list[float]:
    """What each sentence gains, with its nearness in what a shared word counts for; nothing for
    one that shares no word."""
    return [
        gain and gain + CHECKS.meaning_in_binding * cosine
        for gain, cosine in zip(gains, cosines, strict=True)
    ]


def _cosines(claim: str, texts: Sequence[str], encode: Encode | None) -> list[float]:
    """How near each text is to a claim in meaning; 0 where nothing tells."""
    if encode is None or not texts:
        return [0.0] * len(texts)
    vectors = encode([claim, *texts])
    return [float(each) for each in vectors[1:] @ vectors[0]]


def _near(claim: str, passage: Passage, encode: Encode | None) -> list[tuple[int, int]]:
    """The span of the sentence that is nearest to a claim in meaning, if any is near."""
    spans = _sentences(passage)
    cosines = _cosines(claim, [passage.article.text[a:b] for a, b in spans], encode)
    nearest = max(cosines, default=0.0)
    return [spans[cosines.index(nearest)]] if nearest >= CHECKS.min_cited_similarity else []


def _shared(
    words: Sequence[str], held: Sequence[str], stem: Mapping[str, frozenset[str]]
) -> set[tuple[str, str]]:
    known = {sense for word in held for sense in stem[word]}
    return {("word", word) for word in words if stem[word] & known}


def _senses(words: Collection[str]) -> dict[str, frozenset[str]]:
    return {word: senses(word, stem) for word, stem in stem_of(words).items()}


def _weight(found: set[tuple[str, str]]) -> int:
    return sum(3 if kind == "fact" else 1 for kind, _ in found)
