"""Is a thing told as done that its source has somebody mean, offer or be told to do?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.checking.negation import is_negative
from assistant.checking.speakers.covered import clause_at
from assistant.checking.speakers.standing import in_small_letters, readable
from assistant.checking.tokens import Token, content, keys_of, matched, tokens
from vectorstore.text.firmness import CONDITION, POSSIBLE, hedges
from vectorstore.text.hedges import attributions
from vectorstore.text.past import is_in_past
from vectorstore.text.verb_forms import forms

# What comes before a verb that tells of what is not done.
_NOT_DONE = re.compile(
    r"(?<!in )\b(?P<words>(?:"
    + forms(
        "plan/plans/planned/planning want hope intend agree promise pledge vow threaten offer"
        " propose expect prepare ask urge order require oblige recommend advise invite aim wish"
        " attempt try/tries/tried/trying seek/seeks/sought/seeking mean/means/meant/meaning"
        " apply tell/tells/told"
    )
    + r")(?: (?!to\b)[\w'-]+){0,3} to|(?:due|set|about|ready|keen|eager|yet|bid|was|were|is|are) to"
    r"|(?<!before it )(?<!before he )(?<!before she )(?<!before they )would|will|shall|must|should"
    r"|may|might|needs? to|(?:has|have) to)"
    r" (?:(?:also|soon|then|again|be|\w+ly) ){0,2}(?P<verb>\w+)"
)
# Of no more verbs of a sentence than so many it is asked.
MAX_MEANT = 16
# "Could hear" tells that one heard.
_ANY_VERB = frozenset("have be do get go make take give keep come see hear".split())
_DID_SO = re.compile(
    r"\b(?:did|done|does) (?:so|it|that)\b"
    r"|\bkept (?:its|his|her|their|the) (?:promise|word|pledge)\b"
)
# "Run" and "put" may be of today.
_AS_NOW = frozenset(
    "become beat bent bid cast come cut hit hurt let lit put quit read run set shed shut spread"
    " split".split()
)
# A sentence is one that a claim rests on where it has so many of its words.
MIN_NEAR = 2
# How far before a verb it is looked at for what makes it no deed.
MAX_BEFORE = 80
_MODAL = re.compile(
    r"\b(?P<word>may|might|could|will|shall|going to|certain to|considering whether to|hopes? to)"
    r" (?:(?:also|soon|then|again|be|have to|\w+ly) ){0,2}(?P<verb>\w+)"
)
_WILL = frozenset(("will", "shall", "going to", "certain to"))
# How a claim tells that a thing is done.
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|been|got|having)\s(?:(?:already|since|now|been|also|\w+ly)\s)*\Z"
)
_IS = re.compile(r"\b(?:is|are)\s(?:(?:already|now|also|\w+ly)\s)*\Z")
_OBJECT = re.compile(
    r"\s(?:that|the|an?|its|his|her|their|all|both|some|every|him|them|it|[\d$£€])"
)
_DOER = re.compile(r"\b(?:he|she|it|they|who|we|i)\s(?:\w+ly\s)?\Z")
_IS_SOON = re.compile(
    r"\b(?:next|until|till|tomorrow|tonight|soon|later|(?:from|on|in|by|before|this)\s(?:the\s)?"
    r"(?:\d|next|end|early|late|mid|spring|summer|autumn|winter|week|month|year|\w+day\b|noon"
    r"|january|february|march|april|m_?y|june|july|august|september|october|november|december))"
)
# "Until it was repaired"
_BEFORE_IT = re.compile(
    r"\b(?:before|until|till|unless|once|if|whether|nobody|nothing|no|none)\s(?:[\w'-]+\s){0,6}\Z"
)
_OPEN = re.compile(
    r"\b(?:to|will|would|shall|may|might|could|can|must|should|be|being|if|condition|plans?|planned"
    r"|hopes?|hoped|wants?|wanted|proposed|proposals?|let|not|never|nobody|nothing|no|none"
    r"|neither|nor|cannot|without|before|until|till|unless|once|whether|would-be)"
    r"\s(?:[\w'-]+,?\s){0,7}\Z|\b(?:the|an?|its|his|her|their)\s(?:\w+ly\s)?\Z"
)
# What a claim may not make of the first: the second of each.
_STAGES = (
    (
        r"(?:(?:has|have|had)\s(?:not|yet\sto)|(?:has|have|had)n't|did\snot|yet\sto)\s(?:yet\s)?(?:decided?"
        r"|ma[dk]e\sup|said|say)\s(?:(?:his|her|its|their)\sminds?\s)?(?:whether|if|about)|undecided",
        r"(?:has|have|had)\s(?:agreed|decided|resolved|chosen|announced|confirmed|promised)"
        r"|(?:agreed|decided|chose|vowed|promised)\sto|confirmed\sthat|announced\sthat",
    ),
    (
        r"(?:under|in)\s\"?(?:study|review|consideration|discussion|examination)"
        r"|being\s(?:studied|considered|discussed|reviewed|examined|weighed|looked\s(?:at|into))",
        r"(?:has|have|had)\s(?:agreed|decided|ordered|bought|approved|promised|resolved|found"
        r"|signed|announced|pledged)|(?:agreed|decided|promises|promised|vowed|pledged)\s(?:to|an?|the)",
    ),
    (
        r"(?:try|tries|tried|trying|seeks?|seeking|sought|hopes?|hoped|hoping|wants?|wanted|plans?"
        r"|planned|intends?|means?) to (?:recover|get|win|sue|find|buy|sell|claim|secure|raise"
        r"|reach)",
        r"(?:has|have|had) (?:got|won|recovered|found|bought|sold|secured|raised|reached|received)",
    ),
    (
        r"(?:needs?|awaits?|awaiting|pending|requires?|still has to|without)\s(?:\w+\s){0,3}"
        r"(?:approval|consent|permission|blessing|agreement|ratification|clearance)",
        r"approved|ratified|cleared|consented|permitted|blessed",
    ),
    (
        r"offer(?:s|ed|ing)?",
        r"(?:has|have|had|was|were|been)\s(?:given|handed|hired|accepted|got)|gave|accepted",
    ),
    (
        r"nominat\w+|shortlist\w*|candidates?|in the running|stands? for|standing for|runs? for"
        r"|running for",
        r"elected|won the|was appointed|has been appointed|became",
    ),
    (
        r"propos\w+|draft|tabled|put forward|submitted",
        r"passed|adopted|approved|enacted|voted through|in force|came into force",
    ),
    (
        r"in talks|negotiat\w+|in discussions",
        r"(?:has|have|had)\s(?:agreed|signed|bought|sold|struck|reached)|agreed on"
        r"|signed|struck a deal",
    ),
    (
        r"appl(?:y|ied|ies) for|seek(?:s|ing)?|sought|requested|bid(?:s|ding)? for",
        r"(?:was|were|been)\s(?:granted|given|awarded)|obtained|secured|received"
        r"|has found|have found",
    ),
)
_PAIRS = tuple(
    (re.compile(rf"\b(?:{first})\b"), re.compile(rf"\b(?:{then})\b")) for first, then in _STAGES
)


def told_as_done(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim tells as done what its source has somebody only mean to do, or be asked to
    do; "" where it does not."""
    small = in_small_letters(claim)
    known = readable(quotes)
    # "The council called for a vote" is no more than what it says.
    said = {start for start, _ in attributions(small)} | {
        hedge.start - len(hedge.word) for hedge in hedges(small)
    }
    done = [t for t in tokens(claim) if t.start not in said and _is_done(small, t)]
    elsewhere = _elsewhere(known) if done else frozenset()
    is_kept = any(map(_DID_SO.search, known))
    for sentence in known if done and not is_kept else ():
        for verb, words in _meant(sentence):
            same = [] if verb.keys & elsewhere else matched(done, verb.keys)
            if same and _is_of_it(claim, same[0], sentence, known):
                return f"the article says “{words}”"
    return _will_be(claim, known) or _at_another_stage(claim, small, known)


