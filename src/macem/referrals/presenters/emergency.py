"""Emergencies in words: who was shown the emergency route, and what followed (clause P3)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.govuk.dates import moment
from macem.referrals.models import EmergencyFollowUp, EmergencyStop


@dataclass(frozen=True)
class EmergencyPresenter:
    """One time that the emergency route was shown."""

    stop: EmergencyStop

    @property
    def url(self) -> str:
        return reverse("referrals:emergency_follow_up", kwargs={"number": self.stop.pk})

    @property
    def when(self) -> str:
        return moment(self.stop.stopped_at)

    @property
    def who(self) -> str:
        return self.stop.stopped_for.full_name

    @property
    def agency(self) -> str:
        return self.stop.agency.name

    @property
    def followed_up(self) -> EmergencyFollowUp | None:
        return getattr(self.stop, "follow_up", None)

    @property
    def outcome(self) -> str:
        """ "999 was rung by Priya Example-Stow, 30 December, 2:10pm"; empty while it waits."""
        done = self.followed_up
        if done is None:
            return ""
        if done.rung_at is None:
            return _("%(what)s: %(why)s") % {"what": done.call.label, "why": done.reason}
        return _("%(what)s by %(who)s, %(when)s") % {
            "what": done.call.label,
            "who": done.rung_by,
            "when": moment(done.rung_at),
        }
