"""Who is said to say a thing, and how firmly it is said: as far as English words tell."""

from __future__ import annotations

import re
from typing import NamedTuple


def _forms(words: str) -> str:
    """The forms of regular verbs, and of what is given with its forms: "say/says/said"."""
    return "|".join(form for word in words.split() for form in _forms_of(word))


def _forms_of(word: str) -> list[str]:
    if "/" in word:
        return word.split("/")
    if word.endswith("e"):
        return [word, f"{word}s", f"{word}d", f"{word[:-1]}ing"]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"]
    plural = "es" if word.endswith(("s", "sh", "ch", "x")) else "s"
    return [word, word + plural, f"{word}ed", f"{word}ing"]


# Verbs with which a thing is only told, and those with which somebody stands for it.
_TELL = _forms(
    "say/says/said/saying tell/tells/told/telling add reply write/writes/wrote/written explain"
    " notes/noted states/stated answers/answered respond remarks/remarked observe recall"
    " swear/swears/swore"
)
_HOLD = (
    _forms(
        "allege argue maintain insist contend assert suspect believe think/thinks/thought reckon"
        " complain suggest fear/fears/feared conclude testify protests/protested profess predict"
        " accuse guess/guesses/guessed plead/pleads/pleaded imply"
    )
    + r"|(?:claim(?:s|ed|ing)?(?=\s(?:that|to|he|she|it|they|there|his|her|their|the)\b))"
    r"|estimate[sd]?"
)
_HELD_OF = (
    r"(?:is|are|was|were|been|being|stands?|stood)\s+(?:\w+\s+)?"
    r"(?:accused|suspected|charged|said|alleged|believed|reported|thought|indicted|supposed)"
    r"\s+(?:of|with|to)?"
)
_PUT = r"put(?:s)?\s+(?:\w+\s+){1,6}(?:at|down\s+to)\b"
# Whoever reads one of these in a claim is told that it is somebody's word.
_ATTRIBUTES = re.compile(
    r"\b(?:"
    + _forms(
        "accuse claim deny dispute admit/admits/admitted acknowledge concede confess announce"
        " declare confirm promise pledge vow warn hint imply credit blame attribute ascribe judge"
        " deem consider regard/regards/regarded describe call quote cite indict"
        " criticise criticize praise hail liken compare reject object question ask demand"
        " beg/begs/begged doubt expect hope calculate assess rule/rules/ruled find/finds/found"
        " hold/holds/held hear/hears/heard see/sees feel/feels/felt give/gives/gave/given apologise"
        " joke count want thank speak/speaks/spoke put/puts make/makes/made"
        " lay/lays/laid portray present contest rebut dismiss urge"
    )
    + r"|(?:tak(?:e|es|ing|en)|took|accept(?:s|ed|ing)?)\s(?:the\s|all\s|full\s)?"
    r"(?:responsibility|blame)"
    + rf"|{_TELL}|{_HOLD}|according|reportedly|supposedly|purported\w*|alleg\w+|accus\w+|apparently"
    r"|(?:by|in|on|to)\s(?:[\w']+\s){1,4}(?:words?|view|opinion|account|accounts|telling|estimates?"
    r"|version|reckoning|testimony|eyes|figures|count|evidence)|estimate[sd]?"
    r"|(?:statement|indictment|contention|complaint|position|suspicion|belief|theory|argument)"
    r"\s(?:is|was|that|says|has)|case\s(?:for|against)|charges?\s(?:of|that)|charged\swith"
    r"|as\s+\w+\s+(?:sees|tells|has|puts)\s+it|point(?:s|ed)?\s+out|on\s+trial|so-called"
    r"|(?:is|are|was|were)\s(?:reported|supposed|understood)\sto\shave|for\sthe\sdefen[cs]e"
    r"|if\s(?:\w+'?\w*\s){1,8}(?:is|are|was|were)\s(?:right|to\sbe\sbelieved)"
    r")\b"
)
# What says so only where the words behind it are told: "found that", "made it 11,000".
_LOOSE = re.compile(
    r"\b(?:make|makes|made|give|gives|gave|given|find|finds|found|hold|holds|held|lay|lays|laid"
    r"|put|puts|see|sees|count|counts|counted|counting|present|presents|presented|presenting"
    r"|hear|hears|heard|call|calls|called|calling|ask|asks|asked|asking|charge|charges|charged"
    r"|want|wants|wanted|wanting|reject\w*|dismiss\w*|rule|rules|ruled|report|reports|reported"
    r"|confirm\w*|question\w*|thank\w*|speak|speaks|spoke|hope\w*|expect\w*)\b"
)
# "Insisted on a vote", "told him to come back"
_IS_WANTED = re.compile(
    r"insist\w* on\b|(?<=been )told that\b|(?:tell|tells|told) (?:[\w']+ ){1,4}to\b(?! (?:the|a)\b)"
)
_TELLING_ALONE = frozenset(
    "word words ask asks asked want wants wanted hope hopes hoped expect expects expected".split()
)
_ACCORDING = re.compile(
    r"\baccording\s+to\s+(?P<who>[^,.;]{2,60})|\b(?P<adverb>allegedly|reportedly|supposedly)\b",
    re.IGNORECASE,
)
_WHO = r"[\w'.-](?:[\w' .-]|:(?=\S)){1,60}?(?:,\s[\w' .-]{2,60}?)?"
_GOES_ON = r"(?=[,.;:]|\s(?:on|in|at|yesterday|when|as|last|this|after)\b|\s*$)"
# "..., the insurer, Northern Mutual, said on Wednesday"; "..., she said, ..."
_TRAILS = re.compile(
    rf"[,\"]\s+(?P<who>(?!(?:who|which|that|and|but|whose)\b){_WHO}),?\s"
    rf"(?P<verb>{_TELL}|{_HOLD}){_GOES_ON}"
)
# "..., said the fire chief of Wexmouth"
_TRAILS_TURNED = re.compile(
    r"[,\"]\s+(?P<verb>(?i:says?|said|adds?|added|argue[sd]?|replie[sd]|claims?|claimed|insists?"
    r"|insisted|notes?|noted|explains?|explained|warns?|warned))\s(?:(?i:on|in)\s\w+\s)?"
    r"(?P<who>(?:(?i:the|an?|its|his|her|their|one|some|two|many|mr|mrs|ms|dr)\s|[A-Z])[^,.;\"]{1,60})"
)
_LEADS = re.compile(
    rf"\b(?P<verb>{_TELL}|{_HOLD}|{_HELD_OF})\b(?!')"
    r"(?P<mid>(?:\s+(?!that\b)[\w'.]+){0,9}?\s*,?\s+that\b)?\s"
)
# What is said of numbers and things: "more than he said", "as he told".
_IS_NO_SPEAKER = re.compile(
    r"\d|\b(?:than|as|what|had|has|have|was|were|is|are|will|would|could|may|might|did|does)\b"
)
# "Can tell", "was told", "to say", "used to think"
_ENDS_OTHERWISE = re.compile(r"\b(?:can|cannot|to|not|be|been|being|never|the|a|of|should|must)$")
# What the writer adds: "..., where the dues are frozen".
_ASIDE = re.compile(
    r",\s(?:where|whose|(?:which|who)\s(?:is|are|was|were|has|had|have|will|did|does)\b)"
)
_TELLS_NOTHING = re.compile(r"\s*(?:nothing|no more|little|goodbye|so|for|of)\b")
# "The fishermen called it an insult", "she described it as unfair"
_CALLS = re.compile(
    r"\b(?:called(?=\s(?:[\w']+\s){1,9}?an?\s)|described(?=\s(?:[\w']+\s){1,9}?as\s)"
    r"|(?:branded|labelled|dubbed|deemed|denounced|hailed)(?=\s(?:the|it|him|her|them)\s))"
    r"(?!\s(?:for|on|off|out|up|in)\b)"
)
_SPEECH = re.compile(r"\"([^\"]{2,})\"")
# Whose plain word the news takes for a fact within what they are there to know.
_OFFICIAL = re.compile(
    r"\b(?:police|board|ministry|authority|service|office|commission|department|agency|hospital"
    r"|court|government|coast\s+guard|report|study|survey|census|university|judge|statistics"
    r"|bureau|officials?|inspectors?|investigators?|officer|brigade|engineers?)\b(?!'s)"
)
# Those who speak for themselves: what they do and have done, they know.
_OWN_AFFAIRS = re.compile(
    r"\b(?:council|fire\s+chief|results?|figures|bank|chief|club|registry|accounts?|minister"
    r"|harbour\s+master|company|insurer|spokes(?:man|woman|person)|director|both\s+sides)\b"
)
_PARTY = re.compile(
    r"\b(?:union|alliance|campaign\w*|lawyer|prosecut\w+|organisers?|defen[cs]e|solicitor|attorney"
    r"|counsel|witness\w*|neighbours?|critics?|opponents?|supporters?|rivals?)\b"
)


