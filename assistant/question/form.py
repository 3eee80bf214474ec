"""Which form of answer a question asks for, told from the question alone."""

from __future__ import annotations

import re

from assistant.question.subject import content_words, without_taken_along
from assistant.types import Form

NOTHING_ASKED = (
    "Nothing is asked here that an archive can answer. Ask about the news in it: who somebody is,"
    " what happened, why, how many, what somebody said, or how often a name is mentioned."
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day|night)|greetings|thanks?(?: you)?"
    r"|thank you|many thanks|cheers|bye|goodbye|how are you(?: doing)?|nice to meet you|ok(?:ay)?"
    r"|what can (?:you do|you answer|i ask)(?: you)?|(?:who|what) are you"
    r"|how do(?:es)? (?:you|this) work|help(?: me)?|please|there|so much|very much|today"
    r"|all|everyone|dateline|[\W_])+",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:(?:please|can you|could you|would you|will you|now|kindly|just)[ ,]+)*(?:please )?"
    r"(?:summari[sz]e|sum up|write|rewrite|compose|draft|translate|draw|paint|sing|code|generate"
    r"|invent|imagine|pretend|act as|ignore|forget|delete|remove|shorten|rephrase|paraphrase"
    r"|(?:give|make|do|prepare)(?: me| us)? (?:a |an )?(?:\w+ )?(?:summary|digest|poem|essay|joke)"
    r"|tell (?:me|us) (?:a|another) (?:joke|story))\b",
    re.IGNORECASE,
)

_SAY = r"say|said|saying|tell|told|claim|claimed|promise|promised|announce|announced|think|argue"
_SAY += r"|argued|answer|answered|reply|replied|comment|commented|write|written|admit|admitted"
_OPENING = r"^(?:(?:and|so|but|then|ok|okay|well|please|tell me|can you tell me)[ ,]+)*"
_ARTICLES = r"(?:articles?|stories|reports|pieces|texts)"
_OUTLETS = r"(?:outlets?|newspapers?|papers?|sources|publications?|publishers?|media)"
_VERB = r"(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would|should|may|might|must)"

_LATEST = (
    r"\bwhat(?:'s| is| are)(?: the)? (?:latest|newest|most recent|new)(?: news| developments?)?"
    r" (?:on|about|with|regarding|in|from)\b|^(?:the )?latest(?: news)? (?:on|about)\b"
)

