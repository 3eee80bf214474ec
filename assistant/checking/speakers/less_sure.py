"""Does a claim leave open what its source has settled: "may approve" of "approved"?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.negation import is_negative
from assistant.checking.speakers.standing import in_small_letters, readable
from assistant.checking.tokens import content, keys_of, matched, nearest
from vectorstore.text.firmness import CONDITION, MEANT, POSSIBLE, hedges, leaves_open, unsaid_in
from vectorstore.text.hedges import said_in

# A source is one that tells of it where it has so great a share of a claim's words.
MIN_SHARE = 0.4
# "Is still considering whether to", "has yet to decide if", "might": not "may", which also allows.
_OPEN = re.compile(
    r"\b(?P<words>(?:is|are|was|were|be)\s(?:still\s|now\s|only\s)?(?:considering|weighing|mulling|pondering"
    r"|contemplating|debating|discussing|thinking\s(?:of|about)|toying\swith|undecided|in\stwo\sminds)"
    r"|(?:has|have|had)\syet\sto\s(?:decide|make\sup)|(?:has|have|had)\s(?:still\s)?not\s(?:yet\s)?(?:decided"
    r"|made\sup)|(?:has|have|had)n't\s(?:decided|made\sup)|might(?!\shave\b)|no\sdecision"
    r"|(?:may|could)\s(?:yet|still|soon))\b"
)
# What was done, or will be.
_SETTLED = re.compile(
    r"\b(?P<words>will(?!\s(?:ask|vote|decide|consider|look|hear|discuss|try|seek))"
    r"|(?:has|have|had|was|were)?\s?(?:approved|signed|ordered|decided|agreed|adopted|passed|voted|ruled"
    r"|cancelled|scrapped|abolished|closed|opened|banned|sold|bought|granted|appointed|elected|fired"
    r"|sacked|dismissed|resigned|charged|convicted|launched|ratified|lifted|introduced|shut))\b"
)


def less_sure(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim leaves open what its source tells as settled; "" where it does not."""
    small = in_small_letters(claim)
    found = _OPEN.search(small)
    known = readable(quotes)
    cited = in_small_letters(" ".join(known))
    if not found or leaves_open(cited) or unsaid_in(cited) or is_negative(cited):
        return ""
    asked = content(claim)
    near = nearest(asked, known)
    if any(hedge.level in (POSSIBLE, CONDITION, MEANT) for hedge in hedges(cited)):
        return ""
    for sentence in near:
        settled = _SETTLED.search(in_small_letters(sentence))
        held = keys_of(content(sentence))
        is_of_it = len(matched(asked, held)) >= max(2, MIN_SHARE * len(asked))
        if settled and is_of_it and not any(part.who for part in said_in(sentence)):
            return f"the article says “{settled['words'].strip()}”, and leaves nothing open"
    return ""
