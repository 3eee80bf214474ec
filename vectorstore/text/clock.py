"""Times of the day in English words: "four in the morning" is 4 am, "half past nine" 9.30."""

from __future__ import annotations

import re

from vectorstore.text.spoken_numbers import TO_TWELVE, any_of

_HOURS = TO_TWELVE.split()
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_PARTS = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm"}
_NAMED = {"noon": "12 pm", "midday": "12 pm", "midnight": "12 am"}
# The hour up to which the night goes on: "two at night".
_LAST_OF_NIGHT = 5
# To be compiled with re.VERBOSE.
TIME_OF_DAY = rf"""
    (?:(?P<named>noon|midday|midnight)(?![\w'-])
    | (?:(?:a\s)?(?P<minutes>{any_of(" ".join(_MINUTES))})[\s-](?P<side>past|to)[\s-])?
      (?P<hour>(?:{any_of(" ".join(_HOURS))})\b|(?:1[0-2]|[1-9])(?:[.:][0-5]\d)?(?![\d.,:]*\d))
      (?P<clock>\so'clock\b)?
      (?:\s(?:in\sthe|that|this|on\s\w{{3,6}}day|yesterday|\w{{3,6}}day)\s
         (?P<part>morning|afternoon|evening)\b|\s(?:at|on\s\w{{3,6}}day)\s(?P<night>night)\b)?
    )"""
# What stands before a time of the day, and not before what is counted: "killed two in the morning".
_BEFORE_A_TIME = re.compile(
    r"(?:\A|[\"'(,;]\s?|\b(?:at|until|till|by|before|after|since|from|to|and|or|about|around|nearly"
    r"|between|past|just|is|was)\s)\Z"
)


def times_of_day(match: re.Match[str]) -> frozenset[str]:
    """What a match of TIME_OF_DAY may be taken for: "4 am", "9:3 pm", "9.3"; nothing where it is
    no time."""
    if match["named"]:
        return frozenset({_NAMED[match["named"]]})
    part = _PARTS.get(match["part"] or match["night"] or "", "")
    is_spelt = bool(match["clock"] or (match["minutes"] and match["side"] == "past"))
    is_quarter_to = match["minutes"] == "quarter" and match["side"] == "to"
    has_minutes = not match["hour"].isalpha() and not match["hour"].isdigit()
    if match["minutes"] and not (is_spelt or is_quarter_to):
        return frozenset()
    if not (is_spelt or is_quarter_to or (part and (has_minutes or _follows_a_time_word(match)))):
        return frozenset()
    hour, minute = _hour_and_minute(match)
    if match["night"] and (hour <= _LAST_OF_NIGHT or hour == len(_HOURS)):
        part = "am"
    rest = f"{minute:02}".rstrip("0")
    halves = [part] if part else ["am", "pm"]
    found = {f"{hour}:{rest} {half}" if rest else f"{hour} {half}" for half in halves}
    return frozenset(found if part else {*found, f"{hour}.{rest}" if rest else str(hour)})


def _follows_a_time_word(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()]
    return bool(_BEFORE_A_TIME.search(before)) and " on " not in match.group()


def _hour_and_minute(match: re.Match[str]) -> tuple[int, int]:
    written, _, minutes = match["hour"].replace(":", ".").partition(".")
    hour = int(written) if written.isdigit() else _HOURS.index(written) + 1
    minute = int(minutes or 0)
    if match["minutes"]:
        minute = _MINUTES[match["minutes"]]
    if match["side"] == "to":
        hour, minute = hour - 1 or len(_HOURS), 60 - minute
    return hour, minute
