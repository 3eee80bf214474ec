"""How firmly a thing is said: as far as English words tell."""

from __future__ import annotations

import re
from typing import NamedTuple

from vectorstore.text.verb_forms import forms

# How far a thing is from being so: 1 is to come, 2 is meant, 3 is only possible, and 4 hangs on
# something else.
TO_COME, MEANT, POSSIBLE, CONDITION = 1, 2, 3, 4
_FIRMNESS = {
    CONDITION: r"if|on\s+condition|at\s+best|whether(?!\s+or\s+not)|unless|provided"
    r"|permitting|depending|as\s+long\s+as|in\s+case|assuming",
    POSSIBLE: r"may|might|(?<!anyone )(?<!anybody )could(?!\s(?:not|never|no\slonger)\b)"
    r"|perhaps|maybe|possibly|possible"
    r"|possibility|potential\w*"
    r"|thinking\s+(?:of|about)(?=\s\w+ing\b)|weigh(?:s|ed|ing)?(?!\s[\d$£€])"
    r"|(?<!more )(?<!less )(?<!as )likely|unlikely"
    r"|probably|can(?!\s+(?:of|not|no\s+longer|(?:now\s+)?(?:confirm|reveal|report|announce|disclose))\b)|options?|under\s+\"?(?:review|consideration|study|discussion|examination)|mull\w*|"
    + forms("discuss ponder explore contemplate toy/toying")
    # "is considered the best", "a study" are no such things
    + r"|consider(?:s|ing)|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!ly )consider(?:ed)?"
    # "Her work studying apes" is no plan
    r"|(?:(?<=is )|(?<=are )|(?<=was )|(?<=were )|(?<=been ))studying"
    r"|stud(?:y|ies)(?=\s(?:whether|how|plans?|proposals?|options)\b)"
    r"|(?:appears?|seems?)\s+to(?=\s(?!agree|know|think|want)\w)|(?:appeared|seemed)\s+to(?=\s(?:be|have)\s)"
    r"|chance|risks?|would\s+be\s+able|undecided"
    # "Faces an election" is no doubt
    r"|fac(?:es?|ing)(?=\s(?:\w+\s){0,3}(?:charges?|trial|prison|jail|fines?|penalt\w+|inquiry"
    r"|investigation|closure|eviction|ban|years|sentence|extradition|lawsuit|action|dismissal|cuts?"
    r"|loss|losing|death|ruin)\b)|open\s+to|in\s+mind|idea\s+of",
    MEANT: forms(
        "plan/plans/planned/planning intend want wish hope aim seek/seeks/seeking/"
        "sought propose promise offer expect vow pledge request demand urge"
        " threaten/threatens/threatening"
        " beg/begs/begged/begging recommend suggest ask forecast prepare hop"
        " try/tries/tried/trying attempt"
    )
    + r"|threatened(?!\sby)|g[ia]ves?\s(?:his|her|its|their)\sword"
    r"|mean(?:s|t)?(?=\s(?:to|for)\b)|proposals?"
    r"|would\s+like|ready\s+to|should|keen\s+to|look(?:ing|s)\s+(?:to|for)"
    r"|call(?:s|ed|ing)?\s+(?:on|upon)|approved\s+the\s+talks"
    # "Given up for lost" and "made up for it" are no plans
    r"|(?<!given )(?<!gave )(?<!made )(?<!make )(?<!makes )(?<!stand )(?<!stood )(?<!stands )"
    r"(?<!signed )(?<!set )(?<!turned )(?<!showed )(?<!dressed )up\s+for"
    r"|pending|awaits?|awaiting|wishes|envisag\w+|hoping|target\w*"
    r"|bid\s+to|calls?\s+for|called\s+for|calling\s+for|in\s+line|not\s+yet|yet\s+to"
    r"|(?<!\d\s)(?<!the\s)(?<!its\s)(?<!\ba\s)(?<!their\s)"
    r"(?<!cast\s)(?<!million\s)(?<!won\s)(?<!of\s)(?<!more\s)(?<!most\s)(?<!confidence\s)votes?\s+(?:in|on)",
    TO_COME: r"will|would|shall|going\s+to|'ll|is\s+to|are\s+to|was\s+to|were\s+to|won't"
    r"|about\s+to|set\s+to|due(?!\s(?:\w+\s){0,3}to\s(?:the|an?|its?|his|her|their|that|this|lack)\b)|scheduled|agree[sd]?\s+to",
}
# What a claim may say for "may" and "likely", or for a permission.
_AS_POSSIBLE = re.compile(
    r"\b(?:may|might|could|in\sall\s(?:likelihood|probability)|(?:almost|nearly|virtually)\scertain(?:ly)?|probabl[ey]"
    r"|apparently|seemingly|reportedly|supposedly|allegedly|suspect(?:s|ed)?|suggest(?:s|ed)?"
    r"|(?:thought|believed|understood|said|reported|rumoured)\sto|looks?\s(?:like|as\sif|set)"
    r"|entitled\sto|(?:lets?|allows?|permits?|entitles?)\s(?:an?|any|anybody|anyone|people|the)\s|(?:the|a)\srights?\sto|free\sto|fit\s(?:to|for)|capable\sof|allowed\sto|permitted\sto|eligible|at\sliberty"
    r"|(?:enough|sufficient)\s(?:to|for)|fines?\sof\sup\sto|punishable|liable\sto|on\spain\sof"
    r"|under\sthreat|at\srisk|signs?\s(?:of|that)|in\sdoubt|not\s(?:certain|sure|clear)|unsure|unclear"
    r"|uncertain|unknown|not\sknown|thinking\s(?:of|about)|weighing|(?:yet|still|has|have|had)\sto\s(?:be\s)?decide[sd]?|decid(?:e|es|ing)\s(?:whether|if)"
    r"|(?:not(?:\syet)?|hasn't|haven't|hadn't|(?:yet|still)\sto)\sma[dk]e\sup\s(?:its|his|her|their)\sminds?|in\stwo\sminds|undecided"
    r"|not\s(?:yet\s)?(?:been\s)?decided|no(?:thing)?\s(?:decision|(?:has|have|had)\s(?:yet\s)?been\sdecided)"
    r"|on\sthe\stable|being\s(?:considered|weighed|studied|discussed|looked)|entitled|at\sbest|with\sluck"
    r"|if\sall\sgoes\swell|subject\sto\s(?:[\w']+\s){0,4}?(?:approval|agreement|consent|vote|review"
    r"|ratification|conditions?))\b"
)


