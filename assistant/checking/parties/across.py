"""Who does what in several sentences: does a claim have one do what another does in the next?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from assistant.checking.parties.deeds import ASKING, MUTUAL, Deed, deeds
from assistant.checking.parties.grouping import Group, groups
from assistant.checking.parties.party import Party, party_from, party_of
from assistant.checking.parties.ties import ties
from assistant.checking.tokens import Token, content, keys_of, matched, tokens
from vectorstore.text.senses import lemma

# Of a text that names more than any of the news does, no more are looked at.
MAX_MENTIONS = 60
MAX_SENTENCES = 12

# Whoever is first named with these has not been named before.
_NEW = frozenset("a an another his her".split())
_SAYING = frozenset("said says told added replied asked argued explained wrote called".split())
# Said of what nobody does alone, or what anybody may have.
_OF_ANY = frozenset("was were had has have made took taken got went came become became".split())
_IT_BELONGS = re.compile(r"(?:it|they|this|these)\s(?:[\w]+\s){0,4}belong")
# "Turned out to be Orr's", "proved to be the property of Orr"
_IS_OF = re.compile(
    r"\b(?:be|been|was|were|is|are)\s(?:(?:the|his|her|their)\s)?(?:(?P<who>[\w-]+)'s?"
    r"(?:\s(?:property|own|possession))?(?=\s*(?:[.,;]|\Z|(?:and|but|not)\b))"
    r"|(?:the\s)?property\sof\s(?P<of>[^,;.]{2,40}))"
)
_IS_OWNER = re.compile(r"\b(?:be|been|was|were|is|are)\sthe\s(?:\w+\s)?owners?\sof\b")
# "30 firms are owed money, among them the caterer, Ida Storm"
_AMONG = re.compile(
    r"\b(?:among (?:them|those)|including|one of them)\b,?\s(?:the\s|an?\s)?(?:[a-z-]+,?\s){0,3}"
    r"(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+)*)"
)
# So many words of the thing that it stands for has a claim of an "it", at least.
MIN_SHARED = 2


class _Mention(NamedTuple):
    """Whom a text names at one place, by all that names them there."""

    keys: frozenset[str]
    is_told: bool  # "the vet, Ann Orr": both a name and what they are
    is_new: bool


def across(claim: str, sentences: Sequence[str]) -> str:
    """Why one does in a plain claim what somebody else does in its source, where several sentences
    tell of both; "" where none does."""
    known = sentences[:MAX_SENTENCES]
    if not known:
        return ""
    mentions = [each for sentence in known for each in _mentions(sentence)][:MAX_MENTIONS]
    theirs = [
        (deed, before) for before, sentence in pairwise(["", *known]) for deed in deeds(sentence)
    ]
    if owner := _other_owner(claim, known):
        return f"the article has this of {owner.in_words()}"
    if member := _member_in(claim, theirs):
        return f"the article says this of {member}"
    groups_of = [*_members(known)]
    for ours in deeds(claim):
        if not ours.doer.heads or ours.verb.word in _SAYING | _OF_ANY | ASKING | MUTUAL:
            continue
        same = [
            (deed, before)
            for deed, before in theirs
            if any(not key.isdigit() for key in ours.verb.keys & deed.verb.keys)
        ]
        if any(_is_done_to(ours, deed, names) for deed, _ in same for names in groups_of):
            return "who does it and to whom it is done are exchanged"
        if same and all(
            deed.doer.heads
            and _is_of_one(ours.whom, deed.whom, before)
            and _are_two(ours.doer, deed.doer, mentions)
            for deed, before in same
        ):
            return f"the article says “{ours.verb.word}” of {same[0][0].doer.in_words()}"
    return ""


def _member_in(claim: str, theirs: Sequence[tuple[Deed, str]]) -> str:
    """Who does a deed to so many in a source, that a claim has be one of them: "saved 26, among
    them Orr"; "" for nobody."""
    for match in islice(_AMONG.finditer(claim), MAX_SENTENCES):
        names = keys_of(tokens(match["name"]))
        numbers = keys_of(token for token in content(claim[: match.start()]) if token.is_number)
        for deed, _ in theirs:
            if names & keys_of(deed.doer.heads) and numbers & deed.whom.numbers:
                return deed.doer.in_words()
    return ""


def _other_owner(claim: str, sentences: Sequence[str]) -> Party | None:
    """To whom an "it" belongs in a text that stands for what a claim has belong to another."""
    named = keys_of(token for sentence in sentences for token in content(sentence))
    for before, sentence in pairwise(sentences):
        for deed in deeds(sentence) if _IT_BELONGS.match(sentence.casefold()) else ():
            owner = keys_of(deed.toward.heads)
            if not owner or lemma(deed.verb.word) != "belong":
                continue
            told = keys_of(content(before))
            for tie in ties(claim):
                thing, other = keys_of(tie.other.heads), keys_of(tie.one.heads)
                is_it = tie.kind == "own" and thing & told
                if is_it and other & named and not other & owner:
                    return deed.toward
            is_of_it = len(matched(content(claim), told)) >= MIN_SHARED
            other = keys_of(_owner_in(claim)) if is_of_it else frozenset()
            if other & named and not other & owner:
                return deed.toward
    return None


