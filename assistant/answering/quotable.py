"""What of an article may be quoted: sentences that tell, and what they need beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vectorstore.text.units import is_heading, is_result

Span = tuple[int, int]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?"
_ZONE = r"(?:[ECMP][SD]?T|GMT|UTC|BST|IST|CES?T|[+-]\d\d:?\d\d)\b"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)"
# Nothing but when it was printed: "March 6, 2026, 3:35 p.m. ET", "Updated 4 May".
_DATE_LINE = re.compile(
    rf"(?=.*\d)(?:(?:published|updated|posted|last\s+updated|first\s+published|on|at)\b:?\s*)*"
    rf"(?:(?:{_WEEKDAY}|{_DAY}|{_TIME}|{_ZONE}|\d{{4}}(?:-\d\d-\d\d)?|at|on|of|local\s+time)"
    rf"[\s,.|·•–—-]*)+",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"(?:\d{1,3}|[A-Z])[.)]\s+(?:[^\s.!?]+\s*){1,6}[.]?")
_BYLINE = re.compile(
    r"(?:(?:written\s+|reported\s+|reporting\s+|story\s+|additional\s+reporting\s+|edited\s+)?by"
    r"|contributed?(?:\s+to\s+this\s+(?:report|story))?:?)\s+(?:[A-Z][\w.'’-]*[,\s]*|and\s+|for\s+|in\s+)+\.?"
    r"|.{0,120}\bcontributed\s+(?:reporting|to\s+this\s+(?:report|story|article))\b.{0,60}",
)
# Who wrote it: "Orla Fisk is a reporter for The Echo."
_AUTHOR = re.compile(
    r"(?:[A-Z][\w.'’-]*,? ){2,5}(?:is|are|covers?|writes?|reports?)(?: [\w'’-]+){0,6}?"
    r" (?:reporters?|correspondents?|columnists?|editors?|producers?|contributors?|writers?"
    r"|journalists?) (?:for|at|with|on|based)\b[^.]{0,60}\.?"
)
_CAPTION = re.compile(
    r"\b(?:photo(?:graph)?s?|pictures?|image|video|file\s+photo|illustration|graphic)\s*(?:by|:|/|credit)"
    r"|\((?:AP|Reuters|Getty)[^)]*\)\s*$|\bGetty\s+Images\b|©|\bAI[- ]assisted\s+summary\b"
    r"|^\s*\[?(?:photo|caption|pictured|watch|listen|gallery)\b\s*[:|]|\b(?:is|are)\s+pictured\b",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"\b(?:subscribe|sign(?:ing)?\s+up|log\s+in|newsletters?\b.{0,40}\b(?:inbox|here)|download\s+(?:the|our)"
    r"|click\s+here|tap\s+here|follow\s+us|join\s+us|read\s+more|see\s+also|play\s+(?:now|the|our|today's)"
    r"|take\s+(?:the|our|this)\s+quiz|test\s+your\s+knowledge|share\s+this|support\s+(?:our|us)"
    r"|for\s+more\s+(?:on|stories|news)\b|visit\s+\S+\.(?:com|org)|recommended\s+(?:stories|reading))\b",
    re.IGNORECASE,
)
_NETWORK = r"(?:X|(?i:twitter|facebook|instagram|tik\s?tok|linked\s?in|bluesky|threads|mastodon))\b"
# Where to write to who wrote it: "Follow her on X", "Reach him at reporter@paper.example".
_CONTACT = re.compile(
    rf"\b(?i:follow|connect\s+with|find|join)\s+.{{1,60}}\bon\s*{_NETWORK}|\b(?i:follow)\b.{{1,60}}\s@\w"
    rf"|\b(?:(?i:reach|contact|e-?mail|message|call)\s+(?:him|her|them|me|us|[A-Z][\w.'’-]+)\b"
    rf"|(?i:can\s+be\s+reached|tips?\s+to)\b).{{0,80}}(?:@\w|\d{{3}}[ .-]\d{{4}}|(?i:e-?mail)\b)"
    rf"|^[\w.+-]{{1,60}}@[\w.-]{{1,80}}$",
)
# What an editor says of the page, not of what happened. Corrections are told as such.
_OF_THE_PAGE = re.compile(
    r"editor['’]?s['’]?\s+note\b(?!.*\bcorrect)|contributing\s*:|(?:related|more)\s*:"
    r"|this\s+(?:page|live\s+blog)\s+(?:summari[sz]es|reflects)\b",
    re.IGNORECASE,
)
_OF_QUIZ = re.compile(r"\bwhich\s+of\s+(?:the\s+following|these)\b", re.IGNORECASE)
_ASKS = re.compile(r"[?？؟][\"'”’»)\]]*$")
_PROMISES = re.compile(
    r"\bhere(?:['’]s|\s+is|\s+are)\s+(?:what|how|why|everything|a\s+look|the|when|where|who|all|our)\b"
    r"|\bwhat\s+(?:you\s+)?(?:need|should)?\s*to\s+know\b|\b(?:every|all)thing\s+(?:you|we)\b"
    r"|\b(?:has|have|had)\s+(?:revealed|announced|named|confirmed|shared|unveiled)"
    r"\s+(?:the\s+(?:name|winner|date|price|reason|identity|details?)|who|what|which|when|why|how)\b"
    r"|\b(?:find\s+out|read\s+on|keep\s+reading|scroll)\b|\bmore\s+details?\s+(?:below|here)\b"
    r"|\bwe\s+(?:explain|break\s+down|take\s+a\s+look)\b",
    re.IGNORECASE,
)
# It asks, too, and what follows tells: "How it will be paid for is less clear."
_LEAVES_OPEN = re.compile(
    r"(?:how|why|who|what|when|where|whether)\b.*\b(?:is|are|was|were|remains?|depends?)"
    r"(?: (?:still|far from|less|not(?: yet)?))?"
    r" (?:clear|known|settled|decided|unclear|unknown|uncertain|open|on)\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[“”\"«»„]")
# A mark that begins a quotation, and the one that ends it; an inch's is neither.
_CLOSED_BY = {"“": "”", '"': '"'}
_MARK = re.compile(r"[“”]|(?<!\d)\"|(?<=\d)\"(?!\s*[a-z])")
# A sentence that begins so needs the one before it.
_LEANS = re.compile(
    r"[\"'“‘(]?(?:(?:and|but|so|yet|then|still|instead|also|however|later|meanwhile|in\s+\d{4}),?\s+)?"
    r"(?:he|she|they|it|his|her|hers|their|theirs|its|this|that|these|those|both|such|neither"
    r"|the\s+(?:same|latter|former|two|three|pair|other)|another)\b",
    re.IGNORECASE,
)
_NOTHING_MEANT = re.compile(
    r"[\"'“‘(]?(?:and|but|so|yet)?\s*(?:it|this|that)\s+(?:is|was|will\s+be|would\s+be|has\s+been|took|takes)"
    r"\s+(?:not\s+)?(?:\w+\s+){0,2}(?:that|to|who|whether|when|which)\b|[\"'“‘(]?those\s+who\b"
    r"|[\"'“‘(]?(?:this|that)\s+(?:week|month|year|morning|summer|winter|spring|autumn|season)\b",
    re.IGNORECASE,
)
# "The company said ...": a noun that only the sentence before can name.
_THE_NOUN = re.compile(
    r"[\"'“‘(]?The\s+(?:[a-z][\w-]*\s+)?(?:company|firm|agency|court|judge|group|panel|board|bank|team|club|union"
    r"|man|woman|boy|girl|couple|suspect|victim|driver|pilot|captain|author|singer|actor|player"
    r"|ship|vessel|ferry|plane|aircraft|car|train|bill|law|measure|order|ruling|decision|move|plan"
    r"|deal|report|study|book|film|song|show|attack|crash|fire|storm|award|prize|figure|number"
    r"|school|university|hospital|museum|hotel|airline|party|country|city|town|island|move"
    r"|\d+-year-old)\b"
)
_A_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][\w'’-]+")
# "The album will ...", "In the statement, ...": what was spoken of before, whatever it is.
_WAS_SPOKEN_OF = re.compile(
    r"[\"'“‘(]?(?:(?:In|At|On|By|For|With|Since|During) the [a-z][\w-]*,"
    r"|(?:As a result|In response|In addition|For example|For instance|As such)\b"
    r"|The (?!(?:government|president|pope|king|queen|world|weather|country|public|police|army)\b)"
    r"(?:[a-z][\w-]* )?[a-z][\w-]*(?: (?:to|of|in|at|from|for|with) (?:[A-Z][\w'’-]* ?){1,3}(?=,))?"
    r"(?:,(?! [A-Z])| (?:is|are|was|were|will|would|has|have|had|can|could|may|might|said|says"
    r"|[a-z]{2,}(?:ed|ly))\b))"
)
# "The Silicon Valley giant unveiled ...": a name's description, in its place.
_DESCRIBED = re.compile(
    r"[\"'“‘(]?The (?:[A-Z\d\"“'‘]\S* ){0,3}(?:[a-z][\w-]* )?"
    r"(?:giant|maker|carmaker|automaker|retailer|start-?up|chain|brand|company|firm|airline|app|platform"
    r"|star|actor|actress|singer|rapper|musician|author|director|comedian|model|player|striker|champion"
    r"|winner|athlete|golfer|boxer|billionaire|entrepreneur|politician|lawmaker|senator|congressman"
    r"|congresswoman|governor|mayor|minister|leader|native|team|side|club|festival|show|film|movie"
    r"|album|song|book|novel|city|town|state|country|nation|island|university|college|newspaper"
    r"|magazine|network|broadcaster|drug|vaccine|disease|virus|storm|hurricane)\b(?!,? [A-Z\"“'‘])"
)
_FULL_NAME = re.compile(r"\b[A-Z][a-z'’-]+ (?:[A-Z]\.? )?(?P<last>[A-Z][a-z][\w'’-]+)\b")
# With the sentence before it a quote has at most so many characters.
MAX_SPAN = 600


def may_be_quoted(text: str, start: int, end: int) -> bool:
    """Whether a unit of a text is a sentence that tells, and no furniture of its page."""
    own = text[start:end].strip()
    if is_result(own):
        return True
    if is_heading(text, start, end) or _DATE_LINE.fullmatch(own) or _CRUMB.fullmatch(own):
        return False
    if _AUTHOR.fullmatch(own):
        return False
    if _BYLINE.fullmatch(own) or _CAPTION.search(own) or _OF_QUIZ.search(own):
        return False
    return not (_INVITATION.search(own) or _CONTACT.search(own) or _OF_THE_PAGE.match(own))


def asks(sentence: str) -> bool:
    """Whether a sentence is a question."""
    return bool(_ASKS.search(sentence))


def is_spoken(sentence: str) -> bool:
    """Whether a sentence has somebody's words in quotation marks."""
    return bool(_SPOKEN.search(sentence))


