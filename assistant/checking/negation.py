"""Does a claim deny what its source says, or say what it denies? As far as English words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.tokens import Token, content, keys_of, tokens

_DENYING = (
    r"(?:\b(?:not|never|cannot|without|no(?!\.))|n['’]t|none of)\b(?! (?:only|just|least|merely)\b)"
)
_DENIES = re.compile(rf"{_DENYING}|\b(?:nobody|none|neither|nor)\b")
# How many words behind one of these are denied, of the next four.
MAX_DENIED = 2
_DENIED = re.compile(
    rf"(?:{_DENYING}|\b(?:fail(?:s|ed)?|refus(?:es?|ed)|declin(?:es?|ed)) to)"
    r"\s+(?=((?:[\w'-]+\s+){0,3}\w+))"
)
_OF_WHAT = frozenset(
    "danger plan plans intention sign signs need way chance risk question evidence".split()
)
# Words that may say what another text says with "not".
_NEGATIVE = re.compile(
    r"\b(?:non|all but|except|unless|nothing|nowhere|hardly|barely|rarely|seldom|few|instead"
    r"|rather|beyond|impossible|false"
    r"|too (?=\w+ (?:for \w+ )?to\b)|wrong|unlikely|ignorance|unable|vacant|ha(?:ve|s|d) to wait"
    r"|(?:avoid|lack|refus|reject|fail|oppos|prevent|prohibit|stop|halt|block|declin|dismiss"
    r"|absen|forb|withdr|disput|disagree|quash|overturn|conced)\w*|den(?:y|ied|ies|ying)|ban(?:s|ned|ning)?"
    r"|un(?!der|til|ited|ion|it|iv|less|ique|usual)\w{3,})\b"
)


def denies(text: str) -> bool:
    """Whether a text in lower case has one of the usual words of denial."""
    return bool(_DENIES.search(text))


def contradicts(claim: str, cited: str) -> bool:
    """Whether just one of two plain texts denies a word that the other has.

    Seen are the usual words of denial only. Where the other denies something in any way, it may say
    the same.
    """
    if denies(claim.casefold()):
        if denies(cited.casefold()) and _deny_the_other(claim, cited):
            return True
        return not is_negative(cited.casefold()) and bool(_denied(claim, cited))
    denied = _denied(cited, claim)
    if not _only_affirms(claim.casefold(), denied):
        return False
    affirmed = keys_of(token for token in content(cited) if token not in denied)
    return any(not token.keys & affirmed for token in denied)


def _only_affirms(small: str, denied: Sequence[Token]) -> bool:
    """Whether a text that does not deny is negative at most by what another one denies: "conceded"
    beside "did not concede"."""
    keys = keys_of(denied)
    return all(keys_of(tokens(match.group())) & keys for match in _NEGATIVE.finditer(small))


def _deny_the_other(claim: str, cited: str) -> bool:
    """Whether each of two texts says what the other denies: "on foot and not by bus"."""
    ours, theirs = _denied(claim, cited), _denied(cited, claim)
    said, told = (
        keys_of(t for t in content(text) if t not in denied)
        for text, denied in ((claim, ours), (cited, theirs))
    )
    only = [t for t in ours if not t.keys & keys_of(theirs)]
    return (
        bool(only)
        and any(t.keys & told for t in only)
        and any(t.keys & said and not t.keys & keys_of(ours) for t in theirs)
    )


def _denied(text: str, other: str) -> list[Token]:
    """The words of a plain text that it denies and that another text has."""
    held, telling = keys_of(content(other)), content(text)
    found: list[Token] = []
    for match in _DENIED.finditer(text.casefold()):
        behind = [t for t in telling if match.start(1) <= t.start < match.end(1)]
        # "No tickets were sold" denies tickets, "no danger of sinking" the sinking.
        is_no = match.group().startswith("no ") and behind and behind[0].word not in _OF_WHAT
        found += behind[: 1 if is_no else MAX_DENIED]
    return [t for t in found if t.keys & held and not t.is_number and not t.is_name]


def is_negative(text: str) -> bool:
    """Whether a text in lower case denies, refuses or rules out something in any usual way."""
    return denies(text) or bool(_NEGATIVE.search(text))
