"""A screening form when it is sent, and when the MASH says whom it is about (clauses P1, P2)."""

from datetime import datetime

from django.db import transaction

from macem.agencies.policies import check_holds
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.protocol import screening as rules
from macem.protocol.vocabulary import Clause
from macem.screening import policies
from macem.screening.models import Screening
from macem.screening.querysets import MASH
from macem.screening.reading import as_given, form_of
from macem.screening.services.drafts import lock_draft


@transaction.atomic
def close(*, screening: Screening, by: Actor, at: datetime | None = None) -> rules.Form:
    """Close a form as it is sent to the MASH, and return it as it stands then (clause P1).

    For whoever makes the referral of it, in the same transaction. Words that an answer took back are left
    out. Raises :class:`Refused`; :class:`NotNow` where something is missing (P1), where immediate danger was
    not asked about today (P3), or where the form is sent already.
    """
    at = at or clock.now()
    policies.check_is_author(by, screening)
    draft = lock_draft(screening)
    require(
        rules.danger_asked(clock.local_date(draft.no_danger_at), today=clock.local_date(at)),
    )
    require(rules.may_be_sent(form_of(draft)))
    for row in draft.answers.all():
        kept = rules.settled(row.question, as_given(row))
        if kept != as_given(row):
            row.words, row.source, row.facts = kept.words, kept.source, dict(kept.facts)
            row.save(update_fields=["words", "source", "facts"])
    draft.sent_at = at
    draft.save(update_fields=["sent_at"])
    audit.record("screening_sent", by=by, at=at, obj=draft, agency=draft.agency_id)
    return form_of(draft)


@transaction.atomic
def belongs_to(*, screening: Screening, subject_id: int, by: Actor, at: datetime | None = None) -> None:
    """Say whom a sent form is about, as the MASH decided on the referral made of it (clause P2).

    For the service that decides, in the same transaction, after it gave the MASH sight of the child; said
    again it changes nothing. Raises :class:`Refused`; :class:`NotNow` for a draft, or where the form was
    said to be about somebody else.
    """
    at = at or clock.now()
    check_holds(by, MASH, to="say whom a screening form is about", panel=screening.panel)
    if screening.subject_id == subject_id:
        return
    if screening.sent_at is None or screening.subject_id is not None:
        raise NotNow("This screening form is not waiting to be linked.", clause=Clause.P2.value)
    screening.subject_id = subject_id
    screening.save(update_fields=["subject"])
    audit.record("screening_linked", by=by, at=at, obj=screening, subject_id=subject_id)
