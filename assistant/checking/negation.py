"""Does a claim deny what its source says, or say what it denies? As far as English words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.firsts import without_firsts
from assistant.checking.tokens import Token, content, keys_of, tokens

_DENYING = (
    r"(?:\b(?:(?<!rather )not|never|cannot|without|no(?!\.))|n['’]t|none of)\b"
    r"(?! (?:only|just|least|merely)\b)"
)
_DENIES = re.compile(rf"{_DENYING}|\b(?:nobody|none|neither|nor)\b")
# "Not without an escort" is with one.
_NOT_WITHOUT = re.compile(
    r"\b(?:not|never|cannot|no|nobody|n't)\b(?=[^,;.]{0,60}?\bwithout\b)|n't\b"
    r"(?=[^,;.]{0,60}?\bwithout\b)"
)
_WITHOUT = re.compile(r"\bwithout\b")
# How many words behind one of these are denied, of the next four.
MAX_DENIED = 2
# "Not until May" denies nothing of May.
_JOINING = "until till before since because unless than while after but although though when as"
# What somebody kept from happening, or from doing.
_ESCAPED = (
    r"\b(?:(?<!to )avoid(?:s|ed)|(?<!to )avert(?:s|ed)"
    r"|escap(?:es|ed)(?! (?:from|to|through|by|into|with)\b))(?! by\b)"
)
_UNDONE = (
    rf"(?:{_ESCAPED}|\b(?:(?:fail(?:s|ed)?|refus(?:es?|ed)|declin(?:es?|ed)|neglect(?:s|ed)|forg[eo]ts?"
    r"|omit(?:s|ted)) to|stop(?:s|ped) short of|refrain(?:s|ed) from))"
)
_CLEARED = r"\b(?:clear|absolve|acquit)(?:s|d|ed|ted) (?:[\w'-]+ ){0,4}?of"
_UNDOING, _ESCAPING = re.compile(_UNDONE), re.compile(_ESCAPED)
_DENIED = re.compile(
    rf"(?P<how>{_DENYING}|\b(?:nobody|no[ -]one)\b|{_UNDONE}|{_CLEARED})"
    rf"\s+(?=([\w'-]+(?:\s+(?!(?:{'|'.join(_JOINING.split())})\b)[\w'-]+){{0,3}}))"
)
# "No woman before her", "nobody else", "not since May": what has no like denies nothing of it.
_LIKE = (
    r"since|than|others?|else|as (?:many|much|\w+ as)"
    r"|for (?:\w+ ){1,3}(?:day|week|month|year|decade|centur)\w*"
)
_NO_LIKE = re.compile(
    rf"\b(?:no|none of|nobody|nothing|never)\b(?=[^.;,]{{0,60}}?\b(?:before|{_LIKE})\b)"
    rf"|(?:\bnot|n['’]t)\b(?!\s(?:the|an?|his|her|its|their)\s)(?=[^.;,]{{0,60}}?\b(?:{_LIKE})\b)",
    re.IGNORECASE,
)
_NO_TIME = r"(?! (?:week|month|year|night|summer|winter|spring|autumn|season|\w+day)\b)"
_WITHOUT_LIKE = re.compile(
    rf"\b(?:first|only|last{_NO_TIME}|latest|record|unique|unprecedented|most|least|best|worst"
    r"|[a-z]{3,}est|than (?:any|ever|all|every|its|his|her|their)|alone|single|ever)\b",
    re.IGNORECASE,
)
# Characters before a denial in which an "if" may stand.
MAX_IF = 64
_IF = re.compile(r"\bif\b[^,;.]{0,60}\Z")
# What was to be feared, and what nearly was, is no more than that.
_NOT_SO = re.compile(
    r"\b(?:would|could|might|may|threat\w*|fear\w*|fac(?:ed|es|ing)|nearly|almost|close|closer"
    r"|risk\w*|danger|due|instead|if|brink|verge|narrowly)\b"
)
# "Added Mills, who was not involved in the study"
_NOT_OF_IT = re.compile(
    r"(?:not|n['’]t) (?:\w+ly )?(?:involved|affiliated|associated|connected) (?:in|with|to)\b"
)
_NO_SUCH = re.compile(r"no such\b")
_ON_CONDITION = re.compile(
    r"\b(?:if|should (?:he|she|it|they|the|an?|one)|were (?:he|she|it|they) to|once|when)\b"
)
_OF_WHAT = frozenset(
    "danger plan plans intention sign signs need way chance risk question evidence".split()
)
# Words that may say what another text says with "not".
_NEGATIVE = re.compile(
    rf"{_UNDONE}|\b(?:non|all but|except|unless|nothing|nowhere|hardly|barely|rarely|seldom|few"
    r"|instead|rather|beyond|impossible|false|yet to|at the earliest|nil|(?<!below )(?<!above )zero"
    r"|unchanged|still (?:within|away|out|to|waiting|at large)|missing|outstanding|pending"
    r"|await(?:s|ed|ing)?|(?:ran|runs?|running|sold|clean) out(?: of)?|used up|exhausted"
    r"|(?:said|says|say|voted|answered) no"
    r"|(?:is|are|was|were|be|been|remain(?:s|ed)?|stay(?:s|ed)?)"
    r" (?:flat\b|as (?:it|they) (?:is|are|was|were)\b)"
    r"|before (?:he|she|it|they|anyone|anybody) can|since (?:the|its|his|her|their) last\b"
    r"|too (?=\w+ (?:for \w+ )?to\b)|wrong|unlikely|ignorance|unable|vacant|ha(?:ve|s|d) to wait"
    r"|(?:avoid|avert|lack|refus|reject|fail|oppos|prevent|prohibit|stop|halt|block|declin|dismiss"
    r"|absen|forb|withdr|disput|disagree|quash|overturn|conced"
    r"|abandon|shelv|scrap|cancel|thwart|foil)\w*|den(?:y|ied|ies|ying)|ban(?:s|ned|ning)?"
    r"|un(?!der|til|ited|ion|it|iv|less|ique|usual)\w{3,})\b"
)

# And those that say it only of what stands beside them: "lost power" is without it.
MAX_TO_LACKED = 24
_LACKING = re.compile(
    rf"{_CLEARED}|\b(?:miss(?:es|ed)?|overlook\w*|los[et]\w*|depriv\w+|cut off"
    r"|(?:stay|keep)(?:s|ed)? out of|kept out of|spared|restor\w+|reconnect\w*|closed|shut)\b"
)


def denies(text: str) -> bool:
    """Whether a text in lower case has one of the usual words of denial."""
    return bool(_DENIES.search(text))


def contradicts(claim: str, cited: str) -> bool:
    """Whether just one of two plain texts denies a word that the other has.

    Seen are the usual words of denial only. Where the other denies something in any way, it may say
    the same.
    """
    claim, cited = without_likes(claim, cited), without_likes(cited, claim)
    said, given = claim.casefold(), cited.casefold()
    if _denies_any(said):
        if denies(given) and _deny_the_other(claim, cited):
            return True
        denied = _denied(claim, cited)
        return bool(denied) and not _denies_any(given) and _only_affirms(given, denied)
    denied = _denied(cited, claim)
    if not _only_affirms(said, denied):
        return False
    affirmed = keys_of(token for token in content(cited) if token not in denied)
    return any(not token.keys & affirmed for token in denied)


def _denies_any(small: str) -> bool:
    return denies(small) or bool(_UNDOING.search(small))


def without_likes(text: str, other: str) -> str:
    """A text without the denials that say what another one says of the first, the last or the most:
    "no woman before her" is the first woman."""
    text = _without_twice_denied(without_firsts(text, other), other)
    if not _WITHOUT_LIKE.search(other):
        return text
    return _NO_LIKE.sub(lambda match: " " * len(match.group()), text)


def _without_twice_denied(text: str, other: str) -> str:
    """A text without its denials of a lack, where another one has no such: "not without an
    escort"."""
    if _WITHOUT.search(other):
        return text
    for match in reversed([*_NOT_WITHOUT.finditer(text)]):
        lack = _WITHOUT.search(text, match.end())
        if lack:
            text = _blank(text, lack)
            text = _blank(text, match)
    return text


