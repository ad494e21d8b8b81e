"""M5: each agency says shared, nothing held, or held but withheld with the reason."""

import pytest

from macem.protocol.returns import is_taken, may_be_sent
from macem.protocol.vocabulary import ReturnStatus
from macem.protocol.vocabulary.states import MeetingStage


@pytest.mark.parametrize(
    ("answer", "texts", "met"),
    [
        (ReturnStatus.SHARED, {"information": "Seen on Monday"}, True),
        (ReturnStatus.SHARED, {"information": " "}, False),
        (ReturnStatus.NOTHING_HELD, {}, True),
        (ReturnStatus.WITHHELD, {"withheld_reason": "Told in confidence"}, True),
        (ReturnStatus.WITHHELD, {"information": "Told in confidence"}, False),
        (None, {}, False),
    ],
)
def test_an_answer_carries_what_it_needs(answer, texts, met):
    assert may_be_sent(answer, **texts).met is met


@pytest.mark.parametrize("stage", MeetingStage)
def test_answers_are_taken_from_circulation_until_the_meeting_begins(stage):
    before_it_begins = {MeetingStage.COMPILED, MeetingStage.APPROVED, MeetingStage.CIRCULATED}
    assert is_taken(stage, on_circulated_list=True).met is (stage in before_it_begins)


def test_nobody_answers_about_somebody_who_is_not_on_a_circulated_list():
    assert not is_taken(MeetingStage.COMPILED, on_circulated_list=False).met
