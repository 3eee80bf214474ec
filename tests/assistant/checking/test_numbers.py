"""Numbers, quantities and times: a claim may have those of its source and say something else, and
may say the same with others."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder

LIES = [
    # What follows from its numbers, and what does not.
    (
        "The blaze was put out after four hours",
        "Fire broke out at the warehouse at 2 a.m. on Sunday. It was put out at 5 a.m. by forty"
        " firefighters.",
        "four",
    ),
    (
        "The prize works out at 8,000 euros for each of the winners",
        "Twenty winners will share the prize. The prize is 80,000 euros in all.",
        "8,000",
    ),
    ("The tank holds 500 litres", "The tank holds five cubic metres of rainwater.", "500"),
    (
        "Membership rose by more than a third",
        "Membership grew from 4,000 to 5,200 in two years.",
        "a third",
    ),
    (
        "Including the teachers, 80 people were aboard",
        "The coach carried 80 pupils and 12 teachers, the police said.",
        "counts the teachers apart",
    ),
    (
        "The company earned 3 million crowns last year",
        "The company lost 3 million crowns last year, its accounts show.",
        "loss",
    ),
    (
        "Fishing is allowed only in May and June",
        "Fishing is banned in May and June, when the trout spawn.",
        "",
    ),
    (
        "The bridge was rebuilt three years before the flood",
        "The flood destroyed the town in 1953. The bridge was rebuilt in 1956.",
        "the other order",
    ),
    # How many times as much.
    (
        "The mayor's lead of five points is twice what it was in the summer",
        "The mayor's lead has halved since the summer to five points.",
        "halved",
    ),
    (
        "The ferry makes half as many daily trips as the old one",
        "The ferry sails twice a day where the old one sailed six times.",
        "half as many",
    ),
    ("The number of wolves has doubled", "The number of wolves has trebled.", "trebled"),
    (
        "The wall is half as high as the old one",
        "The wall is twice as high as the old one.",
        "twice as high",
    ),
    # By how many it was voted.
    (
        "The council passed the plan by a large majority",
        "The council passed the plan by a single vote.",
        "single vote",
    ),
    ("The bill was narrowly passed", "The bill was passed by 90 votes to 12.", "90 votes to 12"),
    (
        "The jury was unanimous for a conviction",
        "The jury was split, with ten of its twelve members for a conviction.",
        "split",
    ),
    (
        "The council has 15 members, of whom eight voted against the plan",
        "The council has 15 members, of whom eight voted for the plan.",
        "eight voted for",
    ),
    # How often, and how many, in words.
    ("The bus is always late", "The bus is often late.", "often"),
    ("She never gives interviews", "She rarely gives interviews.", "rarely"),
    ("Hundreds of people were hurt", "Dozens of people were hurt.", "dozens"),
    ("Many of the residents refused to leave", "A few of the residents refused to leave.", "few"),
    # One end of a range.
    ("The repairs will take two weeks", "The repairs will take two to three weeks.", "two to"),
    (
        "The plant will dismiss 60 workers",
        "Between 40 and 60 workers will lose their jobs at the plant.",
        "40 and 60",
    ),
    # A part, and the whole.
    (
        "The union says four beds will stay closed",
        "Of the beds, one bed in four will stay closed, the union says.",
        "one bed in four",
    ),
    (
        "The museum is open every day in winter",
        "The museum is open every second day in winter.",
        "every second day",
    ),
    ("It was the worst flood on record", "It was the worst flood since 1953.", "since 1953"),
    (
        "Mr Holt has run the mill for 44 years",
        "Mr Holt, 44, has run the mill since spring.",
        "an age",
    ),
    (
        "Sales for the whole year were 20 million crowns",
        "In the first quarter sales were 20 million crowns.",
        "first quarter",
    ),
    # A rate that the source does not have.
    (
        "The porters carried nine crates a day on average last May",
        "The porters carried an average of nine crates at a time last May.",
        "at a time",
    ),
    # The other side of a time.
    (
        "The senator telephoned to concede just before midnight",
        "The senator conceded by telephone shortly after midnight.",
        "after midnight",
    ),
    # By whom nothing says that it was done.
    (
        "Nine guests were helped out of the burning inn by soldiers",
        "Nine guests climbed out of the burning inn through a window.",
        "by soldiers",
    ),
    (
        "The bridge costs the county 14 million euros a year",
        "The bridge cost the county 14 million euros, its treasurer said.",
        "does not say “a year”",
    ),
    (
        "Porters carried nine crates a day",
        "Porters carried nine crates at a time.",
        "“at a time”",
    ),
    # What a number says of a change.
    (
        "Sales fell by 402 million crowns",
        "Sales fell by 4 per cent to 402 million crowns.",
        "came to “402 million”",
    ),
    (
        "The number of members rose to 300",
        "The number of members rose by 300.",
        "changed by “300”",
    ),
    (
        "Profit rose by 12 million dollars",
        "The firm made a profit of 12 million dollars, up from 8 million in 2019.",
        "came to “12 million”",
    ),
    (
        "Attendance dropped from 12,000",
        "Attendance dropped to 12,000 last season.",
        "came to “12,000”",
    ),
    (
        "The club's debts have grown by 9 million euros",
        "The club owes 9 million euros, up 2 million in a year.",
        "came to “9 million”",
    ),
    # How a number lies to another.
    (
        "The council had budgeted 2 million euros for the pool, which cost 9 million",
        "The pool cost 9 million euros, 2 million more than the council had budgeted.",
        "“2 million more”",
    ),
    ("The candidate got 900 votes", "The candidate got 900 votes fewer than his rival.", "fewer"),
    (
        "The dam is six years younger than the bridge",
        "The dam is six years older than the bridge.",
        "“six years older”",
    ),
    # What is told of another number.
    (
        "Nine of the sailors were drowned",
        "Nine of the sailors swam ashore and four drowned.",
        "that of “four”",
    ),
    (
        "Most of the tenants have moved to hotels",
        "Most of the tenants are staying with friends; the rest, 40, have moved to hotels.",
        "that of “40”",
    ),
    # Times.
    (
        "The union talked for six hours",
        "The union talked until six in the evening.",
        "time of the day",
    ),
    ("The jury sat until four", "The jury sat for four hours.", "length of time"),
    ("The road has been closed until Friday", "The road has been closed since Friday.", "since"),
    ("The money must be paid on Friday", "The money must be paid by Friday.", "“by Friday”"),
    (
        "Repairs will be done within a month",
        "Repairs will take a month at the very least.",
        "at the very least",
    ),
    (
        "The alarm was raised at 9.30 in the morning",
        "The alarm was raised at 9.30 p.m. by a neighbour.",
        "lacks “9.30 in the morning”",
    ),
    (
        "In July the bridge was opened",
        "The bridge was closed in July and opened in October.",
        "“opened” of October",
    ),
    # A part and the whole.
    ("All four of the men deny it", "Three of the four men deny it.", "three of the"),
    (
        "The whole loss was due to the strike",
        "The loss, said the board, was due in part to the strike.",
        "in part",
    ),
    (
        "Voters as a whole prefer the mayor by two to one",
        "Among voters who own a boat, the mayor leads by two to one.",
        "of some only",
    ),
    ("Most of the shops will close", "Some of the shops will close.", "“some”"),
    # A place in an order.
    (
        "Vint is the second largest port of the country",
        "Vint is the largest port of the country.",
        "“largest”",
    ),
    (
        "The judge gave Ines Falk five years and Per Holt three years",
        "The judge gave Ines Falk three years and Per Holt five years.",
        "these numbers or names to others",
    ),
    # What does not follow.
    ("More than 400 people signed", "In all 390 people signed.", "lacks “400”"),
    ("About 15 million euros were lost", "The loss was 11.9 million euros.", "lacks “15 million”"),
    (
        "He was released in June, two months after his arrest",
        "He was arrested in March and released in June.",
        "lacks “two”",
    ),
    ("The other nine did not finish", "Of 57 starters, 49 finished.", "lacks “nine”"),
    ("Three weeks were lost", "A fortnight was lost to the strike.", "lacks “three”"),
    ("It costs over 300 crowns", "It costs 300 crowns.", "“more than”"),
]

HONEST = [
    # What a reader reckons.
    (
        "The power was off for about five hours",
        "The lights went out at 6.15 p.m. on Monday. Power came back at 11.20 p.m., the company"
        " said.",
    ),
    (
        "The blaze was put out after three hours",
        "Fire broke out at the warehouse at 2 a.m. on Sunday. It was put out at 5 a.m. by forty"
        " firefighters.",
    ),
    (
        "The prize works out at 4,000 euros for each of the winners",
        "Twenty winners will share the prize. The prize is 80,000 euros in all.",
    ),
    ("The tank holds 5,000 litres", "The tank holds five cubic metres of rainwater."),
    ("The road is about 80 kilometres long", "The road is 50 miles long and was opened in 1970."),
    ("The museum drew more than 8,000 visitors", "The museum drew 8,700 visitors in June."),
    (
        "Membership rose by more than a quarter",
        "Membership grew from 4,000 to 5,200 in two years.",
    ),
    (
        "The bridge was rebuilt three years after the flood",
        "The flood destroyed the town in 1953. The bridge was rebuilt in 1956.",
    ),
    (
        "The mayor's lead in summer was twice as large as the five points of now",
        "The mayor's lead has halved since summer to five points.",
    ),
    (
        "The lead was ten points in summer and is five points now",
        "The lead has halved since summer to five points.",
    ),
    (
        "The ferry makes a third as many daily trips as the old one",
        "The ferry sails twice a day where the old one sailed six times.",
    ),
    (
        "The old hall is half as large as the new one",
        "The new hall is twice as large as the old one.",
    ),
    ("The rent is three times what it was", "The rent has trebled in four years."),
    ("The bill was passed comfortably", "The bill was passed comfortably by 90 votes to 12."),
    ("The trains are often late", "The trains are frequently late."),
    ("Thousands of fans lined the streets", "Tens of thousands of fans lined the streets."),
    ("The repairs will take up to three weeks", "The repairs will take two to three weeks."),
    ("The cheapest tickets cost 10 crowns", "Tickets cost 10 to 25 crowns."),
    ("Four pupils failed", "Three in four pupils passed, and four failed."),
    ("The market is held every other Monday", "Every second Monday the market is held."),
    ("Holt, who is 44, has been mayor for 12 years", "Holt, 44, has been mayor for 12 years."),
    ("She died at 70, in 2020", "She was born in 1950 and died in 2020."),
    (
        "She was two votes short of the number that she needed",
        "She needed 13 votes, and counted eleven.",
    ),
    ("The first stone was laid in the 1990s", "The first stone was laid in 1994."),
    ("The number of jobs is down by two thirds", "The number of jobs fell from 600 to 200."),
    ("The hall holds nearly 2,000 people", "The hall holds 1,940 people."),
    (
        "More than half in the ballot were for the strike",
        "In the ballot 54 per cent were for the strike.",
    ),
    (
        "A watchman will walk the foot of the dam at two-hour intervals",
        "A watchman will walk the foot of the dam every two hours.",
    ),
    (
        "The bridge costs the county 14 million euros a year",
        "The annual cost of the bridge to the county is 14 million euros.",
    ),
    (
        "The club pays him 40,000 pounds a year",
        "He is on a salary of 40,000 pounds at the club.",
    ),
    (
        "He left the club, for which he scored nine goals, a year later",
        "He scored nine goals for the club and left it the year after.",
    ),
    (
        "The firm's profit rose to 12 million dollars from 8 million",
        "The firm made a profit of 12 million dollars, up from 8 million in 2019.",
    ),
    (
        "Eleven trains a day will replace the nine of today",
        "The line will have eleven trains a day in place of nine.",
    ),
    (
        "Snow closed the pass until Tuesday",
        "Closed by snow since Sunday, the pass opened again on Tuesday.",
    ),
    (
        "More than half of those asked, 56 per cent, want to stay",
        "Of those asked, 56 per cent want to stay.",
    ),
    ("A tenth of the 500 seats stayed empty", "Fifty of the 500 seats stayed empty."),
    (
        "The council plans to spend up to 30 million euros on the dyke",
        "The council means to spend as much as 30 million euros on the dyke.",
    ),
    (
        "The tower had stood for 90 years until it fell in 2003",
        "The tower, built in 1913, fell down in 2003.",
    ),
    ("The lake has dropped six metres", "The lake was lowered by six metres."),
    (
        "The council had budgeted 2 million euros less than the pool cost",
        "The pool cost 2 million euros more than the council had budgeted.",
    ),
    ("Kral was 12 seconds behind the winner", "The winner finished 12 seconds ahead of Kral."),
    (
        "Four drowned while nine sailors reached the shore by swimming",
        "Nine of the sailors swam ashore and four drowned.",
    ),
    (
        "Some 40 tenants have moved to hotels, but most are staying with friends",
        "Most of the tenants are staying with friends; the rest, 40, have moved to hotels.",
    ),
    (
        "Some 40 houses were flooded and most of the gardens",
        "About forty houses and most gardens were flooded.",
    ),
    ("Rescuers dug till five in the morning", "Rescuers dug until 5 a.m. by the light of lamps."),
    ("The shop closed at midday", "The shop closed at noon."),
    ("The train left at half past seven in the morning", "The train left at 7.30 a.m."),
    ("Repairs will take at least a month", "Repairs will take a month at the very least."),
    ("The road was closed on Friday and still is", "The road has been closed since Friday."),
    (
        "The strike, which ended on Friday, had begun on Tuesday",
        "The strike began on Tuesday and ended on Friday.",
    ),
    (
        "Some of the loss was due to the strike",
        "The loss, said the board, was due in part to the strike.",
    ),
    ("Almost all the shops are going to close", "Nearly all the shops will close."),
    (
        "The country's second-largest port is Vint",
        "Vint is the country's second largest port.",
    ),
    (
        "He was released in June, three months after his arrest",
        "He was arrested in March and released in June.",
    ),
    (
        "The mill closed twelve years after it was opened",
        "The mill opened in 1998 and closed in 2010.",
    ),
    ("Two weeks were lost", "A fortnight was lost to the strike."),
    ("It lasted thirty minutes", "It lasted half an hour."),
    ("Two customers in five come by bus", "Four customers in ten come by bus."),
    ("More than 400 people signed", "In all 412 people signed."),
    ("About 12 million euros were lost", "The loss was 11.9 million euros."),
    (
        "Of the starters in the race, eight did not finish it",
        "Of 57 starters in the race, 49 finished it.",
    ),
    ("She won by three votes, 15 to 12", "She won the vote by 15 to 12."),
    ("They held talks over three days", "They held talks on three days."),
    ("The row over four trees goes on", "The row about four trees goes on."),
    ("The rate is half a per cent", "The rate is half of one per cent."),
    (
        "The firm's fuel bill rose by a fifth to 3 million euros",
        "The firm's fuel bill went up 20 per cent, to 3 million euros.",
    ),
]


@pytest.mark.parametrize(("claim", "source", "reason"), LIES)
def test_a_number_that_says_something_else_is_marked(
    encoder: SentenceEncoder, claim: str, source: str, reason: str
) -> None:
    found = checked_by(encoder, claim, source)
    assert found.verdict != "supported"
    assert reason in (found.reason or "")


@pytest.mark.parametrize(("claim", "source"), HONEST)
def test_a_number_that_says_the_same_is_not_marked(
    encoder: SentenceEncoder, claim: str, source: str
) -> None:
    found = checked_by(encoder, claim, source)
    assert (found.verdict, found.reason) == ("supported", None)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The birds bring home fewer eels at a time than in 2022",
            "Adults bring home nine eels at a time, against five in 2022.",
        ),
        (
            "From May there is one train a day fewer",
            "From May there will be seven trains a day in place of six.",
        ),
        (
            "The firm made more profit",
            "The firm made a profit of 12 million, down from 31 million.",
        ),
        ("Unemployment rose in May", "Unemployment was 4.1 per cent, compared with 4.4 in April."),
        ("The bank's rate went down", "The bank raised its rate to 5 per cent from 4.75 per cent."),
        (
            "Attendance fell while ticket prices rose",
            "Attendance rose to 30,000 from 25,000, while ticket prices fell to $20 from $25.",
        ),
    ],
)
def test_what_went_up_did_not_go_down(encoder: SentenceEncoder, claim: str, source: str) -> None:
    assert checked_by(encoder, claim, source).verdict != "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "In 2022 the birds brought home fewer eels than now",
            "Adults bring home nine eels at a time, against five in 2022.",
        ),
        ("From May there is one train a day more", "From May: seven trains a day in place of six."),
        (
            "Attendance was up, and ticket prices were down",
            "Attendance rose to 30,000 from 25,000, while ticket prices fell to $20 from $25.",
        ),
        ("The firm's profit did not rise", "The firm made a profit of 12 million, down from 31."),
    ],
)
def test_a_direction_of_two_numbers_is_read(
    encoder: SentenceEncoder, claim: str, source: str
) -> None:
    assert "the other way" not in (checked_by(encoder, claim, source).reason or "")