def promises(sentence: str) -> bool:
    """Whether a sentence says that something will be told, and does not tell it."""
    return bool(_PROMISES.search(sentence))


def leans(sentence: str) -> bool:
    """Whether the sentence before it has to say of whom or what it speaks."""
    if _LEANS.match(sentence):
        return not _NOTHING_MEANT.match(sentence)
    return bool(_THE_NOUN.match(sentence)) and not _A_NAME.search(sentence)


def _goes_on(sentence: str, before: str) -> bool:
    """Whether it speaks of what the sentence before it named: by its noun, or by a surname."""
    if _WAS_SPOKEN_OF.match(sentence) or _DESCRIBED.match(sentence):
        return True
    return any(
        name[0] not in sentence and _is_alone(name["last"], sentence)
        for name in _FULL_NAME.finditer(before)
    )


def _is_alone(name: str, sentence: str) -> bool:
    """Whether a surname stands in it without what comes before it in full."""
    found = re.search(rf"\b{re.escape(name)}\b", sentence)
    return found is not None and not re.search(r"\b[A-Z][\w'’.-]*\s$", sentence[: found.start()])


def with_what_it_leans_on(text: str, units: Sequence[Span], number: int, floor: int) -> Span:
    """The span of a unit, from the one before on where it leans on it; nothing before `floor`."""
    start, end = units[number]
    if number == 0:
        return start, end
    first, last = units[number - 1]
    before = text[first:last]
    if not leans(text[start:end]) and not _goes_on(text[start:end], before):
        return start, end
    fits = first >= floor and end - first <= MAX_SPAN and not asks(before)
    return (first if fits and may_be_quoted(text, first, last) else start), end


