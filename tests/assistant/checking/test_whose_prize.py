"""Who wins, scores first or has whose vote, and what is told of one alone: no other's."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder

LIES = [
    (
        (
            "The jury gave the Silver Anchor to a farce about a guard, whereas the critics' prize "
            "was won by Rosa Vidal."
        ),
        (
            '"Winter Salt", the second film by Rosa Vidal, won the Silver Anchor on Sunday night. '
            'The critics\' prize went to a very different film: "Line 9", a farce by the brothers '
            "Jan and Piet Bos about a guard who loses his whistle."
        ),
    ),
    (
        "Rosa Vidal won the critics' prize.",
        (
            '"Winter Salt", the second film by Rosa Vidal, won the Silver Anchor on Sunday night. '
            'The critics\' prize went to a very different film: "Line 9", a farce by the brothers '
            "Jan and Piet Bos about a guard who loses his whistle."
        ),
    ),
    (
        "The Silver Anchor went to the brothers Bos.",
        (
            '"Winter Salt", the second film by Rosa Vidal, won the Silver Anchor on Sunday night. '
            'The critics\' prize went to a very different film: "Line 9", a farce by the brothers '
            "Jan and Piet Bos about a guard who loses his whistle."
        ),
    ),
    (
        "City took the lead, and United got level from a penalty.",
        (
            "United, champions last year, had gone ahead through Luca Roth after ten minutes and "
            "hit the bar twice. City equalised from the spot on the hour, when their captain, Ben "
            "Ayo, put away a penalty."
        ),
    ),
    (
        "Ben Ayo had put City in front, but Luca Roth equalised with a penalty.",
        (
            "United, champions last year, had gone ahead through Luca Roth after ten minutes and "
            "hit the bar twice. City equalised from the spot on the hour, when their captain, Ben "
            "Ayo, put away a penalty."
        ),
    ),
    (
        "United equalised through a penalty by Ben Ayo.",
        (
            "United, champions last year, had gone ahead through Luca Roth after ten minutes and "
            "hit the bar twice. City equalised from the spot on the hour, when their captain, Ben "
            "Ayo, put away a penalty."
        ),
    ),
    (
        "Ben Ayo opened the scoring.",
        (
            "United, champions last year, had gone ahead through Luca Roth after ten minutes and "
            "hit the bar twice. City equalised from the spot on the hour, when their captain, Ben "
            "Ayo, put away a penalty."
        ),
    ),
    (
        "Councillor Aune, who missed the vote, said that he would have backed Captain Berg.",
        (
            "Mayor Ida Lie, a former pilot, had let it be known that she favoured Ms Holt. The "
            "absent member, Councillor Per Aune, said by telephone that he would have voted for "
            "Ms Holt. Captain Berg was elected by 12 votes to 11."
        ),
    ),
    (
        "Mayor Lie favoured Captain Berg.",
        (
            "Mayor Ida Lie, a former pilot, had let it be known that she favoured Ms Holt. The "
            "absent member, Councillor Per Aune, said by telephone that he would have voted for "
            "Ms Holt. Captain Berg was elected by 12 votes to 11."
        ),
    ),
    (
        (
            "Mayor Lie favoured Holt, but Councillor Aune said that his vote would have gone to "
            "her rival."
        ),
        (
            "Mayor Ida Lie, a former pilot, had let it be known that she favoured Ms Holt. The "
            "absent member, Councillor Per Aune, said by telephone that he would have voted for "
            "Ms Holt. Captain Berg was elected by 12 votes to 11."
        ),
    ),
    (
        "People who drive over the bridge each week back Brask by two to one.",
        (
            "Mayor Lowell Brask is five points ahead, a poll shows. Among people who drive over "
            "the bridge at least once a week, Ms Sandoval leads by two to one."
        ),
    ),
    (
        "Juno and her mother can both use the trams for life.",
        "The tram company has given Juno a pass for life. It recorded the birth under delays.",
    ),
    (
        "The company gave Juno and her mother a pass for life.",
        "The tram company has given Juno a pass for life. It recorded the birth under delays.",
    ),
]

HONEST = [
    (
        "Ida Storm's old wooden sloop beat the carbon yacht by a margin of four seconds.",
        "Tern, a wooden sloop skippered by Ida Storm, finished in six hours and 14 minutes, four "
        "seconds ahead of Volt, a carbon yacht said to have cost more than the school.",
    ),
    (
        (
            "The Silver Anchor went to Rosa Vidal's second film and the critics' prize to a farce "
            "by the brothers Bos."
        ),
        (
            '"Winter Salt", the second film by Rosa Vidal, won the Silver Anchor on Sunday night. '
            'The critics\' prize went to a very different film: "Line 9", a farce by the brothers '
            "Jan and Piet Bos about a guard who loses his whistle."
        ),
    ),
    (
        (
            "The jury gave the Silver Anchor to Rosa Vidal, whereas the critics' prize was won by "
            "a farce."
        ),
        (
            '"Winter Salt", the second film by Rosa Vidal, won the Silver Anchor on Sunday night. '
            'The critics\' prize went to a very different film: "Line 9", a farce by the brothers '
            "Jan and Piet Bos about a guard who loses his whistle."
        ),
    ),
    (
        "The critics' prize was won by the brothers Bos.",
        (
            '"Winter Salt", the second film by Rosa Vidal, won the Silver Anchor on Sunday night. '
            'The critics\' prize went to a very different film: "Line 9", a farce by the brothers '
            "Jan and Piet Bos about a guard who loses his whistle."
        ),
    ),
    (
        (
            "Luca Roth put United in front after ten minutes, and Ben Ayo drew City level with a "
            "penalty."
        ),
        (
            "United, champions last year, had gone ahead through Luca Roth after ten minutes and "
            "hit the bar twice. City equalised from the spot on the hour, when their captain, Ben "
            "Ayo, put away a penalty."
        ),
    ),
    (
        "City equalised with a penalty on the hour after United had taken the lead.",
        (
            "United, champions last year, had gone ahead through Luca Roth after ten minutes and "
            "hit the bar twice. City equalised from the spot on the hour, when their captain, Ben "
            "Ayo, put away a penalty."
        ),
    ),
    (
        "United took an early lead before Ben Ayo equalised for City.",
        (
            "United, champions last year, had gone ahead through Luca Roth after ten minutes and "
            "hit the bar twice. City equalised from the spot on the hour, when their captain, Ben "
            "Ayo, put away a penalty."
        ),
    ),
    (
        "Councillor Aune, who missed the vote, said that he would have backed Ms Holt.",
        (
            "Mayor Ida Lie, a former pilot, had let it be known that she favoured Ms Holt. The "
            "absent member, Councillor Per Aune, said by telephone that he would have voted for "
            "Ms Holt. Captain Berg was elected by 12 votes to 11."
        ),
    ),
    (
        "Mayor Lie favoured Ms Holt, and Councillor Aune would have voted for her too.",
        (
            "Mayor Ida Lie, a former pilot, had let it be known that she favoured Ms Holt. The "
            "absent member, Councillor Per Aune, said by telephone that he would have voted for "
            "Ms Holt. Captain Berg was elected by 12 votes to 11."
        ),
    ),
    (
        "Captain Berg won although the mayor favoured his rival, Ms Holt.",
        (
            "Mayor Ida Lie, a former pilot, had let it be known that she favoured Ms Holt. The "
            "absent member, Councillor Per Aune, said by telephone that he would have voted for "
            "Ms Holt. Captain Berg was elected by 12 votes to 11."
        ),
    ),
    (
        "People who drive over the bridge each week back Sandoval by two to one.",
        (
            "Mayor Lowell Brask is five points ahead, a poll shows. Among people who drive over "
            "the bridge at least once a week, Ms Sandoval leads by two to one."
        ),
    ),
    (
        "Juno can use the trams for life.",
        "The tram company has given Juno a pass for life. It recorded the birth under delays.",
    ),
    (
        "Anna and her brother got free tickets for life.",
        "Anna and her brother were given free tickets for life, the club said.",
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