def _meant(sentence: str) -> Iterator[tuple[Token, str]]:
    """The verbs of a sentence that tell of what is not done, each with the words before it."""
    found = {token.start: token for token in content(sentence)}
    small = in_small_letters(sentence)
    for match in islice(_NOT_DONE.finditer(small), MAX_MEANT):
        token = found.get(match.start("verb"))
        if token and token.word not in _ANY_VERB and not token.is_name:
            yield token, match["words"]


def _is_done(small: str, token: Token) -> bool:
    """Whether a text has a verb in a form that tells that a thing is done."""
    if not is_in_past(token.word) or token.is_name:
        return False
    before = small[max(0, token.start - MAX_BEFORE) : token.start]
    before = before.replace("n't ", " not ")
    if _DONE.search(before) and not _BEFORE_IT.search(before):
        return True
    if _IS.search(before):
        return not _IS_SOON.search(small, token.end)
    # "A bridge built in 1990" tells of no deed of today.
    has_object = _OBJECT.match(small, token.end) or _DOER.search(before)
    return token.word not in _AS_NOW and bool(has_object) and not _OPEN.search(before)


def _elsewhere(known: Sequence[str]) -> frozenset[str]:
    """What the words of a source may stand for that tell not only of what is meant."""
    found: set[str] = set()
    for sentence in known:
        meant = {token.start for token, _ in _meant(sentence)}
        found |= keys_of(token for token in tokens(sentence) if token.start not in meant)
    return frozenset(found)


