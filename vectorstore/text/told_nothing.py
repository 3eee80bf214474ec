"""Verbs of saying with which nothing is said: "swore her oath", "recalled its ambassador"."""

from __future__ import annotations

import re

_THE = r"(?:an?|the|its|his|her|their|another|some|all|one|two|three|four|five|six|\d[\d.,]*)"
_OF_IT = rf"\s{_THE}\s(?:[\w'-]+\s){{0,2}}?"
_IS = r"(?:was|were|is|are|had|has|have|would|will|could|can|may|might|did|does|should|must)"
_PATTERN = re.compile(
    r"sw(?:ear|ears|ore|earing|orn)(?:\s(?:her|his|their|its|an|the|no)(?:\s\w+)?)?"
    r"\s(?:oaths?|allegiance|loyalty|fealty|revenge|vengeance|in|at|off)\b"
    # "Added a third", not "added another boat was near"
    r"|add(?:s|ed|ing)?\s(?:an?|another|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|\d[\d.,]*|some|more|extra|further|his|her|its|their)\s"
    rf"(?!(?:\w+\s){{0,2}}{_IS}\b)|adds?\s(?:to|up)\b|added\sto\b"
    r"|repl(?:y|ies|ied|ying)\s(?:for\s(?:the|their|its)|with\s(?:an?|two|three|goals?|fire))\b"
    rf"|answer(?:s|ed|ing)?{_OF_IT}(?:doors?|tele\w*|phones?|calls?|bells?|alarms?|prayers?)\b"
    rf"|recall(?:s|ed|ing)?{_OF_IT}(?:ambassadors?|envoys?|diplomats?|vehicles|cars|trucks"
    r"|products?|batch(?:es)?|parliament|troops|players?|defenders?|strikers?|goalkeepers?|units"
    r"|models|toys|meat|toasters|jars|packets|buses|trains)\b"
    rf"|(?:writ(?:e|es|ing|ten)|wrote){_OF_IT}(?:books?|novels?|plays?|songs?|poems?|scripts?"
    r"|screenplays?|music|scores?|operas?|letters?|words|code|programs?|diar(?:y|ies)|cheques?"
    r"|lyrics|memoirs?|dictionar(?:y|ies)|recipes|articles?|columns?|stor(?:y|ies)|hymns?)\b"
    r"|(?:writ(?:e|es|ing|ten)|wrote)\s(?:off|down|up)\b"
    rf"|observ(?:e|es|ed|ing)(?:{_OF_IT}|\s)(?:minute\S*|silence|truce|ceasefire|fast|holidays?"
    r"|custom|rules|whales|birds|anniversary)\b"
    rf"|conclud(?:e|es|ed|ing){_OF_IT}(?:talks|deals?|agreements?|treat(?:y|ies)|sale|visit|tour"
    r"|season|contracts?|negotiations|investigation|inquiry)\b"
    rf"|maintain(?:s|ed|ing)?{_OF_IT}(?:leads?|records?|speed|course|pace|roads?|bridges?"
    r"|positions?|output|levels?|silence|advantage|grip|control|contact|run|tracks?|vehicles?"
    r"|fleet|engines?|presence|standards?)\b",
    re.IGNORECASE,
)


def tells_nothing(sentence: str, place: int) -> bool:
    """Whether the verb of saying at a place in a plain sentence tells of another deed."""
    return _PATTERN.match(sentence, place) is not None
