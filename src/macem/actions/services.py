"""Actions: agreed with an owner, an agency and a date; updated; reviewed (clauses M6, M8, M9)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from macem.accounts.models import User
from macem.actions import policies
from macem.actions.models import Action, ActionPerson, ActionResult, ActionUpdate, FormerOwner, OwnerLeft
from macem.agencies.models import Agency, Panel
from macem.audit import services as audit
from macem.confidentiality.models import Subject
from macem.confidentiality.policies import check_sees
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite, require
from macem.notices import services as notices
from macem.protocol import actions as rules
from macem.protocol.vocabulary import ActionOutcome, Clause, Part
from macem.protocol.vocabulary.states import ActionKind

NOTICE_KIND = "action"


@transaction.atomic
def agree_action(
    *,
    panel: Panel,
    text: str,
    owner: User | None,
    owner_name: str,
    agency: Agency | None,
    due: date | None,
    by: Actor,
    subject_id: int | None = None,
    kind: ActionKind = ActionKind.ORDINARY,
    part: Part | None = None,
    also_about: Iterable[int] = (),
    at: datetime | None = None,
) -> Action:
    """Agree what will be done, by whom, by when (clause M6).

    ``owner`` is None for somebody without an account, who is then named in ``owner_name``. ``also_about``
    holds the subjects of further people, beside the one that it is chiefly about. The owner is told when
    actions are distributed: :func:`tell_owner`.
    Raises ``NotNow`` without words, person, agency or a date still to come, for an owner elsewhere, or where
    there are further people without a first.
    """
    at = at or clock.now()
    owner_name = owner_name.strip() or (owner.full_name if owner else "")
    require(
        rules.may_stand(
            text=text, owner_name=owner_name, agency_named=agency is not None, due=due,
            agreed_on=clock.local_date(at),
        )
    )  # fmt: skip
    if agency is None or due is None:
        raise NotNow("An action needs an agency and a date.", clause=Clause.M6.value)
    policies.check_can_agree(by, panel, agency)
    others = sorted(set(also_about) - {subject_id})
    if others and subject_id is None:
        raise NotNow("Say whom the action is chiefly about.", clause=Clause.M6.value)
    for person in [*([subject_id] if subject_id else []), *others]:
        check_sees(by, person, to="agree an action")
    _require_works_for(owner, agency)
    action = Action.objects.create(
        panel=panel,
        subject_id=subject_id,
        subject_reference=_reference_of(subject_id),
        kind=kind,
        part=part or "",
        text=text.strip(),
        owner=owner,
        owner_name=owner_name,
        agency=agency,
        first_due=due,
        agreed_at=at,
        agreed_by_id=by.user_id,
    )
    for other in others:
        ActionPerson.objects.create(action=action, subject_id=other)
    audit.record(
        "action_agreed", by=by, at=at, obj=action, subject_id=subject_id, kind=kind.value,
        agency=agency.pk, owner=owner.pk if owner else None, due=due.isoformat(), also_about=others,
    )  # fmt: skip
    return action


@transaction.atomic
def tell_owner(*, action: Action, by: Actor, at: datetime | None = None) -> None:
    """Mail the owner that there is something to do, once for each owner and date (clause M9)."""
    at = at or clock.now()
    if action.owner is not None:
        notices.notify(
            user=action.owner,
            kind=NOTICE_KIND,
            subject_line="something for you to do",
            path=path_of(action),
            due=current_due(action),
            key=f"action:{action.pk}:{action.owner_id}:{current_due(action).isoformat()}",
            by=by,
            at=at,
        )


@transaction.atomic
def update_action(*, action: Action, text: str, by: Actor, at: datetime | None = None) -> ActionUpdate:
    """Add what there is to say between meetings (clause M9). Raises ``NotNow`` without words."""
    at = at or clock.now()
    policies.check_can_update(by, action)
    if not text.strip():
        raise NotNow("Say how it is going.", clause=Clause.M9.value)
    update = ActionUpdate.objects.create(action=action, text=text.strip(), made_by=_person(by), made_at=at)
    audit.record("action_updated", by=by, at=at, obj=update, subject_id=action.subject_id, action=action.pk)
    return update


@transaction.atomic
def record_result(
    *,
    action: Action,
    outcome: ActionOutcome,
    by: Actor,
    evidence: str = "",
    effect: str = "",
    new_due: date | None = None,
    at: datetime | None = None,
) -> ActionResult:
    """Say what became of an action (clause M8). ``action.version`` is what the writer had before them.

    Raises ``NotNow`` where the result says too little, and ``StaleWrite`` with both results where somebody
    else has recorded one since.
    """
    at = at or clock.now()
    locked = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    latest = latest_result(locked)
    policies.check_can_record_result(by, locked, closed=not rules.is_open(latest.outcome if latest else None))
    require(
        rules.may_be_recorded(
            outcome, evidence=evidence, effect=effect, new_due=new_due, recorded_on=clock.local_date(at)
        )
    )
    written = ActionResult(
        action=locked, outcome=outcome, evidence=evidence.strip(), effect=effect.strip(), new_due=new_due,
        recorded_by=_person(by), recorded_at=at,
    )  # fmt: skip
    if locked.version != action.version:
        raise StaleWrite(
            "Somebody else has said how this action went since you opened it. Read theirs, then save again "
            "if yours should stand.",
            theirs=latest,
            yours=written,
        )
    written.save(force_insert=True)
    action.version = locked.version = locked.version + 1
    locked.save(update_fields=["version"])
    audit.record(
        "action_result_recorded", by=by, at=at, obj=written, subject_id=locked.subject_id, action=locked.pk,
        outcome=outcome.value, new_due=new_due.isoformat() if new_due else None,
    )  # fmt: skip
    return written


@transaction.atomic
def name_new_owner(
    *,
    action: Action,
    owner: User | None,
    owner_name: str,
    agency: Agency,
    by: Actor,
    at: datetime | None = None,
) -> Action:
    """Give an open action to somebody else; who had it until now is kept (clause M9).

    Raises ``NotNow`` where the action is closed, nobody is named, or the new owner works elsewhere.
    """
    at = at or clock.now()
    locked = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    policies.check_can_name_owner(by, locked, agency=agency)
    owner_name = owner_name.strip() or (owner.full_name if owner else "")
    if not owner_name:
        raise NotNow("Name the person who will do it.", clause=Clause.M6.value)
    latest = latest_result(locked)
    if not rules.is_open(latest.outcome if latest else None):
        raise NotNow("This action is closed, so it needs no new owner.", clause=Clause.M9.value)
    _require_works_for(owner, agency)
    FormerOwner.objects.create(
        action=locked, owner_id=locked.owner_id, owner_name=locked.owner_name, agency_id=locked.agency_id,
        until=at, changed_by_id=by.user_id,
    )  # fmt: skip
    OwnerLeft.objects.filter(action=locked, cleared_at=None).update(cleared_at=at)
    locked.owner, locked.owner_name, locked.agency = owner, owner_name, agency
    locked.version += 1
    locked.save(update_fields=["owner", "owner_name", "agency", "version"])
    tell_owner(action=locked, by=by, at=at)
    audit.record(
        "action_owner_named", by=by, at=at, obj=locked, subject_id=locked.subject_id,
        owner=owner.pk if owner else None, agency=agency.pk,
    )  # fmt: skip
    return locked


def latest_result(action: Action) -> ActionResult | None:
    """Return the result that an action stands at, or None."""
    return ActionResult.objects.filter(action=action).order_by("-recorded_at", "-id").first()


def current_due(action: Action) -> date:
    """Return the day by which an action is due now: the latest date that it was carried to, or the first."""
    carried = ActionResult.objects.filter(action=action, new_due__isnull=False)
    return (
        carried.order_by("-recorded_at", "-id").values_list("new_due", flat=True).first() or action.first_due
    )


def path_of(action: Action) -> str:
    """Return the address of an action's page. It holds a number and nothing about a person."""
    return reverse("actions:action", kwargs={"number": action.pk})


def _reference_of(subject_id: int | None) -> str:
    if subject_id is None:
        return ""
    return Subject.objects.values_list("reference", flat=True).get(pk=subject_id)


def _require_works_for(owner: User | None, agency: Agency) -> None:
    if owner is not None and not policies.works_for(owner.pk, agency):
        raise NotNow(
            f"{owner.full_name} does not work for {agency.name}: choose their own agency, or somebody else.",
            clause=Clause.M6.value,
        )


def _person(by: Actor) -> User:
    if by.user_id is None:
        raise NotNow("A person says how an action went, not a job.", clause=Clause.M8.value)
    return User.objects.get(pk=by.user_id)
