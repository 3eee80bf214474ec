"""What the check finds of a claim."""

from __future__ import annotations

from typing import NamedTuple

from assistant.types import Fault, Verdict


class Checked(NamedTuple):
    """A verdict, why it isn't supported or what was not checked, and what is wrong in a word."""

    verdict: Verdict
    reason: str | None = None
    fault: Fault = ""


SUPPORTED = Checked("supported")
FEW_WORDS = Checked("unsupported", "few of its words are in the cited text", "missing")
NOT_CITED = Checked("unsupported", "it rests on no words of the archive", "missing")
