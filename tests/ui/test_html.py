"""Answers as HTML: what is shown, and that words stay words."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from assistant.types import Answer, Citation, Claim, Coverage, Window
from ui.bidi import closed
from ui.exchange import Exchange
from ui.html.answer import answer_html
from ui.html.article import Edition, article_html
from ui.html.exchange import exchange_parts
from ui.html.masthead import archive_html
from ui.html.sources import sources_html
from ui.text import claim_text, sources_text
from vectorstore.types import Article, Passage

TEXT = (
    "The mill burned on Monday. Nobody was hurt.\n\n"
    "It had stood for 200 years. “We will rebuild,” said Orla Finch.\n\n"
    "The owners are insured."
)
ARTICLE = Article(
    id="a1",
    text=TEXT,
    title="Old mill burns",
    outlet="Vale Echo",
    author="Rufus Lane",
    url="https://valeecho.example/mill?a=1&b=2",
    published="2020-01-04T09:00:00+01:00",
    language="en",
)
PASSAGE = Passage(ARTICLE, 0, len(TEXT), TEXT, 1.0)
ATTACK = (
    "\"'><script>a()</script><img src=http://x.invalid/a.png onerror=b()>![c](http://x.invalid)"
)


class _Elements(HTMLParser):
    """The tags, attributes and words of an HTML text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data: str) -> None:
        self.words += data


def cite(quote: str, number: int = 1, passage: Passage = PASSAGE) -> Citation:
    start = passage.article.text.index(quote)
    return Citation(number, passage, start, start + len(quote), quote)


def quotation(quote: str) -> Claim:
    return Claim(quote, (cite(quote),), "supported", kind="quotation")


def answer(*claims: Claim, finished: bool = True) -> Answer:
    coverage = Coverage(3, 2, "2020-01-04", "2020-02-01")
    return Answer("What burned?", claims, (PASSAGE,), coverage=coverage, finished=finished)


def test_a_quotation_stands_with_its_attribution_and_leads_to_its_source() -> None:
    html = answer_html(answer(quotation("The mill burned on Monday.")), 7)
    assert '<p dir="auto">“The mill burned on Monday.”</p>' in html
    assert "<footer>— <bdi>Vale Echo</bdi>, 4 January 2020" in html
    assert 'href="/article/a1@1#0-26" data-exchange="7" data-number="1"' in html
    assert 'aria-label="Source 1: Vale Echo, 4 January 2020"' in html
    assert 'id="source-7-1"' in sources_html(answer(quotation("Nobody was hurt.")), 7)
    assert "Looked at 3 articles from 2 outlets, 4 January 2020 – 1 February 2020." in html


def test_what_the_citations_do_not_hold_is_marked_and_what_they_hold_is_not() -> None:
    claims = (
        Claim("The mill burned.", (cite("The mill burned on Monday."),), "supported"),
        Claim("It stood for 300 years.", (cite("It had stood for 200 years."),), "unsupported"),
        Claim("Orla Finch owns it.", (cite("“We will rebuild,” said Orla Finch."),), "partly"),
        Claim("Arson is likely.", (), "unsupported"),
    )
    html = answer_html(answer(*claims))
    assert html.count('class="verdict"') == 3
    assert "not found in the cited text" in html
    assert "only partly in the cited text" in html
    assert "no source for this" in html


def test_why_a_claim_is_not_supported_and_what_was_not_checked_is_shown() -> None:
    cited = (cite("Nobody was hurt."),)
    claims = (
        Claim("Orla hurt <b>.", cited, "partly", reason="the cited text lacks “<b>”"),
        Claim("Nobody was hurt.", cited, "supported", reason="only numbers were checked"),
    )
    html = answer_html(answer(*claims))
    assert "only partly in the cited text: the cited text lacks “&lt;b&gt;”</span>" in html
    assert '<span class="verdict">only numbers were checked</span>' in html
    assert [claim_text(claim) for claim in claims] == [
        "Orla hurt <b>. [1] (only partly supported: the cited text lacks “<b>”)",
        "Nobody was hurt. [1] (only numbers were checked)",
    ]


