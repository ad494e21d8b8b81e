"""Early help in words (clause P2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.govuk.dates import full_date
from macem.people.presenters import PersonPresenter
from macem.protocol.early_help import ReviewStanding, review_standing
from macem.protocol.vocabulary import MashLevel
from macem.protocol.vocabulary.early_help import EarlyHelpState
from macem.referrals.models import EarlyHelp, EarlyHelpReview, EarlyHelpWorkReview

TAGS = {
    EarlyHelpState.UNDER_WAY: "info",
    EarlyHelpState.STEP_UP_ASKED: "ask",
    EarlyHelpState.NEEDS_MET: "done",
}


@dataclass(frozen=True)
class EarlyHelpPresenter:
    """One piece of early help. Bring it along with ``with_state()``; ``with_rows`` fetches what it shows."""

    early_help: EarlyHelp
    today: date
    person: PersonPresenter | None = None

    @property
    def url(self) -> str:
        return self._page("early_help")

    @property
    def review_url(self) -> str:
        return self._page("early_help_review")

    @property
    def step_up_url(self) -> str:
        return self._page("early_help_step_up")

    @property
    def lead_url(self) -> str:
        return self._page("early_help_lead")

    @property
    def state(self) -> EarlyHelpState:
        return EarlyHelpState(self.early_help.state)

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def waits_for_mash(self) -> bool:
        return self.state is EarlyHelpState.STEP_UP_ASKED

    @property
    def state_words(self) -> str:
        return self.state.label

    @property
    def tag(self) -> str:
        """The colour of the state's tag."""
        return TAGS.get(self.state, "none")

    @property
    def agency(self) -> str:
        return self.early_help.agency.name

    @cached_property
    def lead(self) -> str:
        """Who leads the work; empty while nobody is named."""
        names = [lead.name for lead in self.early_help.leads.all()]
        return names[-1] if names else ""

    @property
    def begun(self) -> str:
        return full_date(self.early_help.begun_at)

    @property
    def begun_by(self) -> str:
        return self.early_help.begun_by.full_name

    @property
    def level(self) -> str:
        return MashLevel(self.early_help.decision.level).label

    @property
    def reason(self) -> str:
        """Why the MASH decided on early help."""
        return self.early_help.decision.reason

    @cached_property
    def work(self) -> list[str]:
        return [one.name for one in self.early_help.work.all()]

    @property
    def next_review(self) -> date | None:
        """The day of the next review; None once it waits for the MASH or has ended."""
        return self.early_help.next_review

    @property
    def next_review_words(self) -> str:
        return full_date(self.next_review)

    @property
    def is_late(self) -> bool:
        return (
            self.next_review is not None
            and review_standing(self.next_review, self.today) is ReviewStanding.OVERDUE
        )

    @property
    def summary(self) -> str:
        """In a line, for the child's page: "Local Area Team, review due 3 March 2027"."""
        if self.next_review is None:
            return _("%(agency)s. %(state)s") % {"agency": self.agency, "state": self.state_words}
        words = (
            _("%(agency)s, review was due %(day)s") if self.is_late else _("%(agency)s, review due %(day)s")
        )
        return words % {"agency": self.agency, "day": self.next_review_words}

    @cached_property
    def reviews(self) -> "list[ReviewPresenter]":
        """The latest first."""
        return [ReviewPresenter(one) for one in reversed(self.early_help.reviews.all())]

    def _page(self, name: str) -> str:
        return reverse(f"referrals:{name}", kwargs={"number": self.early_help.pk})


@dataclass(frozen=True)
class ReviewPresenter:
    """One review: what was done, what came of it, how it went on."""

    review: EarlyHelpReview

    @property
    def day(self) -> str:
        return full_date(self.review.reviewed_on)

    @property
    def outcome(self) -> str:
        if self.review.next_review_on is not None:
            return _("Goes on, next review %(day)s") % {"day": full_date(self.review.next_review_on)}
        return self.review.outcome.label

    @property
    def reason(self) -> str:
        return self.review.reason

    @property
    def who(self) -> str:
        return self.review.recorded_by.full_name

    @property
    def work(self) -> Sequence["WorkReviewPresenter"]:
        return [WorkReviewPresenter(one) for one in self.review.work.all()]


@dataclass(frozen=True)
class WorkReviewPresenter:
    """What came of one kind of work."""

    row: EarlyHelpWorkReview

    @property
    def name(self) -> str:
        return self.row.work.name

    @property
    def effect(self) -> str:
        return self.row.effect.label

    @property
    def done(self) -> str:
        return self.row.done


@dataclass(frozen=True)
class EarlyHelpOverview:
    """The early help at one panel that ``user`` may see, in numbers, for the MASH's page."""

    under_way: int
    overdue: int
    asked: int

    @classmethod
    def of(cls, panel: Panel, user: Any, today: date) -> "EarlyHelpOverview":
        rows = EarlyHelp.objects.visible_to(user).filter(panel=panel).open()
        days = list(rows.values_list("next_review", flat=True))
        standings = [review_standing(day, today) for day in days if day is not None]
        return cls(len(days), standings.count(ReviewStanding.OVERDUE), days.count(None))
