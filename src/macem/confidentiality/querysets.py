"""The one way to people and to all that hangs on them."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from macem.gate import clock
from macem.gate.scope import WEB_ROLE, current

M = TypeVar("M", bound=models.Model)


class WrongConnection(RuntimeError):
    """Rows about people were asked for on a connection that does not act for the asking user."""


def principals_of(user_id: int, at: Any) -> list[str]:
    """Return the principals that ``user_id`` holds at ``at``: the Python twin of ``macem_principals()``."""
    membership = apps.get_model("agencies", "Membership")
    names = {f"u{user_id}"}
    rows = membership.objects.current(at).filter(user_id=user_id)
    for panel_id, agency_id, role, part_two in rows.values_list("panel_id", "agency_id", "role", "part_two"):
        names |= {f"a{agency_id}", f"p{panel_id}:{role}"}
        if part_two:
            names.add(f"p{panel_id}:{role}:2")
    return sorted(names)


def sees(user_id: int, path: str) -> Q:
    """Return the predicate of row security in Python, for the roles that it does not bind.

    ``path`` leads from the model to the subject's key, such as ``subject_id``.
    """
    at = clock.now()
    granted = apps.get_model("confidentiality", "AccessGrant").objects.filter(
        Q(until__isnull=True) | Q(until__gt=at),
        subject_id=OuterRef(path),
        principal__in=principals_of(user_id, at),
        since__lte=at,
    )
    return Q(Exists(granted)) & not_barred(user_id, path)


def not_barred(user_id: int, path: str) -> Q:
    """Return the part of :func:`sees` that beats any right to see: exclusions and restrictions."""
    exclusion = apps.get_model("confidentiality", "Exclusion")
    restriction = apps.get_model("confidentiality", "Restriction")
    member = apps.get_model("confidentiality", "RestrictionMember")
    mine = OuterRef(path)
    excluded = exclusion.objects.filter(subject_id=mine, user_id=user_id, lifted_at=None)
    shut = restriction.objects.filter(subject_id=mine, lifted_at=None).exclude(
        Exists(member.objects.filter(restriction_id=OuterRef("pk"), user_id=user_id))
    )
    return ~Q(Exists(excluded)) & ~Q(Exists(shut))


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that knows the path from its model to the subject."""

    path: str = "subject_id"

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Let a room's own queryset, which its manager makes, have methods of its own."""

    def visible_to(self, user: Any) -> "ScopedQuerySet[M]":
        """Return what ``user`` may see.

        On the web connection the database's own policy is the filter; here it is only asserted that
        the connection acts for this very user. For the worker and the owner the same predicate is added.
        Raises :class:`WrongConnection` if the web connection acts for somebody else, or for nobody.
        """
        acting = current()
        if acting is not None and acting.role == WEB_ROLE:
            if acting.user_id != user.pk:
                raise WrongConnection("The connection acts for somebody else.")
            return self
        return self.filter(self.sight(user.pk))

    def sight(self, user_id: int) -> Q:
        """Return the Python twin of the table's policy; a table whose policy is wider widens it here too."""
        return sees(user_id, self.path)


class ScopedManager(models.Manager[M]):
    """The manager of a model about people. Unscoped use is for services and jobs only; a test sees to it."""

    def __init__(self, path: str = "subject_id", queryset: type[ScopedQuerySet[Any]] = ScopedQuerySet) -> None:
        super().__init__()
        self.path = path
        self.queryset = queryset

    def get_queryset(self) -> ScopedQuerySet[M]:
        rows = self.queryset(self.model, using=self._db)
        rows.path = self.path
        return rows

    def visible_to(self, user: Any) -> ScopedQuerySet[M]:
        """Return the rows that ``user`` may see (see :meth:`ScopedQuerySet.visible_to`)."""
        return self.get_queryset().visible_to(user)
