"""Decisions of the MASH in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from macem.govuk.dates import full_date, moment
from macem.protocol.vocabulary import MashLevel
from macem.referrals.models import MashDecision


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
    def early_help_words(self) -> str:
        """Which agency does the work and when it is reviewed; empty where no early help was begun."""
        begun = getattr(self.decision, "early_help", None)
        if begun is None:
            return ""
        return _("%(agency)s does the work; first review on %(day)s.") % {
            "agency": begun.agency.name,
            "day": full_date(begun.review_on),
        }

    @property
    def who(self) -> str:
        return self.decision.decided_by.full_name

    @property
    def day(self) -> str:
        return full_date(self.decision.decided_at)

    @property
    def decided(self) -> str:
        return _("%(who)s, %(when)s") % {"who": self.who, "when": moment(self.decision.decided_at)}
