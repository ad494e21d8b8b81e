"""Accounts, roles and places in words."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from macem.accounts.models import User
from macem.agencies.coverage import Coverage, Lack
from macem.agencies.models import Agency, Membership
from macem.govuk.dates import full_date
from macem.protocol.vocabulary import Role

LACKS = {
    Lack.CONTACT: gettext_lazy("no contact"),
    Lack.DEPUTY: gettext_lazy("no deputy"),
    Lack.PART_TWO: gettext_lazy("nobody may see Part 2"),
}


class MembershipPresenter:
    """One role that somebody holds or held."""

    def __init__(self, membership: Membership, at: datetime) -> None:
        self.role = Role(membership.role).label
        self.agency = membership.agency.name
        self.panel = membership.panel.name
        self.part_two = _("Yes") if membership.part_two else _("No")
        self.is_open = membership.until is None or membership.until > at
        self.since = full_date(membership.since)
        self.until = full_date(membership.until) if membership.until else ""
        self.end_url = reverse("agencies:role_end", kwargs={"pk": membership.pk})
        deputy_for = membership.deputy_for
        self.stands_in_for = deputy_for.user.full_name if deputy_for else ""

    @property
    def words(self) -> str:
        """Role, and for a deputy whose place they take."""
        if not self.stands_in_for:
            return self.role
        return _("%(role)s for %(name)s") % {"role": self.role, "name": self.stands_in_for}


class UserPresenter:
    """One account with its roles. ``user.memberships`` must have been fetched with agency and panel."""

    def __init__(self, user: User, at: datetime) -> None:
        self.pk = user.pk
        self.name = user.full_name
        self.title = user.job_title
        self.email = user.email
        self.telephone = user.telephone
        self.is_open = user.is_active
        self.has_password = user.has_usable_password()
        self.shut_on = full_date(user.disabled_at)
        self.last_seen = full_date(user.last_login) if user.last_login else _("Never")
        self.url = reverse("agencies:user", kwargs={"pk": user.pk})
        roles = [MembershipPresenter(m, at) for m in user.memberships.all()]
        self.roles = [role for role in roles if role.is_open]
        self.former_roles = [role for role in roles if not role.is_open]

    @property
    def agencies(self) -> str:
        return ", ".join(dict.fromkeys(role.agency for role in self.roles))

    @property
    def role_words(self) -> str:
        return ", ".join(role.words for role in self.roles) or _("No role")

    @property
    def state(self) -> str:
        """What keeps this user from working, or ""."""
        if not self.is_open:
            return _("Shut on %(day)s") % {"day": self.shut_on}
        if not self.has_password:
            return _("No password yet")
        return "" if self.roles else _("No role yet")


class AgencyPresenter:
    """One agency."""

    def __init__(self, agency: Agency) -> None:
        self.name = agency.name
        self.code = agency.code
        kinds = [(agency.is_social_care, _("Children’s social care")), (agency.is_police, _("Police"))]
        self.kind = ", ".join(words for applies, words in kinds if applies)
        self.change_url = reverse("agencies:agency_change", kwargs={"code": agency.code})


class PlacePresenter:
    """One agency's place on a panel, who holds it and what it lacks."""

    def __init__(self, found: Coverage) -> None:
        self.agency = found.place.agency.name
        self.kind = _("Core partner") if found.place.is_core else _("Invited")
        self.contacts = _names(found.contacts)
        self.deputies = _names(found.deputies)
        self.missing = ", ".join(str(LACKS[lack]) for lack in found.lacks)


def _names(memberships: Iterable[Membership]) -> str:
    return ", ".join(m.user.full_name for m in memberships)
