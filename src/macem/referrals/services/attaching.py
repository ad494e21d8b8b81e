"""A risk assessment signed off in Mosaic, attached as a file: no second sign-off (clause P4)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.attachments import services as attachments
from macem.attachments.models import StoredFile
from macem.audit import services as audit
from macem.confidentiality.services import Principal, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.people import services as people
from macem.people.models import Person
from macem.people.services.locking import lock
from macem.protocol.attached_assessment import Attached, may_be_attached
from macem.protocol.vocabulary import Clause, HarmfulSexualBehaviour, RiskLevel, Role
from macem.protocol.vocabulary.assessment import AssessmentSource
from macem.referrals import policies
from macem.referrals.models import AttachedAssessment, RiskAssessment


@transaction.atomic
def attach_assessment(
    *,
    person: Person,
    panel: Panel,
    stored: StoredFile,
    level: RiskLevel,
    harmful_sexual_behaviour: HarmfulSexualBehaviour,
    written_by: str,
    signed_by: str,
    completed_on: date,
    signed_on: date,
    number: str,
    by: Actor,
    at: datetime | None = None,
) -> RiskAssessment:
    """Keep an assessment that was signed off in Mosaic, with its file (clauses P4, C4, P6).

    It counts at once, and goes to the CE coordinator. ``stored`` is the file as held for ``by``;
    ``written_by`` and ``signed_by`` are names as Mosaic gives them, ``number`` its number there. Raises
    :class:`Refused`; :class:`NotNow` where something is missing, the days cannot be, its author signed it,
    or this number or this very file is attached to the child already.
    """
    at = at or clock.now()
    policies.check_can_attach(by, person.pk, panel)
    given = Attached(
        level=level,
        author=written_by,
        signer=signed_by,
        completed=completed_on,
        signed=signed_on,
        number=number,
    )
    require(may_be_attached(given, clock.local_date(at)))
    _refuse_a_second_one(person, number.strip(), stored)
    assessment = RiskAssessment.objects.create(
        subject_id=person.pk,
        panel=panel,
        source=AssessmentSource.MOSAIC,
        level=level,
        harmful_sexual_behaviour=harmful_sexual_behaviour,
        completed_on=completed_on,
        sent_at=at,
    )
    AttachedAssessment.objects.create(
        assessment=assessment,
        file=attachments.use(stored=stored, subject_id=person.pk, by=by, at=at),
        written_by=written_by.strip(),
        signed_by=signed_by.strip(),
        signed_on=signed_on,
        number=number.strip(),
        attached_by_id=by.person_id,
    )
    grant_access(
        subject_id=person.pk,
        to=[Principal.role(panel.pk, Role.CE_COORDINATOR)],
        basis="signed-off assessment",
        source=f"{source_of(assessment)}:signed off",
        by=by,
        at=at,
    )
    people.note_facts_changed(person_id=person.pk, what="risk assessment", at=at)
    audit.record(
        "assessment_attached", by=by, at=at, obj=assessment, subject_id=person.pk,
        level=level.value, file=stored.pk,
    )  # fmt: skip
    return assessment


def _refuse_a_second_one(person: Person, number: str, stored: StoredFile) -> None:
    """Raise :class:`NotNow` where the child has this assessment already."""
    lock(person)
    theirs = AttachedAssessment.objects.filter(assessment__subject_id=person.pk)
    if theirs.filter(number=number).exists():
        raise NotNow(
            _("An assessment with this number is attached to this child already."), clause=Clause.P4.value
        )
    if theirs.filter(file__sent_digest=stored.sent_digest).exists():
        raise NotNow(_("This very file is attached to this child already."), clause=Clause.P4.value)
