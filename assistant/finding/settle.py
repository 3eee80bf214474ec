"""What is made sure of once passages are found and read: their time, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.finding.confidence import confidence, topic
from assistant.finding.corrections import Correction, corrections
from assistant.finding.found import Candidate, Found
from assistant.finding.period import in_one
from assistant.finding.rerank import READ_WHOLE
from assistant.finding.retrieve import has
from assistant.question.particulars import particulars
from assistant.weights import TUNED, Weights
from vectorstore import Archive

# Passages in one of which a year or an edition that is asked for has to stand.
LOOKED_AT = 8
# A question of more telling words than this turns on no single name that no article has; and on no
# single word in small letters, which may be said otherwise.
MAX_TELLING_WORDS, MAX_WITH_WORD = 12, 4


def settle(
    archive: Archive,
    question: str,
    found: Found,
    unknown: Sequence[str] = (),
    weights: Weights = TUNED,
) -> Found:
    """What was found, that of the period asked about first where something of it answers.

    Where nothing of it does, a note says so. `missing` is what of `unknown`, names that no
    article has and that a question of a few words turns on, and of the years and editions asked for
    none of the best passages has. Passages that correct what would be quoted are among these.
    """
    found = _of_period(archive, question, found, weights)
    best = [each.passage for each in found.candidates[:LOOKED_AT]]
    missing = [
        asked.in_words
        for asked in particulars(question)
        if best and not any(has(passage, asked) for passage in best)
    ]
    found = replace(found, missing=(*_turned_on(unknown, len(archive.idf(question))), *missing))
    return found if found.missing else _corrected(archive, question, found)


def _turned_on(unknown: Sequence[str], telling: int) -> list[str]:
    """The unknown names and words on which a question of so many telling words turns."""
    if telling > MAX_TELLING_WORDS:
        return []
    return [each for each in unknown if not each.islower() or telling <= MAX_WITH_WORD]


def _of_period(archive: Archive, question: str, found: Found, weights: Weights) -> Found:
    period = in_one(question, found.windows)
    # Several periods are compared: what else is said of them stays where it is.
    if not period or not found.candidates:
        return found
    inside = [each for each in found.candidates if each.is_of_period]
    outside = [each for each in found.candidates if not each.is_of_period]
    if _answers(archive, question, replace(found, candidates=inside), weights):
        return replace(found, candidates=(*inside, *outside))
    if not _answers(archive, question, replace(found, candidates=outside), weights):
        return found
    note = f"Nothing of “{period}” answers this. What was found is of other days."
    return replace(found, candidates=(*outside, *inside), notes=(*found.notes, note))


def _answers(archive: Archive, question: str, found: Found, weights: Weights) -> bool:
    return confidence(archive, archive.idf(topic(question, found)), found, weights) >= 0


def _corrected(archive: Archive, question: str, found: Found) -> Found:
    """With the passages that correct what is asked for among the best."""
    stems = archive.idf(question).keys()
    known = corrections([each.passage for each in found.candidates])
    wanted = [correction for correction in known if correction.answers(stems)]
    if not wanted:
        return found
    places = {(one.passage.article.id, one.passage.start) for one in wanted}
    first, rest = found.candidates[: READ_WHOLE - 1], found.candidates[READ_WHOLE - 1 :]
    raised = [each for each in rest if _place(each) in places]
    others = [each for each in rest if _place(each) not in places]
    notes = dict.fromkeys((*found.notes, *map(_note, wanted)))
    return replace(found, candidates=(*first, *raised, *others), notes=tuple(notes))


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.passage.article.id, candidate.passage.start


def _note(correction: Correction) -> str:
    passage = correction.passage
    by = f" by {passage.article.outlet}" if passage.article.outlet else ""
    on = f" on {passage.day_in_words}" if passage.day else ""
    return f"A figure was corrected{on}{by}: the corrected one is quoted first."
