"""NRM referrals in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from macem.govuk.dates import full_date
from macem.referrals.models import (
    NrmReferral,
)


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
