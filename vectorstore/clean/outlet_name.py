"""Names of those who publish: newspapers, broadcasters, agencies. Told by their words alone."""

from __future__ import annotations

import re

_SURE = (
    r"(?:times|post|news|herald|courier|gazette|tribune|broadcasting|daily|weekly|journal|observer"
    r"|chronicle|telegraph|dispatch|bulletin|examiner|[ie]nquirer|newspapers?|magazine|tv"
    r"|television|radio|lantern|sentinel|mercury|intelligencer|advertiser|ledger|argus)"
)
_LIKELY = (
    r"(?:star|sun|guardian|independent|islander|standard|mail|express|echo|mirror|globe|record"
    r"|register|reporter|leader|messenger|monitor|advocate|banner|beacon|citizen|digest|dawn|eagle"
    r"|press|nation|patriot|pioneer|republic|union|voice|watch|wire|world|fm|network|media|online"
    r"|today|review|argonaut|clarion|comet|crier|democrat|republican|evening|morning|gleaner"
    r"|mariner|packet|plain dealer|signal|spectator|statesman|tablet|tidings|transcript|visitor"
    r"|witness|channel|line|insider|daybook|almanac|broadcaster)"
)
_FIRST = r"(?:daily|weekly|evening|morning|sunday|radio|channel|press|times|voice|journal)"
_W = r"(?-i:[A-Z0-9][\w.'’&-]*)"
_WORDS = rf"(?:(?:{_W}|of|and|&|the|de|la|le) ){{0,4}}"
_AFTER = (
    rf"(?:(?: of| in| for)(?: the)? {_W}(?: {_W})?| online| network| today| international| tv)?"
)
_SURE_NAME = re.compile(
    rf"(?:the )?(?:{_WORDS}{_SURE}{_AFTER}|(?:{_FIRST}) {_W}(?: {_W})?)", re.IGNORECASE
)
_LIKELY_NAME = re.compile(
    rf"(?:the )?{_WORDS}{_LIKELY}{_AFTER}|{_W}(?: {_W})?\.[a-z]{{2,4}}",
    re.IGNORECASE,
)
_WITH_ARTICLE = re.compile(rf"[Tt]he {_W}(?: {_W}){{0,3}}")
_DOMAIN = re.compile(
    r"(?:www\.)?[a-z0-9-]{2,40}\.(?:com|org|net|info|tv|news|co\.[a-z]{2}|[a-z]{2})", re.I
)
_NO_NAME = re.compile(
    r"(?:the )?(?:breaking|latest|more|top|world|local|national|international|sports?|business"
    r"|other|related|good|bad|fake|recent|all|home|live|city|regional|entertainment|tech(?:nology)?"
    r"|science|health|political|foreign|late|popular|in|our|your|this|next|previous|trending"
    r"|featured|most|no|weather|traffic|video) ?(?:news|posts?|times|daily|weekly|world|mail|star"
    r"|today|watch|review|online|media|tv|radio|line|voice|evening|morning)?"
    r"|news|post|times|daily|weekly|tv|radio|mail|magazine|newspapers?|online|world|today|review"
    r"|evening|morning|the (?:latest|story|end|author|writer|facts|details|basics|background)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"reuters|thomson reuters|afp|ap|(?:the )?associated press|agence france[- ]presse|xinhua|upi"
    r"|pti|app|ani|ians|dpa|efe|tass|interfax|pa media|(?:the )?press association"
    r"|(?:the )?press trust of india|(?:the )?canadian press|anadolu|kyodo|yonhap|bernama|irna|isna"
    rf"|{_WORDS}(?:{_W} )(?:press |news )?(?:agency|newswire)"
    rf"|{_WORDS}(?:{_W} )(?:news|wire) service",
    re.IGNORECASE,
)
_SMALL = {"OF", "AND", "THE", "IN", "FOR", "DE", "LA", "LE"}
_ACRONYM = re.compile(
    r"(?:[A-Z]\.?){1,2}|[A-Z]*\d\w*|[B-DF-HJ-NP-TV-XZ]{2,5}|ABC|UPI|AFP|APP|ANI|PA"
)


def is_agency(name: str) -> bool:
    """Whether the name is that of an agency whose stories others print."""
    return len(name) <= 60 and bool(_AGENCY.fullmatch(name.strip(" ()")))


def is_sure(name: str) -> bool:
    """Whether a line that is this name alone can be nothing but an outlet's."""
    return (
        len(name) <= 60
        and not _NO_NAME.fullmatch(name)
        and bool(_SURE_NAME.fullmatch(name) or _DOMAIN.fullmatch(name))
    )


def is_likely(name: str) -> bool:
    """Whether the name can be an outlet's, given a place where outlets stand."""
    if len(name) > 60 or _NO_NAME.fullmatch(name):
        return False
    return is_sure(name) or bool(_LIKELY_NAME.fullmatch(name))


def is_possible(name: str) -> bool:
    """Whether the name can be an outlet's where only an outlet or a person can stand."""
    return is_likely(name) or (len(name) <= 60 and bool(_WITH_ARTICLE.fullmatch(name)))


def squashed(name: str) -> str:
    """The name's letters alone, without "The": one spelling for comparing."""
    return re.sub(r"^the\s+|[\W_]+", "", name.strip().lower())


def spelled(name: str, text: str = "") -> str:
    """The name as `text` spells it elsewhere, or in title case, where it is all in capitals."""
    name = name.strip(" \t.,;:|-–—·•\"'“”")
    if name != name.upper() or len(name) < 2:
        return name
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
        if found[0] not in (name, name.lower()):
            return found[0]
    several = name.split()
    if len(several) == 1 and len(name) <= 5:
        return name
    return " ".join(_cased(word, first=not number) for number, word in enumerate(several))


def _cased(word: str, first: bool) -> str:
    if word in _SMALL:
        return word.capitalize() if first else word.lower()
    return word if _ACRONYM.fullmatch(word) else capitalised(word)


def capitalised(word: str) -> str:
    """A word in capitals with only its first letters left so: O'NEIL-BROWN is O'Neil-Brown."""
    return (
        re.sub(r"[A-Z]{2}['’]S\b|[^\W\d_]+", lambda part: part[0].capitalize(), word)
        .replace("’S", "’s")
        .replace("'S", "'s")
    )
