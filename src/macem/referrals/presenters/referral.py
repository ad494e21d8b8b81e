"""Referrals in words, for who sent them and for the MASH."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from macem.gate import clock
from macem.govuk.dates import full_date, long_date, moment
from macem.protocol.ages import age_on
from macem.protocol.referral import decision_due, working_days_waited
from macem.protocol.vocabulary import MashRoute, Strand
from macem.protocol.working_days import Calendar
from macem.referrals.models import (
    Referral,
)

OUTCOME_WORDS = {
    MashRoute.MACEM: gettext_lazy("To MACEM"),
    MashRoute.FEHA: gettext_lazy("Early help"),
    MashRoute.ADVICE: gettext_lazy("Advice"),
}


WAITING = gettext_lazy("Waiting")


SHORT = {Strand.MISSING: gettext_lazy("Missing"), Strand.ONLINE: gettext_lazy("Online")}


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
    def form_url(self) -> str:
        """The whole screening form of which the referral was made; empty: it was a few lines."""
        return self._form_page("screening:read")

    @property
    def print_url(self) -> str:
        return self._form_page("screening:print")

    def _form_page(self, route: str) -> str:
        form = self.referral.screening
        return reverse(route, kwargs={"reference": form.reference}) if form is not None else ""

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
