"""Grants: given and ended by the services of upper rooms, inside their own transactions."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Model

from macem.audit import services as audit
from macem.confidentiality.models import AccessGrant, Subject
from macem.confidentiality.references import reference_for
from macem.gate.actor import Actor
from macem.protocol.vocabulary import Part, Role

ATTEMPTS = 10


@dataclass(frozen=True)
class Principal:
    """Whom a grant is for. Built by the class methods only, so that the text is always well formed."""

    text: str

    @classmethod
    def user(cls, user_id: int) -> "Principal":
        return cls(f"u{user_id}")

    @classmethod
    def agency(cls, agency_id: int) -> "Principal":
        return cls(f"a{agency_id}")

    @classmethod
    def role(cls, panel_id: int, role: Role, *, part_two: bool = False) -> "Principal":
        return cls(f"p{panel_id}:{role.value}" + (":2" if part_two else ""))


def source_of(row: Model) -> str:
    """Return the name under which grants remember the row that gave them, such as ``cases.Case:12``."""
    return f"{row._meta.label}:{row.pk}"


@transaction.atomic
def register_subject(
    *, first_grants: list[Principal], basis: str, source: str, by: Actor, at: datetime, prefix: str = ""
) -> Subject:
    """Make the anchor of a new person, after the grants that let its maker see it.

    The foreign key is checked at the end of the transaction, so the grants may come first.
    """
    subject = Subject()
    _grant(subject.pk, first_grants, part=None, basis=basis, source=source, at=at)
    _save_under_a_free_reference(subject, prefix)
    audit.record("subject_registered", by=by, at=at, obj=subject, subject_id=subject.pk, source=source)
    return subject


def _save_under_a_free_reference(subject: Subject, prefix: str) -> None:
    """Write the row; where another subject, which we may not see, has the reference, take the next one."""
    for attempt in range(ATTEMPTS):
        subject.reference = reference_for(subject.pk, attempt=attempt, prefix=prefix)
        try:
            with transaction.atomic():
                subject.save(force_insert=True)
        except IntegrityError:
            continue
        return
    raise RuntimeError("No free reference was found.")


@transaction.atomic
def grant_access(
    *,
    subject_id: int,
    to: list[Principal],
    basis: str,
    source: str,
    by: Actor,
    at: datetime,
    part: Part | None = None,
) -> int:
    """Let ``to`` see the person from ``at`` on. Returns how many grants are new; an open one is kept.

    ``source`` names the row that gives sight (see :func:`source_of`); :func:`end_access` takes it back.
    """
    new = _grant(subject_id, to, part=part, basis=basis, source=source, at=at)
    if new:
        audit.record("access_granted", by=by, at=at, subject_id=subject_id, to=new, source=source)
    return len(new)


@transaction.atomic
def end_access(*, source: str, by: Actor, at: datetime, subject_id: int | None = None) -> int:
    """End every open grant that ``source`` gave (of one person, if given). Returns how many ended."""
    rows = AccessGrant.objects.filter(source=source, until=None)
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    ending = Counter(rows.select_for_update().values_list("subject_id", flat=True))
    rows.update(until=at)
    for person, ended in sorted(ending.items()):
        audit.record("access_ended", by=by, at=at, subject_id=person, source=source, ended=ended)
    return ending.total()


def _grant(
    subject_id: int, principals: list[Principal], *, part: Part | None, basis: str, source: str, at: datetime
) -> list[str]:
    """Write the grants that are not open yet, and return to whom. One given at the same moment stands."""
    rows = AccessGrant.objects.filter(subject_id=subject_id, source=source, until=None)
    wanted = dict.fromkeys(principal.text for principal in principals)
    standing = set(rows.filter(principal__in=wanted).values_list("principal", flat=True))
    new = [principal for principal in wanted if principal not in standing]
    AccessGrant.objects.bulk_create(
        [
            AccessGrant(
                subject_id=subject_id,
                principal=principal,
                source=source,
                basis=basis,
                since=at,
                part=part.value if part else "",
            )
            for principal in new
        ],
        ignore_conflicts=True,
    )
    return new
