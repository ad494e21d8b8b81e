"""Who holds the case (clause P9)."""

from datetime import datetime

from django.db import transaction

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.audit import services as audit
from macem.confidentiality.services import Principal, end_access, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.models import CaseHolder, Person
from macem.people.services.locking import lock
from macem.protocol.vocabulary import Clause


@transaction.atomic
def record_case_holder(
    *,
    person: Person,
    agency: Agency,
    worker_name: str,
    by: Actor,
    worker: User | None = None,
    open_to_social_care: bool = False,
    at: datetime | None = None,
) -> CaseHolder:
    """Say who holds the case: never the group itself (clause P9). The holder before ends.

    A ``worker`` with an account sees the person for as long as they hold the case. Returns the standing
    holder where nothing differs. Raises :class:`Refused`; :class:`NotNow` for no name.
    """
    at = at or clock.now()
    policies.check_can_record_case_holder(by, person.pk)
    if not worker_name.strip():
        raise NotNow("Enter the name of the worker who holds the case.", clause=Clause.P9.value)
    lock(person)
    facts = {
        "agency": agency,
        "worker": worker,
        "worker_name": worker_name.strip(),
        "open_to_social_care": open_to_social_care,
    }
    before = CaseHolder.objects.filter(person=person, until=None).first()
    if before is not None and all(getattr(before, name) == value for name, value in facts.items()):
        return before
    if before is not None:
        before.until = at
        before.save(update_fields=["until"])
    holder = CaseHolder.objects.create(person=person, since=at, recorded_by_id=by.user_id, **facts)
    if worker is not None:
        grant_access(
            subject_id=person.pk,
            to=[Principal.user(worker.pk)],
            basis="holds the case",
            source=source_of(holder),
            by=by,
            at=at,
        )
    if before is not None:
        end_access(source=source_of(before), by=by, at=at, subject_id=person.pk)
    audit.record(
        "case_holder_recorded", by=by, at=at, obj=holder, subject_id=person.pk,
        agency=agency.pk, worker=worker.pk if worker else None, open_to_social_care=open_to_social_care,
    )  # fmt: skip
    return holder
