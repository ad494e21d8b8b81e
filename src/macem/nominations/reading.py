"""What is open about somebody, what was decided on it, and whether a meeting has made use of that."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from macem.agencies.models import Panel
from macem.gate import clock
from macem.nominations.models import Nomination, NominationDecision
from macem.protocol.ramm import Evidence, Place, Question, may_be_changed, place
from macem.protocol.vocabulary import Body, Decision, RammOutcome
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule.models import StageReached
from macem.schedule.reading import previous_agenda_compiled_at


def open_about(panel: Panel, subject_id: int, body: Body | None = None) -> list[Nomination]:
    """Return what waits for a decision about somebody, earliest first. Unscoped: for services.

    Without ``body`` that of the first: the RAMM and the intelligence DS decide apart (P5, I2).
    """
    rows = list(Nomination.objects.get_queryset().open().filter(panel=panel, subject_id=subject_id))
    wanted = body or (rows[0].body if rows else None)
    return [row for row in rows if row.body is wanted]


def latest_decision(panel: Panel, subject_id: int, body: Body) -> NominationDecision | None:
    """Return the latest decision about somebody that stands. Unscoped: for services."""
    rows = NominationDecision.objects.get_queryset().at_panel(panel).for_body(body).standing()
    return rows.filter(subject_id=subject_id).last()


@dataclass(frozen=True)
class Uses:
    """What meetings have made use of: those begun (names sent, or further), and when one last compiled."""

    begun: frozenset[int]
    compiled: datetime | None

    @classmethod
    def of(cls, panel: Panel, decisions: Iterable[NominationDecision], at: datetime) -> "Uses":
        """Return the uses of these decisions of a panel, in two queries."""
        meetings = {row.meeting_id for row in decisions if row.meeting_id is not None}
        reached = StageReached.objects.filter(meeting_id__in=meetings).exclude(stage=MeetingStage.PLANNED)
        begun = reached.values_list("meeting_id", flat=True)
        return cls(frozenset(begun), previous_agenda_compiled_at(panel, at))

    def may_be_changed(self, decision: NominationDecision, why: str | None = None) -> Decision:
        """Ask the protocol whether the latest decision about somebody may be changed (P5).

        To MACEM is used when the names of its meeting have gone to the chair; anything else when an agenda
        was compiled since. A question stands until it is answered.
        """
        if decision.outcome is RammOutcome.TO_MACEM:
            used = decision.meeting_id is None or decision.meeting_id in self.begun
        elif decision.outcome is RammOutcome.MORE_INFORMATION:
            used = False
        else:
            used = self.compiled is not None and self.compiled >= decision.decided_at
        answered = getattr(getattr(decision, "question", None), "answer", None) is not None
        return may_be_changed(decision.outcome, replaced=False, used=used, answered=answered, why=why)


def to_decide(user: Any, body: Body, at: datetime) -> set[tuple[int, int]]:
    """Return panel and subject of everybody on whom ``body`` has to decide, as far as ``user`` sees (P5).

    Whoever waits for an answer is not among them until they are back.
    """
    raised: dict[tuple[int, int], list[Evidence]] = defaultdict(list)
    for row in Nomination.objects.visible_to(user).for_body(body).open():
        raised[row.panel_id, row.subject_id].append(Evidence(row.raised_at, row.happened_on))
    decisions = NominationDecision.objects.visible_to(user).for_body(body).standing()
    decisions = decisions.filter(subject_id__in={subject_id for _panel, subject_id in raised})
    latest = {(row.panel_id, row.subject_id): row for row in decisions.select_related("question__answer")}
    today = clock.local_date(at)
    return {
        key
        for key, evidence in raised.items()
        if place(evidence, question_of(latest.get(key)), today) is Place.TO_DECIDE
    }


def question_of(decision: NominationDecision | None) -> Question | None:
    """Return what a decision asked, as the protocol weighs it; None where it asked nothing (P5)."""
    if decision is None or decision.outcome is not RammOutcome.MORE_INFORMATION or decision.more_by is None:
        return None
    answer = getattr(getattr(decision, "question", None), "answer", None)
    return Question(decision.decided_at, decision.more_by, answer.answered_at if answer else None)
