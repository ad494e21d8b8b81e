"""Referrals, decisions and assessments in words."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from macem.gate import clock
from macem.govuk.dates import full_date, long_date, moment
from macem.people.presenters import PersonPresenter
from macem.protocol.ages import age_on
from macem.protocol.referral import decision_due, working_days_waited
from macem.protocol.transitions import AssessmentState
from macem.protocol.vocabulary import MashLevel, MashRoute, RiskLevel, Strand
from macem.protocol.working_days import Calendar
from macem.referrals import reading
from macem.referrals.models import (
    AssessmentReview,
    MashDecision,
    NrmReferral,
    Referral,
    RiskAssessment,
    StrategyMeeting,
)

OUTCOME_WORDS = {
    MashRoute.MACEM: gettext_lazy("To MACEM"),
    MashRoute.FEHA: gettext_lazy("Early help"),
    MashRoute.ADVICE: gettext_lazy("Advice"),
}
WAITING = gettext_lazy("Waiting")
SHORT = {Strand.MISSING: gettext_lazy("Missing"), Strand.ONLINE: gettext_lazy("Online")}
BARS = {RiskLevel.EMERGING: 1, RiskLevel.ESCALATING: 2, RiskLevel.SIGNIFICANT: 3}


def as_sent(referral: Referral) -> str:
    """The child as the referrer named them."""
    return f"{referral.forename} {referral.surname}".strip()


def _age_as_sent(referral: Referral, today: date) -> str:
    if referral.date_of_birth is not None:
        return _("%(born)s, %(age)s years") % {
            "born": full_date(referral.date_of_birth),
            "age": age_on(referral.date_of_birth, max(today, referral.date_of_birth)),
        }
    if referral.about_age is not None:
        return _("about %(age)s") % {"age": referral.about_age}
    return _("age not known")


@dataclass(frozen=True)
class SentPresenter:
    """One referral as its referrer sees it: what they sent, and the outcome in a word (clause P1)."""

    referral: Referral
    route: MashRoute | None = None

    @property
    def receipt(self) -> str:
        return self.referral.receipt

    @property
    def url(self) -> str:
        return reverse("referrals:sent", kwargs={"receipt": self.referral.receipt})

    @property
    def name(self) -> str:
        return as_sent(self.referral)

    @property
    def age(self) -> str:
        return _age_as_sent(self.referral, clock.local_date(self.referral.submitted_at))

    @property
    def sent(self) -> str:
        return moment(self.referral.submitted_at)

    @property
    def sent_day(self) -> str:
        return full_date(self.referral.submitted_at)

    @property
    def outcome(self) -> str:
        """ "Waiting", "To MACEM", "Early help" or "Advice"; never why."""
        return str(WAITING if self.route is None else OUTCOME_WORDS[self.route])

    @property
    def is_decided(self) -> bool:
        return self.route is not None

    @property
    def agency(self) -> str:
        return self.referral.agency.name

    @property
    def referrer(self) -> str:
        return self.referral.submitted_by.full_name

    @property
    def strands(self) -> list[str]:
        return [Strand(value).label for value in self.referral.strands]

    @property
    def kinds(self) -> list[str]:
        """The same in short, as badges: "CSE", "Missing"."""
        return [str(SHORT.get(Strand(value), value.upper())) for value in self.referral.strands]

    @property
    def harmful_sexual_behaviour(self) -> str:
        return self.referral.harmful_sexual_behaviour.label

    @property
    def concern(self) -> str:
        return self.referral.concern

    @property
    def strengths(self) -> str:
        return self.referral.strengths

    @property
    def csc_number(self) -> str:
        return self.referral.csc_number

    @property
    def home_authority(self) -> str:
        return self.referral.home_authority

    @property
    def discussion_reason(self) -> str:
        return self.referral.discussion_reason


@dataclass(frozen=True, kw_only=True)
class QueuePresenter(SentPresenter):
    """One referral as the MASH sees it: how long it has waited, by when it is decided."""

    calendar: Calendar
    today: date

    @property
    def url(self) -> str:
        return reverse("referrals:decide", kwargs={"receipt": self.referral.receipt})

    @property
    def due(self) -> date:
        return decision_due(clock.local_date(self.referral.submitted_at), self.calendar)

    @property
    def due_words(self) -> str:
        return long_date(self.due)

    @property
    def is_late(self) -> bool:
        return self.due < self.today

    @property
    def waited(self) -> str:
        """ "3 working days"; the day of receipt is not counted."""
        days = working_days_waited(clock.local_date(self.referral.submitted_at), self.today, self.calendar)
        if days == 0:
            return _("under 1 working day")
        return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}


@dataclass(frozen=True)
class DecisionPresenter:
    """One decision of the MASH."""

    decision: MashDecision

    @property
    def level(self) -> str:
        return MashLevel(self.decision.level).label

    @property
    def path(self) -> str:
        return self.decision.path.label

    @property
    def agency(self) -> str:
        return self.decision.referral.agency.name

    @property
    def reason(self) -> str:
        return self.decision.reason

    @property
    def work_offered(self) -> str:
        return self.decision.work_offered

    @property
    def who(self) -> str:
        return self.decision.decided_by.full_name

    @property
    def day(self) -> str:
        return full_date(self.decision.decided_at)

    @property
    def decided(self) -> str:
        return _("%(who)s, %(when)s") % {"who": self.who, "when": moment(self.decision.decided_at)}


@dataclass(frozen=True)
class AssessmentPresenter:
    """One risk assessment: what it says and where it stands (clause P4)."""

    assessment: RiskAssessment
    person: PersonPresenter | None = None

    @property
    def url(self) -> str:
        return self._page("referrals:assessment")

    @property
    def review_url(self) -> str:
        return self._page("referrals:review")

    @property
    def state(self) -> AssessmentState:
        return reading.state_of(self.assessment)

    @property
    def state_words(self) -> str:
        return self.state.label

    @property
    def waits_for_its_author(self) -> bool:
        """Whether it was returned and not revised since."""
        return self.state is AssessmentState.RETURNED and not hasattr(self.assessment, "revision")

    @property
    def tag(self) -> str:
        """The colour of the state's tag."""
        return {AssessmentState.SIGNED_OFF: "done", AssessmentState.RETURNED: "ask"}.get(self.state, "info")

    @property
    def level(self) -> str:
        return self.assessment.level.label

    @property
    def bars(self) -> int:
        """How many of three bars are filled beside the level's word."""
        return BARS.get(self.assessment.level, 0)

    @property
    def harmful_sexual_behaviour(self) -> str:
        return self.assessment.harmful_sexual_behaviour.label

    @property
    def narrative(self) -> str:
        return self.assessment.narrative

    @property
    def strengths(self) -> str:
        return self.assessment.strengths

    @property
    def completed(self) -> str:
        return full_date(self.assessment.completed_on)

    @property
    def sent(self) -> str:
        return full_date(self.assessment.sent_at)

    @property
    def author(self) -> str:
        return self.assessment.author.full_name

    @property
    def sent_to(self) -> str:
        return self.assessment.sent_to.full_name

    @property
    def review(self) -> AssessmentReview | None:
        return next(iter(self.assessment.reviews.all()), None)

    @property
    def reviewed(self) -> str:
        """ "Signed off by Beth Example-Crane, 22 December 2026"; empty while it waits."""
        if self.review is None:
            return ""
        words = _("Signed off by %(who)s, %(day)s") if self._is_signed else _("Returned by %(who)s, %(day)s")
        return words % {"who": self.review.reviewed_by.full_name, "day": full_date(self.review.reviewed_at)}

    @property
    def comments(self) -> str:
        return self.review.comments if self.review else ""

    @property
    def _is_signed(self) -> bool:
        return self.state is AssessmentState.SIGNED_OFF

    def _page(self, name: str) -> str:
        reference = self.assessment.subject.reference
        return reverse(name, kwargs={"reference": reference, "pk": self.assessment.pk})


@dataclass(frozen=True)
class NrmPresenter:
    """One NRM referral (clause C1)."""

    nrm: NrmReferral

    @property
    def submitted(self) -> str:
        return full_date(self.nrm.submitted_on)

    @property
    def responder(self) -> str:
        return self.nrm.responder

    @property
    def number(self) -> str:
        return self.nrm.number

    @property
    def state(self) -> str:
        if self.nrm.withdrawn_on is None:
            return _("Stands")
        return _("Withdrawn %(day)s") % {"day": full_date(self.nrm.withdrawn_on)}

    @property
    def stands(self) -> bool:
        return self.nrm.withdrawn_on is None


@dataclass(frozen=True)
class StrategyPresenter:
    """One strategy meeting (clause P3)."""

    meeting: StrategyMeeting

    @property
    def held(self) -> str:
        return full_date(self.meeting.held_on)

    @property
    def section_47(self) -> str:
        return _("Opened") if self.meeting.section_47 else _("Not opened")

    @property
    def outcome(self) -> str:
        return self.meeting.outcome