def test_the_sources_of_one_number_stand_together() -> None:
    other = Passage(replace(ARTICLE, id="b1"), 0, len(TEXT), TEXT, 1.0)
    claims = (
        Claim("A.", (cite("Nobody was hurt."),), "supported"),
        Claim("B.", (cite("The mill burned on Monday.", 2, other),), "supported"),
        Claim("C.", (cite("The mill burned on Monday."),), "supported"),
    )
    found = answer(*claims)
    assert [c.number for c in found.citations] == [1, 2, 1]
    html = sources_html(found)
    assert html.count('class="source"') == 2
    assert html.index('id="source-0-1"') < html.index('id="source-0-2"')
    assert sources_text(found).count("[1] ") == 1


def test_a_claim_that_is_still_written_is_not_marked() -> None:
    growing = answer(Claim("Arson."), Claim("It stood"), finished=False)
    assert answer_html(growing).count("no source for this") == 1
    assert answer_html(replace(growing, finished=True)).count("no source for this") == 2
    assert "Searching" in answer_html(replace(growing, claims=()))


def test_a_card_shows_the_paragraphs_of_the_quoted_words() -> None:
    html = sources_html(answer(quotation("It had stood for 200 years."), quotation("Nobody")))
    card = html[: html.index('class="tools"')]
    assert "<mark>It had stood for 200 years.</mark> “We will rebuild,”" in card
    assert "on Monday. <mark>Nobody</mark> was" in card
    assert "insured" not in card
    assert "<bdi>Vale Echo</bdi>, 4 January 2020" in card
    assert "Old mill burns" in card
    assert html.count('class="source"') == 1


def test_a_long_paragraph_is_shown_as_far_as_its_passage_goes() -> None:
    text = "Rain fell. " * 300 + "The dam broke. " + "Rain fell. " * 300
    start = text.index("The dam") - 11
    passage = Passage(Article("b", text), start, start + 36, text[start : start + 36], 1.0)
    html = sources_html(answer(Claim("It broke.", (cite("The dam broke.", 1, passage),))))
    card = html[: html.index('class="tools"')]
    assert "<p>… Rain fell. <mark>The dam broke.</mark> Rain fell. …</p>" in card


def test_abstaining_is_said_and_the_nearest_passages_stand_apart() -> None:
    abstained = replace(answer(), abstained=True)
    assert "The archive does not say." in answer_html(abstained)
    html = sources_html(abstained)
    assert "Nearest passages, which do not answer it" in html
    assert "Old mill burns" in html
    assert "<mark>" not in html
    assert "Source 1" not in html
    assert "Nothing in the archive" in sources_html(replace(abstained, passages=()))


def test_a_whole_article_has_its_author_address_and_text_and_says_where_it_stands() -> None:
    html = article_html(Edition(ARTICLE))
    assert "By <bdi>Rufus Lane</bdi>" in html
    assert 'href="https://valeecho.example/mill?a=1&amp;b=2"' in html
    assert 'rel="noopener noreferrer' in html
    begins = [int(start) for start in re.findall(r'data-start="(\d+)"', html)]
    assert [TEXT[start : start + 6] for start in begins] == ["The mi", "It had", "The ow"]
    assert _Elements(html).words.endswith("The owners are insured.")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http:///x", "//x", "http://[", ATTACK]
)
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    elements = _Elements(article_html(Edition(replace(ARTICLE, url=url))))
    assert "a" not in elements.tags
    assert url in elements.words


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:7860/gradio_api/file=http://x.example/a.png",
        "http://LocalHost./",
        "https://page.localhost/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://[::1]:7860/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0:7860/",
        "http://１２７。０.0.1/",
        "http://ⓛocalhost/",
        "http://local\u00adhost/",
        "http://127.0.0.1\\@valeecho.example/",
        "http://valeecho.example@127.0.0.1/",
        "http://127%2e0.0.1/",
        "http:\\\\127.0.0.1/",
        "http:\t//127.0.0.1/",
    ],
)
def test_an_address_on_this_machine_is_text(url: str) -> None:
    elements = _Elements(article_html(Edition(replace(ARTICLE, url=url))))
    assert "a" not in elements.tags
    assert url in elements.words


