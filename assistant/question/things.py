"""What "it" and "them" are, where the last question asked which thing or how many of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.question.subject import counted, own_words
from assistant.types import Turn

# What is longer is no name.
MAX_WORDS = 6
_ASKS_WHICH = re.compile(
    r"^(?:and |so |but )?(?:which|what) (?!(?:is|was|are|were|did|do|does|has|have|had|will|would"
    r"|can|could|should|happened)\b)(?:(?P<noun>[a-z]+) (?=(?:is|was) (?:it|that|this)\b))?",
    re.I,
)
# A ship is a she.
_THING = re.compile(r"\b(it|its|she|her)\b", re.I)
_IS_OWNED = re.compile(r"\s+[a-z]")
# A word that is small but at the beginning of a sentence.
_SMALL = re.compile(r"^(?:The|A|An|One|Two|This|That|His|Her|Its|Their|In|On|At|For|By)\b")
# "Hopewell", "the barge Hopewell"; no "1,900 tonnes of timber to Wexmouth".
_NAME = re.compile(r"(?:(?:the|a|an) (?:[a-z][\w-]* ){0,2})?[A-Z]")
_THINGS = re.compile(r"\b(?:(?<=many )of )?(?:them|these|those)\b", re.I)


def with_thing_named(question: str, before: Turn, answered: Callable[[Turn], str]) -> str:
    """The question with its "it" or "them" replaced by what the turn before it asked for.

    "Who owns it?" after "Which barge was it?", which is answered by the Hopewell, is "Who owns the
    Hopewell?"; "Why are there so many of them?" after "How many puffins ...?" is of puffins.
    """
    own = own_words(before)
    if things := _THINGS.search(question):
        noun = counted(own)
        return f"{question[: things.start()]}{noun}{question[things.end() :]}" if noun else question
    thing = _THING.search(question)
    which = _ASKS_WHICH.match(own)
    if thing is None or which is None:
        return question
    name = answered(before).strip("“”\"'’ .,;:")
    name = _SMALL.sub(lambda word: word[0].lower(), name)
    if not _NAME.match(name) or len(name.split()) > MAX_WORDS:
        return question
    if which["noun"] and name[0].isupper():
        name = f"the {which['noun']} {name}"
    rest = question[thing.end() :]
    is_owner = thing[1].lower() == "its" or (thing[1].lower() == "her" and _IS_OWNED.match(rest))
    return f"{question[: thing.start()]}{name}{'’s' if is_owner else ''}{rest}"
