"""Sets the scene for the tests of this room: children, what is recorded about them, meetings, decisions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from macem.confidentiality.services import Principal
from macem.demo.partnership import Partnership
from macem.gate import clock
from macem.missing import services as missing
from macem.nominations import services
from macem.nominations.models import Nomination, NominationDecision
from macem.nominations.services import Proposed
from macem.people import services as people
from macem.people.models import Person
from macem.protocol.vocabulary import AbsenceType, Part, RammOutcome, Role
from macem.protocol.vocabulary.states import PersonKind
from macem.schedule import services as schedule
from macem.schedule.models import Meeting


@dataclass
class Scene:
    """Everything happens at ``at``; :meth:`days_later` moves it on."""

    acting: Callable[[str], Any]
    as_worker: Callable[[], Any]
    partnership: Partnership
    at: datetime = field(default_factory=clock.now)

    @property
    def panel(self):
        return self.partnership.panel

    def days_later(self, days: int) -> None:
        self.at += timedelta(days=days)

    def child(self, forename: str = "Fern", surname: str = "Test-Pell") -> Person:
        """A child whom the coordinator sees and about whom nothing is known yet."""
        with self.acting("ce_coordinator") as by:
            return people.register_person(
                kind=PersonKind.CHILD,
                forename=forename,
                surname=surname,
                first_grants=[Principal.role(self.panel.pk, Role.CE_COORDINATOR)],
                basis="test",
                source="test",
                by=by,
            )

    def absent(self, child: Person, *, days_ago: int = 10, days: int = 3) -> Any:
        """A missing episode that began so long ago, at eight in the evening."""
        start = clock.local_date(self.at) - timedelta(days=days_ago)
        with self.acting("ce_coordinator") as by:
            return missing.record_episode(
                person=child,
                kind=AbsenceType.MISSING,
                started_on=start,
                started_at=time(20, 0),
                ended_on=start + timedelta(days=days),
                ended_at=time(20, 0),
                by=by,
                at=self.at,
            )

    def drain(self) -> int:
        with self.as_worker():
            return services.drain_changed_facts(at=self.at)

    def nominated(self, forename: str = "Fern", surname: str = "Test-Pell") -> Person:
        """A child nominated under C3: missing for three days."""
        child = self.child(forename, surname)
        self.absent(child)
        self.drain()
        return child

    def meeting(self, *, days: int = 21) -> Meeting:
        with self.acting("business_support") as by:
            return schedule.plan_meeting(
                panel=self.panel,
                on=clock.today() + timedelta(days=days),
                starts=time(14, 0),
                ends=time(16, 0),
                by=by,
            )

    def decide(self, child: Person, proposed: Proposed, **given: Any) -> NominationDecision:
        with self.acting("ce_coordinator") as by:
            return services.decide(
                panel=self.panel, person=child, proposed=proposed, by=by, at=self.at, **given
            )

    def change(self, decision: NominationDecision, proposed: Proposed, why: str = "Wrong row."):
        with self.acting("ce_coordinator") as by:
            return services.change_decision(decision=decision, proposed=proposed, why=why, by=by, at=self.at)

    def asked(self, child: Person, *, agency: str = "health", days: int = 7) -> NominationDecision:
        return self.decide(child, self.asking(agency=agency, days=days))

    def asking(self, *, agency: str = "health", days: int = 7) -> Proposed:
        return Proposed(
            outcome=RammOutcome.MORE_INFORMATION,
            more_from=self.partnership.agency(agency),
            more_by=clock.local_date(self.at) + timedelta(days=days),
            question="When was the last appointment?",
        )

    def not_now(self) -> Proposed:
        return Proposed(
            outcome=RammOutcome.NOT_NOW,
            reason="Therapy has begun.",
            manager=self.partnership.user("service_manager"),
            manager_reason="The plan holds.",
        )

    def open_about(self, child: Person) -> list[str]:
        with self.acting("ce_coordinator"):
            rows = Nomination.objects.all().open().filter(subject_id=child.pk)
            return list(rows.values_list("clause", flat=True))


TO_MACEM = Proposed(outcome=RammOutcome.TO_MACEM, part=Part.CHILD_1A)
