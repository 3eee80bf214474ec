"""Verbs that tell of one tie from either side: to lend to, to borrow from, to owe."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from vectorstore.text.senses import lemma

# A line a tie: what the first does to the second "|" what the second does to the first. Behind a
# "/" is the preposition that the other party stands behind, behind a "+" one that belongs to the
# verb.
_TIES = """
defeat: beat defeat overcome thrash trounce edge outplay eliminate upset vanquish outwit crush rout
 overpower knock+out see+off finish/ahead come/ahead
 | lose/to fall/to bow/to succumb/to surrender/to finish/behind come/behind capitulate/to
succeed: replace succeed supplant supersede take+over/from step+in/for stand+in/for fill+in/for
 relieve follow/as come+on/for displace
 | precede make+way/for give+way/to hand+over/to
employ: hire employ recruit engage | work/for serve/under report/to
teach: teach coach train tutor mentor instruct | learn/from study/under study/with train/under
own: own possess | belong/to
exceed: exceed outpace outstrip surpass outnumber outsell outpoll overtake outperform outgrow
 outweigh dwarf eclipse finish/ahead lead
 | lag/behind lag trail trail/behind fall/behind finish/behind come/behind rank/behind
cause: cause trigger prompt spark lead/to result/in provoke bring+about precipitate
 | result/from stem/from arise/from spring/from
sell: sell/to offload/to | buy/from purchase/from acquire/from
demand: demand/from claim/from seek/from want/from require/from request/from exact/from extort/from
 recover/from |
lend: lend/to lend loan/to | borrow/from owe/to owe
give: give/to give hand hand/to award/to donate/to grant/to present/to send/to send pay/to pay
 supply/to deliver/to lose/to cede/to bequeath/to provide/to
 | receive/from get/from obtain/from accept/from collect/from win/from take/from seize/from
 wrest/from
leave: leave/to bequeath/to leave | inherit/from
export: export/to | import/from
let: let/to rent/to lease/to sublet/to | rent/from lease/from
praise: praise commend hail laud applaud compliment congratulate |
blame: blame accuse criticise criticize denounce fault |
rescue: rescue save free |
call: call phone telephone ring rang radio contact reach |
represent: represent defend act/for appear/for |
chase: chase pursue follow | flee flee/from escape/from
sue: sue |
apologise: apologise/to apologize/to |
warn: warn alert |
strike: hit strike ram rear-end rear-ended |
push: push shove |
visit: visit call/on | host
kill: kill murder slay assassinate |
invade: invade attack raid storm bomb shell | repel
forgive: forgive pardon |
lobby: lobby petition |
hear: hear/from | write/to
govern: govern rule | answer/to
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
    by_stem: dict[str, list[Form]] = {}
    for verb, each in found:
        by_stem.setdefault(lemma(verb), []).append(each)
    return by_stem
