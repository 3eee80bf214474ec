"""What a question wants measured: the units in which its answer is given."""

from __future__ import annotations

import re

_LENGTH = (
    r"(?:kilo|centi|milli)?met(?:re|er)s?|km|cm|mm|miles?|feet|foot|ft|inch(?:es)?|yards?|fathoms?"
    r"|storeys?|blocks?"
)
_SPEED = (
    r"knots?|(?:km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?)(?: an|/| per) ?(?:h|hour|second)"
    r"|kph|km/h|mph"
)
_TIME = r"seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)"
_WEIGHT = r"tonnes?|tons?|kilograms?|kilos?|kg|pounds?|lbs?|ounces?|grams?|stone"
_MONEY = (
    r"crowns?|dollars?|euros?|pounds?|yen|yuan|rupees?|francs?|pesos?|krona|kroner|cents?|pence"
)
_SIGN = r"[$£€¥]\s?\d"
# What stands before a unit: "11.5", "six", "190 million".
_AMOUNT = (
    r"(?:\d|\b(?:an?|half|few|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty(?:-\w+)?|dozens?|hundreds?|thousands?|millions?|billions?"
    r"|trillions?))[\s-]*(?:of )?"
)
_ANY = re.compile(
    rf"\d\s?(?:million |billion |thousand )?"
    rf"((?:{_SPEED}|{_LENGTH}|{_WEIGHT}|{_TIME}|{_MONEY}|degrees|per cent|%)"
    r"(?: an? \w+| per \w+)?)(?!\w)",
    re.IGNORECASE,
)
# The first that a question fits says the units.
_MEASURES = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), units)
    for asked, units in (
        (r"how fast|(?:what|which) speed", _SPEED),
        (r"how (?:far|high|tall|deep|wide)", _LENGTH),
        (r"how long (?:ago|after|before|did|does|do|will|has|have|had|until|must|can)", _TIME),
        (r"how long", f"{_LENGTH}|{_TIME}"),
        (r"how heavy", _WEIGHT),
        (
            r"how much .*(?:pa(?:y|ys|id|ying)|costs?|earns?|earned|spend|spent|price|worth|fees?"
            r"|fine[sd]?|raise[sd]?|bring in|sold|sell|bought|buy|owes?|owed|charge[sd]?|save[sd]?"
            r"|money)",
            _MONEY,
        ),
    )
)


def measure(question: str) -> re.Pattern[str] | None:
    """What finds an amount in the units that a question asks for, as its group "unit"; None where
    it asks for none."""
    for asked, units in _MEASURES:
        if asked.search(question):
            unit = rf"(?P<unit>(?:{units})\b(?: an? \w+| per \w+)?)"
            signs = f"{_SIGN}|" if units == _MONEY else ""
            return re.compile(rf"{signs}{_AMOUNT}{unit}", re.IGNORECASE)
    return None


def is_of_money(text: str) -> bool:
    """Whether a question or a unit is of money."""
    return re.search(rf"\b(?:{_MONEY}|costs?|prices?|amounts?|dear|cheap)", text, re.I) is not None


def units_in(text: str) -> set[str]:
    """The units in which a text gives amounts: "kilometres an hour", "crowns a year"."""
    return {found[1].lower() for found in _ANY.finditer(text)}
