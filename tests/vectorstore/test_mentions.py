"""Every mention of a name is counted over the whole archive, as a grep would."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Write
from vectorstore import Archive
from vectorstore.errors import QuestionError


@pytest.mark.parametrize("name", ["Port Alder", "Denzil Orr", "Marigold", "Tell", "cannery"])
def test_equals_a_grep(sample: Archive, name: str) -> None:
    pattern = re.compile(rf"\b{name}\b", re.IGNORECASE)
    counted = {a.id: n for a in sample.articles() if (n := len(pattern.findall(a.text)))}
    found = sample.mentions(name)
    assert {each.article.id: len(each.places) for each in found.articles} == counted
    assert found.total == sum(counted.values()) == sum(found.by_month.values()) > 0
    assert sum(found.by_outlet.values()) == found.total


def test_folds_and_combines(archive: Archive, write: Write) -> None:
    archive.ingest(
        [
            write(
                "a.jsonl",
                {"id": "1", "text": "José Núñez-Orde met O’Hara. The Tells were out in the rain."},
                {"id": "2", "text": "Jose Nunez Orde was late again, and so was Tell, they said."},
                {
                    "id": "3",
                    "text": "They met Jose. Nunez Orde had gone home with the others then.",
                },
            )
        ]
    )

    def ids(words: str) -> set[str]:
        return {each.article.id for each in archive.mentions(words).articles}

    assert ids("Jose Nunez-Orde") == {"1", "2"}
    assert ids("O'Hara") == {"1"}
    assert ids("Tell") == {"2"}
    assert ids("Tell OR O'Hara") == {"1", "2"}
    assert ids('"Nunez Orde" -Tell') == {"1", "3"}
    assert archive.mentions("Nobody").total == 0
    with pytest.raises(QuestionError, match="names nothing"):
        archive.mentions("-Tell")
