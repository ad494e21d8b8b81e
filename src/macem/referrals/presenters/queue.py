"""The MASH's queue in words (clause P2)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.govuk.dates import moment
from macem.govuk.parts import Link
from macem.people.likeness import Likeness
from macem.protocol.vocabulary import MashLevel
from macem.protocol.working_days import Calendar
from macem.referrals.models import MashDecision, Referral
from macem.referrals.presenters.referral import OUTCOME_WORDS, QueuePresenter
from macem.referrals.queue import Queue, Shown, Waiting
from macem.screening.presenters.suggestion import SuggestionPresenter
from macem.screening.reading import form_of


def waiting_rows(waiting: list[Waiting], calendar: Calendar, today: date) -> list["WaitingPresenter"]:
    """Return what a list of the waiting shows, in its order."""
    return [WaitingPresenter(one.referral, calendar=calendar, today=today, waiting=one) for one in waiting]


def chips(queue: Queue, shown: Shown) -> list[Link]:
    """Return a link for each list, with how many stand on it."""
    return [
        Link(one.label, f"?show={one.value}", current=one is shown, count=queue.rows(one).count())
        for one in Shown
    ]


@dataclass(frozen=True, kw_only=True)
class WaitingPresenter(QueuePresenter):
    """One contact that waits: how long, and what may be known of its child already."""

    waiting: Waiting

    @cached_property
    def suggestion(self) -> SuggestionPresenter | None:
        """What the screening form suggests, and why; None: a contact in a few lines (clause P1)."""
        form = self.referral.screening
        return SuggestionPresenter(form_of(form)) if form is not None else None

    @property
    def sort(self) -> str:
        return _("Contact") if self.suggestion is None else _("Screening")

    @property
    def is_harmed_now(self) -> bool:
        return self.suggestion is not None and self.suggestion.is_harmed_now

    @property
    def known_words(self) -> str:
        """ "Likely known here"; how many where there are several; empty where nobody is likely."""
        count = len(self.waiting.records)
        if not count:
            return ""
        sure = any(one.likeness is Likeness.SURE for one in self.waiting.records)
        one = _("Known here by a number") if sure else _("Likely known here")
        return (
            one
            if count == 1
            else ngettext("%(n)d likely record", "%(n)d likely records", count) % {"n": count}
        )

    @property
    def earlier_words(self) -> str:
        count = self.waiting.earlier
        return (
            ngettext("%(n)d earlier contact", "%(n)d earlier contacts", count) % {"n": count} if count else ""
        )

    @property
    def earlier_url(self) -> str:
        """Where the earlier contacts stand with what was decided on them."""
        return reverse("referrals:child", kwargs={"reference": self.waiting.likely_reference}) + "#mash"

    @property
    def alike(self) -> list[Link]:
        """Other contacts that wait and are likely about the same child."""
        return [
            Link(one.receipt, reverse("referrals:decide", kwargs={"receipt": one.receipt}))
            for one in self.waiting.alike
        ]


@dataclass(frozen=True, kw_only=True)
class DecidedPresenter(QueuePresenter):
    """One contact that was decided: the decision that stands."""

    @classmethod
    def of(cls, referral: Referral, calendar: Calendar, today: date) -> "DecidedPresenter":
        decisions = list(referral.decisions.all())
        return cls(referral, decisions[-1].path, calendar=calendar, today=today)

    @cached_property
    def decision(self) -> MashDecision:
        return list(self.referral.decisions.all())[-1]

    @property
    def level(self) -> str:
        return MashLevel(self.decision.level).label

    @property
    def path(self) -> str:
        """ "Early help"; with what is offered."""
        return str(OUTCOME_WORDS[self.decision.path])

    @property
    def work_offered(self) -> str:
        return self.decision.work_offered

    @property
    def decided(self) -> str:
        return moment(self.decision.decided_at)

    @property
    def decider(self) -> str:
        return self.decision.decided_by.full_name
