from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import Invitation
from macem.agencies.models import Agency, Panel
from macem.screening.querysets import ScreeningInvitationQuerySet


class ScreeningInvitation(models.Model):
    """An invitation of a school, a charity or whoever else has no account to fill in one form (clause P1).

    What they send counts as sent by ``agency`` at ``panel``; ``organisation`` is where they work. Their form
    is the one that the invitation's user began.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="screening")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="screening_invitations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="screening_invitations")
    organisation = models.CharField(_("organisation"), max_length=120)

    objects = ScreeningInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.organisation}, for {self.agency}"
