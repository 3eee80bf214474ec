"""Who says what in the running text of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answering.quotable import MAX_SPAN
from assistant.answering.told import Told, whole
from vectorstore import Article
from vectorstore.text.normalise import folded
from vectorstore.text.speakers import turn_at

_VERBS = (
    "said|says|told|tells|added|adds|replied|replies|answered|called|calls|wrote|writes|argued"
    "|argues|claimed|claims|announced|announces|admitted|admits|denied|denies|insisted|insists"
    "|warned|warns|promised|promises|explained|explains|asked|asks|reported|declared|estimates"
    "|estimated|believes|thinks|joked|recalled|concluded|agreed|confirmed|stated|put|allege"
    "|alleged|testified|noted|suggested|predicted|tweeted|tweets|posted|vowed|urged|urges"
)
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Captain|Capt|Judge|Professor|President)\.? )?"
_STARTERS = "Then|But|And|So|When|After|Before|While|As|In|On|At|If|Yet|Later|Now|Asked|Since|Until"
_NAME = (
    rf"(?!(?:{_STARTERS})\b){_TITLE}[A-Z][\w'’-]+(?: (?:de |van |von |al-)?[A-Z][\w'’-]+){{0,3}}"
)
_WORD = r"(?!(?:he|she|they|it|who)\b)[a-z’'-]+"
_OFFICE = rf"[Tt]he (?:{_WORD} ){{0,2}}{_WORD}"
_WHO = rf"(?:{_NAME}|{_OFFICE}|[Hh]e|[Ss]he|[Tt]hey|I)"
# "Ms Sandoval, the mayor, said", "said Agathe Brune", "according to the police".
_ROLE = r"(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]he|[Aa]n?) [a-z][\w’' -]{2,40}?(?: of [A-Z]\w+)?"
_SUBJECT = re.compile(
    rf"\b{_ROLE}, (?P<named>{_NAME}), (?:also |then |later |has |had |have )?(?:{_VERBS})\b"
    rf"|\b(?:{_VERBS}) {_ROLE}, (?P<its>{_NAME})"
    rf"|(?P<before>{_WHO})(?:, [^,“”\"]{{2,80}},)? (?:also |then |later |has |had |have )?"
    rf"(?:{_VERBS})\b|\b(?:{_VERBS}) (?P<after>{_NAME}|{_OFFICE})|"
    rf"\b[Aa]ccording to (?P<source>{_NAME}|{_OFFICE})"
)
# A quotation of more sentences names its speaker before its end.
MAX_QUOTED_SENTENCES = 6
_PRONOUNS = frozenset(("he", "she", "they", "i"))
_QUOTED = re.compile(r"[“\"]")
_PERSON = re.compile(_NAME)
# Of whom a sentence tells that begins with what he is: "A former bookkeeper, Wanda Pruett, is".
_OPENS_WITH = re.compile(rf"(?:An?|The|His|Her|Its|Their) [^,.“”\"]{{3,60}}, (?P<name>{_NAME}),")
# "The mayor, out canvassing, was unworried."
_OPENS_WITH_OFFICE = re.compile(rf"(?P<name>{_OFFICE}), ")
_TITLED_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Captain|Judge|Professor|President)\.?(?: [A-Z][\w'’-]+)+"
)
# What speaks, but is no he or she.
_NO_PERSON = re.compile(
    r"\b(?:statement|report|message|letter|document|study|survey|law|bill|ruling|order|tweet"
    r"|post|website|paper|newspaper|ministry|department|government|council|court|company|firm"
    r"|board|agency|authority|commission|union|party|bank|club|charity|university|hospital|office"
    r"|service|alliance|group)$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Captain|Capt|Judge|Professor|President)\.? ")
# Quotations, and the halves of those that go on in another sentence.
_SPOKEN = re.compile(r"[“\"][^“”\"]*[”\"]|^[^“”]*”|“[^“”]*$")
_HER = re.compile(r"\b(?:Mrs|Ms|Miss) (?:[A-Z][\w'’-]+ )*([A-Z][\w'’-]+)")
_HIM = re.compile(r"\b(?:Mr|Sir) (?:[A-Z][\w'’-]+ )*([A-Z][\w'’-]+)")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of speech and who says it, as fully as the article names them."""

    told: Told
    speaker: str


def speeches(article: Article) -> list[Said]:
    """Every sentence of an article that quotes or reports somebody whom it names."""
    found: list[Said] = []
    last, before, end = "", "", 0
    full = _full_names(article.text)
    every = whole(article)
    for place, one in enumerate(every):
        if "\n\n" in article.text[end : one.start]:
            before = last or before
            last = last if _begins_with_pronoun(one.text) else ""
        end = one.end
        turn = turn_at(article.text, one.start)
        named = turn.speaker if turn else _subject(one.text, last or before, article.text)
        if not named and _opens(one.text):
            named = _said_after(article.text, every[place:], last or before)
        if named:
            last = full.get(_surname(named), named)
            found.append(Said(one, last))
        elif (
            _QUOTED.search(one.text)
            and last
            and _is_only_speech(one.text)
            and not _SUBJECT.search(_unspoken(one.text))
        ):
            found.append(Said(one, last))
        elif person := _PERSON.match(one.text):
            last = full.get(_surname(person[0]), last)
        elif person := _OPENS_WITH.match(one.text):
            last = full.get(_surname(person["name"]), person["name"])
        elif person := _OPENS_WITH_OFFICE.match(one.text):
            last = person["name"]
        if (
            not named
            and (is_thing(last) or not last)
            and (titled := _TITLED_PERSON.search(one.text))
        ):
            last = full.get(_surname(titled[0]), titled[0])
    return found


