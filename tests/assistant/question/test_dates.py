"""Dates in questions: which publication days they speak of, and what only looks like a date."""

from __future__ import annotations

import random
from datetime import date

import pytest

from assistant.question.dates import windows
from vectorstore import Article

TODAY = date(2024, 5, 15)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        # days
        ("What did Ann Lee say on 4 January 2020?", "2020-01-04", "2020-01-04"),
        ("What did Ann Lee say on January 4th, 2020?", "2020-01-04", "2020-01-04"),
        ("who resigned on the 4th of january, 2020", "2020-01-04", "2020-01-04"),
        ("WHO RESIGNED ON JANUARY 4,2020?", "2020-01-04", "2020-01-04"),
        ("the report of 2020-01-04", "2020-01-04", "2020-01-04"),
        ("published at 2020-01-04T22:38:05+00:00 and read", "2020-01-04", "2020-01-04"),
        ("the vote on 25/12/2023", "2023-12-25", "2023-12-25"),
        ("the vote on Monday, 25 December 2023", "2023-12-25", "2023-12-25"),
        ("Who won Jan. 4?", "2024-01-04", "2024-01-04"),
        ("Who won on Dec. 4?", "2023-12-04", "2023-12-04"),
        ("Who was born on 29 February?", "2024-02-29", "2024-02-29"),
        ("Who won on 4 January last year?", "2023-01-04", "2023-01-04"),
        ("in their December 19, 2023, article", "2023-12-19", "2023-12-19"),
        # feasts
        ("What happened on New Year’s Eve 2019?", "2019-12-31", "2019-12-31"),
        ("Who resigned over Christmas 2022?", "2022-12-24", "2022-12-26"),
        ("Who resigned before Christmas?", None, "2023-12-23"),
        ("Who resigned since Easter?", "2024-03-29", None),
        ("from Good Friday to Easter Monday 2021", "2021-04-02", "2021-04-05"),
        ("between Christmas and New Years Day 2020", "2019-12-24", "2020-01-01"),
        ("the week of Christmas Day 2019", "2019-12-23", "2019-12-29"),
        ("Who shopped on Black Friday?", "2023-11-24", "2023-11-24"),
        # months, years, parts of them
        ("What happened in January 2020?", "2020-01-01", "2020-01-31"),
        ("the february 2020 floods", "2020-02-01", "2020-02-29"),
        ("What happened in May?", "2024-05-01", "2024-05-31"),
        ("what happened in june?", "2023-06-01", "2023-06-30"),
        ("What happened in March of last year?", "2023-03-01", "2023-03-31"),
        ("What happened last March?", "2024-03-01", "2024-03-31"),
        ("What happened last May?", "2023-05-01", "2023-05-31"),
        ("Who was hired in early March 2021?", "2021-03-01", "2021-03-10"),
        ("Who was hired in mid-March 2021?", "2021-03-11", "2021-03-20"),
        ("Who was hired in late March 2021?", "2021-03-21", "2021-03-31"),
        ("the last week of March 2021", "2021-03-25", "2021-03-31"),
        ("Who won in 2020?", "2020-01-01", "2020-12-31"),
        ("the flood of 2020", "2020-01-01", "2020-12-31"),
        ("in the year 2020", "2020-01-01", "2020-12-31"),
        ("Why did prices fall in late 2020?", "2020-09-01", "2020-12-31"),
        ("in the first half of 2020", "2020-01-01", "2020-06-30"),
        ("in the 2010s", "2010-01-01", "2019-12-31"),
        ("in the early 1990's", "1990-01-01", "1993-12-31"),
        ("profit in Q3 2023", "2023-07-01", "2023-09-30"),
        ("profit in the third quarter of 2023", "2023-07-01", "2023-09-30"),
        ("profit in Q4", "2023-10-01", "2023-12-31"),
        ("the summer of 2021", "2021-06-01", "2021-08-31"),
        ("last summer's fires", "2023-06-01", "2023-08-31"),
        ("the 2020-21 budget and in 2020/21", "2020-01-01", "2021-12-31"),
        ("In June/July 1754", "1754-06-01", "1754-07-31"),
        ("mayors in the 1700s", "1700-01-01", "1799-12-31"),
        # one end open
        ("Who left since March?", "2024-03-01", None),
        ("Who left since 3 March 2020?", "2020-03-03", None),
        ("Who left after 3 Jan 2020?", "2020-01-04", None),
        ("Who left after 2019?", "2020-01-01", None),
        ("from 2020 onwards", "2020-01-01", None),
        ("Who left before 3 Jan 2020?", None, "2020-01-02"),
        ("Who left prior to March 2020?", None, "2020-02-29"),
        ("Who left until March 2020?", None, "2020-03-31"),
        ("Who left by the end of 2021?", None, "2021-12-31"),
        ("Who left by end March 2020?", None, "2020-03-31"),
        # "end" and "start" are verbs as well
        ("Did the strike end in March 2020?", "2020-03-01", "2020-03-31"),
        ("When did the strike end last year?", "2023-01-01", "2023-12-31"),
        ("Did the strike start in 2020?", "2020-01-01", "2020-12-31"),
        ("the end of March 2020", "2020-03-26", "2020-03-31"),
        # ranges
        ("between March and May 2020", "2020-03-01", "2020-05-31"),
        ("between November and February 2020", "2019-11-01", "2020-02-29"),
        ("between November 2019 and February", "2019-11-01", "2020-02-29"),
        ("between October and March", "2023-10-01", "2024-03-31"),
        ("from 3 to 9 March 2020", "2020-03-03", "2020-03-09"),
        ("March 3-9, 2020", "2020-03-03", "2020-03-09"),
        ("between November 9, 2023, and December 21, 2023", "2023-11-09", "2023-12-21"),
        ("between March 3 and 9 April 2020", "2020-03-03", "2020-04-09"),
        ("from 2019 to 2021", "2019-01-01", "2021-12-31"),
        ("in 2019–2021", "2019-01-01", "2021-12-31"),
        ("between the 1950s and 1960s", "1950-01-01", "1969-12-31"),
        ("from late 2019 to early March 2020", "2019-09-01", "2020-03-10"),
        ("after 3 March 2020 and before 9 April 2020", "2020-03-04", "2020-04-08"),
        ("from 2019 until now", "2019-01-01", "2024-05-15"),
        # from today
        ("What happened today?", "2024-05-15", "2024-05-15"),
        ("what happened yesterday", "2024-05-14", "2024-05-14"),
        ("What happened last night?", "2024-05-14", "2024-05-14"),
        ("Who met on Friday?", "2024-05-10", "2024-05-10"),
        ("Who met on Wednesday?", "2024-05-15", "2024-05-15"),
        ("Who met last Wednesday?", "2024-05-08", "2024-05-08"),
        ("Who died in Monday's fire?", "2024-05-13", "2024-05-13"),
        ("What happened this week?", "2024-05-13", "2024-05-19"),
        ("What happened last week?", "2024-05-06", "2024-05-12"),
        ("What happened over the weekend?", "2024-05-11", "2024-05-12"),
        ("What happened this month?", "2024-05-01", "2024-05-31"),
        ("What happened last month?", "2024-04-01", "2024-04-30"),
        ("What happened last year?", "2023-01-01", "2023-12-31"),
        ("What happened late last year?", "2023-09-01", "2023-12-31"),
        ("What happened last quarter?", "2024-01-01", "2024-03-31"),
        ("in the last 10 days", "2024-05-05", "2024-05-15"),
        ("in the past two weeks", "2024-05-01", "2024-05-15"),
        ("over the past year", "2023-05-15", "2024-05-15"),
        ("What happened two weeks ago?", "2024-04-29", "2024-05-05"),
        ("What happened 3 days ago?", "2024-05-12", "2024-05-12"),
        ("who was caught 15 years ago?", "2009-01-01", "2009-12-31"),
        ("Who left since last week?", "2024-05-06", None),
        ("the week of 5 March 2024", "2024-03-04", "2024-03-10"),
        ("the week of 3 March 2024", "2024-03-03", "2024-03-09"),
    ],
)
def test_a_date_is_a_window(question: str, since: str | None, until: str | None) -> None:
    [found] = windows(question, TODAY)
    assert (found.since, found.until) == (
        since and date.fromisoformat(since),
        until and date.fromisoformat(until),
    )
    assert found.text in question


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "Who leads the council?",
        "What may resume soon?",
        "How many may 10 guests bring?",
        "Who joined the march in Oslo?",
        "How far did they march 20 miles?",
        "Who spoke at the Women's March?",
        "Who has confidence in May?",
        "What changed since May took office?",
        "What did April Stone say?",
        "Who won in March Madness?",
        "Who played at Euro 2024 and World Cup 2022?",
        "Who still uses Windows 2000?",
        "What does Article 2020 say?",
        "How were 2,020 people or $2020 counted?",
        "a crowd of 2000 in the square",
        "from 2000 to 5000 people",
        "from 1900 to 2000 people",
        "increased by 2000",
        "by 2000 votes",
        "Flight 2020 and in 2020km",
        "the plan for 31 February 2020",
        "the vote on 3/4/2020",
        "What happened before the election?",
        "Who is on Sunday Night Football?",
        "Who writes for the Mail on Sunday?",
        "What is Black Friday?",
        "Who lives on Christmas Island?",
        "What did the Good Friday Agreement say?",
        "Will shops open on Boxing Day?",
        "Who sold the Christmas trees?",
        "Who wrote for USA Today?",
        "What will open on Friday?",
        "What happens next week, next March, on next Friday or in May next year?",
        "open from Monday to Friday",
        "the emissions target by 2030",
        "How many hurt in the September 11 attacks?",
        "Who sings “Since March 2020”?",
        "temperatures in the 90s",
        "the last week of the war",
        "Who won in the 2015 season?",
        "What was preached in March 1322?",
        "Who owns it in its last year?",
        "Which language is spoken there today?",
        "Which festival takes place in April?",
        "Who sang from now on?",
        "65 million years ago",
        "What happened 9999 years ago?",
        "a few years ago",
    ],
)
def test_what_only_looks_like_a_date_is_none(question: str) -> None:
    assert windows(question, TODAY) == []


