"""The sentences of a passage that a claim rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.checking.negation import denies
from assistant.checking.other_languages import facts_of, held_by, other_languages
from assistant.checking.reckoning import needed_to_reckon
from assistant.checking.repeating import repeats
from assistant.checking.similarity import Encode
from assistant.weights import CHECKS
from vectorstore import Passage
from vectorstore.text.senses import senses
from vectorstore.text.sentences import sentences
from vectorstore.text.stems import stem_of
from vectorstore.text.words import terms, words

# Sentences of one passage that one claim may rest on.
MAX_SENTENCES_PER_CLAIM = 3


def rests_on(
    claim: str,
    numbers: Sequence[int],
    passages: Sequence[Passage],
    names: Collection[str],
    encode: Encode | None,
) -> dict[int, list[tuple[int, int]]]:
    """The spans of the sentences that a claim rests on, by the number of their passage."""
    spans = {
        number: _support(claim, passages[number - 1], names, encode)
        or _near(claim, passages[number - 1], encode)
        for number in numbers
    }
    return _with_reckoned(claim, spans, passages, names)


def _with_reckoned(
    claim: str,
    spans: Mapping[int, Sequence[tuple[int, int]]],
    passages: Sequence[Passage],
    names: Collection[str],
) -> dict[int, list[tuple[int, int]]]:
    """The spans on which a claim rests, with those from which its other numbers follow."""
    found = {number: [*chosen] for number, chosen in spans.items()}
    read = {number: passages[number - 1] for number in found}
    if not any(found.values()) or other_languages(claim, [each.article for each in read.values()]):
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
    facts = facts_of(claim, [passage.article], names)
    claim_words, text_words = terms(claim), [words(text) for text in texts]
    stem = _senses({*claim_words, *(word for each in text_words for word in each)})
    denial = {("word", "not")} if denies(claim.lower()) else set()
    held = [
        {("fact", fact.text) for fact in held_by(text, facts, claim, passage.article)}
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
    if chosen:
        chosen = _with_nearer(claim, texts, held, chosen, encode)
    return [spans[i] for i in sorted(chosen)]


def _with_nearer(
    claim: str,
    texts: Sequence[str],
    held: Sequence[set[tuple[str, str]]],
    chosen: Sequence[int],
    encode: Encode | None,
) -> list[int]:
    """The chosen sentences, and those that share a word more and bring them nearer in meaning."""
    found = [*chosen]
    while encode and len(found) < MAX_SENTENCES_PER_CLAIM:
        covered = {each for n in found for each in held[n]}
        others = [n for n in range(len(texts)) if n not in found and held[n] - covered]
        if not others:
            break
        sets = [sorted([*found, *more]) for more in [(), *((n,) for n in others)]]
        near = _cosines(claim, [" ".join(texts[n] for n in each) for each in sets], encode)
        best = max(range(len(sets)), key=near.__getitem__)
        if near[best] < near[0] + CHECKS.min_nearer_in_binding:
            break
        found = sets[best]
    return found


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
