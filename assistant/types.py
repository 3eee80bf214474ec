"""The nouns of answering: what is claimed, what it rests on and what is said to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypedDict

from vectorstore.types import EVERYTHING, Filter, Mentions, Passage

Verdict = Literal["supported", "partly", "unsupported"]
Fault = Literal["", "missing", "contradicted", "counted", "attributed", "firmness"]
Form = Literal[
    "fact",
    "who",
    "events",
    "statements",
    "figures",
    "reasons",
    "comparison",
    "mentions",
    "yes_no",
    "archive",
    "prose",
]


@dataclass(frozen=True, slots=True)
class Window:
    """A period of publication days, both ends included; None is open. `text` is what was read."""

    since: date | None = None
    until: date | None = None
    text: str = ""

    def contains(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def contains_day(self, day: str) -> bool:
        """The same of an ISO day; "" lies in no period."""
        return bool(day) and self.contains(date.fromisoformat(day))


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words that a claim rests on: `quote == article.text[start:end]`, always.

    `number` is the [n] of the answer's text: one number a passage, in the order in which they are
    first cited, counted from 1.
    """

    number: int
    passage: Passage
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, without its [n] marks, and what checking it gave.

    `reason` says in words why it isn't supported, or what of it could not be checked. A `quotation`
    is the exact words of its one citation; any other `sentence` was written. `speaker` is who said
    it or wrote it in a letter, as far as the article names anybody; `day` the ISO day of the live
    blog's entry that is quoted, or of the event; `title` is the heading above it or the article's,
    where that says what was asked. `group` is the outlet, party or figure under which a form of
    answer shows it.

    `fault` is what the reason says, for programs: "missing" where the citations don't say all of
    it, "contradicted" where they, or newer passages, say otherwise, "counted" where they count in
    another unit or limit, "attributed" where they only say that somebody says so, "firmness" where
    they say "may" or "plans to"; "" where nothing is wrong.

    Of what a model laid out, `block` says that a paragraph, an item of a list or a row of a table
    begins with it, `bold` which ranges of its text are bold.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    verdict: Verdict = "unsupported"
    kind: Literal["sentence", "quotation"] = "sentence"
    reason: str | None = None
    fault: Fault = ""
    day: str = ""
    speaker: str = ""
    title: str = ""
    group: str = ""
    block: Literal["", "paragraph", "item", "step", "row"] = ""
    bold: tuple[tuple[int, int], ...] = ()

    @property
    def in_words(self) -> str:
        """The claim as a person reads it: “A quotation” — The Echo, 4 January 2020."""
        if self.kind == "sentence":
            return self.text
        return f"{quoted(self.text)} {self.attribution}".rstrip()

    @property
    def attribution(self) -> str:
        """Whose words a quotation is: "— ERIK STRAND, The Echo, 4 January 2020"."""
        passage = self.citations[0].passage
        speaker = "" if self.speaker in self.text else self.speaker
        title = self.title and f"under the title “{self.title.translate(_INNER_QUOTES)}”"
        known = filter(None, (speaker, passage.article.outlet, passage.day_in_words, title))
        said = ", ".join(known)
        return f"— {said}" if said else ""