def _blank(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]}{' ' * len(match.group())}{text[match.end() :]}"


def _only_affirms(small: str, denied: Sequence[Token]) -> bool:
    """Whether a text that does not deny is negative at most by what another one denies: "conceded"
    beside "did not concede"."""
    keys = keys_of(denied)
    if not all(keys_of(tokens(match.group())) & keys for match in _NEGATIVE.finditer(small)):
        return False
    around = (
        small[max(0, match.start() - MAX_TO_LACKED) : match.end() + MAX_TO_LACKED]
        for match in _LACKING.finditer(small)
        if not keys_of(tokens(match.group())) & keys
    )
    return not any(keys_of(tokens(words)) & keys for words in around)


def _deny_the_other(claim: str, cited: str) -> bool:
    """Whether each of two texts says what the other denies: "on foot and not by bus"."""
    ours, theirs = _denied(claim, cited), _denied(cited, claim)
    said, told = (
        keys_of(t for t in content(text) if t not in denied)
        for text, denied in ((claim, ours), (cited, theirs))
    )
    only = [t for t in ours if not t.keys & keys_of(theirs)]
    return (
        bool(only)
        and any(t.keys & told for t in only)
        and any(t.keys & said and not t.keys & keys_of(ours) for t in theirs)
    )


def _denied(text: str, other: str) -> list[Token]:
    """The words of a plain text that it denies and that another text has."""
    # "Without power" says nothing of Halvern Power.
    held, telling = keys_of(t for t in content(other) if not t.is_name), content(text)
    found: list[Token] = []
    small = text.casefold()
    is_either = " or " in other.casefold()
    is_feared = bool(_NOT_SO.search(other.casefold()))
    is_on_condition = bool(_ON_CONDITION.search(other.casefold()))
    for match in _DENIED.finditer(small):
        if is_feared and _ESCAPING.fullmatch(match["how"]):
            continue
        if _NOT_OF_IT.match(small, match.start()):
            continue
        if is_either and _IF.search(small[max(0, match.start() - MAX_IF) : match.start()]):
            continue  # "if he does not sign" is one side of "sign or return"
        behind = [t for t in telling if match.start(2) <= t.start < match.end(2)]
        # "No tickets were sold" denies tickets, "no danger of sinking" the sinking; who does "not
        # rule out arson" does not deny arson.
        is_no = match.group().startswith("no ") and behind and behind[0].word not in _OF_WHAT
        if _NO_SUCH.match(small, match.start()):
            # "No such offer reached her": one was made, and she may look at it if it comes.
            is_no, behind = False, behind[is_on_condition:]
        is_twice = bool(behind) and _NEGATIVE.match(behind[0].word) is not None
        found += behind[: 1 if is_no or is_twice else MAX_DENIED]
    return [t for t in found if t.keys & held and not t.is_number and not t.is_name]


def is_negative(text: str) -> bool:
    """Whether a text in lower case denies, refuses or rules out something in any usual way."""
    return denies(text) or bool(_NEGATIVE.search(text))
