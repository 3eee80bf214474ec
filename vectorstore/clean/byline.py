"""Bylines: who wrote the story, and for whom, as a line at the head of a page says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vectorstore.clean import outlet_name
from vectorstore.text.own_letters import CAPITALS

_PARTICLE = r"(?:de|da|del|der|di|du|van|von|bin|ibn|al|el|la|le|y)"
_WORD = rf"[{CAPITALS}][\w.'’-]*"
_NAME = rf"{_WORD}(?:,? (?:{_WORD}|{_PARTICLE})){{0,4}}"
_PERSON = re.compile(rf"{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{1,3}}")
_OPENS = re.compile(
    r"(?:(?:posted|written|reported|published|story|words|report|text) )?by\b\s*:?\s+",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"{_NAME}(?:(?:, and|,| and| &|, &) {_NAME}){{0,5}}")
_ROLE = re.compile(
    r"(?:[\w.'’&/-]+ ){0,4}(?:reporters?|correspondents?|editors?|writers?|staff|columnists?"
    r"|analysts?|producers?|desk|bureau(?: chief)?|contributors?|critics?|journalists?|author"
    r"|intern|fellow|photographers?)(?: (?:in|at|for|to) [\w .'’-]{2,30})?|special to .{2,40}",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"(?:the newspaper['’]s |our |a |from our )?"
    r"(?:(?:own|special|staff|web|news|monitoring|city|foreign|national|international|world|metro"
    r"|crime|business|sports|political|court|online|wire|agenc(?:y|ies)['’]?) )*"
    r"(?:reporters?|correspondents?|desk|bureau)"
    r"|(?:from )?(?:staff|agency|wire)(?: and (?:wire|agency|staff))? reports?"
    r"|(?:news )?agencies|(?:the )?editorial(?: board)?|staff writers?",
    re.IGNORECASE,
)
_PAPERS_OWN = re.compile(r"(?P<outlet>.{3,40}) (?:report|monitoring|correspondent)", re.IGNORECASE)
_WHERE = re.compile(rf"\s+(?:in|from|at|reporting from) {_WORD}(?:[ ,]+{_WORD}){{0,3}}$")
_FOR = re.compile(rf"\s+(?:for|of) (?:the )?(?P<outlet>(?:The )?{_WORD}(?: {_WORD}){{0,3}})$")
_NO_NAME = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august"
    r"|september|october|november|december|the|a|an|that|this|then|now|and|all|air|sea)(?=[\s,]|$).*",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:^|\s+)(?:and|&)\s+")
_LIST = re.compile(r"(?:, and|,| and| &) ")
_MAX_LINE_CHARACTERS = 140


@dataclass(frozen=True)
class Byline:
    """An author and, where the byline says it, the outlet; "" for what it doesn't say."""

    author: str = ""
    outlet: str = ""


def parse(line: str) -> Byline | None:
    """What a line that begins with "By", or names only the staff, says; None for any other."""
    line = re.sub(r" (?:and|&)$", "", line.strip(" .,|-–—"))
    if len(line) > _MAX_LINE_CHARACTERS:
        return None
    opened = _OPENS.match(line)
    if not opened:
        return Byline(_cased(line)) if is_staff(line) else None
    rest = line[opened.end() :]
    if is_staff(rest) or outlet_name.is_agency(rest):
        return Byline(_cased(rest))
    return _signed(rest)


def with_role(line: str) -> Byline | None:
    """What a name with its role says: "Jane Doe, courts reporter"; None for any other line."""
    name, _, role = line.partition(",")
    return Byline(_cased(name)) if role and is_person(name) and is_role(role.strip()) else None


def is_staff(line: str) -> bool:
    """Whether the line names a desk or a nameless reporter as the author."""
    if len(line) > 60 or not line[:1].isupper():
        return False
    paper = _PAPERS_OWN.fullmatch(line)
    return bool(_STAFF.fullmatch(line) or (paper and outlet_name.is_likely(paper["outlet"])))


def is_role(line: str) -> bool:
    """Whether the line is what a writer does: "courts reporter", "Staff Writer"."""
    return len(line) <= 70 and bool(_ROLE.fullmatch(line))


def is_person(line: str) -> bool:
    """Whether the line can be a person's name: two to four capitalised words."""
    return len(line) <= 60 and bool(_PERSON.fullmatch(line)) and not _NO_NAME.match(line)


def people(line: str) -> str:
    """The writers that a line without "By" names, if it names nothing but people; "" if not."""
    names = _WHERE.sub("", line.strip(" .,|"))
    is_people = len(line) <= 90 and all(map(is_person, _LIST.split(names)))
    return names if is_people else ""


def _signed(text: str) -> Byline | None:
    chunks = [chunk.strip() for chunk in re.split(r"\s*[,|/·•]\s*|\s+[–—-]\s+", text)]
    people, outlet = [], ""
    for number, chunk in enumerate(filter(None, chunks)):
        name, where = _apart(chunk)
        outlet = outlet or where
        if number and (outlet_name.is_possible(name) or re.fullmatch(r"[A-Z]{2,5}", name)):
            outlet = outlet or name
        elif number and is_role(name):
            continue
        elif not number or all(map(is_person, _AND.split(name))):
            people.append(name)
        elif not re.fullmatch(_WORD, name):
            return None
    author = re.sub(r", (?=and |& )", " ", ", ".join(people))
    if not _PEOPLE.fullmatch(author) or _NO_NAME.match(author):
        return None
    return Byline(_cased(author), outlet_name.spelled(outlet))


def _apart(chunk: str) -> tuple[str, str]:
    """A name without the place or the outlet after it, and that outlet."""
    chunk = _WHERE.sub("", chunk)
    found = _FOR.search(chunk)
    if found and outlet_name.is_possible(found["outlet"]):
        return chunk[: found.start()], found["outlet"]
    return chunk, ""


def _cased(name: str) -> str:
    if name != name.upper() or (outlet_name.is_agency(name) and len(name) <= 5):
        return name
    cased = " ".join(outlet_name.capitalised(word) for word in name.split())
    return re.sub(r"\bAnd\b", "and", cased)
