"""Who somebody is that says a thing: are two that are named otherwise the same?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from assistant.checking.tokens import keys_of, tokens
from vectorstore.text.tellers import Telling

MAX_NAMED_WORDS = 8

# A line a kind of speaker: any of its words may stand for another.
_KINDS = """
prosecution prosecutor prosecutors indictment affidavit attorney attorneys complaint district
defence defense lawyer lawyers solicitor solicitors counsel barrister attorney attorneys
police officer officers detective detectives inspector inspectors constable constables sergeant
  superintendent sheriff force investigators
government minister ministers ministry cabinet state president premier department treasury
  office commission bureau committee
company companies firm firms business operator maker owner owners manufacturer manager managers
  developer carrier airline insurer bank landlord landlords lender supplier retailer chain employer
  contractor brewer
  director executive chairman chairwoman chief board brand industry builder publisher
council councillor councillors mayor city town authority village county office committee
union unions
auditor auditors accountant accountants audit
regulator regulators watchdog ombudsman inspector inspectors office commission bureau
supporters backers advocates proponents
engineer engineers architect architects surveyor surveyors
vet vets
hospital doctor doctors medics surgeon surgeons clinic nurse nurses trust director
researchers researcher scientists scientist professor academics academic university study studies
  authors author paper institute laboratory college lecturer economists
pollster pollsters poll polls survey surveys voters
court judge judges magistrate jury tribunal justice
army military general commander troops soldiers navy generals forces
organisers organizers organiser organizer alliance campaign campaigners activists protesters
  demonstrators charity group association federation opponents critics
family relatives mother father brother sister widow wife husband son daughter parents uncle aunt
  cousin
club coach captain manager team striker player players
party lawmakers senator senators opposition deputies
referee referees umpire umpires linesman
residents survivors passengers witnesses witness neighbours neighbors villagers locals tenants
  customers commuters fans visitors refugees fishermen farmers islanders shoppers drivers
  motorists survivor passenger resident neighbour
