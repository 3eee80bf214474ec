"""What one line of a news page is: a sentence, a headline, a byline, a bare date, a list item."""

from __future__ import annotations

import re

from vectorstore.clean import published
from vectorstore.text.own_letters import CAPITALS

_ENDS = re.compile(r"[.!?…:;,。！？।؟۔][\"'”’»)\]]*$")
_FULL_STOP = re.compile(r"[.…:;,。।۔][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•·▪◦‣●■►▶▸›»*–—-]\s+|\d{1,2}[.)]\s+)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
DATELINE = re.compile(
    rf"(?:[{CAPITALS}][{CAPITALS} .,'’/-]{{2,40}}"
    rf"|[{CAPITALS}][\w.'’ -]{{2,30}}(?:, [{CAPITALS}][\w. ]{{2,30}})?)"
    r"(?: ?\((?P<agency>[A-Z][\w .&/-]{1,40})\) ?(?:--|[-–—:])"
    rf"|(?<=[{CAPITALS}]{{3}}) ?(?::|--|[–—]))\s"
    r"|\((?P<bare_agency>[A-Z][\w .&/-]{1,40})\) ?(?:--|[-–—])\s"
)
_DATELINE_DAY = re.compile(
    r"(?!born|died|deadline|closing|event|wedding|hearing|election|opening|update|correct)"
    rf"(?-i:[{CAPITALS}][{CAPITALS} .'’/-]{{2,40}}(?:, [{CAPITALS}][\w. ]{{2,30}})?),?"
    rf" {published.WEEKDAY}?"
    rf"(?P<day>{published.DAY})(?: ?\([\w .&/-]{{2,40}}\))? ?(?::|--|[-–—])\s+"
    rf"(?=[^\w\s]?[^\W\d])(?!{published.DAY})",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(rf"[\W_]*(?P<date>{published.DATE})[\W_]*", re.IGNORECASE)
_DATE = re.compile(published.DATE, re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:additional |with )?"
    r"(?:reporting|writing|editing|edited|compiled|translated|photo\w*|input|files?)\b.*"
    r"|.*\b(?:contributed|agenc(?:y|ies)|the writer|the author|correction|clarification)\b.*",
    re.IGNORECASE,
)
_SENTENCE_WORDS = re.compile(
    r"\b(?:the|a|an|he|she|they|it|we|i|you|was|were|had|has|have|said|told|is|are|would|which|who"
    r"|also|but)\b",
    re.IGNORECASE,
)
MAX_HEADLINE_WORDS = 25


def words(line: str) -> int:
    """The number of words; of scripts without spaces, two letters count as one."""
    return max(len(line.split()), len(_CJK.findall(line)) // 2)


def ends_like_sentence(line: str) -> bool:
    """Whether the line ends in punctuation that closes or leads on a sentence."""
    return bool(_ENDS.search(line))


def is_story(line: str) -> bool:
    """Whether the line is surely text of a story: a whole sentence, a dateline, a long line."""
    return bool(
        words(line) > MAX_HEADLINE_WORDS
        or (ends_like_sentence(line) and words(line) >= 5)
        or (has_dateline(line) and words(line) > 6)
    )


def may_be_title(line: str) -> bool:
    """Whether a line at the head of a page can be its headline."""
    if not 3 <= words(line) <= MAX_HEADLINE_WORDS or len(line) > 220:
        return False
    if not re.search(r"[^\W\d_]{3}", _DATE.sub("", line)) and _DATE.search(line):
        return False  # a day, or a span of days
    stops = _FULL_STOP.search(line) and not line.endswith(("U.S.", "..."))
    has_sentence = re.search(r"[a-z]{4,}\. [A-Z]", line)
    return not (stops or has_sentence or has_dateline(line) or _BULLET.match(line))


def has_dateline(line: str) -> bool:
    """Whether the line begins with a place, as a story does; a line in capitals is a headline."""
    return bool(DATELINE.match(line)) and line != line.upper()


def is_other_headline(line: str) -> bool:
    """Whether an English line is worded as a headline is, not as a sentence or a subheading."""
    bare = _BULLET.sub("", line, count=1)
    return (
        7 <= words(bare) <= 20
        and not ends_like_sentence(bare)
        and not _SENTENCE_WORDS.search(bare)
        and not _CREDIT.fullmatch(bare)
        and not DATELINE.match(bare)
        and bare[:1].isupper()
    )


def share_of_words(line: str, text: str) -> float:
    """The share of the line's longer words whose stems stand in the text."""

    def stems(words_of: str) -> set[str]:
        return {word[:5] for word in re.findall(r"\w{4,}", words_of.lower())}

    own = stems(line)
    return len(own & stems(text)) / max(len(own), 1)


def is_bullet(line: str) -> bool:
    """Whether the line is an item of a list without numbers, worded as no sentence."""
    return bool(_BULLET.match(line)) and not line[:1].isdigit() and not ends_like_sentence(line)


def is_credit(line: str) -> bool:
    """Whether the line says who worked on the story, or what was corrected in it."""
    return bool(_CREDIT.fullmatch(line))


def bare_date(line: str) -> str:
    """The date that is all the line holds, "" where it holds more or less."""
    found = _BARE_DATE.fullmatch(line) if len(line) <= 90 else None
    return found["date"] if found else ""


def agency(line: str) -> str:
    """The agency of a dateline such as "HARBOUR TOWN (Lantern) --"."""
    found = DATELINE.match(line)
    return (found["agency"] or found["bare_agency"] or "") if found else ""


def dateline_day(line: str) -> str:
    """The day of a dateline such as "HARBOUR TOWN, 3 August 2025 --", as it is written."""
    found = _DATELINE_DAY.match(line)
    return found["day"] if found else ""