# The first form whose pattern a question fits is its form.
_FORMS: tuple[tuple[Form, str], ...] = (
    (
        "mentions",
        r"\bmention(?:s|ed|ing)?\b|\beverything (?:\w+ ){0,3}(?:on|about)\b"
        rf"|\b(?:all|every|any) (?:the )?{_ARTICLES} (?:\w+ )?(?:on|about|naming|with)\b"
        r"|\bhow often (?:is|was|has|have|are|were|does|did) .+"
        r" (?:named|in the news|appear|come up)",
    ),
    (
        "archive",
        rf"\bhow many {_ARTICLES}\b"
        rf"|\b(?:which|what) {_OUTLETS}\b.*\b(?:archive|have|are|there|in)\b"
        rf"|\bhow many {_OUTLETS}\b.*\b(?:archive|have|there)\b"
        r"|\bwhat(?:'s| is| has been| was)? (?:new|published|added)\b(?! (?:in|about|with|of) )"
        rf"|\b(?:list|show)(?: me)? (?:all )?(?:the )?(?:newest |latest )?{_ARTICLES}\b"
        rf"|\bwhat (?:did|does|has|have) .+ (?:publish|published|print|printed|run)\b"
        rf"|\b(?:newest|latest|oldest) {_ARTICLES}\b|\bhow (?:big|large) is (?:the|this) archive\b"
        r"|\b(?:what|which) (?:period|dates|years|days|months)\b.*\barchive\b"
        r"|\bwhat(?:'s| is) in (?:the|this|your) archive\b",
    ),
    (
        "comparison",
        r"\bcompar(?:e|ed|ison)\b|\bdifferences? between\b|\bvs\b|\bversus\b"
        r"|\bhow (?:do|does|did) .+ and .+ (?:differ|disagree)\b"
        rf"|\bwhat (?:do|did|have) .+ and .+ (?:{_SAY}|report|reported)\b",
    ),
    (
        "events",
        r"\btimeline\b|\bchronolog|\bwhat (?:has |have |had )?happen(?:s|ed|ing)?\b"
        r"|\bwhat(?:'s| is| has been) (?:going on|happening)\b|\bsequence of events\b"
        r"|\bhow (?:did|has|have|does) .+ (?:develop|developed|unfold|unfolded|evolve|evolved)\b"
        rf"|\bstep by step\b|\bin order of time\b|\bcourse of events\b|{_LATEST}",
    ),
    (
        "statements",
        rf"\bwhat (?:did|does|do|has|have|had|is|was) .+ (?:{_SAY}|saying)\b"
        r"|\bwho (?:said|says|called|claimed|told)\b|\bquotes? (?:by|from|of)\b"
        r"|\bwhat (?:is|was|were|are) .+ (?:reaction|response|reply|opinion|comment|view|words)\b"
        r"|\bhow did .+ (?:react|respond|justify|defend)\b",
    ),
    (
        "figures",
        r"\bhow (?:many|much|far|fast|high|tall|deep|wide|heavy)\b"
        r"|\bwhat (?:number|percentage|share|proportion) of\b",
    ),
    (
        "reasons",
        r"\bwhy\b|\bhow come\b|\bwhat (?:caused|led to|made|explains)\b|\bfor what reason\b"
        r"|\bwhat (?:is|was|were|are) the (?:reasons?|causes?)\b|\bcauses? of\b"
        rf"|{_OPENING}how (?:did|does|do|is|was|were|are|can|could|will|would|has|have)\b",
    ),
    (
        "who",
        rf"{_OPENING}(?:who|what)(?:'s| is| was| are| were| exactly is)\s+(?!the (?:name|population"
        r"|price|cost|size|age|date|length|height|address|score|result)\b)"
        r"(?:an? |the |now )*[\w'’.-]+(?: (?!ing\b)[\w'’.-]+){0,7}\W*$|\b(?:is|was) who\W*$",
    ),
    ("yes_no", rf"{_OPENING}{_VERB}(?:n't)? (?!.*\bwhich\b)\w+"),
)
_HAPPENED = re.compile(
    r"\bwhat(?:'s| is| has| have| had| was)? (?:been )?(?:happen(?:s|ed|ing)?|going on)\b",
    re.IGNORECASE,
)
# A who or what that asks for more than a description: "who is paying", "what was found".
_NO_DESCRIPTION = re.compile(
    r"\b(?:who|what)(?:'s| is| was| are| were) (?:\w+ing|\w+ed|found|said|done|known|left|being|it"
    r"|that|this)\b"
    r"|\bwhat(?:'s| is| was| are| were) (?:the|a|an|his|her|their|its) [a-z]",
    re.IGNORECASE,
)
_WORD = r"(?:who|what|when|where|why|how|which|whom|whose)"
_NEXT_QUESTION = re.compile(
    rf"\?\s+(?=\w)|,? and (?=(?:(?:at|by|for|from|in|of|on|to|with) )?{_WORD}\b)", re.IGNORECASE
)
_ASKS = re.compile(rf"\b{_WORD}\b", re.IGNORECASE)
_ASKED_FIRST = re.compile(rf"{_OPENING}{_WORD}\s+", re.IGNORECASE)


def is_nothing_asked(question: str) -> bool:
    """Whether it is a greeting, or an order that no archive can carry out."""
    text = question.strip()
    return bool(_GREETING.fullmatch(text) or _ORDER.match(text)) or not re.search(r"\w", text)


def asks_what_happened(question: str) -> bool:
    """Whether one sentence may answer what happened: no timeline or course of events is asked."""
    return bool(_HAPPENED.search(question.replace("’", "'")))


def latest_of(question: str) -> str:
    """The story of which what came last is asked for, as in "What is the latest on the fire?"; ""
    where it is not."""
    plain = question.replace("’", "'").strip()
    asked = re.search(_LATEST, plain, re.IGNORECASE)
    return plain[asked.end() :] if asked else ""


def form_of(question: str) -> Form:
    """The form of answer that a question asks for: "fact" where it is no other."""
    plain = question.replace("’", "'").strip()
    for form, pattern in _FORMS:
        if re.search(pattern, plain, re.IGNORECASE):
            if form == "who" and _NO_DESCRIPTION.search(plain):
                return "fact"
            return form
    return "fact"


def parts_of(question: str) -> list[str]:
    """The questions that are asked in one, in their order: most often one."""
    if '"' in question or "“" in question:
        return [question]
    own = without_taken_along(question)
    parts = [part.strip(" ?") for part in _NEXT_QUESTION.split(own) if part.strip(" ?")]
    if len(parts) < 2 or not all(_is_question(part) for part in parts):
        return [question]
    subject = question[len(own) :]
    whole = [parts[0], *(_with_its_verb(part, parts[0]) for part in parts[1:])]
    return [f"{part}?{subject}" for part in whole]


def _with_its_verb(part: str, first: str) -> str:
    """A question of a question word alone with what the first says: "for how much" of "who bought
    the hall" is "for how much bought the hall"."""
    if content_words(part) or not _ASKED_FIRST.match(first):
        return part
    return f"{part} {_ASKED_FIRST.sub('', first)}"


def _is_question(part: str) -> bool:
    return bool(_ASKS.search(part) or re.match(rf"{_OPENING}{_VERB}\b", part, re.IGNORECASE))
