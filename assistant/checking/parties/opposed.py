"""Does one do in a claim the reverse of what its source has them do, or another body its deed?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.checking.parties.deeds import Deed, deeds
from assistant.checking.parties.party import Party
from assistant.checking.tokens import keys_of, tokens
from vectorstore.text.senses import reverse, sides

# How far before a verb its denial may begin, in characters.
MAX_DENIED = 30
_DENIALS = frozenset("not never no cannot neither nor hardly without failed refused".split())

_JOINING = frozenset("and but or nor then".split())

# None of these is ever one of another line, whatever it is called.
_BODIES = """
police officer officers detective detectives policeman policemen constable constables sheriff
court courts judge judges jury jurors tribunal magistrate magistrates
prosecutor prosecutors
insurer insurers underwriter underwriters
union unions
hospital hospitals doctor doctors surgeon surgeons
school schools teacher teachers headteacher
museum museums gallery curator curators
church bishop priest vicar
army soldiers troops navy
passengers passenger
tenants tenant
pupils pupil students student
farmers farmer
fishermen fisherman
firefighters firefighter
lifeboat lifeboats coastguard
engineers engineer
divers diver
scientists scientist researchers researcher
voters voter
creditors creditor lenders lender
shareholders shareholder investors investor
customers customer shoppers
drivers driver
nurses nurse
villagers islanders residents
"""


def opposed(claim: str, sentences: Sequence[str]) -> str:
    """Why somebody or something in a plain claim does the reverse of what it does in its source, or
    a body does what another does there; "" where none does."""
    theirs = [(deed, sentence) for sentence in sentences for deed in deeds(sentence)]
    for ours in deeds(claim) if theirs else ():
        if not _is_right_before(ours, claim):
            continue
        same = [each for each in theirs if _is_one(ours.doer, _who(each[0]))]
        found = _reverse(ours, claim, same) or _of_another_body(ours, [deed for deed, _ in theirs])
        if found:
            return found
    return ""


def _who(deed: Deed) -> Party:
    """Of whom a deed tells: whoever does it, or to whom it is done where nobody is told to."""
    return deed.whom if deed.is_passive or not deed.doer.heads else deed.doer


def _is_right_before(deed: Deed, text: str) -> bool:
    """Whether whoever does a deed is named in its clause: not "acquitted" of "he was convicted of
    one and acquitted of the other"."""
    if deed.is_passive or not deed.doer.heads:
        return False
    between = text[deed.doer.heads[-1].end : deed.verb.start].casefold().split()
    return not _JOINING.intersection(between)


def _reverse(ours: Deed, claim: str, same: Sequence[tuple[Deed, str]]) -> str:
    """What a text has the doer of a deed do instead, where it is the reverse."""
    known = {side for deed, sentence in same for side in _sides(deed, sentence)}
    asked = _sides(ours, claim)
    if asked & known:
        return ""
    for deed, sentence in same:
        if not _is_right_before(deed, sentence) or ours.verb.keys & deed.verb.keys:
            continue
        if _may_be_elsewhere(asked, sentence):
            continue
        numbers = ours.whom.numbers, deed.whom.numbers
        if all(numbers) and not numbers[0] & numbers[1]:
            continue  # "won just one of eight games", "lost seven"
        if {reverse(side) for side in asked} & _sides(deed, sentence):
            who = ours.doer.in_words()
            return f"it says “{ours.verb.word}” of {who}, the article “{deed.verb.word}”"
    return ""


def _may_be_elsewhere(asked: Collection[str], sentence: str) -> bool:
    """Whether a sentence has a word that takes a side, of which nobody knows who does it: "drop" of
    "it will keep the one but drop the other"."""
    known = {deed.verb.start for deed in deeds(sentence) if _who(deed).heads}
    return any(
        token.start not in known and sides(token.word).intersection(asked)
        for token in tokens(sentence)
    )


def _sides(deed: Deed, text: str) -> set[str]:
    """The sides that a deed takes; what is denied takes the other."""
    start = max(deed.verb.start - MAX_DENIED, 0)
    before = text[start : deed.verb.start].casefold().split()[-4:]
    is_denied = any(word in _DENIALS or word.endswith("n't") for word in before)
    return {reverse(side) if is_denied else side for side in sides(deed.verb.word)}


def _is_one(one: Party, other: Party) -> bool:
    """Whether two parties are one, and not those of two: "sales abroad", "sales at home"."""
    if not keys_of(one.heads) & keys_of(other.heads):
        return False
    shared = keys_of(one.heads) & keys_of(other.heads)
    rest, others = ([t for t in p.words if not t.keys & shared] for p in (one, other))
    return not (rest and others) or bool(keys_of(rest) & keys_of(others))


def _of_another_body(ours: Deed, theirs: Sequence[Deed]) -> str:
    """Which body does a deed that a claim has another do."""
    mine = _body(ours.doer)
    same = [
        deed
        for deed in theirs
        if not deed.is_passive
        and ours.verb.keys & deed.verb.keys
        and keys_of(ours.whom.heads) & keys_of(deed.whom.heads)
    ]
    bodies = [_body(deed.doer) for deed in same]
    if mine is None or not same or any(body is None or body == mine for body in bodies):
        return ""
    return f"the article says “{ours.verb.word}” of {same[0].doer.in_words()}"


def _body(party: Party) -> int | None:
    if any(token.is_name for token in party.heads):
        return None
    words = {token.word for token in party.heads}
    lines = [line.split() for line in _BODIES.strip().splitlines()]
    return next((n for n, line in enumerate(lines) if words & {*line}), None)
