"""Of articles in other languages numbers, names and quoted words are checked, and it is said."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.checking.citations import bind
from assistant.checking.meaning import with_meaning_checked
from assistant.types import Claim
from tests.assistant.checking.judging import checked_by
from vectorstore import Article, Passage
from vectorstore.models.encoder import SentenceEncoder

TEXTS = {
    "fr": (
        "Le maire Yves Cordier n'a pas démissionné lundi. Le pont coûtera 28,5 millions d'euros, a"
        " dit Anne Roussel. La ville compte 28 500 000 habitants, et 12 % votent. « C'est un"
        " scandale », a dit Paul Mercier."
    ),
    "de": (
        "Der Bürgermeister Hans Weber sagte am Montag, die Brücke koste 1.234.567 Euro. Die Stadt"
        " zahlt 3,5 Milliarden Euro."
    ),
    "ru": "Мэр Иван Петров не ушел. Мост обойдется в 28,5 млн рублей, заявил Сергей Орлов.",
    "ja": "市長の田中太郎氏は月曜日、橋の費用は2850万円になると述べた。人口は１２３４人だ。",
    "ar": "قال رئيس البلدية أحمد حسن إن الجسر سيكلف ٢٨٫٥ مليون دينار يوم الاثنين.",
}


def claim_about(language: str, text: str) -> Claim:
    said = TEXTS[language]
    article = Article("x", said, outlet="Le Phare", language=language)
    [claim] = bind(f"{text} [1].", [Passage(article, 0, len(said), said, 1.0)])
    return claim


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("fr", "Le maire Yves Cordier n'a pas démissionné ce lundi", "supported"),
        ("fr", "Le pont coûtera 28,5 millions d'euros, selon Anne Roussel", "supported"),
        ("fr", "The bridge will cost 28.5 million euros, said Anne Roussel", "supported"),
        ("fr", "Le pont coûtera 285 millions d'euros, selon Anne Roussel", "partly"),
        ("fr", "The bridge will cost 28.5 billion euros", "unsupported"),
        ("fr", "Le pont coûtera 28,5 millions d'euros, selon Jeanne Roussel", "partly"),
        ("fr", "Jeanne Roussel dit que le pont coûtera 28,5 millions", "partly"),
        ("fr", "La ville compte 28,500,000 habitants", "supported"),
        ("fr", "12 per cent vote", "supported"),
        ("fr", "13 per cent vote", "unsupported"),
        ("fr", "Paul Mercier parle : « c'est un scandale »", "supported"),
        ("fr", "Paul Mercier parle : « c'est un triomphe »", "partly"),
        ("fr", "Le pont, a dit Anne Roussel, selon Le Phare", "supported"),
        ("fr", "Whales sing for hours", "unsupported"),
        ("de", "Hans Weber said that the bridge costs 1,234,567 euros", "supported"),
        ("de", "Die Stadt zahlt 3,5 Mrd Euro", "supported"),
        ("de", "Die Stadt zahlt 35 Milliarden Euro", "partly"),
        ("ru", "По словам Сергея Орлова, мост обойдется в 28,5 миллиона", "supported"),
        ("ru", "The bridge will cost 28.5 million roubles, Sergei Orlov said", "supported"),
        ("ru", "Мост обойдется в 29,5 млн рублей, заявил Сергей Орлов", "partly"),
        ("ja", "橋の費用は2850万円になる", "supported"),
        ("ja", "The bridge will cost 28.5 million yen", "supported"),
        ("ja", "The 1,234 people there", "supported"),
        ("ja", "橋の費用は2950万円になる", "unsupported"),
        ("ar", "The bridge will cost 28.5 million dinars", "supported"),
        ("ar", "الجسر سيكلف ٢٩٫٥ مليون دينار", "unsupported"),
    ],
)
def test_numbers_names_and_quoted_words_are_checked_in_any_language(
    language: str, text: str, verdict: str
) -> None:
    claim = claim_about(language, text)
    assert claim.verdict == verdict
    assert claim.reason is not None
    assert "were checked: the article is in" in claim.reason


def test_the_reason_says_what_could_not_be_checked_and_why() -> None:
    text = "Le pont coûtera 28,5 millions d'euros, selon Anne Roussel"
    assert claim_about("fr", text).reason == (
        "only numbers, names and quoted words were checked: the article is in French"
    )
    # Without capital letters, or in another script than the claim, names are not told.
    for language, text in [("ja", "橋の費用は2850万円になる"), ("ru", "It costs 28.5 million")]:
        assert (claim_about(language, text).reason or "").startswith(
            "only numbers and quoted words were checked: the article is in "
        )
    assert "lacks “29,5 millions”" in (
        claim_about("fr", "Le pont coûtera 29,5 millions").reason or ""
    )


def test_the_same_words_in_english_are_checked_by_all_rules() -> None:
    text = "The mayor has not resigned. The bridge will cost 28.5 million."
    # A page may say that it is in another.
    for language in ("en", "", "de"):
        article = Article("x", text, language=language)
        [claim] = bind("The mayor has resigned [1].", [Passage(article, 0, len(text), text, 1.0)])
        assert (claim.verdict, claim.reason) == (
            "partly",
            "it repeats a sentence with another name, number or denial",
        )


def test_their_meaning_is_not_compared() -> None:
    def all_are_far_apart(texts: object) -> NDArray[np.float32]:
        return np.eye(20, dtype=np.float32)

    claim = claim_about("fr", "Le pont coûtera 28,5 millions d'euros, selon Anne Roussel")
    assert with_meaning_checked([claim], all_are_far_apart) == (claim,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The mayor, Anna Berg, spoke of 12 bridges", "lacks “12”, “Anna”, “Berg”"),
        ("Whales sing", "rests on no words"),
        ("The bridge with its arches was painted grey by volunteers", "few of its words"),
    ],
)
def test_a_claim_that_is_not_supported_says_why(text: str, reason: str) -> None:
    said = "The mayor spoke of the bridge."
    passage = Passage(Article("x", said, language="en"), 0, len(said), said, 1.0)
    [claim] = bind(f"{text} [1].", [passage])
    assert claim.verdict != "supported"
    assert reason in (claim.reason or "")


FERRY = (
    "The ministry said on Friday that 54 people died when the ferry Marigold sank off Halvern on 3"
    " March. Judge Vera Lindqvist blamed the owner, Alder Line, which paid 28.5 million crowns to"
    " passengers."
)


@pytest.mark.parametrize(
    ("text", "verdict", "language"),
    [
        (
            "Das Ministerium erklärte am Freitag, dass beim Untergang der Fähre Marigold 54"
            " Menschen starben",
            "supported",
            "German",
        ),
        ("54 Menschen starben", "supported", "German"),
        ("Laut dem Ministerium starben 61 Menschen beim Untergang", "unsupported", "German"),
        ("Die Fähre sank am 3. März vor Halvern", "supported", "German"),
        ("Die Fähre sank am 3. Mai vor Halvern", "partly", "German"),
        ("Die Alder Line zahlte den Passagieren 28,5 Millionen Kronen", "supported", "German"),
        ("Die Richterin Anna Weber machte die Alder Line verantwortlich", "partly", "German"),
        ("Der Richter nannte es „blamed the owner“", "supported", "German"),
        ("Der Richter nannte es „blamed the judge“", "unsupported", "German"),
        ("Alder Line a versé 28,5 millions de couronnes aux passagers", "supported", "French"),
        ("Alder Line a versé 28,5 milliards de couronnes aux passagers", "partly", "French"),
        ("54 personnes sont mortes le 3 mai près de Halvern", "partly", "French"),
        ("La jueza Vera Lindqvist culpó a la propietaria, Alder Line", "supported", "Spanish"),
        ("La jueza Ana Lindqvist culpó a la propietaria, Alder Line", "partly", "Spanish"),
        ("Sędzia Vera Lindqvist obwiniła właściciela Marigolda", "supported", "Polish"),
        ("54 människor dog när färjan Marigold sjönk", "supported", "Swedish"),
        ("В результате крушения парома погибли 54 человека", "supported", "Russian"),
        ("В результате крушения парома погибли 45 человек", "unsupported", "Russian"),
        ("フェリーの沈没で54人が死亡した", "supported", "Japanese"),
    ],
)
def test_of_an_answer_in_another_language_the_same_is_checked_and_said(
    text: str, verdict: str, language: str, encoder: SentenceEncoder
) -> None:
    claim = checked_by(encoder, text, FERRY)
    assert claim.verdict == verdict
    assert (claim.reason or "").endswith(f"were checked: the sentence is in {language}")


@pytest.mark.parametrize(
    "text",
    ["Calder confessed.", "Ferry Marigold capsized off Halvern; prosecutors charged Rolf Brask."],
)
def test_short_english_is_held_to_its_words(text: str, encoder: SentenceEncoder) -> None:
    claim = checked_by(encoder, text, FERRY)
    assert claim.verdict != "supported"
    assert "the sentence is in" not in (claim.reason or "")


def test_an_exact_sentence_of_another_language_stands_without_reserve() -> None:
    claim = claim_about("fr", "Le maire Yves Cordier n'a pas démissionné lundi")
    assert (claim.verdict, claim.reason) == ("supported", None)