def leaves_open(text: str) -> bool:
    """Whether a plain text in small letters says in any usual way that a thing is only likely, only
    allowed or not known."""
    return bool(_AS_POSSIBLE.search(text))


# What somebody does not say, or does not know: what follows is left open.
_UNSAID = re.compile(
    r"\b(?:(?:declin|refus)(?:e|es|ed|ing)\sto|(?:would|will|could|can|did|does|do|is|are|was|were)\s?"
    r"(?:not|n't)\s(?:yet\s)?|cannot|(?:has|have|had)\s(?:no|not|yet\sto|n't)\s?)\s?"
    r"(?:yet\s|in\sa\sposition\sto\s)?"
    r"(?:say|confirm|prove|know|known|tell|disclose|reveal|rule\sout|clear|certain|sure|proof|evidence"
    r"|idea|established|confirmed|said|proved|decided)\s(?:(?:whether|if|that)\s|(?=(?:it|he|she|they)\s))"
    r"|\b(?:unclear|uncertain|unsure|unknown|undecided)\s(?:whether|if|that)\s"
    r"|\btoo\s(?:early|soon)\sto\s(?:say|tell|know)\s(?:whether|if|that)\s"
    r"|\bno\s(?:proof|evidence|sign|indication)\sthat\s"
)
_LEFT_OPEN = re.compile(
    r"\b(?:whether|if|may|might|could|can't|cannot|possib\w+|perhaps|proof|evidence|prove[dns]?"
    r"|believe[ds]?|thinks?|thought|doubt\w*|confirm|know|say|exclude[ds]?|rule[ds]?\sout"
    r"|question|mystery|comment|silent)\b"
)


