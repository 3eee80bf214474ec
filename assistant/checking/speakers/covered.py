"""What a claim gives as somebody's word, and the clauses of a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vectorstore.text.hedges import attributions
from vectorstore.text.past import is_in_past
from vectorstore.text.tellers import tellings

# Where a clause of a claim begins.
_JOINS = (
    r"(?:who|which|whose|after|before|because|since|when|while|although|but|and|as|following)\s"
)
_JOINT = re.compile(rf",?\s(?={_JOINS})|[;,]\s")
_IS_JOINED = re.compile(rf";|,?\s{_JOINS}")
# "..., who was held for a day, rang the bell"; "..., a pilot of 40, rang the bell"
_ENDS_ASIDE = re.compile(r",\s(?:who|which|whose)\s[^,;]*\Z")
_ENDS_APPOSED = re.compile(r",\s(?:an?|the|its|his|her|their|[A-Z][\w'-]+|\d+)(?:\s[^,;]*)?\Z")
_GOES_ON = re.compile(r",\s(?P<verb>[a-z]+)\b")
_AUXILIARY = frozenset("is are was were has had have will would did".split())


def joints(claim: str) -> list[int]:
    """Where the clauses of a plain claim meet."""
    return [match.start() for match in _JOINT.finditer(claim)]


def covered(claim: str) -> list[tuple[int, int]]:
    """The parts of a plain claim that it gives as somebody's word."""
    found = [span for told in tellings(claim) for span in told.spans]
    return [*found, *attributions(claim.casefold())]


def is_covered(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is in one of some parts."""
    return any(start <= place < end for start, end in spans)


def clause_at(claim: str, place: int) -> str:
    """The clause of a plain claim that a place is in."""
    cuts = [0, *joints(claim), len(claim)]
    start = max(cut for cut in cuts if cut <= place)
    return claim[start : min((cut for cut in cuts if cut > place), default=len(claim))]


def begins_clause(claim: str, start: int) -> bool:
    """Whether a clause begins at a joint, and not only what stands between two commas."""
    return bool(_IS_JOINED.match(claim, start)) or _goes_on(claim, start)


def _goes_on(claim: str, start: int) -> bool:
    """Whether a claim goes on behind a comma with what the one does of whom it told between two."""
    before = claim[:start]
    if _ENDS_ASIDE.search(before):
        return True
    verb = _GOES_ON.match(claim, start)
    return bool(
        verb
        and (verb["verb"] in _AUXILIARY or is_in_past(verb["verb"]))
        and _ENDS_APPOSED.search(before)
    )
