"""Agencies, panels and memberships: the administrator's writes."""

from datetime import datetime

from django.db import transaction

from macem.accounts.models import User
from macem.agencies import policies
from macem.agencies.models import Agency, Membership, MembershipEnding, Panel, PanelAgency
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.protocol.vocabulary import Role

ADMINISTRATORS = (Role.ADMINISTRATOR,)


@transaction.atomic
def create_agency(
    *,
    code: str,
    name: str,
    by: Actor,
    is_police: bool = False,
    is_social_care: bool = False,
    at: datetime | None = None,
) -> Agency:
    """Add an agency to the partnership (clause W1)."""
    policies.check_holds(by, ADMINISTRATORS, to="change agencies")
    agency = Agency(code=code, name=name, is_police=is_police, is_social_care=is_social_care)
    agency.full_clean()
    agency.save()
    audit.record("agency_created", by=by, at=at, obj=agency)
    return agency


@transaction.atomic
def create_panel(*, code: str, name: str, mash_telephone: str, by: Actor, at: datetime | None = None) -> Panel:
    """Add a panel of the partnership."""
    policies.check_holds(by, ADMINISTRATORS, to="change panels")
    panel = Panel(code=code, name=name, mash_telephone=mash_telephone)
    panel.full_clean()
    panel.save()
    audit.record("panel_created", by=by, at=at, obj=panel)
    return panel


@transaction.atomic
def join_panel(
    *, panel: Panel, agency: Agency, by: Actor, is_core: bool = True, at: datetime | None = None
) -> PanelAgency:
    """Give an agency a place on a panel; a core partner counts for quorum (clause M4)."""
    policies.check_holds(by, ADMINISTRATORS, to="change panels")
    place, created = PanelAgency.objects.get_or_create(
        panel=panel, agency=agency, defaults={"is_core": is_core}
    )
    if created:
        audit.record("agency_joined_panel", by=by, at=at, obj=place)
    return place


@transaction.atomic
def give_role(
    *,
    user: User,
    agency: Agency,
    panel: Panel,
    role: Role,
    by: Actor,
    part_two: bool = False,
    deputy_for: Membership | None = None,
    at: datetime | None = None,
) -> Membership:
    """Give ``user`` a role for ``agency`` at ``panel`` from ``at`` on (clause W3).

    Raises :class:`NotNow` if they hold it already or the account is shut.
    """
    at = at or clock.now()
    policies.check_holds(by, ADMINISTRATORS, to="give roles")
    if user.disabled_at is not None:
        raise NotNow("This account is shut. Open it again before giving it a role.")
    held = Membership.objects.current(at).filter(user=user, agency=agency, panel=panel, role=role.value)
    if held.exists():
        raise NotNow(f"{user.full_name} already holds this role for {agency.name}.")
    membership = Membership.objects.create(
        panel=panel,
        agency=agency,
        user=user,
        role=role.value,
        part_two=part_two,
        deputy_for=deputy_for,
        since=at,
    )
    audit.record("role_given", by=by, at=at, obj=membership, user=user.pk, role=role.value)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: Actor, at: datetime | None = None) -> None:
    """End a membership now. Its open actions stay open and are flagged by the nightly job (clause M9)."""
    at = at or clock.now()
    policies.check_holds(by, ADMINISTRATORS, to="end roles")
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.until is not None and locked.until <= at:
        raise NotNow("This role has already ended.")
    locked.until = at
    locked.save(update_fields=["until"])
    note_membership_ended(membership=locked, at=at)
    audit.record("role_ended", by=by, at=at, obj=locked, user=locked.user_id, role=locked.role)


def note_membership_ended(*, membership: Membership, at: datetime) -> None:
    """Tell upper rooms, in this transaction, that somebody left."""
    MembershipEnding.objects.create(membership=membership, noted_at=at)
