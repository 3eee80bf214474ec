"""Questions that the archive at hand can answer, made without a model from what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from assistant.types import Answer
from ui import words

if TYPE_CHECKING:
    from vectorstore.archive import Archive

# A name of two to four words, inside a sentence: its first word might only begin one.
_NAME = re.compile(
    r"(?<=[a-z,;] )[A-Z][\w'-]*[a-z](?: (?:[A-Z][\w'-]*[a-z]|of the|of)){0,2}"
    r" [A-Z][\w'-]*[a-z]\b"
)
_DAYS = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December\b"
)
NEWEST_ARTICLES = 40


def examples(archive: Archive) -> list[str]:
    """Questions about whom the newest articles name most."""
    newest = list(islice(archive.articles(), NEWEST_ARTICLES))
    outlets = archive.outlets()
    named = _names((article.text for article in newest), outlets)
    return _asked_about(named)


def follow_ups(answer: Answer) -> list[str]:
    """Questions about whom the passages name, and neither the question nor an earlier one does."""
    if answer.abstained:
        return []
    asked = f"{answer.question} {answer.understood}".casefold()
    outlets = [passage.article.outlet for passage in answer.passages]
    cited = {citation.passage.article.id for citation in answer.citations}
    # Of those that were cited first: they are about what was asked.
    near = [p.text for p in answer.passages if p.article.id in cited]
    named = [name for name in _names(near, outlets) if not _is_in(name, asked)]
    return _asked_about(named)


def _asked_about(named: Sequence[str]) -> list[str]:
    """A question of another form about each of the first names.

    These forms need no more than that an article names it, so each has an answer.
    """
    asked = (words.REPORTED_ABOUT, words.HAPPENED_TO, words.HOW_OFTEN)
    return [form.format(name=name) for form, name in zip(asked, named, strict=False)]


def _names(texts: Iterable[str], others: Iterable[str]) -> list[str]:
    """Names of several words, those that most texts hold first; of as many, the first named."""
    counted: Counter[str] = Counter()
    for each in texts:
        named = _NAME.findall(each.replace("\n", " "))
        found = dict.fromkeys(re.sub(r"['’]s$", "", name) for name in named)
        counted.update(name for name in found if not _DAYS.search(name))
    known = {other.casefold() for other in others}
    return [name for name, _ in counted.most_common() if name.casefold() not in known]


def _is_in(name: str, asked: str) -> bool:
    return any(word.casefold() in asked for word in name.split() if word[0].isupper())
