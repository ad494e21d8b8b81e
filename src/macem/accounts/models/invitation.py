from django.db import models
from django.db.models import Q

from macem.accounts.models.user import User
from macem.gate.enum_field import EnumField
from macem.protocol.invitation import Standing
from macem.protocol.vocabulary.invitations import InvitationPurpose


class Invitation(models.Model):
    """A time-boxed link and a code for somebody without an account (clause P1; security.md 16).

    ``user`` stands behind it: no role, no password, no other way in. ``address`` is where mail to them goes.
    Neither link nor code is kept: the link is ``handle`` with a signature, ``code_hash`` is hashed as a
    password is. ``wrong_codes`` counts those since the last right one or renewal. ``invited_by`` is who told
    them the code.
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="invitation")
    purpose = EnumField(InvitationPurpose)
    address = models.EmailField()
    handle = models.CharField(max_length=22, unique=True)
    code_hash = models.CharField(max_length=128)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(opened_at__isnull=False),
                name="invitation_opened_before_used",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose}, until {self.expires_at}"

    @property
    def standing(self) -> Standing:
        """What the protocol's rules ask about this invitation."""
        return Standing(
            expires_at=self.expires_at,
            wrong_codes=self.wrong_codes,
            opened_at=self.opened_at,
            used_at=self.used_at,
            ended_at=self.ended_at,
        )
