"""Verbs in the past, as far as their forms show."""

from __future__ import annotations

# Verbs whose form in the past, or whose participle, does not end in "ed".
_IRREGULAR = frozenset(
    """beat became began bent bit bled blew bore bought bound broke brought built burnt came cast
    caught chose clung crept cut dealt did drank drew drove dug fed fell felt fled flew flung
    forbade forgave fought found froze gave got grew ground had heard held hid hit hung hurt
    kept knew laid lay led left lent let lit lost made meant met oversaw overtook overthrew
    paid put quit ran rang read rode rose said sang sank sat saw sent set shed shone shot
    showed shrank shut slept slid sold sought spent split spoke spread sprang stole stood
    stopped stuck struck stung swam swept swore swung taught tied told took tore thought threw
    understood undertook upheld went withdrew woke won wore wound wrote beaten become begun
    bitten blown borne broken chosen come done drawn driven eaten fallen flown forbidden
    forgiven frozen given gone grown hidden known lain overseen overtaken overthrown ridden
    risen run rung seen shaken shown shrunk stolen sunk sworn swum taken thrown torn
    undertaken withdrawn worn woken written""".split()
)


def is_in_past(word: str) -> bool:
    """Whether a word in small letters may be a verb's form of the past, or a participle."""
    return word in _IRREGULAR or (word.endswith("ed") and len(word) > 3)
