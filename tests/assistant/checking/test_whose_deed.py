"""Who does it, whose it is and who is meant by "he": what one does is no other's."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder

LIES = [
    (
        (
            "Brightwater Shipping is after 51.5 million crowns from Alder Line, which will not "
            "accept the demand."
        ),
        (
            "Alder Line paid 28.5 million crowns to passengers of the Marigold. It is claiming "
            "51.5 million from the owners of the Aster Trader, Brightwater Shipping, which "
            "rejects the claim."
        ),
    ),
    (
        "Brightwater Shipping demands 51.5 million crowns from Alder Line.",
        (
            "Alder Line paid 28.5 million crowns to passengers of the Marigold. It is claiming "
            "51.5 million from the owners of the Aster Trader, Brightwater Shipping, which "
            "rejects the claim."
        ),
    ),
    (
        "The charity borrowed 40,000 euros from the bakery in May.",
        (
            "The charity lent the bakery 40,000 euros in May, and the bakery paid half of it back "
            "within a year."
        ),
    ),
    (
        "The bakery lent the charity 40,000 euros in May.",
        (
            "The charity lent the bakery 40,000 euros in May, and the bakery paid half of it back "
            "within a year."
        ),
    ),
    (
        "In May 40,000 euros went from the bakery to the charity.",
        (
            "The charity lent the bakery 40,000 euros in May, and the bakery paid half of it back "
            "within a year."
        ),
    ),
    (
        "A dentist from Oslo sold the farm for 3 million kroner.",
        ("The farm was bought by a dentist from Oslo, who paid the widow 3 million kroner for it."),
    ),
    (
        "The widow bought the farm from a dentist for 3 million kroner.",
        ("The farm was bought by a dentist from Oslo, who paid the widow 3 million kroner for it."),
    ),
    (
        "The dentist parted with the farm for 3 million kroner.",
        ("The farm was bought by a dentist from Oslo, who paid the widow 3 million kroner for it."),
    ),
    (
        "Two swimmers pulled Mr Lund out of the water with a rope.",
        (
            "Mr Lund was standing on the pier when he saw two swimmers in trouble and pulled them "
            "out with a rope. One of them, Rita Berg, later sent him a cake."
        ),
    ),
    (
        "Mr Lund was pulled out of the water by two swimmers.",
        (
            "Mr Lund was standing on the pier when he saw two swimmers in trouble and pulled them "
            "out with a rope. One of them, Rita Berg, later sent him a cake."
        ),
    ),
    (
        "Mr Lund was dragged out with a rope by two swimmers, one of them Rita Berg.",
        (
            "Mr Lund was standing on the pier when he saw two swimmers in trouble and pulled them "
            "out with a rope. One of them, Rita Berg, later sent him a cake."
        ),
    ),
    (
        "Rita Berg pulled Mr Lund out with a rope.",
        (
            "Mr Lund was standing on the pier when he saw two swimmers in trouble and pulled them "
            "out with a rope. One of them, Rita Berg, later sent him a cake."
        ),
    ),
    (
        "Mr Lund later sent Rita Berg a cake.",
        (
            "Mr Lund was standing on the pier when he saw two swimmers in trouble and pulled them "
            "out with a rope. One of them, Rita Berg, later sent him a cake."
        ),
    ),
    (
        "Mayor Strand found the missing ledger.",
        (
            "At his side stood his secretary, Hanne Dahl, who has run the office since 2011. It "
            'was she who found the missing ledger. "I would never have looked there," Mayor '
            "Strand said."
        ),
    ),
    (
        "The missing ledger was found by Mayor Strand.",
        (
            "At his side stood his secretary, Hanne Dahl, who has run the office since 2011. It "
            'was she who found the missing ledger. "I would never have looked there," Mayor '
            "Strand said."
        ),
    ),
    (
        "The baker rode thirty kilometres to bring his niece some flour.",
        (
            "The baker, Tomas Hrdy, ran out of flour on Friday. His niece brought some from Brno "
            "on her bicycle, a ride of thirty kilometres."
        ),
    ),
    (
        "The baker brought his niece some flour from Brno.",
        (
            "The baker, Tomas Hrdy, ran out of flour on Friday. His niece brought some from Brno "
            "on her bicycle, a ride of thirty kilometres."
        ),
    ),
    (
        "The baker's niece ran out of flour on Friday.",
        (
            "The baker, Tomas Hrdy, ran out of flour on Friday. His niece brought some from Brno "
            "on her bicycle, a ride of thirty kilometres."
        ),
    ),
    (
        "Ephraim Lugg edited the dictionary from slips that his granddaughter had written.",
        (
            "Ephraim Lugg wrote down words for forty years. The dictionary was edited from Lugg's "
            "slips by his granddaughter, the linguist Ottilie Lugg, who teaches in Port Alder."
        ),
    ),
    (
        "Ephraim Lugg edited the dictionary.",
        (
            "Ephraim Lugg wrote down words for forty years. The dictionary was edited from Lugg's "
            "slips by his granddaughter, the linguist Ottilie Lugg, who teaches in Port Alder."
        ),
    ),
    (
        "Mr Mota was shown sketches that the curator had made of every vault.",
        (
            "The curator, Ana Reis, gave Mr Mota a tour. She was shown sketches that he had made "
            "of every vault, and called them better than the museum's own."
        ),
    ),
    (
        (
            "Mr Mota, who was shown sketches that the curator had made, called them better than "
            "his own."
        ),
        (
            "The curator, Ana Reis, gave Mr Mota a tour. She was shown sketches that he had made "
            "of every vault, and called them better than the museum's own."
        ),
    ),
    (
        "The ladder that police took from Karl Mraz's flat turned out to be Mraz's property.",
        (
            "Police had searched his flat and taken away a ladder. It turned out to belong to his "
            "aunt, who is a painter. Karl Mraz, 44, was held for 31 hours."
        ),
    ),
    (
        (
            "Karl Mraz turned out to be the owner of a ladder that police had taken away from his "
            "flat."
        ),
        (
            "Police had searched his flat and taken away a ladder. It turned out to belong to his "
            "aunt, who is a painter. Karl Mraz, 44, was held for 31 hours."
        ),
    ),
    (
        "Police took the ladder from the aunt's flat.",
        (
            "Police had searched his flat and taken away a ladder. It turned out to belong to his "
            "aunt, who is a painter. Karl Mraz, 44, was held for 31 hours."
        ),
    ),
    (
        "The engineers put off the new bolts that the council had recommended in 2019.",
        (
            "The bridge was checked in 2019, when the council's engineers recommended new bolts. "
            "The work was put off twice."
        ),
    ),
    (
        "Ida Storm said that her father's taxes had paid for his tools.",
        ('"My father laid those tracks and my taxes paid for his tools," said Ida Storm, a nurse.'),
    ),
]

HONEST = [
    (
        (
            "Alder Line is after 51.5 million crowns from Brightwater Shipping, which will not "
            "accept the demand."
        ),
        (
            "Alder Line paid 28.5 million crowns to passengers of the Marigold. It is claiming "
            "51.5 million from the owners of the Aster Trader, Brightwater Shipping, which "
            "rejects the claim."
        ),
    ),
    (
        "Brightwater Shipping rejects a claim for 51.5 million crowns.",
        (
            "Alder Line paid 28.5 million crowns to passengers of the Marigold. It is claiming "
            "51.5 million from the owners of the Aster Trader, Brightwater Shipping, which "
            "rejects the claim."
        ),
    ),
    (
        (
            "From Brightwater Shipping, the owner of the Aster Trader, Alder Line wants 51.5 "
            "million crowns."
        ),
        (
            "Alder Line paid 28.5 million crowns to passengers of the Marigold. It is claiming "
            "51.5 million from the owners of the Aster Trader, Brightwater Shipping, which "
            "rejects the claim."
        ),
    ),
    (
        "The bakery borrowed 40,000 euros from the charity in May.",
        (
            "The charity lent the bakery 40,000 euros in May, and the bakery paid half of it back "
            "within a year."
        ),
    ),
    (
        "In May 40,000 euros went from the charity to the bakery.",
        (
            "The charity lent the bakery 40,000 euros in May, and the bakery paid half of it back "
            "within a year."
        ),
    ),
    (
        "The widow parted with the farm for 3 million kroner.",
        ("The farm was bought by a dentist from Oslo, who paid the widow 3 million kroner for it."),
    ),
    (
        "Mr Lund pulled two swimmers out with a rope.",
        (
            "Mr Lund was standing on the pier when he saw two swimmers in trouble and pulled them "
            "out with a rope. One of them, Rita Berg, later sent him a cake."
        ),
    ),
    (
        (
            "Two swimmers were pulled out by Mr Lund, and one of them, Rita Berg, later sent him "
            "a cake."
        ),
        (
            "Mr Lund was standing on the pier when he saw two swimmers in trouble and pulled them "
            "out with a rope. One of them, Rita Berg, later sent him a cake."
        ),
    ),
    (
        "Rita Berg was one of two swimmers whom Mr Lund dragged out of the water.",
        (
            "Mr Lund was standing on the pier when he saw two swimmers in trouble and pulled them "
            "out with a rope. One of them, Rita Berg, later sent him a cake."
        ),
    ),
    (
        "Hanne Dahl, the mayor's secretary, found the missing ledger.",
        (
            "At his side stood his secretary, Hanne Dahl, who has run the office since 2011. It "
            'was she who found the missing ledger. "I would never have looked there," Mayor '
            "Strand said."
        ),
    ),
    (
        "The missing ledger was found by the mayor's secretary.",
        (
            "At his side stood his secretary, Hanne Dahl, who has run the office since 2011. It "
            'was she who found the missing ledger. "I would never have looked there," Mayor '
            "Strand said."
        ),
    ),
    (
        "The baker's niece brought some flour from Brno on her bicycle.",
        (
            "The baker, Tomas Hrdy, ran out of flour on Friday. His niece brought some from Brno "
            "on her bicycle, a ride of thirty kilometres."
        ),
    ),
    (
        "The baker, who had no flour left, was brought some by his niece from Brno.",
        (
            "The baker, Tomas Hrdy, ran out of flour on Friday. His niece brought some from Brno "
            "on her bicycle, a ride of thirty kilometres."
        ),
    ),
    (
        "Ottilie Lugg edited the dictionary from her grandfather's slips.",
        (
            "Ephraim Lugg wrote down words for forty years. The dictionary was edited from Lugg's "
            "slips by his granddaughter, the linguist Ottilie Lugg, who teaches in Port Alder."
        ),
    ),
    (
        "The dictionary was edited by Lugg's granddaughter.",
        (
            "Ephraim Lugg wrote down words for forty years. The dictionary was edited from Lugg's "
            "slips by his granddaughter, the linguist Ottilie Lugg, who teaches in Port Alder."
        ),
    ),
    (
        "The curator was shown sketches that Mr Mota had made of every vault.",
        (
            "The curator, Ana Reis, gave Mr Mota a tour. She was shown sketches that he had made "
            "of every vault, and called them better than the museum's own."
        ),
    ),
    (
        "Ana Reis was shown sketches by Mr Mota and called them better than the museum's own.",
        (
            "The curator, Ana Reis, gave Mr Mota a tour. She was shown sketches that he had made "
            "of every vault, and called them better than the museum's own."
        ),
    ),
    (
        "The ladder that police took from Mraz's flat was his aunt's.",
        (
            "Police had searched his flat and taken away a ladder. It turned out to belong to his "
            "aunt, who is a painter. Karl Mraz, 44, was held for 31 hours."
        ),
    ),
    (
        "The ladder that police took away turned out to be the property of Karl Mraz's aunt.",
        (
            "Police had searched his flat and taken away a ladder. It turned out to belong to his "
            "aunt, who is a painter. Karl Mraz, 44, was held for 31 hours."
        ),
    ),
    (
        "A painter, Mraz's aunt, turned out to be the owner of the ladder taken from his flat.",
        (
            "Police had searched his flat and taken away a ladder. It turned out to belong to his "
            "aunt, who is a painter. Karl Mraz, 44, was held for 31 hours."
        ),
    ),
    (
        "The engineers recommended new bolts in 2019, but the work was put off twice.",
        (
            "The bridge was checked in 2019, when the council's engineers recommended new bolts. "
            "The work was put off twice."
        ),
    ),
    (
        "In 2019 the council's engineers recommended new bolts.",
        (
            "The bridge was checked in 2019, when the council's engineers recommended new bolts. "
            "The work was put off twice."
        ),
    ),
    (
        "Ida Storm said that her taxes had paid for her father's tools.",
        ('"My father laid those tracks and my taxes paid for his tools," said Ida Storm, a nurse.'),
    ),
]


@pytest.mark.parametrize(("claim", "text"), LIES)
def test_marks_what_the_source_tells_of_another(
    encoder: SentenceEncoder, claim: str, text: str
) -> None:
    found = checked_by(encoder, claim, text)
    assert found.verdict != "supported"
    assert found.reason


@pytest.mark.parametrize(("claim", "text"), HONEST)
def test_passes_what_is_told_in_other_words(
    encoder: SentenceEncoder, claim: str, text: str
) -> None:
    assert checked_by(encoder, claim, text).verdict == "supported"
