"""Who wrote a story: the names in a field that also holds mail addresses, handles and numbers."""

from __future__ import annotations

import re

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
    r"|reporters?|correspondent|press|news|wires?|times|post|guardian|contributors?)\b",
    re.IGNORECASE,
)


def names(value: str) -> str:
    """The writers that a field names, parted by commas; "" where it holds no name."""
    plain = _NAMED_AFTER_MAIL.sub(r"\g<name>", value)
    plain = _NO_NAME.sub(" ", plain)
    plain = _ASIDE.sub(" ", plain) if re.search(r"[^\W\d_]{2}", _ASIDE.sub(" ", plain)) else plain
    parts = [part.strip() for part in plain.split(";") if re.search(r"[^\W\d_]{2}", part)]
    if (len(parts) > 1 or _is_one_inverted(plain)) and all(map(_FAMILY_FIRST.fullmatch, parts)):
        parts = [_FAMILY_FIRST.sub(r"\g<given> \g<family>", part) for part in parts]
    found = [name.strip(" ,|·-–—:()[]<>") for part in parts for name in re.split(r"\s*,\s*", part)]
    return ", ".join(dict.fromkeys(" ".join(name.split()) for name in found if name))


def _is_one_inverted(value: str) -> bool:
    return bool(_ONE_INVERTED.fullmatch(value.strip())) and not _NOBODY.search(value)
