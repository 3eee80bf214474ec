"""What the check finds of a claim."""

from __future__ import annotations

from typing import NamedTuple

from assistant.types import Fault, Verdict
from vectorstore.text.normalise import normalised
from vectorstore.text.senses import as_written


class Checked(NamedTuple):
    """A verdict, why it isn't supported or what was not checked, and what is wrong in a word."""

    verdict: Verdict
    reason: str | None = None
    fault: Fault = ""

    def in_the_words_of(self, *texts: str) -> Checked:
        """The same, what it quotes of some texts as it is written there."""
        if self.reason is None:
            return self
        return self._replace(reason=as_written(self.reason, normalised(" ".join(texts))))


SUPPORTED = Checked("supported")
FEW_WORDS = Checked("unsupported", "few of its words are in the cited text", "missing")
NOT_CITED = Checked("unsupported", "it rests on no words of the archive", "missing")
