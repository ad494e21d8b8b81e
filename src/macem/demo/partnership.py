"""The fictional partnership: its panel, seven agencies, and one professional or more in every role.

Everybody here is invented; professionals are called Example, young people and adults of concern Test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db import transaction

from macem.accounts.models import User
from macem.accounts.services import create_user
from macem.agencies import services
from macem.agencies.models import Agency, Panel
from macem.gate.actor import Actor
from macem.gate.scope import acting_for
from macem.protocol.vocabulary import Role

SINCE = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
PANEL = "york"
Done = TypeVar("Done")
SEEDING = Actor.command("demonstration")


@dataclass(frozen=True)
class Professional:
    """One invented professional: a short key, a name, an agency and what they do for the panel."""

    key: str
    name: str
    title: str
    agency: str
    roles: tuple[Role, ...]
    part_two: bool = False

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '.')}@example.org"


AGENCIES: tuple[tuple[str, str, dict[str, bool]], ...] = (
    ("csc", "Children’s Social Care", {"is_social_care": True}),
    ("police", "Police", {"is_police": True}),
    ("health", "Health", {}),
    ("probation", "Probation", {}),
    ("lat", "Local Area Team", {}),
    ("yjs", "Youth Justice Service", {}),
    ("education", "Education", {}),
)

PROFESSIONALS = (
    Professional(
        "chair", "Idris Example-Moss", "Superintendent", "police", (Role.CHAIR, Role.REPRESENTATIVE), True
    ),
    Professional(
        "vice_chair",
        "Ama Example-Holt",
        "Head of service",
        "csc",
        (Role.VICE_CHAIR, Role.REPRESENTATIVE),
        True,
    ),
    Professional(
        "business_support",
        "Robin Example-Hale",
        "Business support officer",
        "csc",
        (Role.BUSINESS_SUPPORT,),
        True,
    ),
    Professional(
        "ce_coordinator", "Sasha Example-Reed", "CSE/CCE coordinator", "csc", (Role.CE_COORDINATOR,), True
    ),
    Professional("mash", "Tamsin Example-Lowe", "MASH manager", "csc", (Role.MASH_DECISION_MAKER,)),
    Professional("social_worker", "Jo Example-Finch", "Social worker", "csc", (Role.SOCIAL_CARE_WORKER,)),
    Professional(
        "second_social_worker", "Ravi Example-Toft", "Social worker", "csc", (Role.SOCIAL_CARE_WORKER,)
    ),
    Professional("service_manager", "Beth Example-Crane", "Service manager", "csc", (Role.SERVICE_MANAGER,)),
    Professional(
        "second_service_manager", "Owen Example-Marr", "Service manager", "csc", (Role.SERVICE_MANAGER,)
    ),
    Professional("csc_spoc", "Mina Example-Dale", "Team manager", "csc", (Role.SPOC,), True),
    Professional(
        "police_spoc", "Kit Example-Ward", "Sergeant, Exploitation team", "police", (Role.SPOC,), True
    ),
    Professional(
        "intelligence_ds", "Kofi Example-Brand", "Detective sergeant", "police", (Role.INTELLIGENCE_DS,), True
    ),
    Professional("analyst", "Nell Example-Shaw", "Analyst", "police", (Role.ANALYST,), True),
    Professional(
        "exploitation_team", "Ada Example-Frost", "Exploitation team", "police", (Role.EXPLOITATION_TEAM,)
    ),
    Professional(
        "health_spoc", "Ines Example-Vane", "Named doctor", "health", (Role.SPOC, Role.REPRESENTATIVE), True
    ),
    Professional("health_deputy", "Lena Example-Wade", "Named nurse", "health", (Role.DEPUTY,), True),
    Professional(
        "probation_spoc",
        "Theo Example-Lund",
        "Senior probation officer",
        "probation",
        (Role.SPOC, Role.REPRESENTATIVE),
        True,
    ),
    Professional(
        "lat_spoc",
        "Carys Example-Orme",
        "Local area team manager",
        "lat",
        (Role.SPOC, Role.REPRESENTATIVE),
        True,
    ),
    Professional(
        "yjs_spoc",
        "Noor Example-Beck",
        "Youth justice manager",
        "yjs",
        (Role.SPOC, Role.REPRESENTATIVE),
        True,
    ),
    Professional(
        "education_spoc",
        "Morgan Example-Quill",
        "Safeguarding adviser",
        "education",
        (Role.SPOC, Role.REPRESENTATIVE),
        True,
    ),
    Professional(
        "referrer", "Priya Example-Stow", "Designated safeguarding lead", "education", (Role.REFERRER,)
    ),
    Professional(
        "attendance_officer",
        "Glen Example-Hythe",
        "Attendance officer",
        "education",
        (Role.ATTENDANCE_OFFICER,),
    ),
    Professional(
        "inclusion_adviser", "Uma Example-Kerr", "Inclusion adviser", "education", (Role.INCLUSION_ADVISER,)
    ),
    Professional(
        "return_interview_worker",
        "Cal Example-Penn",
        "Return-interview worker",
        "lat",
        (Role.RETURN_INTERVIEW_WORKER,),
    ),
    Professional(
        "senior_management", "Fay Example-Roth", "Assistant director", "csc", (Role.CSC_SENIOR_MANAGEMENT,)
    ),
    Professional(
        "sub_group_member", "Hal Example-Nye", "Partnership manager", "csc", (Role.SUB_GROUP_MEMBER,)
    ),
    Professional(
        "information_governance",
        "Iona Example-Pratt",
        "Information-governance officer",
        "csc",
        (Role.INFORMATION_GOVERNANCE,),
    ),
    Professional(
        "third_social_worker", "Sunny Example-Rook", "Social worker", "csc", (Role.SOCIAL_CARE_WORKER,)
    ),
    Professional("auditor", "Vic Example-Tull", "Internal auditor", "csc", (Role.AUDITOR,)),
    Professional("administrator", "Wren Example-Ash", "System administrator", "csc", (Role.ADMINISTRATOR,)),
)


class Partnership:
    """The partnership as it stands in the database, by short keys."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel

    @cached_property
    def _users(self) -> dict[str, User]:
        by_email = {user.email: user for user in User.objects.all()}
        return {p.key: by_email[p.email] for p in PROFESSIONALS}

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in Agency.objects.all()}

    def user(self, key: str) -> User:
        """Return the professional with the short ``key``."""
        return self._users[key]

    def actor(self, key: str) -> Actor:
        """Return the ``by=`` of the professional with the short ``key``."""
        return Actor.user(self.user(key))

    def agency(self, code: str) -> Agency:
        return self._agencies[code]

    def agency_of(self, key: str) -> Agency:
        """Return the agency for which the professional with the short ``key`` works."""
        return self.agency(next(p.agency for p in PROFESSIONALS if p.key == key))

    def does(self, key: str, service: Callable[..., Done], *, at: datetime, **what: Any) -> Done:
        """Let the professional ``key`` call a service, told to have happened at ``at``.

        The database is told for whom, as in a request of theirs, so that what is hidden from them counts.
        """
        by = self.actor(key)
        with acting_for(by.user_id):
            return service(by=by, at=at, **what)


@transaction.atomic
def build() -> Partnership:
    """Make the partnership through the services, as of its first working day."""
    panel = services.create_panel(
        code=PANEL, name="York", mash_telephone="01632 960 001", by=SEEDING, at=SINCE
    )
    agencies = {}
    for code, name, kind in AGENCIES:
        agencies[code] = services.create_agency(code=code, name=name, by=SEEDING, at=SINCE, **kind)
        services.join_panel(panel=panel, agency=agencies[code], by=SEEDING, at=SINCE)
    for professional in PROFESSIONALS:
        user = create_user(
            email=professional.email,
            full_name=professional.name,
            job_title=professional.title,
            by=SEEDING,
            at=SINCE,
        )
        for role in professional.roles:
            services.give_role(
                user=user,
                agency=agencies[professional.agency],
                panel=panel,
                role=role,
                part_two=professional.part_two,
                by=SEEDING,
                at=SINCE,
            )
    return Partnership(panel)


def existing() -> Partnership:
    """Return the partnership that :func:`build` made earlier."""
    return Partnership(Panel.objects.get(code=PANEL))
