"""A draft, sentence by sentence: does the archive say it? Without a language model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from assistant.checking.citations import cite, cited
from assistant.checking.facts import hard_facts, holding
from assistant.checking.marks import without_marks
from assistant.checking.meaning import with_meaning_checked
from assistant.checking.other_languages import is_foreign
from assistant.checking.parties.clauses import has_subject
from assistant.checking.similarity import Encode, remembering, similarity
from assistant.checking.tokens import content, keys_of, share
from assistant.checking.tokens import plain as written
from assistant.finding.corrections import corrections
from assistant.later import Rival, corrected_by, corrected_since, is_over, put_right, told_later
from assistant.types import Citation, Claim, Fault, Verified
from assistant.weights import CHECKS
from vectorstore import Archive, Article, Passage
from vectorstore.errors import QuestionError
from vectorstore.text.mentions import longest_run, where_quoted
from vectorstore.text.normalise import whole_characters
from vectorstore.text.sentences import sentences
from vectorstore.text.words import STOP_WORDS, words

# Passages that a sentence is held against, and those in which it may be told otherwise.
PASSAGES = 5
LATER_PASSAGES = 12
# Where a sentence joins two, of so many words each; of more joins than these no more are tried.
_JOIN = re.compile(
    r"[;,] (?:(?:and|but|while|whereas|though|although) )?| (?:and|but|while|whereas) "
)
_PRONOUN = re.compile(
    r"(?:he|she|it|they|his|her|its|their|this|that|these|those)\b", re.IGNORECASE
)
MAX_JOINS = 4
# A longer one is no sentence: to hold it against the archive would take minutes.
MAX_SENTENCE_CHARACTERS = 2000
MIN_HALF = 4
_LINES = re.compile(r"\n(?=\s*(?:[-*•#>]|\d{1,3}[.)]\s))")
_MARKUP = re.compile(r"^\s*(?:#{1,6}|[-*•>]|\d{1,3}[.)])\s+|\*\*|__|`")
_ASKS = re.compile(r"\?[\"'”’)]*$")
# What the source has otherwise, or less firmly, and not only less of it.
_OTHERWISE: frozenset[Fault] = frozenset(("contradicted", "counted", "attributed", "firmness"))

Search = Callable[[str], Sequence[Passage]]
Versions = Callable[[str], Sequence[Article]]


def drafted(text: str) -> list[str]:
    """The sentences of a draft, without its marks of layout."""
    split = _LINES.sub("\n\n", whole_characters(text))
    found = (_MARKUP.sub("", split[start:end]).strip() for start, end in sentences(split))
    return [sentence for sentence in found if sentence]


def quoted_places(archive: Archive, text: str) -> list[Citation]:
    """Where the words of a text follow one another in the newest versions, the earliest first."""
    run = longest_run(text)
    if not run:
        raise QuestionError(f"{text!r} has no word. Give the words of the quote.")
    found: list[Citation] = []
    for mention in archive.mentions(f'"{run}"').articles:
        article = mention.article
        for start, end in where_quoted(article.text, text):
            quote = article.text[start:end]
            passage = Passage(article, start, end, quote, 1.0)
            found.append(Citation(len(found) + 1, passage, start, end, quote))
    return found


def verified(sentence: str, search: Search, versions: Versions, encode: Encode) -> Verified:
    """A sentence of a draft, with what the archive has on it.

    `search` finds LATER_PASSAGES for a sentence, the best first; `versions` those of an article by
    its id, the newest first; `encode` gives the unit vectors of texts.
    """
    whole = _verified_at_once(sentence, search, versions, encode)
    if whole.verdict not in ("partly", "absent") or not _lacked(whole):
        return whole
    for first, second in _halves(without_marks(sentence).strip()):
        told = [_verified_at_once(first, search, versions, encode)]
        # A sentence that one passage tells in part stands only where both halves do.
        if whole.verdict == "partly" and told[0].verdict != "stands":
            continue
        told.append(_verified_at_once(second, search, versions, encode))
        quotes = tuple(c for each in told if each.verdict == "stands" for c in each.citations)
        absent = [each.text for each in told if each.verdict == "absent"]
        if all(each.verdict == "stands" for each in told):
            if not _PRONOUN.match(second) or _of_one_article(quotes):
                return Verified(sentence, "stands", None, quotes)
        elif whole.verdict == "absent" and quotes and absent:
            return Verified(sentence, "partly", f"the archive does not say “{absent[0]}”", quotes)
    return whole


def _lacked(whole: Verified) -> bool:
    """Whether a sentence has a number, name or quotation that what is cited for it lacks."""
    facts = hard_facts(whole.text)
    return len(holding(" ".join(c.quote for c in whole.citations), facts)) < len(facts)


def _halves(sentence: str) -> Iterator[tuple[str, str]]:
    """A sentence cut in two where it joins what could each be a sentence of its own."""
    for join in islice(_JOIN.finditer(sentence), MAX_JOINS):
        first, second = sentence[: join.start()], sentence[join.end() :]
        if min(len(words(first)), len(words(second))) >= MIN_HALF and has_subject(second):
            yield first, second


def _of_one_article(citations: Sequence[Citation]) -> bool:
    return len({citation.passage.article.id for citation in citations}) == 1


def _verified_at_once(
    sentence: str, search: Search, versions: Versions, encode: Encode
) -> Verified:
    """A sentence, with what one passage has on it."""
    plain = without_marks(sentence).strip()
    if len(plain) > MAX_SENTENCE_CHARACTERS:
        most = f"it is longer than {MAX_SENTENCE_CHARACTERS:,} characters, and was not checked"
        return Verified(sentence, "nothing", most)
    if _says_nothing(plain):
        return Verified(sentence, "nothing", "it states nothing that could be checked")
    found = search(plain)
    passages = found[:PASSAGES]
    claims = with_meaning_checked(
        [cited(plain, [number], passages, encode) for number in range(1, len(passages) + 1)], encode
    )
    best = _telling(claims, remembering(encode))
    if right := put_right(written(plain), corrections(found)):
        return Verified(sentence, "stands", None, (cite(right.passage, 1, right.start, right.end),))
    if rival := _rival(plain, claims, best, found, versions, encode):
        told = cite(rival.passage, 1, rival.start, rival.end)
        return Verified(sentence, "contradicted", rival.reason, (told,))
    if best is None or not best.citations or best.verdict == "unsupported" or _is_beside(best):
        return Verified(sentence, "absent", "the archive does not say this")
    citations = tuple(replace(each, number=1) for each in best.citations)
    if best.verdict == "supported":
        # Numbers and names alone don't tell that two languages say the same.
        is_another = is_foreign(plain, [each.passage.article for each in citations])
        return Verified(sentence, "partly" if is_another else "stands", best.reason, citations)
    is_contradicted = best.fault == "contradicted"
    return Verified(
        sentence, "contradicted" if is_contradicted else "partly", best.reason, citations
    )


def _rival(
    sentence: str,
    claims: Sequence[Claim],
    best: Claim | None,
    passages: Sequence[Passage],
    versions: Versions,
    encode: Encode,
) -> Rival | None:
    """What corrects a sentence that the archive supports, or once supported; `best` is the one of
    its claims that tells most."""
    corrected = corrections(passages)
    if rival := corrected_by(written(sentence), corrected):
        return rival
    told = [claim for claim in claims if claim.citations]
    supported = [claim for claim in told if claim.verdict == "supported"]
    # What the nearest passage denies needs no other to be told otherwise later.
    if not supported and not (best and best.fault == "contradicted"):
        supported = [claim for claim in told if claim.fault == "attributed"]
    if not supported:
        return corrected_since(sentence, passages[:PASSAGES], versions, encode)
    # What is far less near than another only seems to say it, and has not said it last.
    near = [similarity(claim, encode) for claim in supported]
    least = max(near) - CHECKS.max_less_near
    supported = [claim for claim, each in zip(supported, near, strict=True) if each >= least]
    newest = max(supported, key=lambda claim: claim.citations[0].passage.published)
    return told_later(newest, passages, corrected, encode)


def _telling(claims: Sequence[Claim], encode: Encode) -> Claim | None:
    """The claim that tells most: one that is supported, unless a passage that is nearer in meaning
    says it otherwise, or one that is as near and newer says that it is over."""
    near = {n: similarity(claim, encode) for n, claim in enumerate(claims) if claim.citations}
    if not near:
        return None
    order = ("unsupported", "partly", "supported")
    best = max(near, key=lambda n: (order.index(claims[n].verdict), near[n]))
    nearest = max(near, key=near.__getitem__)
    if claims[nearest].fault in _OTHERWISE and near[nearest] >= near[best] + CHECKS.min_nearer:
        return claims[nearest]
    is_newer = _day_of(claims[nearest]) > _day_of(claims[best])
    quoted = written(" ".join(citation.quote for citation in claims[nearest].citations))
    is_past = is_newer and is_over(written(claims[nearest].text), quoted)
    return claims[nearest if is_past else best]


def _day_of(claim: Claim) -> str:
    return claim.citations[0].passage.published[:10]


def _is_beside(claim: Claim) -> bool:
    """Whether what a claim cites is about something else, though a word or a name is the same."""
    if claim.verdict != "partly" or claim.fault != "missing":
        return False
    cited = written(" ".join(citation.quote for citation in claim.citations))
    asked = [token for token in content(written(claim.text)) if not token.is_number]
    return share(asked, keys_of(content(cited))) < CHECKS.min_told_share


def _says_nothing(plain: str) -> bool:
    """Whether a sentence asks, greets, or is a heading of few words."""
    telling = [word for word in words(plain) if word not in STOP_WORDS]
    is_heading = plain[-1:] not in '.!…”"’)' and len(telling) <= 3
    return bool(_ASKS.search(plain)) or len(telling) < CHECKS.min_telling_words or is_heading
