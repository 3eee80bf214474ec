"""Does a sentence only announce the others, as "The reported figures differ" does?"""

from __future__ import annotations

import re

from assistant.checking.facts import hard_facts

# Who writes more says more than that.
MAX_WORDS = 12
_ACCOUNTS = (
    "accounts|answers|articles|assessments|counts|descriptions|details|estimates|explanations"
    "|figures|findings|information|newspapers|numbers|opinions|outlets|passages|predictions"
    "|reports|results|sides|sources|statements|stories|tallies|the two|totals|versions|views"
)
_DIFFER = (
    r"(?:differ(?:ed|s)?|var(?:y|ied|ies)|diverge[ds]?|conflict(?:ed|s)?|disagree[ds]?"
    r"|(?:has |have )?changed(?= (?:over|with|later|since)\b)|contradict(?:ed)? each other"
    r"|(?:do|did) not (?:agree|match)|(?:is|are|was|were) (?:disputed|contested|mixed|divided"
    r"|inconsistent|contradictory|conflicting|at odds|split)|part ways)"
)
_THEY_DIFFER = re.compile(
    rf"\A(?:however, )?(?:the |these |those |reported |published |official |available |different )*"
    rf"(?:\w+ )?(?:{_ACCOUNTS})(?: (?:of|on|for|about|from|as to) (?:[\w-]+ ){{1,5}}| )"
    rf"{_DIFFER}(?: (?:widely|sharply|greatly|considerably|slightly|over time|with time|somewhat"
    r"|by outlet|from outlet to outlet|from source to source|on this|here|later))?\Z"
    r"|\A(?:it|that|the answer) depends on (?:who|whom|which|how) [\w ]{1,40}\Z",
    re.IGNORECASE,
)


def says_that_they_differ(sentence: str) -> bool:
    """Whether a sentence says no more than that some accounts, which it does not tell, differ."""
    bare = " ".join(sentence.split()).strip(" .:!")
    is_short = len(bare.split()) <= MAX_WORDS and not hard_facts(bare)
    return is_short and _THEY_DIFFER.match(bare) is not None
