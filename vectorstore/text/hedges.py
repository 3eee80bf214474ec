"""Who is said to say a thing: as far as English words tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vectorstore.text.accounts import BY_THEM, THEIR_ANSWER, accounts_in, puttings_in
from vectorstore.text.firmness import ENDS_SCOPE
from vectorstore.text.told_nothing import tells_nothing
from vectorstore.text.verb_forms import forms

# Verbs with which a thing is only told, and those with which somebody stands for it.
_TELL = (
    forms(
        "say/says/said/saying tell/tells/told/telling add reply write/writes/wrote/written explain"
        " notes/noted stated answers/answered respond remarks/remarked observe recall"
        " swear/swears/swore"
    )
    + r"|states(?=\sthat\b)"
)
_HOLD = (
    forms(
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
# "A racer said to have cost more than the school"
_RUMOURED = re.compile(
    r"\b(?:said|believed|thought|reported|rumoured|rumored|alleged|understood|reputed"
    r"|supposed)\sto\s(?=(?:have|be)\b)"
)
_IS_HELD_OF = re.compile(r"(?:is|are|was|were|been|being)\s")
# Whoever reads one of these in a claim is told that it is somebody's word.
_ATTRIBUTES = re.compile(
    r"\b(?:"
    + forms(
        "accuse claim deny dispute admit/admits/admitted acknowledge concede confess announce"
        " declare confirm promise pledge vow warn hint imply credit blame attribute ascribe judge"
        " deem consider regard/regards/regarded describe call quote cite indict"
        " criticise criticize praise hail liken compare reject object question ask demand"
        " beg/begs/begged doubt expect hope calculate assess rule/rules/ruled find/finds/found"
        " hold/holds/held hear/hears/heard see/sees feel/feels/felt give/gives/gave/given apologise"
        " assure reassure inform stress emphasise emphasize affirm reiterate disclose retort boast"
        " lament speculate surmise caution joke count want thank speak/speaks/spoke put/puts"
        " counter express"
        " make/makes/made lay/lays/laid portray present contest rebut dismiss urge"
    )
    + rf"|{THEIR_ANSWER}|{BY_THEM}"
    r"|(?:tak(?:e|es|ing|en)|took|accept(?:s|ed|ing)?)\s(?:the\s|all\s|full\s)?"
    r"(?:responsibility|blame)"
    + rf"|{_TELL}|{_HOLD}|according|reportedly|supposedly|purported\w*|alleg\w+|accus\w+|apparently"
    r"|by\s(?:[\w']+\s){1,4}accounts?"
    r"|(?:by|in|on)\s(?:[\w']+\s){1,4}(?:words?|view|opinion|telling|estimates?"
    r"|version|reckoning|statement|admission|calculations?|testimony|eyes|figures|count|evidence)|estimate[sd]?"
    r"|(?:statement|indictment|contention|complaint|position|suspicion|belief|theory|argument|case"
    r"|view|opinion|explanation|claim|understanding|fear|verdict|word|guess|estimate)"
    r"\s(?:is|was|that|says|has)|case\s(?:for|against)|charges?\s(?:of|that)|charged\swith"
    r"|as\s(?:[\w']+\s){1,4}(?:sees|saw|tells|told|has|had|puts|put)\sit|point(?:s|ed)?\s+out|on\s+trial|so-called|on\s+suspicion|(?:show|prove)s?\s+that"
    r"|(?:is|are|was|were|be|been)\s(?:\w+ly\s)?(?:afraid|worried|convinced|confident|adamant"
    r"|(?:certain|sure)(?=\s(?:that|of)\b)|of\sthe\sopinion|under\sthe\simpression)"
    r"|for\s(?:its|his|her|their|the|some|many)\s(?:critics|opponents|supporters|rivals)"
    r"|(?:is|are|was|were)\s(?:reported|supposed|understood)\sto\shave|for\sthe\sdefen[cs]e"
    r"|if\s(?:\w+'?\w*\s){1,8}(?:is|are|was|were)\s(?:right|to\sbe\sbelieved)"
    r")\b"
)
# What is said behind one of these is all their word.
_WIDE = re.compile(rf"{_TELL}|{_HOLD}|according|\w+ly\b|by|in|on|to|if|as")
_THAT = re.compile(r"\s(?:[\w']+\s){0,5}that\b")
_NEXT_CLAUSE = re.compile(
    r"[;,]\s|\s(?:after|before|when|because|as|since|while|who|which|where|although|but|and)\s"
)
# "..., as the secretary put it"
_AS_THEY = re.compile(r"\bas\s(?:[\w',-]+\s){1,8}\Z")
# What says so only where the words behind it are told: "found that", "made it 11,000".
_LOOSE = re.compile(
    r"\b(?:make|makes|made|give|gives|gave|given|find|finds|found|hold|holds|held|lay|lays|laid"
    r"|put|puts|see|sees|count|counts|counted|counting|present|presents|presented|presenting"
    r"|hear|hears|heard|call|calls|called|calling|ask|asks|asked|asking|charge|charges|charged"
    r"|want|wants|wanted|wanting|reject\w*|dismiss\w*|rule|rules|ruled|report|reports|reported"
    r"|confirm\w*|question\w*|thank\w*|speak|speaks|spoke|hope\w*|expect\w*)\b"
)
# "Dismissed concerns about the bridge"
_A_SAYING = re.compile(
    r"\s(?:(?:the|all|any|these|such|those|his|her|its|their)\s)?(?:\w+\s)?(?:claim|suggestion|allegation"
    r"|accusation|criticism|concern|fear|worr(?:y|ie)|doubt|rumour|rumor|notion|idea)s?\b"
)
# "Insisted on a vote", "told him to come back"
_IS_WANTED = re.compile(
    r"insist\w* on\b|(?:(?<=was )|(?<=were )|(?<=been ))told to\b|(?<=been )told that\b"
    r"|(?:tell|tells|told) (?:[\w']+ ){1,4}to\b(?! (?:the|a)\b)"
)
# "She had been assured that it worked": by whom is not said, and it is told as a fact.
_ASSURED_OF = re.compile(
    r"(?:(?<=been )|(?<=was )|(?<=were )|(?<=being ))(?:assured|reassured|informed|cautioned)\b"
)
_CLEARED = re.compile(r"\bof\s(?:all\s|any\s)?blame\Z|\bnot\sto\sblame\Z")
# "The accused man slipped in"
_THE_ACCUSED = re.compile(r"\b(?:the|an|another|both|two|three|his|her)\saccused\Z")
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
_ENDS_OTHERWISE = re.compile(
    r"\b(?:or|and|nor|can|cannot|to|not|be|been|being|never|the|a|of|should|must)$"
)
# What the writer adds: "..., where the dues are frozen".
_ASIDE = re.compile(
    r",\s(?:where|whose|(?:which|who)\s(?:is|are|was|were|has|had|have|will|did|does)\b)"
)
_TELLS_NOTHING = re.compile(
    r"\s*(?:(?:nothing|no more|little|goodbye|so|for|of)\b"
    r"|(?:\w+\s){1,3}(?:what|how|where|when)\sto\b)"
)
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
    r"|bureau|officials?|bbc|cnn|reuters|afp|associated\s+press|al\s+jazeera|bloomberg|npr"
    r"|usa\s+today|new\s+york\s+times|washington\s+post|wall\s+street\s+journal"
    r"|the\s+(?:guardian|independent|times|telegraph|economist)"
    # An article says what is so, unless it is one that is put right.
    r"|(?<!same )(?<!earlier )(?<!previous )(?<!an )(?<!this )article|book|profile|website|records"
    r"|bios?|inspectors?|investigators?|officer|brigade|engineers?|regulators?|watchdog)\b(?!'s)"
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


# Who says a thing where nobody is named.
OTHERS = "others"


class Said(NamedTuple):
    """A part of a sentence that somebody is said to say: sentence[start:end], and who, in words."""

    start: int
    end: int
    who: str


def attributes(text: str) -> bool:
    """Whether a plain text in small letters says whose word it is."""
    return next(attributions(text), None) is not None


def attributions(text: str) -> Iterator[tuple[int, int]]:
    """Where a plain text in small letters says whose word a thing is, and up to where that goes:
    to the end of "said that ...", to the next clause of "was charged with ..."."""
    for match in _ATTRIBUTES.finditer(text):
        if _LOOSE.fullmatch(match.group()) and not _is_told(text, match):
            continue
        if _CLEARED.search(text, max(0, match.start() - 12), match.end()):
            continue
        if tells_nothing(text, match.start()) or _ASSURED_OF.match(text, match.start()):
            continue
        if match.group() == "accused" and _THE_ACCUSED.search(text, 0, match.end()):
            continue
        if _is_aside(text, match) or _IS_WANTED.match(text, match.start()):
            continue
        is_wide = _WIDE.match(match.group()) or _THAT.match(text, match.end())
        end = None if is_wide else _NEXT_CLAUSE.search(text, match.end())
        is_behind = _AS_THEY.search(text, max(0, match.start() - 80), match.start())
        yield 0 if is_behind else match.start(), end.start() if end else len(text)


def _is_aside(text: str, match: re.Match[str]) -> bool:
    """Whether "supposedly" and its like are only of what stands between two commas with it."""
    if not match.group().endswith("ly"):
        return False
    before, after = text[: match.start()].rfind(","), text.find(",", match.end())
    return before >= 0 and after >= 0 and len(text[before:after].split()) > 2


def _is_told(text: str, match: re.Match[str]) -> bool:
    """Whether what follows a loose word is told: "found that", "made it", "the judge ruled"."""
    after = text[match.end() :]
    if match.group().startswith("call") and '"' in after:
        return True  # "called the company solvent "in a long light""
    if match.group().startswith(("dismiss", "reject")):
        # "Was dismissed for theft"
        return bool(_A_SAYING.match(after) or re.match(r"\s(?:that|it|them|as)\b|\s*[,.\"]", after))
    if re.match(r"h[eo]ld", match.group()) and re.match(r"\sfor\b", after):
        return False
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
    found += [
        Said(0, len(sentence), match["who"] or "")
        for match in _ACCORDING.finditer(sentence)
        if match["adverb"] or not _OFFICIAL.search(match["who"].lower())
    ]
    whole = (who for who in accounts_in(sentence) if not _OFFICIAL.search(who.lower()))
    found += [Said(0, len(sentence), who) for who in whole]
    for match in puttings_in(sentence):
        who = _subject(sentence, match.start())
        if who and not _OFFICIAL.search(who.lower()):
            found.append(Said(match.end("verb"), len(sentence), who))
    for match in _CALLS.finditer(sentence):
        who = _subject(sentence, match.start())
        if who and not _IS_NO_SPEAKER.search(who) and not _OFFICIAL.search(who.lower()):
            found.append(Said(match.end(), len(sentence), who))
    for match in _RUMOURED.finditer(sentence):
        end = ENDS_SCOPE.search(sentence, match.end())
        found.append(Said(match.end(), end.start() if end else len(sentence), OTHERS))
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


def is_known_to_know(who: str) -> bool:
    """Whether what somebody says plainly is taken for a fact by the news."""
    return _knows(who.lower())


def _knows(who: str) -> bool:
    return who == "it" or bool(_OFFICIAL.search(who) or _OWN_AFFAIRS.search(who))


def _leading(sentence: str) -> Said | None:
    """What follows "she said that", where it is no more than her word."""
    for match in _LEADS.finditer(sentence):
        verb, who = match["verb"], _subject(sentence, match.start())
        who = re.sub(r"\s(?:has|have|had)\Z", "", who)
        if not who or _IS_NO_SPEAKER.search(who) or _ENDS_OTHERWISE.search(who):
            continue
        if tells_nothing(sentence, match.start()):
            continue
        if _TELLS_NOTHING.match(sentence, match.end("verb")) or _RUMOURED.match(
            sentence, match.start()
        ):
            continue
        is_told = bool(re.fullmatch(_TELL, verb)) and not _PARTY.search(who.lower())
        if is_told and _OFFICIAL.search(who.lower()):
            return None
        aside = _ASIDE.search(sentence, match.end())
        # "The yacht is said to be his": by whom is not told.
        teller = OTHERS if _IS_HELD_OF.match(verb) else who
        return Said(match.end(), aside.start() if aside else len(sentence), teller)
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