class Said(NamedTuple):
    """A part of a sentence that somebody is said to say: sentence[start:end], and who, in words."""

    start: int
    end: int
    who: str


def attributes(text: str) -> bool:
    """Whether a plain text in small letters says whose word it is."""
    return any(
        (not _LOOSE.fullmatch(match.group()) or _is_told(text, match))
        and not _is_aside(text, match)
        and not _IS_WANTED.match(text, match.start())
        for match in _ATTRIBUTES.finditer(text)
    )


def _is_aside(text: str, match: re.Match[str]) -> bool:
    """Whether "supposedly" and its like are only of what stands between two commas with it."""
    if not match.group().endswith("ly"):
        return False
    before, after = text[: match.start()].rfind(","), text.find(",", match.end())
    return before >= 0 and after >= 0 and len(text[before:after].split()) > 2


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Whether what follows a loose word is told: "found that", "made it", "the judge ruled"."""
    after = text[match.end() :]
    if match.group().startswith(("give", "gave")) and re.match(r"\s*(?:it|them)\b", after):
        return False  # "gave it the contract"
    if re.match(r"\s*(?:that|it|no|them|as|for|so|at|down|whether)\b|\s*[,.\"]", after):
        return True
    if re.match(
        r"(?:puts?|lays?|laid|gives?|gave|makes?)(?:\s\w+){1,9}\s(?:at|down|as|for|to)\b",
        text[match.start() :],
    ):
        return True
    return match.group() in _TELLING_ALONE


def said_in(sentence: str) -> list[Said]:
    """The parts of a plain sentence that it gives only as somebody's word."""
    found = [
        Said(match.start(1), match.end(1), _speaker_behind(sentence, match.end()))
        for match in _SPEECH.finditer(sentence)
        if len(match[1].split()) > 3
    ]
    for match in _ACCORDING.finditer(sentence):
        if match["adverb"] or not _OFFICIAL.search(match["who"].lower()):
            found.append(Said(0, len(sentence), match["who"] or ""))
    for match in re.finditer(rf"\b{_PUT}", sentence):
        who = _subject(sentence, match.start())
        if who and not _OFFICIAL.search(who.lower()):
            found.append(Said(match.start(), len(sentence), who))
    for match in _CALLS.finditer(sentence):
        who = _subject(sentence, match.start())
        if who and not _IS_NO_SPEAKER.search(who) and not _OFFICIAL.search(who.lower()):
            found.append(Said(match.end(), len(sentence), who))
    trailing = _trailing(sentence)
    if trailing is not None:
        return found + trailing
    leading = _leading(sentence)
    return [*found, leading] if leading else found


