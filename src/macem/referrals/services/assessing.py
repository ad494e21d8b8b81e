"""Risk assessments: written by a social care worker, signed off by another's service manager (clause P4)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.models import Membership, Panel
from macem.agencies.policies import roles_of
from macem.audit import services as audit
from macem.confidentiality.services import Principal, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.notices import services as notices
from macem.people import services as people
from macem.people.models import Person
from macem.protocol import pathway
from macem.protocol import referral as rules
from macem.protocol.assessment import writers_may_not_sign
from macem.protocol.matrix import level_chosen, suggest
from macem.protocol.transitions import ASSESSMENT, AssessmentState
from macem.protocol.vocabulary import Clause, HarmfulSexualBehaviour, RiskLevel, Role
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals import policies, reading
from macem.referrals.grounds import Grounds
from macem.referrals.models import AssessmentNote, AssessmentReview, AssessmentWriter, RiskAssessment

OUTCOMES = {
    AssessmentOutcome.SIGNED_OFF: AssessmentState.SIGNED_OFF,
    AssessmentOutcome.RETURNED: AssessmentState.RETURNED,
}


@transaction.atomic
def record_assessment(
    *,
    person: Person,
    level: RiskLevel,
    harmful_sexual_behaviour: HarmfulSexualBehaviour,
    narrative: str,
    strengths: str,
    completed_on: date,
    sent_to: User,
    by: Actor,
    grounds: Grounds | None = None,
    written_with: Iterable[User] = (),
    at: datetime | None = None,
) -> RiskAssessment:
    """Send a completed risk assessment to a service manager, who now sees the child (clause P4).

    Always a new row. Where the author's last one about this child was returned, the new one revises it.
    ``grounds`` is the matrix behind the level; ``written_with`` are those besides the author who wrote in it.
    Raises :class:`Refused`; :class:`NotNow` where something is missing, a level other than suggested has no
    reason, or ``sent_to`` may not sign it.
    """
    at = at or clock.now()
    policies.check_can_assess(by, person.pk)
    author = policies.person_behind(by, to="write a risk assessment")
    panel = _panel_of_both(author, sent_to, at)
    require(rules.may_be_completed(level, narrative, strengths, completed_on, clock.local_date(at)))
    require(
        pathway.may_sign_off(
            author=author.pk, signer=sent_to.pk, signer_roles=roles_of(sent_to.pk, panel=panel)
        )
    )
    others = [user for user in written_with if user.pk != author.pk]
    require(writers_may_not_sign(sent_to.pk, [user.pk for user in others]))
    if grounds is not None:
        suggested = suggest(grounds.matrix, grounds.noted).level
        require(level_chosen(suggested, level, grounds.level_reason))
    returned = reading.returned_to(author, person.pk)
    before = AssessmentState.DRAFT if returned is None else AssessmentState.RETURNED
    require(ASSESSMENT.move(before, AssessmentState.COMPLETED))
    assessment = RiskAssessment.objects.create(
        subject_id=person.pk,
        panel=panel,
        author=author,
        sent_to=sent_to,
        level=level,
        harmful_sexual_behaviour=harmful_sexual_behaviour,
        narrative=narrative.strip(),
        strengths=strengths.strip(),
        completed_on=completed_on,
        sent_at=at,
        revises=returned,
        **(grounds.columns if grounds else {}),
    )
    grant_access(
        subject_id=person.pk,
        to=[Principal.user(sent_to.pk)],
        basis="assessment to sign off",
        source=source_of(assessment),
        by=by,
        at=at,
    )
    _write_down(assessment, grounds, others)
    people.note_facts_changed(person_id=person.pk, what="risk assessment", at=at)
    _tell(sent_to, "a risk assessment to sign off", reverse("referrals:sign_off"), assessment, by, at)
    audit.record(
        "assessment_sent", by=by, at=at, obj=assessment, subject_id=person.pk,
        level=level.value, sent_to=sent_to.pk, revises=returned.pk if returned else None,
        matrix=assessment.matrix, written_with=[user.pk for user in others],
    )  # fmt: skip
    return assessment


@transaction.atomic
def review_assessment(
    *,
    assessment: RiskAssessment,
    outcome: AssessmentOutcome,
    by: Actor,
    comments: str = "",
    at: datetime | None = None,
) -> AssessmentReview:
    """Sign an assessment off, or return it to its author with comments (clause P4).

    Signed off, it goes to the CE coordinator. Raises :class:`Refused`; :class:`NotNow` for its author and
    for whoever wrote in it, for one that was looked at already, and for a return without comments.
    """
    at = at or clock.now()
    policies.check_can_review(by, assessment.subject_id, assessment.panel)
    signer = policies.person_behind(by, to="sign off a risk assessment")
    locked = RiskAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    roles = roles_of(signer.pk, panel=assessment.panel)
    require(pathway.may_sign_off(author=locked.author_id, signer=signer.pk, signer_roles=roles))
    require(writers_may_not_sign(signer.pk, locked.writers.values_list("user_id", flat=True)))
    require(ASSESSMENT.move(reading.state_of(locked), OUTCOMES[outcome], comments))
    review = AssessmentReview.objects.create(
        assessment=locked, outcome=outcome, comments=comments.strip(), reviewed_by=signer, reviewed_at=at
    )
    if outcome is AssessmentOutcome.SIGNED_OFF:
        grant_access(
            subject_id=locked.subject_id,
            to=[Principal.role(locked.panel_id, Role.CE_COORDINATOR)],
            basis="signed-off assessment",
            source=f"{source_of(locked)}:signed off",
            by=by,
            at=at,
        )
    elif locked.author is not None:
        path = reverse("referrals:assessments")
        _tell(locked.author, "a risk assessment was returned to you", path, review, by, at)
    people.note_facts_changed(person_id=locked.subject_id, what="risk assessment", at=at)
    audit.record(
        "assessment_reviewed", by=by, at=at, obj=review, subject_id=locked.subject_id, outcome=outcome.value
    )
    return review


def _write_down(assessment: RiskAssessment, grounds: Grounds | None, others: list[User]) -> None:
    """Keep what is said of each sign, and who wrote in it besides its author."""
    notes = grounds.notes if grounds else {}
    AssessmentNote.objects.bulk_create(
        AssessmentNote(assessment=assessment, key=key, noted=noted, line=line.strip())
        for key, (noted, line) in notes.items()
    )
    AssessmentWriter.objects.bulk_create(
        AssessmentWriter(assessment=assessment, user=user) for user in others
    )


def _panel_of_both(author: User, signer: User, at: datetime) -> Panel:
    """Return the panel at which one writes assessments and the other signs them off."""
    current = Membership.objects.current(at)
    writing = current.of_user(author).holding(*policies.AUTHORS).values("panel_id")
    signing = current.of_user(signer).holding(*policies.SIGNERS).values("panel_id")
    panel = Panel.objects.filter(pk__in=writing).filter(pk__in=signing).order_by("name").first()
    if panel is None:
        raise NotNow(_("Choose a service manager of your panel."), clause=Clause.P4.value)
    return panel


def _tell(
    user: User, words: str, path: str, row: RiskAssessment | AssessmentReview, by: Actor, at: datetime
) -> None:
    notices.notify(
        user=user,
        kind="assessment",
        subject_line=words,
        path=path,
        key=f"{source_of(row)}:{user.pk}",
        by=by,
        at=at,
    )
