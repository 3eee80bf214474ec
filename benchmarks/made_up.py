"""Whether what nobody wrote stands in the sample archive.

    python -m benchmarks.made_up [--show]

`dateline verify` is given 40 sentences about the sample archive's people and places that might be
true, none of which any article says (lies/made-up.txt), and 300 absurd ones, made at random of the
parts below and the archive's names. None of them stands.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant import Assistant
from vectorstore import Archive

FOLDER = Path(__file__).parent
SAMPLE = FOLDER.parent / "articles"
WHO = """
Wolves|Two drunken monks|A retired clown|Gangs of pirates|Scouts|The astronauts
A magician|The orchestra|The mayor|A judge|Police officers|The harbour master|Residents
The ferry's captain|Fishermen|Voters|Volunteers
"""
DID = """
ate the sheep|devoured the flags|stole the piano|won the chess tournament
built a cathedral|sang an opera|opened a casino|discovered oil|bought the zoo
baked a giant cake|dug a tunnel|flew to the moon|wrote a cookbook|was bitten by a snake
sold 300 violins|inherited a castle in Scotland|joined a circus
invented a flying bicycle
"""
WHERE = """
Tarn Mill|Gull Stack|Port Alder|Quill Head|Halvern Power|Wexmouth|Brannock|Chapel Quay
Hollin Beck|the Tarn valley|the Maritime Museum|the cannery|the dam|the harbour
the election|Imke Sandoval|Rufus Calder
"""
HOW = ("in", "at", "near", "after", "because of", "with")


def main() -> None:
    """Print how many of each kind stand."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.made_up")
    parser.add_argument("--show", action="store_true", help="list those that stand")
    chosen = parser.parse_args()
    likely = (FOLDER / "lies" / "made-up.txt").read_text("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder) as archive:
        archive.ingest([SAMPLE])
        assistant = Assistant(archive)
        for name, sentences in (("may be true", likely), ("absurd", absurd(300))):
            stand = [each for each in sentences if _stands(assistant, each)]
            print(f"{name:12} {len(stand):3} of {len(sentences)} stand")
            if chosen.show:
                print(*(f"    {each}" for each in stand), sep="\n")


def absurd(count: int) -> Sequence[str]:
    """So many sentences, the same each time."""
    chance = random.Random(13)
    who, did, where = (each.strip().replace("\n", "|").split("|") for each in (WHO, DID, WHERE))
    return [
        f"{chance.choice(who)} {chance.choice(did)} {chance.choice(HOW)} {chance.choice(where)}."
        for _ in range(count)
    ]


def _stands(assistant: Assistant, sentence: str) -> bool:
    return any(found.verdict == "stands" for found in assistant.verify(sentence))


if __name__ == "__main__":
    main()
