"""Does a claim say the reverse of its source, or add what nothing says?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.checking.exceptions import tells_of_the_others
from assistant.checking.negation import is_negative, without_likes
from assistant.checking.numbers.comparisons import comparisons_in
from assistant.checking.numbers.limits import is_about, limits_in
from assistant.checking.outcomes import has_other_outcome
from assistant.checking.parties.compared import compares_from_the_other_side
from assistant.checking.parties.exchanging import is_turned_round, tells_conversely
from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import Token, content, keys_of, matched, nearest, tokens
from assistant.checking.undone import sizes_in, undone
from vectorstore.text.senses import reverse, sides

# How far before a word its denial may begin, in characters.
MAX_DENIED = 40

# A sentence that has so many words of a claim is one that it rests on.
MIN_USED = 3

_NOT_DONE = re.compile(
    r"\bunless\b[^,;.]*$|\b(?:not|never|n't|without|no|nobody|none|fail(?:s|ed)? to"
    r"|refus(?:e|es|ed) to"
    r"|declin(?:e|es|ed) to|cannot|unable to|neither)\b[^,;.]{0,24}?$"
)
# Who lifts a ban allows, who rules a rise out has none.
_UNDONE = re.compile(
    r"\b(?:lift|end|scrap|abolish|repeal|drop|overturn|cancel|reject|ban)\w* "
    r"(?:the|an?|its|their|his|her|that|this|any) (?:\w+ )?\Z"
)
# "Last year", "the first quarter": when, and not which in a row.
_IS_WHEN = re.compile(
    r"last (?:week|month|year|night|summer|winter|spring|autumn|season|\w+day)s?\b"
    r"|(?:first|last|final) (?:quarter|half) (?:of (?:\d{4}|the year|this year|last year)\b"
    r"|loss|profit|results)"
)
_UNDER_A_RULE = re.compile(
    r"under (?:[\w'-]+ ){0,3}?(?:flags?|laws?|rules?|acts?|deals?|agreements?|treaty|plans?"
    r"|pressure|review|contracts?|leadership|management|investigation|threat|scrutiny|control|orders?|oath"
    r"|arrest|guard|name|terms|scheme|policy|system|government|command)\b"
)
_CLAUSE = re.compile(
    r"[;,]\s+(?:and|but|while|so|then|after|because|which|who|where|with|to)\s|;\s|,\s|\s(?:because|although|while)\s"
    r"|\sand\s(?=to\s|(?:\w+\s){0,5}(?:is|are|was|were|has|had|will|would|have|\w+ed)\b)"
)
# What nobody may be said to have done or met with in other words than these and their like.
_GRAVE = frozenset(
    """convicted sentenced jailed imprisoned confessed guilty acquitted died killed murdered drowned
    sank sunk exploded dismissed sacked fired ousted resigned arrested charged indicted
    sued fined bankrupt stabbed raped robbed stole stolen drunk melted derailed kidnapped
    hanged executed deported expelled suspended""".split()
)


# The other words that a source may say it in: "the late chairman" died.
_SAID_OTHERWISE = {
    "died": re.compile(
        r"\b(?:the|his|her|its|their|my|our|'s) late (?=[a-z])(?!(?:night|evening|afternoon|morning"
        r"|summer|winter|spring|autumn|shift|show|edition|payment|arrival|train|bus|goal|start|fee|\w+s)"
        r"\b)|\b(?:widow(?:s|er|ed)?|posthumous(?:ly)?|funeral|burial|buried|obituary|orphan(?:s|ed)?"
        r"|life after death|last breath)\b"
    ),
    **dict.fromkeys(
        ("charged", "charge", "charges", "counts", "accused"),
        re.compile(
            r"\b(?:plead\w*|pled) (?:not )?guilty\b|\b(?:indict\w*|accus\w+|on trial|charge[sd]?)\b"
        ),
    ),
    "killed": re.compile(
        r"\b(?:assassinat\w*|murder\w*|slain|slay\w*|shot dead|fatally|executed"
        r"|execution)\b"
    ),
    "resigned": re.compile(r"\b(?:resignation|handed in (?:his|her|their) notice)\b"),
}
# "Being accused is a different thing from being convicted": of nobody.
_OF_NOBODY = re.compile(
    r"\b(?:different|differs|not the same|distinct|not|nothing)\b[^.;]{0,30}\b(?:to be|being) \Z"
)
# Who pleads guilty admits it.
_PLEADS = re.compile(r"\bpl(?:ead\w*|ed) \Z")
_ADMITS = re.compile(r"(?<!not )\b(?:admit(?:s|ted|ting)|confess(?:es|ed|ing))\b")
_MOST = re.compile(r"\b(?:most|(?:a|the) majority|(?:more than|over) half)\b")
_MINORITY = re.compile(r"\b(?:(?:fewer than|less than|under) half|a minority)\b")
# How near to such a word stands the thing of which it says less.
MAX_OF_A_THING = 60
_OF_THINGS = {
    "dismissed": re.compile(
        r"dismissed as\b|\b(?:request|appeal|claim|case|suit|lawsuit|idea|plan|proposal|complaint"
        r"|criticism|allegation|accusation|charge|objection|petition|suggestion|fear|concern|bid"
        r"|motion|application|offer|report|warning|argument|demand|rumour)s?\b"
    ),
    "charged": re.compile(r"charged (?:[$£€]?\d|a fee|an? \w+ fee|more|less|up to|extra|for\b)"),
    "fired": re.compile(r"fired (?:a |the |\w+ )?(?:shots?|rounds?|missiles?|rockets?|at\b|on\b)"),
    "suspended": re.compile(
        r"\b(?:service|sailing|flight|train|tram|work|toll|search|trading|match|law|plan|talk|rule"
        r"|strike|campaign|production|licence|sentence|payment|sale)s?\b"
    ),
}


def reversed_words(claim: str, quotes: Sequence[str]) -> str:
    """Why a claim says the reverse of its source, as far as usual words tell; "" where not."""
    asked, known = content(claim), pieces(quotes)
    beside = _of_all_used(asked, known)
    for sentence in nearest(asked, known):
        if _tells_of_the_rest(claim, sentence):
            continue
        said = _stands(without_likes(claim, sentence))
        given = _stands(without_likes(sentence, claim))
        held = {token.word for token in tokens(sentence)} | beside
        # "Of the boats that started, nine finished": "of nine starters".
        held |= {f"{word.removesuffix('ers')}ed" for word in held if word.endswith("ers")}
        for side, word in said.items():
            if side in given or word in held or reverse(side) not in given:
                continue
            # It may say the same with another word of many meanings.
            if any(other in given for other in sides(word) if other != side and other in said):
                continue
            other = given[reverse(side)]
            if other in {token.word for token in tokens(claim)}:
                continue
            # "Half as big" and "twice as big" have their own rule.
            are_factors = " " in word and " " in other
            if are_factors or _is_told_of_the_other(claim, word, sentence, other):
                continue
            is_one_verb = bool(keys_of(tokens(word)) & keys_of(tokens(other)))
            if is_one_verb and is_negative(claim.casefold()) and is_negative(sentence.casefold()):
                continue  # both deny it
            if tells_conversely(claim, word, sentence):
                continue
            return f"it says “{word}” where the article says “{other}”"
    return undone(claim, nearest(asked, known))


def _tells_of_the_rest(said: str, given: str) -> bool:
    """Whether one says of most what the other denies of them: "most failed", "fewer than half
    passed"."""
    if tells_of_the_others(said, given):
        return True
    said, given = said.casefold(), given.casefold()
    is_turned = (_MOST.search(said) and _MINORITY.search(given)) or (
        _MINORITY.search(said) and _MOST.search(given)
    )
    return bool(is_turned) and has_other_outcome(said, given)


