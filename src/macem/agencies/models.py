from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.querysets import MembershipQuerySet
from macem.protocol.vocabulary import Role


class Agency(models.Model):
    """An agency of the partnership (clause W1). ``code`` is short and readable, such as ``csc``."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    is_police = models.BooleanField(default=False)
    is_social_care = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Panel(models.Model):
    """A partnership's MACEM panel. Its settings are the protocol file that config names for ``code``."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    mash_telephone = models.CharField(_("MASH telephone"), max_length=40)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PanelAgency(models.Model):
    """An agency's place on a panel; a core agency counts for quorum (clause M4)."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="places")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="places")
    is_core = models.BooleanField(_("core partner"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["panel", "agency"], name="one_place_per_agency")]

    def __str__(self) -> str:
        return f"{self.agency} on {self.panel}"


class Membership(models.Model):
    """One person's role for one agency at one panel, from a day to a day (clause W3).

    Ending a membership sets ``until``; rows are never deleted, because minutes refer to them.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=40, choices=[(r.value, r.value) for r in Role])
    part_two = models.BooleanField(_("may see Part 2"), default=False)
    deputy_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "user__full_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["panel", "agency", "user", "role"],
                condition=Q(until__isnull=True),
                name="one_open_membership_per_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}, {self.agency}"


class MembershipEnding(models.Model):
    """Told to upper rooms that somebody left, so that their open actions are flagged (clause M9)."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="endings")
    noted_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.membership} ended"
