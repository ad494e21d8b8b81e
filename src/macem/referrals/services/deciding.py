"""The MASH decides on a referral: who the child is, level, path, who holds the case (clause P2)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.models import Membership
from macem.audit import services as audit
from macem.confidentiality.policies import can_see
from macem.confidentiality.services import Principal, end_access, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite, require
from macem.people import services as people
from macem.people.models import Person
from macem.protocol import pathway
from macem.protocol import referral as rules
from macem.protocol.vocabulary import Clause, MashLevel, MashRoute, Role
from macem.protocol.vocabulary.states import IdentifierKind, PersonKind
from macem.referrals import known, policies
from macem.referrals.models import MashDecision, Referral

BASIS = "referral to the MASH"


@transaction.atomic
def decide_referral(
    *,
    referral: Referral,
    level: int,
    reason: str,
    by: Actor,
    work_offered: str = "",
    person: Person | None = None,
    worker: User | None = None,
    decisions_seen: int | None = None,
    at: datetime | None = None,
) -> MashDecision:
    """Record what the MASH decided on a referral; decided again, the new decision stands (clause P2).

    ``person`` is somebody already known here; None registers the child, unless an earlier decision said
    who it is. Work offered at level 1 means low-level concerns, and a FEHA. ``worker`` is the social care
    worker who now holds the case. Two people deciding at once never register a child twice.
    Raises :class:`Refused`; :class:`NotNow` where something is missing or the number on the referral is
    known here under a record that has not been looked at; :class:`StaleWrite` where there are by now more
    decisions than the ``decisions_seen``.
    """
    at = at or clock.now()
    policies.check_can_decide(by, referral.panel)
    require(rules.may_decide(level, reason))
    decider = policies.person_behind(by, to="decide on a referral")
    locked = _lock(referral)
    _check_fresh(locked, decisions_seen, reason)
    child = _settle_who_it_is(locked, person, by, at)
    level_decided = MashLevel(level)
    route = pathway.mash_routes(level_decided, low_level_concerns=bool(work_offered.strip()))[0]
    if worker is not None:
        _hand_over(child, worker, locked, by, at)
    if route is MashRoute.MACEM:
        grant_access(
            subject_id=child.pk,
            to=[Principal.role(locked.panel_id, Role.CE_COORDINATOR)],
            basis="MASH level 4",
            source=f"{source_of(locked)}:level 4",
            by=by,
            at=at,
        )
    decision = MashDecision.objects.create(
        referral=locked,
        level=level_decided.value,
        path=route,
        reason=reason.strip(),
        work_offered=work_offered.strip(),
        decided_by=decider,
        decided_at=at,
    )
    people.note_facts_changed(person_id=child.pk, what="MASH decision", at=at)
    audit.record(
        "referral_decided", by=by, at=at, obj=decision, subject_id=child.pk,
        referral=locked.pk, level=level, path=route.value,
    )  # fmt: skip
    return decision


@transaction.atomic
def open_same_number(*, referral: Referral, by: Actor, at: datetime | None = None) -> int:
    """Let the MASH see whoever already bears the social care number on a referral, so that it can compare.

    A decision that the child is somebody else takes that sight away again.

    Returns how many of them it sees now: none where a restriction or an exclusion stands. Raises
    :class:`Refused`; :class:`NotNow` where nobody here bears the number.
    """
    at = at or clock.now()
    policies.check_can_decide(by, referral.panel)
    found = known.same_number(referral)
    if not found:
        raise NotNow(_("Nobody here bears the number on this referral."), clause=Clause.P2.value)
    for subject_id in found:
        _grant_mash(subject_id, referral, by, at)
    audit.record("same_number_opened", by=by, at=at, obj=referral, subjects=found)
    return sum(can_see(by, subject_id, to="compare") for subject_id in found)


def _lock(referral: Referral) -> Referral:
    """Let one decision at a time be made on a referral.

    Whoever waited here for another decision is, in that very statement, still without the sight that it
    gave; the next statement has it.
    """
    for _attempt in range(2):
        locked = (
            Referral.objects.select_for_update(of=("self",))
            .select_related("panel")
            .filter(pk=referral.pk)
            .first()
        )
        if locked is not None:
            return locked
    raise NotNow(_("This referral can no longer be decided by you."), clause=Clause.P2.value)


def _check_fresh(referral: Referral, decisions_seen: int | None, reason: str) -> None:
    decisions = list(referral.decisions.select_related("decided_by"))
    if decisions_seen is not None and len(decisions) > decisions_seen:
        theirs = decisions[-1]
        raise StaleWrite(
            _(
                "%(who)s decided on this referral in the meantime: level %(level)s. "
                "Read it, then send yours if it should stand instead."
            )
            % {"who": theirs.decided_by, "level": theirs.level},
            theirs=theirs,
            yours=reason,
        )


def _settle_who_it_is(referral: Referral, person: Person | None, by: Actor, at: datetime) -> Person:
    """Return the child a referral is about, linked to it and seen by the MASH."""
    if referral.subject_id is not None:
        if person is not None and person.pk != referral.subject_id:
            raise NotNow(
                _("An earlier decision says that this referral is about somebody else."),
                clause=Clause.P2.value,
            )
        linked = Person.objects.filter(pk=referral.subject_id).first()
        if linked is None:
            raise NotNow(str(known.CLOSED), clause=Clause.S1.value)
        return linked
    child = person or _register(referral, by, at)
    _grant_mash(child.pk, referral, by, at)
    if not can_see(by, child.pk, to="decide on a referral"):
        raise NotNow(str(known.CLOSED), clause=Clause.S1.value)
    referral.subject_id = child.pk
    referral.save(update_fields=["subject"])
    audit.record("referral_linked", by=by, at=at, obj=referral, subject_id=child.pk, new=person is None)
    return child


def _register(referral: Referral, by: Actor, at: datetime) -> Person:
    bearers = known.same_number(referral)
    if any(not can_see(by, subject_id, to="compare") for subject_id in bearers):
        raise NotNow(
            _("Somebody here has the social care number on this referral. Look at their record first."),
            clause=Clause.P2.value,
        )
    for subject_id in bearers:
        end_access(source=source_of(referral), subject_id=subject_id, by=by, at=at)
    number = referral.csc_number if not bearers else ""
    return people.register_person(
        kind=PersonKind.CHILD,
        forename=referral.forename,
        surname=referral.surname,
        date_of_birth=referral.date_of_birth,
        estimated_age=referral.about_age,
        identifiers=[(IdentifierKind.CSC, number)],
        first_grants=[Principal.role(referral.panel_id, Role.MASH_DECISION_MAKER)],
        basis=BASIS,
        source=source_of(referral),
        by=by,
        at=at,
    )


def _grant_mash(subject_id: int, referral: Referral, by: Actor, at: datetime) -> None:
    grant_access(
        subject_id=subject_id,
        to=[Principal.role(referral.panel_id, Role.MASH_DECISION_MAKER)],
        basis=BASIS,
        source=source_of(referral),
        by=by,
        at=at,
    )


def _hand_over(child: Person, worker: User, referral: Referral, by: Actor, at: datetime) -> None:
    held = Membership.objects.current(at).at_panel(referral.panel).of_user(worker)
    membership = held.holding(Role.SOCIAL_CARE_WORKER).select_related("agency").first()
    if membership is None:
        raise NotNow(_("Choose somebody who is a social care worker."), clause=Clause.P9.value)
    people.record_case_holder(
        person=child,
        agency=membership.agency,
        worker_name=worker.full_name,
        worker=worker,
        open_to_social_care=True,
        by=by,
        at=at,
    )
