"""Does a claim have somebody say a thing of whom its articles know nothing?"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.speakers.standing import pieces
from assistant.checking.speakers.who import FOR_ANY, kind_of, named, of_kinds, teller
from assistant.checking.tokens import keys_of, tokens
from vectorstore.text.tellers import tellings

# Whoever is one of these is called so, or by a word of his trade, where he says something; a firm
# or a passer-by may be told of by name alone.
_CALLED_SO = kind_of("prosecutors police union judge army auditors lawyer")
# Where one of these is told of, whoever keeps or speaks the law is not far.
_OF_LAW = frozenset(
    """charged charges charge accused indicted arrested arrest detained custody crime criminal trial
    sued suing lawsuit ruled ruling sentenced convicted verdict guilty jailed fined killed murder
    stolen theft fraud crash""".split()
)
_LAW = kind_of("prosecutors police judge lawyer")


def unknown_speaker(claim: str, texts: Sequence[str]) -> str:
    """Who says something in a plain claim, of whose trade nobody is told of in the plain texts of
    its articles: "the police"; "" where there is no such."""
    said = [t for sentence in pieces([claim]) for t in tellings(sentence)]
    held = [token for text in texts for token in tokens(text)] if said else []
    words, keys = {token.word for token in held}, keys_of(held)
    for telling in said:
        who = teller(telling.who, claim)
        kinds = who.kinds & _CALLED_SO
        if not kinds or who.kinds - kinds or who.names or who.words & FOR_ANY:
            continue
        if kinds <= _LAW and words & _OF_LAW:
            continue
        if not who.keys & keys and not words & of_kinds(kinds):
            return named(telling.who).removesuffix("'s")
    return ""
