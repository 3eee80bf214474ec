"""What reads again what the rules let pass: a cross-encoder by name, or the model that writes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from assistant.answering.failures import failures_named
from assistant.answering.place import name_of, sent_elsewhere
from assistant.answering.reply.spoken import spoken
from assistant.answering.stream import read
from assistant.checking.entailment import EntailmentChecker
from assistant.types import Answer, Citation, Claim, Verified
from prompts import render
from vectorstore.errors import ModelError
from vectorstore.models.device import Device

if TYPE_CHECKING:
    from assistant.answering.write import Writing

# Names of settings: the language model that writes, on this machine or wherever it is.
MODEL, HOSTED_MODEL = "model", "hosted-model"
_WORD = re.compile(r"\b(yes|no)\b", re.IGNORECASE)


class Checker(Protocol):
    """Whatever tells whether a text says a claim.

    `name` stands in reasons, `remark` is told to the person with each answer that was checked.
    """

    @property
    def name(self) -> str: ...

    @property
    def remark(self) -> str: ...

    def says(self, pairs: Sequence[tuple[str, str]]) -> list[bool]:
        """Of each text and claim, in their order, whether the text says the claim."""
        ...


class ModelChecker:
    """The person's own language model, asked claim by claim."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    @property
    def name(self) -> str:
        return name_of(self._writing.model)

    @property
    def remark(self) -> str:
        return f"The model {self.name} was also asked, sentence by sentence, if its source says it."

    def says(self, pairs: Sequence[tuple[str, str]]) -> list[bool]:
        return [self._says(text, claim) for text, claim in pairs]

    def _says(self, text: str, claim: str) -> bool:
        asked = self._writing.asked(render("says"), render("claimed", text=text, claim=claim))
        with failures_named(self._writing.model):
            reply = "".join(part or "" for part in read(asked))
        words: list[str] = _WORD.findall(spoken(reply))
        if not words:
            raise ModelError(f"the model {self.name} says neither yes nor no")
        return words[0].lower() == "yes"


class NotAsked:
    """Stands for a hosted model that is to check only where that is wanted, and says so."""

    def __init__(self, writing: Writing) -> None:
        self.name = name_of(writing.model)
        self.remark = (
            f"The hosted model {self.name} was not asked to check its sentences. Set the checker to"
            f" {HOSTED_MODEL} if their sources may be sent there once more."
        )

    def says(self, pairs: Sequence[tuple[str, str]]) -> list[bool]:
        return [True] * len(pairs)


def named_checker(name: str, device: Device) -> str | Checker:
    """A CrossEncoder by name or path; MODEL and HOSTED_MODEL stay names, of whatever writes."""
    return name if name in (MODEL, HOSTED_MODEL) else EntailmentChecker(name, device)


def writing_checker(name: str, writing: Writing) -> Checker:
    """What MODEL or HOSTED_MODEL means where `writing` writes."""
    is_elsewhere = bool(sent_elsewhere(writing.model))
    return NotAsked(writing) if name == MODEL and is_elsewhere else ModelChecker(writing)


def checked_again(answer: Answer, checker: Checker) -> Answer:
    """The answer, of whose supported sentences those are partly so that the checker does not find.

    It never lifts a mark. Where it fails, the answer stands as the rules judged it, and says so.
    """
    asked = [n for n, claim in enumerate(answer.claims) if _is_checked(claim)]
    if not asked:
        return answer
    pairs = [(_source(answer.claims[n].citations), answer.claims[n].text) for n in asked]
    try:
        said = checker.says(pairs)
    except ModelError as error:
        note = f"The checker failed, so only the rules judged these sentences: {error}"
        return replace(answer, notes=(*answer.notes, note))
    claims = list(answer.claims)
    for n, is_said in zip(asked, said, strict=True):
        if not is_said:
            claims[n] = replace(
                claims[n], verdict="partly", reason=_not_found_by(checker), fault="missing"
            )
    notes = (*answer.notes, *filter(None, [checker.remark]))
    return replace(answer, claims=tuple(claims), notes=notes)


def verified_again(found: Verified, checker: Checker) -> Verified:
    """A sentence of a draft that stands, and is but partly so where the checker does not find it.

    ModelError where the checker fails.
    """
    if found.verdict != "stands":
        return found
    [is_said] = checker.says([(_source(found.citations), found.text)])
    return found if is_said else replace(found, verdict="partly", reason=_not_found_by(checker))


def _not_found_by(checker: Checker) -> str:
    return f"the checker {checker.name} does not find this in the cited text"


def _is_checked(claim: Claim) -> bool:
    return claim.kind == "sentence" and claim.verdict == "supported" and bool(claim.citations)


def _source(citations: Sequence[Citation]) -> str:
    """The passages that are cited."""
    return "\n".join(dict.fromkeys(citation.passage.text for citation in citations))
