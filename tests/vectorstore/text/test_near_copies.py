"""Near-copies are told by bands, which archives keep."""

from vectorstore.text import near_copies

TEXT = " ".join(f"word{number}" for number in range(40))


def test_the_bands_of_a_text_are_those_that_archives_have_kept() -> None:
    """Others would leave a story that is kept without its next copy. These are of datasketch's
    MinHash, by which the first archives were made."""
    found = near_copies.bands(TEXT)
    assert len(found) == near_copies.BANDS
    assert found[:3] == [8358109156557996143, 4463075926551253681, -3093167233395154381]


def test_a_text_with_few_other_words_shares_a_band() -> None:
    other = TEXT.replace("word7 ", "else ")
    assert set(near_copies.bands(TEXT)) & set(near_copies.bands(other))
    assert not set(near_copies.bands(TEXT)) & set(near_copies.bands(TEXT.replace("word", "thing")))


def test_a_short_text_has_none() -> None:
    assert near_copies.bands("The ferry is back.") == []
