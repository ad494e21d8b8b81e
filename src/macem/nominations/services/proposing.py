"""What is about to be recorded, what its author had before them, and what the protocol makes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.agencies.policies import roles_of
from macem.gate import clock
from macem.nominations.facts import Gathered, gather
from macem.nominations.models import Nomination, NominationDecision
from macem.people.models import Person
from macem.protocol.part_two import PartTwoDecision, part_two_decision
from macem.protocol.pathway import RammDecision, ramm_decision, shown_to_chair
from macem.protocol.vocabulary import Answer, Body, Clause, Decision, MashLevel, Part, RammOutcome, Role
from macem.schedule.models import Meeting
from macem.schedule.reading import next_meeting


@dataclass(frozen=True)
class Proposed:
    """What is about to be recorded: the outcome and what it asks for."""

    outcome: RammOutcome
    part: Part | None = None
    meeting: Meeting | None = None
    reason: str = ""
    manager: User | None = None
    manager_reason: str = ""
    more_from: Agency | None = None
    more_by: date | None = None
    question: str = ""

    def for_ramm(self, meeting: Meeting | None, *, manager_roles: Iterable[Role]) -> RammDecision:
        """Return it as the protocol asks for it (P5)."""
        return RammDecision(
            outcome=self.outcome,
            reason=self.reason,
            part=self.part,
            meeting=meeting.on if meeting else None,
            service_manager_reason=self.manager_reason,
            service_manager_roles=tuple(manager_roles),
            ask_whom=self.more_from.name if self.more_from else "",
            answer_by=self.more_by,
            question=self.question,
        )

    def for_part_two(self, meeting: Meeting | None) -> PartTwoDecision:
        """Return it as the protocol asks for it in Part 2 (I2)."""
        return PartTwoDecision(
            outcome=self.outcome,
            reason=self.reason,
            meeting=meeting.on if meeting else None,
            ask_whom=self.more_from.name if self.more_from else "",
            answer_by=self.more_by,
            question=self.question,
        )


@dataclass(frozen=True)
class Seen:
    """What somebody had before them when they began: the latest decision and nomination; 0 for none.

    It is the version of a row on the list: whoever decides on another is told (see :class:`StaleWrite`).
    """

    decision: int
    nomination: int

    def __str__(self) -> str:
        return f"{self.decision}-{self.nomination}"

    @classmethod
    def of(cls, nominations: Sequence[Nomination], decision: NominationDecision | None) -> "Seen":
        return cls(decision.pk if decision else 0, max((row.pk for row in nominations), default=0))

    @classmethod
    def read(cls, text: str) -> "Seen | None":
        """Return what :meth:`__str__` wrote; None for anything else."""
        decision, _dash, nomination = text.partition("-")
        if not (decision.isdecimal() and nomination.isdecimal()):
            return None
        return cls(int(decision), int(nomination))


@dataclass(frozen=True)
class Weighed:
    """A proposal with all that the protocol asks about; ``met`` are the criteria that are met."""

    panel: Panel
    body: Body
    proposed: Proposed
    part: Part | None
    meeting: Meeting | None
    gathered: Gathered
    met: tuple[Clause, ...]
    at: datetime

    @property
    def mash_level(self) -> MashLevel | None:
        return self.gathered.mash_level

    @property
    def shown_to_chair(self) -> bool:
        """Whether the chair sees it with the agenda (P5)."""
        return self.body is Body.RAMM and shown_to_chair(self._proposal(), self.mash_level, self.met)

    def allowed(self) -> Decision:
        """Ask the protocol whether the decision may be recorded (P5; for Part 2 I2)."""
        today = clock.local_date(self.at)
        if self.body is Body.INTELLIGENCE_DS:
            return part_two_decision(self.proposed.for_part_two(self.meeting), today=today)
        return ramm_decision(self._proposal(), mash_level=self.mash_level, criteria_met=self.met, today=today)

    def _proposal(self) -> RammDecision:
        manager = self.proposed.manager
        roles = roles_of(manager.pk, panel=self.panel, at=self.at) if manager is not None else ()
        return self.proposed.for_ramm(self.meeting, manager_roles=roles)


def weigh(
    *,
    panel: Panel,
    person: Person,
    body: Body,
    nominations: Sequence[Nomination],
    proposed: Proposed,
    at: datetime,
) -> Weighed:
    """Put a proposal beside the criteria that are met now, or were when the nominations were raised (P5).

    "To MACEM" without a meeting means the next one.
    """
    gathered = gather(panel, person, at)
    met = {Clause(nomination.clause) for nomination in nominations if nomination.answer is Answer.MET}
    met |= {decision.clause for decision in gathered.evaluation.decisions if decision.met}
    meeting = proposed.meeting
    if meeting is None and proposed.outcome is RammOutcome.TO_MACEM:
        meeting = next_meeting(panel, clock.local_date(at))
    return Weighed(
        panel=panel,
        body=body,
        proposed=proposed,
        part=Part.ADULT_2 if body is Body.INTELLIGENCE_DS else proposed.part,
        meeting=meeting,
        gathered=gathered,
        met=tuple(sorted(met)),
        at=at,
    )
