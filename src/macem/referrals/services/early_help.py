"""Early help begins, is led by somebody, and ends where the MASH decides again (clause P2)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from macem.accounts.models import User
from macem.agencies.holders import holders
from macem.agencies.models import Agency
from macem.agencies.protocol_settings import settings_of
from macem.audit import services as audit
from macem.confidentiality.services import Principal, end_access, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.rules import require
from macem.protocol import early_help as rules
from macem.protocol.vocabulary import Role
from macem.referrals import policies
from macem.referrals.models import EarlyHelp, EarlyHelpReview, EarlyHelpWork, MashDecision

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

    ``agency`` does the work, each kind of which is named in ``work``; its contact at the panel sees the child
    for as long as it goes on. Raises :class:`Refused`; :class:`NotNow` without any work, or where the review
    is not in the days to come that the panel allows.
    """
    at = at or clock.now()
    panel = decision.referral.panel
    policies.check_can_decide(by, panel)
    offered = list(dict.fromkeys(one.strip() for one in work if one.strip()))
    longest = settings_of(panel).early_help.review_within_days
    today = clock.local_date(at)
    require(rules.may_begin(decision.path, offered, review_on, today=today, within_days=longest))
    early_help = EarlyHelp.objects.create(
        subject_id=decision.referral.subject_id,
        panel=panel,
        decision=decision,
        agency=agency,
        review_on=review_on,
        begun_by=policies.person_behind(by, to="begin early help"),
        begun_at=at,
    )
    EarlyHelpWork.objects.bulk_create(EarlyHelpWork(early_help=early_help, name=one) for one in offered)
    _give_sight(early_help, by, at)
    audit.record(
        "early_help_begun", by=by, at=at, obj=early_help, subject_id=early_help.subject_id,
        agency=agency.pk, decision=decision.pk, kinds=len(offered),
    )  # fmt: skip
    return early_help


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
        end_access(source=source_of(early_help), by=by, at=at, subject_id=early_help.subject_id)
        audit.record(
            "early_help_ended", by=by, at=at, obj=early_help, subject_id=early_help.subject_id,
            outcome=review.outcome.value, decision=decision.pk,
        )  # fmt: skip
    return ended


def _give_sight(early_help: EarlyHelp, by: Actor, at: datetime) -> None:
    grant_access(
        subject_id=early_help.subject_id,
        to=[Principal.user(one.pk) for one in who_sees(early_help, at)],
        basis=BASIS,
        source=source_of(early_help),
        by=by,
        at=at,
    )


def who_sees(early_help: EarlyHelp, at: datetime) -> list[User]:
    """Return who sees the child because of the work: the agency's contacts at the panel, and who leads it."""
    contacts = list(holders(early_help.panel, Role.SPOC, agency=early_help.agency, at=at))
    lead = early_help.leads.last()
    return contacts if lead is None or lead.user is None or lead.user in contacts else [*contacts, lead.user]
