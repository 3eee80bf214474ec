"""The writer that needs no language model: it answers with sentences of the articles themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.beside import with_best
from assistant.answering.draft import Draft, Evidence
from assistant.answering.forms import FROM_CATALOGUE, Asked, Find, Formed, formed
from assistant.answering.forms.mentions import is_of_a_text
from assistant.answering.short import SHORT_FORMS, short_answer
from assistant.answering.told import Told, apart, claim_of, numbered_by_passage, titled, told
from assistant.finding.confidence import confidence, topic
from assistant.finding.found import Found
from assistant.finding.rerank import READ_WHOLE
from assistant.question.follow_up import standalone
from assistant.question.form import NOTHING_ASKED, form_of, is_nothing_asked, parts_of
from assistant.question.office import office
from assistant.question.subject import in_one, without_taken_along
from assistant.types import Abstention, Citation, Claim, Form, Turn
from assistant.weights import TUNED, Weights
from vectorstore import Archive, Passage

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

# Passages whose sentences are considered, and sentences quoted at most.
QUOTED_PASSAGES = READ_WHOLE
MAX_QUOTES = 3
# Passages that are found for each of several questions.
PASSAGES = 8


class Quoting:
    """Answers with one to three verbatim sentences, best first; with none where it is not sure.

    Citation numbers count the passages quoted, from 1.
    """

    def __init__(
        self,
        archive: Archive,
        weights: Weights = TUNED,
        find: Find | None = None,
        today: date | None = None,
    ) -> None:
        self._archive = archive
        self._weights = weights
        self._find = find
        self._today = today

    def write(self, evidence: Evidence, _: RunnableConfig | None = None) -> Iterator[Draft]:
        """What was found, then the whole answer."""
        draft = Draft(evidence)
        yield draft
        yield self._whole(evidence)

    async def awrite(
        self, evidence: Evidence, _: RunnableConfig | None = None
    ) -> AsyncIterator[Draft]:
        """The same, worked on in a thread."""
        draft = Draft(evidence)
        yield draft
        yield await asyncio.to_thread(self._whole, evidence)

    def _whole(self, evidence: Evidence) -> Draft:
        """The answer in the form that the question asks for, or the best quotes."""
        question, found = evidence.question.understood, evidence.found
        if is_nothing_asked(evidence.question.text):
            return _nothing_asked(evidence)
        parts = parts_of(question)
        answered = (
            [self._part(evidence, question, found)]
            if len(parts) == 1
            else self._each(evidence, parts)
        )
        claims = numbered_by_passage(
            [
                replace(claim, group=claim.group or part) if len(parts) > 1 else claim
                for part, (_, formed) in zip(parts, answered, strict=True)
                for claim in formed.claims
            ]
        )
        form, first = answered[0]
        short = None
        if form in SHORT_FORMS and len(parts) == 1:
            short = short_answer(found, claims, self._archive, question, self._weights)
        passages, claims = _bound_to(evidence.answer.passages, claims)
        answer = replace(
            evidence.answer,
            form=form,
            short=short,
            notes=(*evidence.answer.notes, *(n for _, formed in answered for n in formed.notes)),
            mentions=first.mentions,
            passages=passages,
        )
        return Draft(replace(evidence, answer=answer), quotations=claims, finished=True)

    def _each(self, evidence: Evidence, parts: Sequence[str]) -> list[tuple[Form, Formed]]:
        """The answers to several questions in one, of which each may lean on those before it."""
        before: list[Turn] = []
        answered = []
        for part in parts:
            asked = standalone(part, before)
            answered.append(self._part(evidence, asked, None))
            told = " ".join(claim.text for claim in answered[-1][1].claims)
            before.append(Turn(part, told, asked))
        return answered

    def _idf(self, question: str) -> dict[str, float]:
        """The weights of a question's stems, less those of the subject that it only takes along."""
        own = self._archive.idf(without_taken_along(question))
        named = self._archive.idf(in_one(question)).keys()
        weights = self._weights

        def worth(stem: str) -> float:
            return weights.in_its_place if stem in named else weights.taken_along

        return {
            stem: weight if stem in own else worth(stem) * weight
            for stem, weight in self._archive.idf(question).items()
        }

    def _part(self, evidence: Evidence, question: str, found: Found | None) -> tuple[Form, Formed]:
        """One question of those that are asked, in its form."""
        where = evidence.question.where
        if found is None:
            found = self._find(question, PASSAGES, where) if self._find else evidence.found
        idf = self._idf(question)
        sure = self._archive.idf(topic(question, found))
        least = -self._weights.follow_up if without_taken_along(question) != question else 0.0
        is_sure = confidence(self._archive, sure, found, self._weights) >= least
        form = evidence.question.form or form_of(question)
        quotes = best_quotes(question, idf, found, self._weights) if is_sure else ()
        if self._find:
            today = where.as_of or self._today or self._archive.newest_day() or date.today()
            asked = Asked(
                question,
                found,
                self._archive,
                self._find,
                where,
                idf,
                self._weights,
                today,
                is_sure,
            )
            if form == "mentions" and is_of_a_text(question, self._archive.outlets()):
                form = "figures"
            answered = formed(form, asked)
            if not evidence.question.form:
                claims = with_best(form, asked, answered.claims, quotes)
                answered = replace(answered, claims=claims)
            if answered.claims or answered.is_silent or form in FROM_CATALOGUE:
                return form, answered
        return "fact", Formed(quotes)


def _bound_to(
    passages: Sequence[Passage], claims: Sequence[Claim]
) -> tuple[tuple[Passage, ...], tuple[Claim, ...]]:
    """The passages found and those of a form's own searches; the claims cite them as they are."""
    known = {(each.article.id, each.start): each for each in passages}

    def own(citation: Citation) -> Citation:
        passage = citation.passage
        key = passage.article.id, passage.start
        return replace(citation, passage=known.setdefault(key, passage))

    bound = tuple(replace(each, citations=tuple(map(own, each.citations))) for each in claims)
    return tuple(known.values()), bound


def _nothing_asked(evidence: Evidence) -> Draft:
    abstention = Abstention("nothing_asked", text=NOTHING_ASKED)
    answer = replace(evidence.answer, abstention=abstention, passages=(), form="fact")
    return Draft(replace(evidence, answer=answer), quotations=(), finished=True)


def best_quotes(
    question: str, idf: Mapping[str, float], found: Found, weights: Weights = TUNED
) -> tuple[Claim, ...]:
    """The best sentences, whether or not they seem to answer; `idf` is of the question's words."""
    order = told(question, idf, found, weights, QUOTED_PASSAGES)
    if found.as_of:
        margin = weights.about_as_well_of_office if office(question) else weights.about_as_well
        order = _newest_first(order, margin)
    with_title = titled(question, idf)
    return apart((with_title(claim_of(one)) for one in order), MAX_QUOTES)


def _newest_first(order: Sequence[Told], margin: float) -> list[Told]:
    """The order, where those that score no more than `margin` below the best begin with the
    newest."""
    near = [one for one in order if one.score >= order[0].score - margin]
    near.sort(key=lambda one: -(one.passage.day or date.min).toordinal())
    return [*near, *order[len(near) :]]