school teacher teachers headteacher head pupils parents students
actor actress singer musician band director novelist writer playwright artist
"""
# These may speak for any of them.
FOR_ANY = frozenset(
    """spokesman spokeswoman spokesperson spokespeople official officials source sources statement
    statements leader leaders representative representatives authorities members member report
    reports article articles story newspaper paper press media account accounts people experts
    expert analysts analyst agency staff workers employees side sides administration
    he she they it we i you who""".split()
)
# Whoever objects to a thing is a critic of it.
_CRITICS = frozenset("critics opponents critic opponent objectors sceptics skeptics".split())
_CRITICISES = frozenset(
    """warn warns warned complain complains complained fear fears feared argue argues argued
    criticise criticised criticize criticized protest protests protested object objects objected
    doubt doubts doubted contend contends contended allege alleges alleged caution cautions
    cautioned lament laments lamented""".split()
)
# Many speak through these, and one by name for them only where a text says so.
_BODIES = frozenset(
    """commission office board committee bureau authority council ministry department court
    federation association alliance institute company firm""".split()
)
# "Two of its members", "several witnesses"
_SEVERAL = frozenset("two three four five six both several some many most half others".split())
# Nobody who is a "he" or a "she".
_THINGS = frozenset(
    """survey surveys poll polls study studies census audit inquiry research inspection
    investigation review indictment court documents records figures statistics data tests analysis
    inquest check checks probe monitoring tests trials count tally findings measurements readings
    experiment experiments autopsy""".split()
)
PERSONS = frozenset("he she".split())
_OWNERS = frozenset("his her their its".split())
_PRONOUNS = PERSONS | _OWNERS | frozenset("they it we i you who".split())
# What a person may be; what ends otherwise may be a firm.
_ROLE = re.compile(
    r"\w*(?:man|woman|ist|ian|eer|or|minister|leader|lawyer|manager|teacher|farmer|owner|warden"
    r"|mayor|judge|chief|head|captain|coach|nurse|father|mother|brother|sister|son|daughter|wife"
    r"|widow|husband|president|secretary|chair|clerk|accountant|executive|officer|attorney|cook"
    r"|student|baker|treasurer|driver|keeper|master|professor|economist|critic|guard|pilot)"
)
_APPOSED_BEFORE = re.compile(
    r"\b(?i:the|its|his|her|their|an?|[\w.-]+'s?)\s(?P<role>(?:[\w'-]+\s){0,5}[\w'-]+),?\s"
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s)?(?:[A-Z][\w.'-]+\s){0,2}\Z"
)
_APPOSED_BEHIND = re.compile(
    r"(?:\s[A-Z][\w'-]+)?,\s(?:the|its|his|her|their|an?|[\w.-]+'s?)\s(?P<role>[^,;.]{2,60}),"
)
TITLES = frozenset("mr mrs ms miss dr sir lord lady prof professor captain judge".split())
_BEHIND_HEAD = re.compile(r"\s(?:of|for|in|at|from|to|on|with|who|which)\s")
# Whoever speaks for somebody, and is not who speaks for himself.
_FOR_ANOTHER = frozenset(
    """lawyer lawyers solicitor attorney barrister counsel wife widow mother father son daughter
    brother sister former ex rival rivals critic critics opponent opponents customer customers
    tenant tenants neighbour neighbours victim victims""".split()
)
_POSSESSOR = re.compile(r"([\w.-]+)'s?\s")
_SAYS_NOTHING = frozenset("the a an its his her their of for own some one former late".split())


def is_calling(word: str) -> bool:
    """Whether a word says what somebody is, as "captain" and "councillor" do."""
    return bool(_ROLE.fullmatch(word)) or word in TITLES or bool(_kinds(word))


class Teller(NamedTuple):
    """Whoever tells something: their words, names among them, and their kinds."""

    words: frozenset[str]
    keys: frozenset[str]
    names: frozenset[str]
    kinds: frozenset[int]
    is_person: bool


def is_another(ours: str, telling: Telling, cited: str) -> bool:
    """Whether one speaker is surely not the other."""
    our, their = teller(ours, cited), teller(telling.who, cited)
    if not our.words or not their.words or our.words & _PRONOUNS:
        return False
    if their.words <= PERSONS | {"own"}:
        return bool(our.words & _THINGS) and not our.names
    if their.words & _PRONOUNS - _OWNERS:
        return False
    if _speaks_for_another(our, telling.who):
        return True
    if our.keys & their.keys and not (their.words & _FOR_ANOTHER) - our.words:
        return False
    is_for_any = _is_critic(our, telling) or (our.words | their.words) & FOR_ANY
    if our.kinds & their.kinds or is_for_any:
        return _is_of_no_body(our, their, cited)
    if our.names and their.names:
        return our.is_person and their.is_person and not our.names & their.names
    if (our.kinds and their.kinds) or _is_of_no_body(our, their, cited):
        return True
    # "Councillor Mary Pell said", "shop owner Ravi Patel said"
    called = kind_of(" ".join(their.words - their.names)) if their.names else frozenset()
    if our.kinds and called and not our.kinds & called and not our.words & {*words_of(cited)}:
        return True
    return bool(our.words & _THINGS) and their.is_person and not our.words & {*words_of(cited)}


def _is_critic(our: Teller, telling: Telling) -> bool:
    """Whether one speaker is called a critic where the other objects."""
    return bool(our.words & _CRITICS) and not our.names and telling.verb in _CRITICISES


def _is_of_no_body(our: Teller, their: Teller, cited: str) -> bool:
    """Whether one is a person of whom a source tells nothing that makes them a body's voice, where
    the other speaker is that body: "Mr Orr", "the Commission"."""
    bodies = their.words & _BODIES
    if not our.is_person or not bodies or our.words & FOR_ANY or our.kinds & their.kinds:
        return False
    name, body = ("|".join(map(re.escape, sorted(words))) for words in (our.names, bodies))
    small = cited.casefold()
    of_it = rf"\b(?:{name}),?\s(?:[\w'-]+\s){{0,6}}?(?:of|for|from|at|with|heads|runs|chairs|leads)"
    is_its = rf"{of_it}\s(?:the\s)?(?:[\w'-]+\s){{0,3}}?(?:{body})\b"
    is_theirs = rf"\b(?:{body})(?:'s|,)?\s(?:[\w',-]+\s){{0,6}}?(?:{name})\b"
    is_named = re.search(rf"\b(?:{name})\b", small)
    return bool(is_named) and not re.search(is_its, small) and not re.search(is_theirs, small)


def is_none_of_several(ours: str, theirs: Telling, piece: str) -> bool:
    """Whether several tell what a claim has one tell by name, who is another in that sentence."""
    our, their = teller(ours, piece), teller(theirs.who, piece)
    first = words_of(theirs.who)[:1]
    if (
        not our.names
        or our.words - our.names - TITLES
        or not {*first} & _SEVERAL
        or our.names & their.words
    ):
        return False
    return our.names <= {*words_of(piece)}


def _speaks_for_another(our: Teller, their: str) -> bool:
    """Whether one speaker is he whose lawyer, or former bookkeeper, the other is."""
    owner = _POSSESSOR.search(their)
    if not owner:
        return False
    others = {*words_of(their[owner.end() :])}
    is_other = bool(others & _FOR_ANOTHER) and not our.words & others
    return is_other and owner[1].lower() in our.words


def is_one_of_others(ours: str, theirs: Telling, tellings: Sequence[Telling], cited: str) -> bool:
    """Whether a source has one speaker tell other things than the other: they are two."""
    our, their = teller(ours, cited), teller(theirs.who, cited)
    if not our.words or not their.words or (our.words | their.words) & (_PRONOUNS | FOR_ANY):
        return False
    if our.keys & their.keys or our.kinds & their.kinds:
        return False
    # Somebody who is named may be "the engineer", unless they are something else.
    if bool(our.names) != bool(their.names) and not (our.kinds and their.kinds):
        return False
    others = [teller(each.who, cited) for each in tellings if each != theirs]
    return any(our.keys & each.keys and not each.keys & their.keys for each in others)


def teller(who: str, cited: str) -> Teller:
    found = [t for t in tokens(who) if t.word not in _SAYS_NOTHING]
    words = frozenset(t.word for t in found)
    capitals = [t for t in found if who[t.start].isupper() and t.word not in TITLES]
    names = frozenset(t.word for t in capitals if not _kinds(t.word) and t.word not in FOR_ANY)
    has_title = any(t.word in TITLES and who[t.start].isupper() for t in found)
    roles = [*_heads(who), *(_roles(names, cited) if names else ())]
    kinds = frozenset(kind for word in roles for kind in _kinds(word))
    is_person = has_title or _is_titled(names, cited) or any(map(_ROLE.fullmatch, roles))
    keys = keys_of(t for t in found if t.word not in TITLES)
    return Teller(words, keys, names, kinds, bool(names) and is_person)


def _roles(names: Collection[str], cited: str) -> list[str]:
    """What somebody of some names is in a source: "the coach, Rita Moss", "Moss, a baker"."""
    found: list[str] = []
    for name in names:
        for match in re.finditer(rf"(?i)\b{re.escape(name)}\b", cited):
            before = _APPOSED_BEFORE.search(cited[max(0, match.start() - 80) : match.start()])
            behind = _APPOSED_BEHIND.match(cited, match.end())
            found += [each["role"] for each in (before, behind) if each]
    return [word for role in found for word in _heads(role)]


def _heads(who: str) -> list[str]:
    """What a speaker is: "union" of the nurses' union, "director" of the director of the clinic."""
    parts = (_BEHIND_HEAD.split(part)[0].split() for part in who.split(","))
    return [part[-1].lower() for part in parts if part]


