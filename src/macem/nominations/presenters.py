"""The list of nominations in words: one row a person, the evidence in a line per clause."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.govuk.dates import long_date
from macem.nominations.models import Nomination, NominationDecision
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import Answer, RammOutcome


@dataclass(frozen=True)
class EvidencePresenter:
    """One nomination: its part and clause, and the rule's own sentence."""

    nomination: Nomination

    @property
    def heading(self) -> str:
        return f"{self.nomination.part.value}, {self.nomination.clause}"

    @property
    def reason(self) -> str:
        return self.nomination.reason

    @property
    def asks(self) -> bool:
        return self.nomination.answer is Answer.MAY_BE_MET

    @property
    def missing(self) -> list[str]:
        return list(self.nomination.figures.get("missing", []))

    @property
    def raised(self) -> str:
        return long_date(self.nomination.raised_at)


@dataclass(frozen=True)
class NomineePresenter:
    """One person on the list: who, what stands behind it, what was decided last."""

    person: PersonPresenter
    evidence: list[EvidencePresenter]
    last_decision: "DecisionPresenter | None"

    @property
    def url(self) -> str:
        return reverse("nominations:decide", kwargs={"reference": self.person.reference})

    @property
    def state(self) -> str:
        """What is to be known about this row before its evidence is read."""
        if self.last_decision is None:
            return _("New")
        return _("Back") if self.last_decision.outcome is RammOutcome.MORE_INFORMATION else _("New evidence")


@dataclass(frozen=True)
class DecisionPresenter:
    """One decision: what, why, by whom, when."""

    decision: NominationDecision
    person: PersonPresenter | None = None

    @property
    def outcome(self) -> RammOutcome:
        return self.decision.outcome

    @property
    def words(self) -> str:
        """The outcome with what belongs to it: part and meeting, or from whom and by when."""
        label = self.decision.outcome.label
        if self.decision.outcome is RammOutcome.TO_MACEM and self.decision.meeting:
            return f"{label}, {self.decision.part.label}, {long_date(self.decision.meeting.on)}"
        if self.decision.outcome is RammOutcome.MORE_INFORMATION and self.decision.more_from:
            return _("%(label)s from %(agency)s by %(day)s") % {
                "label": label,
                "agency": self.decision.more_from.name,
                "day": long_date(self.decision.more_by),
            }
        return label

    @property
    def reason(self) -> str:
        manager = self.decision.manager
        if manager is not None:
            return f"{manager.full_name}: {self.decision.manager_reason}"
        return self.decision.reason

    @property
    def shown_to_chair(self) -> bool:
        return bool(self.decision.manager_reason)

    @property
    def decided(self) -> str:
        return _("%(day)s, %(name)s") % {
            "day": long_date(self.decision.decided_at),
            "name": self.decision.decided_by.full_name,
        }


def evidence(nominations: list[Nomination]) -> list[EvidencePresenter]:
    """Return the lines of one person, earliest first, without "may be met" where a later row says met."""
    met = {row.clause: row.raised_at for row in nominations if row.answer is Answer.MET}
    return [
        EvidencePresenter(row)
        for row in nominations
        if row.answer is Answer.MET or row.clause not in met or met[row.clause] < row.raised_at
    ]


def nominees(
    nominations: Iterable[Nomination],
    people: dict[int, Person],
    decisions: Iterable[NominationDecision],
) -> list[NomineePresenter]:
    """Return a row for each person with an open nomination, longest waiting first."""
    by_person: dict[int, list[Nomination]] = defaultdict(list)
    for nomination in nominations:
        by_person[nomination.subject_id].append(nomination)
    latest = {decision.subject_id: DecisionPresenter(decision) for decision in decisions}
    rows = [
        (
            min(row.raised_at for row in rows),
            NomineePresenter(
                person=PersonPresenter(people[subject_id]),
                evidence=evidence(rows),
                last_decision=latest.get(subject_id),
            ),
        )
        for subject_id, rows in by_person.items()
        if subject_id in people
    ]
    return [presenter for _since, presenter in sorted(rows, key=_waiting)]


def _waiting(row: tuple[datetime, NomineePresenter]) -> tuple[datetime, str]:
    return row[0], row[1].person.reference
