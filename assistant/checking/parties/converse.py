"""Verbs that tell of one tie from either side: to lend to, to borrow from, to owe."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from vectorstore.text.stems import stem_of

# A line a tie: what the first does to the second "|" what the second does to the first. Behind a
# "/" is the preposition that the other party stands behind, behind a "+" one that belongs to the
# verb.
_TIES = """
defeat: beat beaten defeat overcome overcame thrash trounce edge outplay eliminate upset
 | lose/to lost/to fall/to fell/to fallen/to bow/to succumb/to surrender/to
succeed: replace succeed supplant take+over/from took+over/from taken+over/from step+in/for
 stand+in/for stood+in/for fill+in/for relieve
 | precede make+way/for gave+way/to give+way/to hand+over/to
employ: hire employ recruit | work/for serve/under worked/under
teach: teach taught coach train tutor mentor instruct
 | learn/from learnt/from study/under study/with train/under
own: own possess | belong/to
exceed: exceed outpace outstrip surpass outnumber outsell outsold outpoll overtake overtook
 outperform outgrow outgrew outweigh
 | lag/behind lag trail trail/behind fall/behind fell/behind
cause: cause trigger prompt spark lead/to led/to result/in provoke
 | result/from stem/from arise/from arose/from
sell: sell/to sold/to | buy/from bought/from purchase/from acquire/from
lend: lend/to lent/to lend lent loan/to | borrow/from owe/to owe owed
give: give/to gave/to given/to give gave hand/to hand award/to award donate/to grant/to grant
 present/to send/to sent/to send sent pay/to paid/to pay paid supply/to deliver/to
 | receive/from get/from got/from obtain/from accept/from collect/from win/from won/from
leave: leave/to left/to bequeath/to left leave | inherit/from
export: export/to | import/from
let: let/to rent/to lease/to | rent/from lease/from
praise: praise commend hail laud applaud compliment |
blame: blame accuse criticise criticize denounce |
rescue: rescue save |
call: call phone telephone ring rang radio contact |
represent: represent defend act/for appear/for |
chase: chase pursue | flee fled flee/from fled/from escape/from
sue: sue sued |
apologise: apologise/to apologize/to |
warn: warn |
strike: hit strike struck ram rear-end rear-ended |
push: push shove |
"""


class Form(NamedTuple):
    """A verb of a tie, and whether it names the second first."""

    kind: str
    is_turned: bool
    preposition: str
    particle: str


@cache
def forms() -> dict[str, list[Form]]:
    """The forms of the table by the stems of their verbs."""
    found: list[tuple[str, Form]] = []
    for line in _TIES.strip().replace("\n ", " ").splitlines():
        kind, _, verbs = line.partition(":")
        for is_turned, side in enumerate(verbs.split("|")):
            for form in side.split():
                words, _, preposition = form.partition("/")
                verb, _, particle = words.partition("+")
                found.append((verb, Form(kind, bool(is_turned), preposition, particle)))
    stem = stem_of({verb for verb, _ in found})
    by_stem: dict[str, list[Form]] = {}
    for verb, each in found:
        by_stem.setdefault(stem[verb], []).append(each)
    return by_stem
