"""A person's stay on MACEM: opened, levels agreed, closed for a stated reason."""

from datetime import datetime

from django.db import connection, transaction

from macem.agencies.models import Panel
from macem.audit import services as audit
from macem.cases import policies, sight
from macem.cases.models import AgreedLevel, Case, Closure
from macem.cases.querysets import side_of
from macem.confidentiality.services import end_access, grant_access
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.people.models import Person
from macem.protocol import review
from macem.protocol.vocabulary import Clause, ClosureKind, Part, RiskLevel


@transaction.atomic
def open_case(
    *,
    person: Person,
    panel: Panel,
    part: Part,
    by: Actor,
    level_at_entry: RiskLevel | None = None,
    at: datetime | None = None,
) -> Case:
    """Put somebody before the panel and let its roles see them; the open case if there is one (clause P5).

    Parts 1a and 1b are one stay, Part 2 another. A case opened again after a closure is a new one.
    Raises :class:`Refused`.
    """
    at = at or clock.now()
    policies.check_can_open(by, panel, part)
    Person.objects.select_for_update().get(pk=person.pk)
    standing = Case.objects.filter(person=person, panel=panel, part__in=side_of(part), closed_at=None).first()
    if standing is not None:
        return standing
    case = Case(
        pk=_next_number(),
        subject_id=person.pk,
        person=person,
        panel=panel,
        part=part,
        level_at_entry=level_at_entry or "",
        opened_by_id=by.user_id,
        opened_at=at,
    )
    grant_access(
        subject_id=person.pk,
        to=sight.while_open(case),
        basis="open case",
        source=sight.open_source(case),
        part=part,
        by=by,
        at=at,
    )
    case.save(force_insert=True)
    audit.record("case_opened", by=by, at=at, obj=case, subject_id=person.pk, part=part.value)
    return case


@transaction.atomic
def agree_level(
    *, case: Case, level: RiskLevel, by: Actor, reason: str = "", at: datetime | None = None
) -> AgreedLevel:
    """Record the level that the meeting agreed, with its reason (clause M7). Each time a new row.

    Raises :class:`Refused`; :class:`NotNow` when the case is closed.
    """
    at = at or clock.now()
    policies.check_can_record(by, case)
    locked = _lock_open(case)
    agreed = AgreedLevel.objects.create(
        case=locked, level=level, reason=reason.strip(), agreed_at=at, agreed_by_id=by.user_id
    )
    audit.record("level_agreed", by=by, at=at, obj=agreed, subject_id=locked.subject_id, level=level.value)
    return agreed


@transaction.atomic
def close_case(
    *,
    case: Case,
    kind: ClosureKind,
    reason: str,
    by: Actor,
    level_now: RiskLevel | None = None,
    evidence: str = "",
    accepted_by: str = "",
    at: datetime | None = None,
) -> Closure:
    """End somebody's stay on MACEM: the risk came down, or it is closed though it did not (clause P10).

    The panel's wider sight ends; the coordinator, business support, chair and vice chair keep theirs.
    Raises :class:`Refused`; :class:`NotNow` when it is closed already or the protocol asks for more.
    """
    at = at or clock.now()
    policies.check_can_record(by, case)
    locked = _lock_open(case)
    require(
        review.may_be_closed(
            review.Closure(
                kind=kind,
                reason=reason,
                level_at_entry=RiskLevel(locked.level_at_entry) if locked.level_at_entry else None,
                level_now=level_now,
                evidence=evidence,
                accepted_by=accepted_by,
            )
        )
    )
    closure = Closure.objects.create(
        case=locked,
        kind=kind,
        level_now=level_now or "",
        evidence=evidence.strip(),
        reason=reason.strip(),
        accepted_by=accepted_by.strip(),
        closed_at=at,
        closed_by_id=by.user_id,
    )
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    grant_access(
        subject_id=locked.subject_id,
        to=sight.once_closed(locked),
        basis="closed case",
        source=sight.closed_source(locked),
        part=locked.part,
        by=by,
        at=at,
    )
    end_access(source=sight.open_source(locked), by=by, at=at, subject_id=locked.subject_id)
    audit.record("case_closed", by=by, at=at, obj=closure, subject_id=locked.subject_id, kind=kind.value)
    case.closed_at = at
    return closure


@transaction.atomic
def take_back_case(*, case: Case, by: Actor, at: datetime | None = None) -> Case:
    """End a stay that a decision opened by mistake, as that decision is changed (clause P5).

    For nominations, before any meeting made use of it. What the case let people see, they see no longer.
    Raises :class:`Refused`; :class:`NotNow` when the case is closed.
    """
    at = at or clock.now()
    policies.check_can_open(by, case.panel, case.part)
    locked = _lock_open(case)
    locked.closed_at = locked.taken_back_at = at
    locked.save(update_fields=["closed_at", "taken_back_at"])
    end_access(source=sight.open_source(locked), by=by, at=at, subject_id=locked.subject_id)
    audit.record("case_taken_back", by=by, at=at, obj=locked, subject_id=locked.subject_id)
    return locked


def _next_number() -> int:
    """Take the next case's number: the sight that lets its maker write the row is given under it, first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('cases_case', 'id'))")
        return int(cursor.fetchone()[0])


def _lock_open(case: Case) -> Case:
    """Let one writer at a time change a case that is still open. Raises :class:`NotNow`."""
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.closed_at is not None:
        raise NotNow("This case has been closed.", clause=Clause.P10.value)
    return locked
