"""A word is told from others by its stem, as the full-text index has it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.checking.check import check
from assistant.checking.shared import shared_words
from assistant.finding.excerpt import excerpts
from vectorstore import Article, Passage
from vectorstore.text import stems
from vectorstore.text.stems import stem_of


def test_forms_of_a_word_have_one_stem_and_other_words_another() -> None:
    stem = stem_of(["kill", "killed", "killing", "police", "policy", "policies", "vote", "voting"])
    assert stem["kill"] == stem["killed"] == stem["killing"]
    assert stem["policy"] == stem["policies"] != stem["police"]
    assert stem["vote"] == stem["voting"]
    assert stem_of([]) == {}
    assert stem_of(["12", "élysée", "a_b"]).keys() == {"12", "élysée", "a_b"}


def test_several_threads_may_ask_while_what_is_remembered_is_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stems, "_MAX_REMEMBERED", 5)
    asked = [[f"walking{n % 7}", f"talked{n}", "runs"] for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(stem_of, asked))
    assert [set(each) for each in found] == [set(words) for words in asked]
    assert {each["runs"] for each in found} == {"run"}


def test_the_police_are_no_policy() -> None:
    source = "The minister set out the new policy on Monday."
    assert shared_words("Policies of the minister.", source) == 1
    assert shared_words("Police of the minister.", source) == 0.5
    assert check("Policing polite politicians.", [source]).verdict == "unsupported"
    assert check("They kill, it was said.", ["He said that they killed them."]).verdict != (
        "unsupported"
    )


def test_an_excerpt_holds_the_words_asked_for_in_any_form() -> None:
    text = (
        "The police came late, as police in this town are wont to do on any winter's night."
        " Then rain fell on the town for the rest of the long night and for all of the day."
        " A new policy on roads was agreed by the whole council after a very long debate there."
    )
    passage = Passage(Article("a", text), 0, len(text), text, 1.0)
    [excerpt] = excerpts("What is the policy?", [passage])
    assert excerpt.text.startswith("A new policy")
    assert excerpt.text == text[excerpt.start : excerpt.end]