def with_what_it_leaves_open(text: str, units: Sequence[Span], number: int) -> int:
    """The end of a unit, of the one behind it where it only leaves open what is asked."""
    start, end = units[number]
    if not _LEAVES_OPEN.match(text, start, end) or number + 1 == len(units):
        return end
    first, last = units[number + 1]
    return last if last - start <= MAX_SPAN and may_be_quoted(text, first, last) else end


def with_its_quotation(text: str, units: Sequence[Span], number: int, floor: int) -> Span:
    """The span of a unit with every sentence that a quotation in it begins or ends in, so that who
    says it is there; by itself where that is too long, or begins before `floor`."""
    start, end = units[number]
    for opened, closed in _quotations(text, start):
        if opened < end and start < closed:
            first = next(a for a, b in units if opened < b)
            last = next((b for _, b in units if closed <= b), closed)
            start, end = min(start, first), max(end, last)
    is_fit = floor <= start and end - start <= MAX_SPAN
    return (start, end) if is_fit else units[number]


def _quotations(text: str, place: int) -> list[Span]:
    """The quotations, their marks with them, that are closed in the paragraph of a place."""
    first = text.rfind("\n\n", 0, place) + 1
    last = text.find("\n\n", place)
    found, opened, closing = [], -1, ""
    for mark in _MARK.finditer(text, first, last if last >= 0 else len(text)):
        if opened < 0 and mark[0] in _CLOSED_BY:
            opened, closing = mark.start(), _CLOSED_BY[mark[0]]
        elif opened >= 0 and mark[0] == closing:
            found.append((opened, mark.end()))
            opened = -1
    return found