def _owner_in(claim: str) -> list[Token]:
    """Whose a claim says that a thing is: "it was Orr's", "it is the property of Orr", "Orr turned
    out to be the owner of it"."""
    owned = _IS_OF.search(claim)
    if owned:
        return content(owned["who"] or owned["of"])
    given = groups(claim) if _IS_OWNER.search(claim) else []
    first = next((n for n, group in enumerate(given) if group.kind == "party"), None)
    return [] if first is None else [*party_from(given, first).words]


def _is_of_one(ours: Party, theirs: Party, before: str) -> bool:
    """Whether two deeds may be done to one: the same, nobody, or what a pronoun means that stands
    for what the sentence before names."""
    if ours.heads and theirs.heads:
        return bool(keys_of(ours.heads) & keys_of(theirs.heads))
    if not ours.heads:
        return not theirs.heads
    return bool(keys_of(ours.heads) & keys_of(content(before)))


def _are_two(one: Party, other: Party, mentions: Sequence[_Mention]) -> bool:
    """Whether a text names two as two: both by name and calling, or the later one as new."""
    if one.is_namesake(other):
        return True
    if keys_of(one.words) & keys_of(other.words):
        return False
    first, second = (
        [n for n, each in enumerate(mentions) if each.keys & keys_of(p.heads)] for p in (one, other)
    )
    if not first or not second or {*first} & {*second}:
        return False
    a, b = ([mentions[n] for n in found] for found in (first, second))
    if any(each.is_told for each in a) and any(each.is_told for each in b):
        return True
    later = mentions[max(first[0], second[0])]
    return later.is_new


def _mentions(sentence: str) -> Iterator[_Mention]:
    """Whom a sentence names; "a student, Oona Price" is one."""
    given = [group for group in groups(sentence) if group.kind != "between"]
    n = 0
    while n < len(given):
        if given[n].kind != "party":
            n += 1
            continue
        found = [given[n]]
        n += 1
        while step := _goes_on(given, n, found):
            found.append(given[n + step - 1])
            n += step
        parties = [party_of(group) for group in found]
        heads = [token for party in parties for token in party.heads]
        yield _Mention(
            keys_of(heads),
            len({token.is_name for token in heads}) > 1,
            any(group.article in _NEW for group in found),
        )


def _goes_on(given: Sequence[Group], n: int, found: Sequence[Group]) -> int:
    """How many groups further what is named goes on with another name for it; 0 where it doesn't:
    "Sandoval, a pilot", "Sandoval, who was a pilot"."""
    kinds = [group.kind for group in given[n : n + 4]]
    if kinds[:1] == ["party"]:
        return 1
    for told in (["relative", "party"], [",", "relative", "party"]):
        if kinds[: len(told)] == told and kinds[len(told) : len(told) + 1] != ["verb"]:
            return len(told)
    if kinds[:2] != [",", "party"]:
        return 0
    one, other = (any(t.is_name for t in g.tokens) for g in (found[-1], given[n + 1]))
    return 2 if one != other else 0


def _members(sentences: Sequence[str]) -> Iterator[tuple[frozenset[str], str]]:
    """The names of those who are some of a group that the sentence before tells of: "one of them,
    Denzil Orr"; with that sentence."""
    for sentence in sentences:
        for match in islice(_AMONG.finditer(sentence), MAX_SENTENCES):
            if any(deed.is_passive for deed in deeds(sentence[: match.start()])):
                yield keys_of(tokens(match["name"])), sentence
    for before, sentence in pairwise(sentences):
        given = groups(sentence)
        for n in range(min(len(given) - 3, 3)):
            words = [group.word for group in given[n : n + 2]]
            if words == ["of", "them"] and given[n + 2].kind == ",":
                named = given[n + 3]
                yield keys_of(t for t in named.tokens if t.is_name), before


def _is_done_to(ours: Deed, theirs: Deed, members: tuple[frozenset[str], str]) -> bool:
    """Whether one who is of those to whom a deed is done does it in a claim."""
    names, before = members
    is_named = bool(names & keys_of(ours.doer.heads)) and bool(ours.whom.heads)
    is_there = theirs in deeds(before) and not names & keys_of(theirs.doer.heads)
    is_of_them = theirs.is_passive or bool(theirs.whom.heads) or bool(theirs.about)
    return is_named and is_there and is_of_them