def _trailing(sentence: str) -> list[Said] | None:
    """What stands before "she said" or "said the mayor": nothing of it where they know it, None
    where there is no such thing."""
    found: list[Said] | None = None
    for match in (*_TRAILS.finditer(sentence), *_TRAILS_TURNED.finditer(sentence)):
        who = match["who"].strip(" ,")
        if _IS_NO_SPEAKER.search(who) or not sentence[: match.start()].strip():
            continue
        is_told = bool(re.fullmatch(_TELL, match["verb"])) and not _PARTY.search(who.lower())
        if is_told and _knows(who.lower()):
            return []
        ends = not sentence[match.end() :].strip(' .,"') or match.re is _TRAILS_TURNED
        found = found or [Said(0, match.start() if ends else len(sentence), who)]
    return found


def _knows(who: str) -> bool:
    return who == "it" or bool(_OFFICIAL.search(who) or _OWN_AFFAIRS.search(who))


def _leading(sentence: str) -> Said | None:
    """What follows "she said that", where it is no more than her word."""
    for match in _LEADS.finditer(sentence):
        verb, who = match["verb"], _subject(sentence, match.start())
        who = re.sub(r"\s(?:has|have|had)\Z", "", who)
        if not who or _IS_NO_SPEAKER.search(who) or _ENDS_OTHERWISE.search(who):
            continue
        if _TELLS_NOTHING.match(sentence, match.end("verb")):
            continue
        is_told = bool(re.fullmatch(_TELL, verb)) and not _PARTY.search(who.lower())
        if is_told and _OFFICIAL.search(who.lower()):
            return None
        aside = _ASIDE.search(sentence, match.end())
        return Said(match.end(), aside.start() if aside else len(sentence), who)
    return None


