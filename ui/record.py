"""Answers as they are kept: ids, versions and offsets of what they cite, and none of its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from assistant.types import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Coverage,
    Short,
    Window,
)
from ui import words
from vectorstore.types import Article, Mentions, Passage

# (id, version) -> the article, None where it is no longer there
Articles = Callable[[str, int], Article | None]
_OF_CLAIM = {field.name for field in fields(Claim)}


def answer_record(answer: Answer, identity: Callable[[Article], tuple[str, int]]) -> dict[str, Any]:
    """What is kept of an answer, as JSON. The words of quotations stay in the articles."""

    def passage(one: Passage) -> list[Any]:
        return [*identity(one.article), one.start, one.end, one.score]

    def citation(one: Citation) -> list[Any]:
        return [one.number, passage(one.passage), one.start, one.end]

    short = answer.short
    return {
        "question": answer.question,
        "claims": [
            {
                **{
                    name: value
                    for name in (
                        "verdict",
                        "kind",
                        "reason",
                        "day",
                        "speaker",
                        "group",
                        "title",
                        "block",
                        "bold",
                    )
                    if (value := getattr(claim, name))
                },
                "text": claim.text if claim.kind == "sentence" else "",
                "citations": [citation(one) for one in claim.citations],
            }
            for claim in answer.claims
        ],
        "passages": [passage(one) for one in answer.passages],
        "abstained": answer.abstained,
        "abstention": asdict(answer.abstention) if answer.abstention else None,
        "coverage": asdict(answer.coverage),
        "windows": [[_iso(w.since), _iso(w.until), w.text] for w in answer.windows],
        "finished": answer.finished,
        "searched_by_meaning": answer.searched_by_meaning,
        "understood": answer.understood,
        "form": answer.form,
        "as_of": answer.as_of,
        "notes": list(answer.notes),
        "mentions": answer.mentions and _counted(answer.mentions),
        "short": short
        and {
            "text": short.text,
            "citation": citation(short.citation),
            "same": list(short.same),
            "otherwise": [[span, citation(one)] for span, one in short.otherwise],
            "score": short.score,
        },
    }


def restored(record: Mapping[str, Any], articles: Articles) -> Answer:
    """The answer that was kept, its words read from the articles; what is gone is said to be."""

    def passage(kept: list[Any]) -> Passage | None:
        article_id, version, start, end, score = kept
        article = articles(article_id, version)
        if article is None:
            return None
        return Passage(article, start, end, article.text[start:end], score)

    def citation(kept: list[Any]) -> Citation | None:
        number, place, start, end = kept
        found = passage(place)
        if found is None:
            return None
        return Citation(number, found, start, end, found.article.text[start:end])

    def claim(kept: Mapping[str, Any]) -> Claim:
        found = tuple(filter(None, map(citation, kept["citations"])))
        bold = tuple((start, end) for start, end in kept.get("bold", ()))
        # what an earlier version kept beside these is not needed any more
        known = {name: value for name, value in kept.items() if name in _OF_CLAIM}
        whole = Claim(**{**known, "citations": found, "bold": bold})
        if whole.kind == "quotation":
            if not found:
                return replace(whole, kind="sentence", text=words.REMOVED_QUOTE, title="")
            return replace(whole, text=found[0].quote)
        return whole

    def short(kept: Mapping[str, Any] | None) -> Short | None:
        if not kept or not (cited := citation(kept["citation"])):
            return None
        others = [(span, citation(one)) for span, one in kept["otherwise"]]
        rest = tuple((span, one) for span, one in others if one)
        return Short(kept["text"], cited, tuple(kept["same"]), rest, kept.get("score", 0.0))

    abstention = record["abstention"]
    return Answer(
        record["question"],
        tuple(map(claim, record["claims"])),
        tuple(filter(None, map(passage, record["passages"]))),
        record["abstained"],
        Coverage(**record["coverage"]),
        windows=tuple(Window(_day(a), _day(b), said) for a, b, said in record["windows"]),
        finished=record["finished"],
        searched_by_meaning=record["searched_by_meaning"],
        understood=record["understood"],
        form=record["form"],
        short=short(record["short"]),
        as_of=record["as_of"],
        abstention=abstention
        and Abstention(**{**abstention, "outlets": tuple(abstention["outlets"])}),
        notes=tuple(record["notes"]),
        mentions=record["mentions"] and Mentions(**{**record["mentions"], "articles": ()}),
    )


def _counted(mentions: Mentions) -> dict[str, Any]:
    """What was counted, without the articles, which the claims cite."""
    return {
        "words": mentions.words,
        "total": mentions.total,
        "by_month": dict(mentions.by_month),
        "by_outlet": dict(mentions.by_outlet),
        "searched": mentions.searched,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