def _of_all_used(asked: Sequence[Token], known: Sequence[str]) -> set[str]:
    """The words of those sentences of a source that a claim of several rests on."""
    if len(known) < 2:
        return set()
    held = [tokens(sentence) for sentence in known]
    used = [each for each in held if len(matched(asked, keys_of(each))) >= MIN_USED]
    return {token.word for each in used for token in each} if len(used) > 1 else set()


def is_from_the_other_side(claim: str, sentence: str) -> bool:
    """Whether a plain claim says of the one side what a sentence says of the other: "Hale beat
    Renfrew", "Renfrew lost to Hale"."""
    if is_turned_round(claim, sentence) or compares_from_the_other_side(claim, sentence):
        return True
    said, given = _stands(claim), _stands(sentence)
    held = {token.word for token in tokens(sentence)}
    return any(
        reverse(side) in given
        # A word that both have says the same of the same side in both.
        and word not in held
        and _is_told_of_the_other(claim, word, sentence, given[reverse(side)])
        for side, word in said.items()
    )


def _is_told_of_the_other(claim: str, word: str, sentence: str, other: str) -> bool:
    ours, theirs = (_beside(text, verb) for text, verb in ((claim, word), (sentence, other)))
    straight = [bool(a & b) for a, b in zip(ours, theirs, strict=True)]
    crossed = [bool(a & b) for a, b in zip(ours, theirs[::-1], strict=True)]
    return any(crossed) and not any(straight)


