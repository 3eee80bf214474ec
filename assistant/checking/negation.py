"""Does a claim deny what its source says, or say what it denies? As far as English words tell."""

from __future__ import annotations

import re
from collections.abc import Collection

from vectorstore.text.stems import stem_of

_DENYING = r"(?:\b(?:not|never|cannot|without|no(?!\.))|n['’]t)\b(?! (?:only|just|least|merely)\b)"
_DENIES = re.compile(rf"{_DENYING}|\b(?:nobody|none|neither|nor)\b")
# A word that is denied: behind one of these, or one word further on.
_DENIED = re.compile(
    rf"(?:{_DENYING}|\b(?:fail(?:s|ed)?|refus(?:es?|ed)|declin(?:es?|ed)) to)\s+(?=((?:\w+\s+)?\w+))"
)
# Words that may say what another text says with "not".
_NEGATIVE = re.compile(
    r"\b(?:non|unless|nothing|nowhere|hardly|barely|rarely|seldom|few|instead|rather|against|impossible|false"
    r"|wrong|(?:avoid|lack|refus|reject|fail|oppos|prevent|prohibit|stop|halt|block|declin|dismiss"
    r"|absen|forb|withdr|disput|disagree)\w*|den(?:y|ied|ies|ying)|ban(?:s|ned|ning)?"
    r"|un(?!der|til|ited|ion|it|iv|less|ique|usual)\w{3,})\b"
)
_WORD = re.compile(r"\w+")


def denies(text: str) -> bool:
    """Whether a text in lower case has one of the usual words of denial."""
    return bool(_DENIES.search(text))


def contradicts(claim: str, cited: str, words: Collection[str]) -> bool:
    """Whether just one of two texts denies: both plain and in lower case.

    The claim denies and the cited words do not, or these deny one of the claim's own `words`
    wherever they have it, and the claim denies nothing. Seen are the usual words of denial only.
    """
    if denies(claim):
        return not _is_negative(cited)
    if _is_negative(claim):
        return False
    denied = {m.start(1) + w.start() for m in _DENIED.finditer(cited) for w in _WORD.finditer(m[1])}
    found = [(match.start(), match.group()) for match in _WORD.finditer(cited)]
    stem = stem_of({*words, *(word for _, word in found)})
    stems = {stem[word] for word in words}
    places = [(place, stem[word]) for place, word in found if stem[word] in stems]
    affirmed = {each for place, each in places if place not in denied}
    return any(each not in affirmed for _, each in places)


def _is_negative(text: str) -> bool:
    return denies(text) or bool(_NEGATIVE.search(text))
