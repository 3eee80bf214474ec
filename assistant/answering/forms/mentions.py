"""Every mention of a name or words: counted over the whole archive, and each quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.told import Told, claim_of
from assistant.question.outlets import named_outlets
from assistant.types import Claim
from vectorstore import Passage
from vectorstore.errors import QuestionError
from vectorstore.text.units import units
from vectorstore.types import Mention, in_words

# Articles that are quoted at most; the table names them all.
MAX_QUOTED = 30
_ARTICLES = r"(?:articles?|stories|reports|pieces|texts)"
_WORDS = (
    r"\bmentions? of (?P<words>.+)",
    rf"\b{_ARTICLES} (?:that |which )?(?:mention|mentions|mentioning|about|on|naming|with)"
    r" (?P<words>.+)",
    r"\beverything (?:\w+ ){0,3}?(?:on|about) (?P<words>.+)",
    r"\b(?:how often|how many times|when|where) (?:is|was|has|have|are|were|does|did)"
    r" (?P<words>.+?) (?:been )?(?:first |last |ever )?"
    r"(?:mentioned|named|in the news|appear|come up|get mentioned)\b",
    r"\bwho (?:first |last )?mention(?:s|ed) (?P<words>.+)",
    r"\bmention(?:s|ed|ing)? (?P<words>.+)",
)
_WHO_MENTIONS = re.compile(
    r"\b(?:did|does|do|has|have) (?!(?:the |this |your |my |any )?(?:archive|articles?|stories"
    r"|reports|papers?|outlets?|news|it|they|you)\b)[\w’' -]+? mention(?:ed)? \w",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]*(?:please|in the archive|in this archive|at all|anywhere))*[\s?.!]*$", re.I
)


def mentions(asked: Asked) -> Formed:
    """Each article that mentions what is asked for, the earliest first, with what was counted."""
    words = words_of(asked.question)
    if not words:
        return NOTHING
    try:
        found = asked.archive.mentions(words, asked.where)
    except QuestionError:
        return NOTHING
    if not found.total:
        return NOTHING
    is_last = re.search(r"\blast\b", asked.question, re.IGNORECASE) is not None
    order = [*reversed(found.articles)] if is_last else [*found.articles]
    claims = [claim for each in order[:MAX_QUOTED] for claim in _quoted(each)]
    times = f"{found.total:,} mention{'s' * (found.total != 1)}"
    where = f"{len(found.articles):,} of the {found.searched:,} articles"
    notes = [f"{times} of {found.words} in the text of {where}, counted by words."]
    if found.first and found.last:
        first, last = (in_words_of(each.day) for each in (found.first, found.last))
        notes.append(f"First on {first}, last on {last}.")
    if len(order) > MAX_QUOTED:
        notes.append(f"The first {MAX_QUOTED} are quoted: `dateline mentions` lists them all.")
    return Formed(tuple(claims), tuple(notes), found)


def is_of_a_text(question: str, outlets: Sequence[str]) -> bool:
    """Whether it asks what a text or somebody mentions, as "how often does the report mention it",
    and not what the archive or one of its outlets does."""
    found = _WHO_MENTIONS.search(question)
    return bool(found) and not named_outlets(question, outlets)


def in_words_of(day: str) -> str:
    from datetime import date

    return in_words(date.fromisoformat(day))


def words_of(question: str) -> str:
    """What a question wants the mentions of."""
    for pattern in _WORDS:
        if found := re.search(pattern, question, re.IGNORECASE):
            words = _TAIL.sub("", found["words"])
            return re.sub(r"^(?:the|an?) ", "", words.strip(), flags=re.IGNORECASE)
    return ""


def _quoted(mention: Mention) -> list[Claim]:
    """The sentence of the first place, with how often the article has it."""
    text, (start, _end) = mention.article.text, mention.places[0]
    for unit, (first, last) in enumerate(units(text)):
        if first <= start < last:
            passage = Passage(mention.article, first, last, text[first:last], 0.0)
            one = Told(passage, first, last, unit=unit)
            return [claim_of(one, group=mention.article.outlet)]
    return []
