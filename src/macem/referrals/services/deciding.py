"""The MASH decides on a referral: who the child is, level, path, who holds the case (clause P2)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership
from macem.audit import services as audit
from macem.confidentiality.services import Principal, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite, require
from macem.people import services as people
from macem.people.models import Person
from macem.protocol import pathway
from macem.protocol import referral as rules
from macem.protocol.vocabulary import Clause, MashLevel, MashRoute, Role
from macem.referrals import policies
from macem.referrals.models import MashDecision, Referral
from macem.referrals.services.early_help import begin_early_help, end_early_help
from macem.referrals.services.identifying import settle_who_it_is


@dataclass(frozen=True)
class EarlyHelpOffer:
    """The work with child and family that a decision offers: what, by whom, and when it is reviewed (P2)."""

    agency: Agency
    work: tuple[str, ...]
    review_on: date


@transaction.atomic
def decide_referral(
    *,
    referral: Referral,
    level: int,
    reason: str,
    by: Actor,
    early_help: EarlyHelpOffer | None = None,
    person: Person | None = None,
    why_new: str = "",
    worker: User | None = None,
    decisions_seen: int | None = None,
    at: datetime | None = None,
) -> MashDecision:
    """Record what the MASH decided on a referral; decided again, the new decision stands (clause P2).

    ``person`` is somebody already known here; None registers the child, unless an earlier decision said
    who it is, and ``why_new`` says why it is none of those who are likely. Early help is begun at levels 2
    and 3, and at level 1 where concerns are low-level; that of an earlier decision on the referral ends.
    ``worker`` is the social care worker who now holds the case. Two people deciding at once never register
    a child twice.

    Raises :class:`Refused`; :class:`NotNow` where something is missing, or a record that is likely of the
    child has not been looked at; :class:`StaleWrite` where there are by now more decisions than the
    ``decisions_seen``.
    """
    at = at or clock.now()
    policies.check_can_decide(by, referral.panel)
    require(rules.may_decide(level, reason))
    level_decided = MashLevel(level)
    route = pathway.mash_routes(level_decided, low_level_concerns=early_help is not None)[0]
    require(rules.early_help_named(route, agency_named=early_help is not None))
    decider = policies.person_behind(by, to="decide on a referral")
    locked = _lock(referral)
    _check_fresh(locked, decisions_seen, reason)
    child = settle_who_it_is(locked, person, why_new, by, at)
    if worker is not None:
        _hand_over(child, worker, locked, by, at)
    if route is MashRoute.MACEM:
        _let_coordinator_see(child, locked, by, at)
    decision = MashDecision.objects.create(
        referral=locked,
        level=level_decided.value,
        path=route,
        reason=reason.strip(),
        work_offered="; ".join(early_help.work) if early_help else "",
        decided_by=decider,
        decided_at=at,
    )
    end_early_help(decision=decision, by=by, at=at)
    if early_help is not None:
        begin_early_help(
            decision=decision,
            agency=early_help.agency,
            work=early_help.work,
            review_on=early_help.review_on,
            by=by,
            at=at,
        )
    people.note_facts_changed(person_id=child.pk, what="MASH decision", at=at)
    audit.record(
        "referral_decided", by=by, at=at, obj=decision, subject_id=child.pk,
        referral=locked.pk, level=level, path=route.value,
    )  # fmt: skip
    return decision


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


def _let_coordinator_see(child: Person, referral: Referral, by: Actor, at: datetime) -> None:
    grant_access(
        subject_id=child.pk,
        to=[Principal.role(referral.panel_id, Role.CE_COORDINATOR)],
        basis="MASH level 4",
        source=f"{source_of(referral)}:level 4",
        by=by,
        at=at,
    )