def _subject(sentence: str, place: int) -> str:
    """Who does what a verb at a place says: the words before it in its clause."""
    before = re.split(r"[;:\"]|\.\s", sentence[:place])[-1].rstrip()
    parts = [part.strip() for part in before.split(",") if part.strip()]
    if not parts:
        return ""
    # "Ines Falk, the mayor, said"; "Ines Falk, who ran the port, said"
    if before.endswith(",") or re.match(r"(?:who|which)\s", parts[-1]):
        short = [part for part in parts[:-1] if len(part.split()) <= 6]
        return short[0] if short else parts[0]
    return re.sub(r"^.*\b(?:and|but|who|that|because|while)\s+(?=\S)", "", parts[-1])


def _speaker_behind(sentence: str, end: int) -> str:
    after = re.match(rf"\W*(?:{_TELL}|{_HOLD})\s+([^,.;\"]{{2,50}})", sentence[end:], re.IGNORECASE)
    return after[1].strip() if after else ""


# How far a thing is from being so: 1 is to come, 2 is meant, 3 is only possible, and 4 hangs on
# something else.
TO_COME, MEANT, POSSIBLE, CONDITION = 1, 2, 3, 4
_FIRMNESS = {
    CONDITION: r"if|on\s+condition|at\s+best|whether(?!\s+or\s+not)|unless|provided"
    r"|permitting|depending|as\s+long\s+as|in\s+case|assuming",
    POSSIBLE: r"may|might|(?<!anyone )(?<!anybody )could(?!\s(?:not|never|no\slonger)\b)"
    r"|perhaps|maybe|possibly|possible"
    r"|possibility|potential\w*"
    r"|thinking\s+(?:of|about)(?=\s\w+ing\b)|weigh(?:s|ed|ing)?(?!\s[\d$£€])|likely|unlikely"
    r"|probably|can(?!\s+(?:of|not|no\s+longer)\b)|options?|under\s+(?:review|consideration)|mull\w*|"
    + _forms("discuss ponder explore contemplate toy/toying")
    # "is considered the best", "a study" are no such things
    + r"|consider(?:s|ing)|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!ly )consider(?:ed)?"
    r"|studying|stud(?:y|ies)(?=\s(?:whether|how|plans?|proposals?|options)\b)"
    r"|chance|risks?|would\s+be\s+able|faces?|facing|undecided|open\s+to|in\s+mind|idea\s+of",
    MEANT: _forms(
        "plan/plans/planned/planning intend want wish hope aim seek/seeks/seeking/"
        "sought propose promise offer expect vow pledge request demand urge"
        " threaten/threatens/threatening"
        " beg/begs/begged/begging recommend suggest ask forecast prepare hop"
        " try/tries/tried/trying attempt"
    )
    + r"|threatened(?!\sby)|g[ia]ves?\s(?:his|her|its|their)\sword"
    r"|mean(?:s|t)?(?=\s(?:to|for)\b)|proposals?"
    r"|would\s+like|ready\s+to|should|keen\s+to|looking\s+(?:to|for)"
    r"|approved\s+the\s+talks|up\s+for|pending|awaits?|awaiting|wishes|envisag\w+|hoping|target\w*"
    r"|bid\s+to|calls?\s+for|called\s+for|calling\s+for|in\s+line|not\s+yet|yet\s+to"
    r"|(?<!\d\s)votes?\s+(?:in|on)",
    TO_COME: r"will|would|shall|going\s+to|'ll|is\s+to|are\s+to|was\s+to|were\s+to|won't"
    r"|about\s+to|set\s+to|due(?!\s(?:\w+\s){0,3}to\s(?:the|an?|its?|his|her|their|that|this|lack)\b)|scheduled|agree[sd]?\s+to",
}
_HEDGE = re.compile(
    "|".join(rf"(?P<f{level}>\b(?:{words})\b)" for level, words in _FIRMNESS.items())
)
# "Should he be convicted, ..."
_INVERTED = re.compile(r"(?:^|[,;]\s)(?:should\s+\w+|(?:were|had)\s+(?:he|she|it|they|the)\b)")
# "The planned toll" says of the toll alone that it is to come.
_IS_OF_A_THING = re.compile(r"\b(?:the|an?|its|his|her|their)\s(?:planned|proposed|promised)\Z")
_ENDS_SCOPE = re.compile(r"[;,]\s|\s-\s|\.\s|\s(?:but|which|who|where|while|after|because|as)\s|\Z")


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
        end = _ENDS_SCOPE.search(text, match.end())
        level = int((match.lastgroup or "f0")[1:])
        breaks = [b.end() for b in _ENDS_SCOPE.finditer(text, 0, match.start()) if b.group()]
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