def _is_titled(names: Collection[str], cited: str) -> bool:
    """Whether a source calls one of some names Mr or Ms, or tells what they are: "Per Holt, 44"."""
    found = [*tokens(cited)]
    for before, token, behind in zip([None, *found], found, [*found[1:], None], strict=False):
        if token.word in names and cited[token.start].isupper():
            if before and before.word in TITLES:
                return True
            after = cited[token.end : token.end + 2]
            if behind and after == ", " and (behind.is_number or behind.word == "who"):
                return True
    return False


def words_of(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def is_pronoun(who: str) -> bool:
    return {*who.lower().split()} <= _PRONOUNS


def named(who: str) -> str:
    """A speaker in words for a reader."""
    plain = " ".join(who.split()).strip(" ,\"'")
    first = plain.split()[0].lower() if plain else ""
    if not plain or len(plain.split()) > MAX_NAMED_WORDS or first in _PRONOUNS - _OWNERS:
        return f"“{first}”" if first in PERSONS else "somebody else"
    if first in _OWNERS | {"the", "a", "an"} or _kinds(first):
        plain = plain[0].lower() + plain[1:]
    return plain


@cache
def _by_word() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_KINDS.strip().replace("\n  ", " ").split("\n")):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def kind_of(words: str) -> frozenset[int]:
    """The kinds of speakers that some words name."""
    return frozenset(kind for word in words.split() for kind in _kinds(word))


def of_kinds(kinds: Collection[int]) -> frozenset[str]:
    """The words for speakers of some kinds."""
    return frozenset(word for word, own in _by_word().items() if own & {*kinds})


def _kinds(word: str) -> frozenset[int]:
    return _by_word().get(word.removesuffix("'s").removesuffix("'"), frozenset())
