"""The one way to people and to all that hangs on them."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from macem.gate import clock
from macem.gate.scope import WEB_ROLE, current
from macem.protocol.vocabulary import Part

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


def sees_in_part_two(user_id: int, path: str) -> Q:
    """Return the part of row security that Part 2 asks for: sight that was given for it."""
    at = clock.now()
    granted = apps.get_model("confidentiality", "AccessGrant").objects.filter(
        Q(until__isnull=True) | Q(until__gt=at),
        Q(part=Part.ADULT_2.value) | Q(principal__endswith=":2"),
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


def guarded(path: str) -> Q:
    """Say that an exclusion or a restriction bars somebody from the subject to whom ``path`` leads."""
    exclusion = apps.get_model("confidentiality", "Exclusion")
    restriction = apps.get_model("confidentiality", "Restriction")
    rows = {"subject_id": OuterRef(path), "lifted_at": None}
    return Q(Exists(exclusion.objects.filter(**rows))) | Q(Exists(restriction.objects.filter(**rows)))


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that knows the path from its model to the subject, and to the part if rows have one."""

    path: str = "subject_id"
    part: str = ""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Let a room's own queryset, which its manager makes, have methods of its own."""

    def _clone(self) -> "ScopedQuerySet[M]":
        """Keep both on the way: Django's own copy knows only its own."""
        copy: ScopedQuerySet[M] = super()._clone()  # type: ignore[misc]
        copy.path, copy.part = self.path, self.part
        return copy

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
        seen = sees(user_id, self.path)
        if self.part:
            second = Q(**{self.part: Part.ADULT_2.value})
            return seen & (~second | sees_in_part_two(user_id, self.path))
        return seen


class ScopedManager(models.Manager[M]):
    """The manager of a model about people. Unscoped use is for services and jobs only; a test sees to it."""

    def __init__(
        self, path: str = "subject_id", queryset: type[ScopedQuerySet[Any]] = ScopedQuerySet, part: str = ""
    ) -> None:
        super().__init__()
        self.path = path
        self.part = part
        self.queryset = queryset

    def get_queryset(self) -> ScopedQuerySet[M]:
        rows = self.queryset(self.model, using=self._db)
        rows.path = self.path
        rows.part = self.part or rows.part
        return rows

    def visible_to(self, user: Any) -> ScopedQuerySet[M]:
        """Return the rows that ``user`` may see (see :meth:`ScopedQuerySet.visible_to`)."""
        return self.get_queryset().visible_to(user)
