"""A risk assessment while it is written: begun, saved answer by answer, shared, sent, deleted (clause P4)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.policies import roles_of
from macem.audit import services as audit
from macem.confidentiality.services import Principal, end_access, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite, require
from macem.notices import services as notices
from macem.people.models import Person
from macem.protocol.assessment import Given, may_be_sent
from macem.protocol.vocabulary import Clause, HarmfulSexualBehaviour
from macem.protocol.vocabulary.assessment import AssessmentQuestion
from macem.referrals import drafts, policies, reading
from macem.referrals.grounds import grounds_of_form
from macem.referrals.matrices import in_force
from macem.referrals.models import AssessmentDraft, DraftAnswer, DraftHelper, RiskAssessment
from macem.referrals.services.assessing import record_assessment

Q = AssessmentQuestion


@transaction.atomic
def begin_assessment(*, person: Person, by: Actor, at: datetime | None = None) -> AssessmentDraft:
    """Begin to write an assessment; where its author has begun one of this child already, return that.

    It keeps the exploitation matrix in force today. Where the author's last one was returned, it begins with
    what that one said (clause P4). Raises :class:`Refused`.
    """
    at = at or clock.now()
    policies.check_can_assess(by, person.pk)
    author = policies.person_behind(by, to="write a risk assessment")
    panel = policies.writes_at(author, at)
    draft, is_new = AssessmentDraft.objects.get_or_create(
        subject_id=person.pk,
        author=author,
        defaults={"panel": panel, "matrix": in_force(panel, clock.local_date(at)).id, "begun_at": at},
    )
    if not is_new:
        return draft
    returned = reading.returned_to(author, person.pk)
    if returned is not None:
        _write(draft, drafts.carried_over(returned, draft), {}, by, at)
    audit.record(
        "assessment_begun", by=by, at=at, obj=draft, subject_id=person.pk,
        matrix=draft.matrix, revises=returned.pk if returned else None,
    )  # fmt: skip
    return draft


@transaction.atomic
def save_assessment_answers(
    *,
    draft: AssessmentDraft,
    given: Mapping[str, Given],
    seen: Mapping[str, int],
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Keep what was answered, by question, whole or not, for its author or a helper (clause P4).

    ``seen`` is the version of each answer that stood before whoever answers now (0: none). An answer saved
    again as it stands changes nothing. Raises :class:`StaleWrite` where somebody saved something else since,
    with ``theirs`` the rows that stand by question; then nothing is kept. Raises :class:`Refused`;
    :class:`NotNow` once the draft is sent or deleted.
    """
    at = at or clock.now()
    policies.check_can_write_draft(by, draft)
    locked = _locked(draft)
    standing = {row.question: row for row in locked.answers.filter(question__in=given)}
    changed = {
        key: answer
        for key, answer in given.items()
        if (drafts.as_given(standing[key]) if key in standing else Given()) != answer
    }
    theirs = {
        key: standing[key] for key in changed if key in standing and standing[key].version != seen.get(key, 0)
    }
    if theirs:
        raise StaleWrite(
            _("Somebody else saved this page in the meantime. What you wrote is not saved yet."),
            theirs=theirs,
            yours=given,
        )
    if not changed:
        return
    _write(locked, changed, standing, by, at)
    DraftHelper.objects.filter(draft=locked, user_id=by.person_id, ended_at=None).update(wrote_at=at)
    audit.record(
        "assessment_saved", by=by, at=at, obj=locked, subject_id=locked.subject_id, questions=sorted(changed)
    )


@transaction.atomic
def share_assessment(
    *, draft: AssessmentDraft, user: User, by: Actor, at: datetime | None = None
) -> DraftHelper:
    """Let another social care worker read and write in a draft; they now see the child (clause P4).

    The author still sends it. Raises :class:`Refused`; :class:`NotNow` for somebody who writes no
    assessments at this panel.
    """
    at = at or clock.now()
    policies.check_is_draft_author(by, draft)
    locked = _locked(draft)
    if user.pk == locked.author_id or not roles_of(user.pk, panel=locked.panel) & set(policies.AUTHORS):
        raise NotNow(_("Choose another social care worker of your panel."), clause=Clause.P4.value)
    helper, _new = DraftHelper.objects.update_or_create(
        draft=locked,
        user=user,
        defaults={"ended_at": None},
        create_defaults={"subject_id": locked.subject_id, "named_at": at},
    )
    grant_access(
        subject_id=locked.subject_id,
        to=[Principal.user(user.pk)],
        basis="assessment written together",
        source=source_of(helper),
        by=by,
        at=at,
    )
    notices.notify(
        user=user,
        kind="assessment",
        subject_line="a risk assessment that somebody shares with you",
        path=reverse("referrals:assessments"),
        key=f"{source_of(helper)}:{at.isoformat()}",
        by=by,
        at=at,
    )
    audit.record(
        "assessment_shared", by=by, at=at, obj=locked, subject_id=locked.subject_id, shared_with=user.pk
    )
    return helper


