"""Agencies, panels and memberships: the administrator's writes."""

from datetime import datetime

from django.db import transaction

from macem.accounts.models import User
from macem.accounts.services import end_sessions
from macem.agencies import policies
from macem.agencies.models import Agency, Membership, MembershipEnding, Panel, PanelAgency
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.protocol.vocabulary import Role

STANDS_IN_FOR = (Role.SPOC, Role.REPRESENTATIVE, Role.CHAIR, Role.VICE_CHAIR)
"""For whom a deputy can be named (clauses W1, W2)."""


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
    """Add an agency to the partnership (clause W1). Raises ``ValidationError`` for a name or code in use."""
    policies.check_can_administer(by, to="change agencies")
    agency = Agency(code=code, name=name, is_police=is_police, is_social_care=is_social_care)
    agency.full_clean()
    agency.save()
    audit.record("agency_created", by=by, at=at, obj=agency)
    return agency


@transaction.atomic
def change_agency(
    *, agency: Agency, name: str, is_police: bool, is_social_care: bool, by: Actor, at: datetime | None = None
) -> None:
    """Change an agency's name or kind. Its code stays: files and settings refer to it."""
    policies.check_can_administer(by, to="change agencies")
    locked = Agency.objects.select_for_update().get(pk=agency.pk)
    locked.name, locked.is_police, locked.is_social_care = name, is_police, is_social_care
    locked.full_clean()
    locked.save(update_fields=["name", "is_police", "is_social_care"])
    audit.record("agency_changed", by=by, at=at, obj=locked)


@transaction.atomic
def create_panel(
    *, code: str, name: str, mash_telephone: str, by: Actor, at: datetime | None = None
) -> Panel:
    """Add a panel of the partnership."""
    policies.check_can_administer(by, to="change panels")
    panel = Panel(code=code, name=name, mash_telephone=mash_telephone)
    panel.full_clean()
    panel.save()
    audit.record("panel_created", by=by, at=at, obj=panel)
    return panel


@transaction.atomic
def change_panel(
    *, panel: Panel, name: str, mash_telephone: str, by: Actor, at: datetime | None = None
) -> None:
    """Change a panel's name or the telephone of its MASH, which every page shows."""
    policies.check_can_administer(by, to="change panels")
    locked = Panel.objects.select_for_update().get(pk=panel.pk)
    locked.name, locked.mash_telephone = name, mash_telephone
    locked.full_clean()
    locked.save(update_fields=["name", "mash_telephone"])
    audit.record("panel_changed", by=by, at=at, obj=locked)


@transaction.atomic
def join_panel(
    *, panel: Panel, agency: Agency, by: Actor, is_core: bool = True, at: datetime | None = None
) -> PanelAgency:
    """Give an agency a place on a panel, or change its kind; a core partner counts for quorum (clause M4)."""
    policies.check_can_administer(by, to="change panels")
    place, created = PanelAgency.objects.select_for_update().get_or_create(
        panel=panel, agency=agency, defaults={"is_core": is_core}
    )
    if created:
        audit.record("agency_joined_panel", by=by, at=at, obj=place, core=is_core)
    elif place.is_core != is_core:
        place.is_core = is_core
        place.save(update_fields=["is_core"])
        audit.record("agency_place_changed", by=by, at=at, obj=place, core=is_core)
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
    """Give ``user`` a role for ``agency`` at ``panel`` from ``at`` on (clauses W1 to W3).

    ``deputy_for`` names whose place a deputy takes: somebody of the same agency and panel. Raises
    :class:`Refused` to anybody for themselves; :class:`NotNow` if they hold it already, the account is
    shut or none but an invitation, the role does not go with one they hold, or the deputy would stand in
    for a stranger.
    """
    at = at or clock.now()
    policies.check_can_administer(by, to="give roles")
    policies.check_is_somebody_else(by, user.pk, to="give roles")
    # Locked, so that two administrators cannot give at once what does not go together.
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.disabled_at is not None:
        raise NotNow("This account is shut. Open it again before giving it a role.")
    if locked.is_invited:
        raise NotNow("This person was invited to one form only. Make an account for them first.")
    mine = Membership.objects.current(at).filter(user=user)
    if mine.filter(agency=agency, panel=panel, role=role.value).exists():
        raise NotNow(f"{user.full_name} already holds this role for {agency.name}.")
    if why := policies.why_apart({Role(held) for held in mine.values_list("role", flat=True)}, role):
        raise NotNow(why)
    _check_deputy(role, agency, panel, deputy_for, at)
    membership = Membership.objects.create(
        panel=panel,
        agency=agency,
        user=user,
        role=role.value,
        part_two=part_two,
        deputy_for=deputy_for,
        since=at,
    )
    audit.record("role_given", by=by, at=at, obj=membership, user=user.pk, role=role.value, part_two=part_two)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: Actor, at: datetime | None = None) -> None:
    """End a membership now; the user's sessions end with it (security.md 18).

    Its open actions stay open and are flagged by the nightly job (clause M9). Raises :class:`Refused` to
    anybody for themselves; :class:`NotNow` if it has ended.
    """
    at = at or clock.now()
    policies.check_can_administer(by, to="end roles")
    policies.check_is_somebody_else(by, membership.user_id, to="end roles")
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.until is not None and locked.until <= at:
        raise NotNow("This role has already ended.")
    locked.until = at
    locked.save(update_fields=["until"])
    note_membership_ended(membership=locked, at=at)
    end_sessions(user_id=locked.user_id)
    audit.record("role_ended", by=by, at=at, obj=locked, user=locked.user_id, role=locked.role)


def note_membership_ended(*, membership: Membership, at: datetime) -> None:
    """Tell upper rooms, in this transaction, that somebody left."""
    MembershipEnding.objects.create(membership=membership, noted_at=at)


def _check_deputy(
    role: Role, agency: Agency, panel: Panel, deputy_for: Membership | None, at: datetime
) -> None:
    if deputy_for is None:
        return
    if role is not Role.DEPUTY:
        raise NotNow("Only a deputy stands in for somebody.")
    standing = Membership.objects.current(at).of_agency(agency).at_panel(panel).holding(*STANDS_IN_FOR)
    if not standing.filter(pk=deputy_for.pk).exists():
        raise NotNow("A deputy stands in for a contact or representative of the same agency and panel.")
