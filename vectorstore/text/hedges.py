"""Who is said to say a thing, and how firmly it is said: as far as English words tell."""

from __future__ import annotations

import re
from typing import NamedTuple

_SAID = (
    r"(?:said|says|say|saying|told|tells|added|adds|replied|wrote|writes|explained|noted|stated)"
)
_CHARGED = (
    r"(?:alleg(?:e|es|ed|ing)|claim(?:s|ed|ing)?(?=\s(?:that|to|he|she|it|they|there|his|her|their)\b)|argu(?:e|es|ed|ing)|maintain(?:s|ed)?|insist(?:s|ed)?"
    r"|contend(?:s|ed)?|assert(?:s|ed)?|suspect(?:s|ed)?|believ(?:e|es|ed)|think(?:s)?|thought"
    r"|reckon(?:s|ed)?|complain(?:s|ed)?|suggest(?:s|ed)?|fear(?:s|ed)?|estimat(?:e|es|ed)"
    r"|conclude(?:s|d)?|testif(?:y|ies|ied)|swore|accuse[sd]?|protest(?:s|ed)?|doubt(?:s|ed)?)"
)
_OF = r"(?:is|are|was|were|been|being)\s+(?:\w+\s+)?(?:accused|suspected|charged|said|alleged|believed|reported|thought|indicted)\s+(?:of|with|to)?"
_PUT = r"put(?:s)?\s+(?:\w+\s+){1,6}at\b"
# Whoever reads one of these in a claim is told that somebody says it.
_ATTRIBUTES = re.compile(
    rf"\b(?:{_SAID}|{_CHARGED}|according\s+to|accus\w+|alleg\w+|reportedly|supposedly|purported\w*"
    r"|in\s+\w+(?:\s\w+)*'s\s+(?:words|view|opinion|account|telling)|in\s+the\s+(?:words|view|opinion)"
    r"|call(?:s|ed)?|den(?:y|ies|ied)|quoted|on\s+the\s+word|charged|charges?|"
    r"put(?:s)?\s|described|describes|report(?:s|ed)|account|version|argument|view|estimates?"
    r"|testimony|by\s+(?:his|her|their|its)\s+(?:own\s+)?(?:account|reckoning)|stand\w*\s+accused|on\s+trial|theory|case\s+against|suspect\w*|believ\w+|thinks?|thought|reckon\w*|argu\w+|insist\w*|maintain\w*|conten\w+|held|holds|speaks?\s+of|spoke\s+of|hint\w*|regards?|sees|considers?|defen[cs]e|lawyers?|according|word|apparently|rival|telling|tells?|told|heard|hears|swears?|statement|complain\w*|assert\w*|suggest\w*|explain\w*|point\w*\s+out|note[sd]?|cite[sd]?|cites|give[sn]?\s+as|gave\s+as|fears?|doubts?|in\s+\w+\s+eyes|to\s+hear|testif\w+|concluded?|concludes|found|finds|indictment|prosecutors?|warn(?:s|ed)?|ruled|court\s+(?:was|is|heard)|counted|count"
    r"|blam(?:e|es|ed)|acknowledg\w+|admit\w*|announc\w+|promis\w+|pledg\w+|vow\w*|predict\w*"
    r"|expect\w*|recall\w*|remark\w*|joke[sd]?|declar\w+|confirm\w*|praised?|felt|feels|apologi\w+"
    r"|ask(?:s|ed)?|object\w*|question(?:s|ed)?|rejects?|rejected|attribut\w+|for\s+(?:the\s+)?defen[cs]e"
    r"|critici[sz]\w+|hail\w*|likened|compared|disput\w+|pleaded|wants?|thanked|claim\w*|contention)\b"
)
# "X said (on Monday) (that) ..."; "..., X said."
_LEADS = re.compile(
    rf"\b(?P<verb>{_SAID}|{_CHARGED}|{_OF})\b(?P<mid>(?:\s+(?!that\b)[\w']+){{0,9}}?)?\s*(?:,\s*)?(?P<that>that)?\s"
)
_ACCORDING = re.compile(
    r"\baccording\s+to\s+(?P<who>[^,.;]{2,60})|\b(?P<adverb>allegedly|reportedly|supposedly)\b"
)
_TRAILS = re.compile(
    rf"[,\"]\s*(?P<who>(?:[\w'.-]+\s+){{1,8}}?(?P<verb>{_SAID}|{_CHARGED})|(?P<verb2>{_SAID}|{_CHARGED})\s(?!that\b|on\b|in\b|at\b|it\b|he\b|she\b|they\b)[^,.;\"]{{2,60}})(?=[,.;:]|\s(?:on|in|at|yesterday)\b|$)"
)
_SPEECH = re.compile(r"\"([^\"]{2,})\"")
# Whose plain word the news takes for a fact within what they are there to know.
_OFFICIAL = re.compile(
    r"\b(?:police|board|ministry|authority|service|office|commission|department|agency|hospital"
    r"|court|government|coast\s+guard|report|study|survey|census|university|judge|investigators?"
    r"|statistics|bureau|council|fire\s+chief|results?|figures|bank\s+of|chief|inspector|club|registry|"
    r"officials|accounts?|minister|harbour\s+master|company|line|foods|power|spokes(?:man|woman|person))\b"
)
_PLAIN_OFFICIAL = re.compile(
    r"\b(?:police|board|ministry|authority|service|office|commission|department|agency|hospital"
    r"|court|government|coast\s+guard|report|study|survey|census|university|judge|statistics|bureau"
    r"|officials|inspectors?|investigators?)\b"
)
_PERSON = re.compile(r"\b(?:he|she|they|mr|mrs|ms|miss|dr|father|captain|his|her)\b")
_PARTY = re.compile(r"\b(?:union|alliance|campaign\w*|lawyer|prosecut\w+|organisers?|defen[cs]e)\b")


