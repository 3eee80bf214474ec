"""A claim, bound to texts and checked by its words and by its meaning, as one in an answer is."""

from __future__ import annotations

from assistant.checking.citations import bind
from assistant.checking.meaning import with_meaning_checked
from assistant.types import Claim
from vectorstore import Article, Passage
from vectorstore.models.encoder import SentenceEncoder


def checked(encoder: SentenceEncoder, claim: str, *texts: str) -> Claim:
    """The one claim of a sentence whose [n] mean these texts."""
    passages = [Passage(Article(text, text), 0, len(text), text, 1.0) for text in texts]
    bound = bind(claim, passages, encoder.encode)
    [found] = with_meaning_checked(bound, encoder.encode)
    return found


def checked_by(encoder: SentenceEncoder, claim: str, text: str) -> Claim:
    """A claim without its mark, that cites one text."""
    return checked(encoder, f"{claim.removesuffix('.')} [1].", text)