def _is_of_it(claim: str, verb: Token, sentence: str, known: Sequence[str]) -> bool:
    """Whether the clause that a verb is in has most of its other words from a source, and one of
    them from a sentence."""
    clause = content(clause_at(claim, verb.start))
    others = [t for t in clause if t.word != verb.word]
    held = keys_of(token for each in known for token in content(each))
    is_near = matched(others, keys_of(content(sentence)))
    return bool(is_near) and 2 * len(matched(others, held)) >= max(len(others), 2)


def _will_be(claim: str, known: Sequence[str]) -> str:
    """Why a claim says that one will do what in its source one may do; "" where it does not."""
    ours = [each for each in _with_modals(claim) if not _is_open(claim, each[0])]
    theirs = [each for sentence in known for each in _with_modals(sentence)]
    for verb, word in ours:
        same = [(other, each) for other, each in theirs if other.keys & verb.keys]
        if word not in _WILL:
            continue
        if same and not any(each in _WILL for _, each in same):
            return f"the article says “{same[0][1]}”"
    return ""


def _is_open(claim: str, verb: Token) -> bool:
    """Whether a claim leaves open in the clause of a verb whether it will be."""
    small = in_small_letters(claim)
    return any(
        hedge.level in (POSSIBLE, CONDITION) and hedge.start <= verb.start < hedge.end
        for hedge in hedges(small)
    )


def _with_modals(text: str) -> Iterator[tuple[Token, str]]:
    """The verbs of a text behind "may" and "will", each with that word."""
    found = {token.start: token for token in content(text)}
    for match in islice(_MODAL.finditer(in_small_letters(text)), MAX_MEANT):
        token = found.get(match.start("verb"))
        if token and token.word not in _ANY_VERB and not token.is_name:
            yield token, match["word"]


def _at_another_stage(claim: str, small: str, known: Sequence[str]) -> str:
    """Why a claim says "given" where its source says "offered"."""
    cited = " ".join(known).casefold()
    asked = content(claim)
    near = [
        in_small_letters(each)
        for each in known
        if len(matched(asked, keys_of(content(each)))) >= MIN_NEAR
    ]
    for first, then in _PAIRS:
        done = then.search(small)
        if first.search(small) or not done or then.search(cited):
            continue
        # "Not obliged to pay, it has got its money back" denies nothing of that.
        if is_negative(small[small.rfind(",", 0, done.start()) + 1 :]):
            continue
        found = next(filter(None, map(first.search, near)), None)
        if found:
            return f"the article says only “{found.group()}”"
    return ""
