"""Who won, and who only fights for it: an election, a title, a case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.negation import is_negative
from assistant.checking.speakers.standing import readable
from assistant.checking.tokens import keys_of, tokens
from vectorstore.text.firmness import hedges
from vectorstore.text.hedges import attributes

_CONTEST = (
    r"votes?|elections?|races?|contests?|ballots?|seats?|posts?|jobs?|polls?|mayoralty|presidency"
    r"|leadership|nominations?|run-?offs?|terms?|titles?|finals?|cups?|championships?|crowns?"
    r"|medals?|prizes?|awards?|chairmanship|chair|primar(?:y|ies)|majority|referendums?"
)
_WHO = r"\b(?P<who>[A-Z][\w-]+) (?:(?:has|had|have|narrowly|easily|clearly|then|also|was|were) )*"
_LOSES = re.compile(
    rf"{_WHO}(?P<how>lost|loses|failed to (?:win|get|secure)|(?:beaten|defeated|rejected) in"
    rf"|missed out on) (?P<what>(?:[\w'-]+ ){{0,4}}?(?:{_CONTEST}))\b"
)
_WINS = re.compile(
    rf"{_WHO}(?P<how>won|wins|secured|clinched|captured|regained|retained|gained|earned)"
    rf" (?P<what>(?:[\w'-]+ ){{0,4}}?(?:{_CONTEST}))\b"
)
_WON = re.compile(
    r"\b(?:won|wins|winners?|winning|re-?elected|elected|victor(?:y|ious)|victories|clinch\w*"
    r"|secured|triumph\w*|gained|regained|retained|captured|earned|awarded|took|crowned|beat)\b"
)
# "In his fight for a third term"
_FIGHTS = re.compile(
    r"\b(?P<how>(?:fight|bid|battle|race|campaign|quest|hopes?|attempt|push|contest|struggle|run"
    r"|candida(?:te|cy)|favourite|contender|odds-on|challenge|application)s? for"
    r"|(?:fight|battl|campaign|compet|run|stand|vy|bidd|hop|aim|push|apply)ing for"
    r"|(?:fought|ran|stood|hopes?|hoped|runs|stands|competes?|competed) for"
    r"|(?:seek|seeks|sought|seeking|wants?|wanted|contests|contested|chasing|eyeing)) "
    r"(?P<rest>[^,.;]{3,60})"
)


def other_winner(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody lose what its source says they won, or the other way round; ""
    where it has not."""
    cited = " ".join(readable(quotes))
    if is_negative(cited.casefold()) or attributes(claim.casefold()):
        return ""
    for pattern, is_lost in ((_LOSES, True), (_WINS, False)):
        found = pattern.search(claim)
        if not found:
            continue
        who = re.escape(found["who"])
        won, lost = _won_by(who).search(cited), _lost_by(who).search(cited)
        other = won if is_lost else lost
        if other and not (lost if is_lost else won):
            return f"it says “{found['how']}” where the article says “{other.group()}”"
    return ""


def only_fights(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim has somebody win what in its source they only fight for; "" where not."""
    won = _WINS.search(claim)
    small = claim.casefold()
    if not won or attributes(small) or hedges(small) or is_negative(small):
        return ""
    known = readable(quotes)
    prize = tokens(won["what"])[-1:]
    if not prize or any(_WON.search(sentence.casefold()) for sentence in known):
        return ""
    for sentence in known:
        is_theirs = won["who"] in sentence
        for fights in _FIGHTS.finditer(sentence):
            if is_theirs and keys_of(prize) & keys_of(tokens(fights["rest"])):
                return f"the article says only “{fights['how']}”"
    return ""


def _won_by(who: str) -> re.Pattern[str]:
    name = rf"(?:[A-Z][\w.-]+ ){{0,2}}{who}\b"
    return re.compile(
        rf"\b(?:re-)?(?:elected|elects|chose|voted in|voted for|picked) {name}"
        rf"|\b{who} (?:(?:has|had|was|were|is|been) )*(?:re-?elected|elected|won|wins"
        rf"|beat|beats|defeated(?! (?:by|in))|will be the next|overcame|ousted(?! by)"
        rf"|unseated(?! by))\b"
        rf"|\b(?:lost|loses|losing) (?:[\w'-]+ ){{0,4}}to {name}"
        rf"|\b(?:victory|win) (?:for|of) {name}"
    )


def _lost_by(who: str) -> re.Pattern[str]:
    name = rf"(?:[A-Z][\w.-]+ ){{0,2}}{who}\b"
    return re.compile(
        rf"\b{who} (?:(?:has|had|narrowly|heavily) )*(?:lost|loses|conceded|trailed|came second"
        rf"|was (?:narrowly |heavily )?(?:beaten|defeated|voted out|ousted|unseated))\b"
        rf"|\b(?:beat|beats|beating|defeated|defeating|defeats|unseated|ousted|overcame|ahead of"
        rf"|victory over|win over|defeat (?:of|for)) {name}"
    )