@transaction.atomic
def stop_sharing_assessment(*, helper: DraftHelper, by: Actor, at: datetime | None = None) -> None:
    """Take a draft back from a helper, whose sight of the child that came with it ends (clause P4).

    What they wrote stays, and that they wrote it. Raises :class:`Refused`.
    """
    at = at or clock.now()
    policies.check_is_draft_author(by, helper.draft)
    locked = _locked(helper.draft)
    DraftHelper.objects.filter(pk=helper.pk, ended_at=None).update(ended_at=at)
    end_access(source=source_of(helper), by=by, at=at)
    audit.record(
        "assessment_taken_back",
        by=by,
        at=at,
        obj=locked,
        subject_id=locked.subject_id,
        shared_with=helper.user_id,
    )


@transaction.atomic
def send_assessment(
    *,
    draft: AssessmentDraft,
    completed_on: date,
    sent_to: User,
    by: Actor,
    at: datetime | None = None,
) -> RiskAssessment:
    """Send a whole draft to a service manager; it is then a risk assessment, and the draft goes (P4).

    Raises :class:`Refused` for anybody but its author; :class:`NotNow` where something is missing, or where
    ``sent_to`` may not sign it off: its author, or somebody who wrote in it.
    """
    at = at or clock.now()
    policies.check_is_draft_author(by, draft)
    locked = _locked(draft)
    form = drafts.form_of_draft(locked)
    require(may_be_sent(form))
    wrote = User.objects.filter(assessment_drafts_shared__in=locked.helpers.filter(wrote_at__isnull=False))
    assert form.level is not None  # a whole form has one
    assessment = record_assessment(
        person=Person.objects.get(pk=locked.subject_id),
        level=form.level,
        harmful_sexual_behaviour=HarmfulSexualBehaviour(form.answer(Q.BEHAVIOUR).choice),
        narrative=form.answer(Q.NARRATIVE).words,
        strengths=form.answer(Q.STRENGTHS).words,
        completed_on=completed_on,
        sent_to=sent_to,
        by=by,
        grounds=grounds_of_form(form),
        written_with=list(wrote),
        at=at,
    )
    _discard(locked, by, at)
    return assessment


@transaction.atomic
def delete_assessment_draft(*, draft: AssessmentDraft, by: Actor, at: datetime | None = None) -> None:
    """Delete a draft with all that was answered; that there was one stays in the log (clause P4).

    Raises :class:`Refused` for anybody but its author.
    """
    at = at or clock.now()
    policies.check_is_draft_author(by, draft)
    locked = _locked(draft)
    key, subject_id = locked.pk, locked.subject_id
    _discard(locked, by, at)
    audit.record("assessment_draft_deleted", by=by, at=at, subject_id=subject_id, draft=key)


def _locked(draft: AssessmentDraft) -> AssessmentDraft:
    """Let one window at a time write a draft. Raises :class:`NotNow` once it is sent or deleted."""
    locked = (
        AssessmentDraft.objects.select_for_update(of=("self",))
        .select_related("panel")
        .filter(pk=draft.pk)
        .first()
    )
    if locked is None:
        raise NotNow(_("This assessment was sent or deleted in the meantime."), clause=Clause.P4.value)
    return locked


def _write(
    draft: AssessmentDraft,
    answers: Mapping[str, Given],
    standing: Mapping[str, DraftAnswer],
    by: Actor,
    at: datetime,
) -> None:
    for key, answer in answers.items():
        row = standing.get(key) or DraftAnswer(draft=draft, question=key, version=0)
        row.choice, row.words = answer.choice, answer.words
        row.version += 1
        row.saved_by_id, row.saved_at = by.person_id, at
        row.save(update_fields=["choice", "words", "version", "saved_by", "saved_at"] if row.pk else None)


def _discard(draft: AssessmentDraft, by: Actor, at: datetime) -> None:
    """Take a draft away, and with it its helpers' sight of the child."""
    helpers = list(draft.helpers.all())
    for helper in helpers:
        end_access(source=source_of(helper), by=by, at=at)
    draft.answers.all().delete()
    draft.helpers.all().delete()
    draft.delete()
