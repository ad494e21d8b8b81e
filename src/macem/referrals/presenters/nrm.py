"""NRM referrals in words (clause C1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.govuk.dates import full_date
from macem.protocol import nrm as rules
from macem.referrals.models import NrmDecision, NrmNote, NrmReferral
from macem.referrals.nrm_cases import case_of, decided_of, standing_of

TAGS = {
    rules.NrmState.CONFIRMED: "done",
    rules.NrmState.NEGATIVE: "none",
    rules.NrmState.WITHDRAWN: "none",
    rules.NrmState.SUSPENDED: "ask",
}


def first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class NrmPresenter:
    """One NRM referral as it stands on ``today``. ``nrm_cases.with_decisions`` fetches what it shows."""

    nrm: NrmReferral
    panel: Panel
    today: date

    @property
    def url(self) -> str:
        return self._page("nrm_referral")

    @property
    def decision_url(self) -> str:
        return self._page("nrm_decision")

    @property
    def note_url(self) -> str:
        return self._page("nrm_note")

    @property
    def withdrawal_url(self) -> str:
        return self._page("nrm_withdrawal")

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
    def body(self) -> str:
        """Who decides; empty where that is not known."""
        return self.nrm.body.label if self.nrm.body else ""

    @cached_property
    def standing(self) -> rules.NrmStanding:
        return standing_of(self.nrm, self.panel, self.today)

    @property
    def state(self) -> str:
        """ "Reasonable grounds due 30 January 2027"."""
        return first_up(self.standing.words)

    @property
    def is_late(self) -> bool:
        return self.standing.overdue

    @property
    def tag(self) -> str:
        """The colour of the state's tag."""
        return TAGS.get(self.standing.state, "info")

    @property
    def state_words(self) -> str:
        return self.standing.state.label

    @property
    def stands(self) -> bool:
        return self.nrm.withdrawn_on is None

    @cached_property
    def odd(self) -> Sequence[str]:
        """What somebody should look at again."""
        return rules.oddities(case_of(self.nrm), settings_of(self.panel).nrm)

    @cached_property
    def decisions(self) -> "list[NrmDecisionPresenter]":
        """The latest first."""
        return [NrmDecisionPresenter(one, self) for one in reversed(self.nrm.decisions.all())]

    @cached_property
    def notes(self) -> "list[NrmNotePresenter]":
        return [NrmNotePresenter(one) for one in reversed(self.nrm.notes.all())]

    def _page(self, name: str) -> str:
        kwargs = {"reference": self.nrm.subject.reference, "pk": self.nrm.pk}
        return reverse(f"referrals:{name}", kwargs=kwargs)


@dataclass(frozen=True)
class NrmDecisionPresenter:
    """One decision, and its reconsideration where one was asked for."""

    decision: NrmDecision
    of: NrmPresenter

    @property
    def kind(self) -> str:
        return self.decision.kind.label

    @property
    def outcome(self) -> str:
        return self.decision.outcome.label

    @property
    def body(self) -> str:
        return self.decision.body.label

    @property
    def day(self) -> str:
        return full_date(self.decision.decided_on)

    @property
    def reconsideration(self) -> str:
        """ "Asked for 4 January 2027", and the day of the answer; empty where nobody asked."""
        asked = getattr(self.decision, "reconsideration", None)
        if asked is None:
            return ""
        words = _("Asked for %(day)s") % {"day": full_date(asked.requested_on)}
        answer = getattr(asked, "answer", None)
        if answer is None:
            return words
        return _("%(asked)s, decided %(day)s") % {"asked": words, "day": full_date(answer.decided_on)}

    @property
    def reconsider_url(self) -> str:
        """The form of a request; empty where the rules allow none."""
        case, decided = case_of(self.of.nrm), decided_of(self.decision)
        if not self.of.stands or not rules.may_be_reconsidered(case, decided).met:
            return ""
        kwargs = {
            "reference": self.of.nrm.subject.reference,
            "pk": self.of.nrm.pk,
            "decision": self.decision.pk,
        }
        return reverse("referrals:nrm_reconsideration", kwargs=kwargs)


@dataclass(frozen=True)
class NrmNotePresenter:
    """One note beside the referral."""

    note: NrmNote

    @property
    def kind(self) -> str:
        return self.note.kind.label

    @property
    def day(self) -> str:
        return full_date(self.note.on)

    @property
    def words(self) -> str:
        return self.note.words
