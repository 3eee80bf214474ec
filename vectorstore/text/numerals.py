"""The numbers of a text, however they are written: 1,500,000, 1.5m and 1.5 million are the same.

spoken_numbers.py reads those in words, clock.py times of the day; here are digits, scales behind
them, halves and shares, dozens, and years in words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from vectorstore.text.clock import TIME_OF_DAY, times_of_day
from vectorstore.text.spoken_numbers import (
    NUMBER_WORD,
    ONES,
    RUN,
    SCALES,
    TEENS,
    TENS,
    UNDER_TWENTY,
    Spoken,
    any_of,
    read_run,
)

# Scales that stand in words behind any number, and their short forms behind digits.
_LONG_SCALES = {**SCALES, "dozen": 12, "lakh": 10**5, "crore": 10**7, "trillion": 10**12}
_SCALES = {
    **_LONG_SCALES,
    "k": 10**3,
    **dict.fromkeys(("m", "mn", "mln"), 10**6),
    **dict.fromkeys(("b", "bn"), 10**9),
    "tn": 10**12,
}
# What stands before a scale in place of a number: "half a million", "a couple of hundred".
_SHARES = {"half": "0.5", "quarter": "0.25", "three": "0.75", "couple": "2"}
_SIGNS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
# "A fifth of", "a fifth cheaper", "a fifth as many"
_OF_A_PART = (
    r"(?:of|as|more|less|fewer|higher|lower|cheaper|dearer|larger|smaller|bigger|longer|shorter"
    r"|faster|slower)"
)
_PARTS = "half third quarter fifth sixth seventh eighth ninth tenth".split()
_TENS = {word: value for value, word in enumerate(TENS.split(), 2)}

_SCALE = rf"(?:{any_of(' '.join(_LONG_SCALES))})"
_UNIT = rf"""(?:[\s-](?P<half>and[\s-]a[\s-]half)\b)?
    (?P<scale>(?:[\s-]?{_SCALE}s?\b)+ | [\s-]?(?:mn|mln|bn|tn)\b | [kmb]\b)?
    (?: (?P<place>st|nd|rd|th)\b | (?P<decade>'?s\b) | \s?(?P<half_day>am|pm)\b )?
    (?P<percent>\s?% | [\s-]?per\s?cent\b)?"""
_PERIOD = r"(?:second|minute|hour|day|week|month|season|year|game|match|start|attempt)"

_CLOCK = re.compile(r"(\d{1,2})(?::(\d{1,2}))? [ap]m")
_PLAIN = re.compile(r"\d{0,30}\.?\d{1,30}")
# 1,500,000 and, as India writes it, 15,00,000.
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
# Between the ends of a range, of which only the second says what is counted: "5 to 10 million".
_TO = re.compile(r"\s*(?:-|to|and|or)\s*[$£€]?")


class Numeral(NamedTuple):
    """A number in a text, where it stands, and what it may be taken for: any of its `readings`.

    `in_words` where it is one word that counts ("two"), as a sentence may have by the way.
    """

    readings: frozenset[str]
    in_words: bool
    start: int
    end: int


class _Unit(NamedTuple):
    """What makes a value another number: 5 million, 5%, the 5s (a decade), 5 pm."""

    scale: int = 1
    percent: str = ""
    decade: str = ""
    half_day: str = ""


class _Found(NamedTuple):
    """A number before its range is seen: what it may be taken for is its value in its unit, if it
    has one, and the `others`."""

    start: int
    end: int
    value: str = ""
    unit: _Unit = _Unit()
    others: frozenset[str] = frozenset()
    in_words: bool = False


@lru_cache(maxsize=1024)
def numerals(text: str) -> tuple[Numeral, ...]:
    """The numbers of a lower-case text with plain quotation marks and hyphens, in order.

    A reading is the plain value, with what makes it another number: "5000000", "5%", "1990s",
    "5:30 pm", "21st", "1/5". The first end of a range is also read as what its second end counts.
    """
    found = [*_found(text)]
    return tuple(
        Numeral(_readings(text, each, following), each.in_words, each.start, each.end)
        for each, following in zip(found, [*found[1:], None], strict=False)
    )


def left_out(readings: Collection[str]) -> set[str]:
    """Readings as whoever says it but once leaves them: "44 per cent and 39", "from 8.50 to 9.40
    p.m."."""
    clocks = filter(None, map(_CLOCK.fullmatch, readings))
    bare = {reading.removesuffix("%") for reading in readings if reading.endswith("%")}
    return bare | {f"{clock[1]}.{clock[2] or 0}".rstrip("0").rstrip(".") for clock in clocks}


def _readings(text: str, found: _Found, following: _Found | None) -> frozenset[str]:
    readings = {*found.others}
    if found.value:
        readings.add(_reading(found.value, found.unit))
        is_bare = found.unit == _Unit() and not found.others
        if is_bare and following and _TO.fullmatch(text, found.end, following.start):
            readings.add(_reading(found.value, following.unit))
    return frozenset(readings)


def _reading(value: str, unit: _Unit) -> str:
    """What a number says, with the scale, percentage or half of the day that `unit` has."""
    if unit.half_day:
        # "9.30" lost its nought as a value, "9:30" did not.
        hour, _, minutes = value.replace(".", ":").partition(":")
        minutes = minutes.rstrip("0")
        return f"{hour}:{minutes} {unit.half_day}" if minutes else f"{hour} {unit.half_day}"
    if unit.decade:
        return f"{value}s"
    if unit.scale != 1 and _PLAIN.fullmatch(value):
        value = plainly(Decimal(value) * unit.scale)
    return value + unit.percent


def _found(text: str) -> Iterator[_Found]:
    """The numbers in order; where two forms overlap it is the one that begins first, or stands
    first in _FORMS."""
    forms = _FORMS if _IN_WORDS.search(text) else _FORMS_IN_DIGITS
    matches = [
        (match.start(), order, match)
        for order, (form, _) in enumerate(forms)
        for match in form.finditer(text)
    ]
    end = 0
    for start, order, match in sorted(matches, key=lambda each: each[:2]):
        if start >= end and (numbers := forms[order][1](match)):
            yield from numbers
            end = match.end()


def _ratio(match: re.Match[str]) -> list[_Found]:
    """One in five, nine out of ten."""
    count, of = (_small(match[name]) for name in ("count", "of"))
    if count >= of or (match["within"] == "in" and count > 1 and of > 10):
        return []
    return [_Found(*match.span(), others=_fraction(count, of))]


def _part(match: re.Match[str]) -> list[_Found]:
    """Two thirds, a fifth of."""
    part = match["part"].removesuffix("s").replace("halve", "half")
    count = 1 if match["count"] in ("a", "an") else _small(match["count"])
    return [_Found(*match.span(), others=_fraction(count, _PARTS.index(part) + 2))]


def _time(match: re.Match[str]) -> list[_Found]:
    """Four in the morning, half past nine, noon."""
    readings = times_of_day(match)
    return [_Found(*match.span(), others=readings)] if readings else []


def _year(match: re.Match[str]) -> list[_Found]:
    """Nineteen ninety-nine, nineteen oh five."""
    *_, century = read_run(match["century"])
    *_, year = read_run(re.sub(r"oh[\s-]", "", match["year"]))
    return [_Found(*match.span(), str(100 * int(century.amount) + int(year.amount)))]


def _decade(match: re.Match[str]) -> list[_Found]:
    """The nineties, the nineteen-nineties."""
    ten = next(value for word, value in _TENS.items() if word.startswith(match["ten"]))
    if match["century"]:
        return [_Found(*match.span(), f"{_small(match['century'])}{ten}0", _Unit(decade="s"))]
    return [_Found(*match.span(), others=_decades(f"{ten}0"))]


def _share(match: re.Match[str]) -> list[_Found]:
    """Half a million, a couple of hundred, half a per cent."""
    share = Decimal(_SHARES[re.split(r"[\s-]", match["share"])[0]])
    value = math.prod(
        (each.amount * each.scale for each in read_run(match["run"] or "")), start=share
    )
    return [_Found(*match.span(), plainly(value), _unit(match))]


def _half(match: re.Match[str]) -> list[_Found]:
    return [_Found(*match.span(), others=_fraction(1, 2), in_words=True)]


def _digits(match: re.Match[str]) -> list[_Found]:
    digits = match["digits"] or "0"
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    if _PLAIN.fullmatch(digits):
        sign = "½" if match["half"] else match["sign"]
        digits = plainly(Decimal(digits) + Decimal(_SIGNS[sign] if sign else 0))
    others = frozenset({digits + match["place"]}) if match["place"] else frozenset[str]()
    if match["decade"] and len(digits) == 2:
        others = _decades(digits)
    return [_Found(*match.span(), digits, _unit(match), others)]


def _words(match: re.Match[str]) -> list[_Found]:
    """Three hundred and forty, a dozen; or several numbers in a row: five and six."""
    run = match["run"] or ""
    begin = match.start("run")
    found = [_spoken(each, run, begin) for each in read_run(run)]
    last = found.pop() if found else _Found(*match.span(), "1")
    unit = _unit(match)
    if match["half"]:
        last = last._replace(value=plainly(Decimal(last.value or 0) + Decimal("0.5")))
    return [
        *found,
        last._replace(
            end=match.end(),
            unit=unit._replace(scale=unit.scale * last.unit.scale),
            in_words=last.in_words and not match["scale"],
        ),
    ]


def _spoken(number: Spoken, run: str, begin: int) -> _Found:
    start, end = begin + number.start, begin + number.end
    if not number.ordinal:
        unit = _Unit(number.scale)
        return _Found(start, end, plainly(number.amount), unit, in_words=number.scale == 1)
    others = {number.ordinal}
    if number.amount > 2:  # "first" and "second" often count nothing
        # "Thirty-second" is a place, or a time.
        time = 2 if run.endswith("second") else 0
        others |= {plainly(number.amount), plainly(number.amount - time)}
    return _Found(start, end, others=frozenset(others), in_words=True)


def _unit(match: re.Match[str]) -> _Unit:
    names = re.findall(r"[a-z]+", match["scale"] or "")
    scales = [_SCALES.get(name) or _SCALES[name.removesuffix("s")] for name in names]
    percent = "%" if match["percent"] else ""
    return _Unit(math.prod(scales), percent, match["decade"] or "", match["half_day"] or "")


def _small(number: str) -> int:
    """A number below a hundred in words, or one in digits."""
    if number.isdigit():
        return int(number)
    return sum(int(each.amount) for each in read_run(number))


def _fraction(count: int, of: int) -> frozenset[str]:
    """1/3 is said to be 33%, 2/3 to be 66% or 67%."""
    percent = Decimal(100 * count) / of
    rounded = {math.floor(percent), round(percent)} if of < 100 else {percent.normalize()}
    return frozenset({f"{count}/{of}", *(f"{each:f}%" for each in map(Decimal, rounded))})


def _decades(ten: str) -> frozenset[str]:
    """The 90s are those of the last century unless it is said, the 20s may be this one's."""
    centuries = ("19", "20") if ten < "30" else ("19",)
    return frozenset({f"{ten}s", *(f"{century}{ten}s" for century in centuries)})


def plainly(value: Decimal) -> str:
    """A number without an exponent and without noughts at its end."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


# Each form of a number: what is looked for, and how it is read. Of two that begin at one place the
# first is meant.
_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], list[_Found]]]


def _form(pattern: str, read: Callable[[re.Match[str]], list[_Found]]) -> _Form:
    return re.compile(rf"(?<!\w)(?<!\d[.,:]){pattern}", re.VERBOSE), read


_FORMS_IN_DIGITS = (
    _form(TIME_OF_DAY, _time),
    _form(
        rf"""(?P<count>{UNDER_TWENTY}|\d\d?)[\s-](?P<within>in|out\sof)[\s-](?:every\s)?
        (?P<of>{UNDER_TWENTY}|{any_of(TENS)}|\d{{1,2}}0*)\b
        (?!-|[.,:]\d|\s(?:{_SCALE}|{_PERIOD}))""",
        _ratio,
    ),
    _form(rf"(?P<digits>\d+(?:[.,:]\d+)*|\.\d+)?(?P<sign>[½¼¾])?(?<=[\d½¼¾]){_UNIT}", _digits),
)
_FORMS = (
    *_FORMS_IN_DIGITS,
    _form(
        rf"""(?:an?[\s-])?(?P<share>half|quarter|three[\s-]quarters|couple)(?:\sof)?[\s-]
        (?:(?:an?|one)[\s-])?(?={_SCALE}|per\s?cent)(?P<run>{RUN})?{_UNIT}""",
        _share,
    ),
    _form(
        rf"""(?P<count>an?|{UNDER_TWENTY})[\s-]
        (?P<part>halves|(?:{any_of(" ".join(_PARTS))})s?)\b(?:(?<=s)|(?=\s{_OF_A_PART}\b))""",
        _part,
    ),
    # "Almost a third were women": who is said to be about a third is not the third of them.
    _form(
        rf"""(?:(?<=\balmost\s)|(?<=\bnearly\s)|(?<=\babout\s)|(?<=\baround\s)|(?<=\broughly\s)
        |(?<=\bthan\s)|(?<=\bover\s)|(?<=\bunder\s))
        (?P<count>an?)[\s-](?P<part>{any_of(" ".join(_PARTS[1:]))})\b
        (?=\s(?:are|were|is|was|have|had|has|said|say|voted|do|did|does|will|would|want|think))""",
        _part,
    ),
    # "Rose by a fifth to 3 million": not "by a third party".
    _form(
        rf"""(?:(?<=\bby\s)|(?<=\bby\sabout\s)|(?<=\bby\sover\s)|(?<=\bby\snearly\s)
        |(?<=\bby\salmost\s)|(?<=\bby\saround\s)|(?<=\bby\ssome\s)|(?<=\bby\sroughly\s)
        |(?<=\bby\sat\sleast\s)|(?<=\bby\sjust\sover\s)|(?<=\bby\swell\sover\s)
        |(?<=\bby\smore\sthan\s)|(?<=\bby\sless\sthan\s)|(?<=\bby\sjust\sunder\s)
        |(?<=\bdown\sto\s)|(?<=\bfell\sto\s))
        (?P<count>an?|one)[\s-](?P<part>{any_of(" ".join(_PARTS))})\b
        (?=[.,;:!?]|\Z|\s(?:to|in|since|from|on|over|last|this|after|at|and|for|when|as|between)\b)""",
        _part,
    ),
    _form(
        rf"""(?P<century>{any_of(TEENS)}|twenty)[\s-]
        (?P<year>oh[\s-](?:{any_of(ONES)})|(?:{any_of(TENS)})(?:[\s-](?:{any_of(ONES)})\b)?
        |{any_of(TEENS)})\b(?![\s-]{_SCALE})""",
        _year,
    ),
    _form(
        rf"""(?:(?P<century>{any_of(TEENS)})[\s-])?
        (?P<ten>{"|".join(word[:-1] for word in TENS.split())})ies\b""",
        _decade,
    ),
    _form(
        rf"""(?:(?:an?|the)[\s-](?={_SCALE}\b)|(?={_SCALE}-odd\b)|(?!{_SCALE}\b)(?={NUMBER_WORD}))
        (?P<run>{RUN})?{_UNIT}""",
        _words,
    ),
    _form(r"half\s(?=(?:of|the|its|their|all)\b)", _half),
)
# Most sentences have no number in words, and need not be searched for each form of them.
_IN_WORDS = re.compile(
    r"\b(?:one|two|three|four|fi(?:ve|f|rst)|six|seven|eight|nine|ninth|ten|eleven|twe|thi?r|fort"
    r"|ninet|half|quarter|third|couple|second|zero|hundred|thousand|million|billion"
    r"|trillion|dozen|lakh|crore|noon|mid(?:day|night))"
)
