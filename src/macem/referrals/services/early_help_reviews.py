"""Early help is reviewed: it goes on, is closed, or the MASH is asked to step it up (clause P2)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.holders import holders
from macem.agencies.protocol_settings import settings_of
from macem.audit import services as audit
from macem.confidentiality.services import end_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.rules import StaleWrite, require
from macem.notices import services as notices
from macem.protocol import early_help as rules
from macem.protocol.vocabulary import Decision, MashLevel, Role
from macem.protocol.vocabulary.early_help import EarlyHelpState, WorkEffect
from macem.referrals import policies
from macem.referrals.models import EarlyHelp, EarlyHelpReview, EarlyHelpWorkReview, MashDecision
from macem.referrals.services.deciding import decide_referral
from macem.referrals.services.early_help import lock_open

Done = tuple[WorkEffect | None, str]
"""What came of one kind of work, and what was done."""


@transaction.atomic
def review_early_help(
    *,
    early_help: EarlyHelp,
    outcome: EarlyHelpState,
    reviewed_on: date,
    reason: str,
    work: Mapping[int, Done],
    by: Actor,
    next_review_on: date | None = None,
    reviews_seen: int | None = None,
    at: datetime | None = None,
) -> EarlyHelpReview:
    """Record what was done in each kind of work, by its key, what came of it, and how it goes on (clause P2).

    Where the family's needs are met, the work is stepped down or the family declines, it ends, and the sight
    that it gave with it. "The MASH is asked to step up" puts it before the MASH, which alone goes on from
    there. Raises :class:`Refused`; :class:`NotNow` where the review says too little; :class:`StaleWrite`
    where there are by now more reviews than ``reviews_seen``.
    """
    at = at or clock.now()
    policies.check_can_review_early_help(by, early_help)
    locked = lock_open(early_help)
    reviews = list(locked.reviews.select_related("recorded_by"))
    _check_fresh(reviews, reviews_seen, reason)
    state = reviews[-1].outcome if reviews else EarlyHelpState.UNDER_WAY
    if state is EarlyHelpState.STEP_UP_ASKED:
        policies.check_can_decide(by, locked.panel)
    require(_allowed(locked, outcome, state, reviewed_on, reason, work, next_review_on, at))
    review = EarlyHelpReview.objects.create(
        early_help=locked,
        reviewed_on=reviewed_on,
        outcome=outcome,
        reason=reason.strip(),
        next_review_on=next_review_on if outcome is EarlyHelpState.UNDER_WAY else None,
        recorded_by=policies.person_behind(by, to="review early help"),
        recorded_at=at,
    )
    EarlyHelpWorkReview.objects.bulk_create(
        EarlyHelpWorkReview(review=review, work_id=pk, effect=effect, done=done.strip())
        for pk, (effect, done) in work.items()
        if effect is not None
    )
    if outcome is EarlyHelpState.STEP_UP_ASKED:
        _tell_the_mash(locked, review, by, at)
    audit.record(
        "early_help_reviewed", by=by, at=at, obj=review, subject_id=locked.subject_id,
        early_help=locked.pk, outcome=outcome.value,
    )  # fmt: skip
    if not outcome.is_open:
        end_access(source=source_of(locked), by=by, at=at, subject_id=locked.subject_id)
    return review


@transaction.atomic
def step_up_early_help(
    *,
    early_help: EarlyHelp,
    reason: str,
    by: Actor,
    worker: User | None = None,
    reviews_seen: int | None = None,
    at: datetime | None = None,
) -> MashDecision:
    """Step early help up to level 4: a new decision of the MASH, by which the child is nominated (P2, P5).

    ``worker`` is the social care worker who now holds the case. Raises :class:`Refused`; :class:`NotNow`
    without a reason, or where it has ended; :class:`StaleWrite` where there are by now more reviews than
    ``reviews_seen``.
    """
    at = at or clock.now()
    policies.check_can_decide(by, early_help.panel)
    locked = lock_open(early_help)
    _check_fresh(list(locked.reviews.select_related("recorded_by")), reviews_seen, reason)
    return decide_referral(
        referral=locked.decision.referral,
        level=MashLevel.STATUTORY.value,
        reason=reason,
        worker=worker,
        by=by,
        at=at,
    )


@transaction.atomic
def let_early_help_go_on(
    *,
    early_help: EarlyHelp,
    reason: str,
    next_review_on: date,
    by: Actor,
    reviews_seen: int | None = None,
    at: datetime | None = None,
) -> EarlyHelpReview:
    """Answer, for the MASH, that early help goes on although a step up was asked for (clause P2).

    Raises as :func:`review_early_help`, and :class:`Refused` for anybody else.
    """
    at = at or clock.now()
    policies.check_can_decide(by, early_help.panel)
    return review_early_help(
        early_help=early_help,
        outcome=EarlyHelpState.UNDER_WAY,
        reviewed_on=clock.local_date(at),
        reason=reason,
        work={},
        next_review_on=next_review_on,
        reviews_seen=reviews_seen,
        by=by,
        at=at,
    )


def _check_fresh(reviews: list[EarlyHelpReview], seen: int | None, reason: str) -> None:
    if seen is not None and len(reviews) > seen:
        theirs = reviews[-1]
        raise StaleWrite(
            _(
                "%(who)s recorded a review in the meantime: “%(outcome)s”. "
                "Read it, then send yours if it is still wanted."
            )
            % {"who": theirs.recorded_by, "outcome": theirs.outcome.label},
            theirs=theirs,
            yours=reason,
        )


def _allowed(
    early_help: EarlyHelp,
    outcome: EarlyHelpState,
    state: EarlyHelpState,
    reviewed_on: date,
    reason: str,
    work: Mapping[int, Done],
    next_review_on: date | None,
    at: datetime,
) -> Decision:
    """Ask the protocol; what the MASH answers to a step up needs nothing said about the work."""
    kinds = early_help.work.all() if state is EarlyHelpState.UNDER_WAY else ()
    return rules.may_review(
        rules.ProposedReview(
            outcome=outcome,
            reviewed=reviewed_on,
            reason=reason,
            work={one.name: work.get(one.pk, (None, "")) for one in kinds},
            next_review=next_review_on,
        ),
        state=state,
        begun=clock.local_date(early_help.begun_at),
        today=clock.local_date(at),
        within_days=settings_of(early_help.panel).early_help.review_within_days,
    )


def _tell_the_mash(early_help: EarlyHelp, review: EarlyHelpReview, by: Actor, at: datetime) -> None:
    for decider in holders(early_help.panel, Role.MASH_DECISION_MAKER, at=at):
        notices.notify(
            user=decider,
            kind="early_help",
            subject_line="a step up waits for the MASH",
            path=reverse("referrals:early_help_step_up", kwargs={"number": early_help.pk}),
            key=f"step_up:{review.pk}:{decider.pk}",
            by=by,
            at=at,
        )