@dataclass(frozen=True, slots=True)
class Verified:
    """One sentence of a draft, and what the archive has on it.

    `stands` where it says so, in the `citations`; `partly` where not all of it; `contradicted`
    where it says otherwise; `absent` where it has nothing on it; `nothing` where the sentence
    states nothing. `reason` says why it doesn't stand.
    """

    text: str
    verdict: Literal["stands", "partly", "contradicted", "absent", "nothing"]
    reason: str | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the evidence of an answer spans: counts, and ISO days ("" where none is known)."""

    articles: int = 0
    outlets: int = 0
    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class Short:
    """The answer's span, verbatim, from its one citation; and who says the same or otherwise.

    `same` are the outlets that say the same, its own first. `otherwise` are other spans that answer
    the question, each with its citation. `score` is how sure the reader is of it, in logits.
    """

    text: str
    citation: Citation
    same: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, Citation], ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why nothing is claimed.

    `kind`: "not_said" where it was searched for and is not said, "no_articles" where the archive
    has none of that time or outlet, "nothing_asked" of a greeting or an order. The rest is what was
    searched: how many articles, of which outlets, between which ISO days. `text` says it in words,
    and ends with `searched`, which says only that.
    """

    kind: Literal["not_said", "no_articles", "nothing_asked"]
    articles: int = 0
    outlets: tuple[str, ...] = ()
    earliest: str = ""
    latest: str = ""
    text: str = ""
    searched: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, growing while it is streamed; `finished` is true on the last one.

    `passages` are what was found, best first, the cited ones among them. `abstained` means that
    the archive does not say: then no claim is made, the passages are only the nearest ones, and
    `abstention` says why. `timings` holds seconds by stage, `windows` the periods that were read
    from the question. `understood` is the question as it was searched for, `form` the form of the
    answer, `short` its span in a line where the reader is sure, `as_of` the ISO day as of which it
    holds, where it asks for the newest state. `notes` are remarks to the person, a line each.
    `searched_by_meaning` is the share of the archive, from 0 to 1, that was: while an ingest is not
    done, the rest is searched by words alone.
    `mentions` is what was counted, where every mention is asked for.
    """

    question: str
    claims: tuple[Claim, ...] = ()
    passages: tuple[Passage, ...] = ()
    abstained: bool = False
    coverage: Coverage = Coverage()
    timings: Mapping[str, float] = field(default_factory=dict)
    windows: tuple[Window, ...] = ()
    finished: bool = False
    searched_by_meaning: float = 1.0
    understood: str = ""
    form: Form = "prose"
    short: Short | None = None
    as_of: str = ""
    abstention: Abstention | None = None
    notes: tuple[str, ...] = ()
    mentions: Mentions | None = None

    @property
    def by_meaning_in_words(self) -> str:
        """What was not searched by meaning, as a sentence; "" where all was."""
        if self.searched_by_meaning >= 1:
            return ""
        # Rounded down: "100%" is for all.
        done = int(100 * self.searched_by_meaning)
        part = f"by meaning too in {done}% of the archive" if done else "not yet by meaning"
        return f"Searched by words, and {part}: the rest is still being prepared."

    @property
    def text(self) -> str:
        """The answer as plain text, each claim followed by its [n] marks."""
        if self.abstained:
            return self.abstention.text if self.abstention else ABSTENTION
        return " ".join(_with_marks(claim) for claim in self.claims)

    @property
    def turn(self) -> Turn:
        """The exchange, as the history of the questions after it."""
        articles = dict.fromkeys(citation.passage.article.id for citation in self.citations)
        return Turn(self.question, self.text, self.understood, tuple(articles))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in the order in which the claims show them."""
        found = {(c.number, c.start, c.end): c for claim in self.claims for c in claim.citations}
        return tuple(found.values())

    @property
    def sources(self) -> tuple[tuple[Citation, ...], ...]:
        """The citations of each [n] together, those of [1] first, in their order in the text."""
        found: dict[int, list[Citation]] = {}
        for citation in sorted(self.citations, key=lambda each: (each.number, each.start)):
            found.setdefault(citation.number, []).append(citation)
        return tuple(map(tuple, found.values()))


Day = date | str | None


class Filters(TypedDict, total=False):
    """What a search may find: only articles to which all of these apply.

    `since` and `until` are days of publication, or their ISO text, both included. `outlets` and
    `authors` name any of these, whatever their capital letters. `as_of` admits only what was
    published by that day, in the versions known then. `articles` and `without` are ids of
    articles: only in these something is found, or in none of them.
    """

    since: Day
    until: Day
    outlets: Sequence[str]
    authors: Sequence[str]
    as_of: Day
    articles: Sequence[str]
    without: Sequence[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the chain answers it: `understood` is what is searched for.

    `form` is that of the answer where it is not told from the question.
    """

    text: str
    understood: str
    history: tuple[Turn, ...] = ()
    where: Filter = EVERYTHING
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation, for follow-up questions.

    `understood` is the question as it was searched for, `articles` the ids of what was cited.
    """

    question: str
    answer: str
    understood: str = ""
    articles: tuple[str, ...] = ()


# Quotation marks within quotation marks.
_INNER_QUOTES = str.maketrans("“”", "‘’")
ABSTENTION = "The archive does not say."
_OWN_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]")


def quoted(text: str) -> str:
    """A text in quotation marks, unless it begins with a quotation of its own."""
    return text if _OWN_QUOTATION.match(text) else f"“{text}”"


def _with_marks(claim: Claim) -> str:
    numbers = sorted({citation.number for citation in claim.citations})
    return claim.in_words + "".join(f" [{number}]" for number in numbers)
