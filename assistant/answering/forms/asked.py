"""What a form of answer is made from, and what it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.answering.told import Told, apart, claim_of, titled, told
from assistant.finding.found import Found
from assistant.types import Claim
from assistant.weights import Weights
from vectorstore import EVERYTHING, Archive, Filter
from vectorstore.types import Mentions

# Passages whose sentences are looked at, where a form needs no others.
LOOKED_AT = 8


class Find(Protocol):
    """A search of the archive: the k best candidates for a question."""

    def __call__(self, question: str, k: int, where: Filter = EVERYTHING) -> Found: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was found for it.

    `idf` weighs the stems of its words. `is_sure` is whether the archive seems to answer it.
    `today` is the day from which "yesterday" counts back.
    """

    question: str
    found: Found
    archive: Archive
    find: Find
    where: Filter
    idf: Mapping[str, float]
    weights: Weights
    today: date
    is_sure: bool

    def quoted(self, sentences: Iterable[Told]) -> tuple[Claim, ...]:
        """The claims that quote sentences, none of which repeats another, each under its title
        where that tells what is asked."""
        with_title = titled(self.question, self.idf)
        return apart(with_title(claim_of(one)) for one in sentences)

    def told(self, count: int | None = LOOKED_AT) -> list[Told]:
        """Every sentence that tells something of the best passages, best first; None: of all."""
        return told(self.question, self.idf, self.found, self.weights, count)


@dataclass(frozen=True, slots=True)
class Formed:
    """The claims of a form, its remarks, and what was counted; no claim where it found nothing.

    `is_silent` is whether nothing else may be quoted then: it would answer another question.
    """

    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    mentions: Mentions | None = None
    is_silent: bool = False


NOTHING = Formed()
SILENT = Formed(is_silent=True)
