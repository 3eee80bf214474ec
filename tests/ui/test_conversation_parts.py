"""What the page keeps, suggests and reads from an article: the pieces behind it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.types import Answer, Citation, Claim, Coverage, Short, Window
from ui.accounts import Accounts, AccountsError, keep_user
from ui.asked import Asked, without_words
from ui.conversations import Conversations, Thumb
from ui.html.exchange import exchange_parts
from ui.kind import kinds
from ui.line import Line
from ui.links import Links, named_version, with_text_fragment
from ui.record import answer_record, restored
from ui.suggest import follow_ups
from vectorstore.types import Article, Passage

TEXT = "The mill burned on Monday. Nobody was hurt, said the officer Ida Marlow of Tarn Head."
ARTICLE = Article("wire/1@2", TEXT, "Old mill burns", "Vale Echo", published="2020-01-04")
PASSAGE = Passage(ARTICLE, 0, len(TEXT), TEXT, 1.5)


def _cited(number: int = 1) -> Citation:
    return Citation(number, PASSAGE, 0, 26, TEXT[:26])


def test_what_is_kept_of_an_answer_gives_it_back_without_its_words() -> None:
    answer = Answer(
        "What burned?",
        (
            Claim(TEXT[:26], (_cited(),), "supported", kind="quotation", speaker="Ida"),
            Claim("It burned.", (_cited(2),), "partly", reason="why", group="fire"),
        ),
        (PASSAGE,),
        coverage=Coverage(1, 1, "2020-01-04", "2020-01-04"),
        windows=(Window(None, None, "in 2020"),),
        finished=True,
        understood="What burned in 2020?",
        short=Short("The mill", _cited(), ("Vale Echo",), (("the barn", _cited(2)),)),
        as_of="2020-01-04",
        notes=("A note.",),
    )
    kept = answer_record(answer, lambda article: (article.id, 3))
    assert "burned on Monday" not in str(kept)
    back = restored(kept, lambda article_id, version: ARTICLE if version == 3 else None)
    assert back == replace(answer, timings={})
    gone = restored(kept, lambda *_: None)
    assert "no longer in the archive" in gone.claims[0].text
    assert not gone.citations


def test_conversations_are_their_owners_alone(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    one = kept.begin("user ruth", {"question": "What burned in 100% of_cases?"})
    kept.put(one, 0, {"question": "What burned?"})
    assert kept.is_of(one, "user ruth")
    assert not kept.is_of(one, "user ida")
    assert [each.id for each in kept.listed("user ruth", "100% of_")] == [one]
    assert kept.listed("user ruth", "100%of") == kept.listed("user ida") == []
    kept.rename("user ida", one, "Mine")
    kept.delete("user ida", one)
    assert kept.record(one, 0) == {"question": "What burned?"}
    kept.judge(one, 0, Thumb("What burned?", False, "outdated", (("a", 1, 2),)))
    kept.delete("user ruth", one)
    kept.put(one, 1, {"question": "late"})
    assert kept.records(one) == {}
    assert [thumb.reason for thumb in kept.thumbs()] == ["outdated"]
    kept.close()


def test_an_archive_that_can_not_be_written_keeps_them_in_memory(tmp_path: Path) -> None:
    kept = Conversations(tmp_path / "nowhere")
    assert not kept.is_kept
    one = kept.begin("x", {"question": "What?"})
    assert kept.is_of(one, "x")
    kept.close()


def test_a_line_serves_so_many_in_order_and_refuses_the_surplus() -> None:
    async def queue() -> None:
        line = Line(2, 2)
        first, second, third, fourth = (line.join() for _ in range(4))
        assert line.join() is None
        assert first
        assert second
        assert third
        assert fourth
        assert [await each.is_called(0.01) for each in (first, second, third)] == [1, 1, 0]
        assert (third.before, fourth.before) == (0, 1)
        line.leave(third)
        assert fourth.before == 0
        line.leave(first)
        assert await fourth.is_called(0.01)
        line.leave(second)
        line.leave(fourth)
        came = await asyncio.gather(*map(come, [line] * 5))
        assert came == [True] * 4 + [False]
        again = line.join()
        assert again
        assert await again.is_called(0.01)
        assert line.is_full

    asyncio.run(queue())


async def come(line: Line) -> bool:
    async with line.door() as is_let_in:
        return is_let_in


def test_who_is_one_too_many_is_told_before_those_who_are_let_in_begin() -> None:
    async def rush() -> None:
        line, told = Line(2, 2), list[int]()

        async def person(number: int) -> None:
            await come(line)
            told.append(number)

        people = [asyncio.create_task(person(number)) for number in range(7)]
        await asyncio.sleep(0)
        people[3].cancel()
        people.append(asyncio.create_task(person(7)))
        await asyncio.gather(*people, return_exceptions=True)
        assert told == [4, 5, 6, 0, 1, 2, 7]

    asyncio.run(rush())


@pytest.mark.parametrize(
    ("question", "words", "left"),
    [
        ("What was said in May 2020 about it?", "in May 2020", "What was said about it?"),
        ("What did The Echo say?", "The Echo", "What did say?"),
        ("What happened according to The Echo?", "The Echo", "What happened?"),
        ("What happened?", "June", "What happened?"),
    ],
)  # fmt: skip
def test_words_go_from_a_question_with_what_leads_up_to_them(
    question: str, words: str, left: str
) -> None:
    assert without_words(question, words) == left


def test_a_scope_is_changed_and_kept() -> None:
    asked = Asked("What?").changed({"since": "2020-01-01", "outlet": "Echo", "exclude": "a"})
    assert asked.filters == {"since": "2020-01-01", "outlets": ("Echo",), "without": ("a",)}
    assert asked.changed({"since": "", "not_outlet": "Echo", "not_exclude": "a"}) == Asked("What?")
    assert asked.changed({"question": "Why?", "exchange": 3}).question == "Why?"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"title": "Opinion: The mill must go"}, ["opinion"]),
        ({"title": "Correction: mill fire"}, ["correction"]),
        ({"title": "UPDATE – Mill burns"}, ["update"]),
        ({"title": "Opinions differ on the mill"}, []),
        ({"title": "Updated mill opens"}, []),
        ({"text": f"{TEXT}\n\nThis article was amended on 5 January."}, ["corrected"]),
        ({"text": f"VALE (Reuters) - {TEXT}"}, ["wire"]),
        ({"author": "AFP"}, ["wire"]),
        ({"text": f"EDITORIAL\n\n{TEXT}"}, ["opinion"]),
    ],
)  # fmt: skip
def test_an_article_is_of_a_kind_where_it_says_so(
    changes: dict[str, str], found: list[str]
) -> None:
    assert kinds(replace(ARTICLE, **changes)) == found  # type: ignore[arg-type]


def test_addresses_name_id_version_and_words() -> None:
    links = Links(identity=lambda article: (article.id, 4), prefix="/archive")
    assert links.citation(_cited()) == "/archive/article/wire%2F1%402@4#0-26"
    assert named_version("wire/1@2@4") == ("wire/1@2", 4)
    assert named_version("wire/1") is None
    url = "https://x.example/a#b:~:text=old"
    assert with_text_fragment(url, "a half-day, maybe") == (
        "https://x.example/a#b:~:text=a%20half%2Dday%2C%20maybe"
    )
    long = with_text_fragment("https://x.example/", " ".join(f"w{n}" for n in range(30)))
    assert long.endswith("#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w24%20w25%20w26%20w27%20w28%20w29")


def test_users_are_kept_hashed_and_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "people"
    keep_user(file, "ruth", "wintergreen", "ask")
    keep_user(file, "José Ñ", "lighthouse", "add")
    keep_user(file, "ruth", "summergreen", "ask")
    assert "summergreen" not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    accounts = Accounts.read(file)
    assert accounts.role("ruth", "summergreen") == "ask"
    assert accounts.role("José Ñ", "lighthouse") == "add"
    assert accounts.role("ruth", "wintergreen") is None
    assert accounts.role("nobody", "lighthouse") is None
    for name, password in (("", "longenough"), ("a:b", "longenough"), ("a", "short")):
        with pytest.raises(AccountsError):
            keep_user(file, name, password, "ask")
    file.write_text("ruth:owner:scrypt$a$b\n")
    with pytest.raises(AccountsError, match="people:1 names no user"):
        Accounts.read(file)


def test_a_models_markdown_is_shown_as_such_and_its_html_is_not() -> None:
    from ui.exchange import Exchange

    claims = tuple(
        Claim(said, (_cited(),), "supported")
        for said in ("## Fire", "- **Mill** <b>burned</b>.", "- It `was` *old*.", "Then nothing.")
    )
    shown = "".join(exchange_parts(Exchange("?", Answer("?", claims, finished=True))))
    assert '<h3 dir="ltr">' in shown
    assert "<strong>Mill</strong> &lt;b&gt;burned&lt;/b&gt;." in shown
    assert "<code>was</code> <em>old</em>" in shown
    assert shown.count("<li") == 2


def test_what_is_suggested_is_the_same_each_time_whom_is_named_first_first() -> None:
    text = (
        "The mill burned, said Ida Marlow, and so did Tobias Fenn, the baker Nell Orr,"
        " the warden Bo Lind, a clerk, Asa Pryor, and the mayor Una Tell."
    )
    passage = Passage(replace(ARTICLE, text=text), 0, len(text), text, 1.0)
    claim = Claim(text[:15], (Citation(1, passage, 0, 15, text[:15]),))
    suggested = follow_ups(Answer("What burned?", (claim,), (passage,), finished=True))
    assert suggested == [
        "What is reported about Ida Marlow?",
        "What happened to Tobias Fenn?",
        "How often is Nell Orr mentioned?",
    ]
