"""Early help begins, is led by somebody, and ends where the MASH decides again (clause P2)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.holders import holders
from macem.agencies.models import Agency
from macem.agencies.protocol_settings import settings_of
from macem.audit import services as audit
from macem.confidentiality.models import AccessGrant
from macem.confidentiality.services import Principal, end_access, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.notices import services as notices
from macem.protocol import early_help as rules
from macem.protocol.vocabulary import Clause, Role
from macem.referrals import policies
from macem.referrals.models import EarlyHelp, EarlyHelpLead, EarlyHelpReview, EarlyHelpWork, MashDecision

JOB = Actor.job("early help")
BASIS = "early help"


@transaction.atomic
def begin_early_help(
    *,
    decision: MashDecision,
    agency: Agency,
    work: Iterable[str],
    review_on: date,
    by: Actor,
    at: datetime | None = None,
) -> EarlyHelp:
    """Begin the Family Early Help Assessment that a decision of the MASH leads to (clause P2).

    ``agency`` does the work, each kind of which is named in ``work``; its contact at the panel is told, and
    sees the child for as long as it goes on. Raises :class:`Refused`; :class:`NotNow` without any work, or
    where the review is not in the days to come that the panel allows.
    """
    at = at or clock.now()
    panel, subject_id = decision.referral.panel, decision.referral.subject_id
    policies.check_can_decide(by, panel)
    if subject_id is None:
        raise NotNow(_("Say first who the child of this referral is."), clause=Clause.P2.value)
    offered = list(dict.fromkeys(one.strip() for one in work if one.strip()))
    longest = settings_of(panel).early_help.review_within_days
    today = clock.local_date(at)
    require(rules.may_begin(decision.path, offered, review_on, today=today, within_days=longest))
    early_help = EarlyHelp.objects.create(
        subject_id=subject_id,
        panel=panel,
        decision=decision,
        agency=agency,
        review_on=review_on,
        begun_by=policies.person_behind(by, to="begin early help"),
        begun_at=at,
    )
    EarlyHelpWork.objects.bulk_create(EarlyHelpWork(early_help=early_help, name=one) for one in offered)
    _give_sight(early_help, _who_sees(early_help, at), by, at)
    for contact in holders(panel, Role.SPOC, agency=agency, at=at):
        notices.notify(
            user=contact,
            kind="early_help",
            subject_line="early help for you to lead or hand on",
            path=reverse("referrals:early_help", kwargs={"number": early_help.pk}),
            key=f"early_help:{early_help.pk}:{contact.pk}",
            by=by,
            due=review_on,
            at=at,
        )
    audit.record(
        "early_help_begun", by=by, at=at, obj=early_help, subject_id=early_help.subject_id,
        agency=agency.pk, decision=decision.pk, kinds=len(offered),
    )  # fmt: skip
    return early_help


@transaction.atomic
def name_lead_person(
    *, early_help: EarlyHelp, name: str, by: Actor, user: User | None = None, at: datetime | None = None
) -> EarlyHelpLead:
    """Say who leads the work for its agency; with an account, they see the child while it goes on (P2, S1).

    Raises :class:`Refused`; :class:`NotNow` without a name, for early help that has ended, and for an account
    whose holder does not work with children's records for that agency.
    """
    at = at or clock.now()
    policies.check_can_review_early_help(by, early_help)
    locked = lock_open(early_help)
    called = user.full_name if user is not None else name.strip()
    if not called:
        raise NotNow(_("Enter the name of the person who leads the work."), clause=Clause.P2.value)
    if user is not None and user not in may_lead(locked, at):
        raise NotNow(_("Choose somebody of the agency that does the work."), clause=Clause.S1.value)
    lead = EarlyHelpLead.objects.create(
        early_help=locked,
        user=user,
        name=called,
        named_by=policies.person_behind(by, to="name who leads early help"),
        named_at=at,
    )
    audit.record(
        "early_help_lead_named", by=by, at=at, obj=locked, subject_id=locked.subject_id,
        user=user.pk if user else None,
    )  # fmt: skip
    _renew_sight(locked, by, at)
    return lead


@transaction.atomic
def end_early_help(*, decision: MashDecision, by: Actor, at: datetime | None = None) -> list[EarlyHelp]:
    """End the early help of earlier decisions on a referral, since a new ``decision`` stands (clause P2).

    Level 4 steps it up, advice steps it down; where the new decision leads to early help again, that begins
    on its own. Returns what ended. Raises :class:`Refused`.
    """
    at = at or clock.now()
    policies.check_can_decide(by, decision.referral.panel)
    rows = EarlyHelp.objects.get_queryset().open().filter(decision__referral=decision.referral_id)
    ended = list(rows.exclude(decision=decision))
    for early_help in ended:
        review = EarlyHelpReview.objects.create(
            early_help=early_help,
            reviewed_on=clock.local_date(at),
            outcome=rules.ended_by(decision.path),
            reason=decision.reason,
            decision=decision,
            recorded_by=policies.person_behind(by, to="end early help"),
            recorded_at=at,
        )
        audit.record(
            "early_help_ended", by=by, at=at, obj=early_help, subject_id=early_help.subject_id,
            outcome=review.outcome.value, decision=decision.pk,
        )  # fmt: skip
        end_access(source=source_of(early_help), by=by, at=at, subject_id=early_help.subject_id)
    return ended


def keep_sight(*, at: datetime | None = None) -> int:
    """Let whoever is the contact of the working agency by now see the child, and nobody who no longer is.

    Run every hour. Returns for how many children sight changed.
    """
    at = at or clock.now()
    rows = EarlyHelp.objects.get_queryset().open().select_related("panel", "agency")
    return sum(_renew_sight(early_help, JOB, at) for early_help in rows.prefetch_related("leads__user"))


def lock_open(early_help: EarlyHelp) -> EarlyHelp:
    """Let one thing at a time happen to early help. Raises :class:`NotNow` where it has ended."""
    locked = EarlyHelp.objects.select_for_update(of=("self",)).select_related("panel", "agency")
    found: EarlyHelp = locked.get(pk=early_help.pk)
    if not EarlyHelp.objects.get_queryset().open().filter(pk=found.pk).exists():
        raise NotNow(_("This early help has ended in the meantime."), clause=Clause.P2.value)
    return found


def may_lead(early_help: EarlyHelp, at: datetime) -> list[User]:
    """Return who of the working agency may lead under their own account."""
    return list(holders(early_help.panel, *policies.LEADS, agency=early_help.agency, at=at))


def _who_sees(early_help: EarlyHelp, at: datetime) -> list[Principal]:
    """Return who sees the child by this work: the agency's contacts, and whoever leads it."""
    contacts = holders(early_help.panel, Role.SPOC, agency=early_help.agency, at=at)
    leads = [lead.user_id for lead in early_help.leads.all()][-1:]
    keys = {*contacts.values_list("pk", flat=True), *(pk for pk in leads if pk is not None)}
    return [Principal.user(pk) for pk in sorted(keys)]


def _give_sight(early_help: EarlyHelp, to: list[Principal], by: Actor, at: datetime) -> None:
    grant_access(
        subject_id=early_help.subject_id, to=to, basis=BASIS, source=source_of(early_help), by=by, at=at
    )


def _renew_sight(early_help: EarlyHelp, by: Actor, at: datetime) -> bool:
    """Bring the grants of this work up to date. Returns whether anything changed.

    Whoever acts may see by these very grants: who is to see is settled before any of them ends.
    """
    wanted = _who_sees(early_help, at)
    given = AccessGrant.objects.filter(source=source_of(early_help), until=None)
    if {one.text for one in wanted} == set(given.values_list("principal", flat=True)):
        return False
    end_access(source=source_of(early_help), by=by, at=at, subject_id=early_help.subject_id)
    _give_sight(early_help, wanted, by, at)
    return True
