"""The lines of evidence: what they say must still be so, one a clause (P5)."""

from datetime import UTC, datetime

from macem.nominations.models import Nomination
from macem.nominations.presenters.lines import evidence
from macem.protocol.vocabulary import Answer


def _row(day: int, answer: Answer, clause: str = "C4") -> Nomination:
    return Nomination(
        pk=day, clause=clause, answer=answer, raised_at=datetime(2026, 3, day, tzinfo=UTC), figures={}
    )


def test_may_be_met_is_not_shown_once_the_clause_is_met():
    asked, met = _row(1, Answer.MAY_BE_MET), _row(2, Answer.MET)
    assert evidence([asked, met]) == [met]


def test_may_be_met_stays_beside_another_clause_and_after_an_earlier_met():
    met, asked, other = _row(1, Answer.MET), _row(2, Answer.MAY_BE_MET), _row(3, Answer.MET, "C3")
    assert evidence([met, asked, other]) == [met, asked, other]


def test_of_each_clause_only_the_latest_is_shown():
    first, second = _row(1, Answer.MET), _row(2, Answer.MET)
    assert evidence([first, second]) == [second]