@pytest.mark.parametrize(
    "url",
    [
        "https://valeecho.example:8443/a?b=c#d",
        "http://192.0.2.7/mill",
        "https://valeécho.example/größe",
        "http://localhost.valeecho.example/",
        "http://[2001:db8::1]/",
    ],
)
def test_an_address_elsewhere_is_a_link(url: str) -> None:
    assert ("href", url) in _Elements(article_html(Edition(replace(ARTICLE, url=url)))).attributes


# What turns text round, and what would end the isolation of the element around it.
TURNED = "\u202e\u2067\u2069\u2069\u202c\u202d"


def test_every_piece_from_outside_keeps_to_its_own_order() -> None:
    article = replace(ARTICLE, title=TURNED, outlet=TURNED, author=TURNED, url=TURNED)
    passage = Passage(article, 0, len(TEXT), TEXT, 1.0)
    claims = (
        Claim(f"{TURNED} It burned.", (cite("The mill", 1, passage),), "supported"),
        Claim(f"“The mill” — {TURNED}, 4 January 2020", (cite("The mill", 1, passage),)),
    )
    found = Answer(TURNED, claims, (passage,), windows=(Window(text=TURNED),), finished=True)
    for html in (
        "".join(exchange_parts(Exchange(TURNED, found))),
        "".join(exchange_parts(Exchange("Why?", problem=TURNED))),
        sources_html(found),
    ):
        for text in re.split("<[^>]*>", html):
            assert text == closed(text)
            assert TURNED not in text
        bare = re.sub(
            r"<bdi>[^<]*</bdi>|<textarea.*?</textarea>|<(\w+)[^>]* dir=[^>]*>[^<]*</\1>", "", html
        )
        assert "\u202e" not in re.sub("<[^>]*>", "", bare)


def test_a_paragraph_begins_where_its_language_does() -> None:
    claims = (Claim("\u202eהטחנה נשרפה."), Claim("It burned."))
    assert '<p dir="rtl">' in answer_html(Answer("?", claims))
    assert '<p dir="ltr">' in answer_html(Answer("?", claims[::-1]))


def test_whatever_an_article_a_model_or_a_person_says_stays_words() -> None:
    article = Article(
        "x", f"{ATTACK} {ATTACK}\n\n\ud800\x00", ATTACK, ATTACK, ATTACK, ATTACK, language=ATTACK
    )
    passage = Passage(article, 0, len(ATTACK), ATTACK, 1.0)
    claims = (
        Claim(ATTACK, (cite(ATTACK, 1, passage),), "supported"),
        Claim(ATTACK, (cite(ATTACK, 2, passage),), "supported", kind="quotation"),
    )
    found = Answer(ATTACK, claims, (passage,), windows=(Window(text=ATTACK),), finished=True)
    for html in (
        "".join(exchange_parts(Exchange(ATTACK, found, outlets=[ATTACK], follow_ups=[ATTACK]))),
        "".join(exchange_parts(Exchange(ATTACK, problem=ATTACK))),
        article_html(Edition(article)),
        sources_html(found),
        sources_html(replace(found, abstained=True)),
    ):
        elements = _Elements(html)
        assert ATTACK in elements.words
        assert not {"script", "img", "svg"} & set(elements.tags)
        assert not [name for name, _ in elements.attributes if name.startswith("on")]
        html.encode()


def test_an_archive_is_described_in_a_line() -> None:
    html = archive_html(1234, 1, date(2020, 1, 4), date(2021, 12, 31))
    assert "1,234 articles · 1 outlet · 4 January 2020 – 31 December 2021" in html
    assert "1 article · 4 January 2020" in archive_html(1, 0, *[date(2020, 1, 4)] * 2)
    assert "empty" in archive_html(0, 0, None, None)


def test_a_very_long_question_is_shown_in_short() -> None:
    head, *_ = exchange_parts(Exchange("why " * 5000, problem="Too long."))
    assert len(head) < 1000
