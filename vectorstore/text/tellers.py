"""Who tells what in a sentence, whoever they are: as far as English words show."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from vectorstore.text.accounts import answers_in, passives_in
from vectorstore.text.told_nothing import tells_nothing
from vectorstore.text.verb_forms import forms

_TELLS = re.compile(
    r"\b(?:"
    + forms(
        "say/says/said tell/tells/told add/adds/added reply/replies/replied write/writes/wrote"
        " explain/explains/explained note/notes/noted answer/answers/answered"
        " remark/remarks/remarked observe/observes/observed recall/recalls/recalled"
        " swear/swears/swore allege/alleges/alleged argue/argues/argued"
        " maintain/maintains/maintained insist/insists/insisted contend/contends/contended"
        " assert/asserts/asserted suspect/suspects/suspected believe/believes/believed"
        " think/thinks/thought reckon/reckons/reckoned complain/complains/complained"
        " suggest/suggests/suggested fear/fears/feared conclude/concludes/concluded"
        " testify/testifies/testified predict/predicts/predicted guess/guesses/guessed"
        " warn/warns/warned announce/announces/announced confirm/confirms/confirmed"
        " admit/admits/admitted concede/concedes/conceded acknowledge/acknowledges/acknowledged"
        " deny/denies/denied declare/declares/declared estimate/estimates/estimated"
        " report/reports/reported reveal/reveals/revealed claim/claims/claimed"
        " assure/assures/assured reassure/reassures/reassured inform/informs/informed"
        " affirm/affirms/affirmed reiterate/reiterates/reiterated retort/retorts/retorted"
        " boast/boasts/boasted lament/laments/lamented disclose/discloses/disclosed"
        " speculate/speculates/speculated surmise/surmises/surmised"
        " prove/proves/proved establish/establishes/established calculate/calculates/calculated"
    )
    # "A state law", "the United States"
    + r"|stated|states?(?=\sthat\b)"
    # These tell only where what they tell comes next.
    + r"|(?:finds?|found|shows?|showed|rules?|ruled|hopes?|hoped|expects?|expected|pledge[sd]?"
    r"|promise[sd]?|vows?|vowed|discover(?:s|ed)?|demonstrate[sd]?"
    r"|stress(?:es|ed)|emphasi[sz]e[sd]?|underlined?|counter(?:s|ed)|comment(?:s|ed)|caution(?:s|ed)"
    r"|hint(?:s|ed)|impl(?:y|ies|ied)|indicate[sd]?|mention(?:s|ed)?|protest(?:s|ed)|recount(?:s|ed)"
    r"|learn(?:s|ed|t)|agree[sd]?|accept(?:s|ed)|feels?|felt|holds?|held|hears?|heard|points?\sout"
    r"|pointed\sout)(?=\sthat\b)"
    # "Asked why nobody had come"
    r"|ask(?:s|ed)(?=\s(?:why|whether|if|how|when|what|where)\b)|(?<=\?\"\s)ask(?:s|ed)"
    # "Put the turnout at 9,000", "blamed the delay on the rain"
    r"|(?:puts?|pegs?|pegged)(?=\s(?:[\w'-]+\s){1,12}at\s(?:\w+\s){0,3}[$£€]?\d)"
    # Plain texts have "fallen" for "down".
    r"|puts?(?=\s(?:[\w'-]+\s){1,10}(?:down|fallen)\sto\b)"
    r"|(?:blame[sd]?|credit(?:s|ed)|attribute[sd]?)(?=\s\w)"
    r")\b(?!')"
)
# "Was told", "to say", "could tell", "the said"
_IS_NO_VERB = re.compile(
    r"\b(?:to|be|been|being|is|are|was|were|can|cannot|not|never|the|a|an|of|should|must|no)\Z"
)
# "By police estimates"
_IS_NOUN = re.compile(
    r"\b(?:by|in|on)\s(?:[\w.'-]+\s){1,4}(?:estimates?|claims?|reports?|reckoning)\Z", re.IGNORECASE
)
_OF_WHO = re.compile(r",?\s(?:who|whose|which)\s")
_GOES_ON = re.compile(r"\s(?:and|but)\s(?:(?:also|later|then)\s)?\Z")
# "He denies it"
_TELLS_IT = re.compile(r"\s(?:it|this|so)(?:\s*[,.;]|\s(?:and|but)\s|\s*\Z)")
# What stands between a teller and the verb.
_BETWEEN = re.compile(
    r"(?:[\s,]|\b(?:has|have|had|also|later|then|now|still|often|who|which|on\s\w+day|yesterday"
    r"|today|earlier|himself|herself|themselves|itself|once|repeatedly|would|will|did|does)\b)+\Z",
    re.IGNORECASE,
)
# What parts what one says from what another does.
_PARTS = re.compile(r";|,\s(?:and|but|while|whereas|although|though)\s")
_CLAUSE = re.compile(r"[;:\"]|\.\s|\s-\s")
_JOINS = re.compile(
    r"\A.*\b(?:and|but|that|because|while|whereas|although|though|when|where|as|after|before|if"
    r"|since|so|yet|which)\s+(?=\S)",
    re.IGNORECASE,
)
_APPOSED = re.compile(
    r"\b(?:the|its|his|her|their|our|an?|[\w.-]+'s?)\s(?:[\w'-]+\s){0,5}[\w'-]+\Z", re.IGNORECASE
)
# "Ines Falk, the mayor of Lund, who ..., said"
_DESCRIBES = re.compile(r"(?:the|its|his|her|their|an?)\s")
# "From the spring, Alder Line says"; "a boat will be bought, Alder Line says"
_OF_TIME = re.compile(
    r"(?:from|in|on|at|since|until|till|after|before|during|through|by|within|over|under|near|behind"
    r"|despite|throughout|around|towards?)\s(?:the|its|his|her|their|an?)\s(?:[\w'-]+\s){0,3}[\w'-]+\Z",
    re.IGNORECASE,
)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|being|will|would|has|have|had|can|could|may|might|must|should)\b"
)
_IS_NAME = re.compile(r"\s*(?:[A-Z][\w.'-]+\s?){1,4}")
_TURNED = re.compile(
    r"\s(?P<who>(?:(?i:the|an?|its|his|her|their|one|some|two|mr|mrs|ms|dr)\s|[A-Z])[^;.\":]{1,90})"
)
_IS_TURNED = re.compile(
    r"sa(?:ys?|id)|ask(?:s|ed)|add(?:s|ed)|argue[sd]|repli(?:es|ed)|insist(?:s|ed)|note[sd]|explain(?:s|ed)"
    r"|warn(?:s|ed)|claim(?:s|ed)|announce[sd]|conclude[sd]|reckon(?:s|ed)|report(?:s|ed)"
)
# What may come behind "she said", where what she said stands before it.
_ENDS = re.compile(
    r"(?:(?<=told)\s(?:the\s)?\w+(?=\s*(?:[,.;]|\Z)))?\s*(?:[,.;\"]|\Z|(?:on|in|at|when|as|after|yesterday|last|this|who)\b)"
)
_ACCORDING = re.compile(r"\baccording\s+to\s+(?P<who>[^;.]{2,90})", re.IGNORECASE)
_WORDS = (
    r"(?:words?|view|opinion|account|accounts|telling|estimates?|version|reckoning|testimony|eyes"
    r"|judge?ment|assessment|calculations?|analysis|minds?"
    r"|figures?|count|evidence)"
)
_OWNED = re.compile(
    rf"\b(?:by|in|on)\s(?P<who>(?:[\w.'-]+\s){{0,6}}?[\w.-]+'s?|his|her|their|its|police|union"
    rf"|ministry|government|council|company|army|hospital|prosecution|defence)\s(?:own\s)?{_WORDS}\b"
    rf"|\b(?:in|by)\sthe\s{_WORDS}\sof\s(?P<of>[^;.]{{2,60}})",
    re.IGNORECASE,
)
_IS_NOBODY = re.compile(
    r"\b(?:ha[sd]|have|been|was|were|is|are|could|would|may|might|not|to)\Z|'s?\Z"
)
MAX_WHO_WORDS = 14
# No sentence of the news is longer, or has more people say something.
MAX_SENTENCE, MAX_TELLINGS = 1000, 8


class Telling(NamedTuple):
    """What somebody tells: the parts of a sentence around "she said", or behind it. The verb
    stands at a place `at`."""

    who: str
    verb: str
    at: int
    spans: tuple[tuple[int, int], ...]


def tellings(sentence: str) -> list[Telling]:
    """Whoever tells something in a plain sentence, and what."""
    if len(sentence) > MAX_SENTENCE:
        return []
    return [_within_clause(sentence, telling) for telling in _all(sentence)[:MAX_TELLINGS]]


def _within_clause(sentence: str, telling: Telling) -> Telling:
    """A telling without the clauses beside its own: "..., while the police spoke of more"."""
    first = max((m.end() for m in _PARTS.finditer(sentence, 0, telling.at)), default=0)
    behind = _PARTS.search(sentence, telling.at)
    last = behind.start() if behind else len(sentence)
    spans = tuple((max(a, first), min(b, last)) for a, b in telling.spans)
    return telling._replace(spans=tuple((a, b) for a, b in spans if a < b))


def _all(sentence: str) -> list[Telling]:
    found: list[Telling] = []
    for match in islice(_TELLS.finditer(sentence), 2 * MAX_TELLINGS):
        telling = _by_verb(sentence, match)
        if telling:
            found.append(telling)
        elif found and _GOES_ON.search(sentence, found[-1].at, match.start()):
            # "Admitted that he had driven too fast but denied that he was drunk"
            last = found.pop()
            cut = tuple((a, min(b, match.start())) for a, b in last.spans if a < match.start())
            behind = ((match.end(), len(sentence)),)
            found += [
                last._replace(spans=cut),
                Telling(last.who, match.group().split()[0], match.start(), behind),
            ]
    for match in _ACCORDING.finditer(sentence):
        who = _up_to_clause(match["who"])
        end = match.start("who") + len(who)
        found.append(
            Telling(who, "according", match.start(), ((0, match.start()), (end, len(sentence))))
        )
    for match in _OWNED.finditer(sentence):
        who = match["who"] or _up_to_clause(match["of"])
        end = match.end() if match["who"] else match.start("of") + len(who)
        found.append(
            Telling(who, "according", match.start(), ((0, match.start()), (end, len(sentence))))
        )
    for match in answers_in(sentence):
        found.append(
            Telling(match["who"], "according", match.start(), ((match.end(), len(sentence)),))
        )
    for match in passives_in(sentence):
        spans = ((0, match.start()), (match.end(), len(sentence)))
        found.append(Telling(match["who"].strip(), "according", match.start(), spans))
    return found


def _by_verb(sentence: str, match: re.Match[str]) -> Telling | None:
    """What a verb tells: what is behind it, or what stands around "she said"."""
    verb, start, end = match.group().split()[0], match.start(), match.end()
    if _IS_NO_VERB.search(sentence, max(0, start - 12), start):
        return None
    if tells_nothing(sentence, start):
        return None
    if _IS_NOUN.search(sentence, max(0, start - 60), end) or _TELLS_IT.match(sentence, end):
        return None
    before = sentence[:start].rstrip()
    if before.endswith((",", '"')) and (turned := _TURNED.match(sentence, end)):
        who = _up_to_clause(turned["who"])
        behind = turned.start("who") + len(who)
        if _IS_TURNED.fullmatch(verb) and _ENDS.match(sentence, behind) and not _relative(before):
            # "..., said the warden, whose figure is higher": it is not she who says that.
            rest = () if _OF_WHO.match(sentence, behind) else ((behind, len(sentence)),)
            return Telling(who, verb, start, ((0, start), *rest))
    who, at = _before(sentence, start)
    if not who or len(who.split()) > MAX_WHO_WORDS or _IS_NOBODY.search(who):
        return None
    if (
        _ENDS.match(sentence, end)
        and re.search(r"[,\"]\s*\Z", sentence[:at])
        and sentence[:at].strip(' ,"')
    ):
        return Telling(who, verb, start, ((0, at), (end, len(sentence))))
    return Telling(who, verb, start, ((end, len(sentence)),))


def _relative(before: str) -> bool:
    """Whether a text ends in a name with an aside: "the baker, Per Holt," of "said", or "Holt, who
    bakes,"."""
    parts = before.rstrip(", ").split(",")
    if re.match(r"\s(?:who|which|whose)\s", parts[-1]):
        return True
    return len(parts) > 1 and len(parts[-1].split()) <= 3 and parts[-1].strip()[:1].isupper()


