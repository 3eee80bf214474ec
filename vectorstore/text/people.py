"""Who wrote a story: the names in a field that also holds mail addresses, handles and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vectorstore.text.own_letters import CAPITALS

_MAIL = r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
_NO_NAME = re.compile(
    rf"<?(?:mailto:)?{_MAIL}>?|https?://\S+|www\.\S+|(?<!\w)@\w[\w.]*|(?<!\w)#?\d+(?!\w)"
)
_NAMED_AFTER_MAIL = re.compile(rf"{_MAIL}\s*\((?P<name>[^()@]*[^\W\d_][^()@]*)\)")
_ASIDE = re.compile(r"[(\[<][^()\[\]<>]*[)\]>]")
# One writer a part, each with the family name first: "Roe, Ana; Reed, Tomas".
_FAMILY_FIRST = re.compile(r"(?P<family>[^,;]{2,40}),\s*(?P<given>[^,;]{1,40})")

# "Roe, Ana" alone: one word or two on each side, and no agency's.
_ONE_INVERTED = re.compile(
    r"(?:(?:[a-z]{2,3} ){0,2}[A-Z][a-zà-ÿ'’]+(?:-[A-Z][\w'’]+)?), "
    r"(?:[A-Z][a-zà-ÿ'’]+(?:[ -][A-Z][a-zà-ÿ'’]*\.?)?)"
)
_NOBODY = re.compile(
    r"\b(?:reuters|bloomberg|xinhua|interfax|tass|anadolu|kyodo|yonhap|agenc\w+|staff|desk|editor"
    r"|reporters?|correspondent|press|news|wires?|times|post|guardian|contributors?|today|sports?"
    r"|radio|network|service)\b",
    re.IGNORECASE,
)

_WORD = rf"[{CAPITALS}][\w.'’-]*"
_PARTICLE = r"(?:de|da|del|der|di|du|dos|van|von|bin|ibn|al|el|la|le|y)"
_PERSON = rf"{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{1,3}}"
# What a writer does: "courts reporter", "Home Affairs Editor".
_FIELD = (
    r"(?:chief|senior|deputy|assistant|associate|acting|staff|special|freelance|political|politics"
    r"|home affairs|social affairs|foreign|world|national|local|city|city hall|municipal|regional"
    r"|diplomatic|defen[cs]e|security|education|health|medical|science|environment|climate|energy"
    r"|transport|business|economics?|financ\w+|money|consumer|property|industry|technology|tech"
    r"|media|crime|courts?|brexit|legal|law|religion|religious affairs|arts|culture|film|music"
    r"|theatre|literary|features?|sports?|football|rugby|cricket|travel|food|data|digital|news|night"
    r"|investigat\w+|europe|asia|africa|china|us|uk|middle east|washington|london|paris|berlin"
    r"|brussels|moscow|beijing|scotland|wales|ireland|northern ireland|parliament\w*|rural|labou?r)"
)
_POST = (
    r"(?:reporters?|correspondents?|editors?|writers?|columnists?|contributors?|critics?|producers?"
    r"|journalists?|analysts?|photographers?|bureau chief|staff)"
)
_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}[A-Z]?|[B-DF-HJ-NP-TV-XZ]{2,5}|ABC|AFP|UPI|USA")
_ROLE = re.compile(
    rf"(?:and )?(?:[\w.'’&/-]+ ){{0,6}}{_POST}(?: (?:in|at|for|to|of|with) .{{2,40}})?"
    r"|special to .{2,40}|(?:reporting )?(?:in|from) .{2,40}|who .*",
    re.IGNORECASE,
)
# The same behind a name, without a comma, or the place that it was written from.
_PLACE = rf",? (?:in|reporting from) {_WORD}(?:[ -]{_WORD}){{0,3}}"
_NAMELESS = rf"(?!(?i:our|the|an?|from|by|own|{_FIELD}) )"
_BEHIND = re.compile(
    rf"(?P<who>{_NAMELESS}{_PERSON}?)(?: (?i:(?:(?:and )?{_FIELD} )+{_POST})"
    rf"|{_PLACE}"
    r"|,? (?:and|&) (?i:(?:news |wire |staff |other )?agenc\w+|(?:staff|wires?)(?: reports?)?))"
    # Of three words, the last may be what the post is of.
    rf"|(?P<both>{_NAMELESS}{_WORD} (?:[{CAPITALS}]\. )?{_WORD}) (?i:{_POST})",
)
_OPENS = re.compile(
    r"\A(?:(?:exclusive|analysis|comment|opinion|review|report|text|story|words|written|posted)\s*"
    r"(?:by\b:?|:)|(?:with )?(?:additional )?reporting by\b|by\b:?|and\b)\s+",
    re.IGNORECASE,
)
_AND = re.compile(rf"(?P<one>{_PERSON}),? (?:(?i:and|et|und)|&) (?P<other>{_PERSON}?)(?:{_PLACE})?")


def names(value: str) -> str:
    """The writers that a field names, parted by commas; "" where it holds no name."""
    plain = _NAMED_AFTER_MAIL.sub(r"\g<name>", value)
    plain = _NO_NAME.sub(" ", plain)
    plain = _ASIDE.sub(" ", plain) if re.search(r"[^\W\d_]{2}", _ASIDE.sub(" ", plain)) else plain
    parts = [part.strip() for part in plain.split(";") if re.search(r"[^\W\d_]{2}", part)]
    if (len(parts) > 1 or _is_one_inverted(plain)) and all(map(_FAMILY_FIRST.fullmatch, parts)):
        parts = [_FAMILY_FIRST.sub(r"\g<given> \g<family>", part) for part in parts]
    pieces = [piece for part in parts for piece in re.split(r"\s*,\s*", part)]
    found = list(_writers(pieces))
    return ", ".join(dict.fromkeys(" ".join(name.split()) for name in found if name))


def _is_one_inverted(value: str) -> bool:
    return bool(_ONE_INVERTED.fullmatch(value.strip())) and not _NOBODY.search(value)


def is_role(piece: str) -> bool:
    """Whether a piece of a byline is what its bearer does, or where: "Health Correspondent"."""
    return bool(_ROLE.fullmatch(piece))


def _writers(pieces: list[str]) -> Iterator[str]:
    """The names among the pieces of a byline, without what their bearers do, and where."""
    for at, piece in enumerate(pieces):
        name = _OPENS.sub("", piece.strip(" ,|·-–—:()[]<>"))
        if at and is_role(name):
            continue
        name = _alone(name)
        joined = _AND.fullmatch(name)
        yield from map(_cased, map(_alone, joined.groups() if joined else (name,)))


def _alone(name: str) -> str:
    found = _BEHIND.fullmatch(name)
    return found["who"] or found["both"] if found else name


def _cased(name: str) -> str:
    """A person's name as it is written elsewhere, where it, or a part of it, is in capitals."""
    if not re.fullmatch(_PERSON, name) or _NOBODY.search(name):
        return name
    is_shouted = name == name.upper()
    return " ".join(
        _capitalised(word, is_first=not at) if is_shouted or len(word) > 3 else word
        for at, word in enumerate(name.split())
    )


def _capitalised(word: str, is_first: bool) -> str:
    if word != word.upper() or _INITIALS.fullmatch(word):
        return word
    if not is_first and re.fullmatch(_PARTICLE, word, re.IGNORECASE):
        return word.lower()
    cased = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    return re.sub(r"^Mc([a-z])", lambda part: f"Mc{part[1].upper()}", cased)