def _beside(text: str, word: str) -> tuple[frozenset[str], frozenset[str]]:
    """The nearest names before and behind a word."""
    found = tokens(text)
    place = next((token.start for token in found if token.word == word), 0)
    names = [t for t in found if text[t.start].isupper() and t.is_content]
    before = _in_a_row([t for t in reversed(names) if t.start < place], text)
    return keys_of(before), keys_of(_in_a_row([t for t in names if t.start > place], text))


def _in_a_row(names: Sequence[Token], text: str) -> Sequence[Token]:
    """The first name of several words."""
    count = 1
    for one, other in pairwise(names):
        first, second = sorted((one, other))
        if text[first.end : second.start] != " ":
            break
        count += 1
    return names[:count]


def unbacked(claim: str, cited: str) -> str:
    """Why a claim says what it takes an article to say; "" where it does not."""
    held = keys_of(tokens(cited))
    for token in content(claim):
        if token.word not in _GRAVE or token.keys & held or _is_of_a_thing(claim, token):
            continue
        before = claim[max(token.start - MAX_OF_A_THING, 0) : token.start].casefold()
        if is_said_otherwise(token.word, cited) or _OF_NOBODY.search(before):
            continue
        if not (token.word == "guilty" and _pleads_as_admitted(claim, token, cited)):
            return f"the cited text does not say “{token.word}”"
    return ""


def is_said_otherwise(word: str, cited: str) -> bool:
    """Whether a plain text says in other words what a grave word says: who is "late" died."""
    other = _SAID_OTHERWISE.get(word)
    return bool(other and other.search(cited.casefold()))


def _pleads_as_admitted(claim: str, guilty: Token, cited: str) -> bool:
    """Whether "guilty" is a plea, and the source has somebody admit what they did."""
    before = claim[max(guilty.start - MAX_DENIED, 0) : guilty.start].casefold()
    return bool(_PLEADS.search(before) and _ADMITS.search(cited.casefold()))


def _is_of_a_thing(claim: str, token: Token) -> bool:
    """Whether a grave word says a lesser thing: a plea is dismissed too, and a price charged."""
    lesser = _OF_THINGS.get(token.word)
    near = claim[max(token.start - MAX_OF_A_THING, 0) : token.end + MAX_OF_A_THING].casefold()
    return bool(lesser and lesser.search(near))


def _stands(text: str) -> dict[str, str]:
    """The sides that the words of a text take, each with its word; "not accepted" is a refusal."""
    found: dict[str, str] = {}
    small = text.casefold()
    limited = {n for span in (*limits_in(small), *comparisons_in(small)) for n in range(*span)}
    for token in tokens(text):
        if token.start in limited:
            continue  # "no more than 3" has its own rule
        if _IS_WHEN.match(small, token.start) or _is_no_place(small, token):
            continue
        before = small[max(token.start - MAX_DENIED, 0) : token.start]
        is_denied = bool(_NOT_DONE.search(before)) != bool(_UNDONE.search(before))
        for side in sides(token.word):
            found[reverse(side) if is_denied else side] = token.word
    for word, size in sizes_in(small).items():
        found.update(dict.fromkeys(sides(word), size))
    return found


def _is_no_place(small: str, token: Token) -> bool:
    """Whether "over" and "under" stand for no side: "talks over the ship", "under the law"."""
    if token.word == "under":
        return bool(_UNDER_A_RULE.match(small, token.start))
    before = small[max(token.start - MAX_DENIED, 0) : token.start]
    return token.word == "over" and is_about(before)


def clauses(claim: str) -> list[str]:
    """The clauses of a plain claim."""
    found, last = [], 0
    for match in _CLAUSE.finditer(claim):
        found.append(claim[last : match.start()])
        last = match.start()
    return [clause for clause in [*found, claim[last:]] if clause.strip(" ,;.")]
