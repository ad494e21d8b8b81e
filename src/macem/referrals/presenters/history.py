"""A child's history in the few words that a decision of the MASH needs (clause P2)."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.govuk.dates import full_date
from macem.govuk.parts import Pair
from macem.people.finding import Candidate
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary.early_help import EarlyHelpState
from macem.referrals.history import History
from macem.referrals.models import Referral
from macem.referrals.presenters.mash import DecisionPresenter


@dataclass(frozen=True)
class EarlierPresenter:
    """One earlier contact about the child, and what the MASH decided on it."""

    referral: Referral

    @property
    def url(self) -> str:
        return reverse("referrals:decide", kwargs={"receipt": self.referral.receipt})

    @property
    def receipt(self) -> str:
        return self.referral.receipt

    @property
    def sent(self) -> str:
        return _("%(day)s, %(agency)s") % {
            "day": full_date(self.referral.submitted_at),
            "agency": self.referral.agency.name,
        }

    @property
    def outcome(self) -> str:
        """ "Level 2: early help"; or that it waits."""
        decisions = list(self.referral.decisions.all())
        return DecisionPresenter(decisions[-1]).level if decisions else _("Waits for a decision")


@dataclass(frozen=True)
class HistoryPresenter:
    """What is known of one child, and where to read more."""

    person: PersonPresenter
    history: History

    @property
    def record_url(self) -> str:
        return reverse("referrals:child", kwargs={"reference": self.person.reference})

    @cached_property
    def contacts(self) -> list[EarlierPresenter]:
        return [EarlierPresenter(row) for row in self.history.contacts]

    @property
    def contacts_words(self) -> str:
        """ "2 earlier contacts"; empty where there is none."""
        count = len(self.history.contacts)
        return (
            ngettext("%(n)d earlier contact", "%(n)d earlier contacts", count) % {"n": count} if count else ""
        )

    @property
    def is_open_at_macem(self) -> bool:
        return any(case.is_open for case in self.history.cases)

    @property
    def holder(self) -> str:
        """Who holds the case (clause P9); empty where nobody is recorded."""
        holder = self.history.holder
        return f"{holder.worker_name}, {holder.agency.name}" if holder else ""

    @property
    def pairs(self) -> list[Pair]:
        """The facts beside a decision, each said even where there is nothing."""
        given = [
            (_("Who holds the case"), self.holder, _("Nobody recorded")),
            (_("At MACEM"), self._cases, _("Never before the panel")),
            (_("Risk assessment"), self._assessment, _("None")),
            (_("Early help"), self._early_help, _("None")),
            (_("Strategy meeting"), self._strategy_meeting, _("None recorded")),
            (_("Reported missing"), self._missing, _("Never recorded")),
        ]
        return [Pair(name, said or nothing, none=not said) for name, said, nothing in given]

    @property
    def _cases(self) -> str:
        return "; ".join(
            _("%(part)s, open since %(day)s") % {"part": case.part.label, "day": full_date(case.opened_at)}
            if case.closed_at is None
            else _("%(part)s, closed %(day)s") % {"part": case.part.label, "day": full_date(case.closed_at)}
            for case in self.history.cases
        )

    @property
    def _assessment(self) -> str:
        latest = next(iter(self.history.assessments), None)
        if latest is None:
            return ""
        return _("%(level)s, completed %(day)s") % {
            "level": latest.level.label,
            "day": full_date(latest.completed_on),
        }

    @property
    def _early_help(self) -> str:
        return "; ".join(
            _("%(agency)s since %(day)s: %(state)s")
            % {
                "agency": row.agency.name,
                "day": full_date(row.begun_at),
                "state": EarlyHelpState(row.state).label.lower(),
            }
            for row in self.history.early_help
        )

    @property
    def _strategy_meeting(self) -> str:
        latest = next(iter(self.history.strategy_meetings), None)
        if latest is None:
            return ""
        words = _("%(day)s, section 47 enquiry opened") if latest.section_47 else "%(day)s"
        return words % {"day": full_date(latest.held_on)}

    @property
    def _missing(self) -> str:
        count = len(self.history.episodes)
        if not count:
            return ""
        words = ngettext("%(n)d time, last %(day)s", "%(n)d times, last %(day)s", count)
        return words % {"n": count, "day": full_date(self.history.episodes[0].started_on)}


@dataclass(frozen=True)
class CandidatePresenter(HistoryPresenter):
    """Somebody known here who may be the child of a referral, and what speaks for it."""

    candidate: Candidate

    @property
    def likeness(self) -> str:
        return self.candidate.compared.likeness.label

    @property
    def tag(self) -> str:
        return "ask" if self.candidate.compared.likeness.wants_a_word else "none"

    @property
    def because(self) -> str:
        return self.candidate.compared.words
