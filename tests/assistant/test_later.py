"""Right once: what was corrected, or later reported otherwise, is told beside the claim."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.checking.citations import bind
from assistant.checking.meaning import with_meaning_checked
from assistant.later import with_later_told
from assistant.types import Claim
from tests.conftest import Write
from vectorstore import Archive, Article, Passage
from vectorstore.models.encoder import SentenceEncoder


def told(encoder: SentenceEncoder, claim: str, *dated: tuple[str, str]) -> Claim:
    """A claim on passages, the oldest first."""
    passages = [
        Passage(Article(text, text, outlet="The Echo", published=day), 0, len(text), text, 1.0)
        for day, text in dated
    ]
    checked = with_meaning_checked(bind(claim, passages, encoder.encode), encoder.encode)
    assert [each.verdict for each in checked] == ["supported"]
    [found] = with_later_told(checked, passages, encoder.encode)
    return found


OLD = ("2026-03-01", "Nine people were hurt when the pier of Vint collapsed.")


@pytest.mark.parametrize(
    ("claim", "old", "new", "reason"),
    [
        (
            "Nine people were hurt when the pier of Vint collapsed [1].",
            OLD[1],
            "Fourteen people were hurt when the pier of Vint collapsed on Sunday.",
            "later reported otherwise, by The Echo on 4 March 2026",
        ),
        (
            "Nine people were hurt when the pier of Vint collapsed [1].",
            OLD[1],
            "An article on Sunday said that nine people were hurt when the pier of Vint collapsed."
            " It was twelve. We apologise.",
            "corrected on 4 March 2026 by The Echo",
        ),
        (
            "Nine people were hurt when the pier of Vint collapsed [1].",
            OLD[1],
            "The collapse of the pier of Vint hurt more people than was thought. On Tuesday the"
            " ministry put the number of hurt at fourteen.",
            "later reported otherwise, by The Echo on 4 March 2026",
        ),
        (
            "The repairs of the pier of Vint cost 52 million crowns [1].",
            "The repairs of the pier of Vint cost 52 million crowns.",
            "The pier of Vint is open again. The repairs cost 71 million crowns, the council said.",
            "later reported otherwise, by The Echo on 4 March 2026",
        ),
        (
            "The council of Vint approved the new harbour dues [1].",
            "The council of Vint approved the new harbour dues.",
            "The council of Vint rejected the new harbour dues.",
            "later reported otherwise, by The Echo on 4 March 2026",
        ),
        (
            "The captain of the Plover was not insured [1].",
            "The captain of the Plover was not insured.",
            "The captain of the Plover was in fact insured, the court heard.",
            "later reported otherwise, by The Echo on 4 March 2026",
        ),
    ],
)
def test_what_was_right_once_is_marked(
    encoder: SentenceEncoder, claim: str, old: str, new: str, reason: str
) -> None:
    found = told(encoder, claim, (OLD[0], old), ("2026-03-04", new))
    assert (found.verdict, found.reason) == ("partly", reason)


@pytest.mark.parametrize(
    ("claim", "new"),
    [
        # The same, in other words.
        ("Nine people were hurt when the pier of Vint collapsed [1].", "Nine were hurt in Vint."),
        # The new one is cited, and an older one says otherwise.
        (
            "Fourteen people were hurt when the pier of Vint collapsed [2].",
            "Fourteen people were hurt when the pier of Vint collapsed on Sunday.",
        ),
        # Another event.
        (
            "Nine people were hurt when the pier of Vint collapsed [1].",
            "Three people were hurt in Porthallow when a crane fell over.",
        ),
        # Another year.
        (
            "Nine people were hurt when the pier of Vint collapsed [1].",
            "Fourteen people were hurt last year when the pier of Vint collapsed.",
        ),
        # What is corrected is told as that.
        (
            "Nine people were hurt when the pier of Vint collapsed [1].",
            "An article on Sunday said that nine boats were sunk off Porthallow. It was four.",
        ),
    ],
)
def test_what_still_holds_is_not_marked(encoder: SentenceEncoder, claim: str, new: str) -> None:
    assert told(encoder, claim, OLD, ("2026-03-04", new)).verdict == "supported"


@pytest.mark.parametrize(
    ("sentence", "verdict", "reason"),
    [
        (
            "Tobin Sayle was nine when he carried off the chronometer.",
            "contradicted",
            "corrected on 22 January 2026 by Evening Lantern",
        ),
        ("Tobin Sayle was eleven when he carried off the chronometer.", "stands", None),
        (
            "The ferry Marigold sailed with a radar that had been out of service for two days.",
            "contradicted",
            "later reported otherwise, by Halvern Broadcasting on 17 July 2025",
        ),
        (
            "The Tarn Water Board let the reservoir fall by nine metres.",
            "contradicted",
            "corrected on 21 November 2024 by Tarn Valley Herald",
        ),
        (
            "The repairs of the Upper Tarn dam cost 52 million crowns.",
            "contradicted",
            "later reported otherwise, by Tarn Valley Herald on 25 September 2025",
        ),
        (
            "Lowell Brask won the election in Port Alder by 211 votes.",
            "contradicted",
            "later reported otherwise, by The Harbour Post on 20 October 2025",
        ),
    ],
)
def test_a_draft_with_what_was_corrected_is_contradicted(
    sample: Archive, sentence: str, verdict: str, reason: str | None
) -> None:
    [found] = Assistant(sample).verify(sentence)
    assert (found.verdict, found.reason) == (verdict, reason)
    assert found.citations
    for citation in found.citations:
        text = citation.passage.article.text
        assert citation.quote == text[citation.start : citation.end]


def test_a_draft_with_the_words_of_an_old_version_is_contradicted(
    archive: Archive, write: Write
) -> None:
    text = "The council of Vint voted on Monday. Nine members were for the new dues of the harbour."
    story = {"id": "dues", "outlet": "The Echo", "published": "2026-03-01", "text": text}
    archive.ingest([write("a.jsonl", story)])
    newer = story | {"text": text.replace("Nine", "Seven"), "updated": "2026-03-03"}
    archive.ingest([write("a.jsonl", newer)])
    assistant = Assistant(archive)
    [found] = assistant.verify("Nine members were for the new dues of the harbour.")
    assert (found.verdict, found.reason) == (
        "contradicted",
        "corrected on 3 March 2026 by The Echo",
    )
    assert [each.quote for each in found.citations] == [
        "Seven members were for the new dues of the harbour."
    ]
    [found] = assistant.verify("Seven members were for the new dues of the harbour.")
    assert found.verdict == "stands"