class Unsaid(NamedTuple):
    """What a sentence leaves open, as nobody says or knows it: sentence[start:end]; and in which
    words."""

    start: int
    end: int
    words: str


def unsaid_in(text: str) -> list[Unsaid]:
    """What a plain text in small letters leaves open."""
    found = []
    for match in _UNSAID.finditer(text):
        end = ENDS_SCOPE.search(text, match.end())
        found.append(Unsaid(match.end(), end.start() if end else len(text), match.group().strip()))
    return found


def is_left_open(text: str) -> bool:
    """Whether a plain text in small letters may say of a thing that it is not known."""
    return bool(_LEFT_OPEN.search(text)) or leaves_open(text)


_PROVEN = re.compile(
    r"\b(?:convict\w*|(?<!not )guilty(?! plea)|sentenced|jailed|imprisoned|admit\w*|confess\w*"
    r"|fined|proved|proven|found that|acknowledg\w+|conced\w+)\b"
)


def is_proven(text: str) -> bool:
    """Whether a plain text in small letters says that somebody was convicted, or admits it."""
    return bool(_PROVEN.search(text))


# "Due in part to the slide", "entirely because of the slide"
PARTLY = re.compile(
    r"\b(?:partly|in\spart|partially|to\s(?:some|a\scertain)\sextent|among\sother\s(?:things|reasons)"
    r"|one\s(?:reason|cause|factor)|some\sof|part\sof|most\sof|much\sof|(?:nearly|almost)\sall|mainly|mostly|largely|chiefly|helped\sto)\b"
)
WHOLLY = re.compile(
    r"\b(?:whole|every\sone|entire|entirely|wholly|solely|completely|exclusively|purely|totally|all\sof|alone"
    r"|(?:only|sole)\s(?:reason|cause|factor))\b"
)
_HEDGE = re.compile(
    "|".join(rf"(?P<f{level}>\b(?:{words})\b)" for level, words in _FIRMNESS.items())
)
# "Should he be convicted, ..."
_INVERTED = re.compile(r"(?:^|[,;]\s)(?:should\s+\w+|(?:were|had)\s+(?:he|she|it|they|the)\b)")
# "The planned toll" says of the toll alone that it is to come.
_IS_OF_A_THING = re.compile(r"\b(?:the|an?|its|his|her|their)\s(?:planned|proposed|promised)\Z")
# Where what a word governs ends.
ENDS_SCOPE = re.compile(r"[;,]\s|\s-\s|\.\s|\s(?:but|which|who|where|while|after|because|as)\s|\Z")


class Hedge(NamedTuple):
    """A word that says that something isn't so yet: sentence[start:end] is what it governs, and
    sentence[clause:end] its clause."""

    level: int
    word: str
    start: int
    end: int
    clause: int


def hedges(text: str) -> list[Hedge]:
    """The hedges of a plain text in small letters, each with what it governs."""
    found: list[Hedge] = []
    for match in _HEDGE.finditer(text):
        if _IS_OF_A_THING.search(text, 0, match.end()):
            continue
        end = ENDS_SCOPE.search(text, match.end())
        level = int((match.lastgroup or "f0")[1:])
        breaks = [b.end() for b in ENDS_SCOPE.finditer(text, 0, match.start()) if b.group()]
        found.append(
            Hedge(
                level,
                match.group(),
                match.end(),
                end.start() if end else len(text),
                max(breaks, default=0),
            )
        )
    if inverted := _INVERTED.search(text):
        found.append(
            Hedge(CONDITION, inverted.group(), inverted.end(), len(text), inverted.start())
        )
    return found