class Said(NamedTuple):
    """A part of a sentence that somebody is said to say: sentence[start:end], and who, in words."""

    start: int
    end: int
    who: str


def attributes(text: str) -> bool:
    """Whether a plain text in small letters says whose word it is."""
    return bool(_ATTRIBUTES.search(text))


def said_in(sentence: str) -> list[Said]:
    """The parts of a plain sentence in small letters that it gives only as somebody's word."""
    found = [
        Said(match.start(1), match.end(1), _who(sentence, match))
        for match in _SPEECH.finditer(sentence)
        if len(match[1].split()) > 3
    ]
    for match in _ACCORDING.finditer(sentence):
        if match["adverb"] or not _PLAIN_OFFICIAL.search(match["who"]):
            found.append(Said(0, len(sentence), match["who"] or ""))
    for match in re.finditer(rf"\b{_PUT}", sentence):
        if not _PLAIN_OFFICIAL.search(sentence[: match.start()]):
            found.append(Said(match.start(), len(sentence), _subject(sentence, match.start())))
    trailing = _TRAILS.search(sentence)
    if trailing:
        verb = trailing["verb"] or trailing["verb2"]
        who = trailing["who"].replace(verb, "").strip()
        is_strong = not re.match(_SAID, verb) or _PARTY.search(who)
        if is_strong or (_PERSON.search(who) and not _OFFICIAL.search(who)):
            end = trailing.start() if not sentence[trailing.end() :].strip(" .") else len(sentence)
            found.append(Said(0, end, who))
    leading = _LEADS.search(sentence)
    if leading and not (trailing and trailing.start() < leading.start()):
        who = _subject(sentence, leading.start())
        who = "" if re.search(r"\d", who) else who
        strong = not re.match(_SAID, leading["verb"]) or _PARTY.search(who)
        if who and (strong or not _PLAIN_OFFICIAL.search(who)):
            found.append(Said(leading.end(), len(sentence), who))
    return found


def _subject(sentence: str, place: int) -> str:
    """Who does what a verb at a place says: the words before it in its clause."""
    before = re.split(r"[;:\"]|\.\s", sentence[:place])[-1].strip()
    parts = [part.strip() for part in before.split(",") if part.strip()]
    return parts[0] if len(parts) > 1 and len(parts[0].split()) <= 6 else (parts or [""])[-1]


def _who(sentence: str, match: re.Match[str]) -> str:
    after = re.match(rf"\W*(?:{_SAID}|{_CHARGED})\s+([^,.;\"]{{2,50}})", sentence[match.end() :])
    return after[1].strip() if after else ""


# How far a thing is from being so: 1 is to come, 2 is meant, 3 is only possible.
_FIRMNESS = {
    3: r"may|might|could|perhaps|possibly|possible|possibility|consider(?:s|ed|ing)?|thinking\s+of"
    r"|whether|likely|unlikely|if|unless|discuss(?:es|ed|ing)?|weigh(?:s|ed|ing)?|probably|can",
    2: r"plan(?:s|ned|ning)?|intend(?:s|ed)?|means\s+to|meant\s+to|mean\s+to|want(?:s|ed)?|wish(?:es|ed)?"
    r"|hope(?:s|d)?|aim(?:s|ed)?|seek(?:s|ing)?|sought|propos(?:e|es|ed|al)|promis(?:e|es|ed)|offer(?:s|ed)?"
    r"|expect(?:s|ed)?|due\s+to|scheduled|would\s+like|trying|tries|tried|try|asked|asks|threaten(?:s|ed)?"
    r"|vow(?:s|ed)?|pledg(?:e|es|ed)|agreed\s+to|ready\s+to|forecast(?:s)?|should|approved\s+the\s+talks",
    1: r"will|would|shall|going\s+to|'ll|is\s+to|are\s+to|was\s+to|were\s+to|won't|about\s+to",
}
_HEDGE = re.compile(
    "|".join(rf"(?P<f{level}>\b(?:{words})\b)" for level, words in _FIRMNESS.items())
)
_ENDS_SCOPE = re.compile(r"[;,]\s|\s-\s|\.\s|\s(?:but|which|who|where|while|after|because|as)\s|\Z")


class Hedge(NamedTuple):
    """A word that says that something isn't so yet: sentence[start:end] is what it governs."""

    level: int
    word: str
    start: int
    end: int


def hedges(text: str) -> list[Hedge]:
    """The hedges of a plain text in small letters, each with what it governs."""
    found: list[Hedge] = []
    for match in _HEDGE.finditer(text):
        end = _ENDS_SCOPE.search(text, match.end())
        level = int((match.lastgroup or "f0")[1:])
        found.append(Hedge(level, match.group(), match.end(), end.start() if end else len(text)))
    return found


def firmness(text: str) -> int:
    """The weakest hedge of a plain text in small letters: 0 where it says that a thing is so."""
    return max((hedge.level for hedge in hedges(text)), default=0)