def whole_quotation(one: Told) -> Told:
    """A sentence with the rest of the quotation that begins before it or ends after it, in its
    paragraph."""
    text, start, end = one.article.text, one.start, one.end
    first = text.rfind("\n\n", 0, start) + 1
    last = text.find("\n\n", end)
    last = last if last >= 0 else len(text)
    if _goes_on_before(text[first:start], one.text):
        opened = max(text.rfind(mark, first, start) for mark in '“"')
        start = opened if opened >= 0 else start
    if _opens(text[start:end]):
        closed = min(
            (place for mark in '”"' if (place := text.find(mark, end, last)) >= 0), default=-1
        )
        end = closed + 1 if closed >= 0 else end
    return replace(one, start=start, end=end) if end - start <= MAX_SPAN else one


def _goes_on_before(before: str, sentence: str) -> bool:
    """Whether a quotation that is open before a sentence goes on in it."""
    if "“" in before or "”" in sentence:
        return before.count("“") > before.count("”")
    return before.count('"') % 2 == 1


def _opens(text: str) -> bool:
    """Whether a quotation begins with a sentence, and goes on in the next."""
    bare = text.lstrip()
    return bare[:1] in '“"' and (bare.count("“") > bare.count("”") or bare.count('"') % 2 == 1)


def _said_after(text: str, sentences: Sequence[Told], last: str) -> str:
    """Who is named where a quotation ends that begins with the first of these sentences."""
    for before, one in pairwise(sentences[:MAX_QUOTED_SENTENCES]):
        if "\n\n" in text[before.end : one.start]:
            return ""
        if "”" in one.text or '"' in one.text:
            return _subject(f"“{one.text}", last, text)
    return ""


def is_by(speaker: str, wanted: str) -> bool:
    """Whether a speaker is the one who is asked for, by surname or by office."""
    one, other = (re.findall(r"\w+", folded(_TITLED.sub("", each))) for each in (speaker, wanted))
    one, other = ([w for w in each if w not in ("the", "s")] for each in (one, other))
    if not one or not other:
        return False
    if speaker[:4].lower() == "the " or wanted[:4].lower() == "the ":
        return {*one} <= {*other} or {*other} <= {*one}
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-1]:
        return bool(one[0] == other[0])
    return bool(one[-1] == other[-1])


def _unspoken(text: str) -> str:
    """A sentence with what is quoted in it blotted out."""
    return _SPOKEN.sub(lambda quote: "“" + "." * (len(quote[0]) - 2) + "”", text)


def _meant(pronoun: str, last: str, article: str) -> str:
    """Whom a pronoun means: the last who spoke, unless the article calls them otherwise."""
    others = {"he": _HER, "she": _HIM}.get(pronoun)
    if not last or (others and (_surname(last) in others.findall(article) or is_thing(last))):
        return ""
    return last


def _subject(text: str, last: str, article: str) -> str:
    """Who is named as speaking in a sentence; `last` is whom a pronoun means."""
    every = [*_SUBJECT.finditer(_unspoken(text))]
    if len(every) > 1 and every[0]["source"]:  # "according to the indictment she wrote"
        every = every[1:]
    for found in every:
        who: str = next(filter(None, found.groups()))
        if who.lower() in _PRONOUNS:
            return _meant(who.lower(), last, article)
        return who
    return ""


def is_thing(name: str) -> bool:
    """Whether a speaker is no person: "the statement", "the board"."""
    return name[:4].lower() == "the " and _NO_PERSON.search(name) is not None


def _is_only_speech(text: str) -> bool:
    return text.lstrip()[:1] in '“"' or text.rstrip()[-1:] in '”"'


def _begins_with_pronoun(text: str) -> bool:
    return (
        re.match(r"[“\"]?(?:He|She|They|Asked|[A-Z]?[^“”]*\b(?:he|she|they) said)\b", text)
        is not None
    )


def _surname(name: str) -> str:
    return re.sub(r"['’]s$", "", name).split()[-1]


def _full_names(text: str) -> dict[str, str]:
    """The fullest name of each surname in a text."""
    full: dict[str, str] = {}
    for found in _PERSON.finditer(text):
        name = _TITLED.sub("", re.sub(r"['’]s$", "", found[0]))
        if len(name.split()) > 1:
            full.setdefault(_surname(name), name)
    return full