def _before(sentence: str, place: int) -> tuple[str, int]:
    """Whoever does what a verb at a place says, with what is said of them between commas, and where
    they are named first."""
    clause = max((m.end() for m in _CLAUSE.finditer(sentence, 0, place)), default=0)
    between = _BETWEEN.search(sentence, clause, place)
    before = sentence[clause : between.start() if between else place]
    closed = sentence[len(before) + clause : place]
    parts = before.split(",")
    starts = [clause + sum(len(p) + 1 for p in parts[:n]) for n in range(len(parts))]
    is_who = bool(re.search(r"\b(?:who|which)\b", closed))
    head = len(parts) - 1
    if not is_who and closed.lstrip().startswith(","):
        # "Ines Falk, who ran the port, said"; "Ines Falk, the mayor, said"
        opened = [
            n for n in range(1, len(parts)) if re.match(r"\s*(?:who|which|whose)\b", parts[n])
        ]
        head = opened[0] - 1 if opened else max(0, len(parts) - 2)
        if not opened and len(parts) > 1:
            return _headed(parts, starts, head, parts[-1])
    return _headed(parts, starts, head, "")


def _headed(parts: list[str], starts: list[int], head: int, aside: str) -> tuple[str, int]:
    part = parts[head]
    joined = _JOINS.match(part)
    name = part[joined.end() if joined else 0 :].strip()
    at = starts[head] + part.find(name)
    described = name
    if head and len(name.split()) <= 3 and not joined and name[:1].isupper():
        apposed = _APPOSED.search(parts[head - 1])
        if apposed and (
            _HAS_VERB.search(apposed.group())
            or _OF_TIME.match(parts[head - 1][: apposed.end()].strip())
        ):
            apposed = None
        described = f"{apposed.group()}, {name}" if apposed else name
    elif head and _DESCRIBES.match(name) and _IS_NAME.fullmatch(parts[head - 1]):
        described = f"{parts[head - 1].strip()}, {name}"
    return (f"{described}, {aside.strip()}" if aside else described), at


def _up_to_clause(who: str) -> str:
    """Whoever is named at the beginning of a text: "the mayor, Ines Falk", and nothing behind."""
    ends = re.search(
        r",?\s(?:and|but|who|which|whose|that|when|while|after|before|because|as|on|in|is|are|was"
        r"|were|has|have|had|will|would)\b",
        who,
    )
    parts = (who[: ends.start()] if ends else who).split(",")
    kept = parts[:1]
    for part in parts[1:]:
        if len(part.split()) > 4:
            break
        kept.append(part)
    return ",".join(kept[:2]).strip(' "')