def test_each_date_has_its_own_window() -> None:
    question = (
        "Did the report from The Fen Post on 2023-11-24 agree with the one "
        "from Harbour Wire before December 1, 2023?"
    )
    first, second = windows(question, TODAY)
    assert (first.since, first.until, first.text) == (
        date(2023, 11, 24),
        date(2023, 11, 24),
        "on 2023-11-24",
    )
    assert (second.since, second.until) == (None, date(2023, 11, 30))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("in March and May 2020", ["2020-03-01", "2020-05-01"]),
        ("in 2018, 2019 and 2020", ["2018-01-01", "2019-01-01", "2020-01-01"]),
        ("on October 18th and on October 19th", ["2023-10-18", "2023-10-19"]),
    ],
)
def test_a_list_of_dates_is_a_list_of_windows(question: str, expected: list[str]) -> None:
    assert [str(found.since) for found in windows(question, TODAY)] == expected


def test_no_text_raises() -> None:
    words = (
        "in on the since last past 10 two weeks ago March may 3 29 31 february 2020 2019-02-30 "
        "1/2/2020 9999 decades ' \" “ ” – , . \0 \ud800 ſunday wee\u212a İn ٣ ² \u00a0 and between "
        "to by week of Q3 half 2000s ' 's 's friday next year"
    ).split(" ")
    chance = random.Random(4)
    for _ in range(2000):
        separator = chance.choice(["", " "])
        text = separator.join(chance.choice(words) for _ in range(chance.randrange(30)))
        for today in (TODAY, date.min, date.max):
            assert all(found.text in text for found in windows(text, today))


@pytest.mark.parametrize(
    "piece",
    ["since ", " ", "in March 2020 and ", "3 ", "the ", "2020-", "on Friday ", "last ", '"', "a"],
)
def test_a_long_question_is_read(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert isinstance(windows(text, TODAY), list)


def test_relative_dates_of_an_article_are_resolved_against_its_own_day() -> None:
    article = Article(
        "1", "The ferry sank on Friday. It was bought last week.", published="2020-01-05"
    )
    assert article.day is not None
    sank, bought = windows(article.text, article.day)
    assert (sank.text, sank.since, sank.until) == ("on Friday", date(2020, 1, 3), date(2020, 1, 3))
    assert (bought.since, bought.until) == (date(2019, 12, 23), date(2019, 12, 29))
    # What lies ahead, or may, is left alone.
    assert windows("Officials said it will open on Monday.", article.day) == []
