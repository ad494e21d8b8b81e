"""What stands beside a decision of the MASH: the contact, whom it may be about, what is known (clause P2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from macem.agencies.protocol_settings import settings_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.people.finding import Perhaps, candidates
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.referrals import known, policies, summary
from macem.referrals.history import histories
from macem.referrals.models import EmergencyStop, Referral
from macem.referrals.presenters.emergency import EmergencyPresenter
from macem.referrals.presenters.history import CandidatePresenter, HistoryPresenter
from macem.referrals.presenters.mash import DecisionPresenter
from macem.referrals.presenters.referral import QueuePresenter
from macem.screening.presenters.summary import ScreeningSummary
from macem.screening.presenters.summary import summary as screening_summary

SHORTLY = timedelta(days=3)
"""An emergency so long before a contact by the same person may be about the same child (clause P3)."""


@dataclass(frozen=True)
class UnseenPresenter:
    """A record that the reader does not see yet: what speaks for it, and nothing of whose it is."""

    record: Perhaps

    @property
    def likeness(self) -> str:
        return self.record.likeness.label

    @property
    def because(self) -> str:
        return self.record.compared.words


@dataclass(frozen=True)
class Beside:
    """What ``user`` may know when they decide on ``referral``; ``found`` may be records of the child."""

    referral: Referral
    user: Any
    found: Sequence[Perhaps]

    @cached_property
    def contact(self) -> QueuePresenter:
        decisions = self.decisions
        return QueuePresenter(
            self.referral,
            decisions[0].decision.path if decisions else None,
            calendar=settings_of(self.referral.panel).calendar.working_days,
            today=clock.today(),
        )

    @cached_property
    def decisions(self) -> list[DecisionPresenter]:
        """Every decision on the contact, the one that stands first."""
        rows = self.referral.decisions.select_related("decided_by", "early_help__agency")
        return [DecisionPresenter(one) for one in reversed(rows)]

    @cached_property
    def screening(self) -> ScreeningSummary | None:
        """The screening form in short, with what it suggests; None: a contact in a few lines (clause P1)."""
        form_id = self.referral.screening_id
        return None if form_id is None else screening_summary(form_id, self.user)

    @cached_property
    def candidates(self) -> list[CandidatePresenter]:
        people = candidates(self.found)
        of = histories([one.person.pk for one in people], self.user, but=self.referral)
        return [CandidatePresenter(PersonPresenter(one.person), of[one.person.pk], one) for one in people]

    @property
    def unseen(self) -> list[UnseenPresenter]:
        return [UnseenPresenter(one) for one in known.to_open(self.found)]

    @cached_property
    def child(self) -> HistoryPresenter | None:
        """Who the child is, where that is said and their record is open to the reader; what is known."""
        people = Person.objects.visible_to(self.user).with_names().filter(pk=self.referral.subject_id)
        person = people.first()
        if person is None:
            return None
        of = histories([person.pk], self.user, but=self.referral)
        return HistoryPresenter(PersonPresenter(person), of[person.pk])

    @property
    def closed(self) -> str:
        """That the record of the child has been restricted since; else empty."""
        return str(known.CLOSED) if self.referral.subject_id and self.child is None else ""

    @cached_property
    def prompt(self) -> str:
        """That no strategy meeting is recorded where one is called for (clause P3); else empty."""
        if self.referral.subject_id is None:
            return ""
        return summary.safeguarding(self.referral.subject_id, self.user).prompt

    @property
    def may_record_strategy(self) -> bool:
        subject_id = self.referral.subject_id
        return subject_id is not None and policies.can_record_strategy(Actor.user(self.user), subject_id)

    @cached_property
    def emergencies(self) -> list[EmergencyPresenter]:
        """When the emergency route was shown to the same referrer shortly before, and what followed (P3)."""
        sent = self.referral.submitted_at
        rows = EmergencyStop.objects.filter(
            panel=self.referral.panel,
            stopped_for=self.referral.submitted_by,
            stopped_at__range=(sent - SHORTLY, sent),
        )
        rows = rows.select_related("agency", "stopped_for", "follow_up").order_by("-stopped_at")
        return [EmergencyPresenter(row) for row in rows]

    @property
    def telephone(self) -> str:
        return self.referral.panel.mash_telephone
