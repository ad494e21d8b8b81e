"""What referrals, decisions, early help, assessments and strategy meetings add to a person's timeline."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.govuk.dates import full_date
from macem.protocol.vocabulary import Clause, MashLevel, TimelineEntry
from macem.protocol.vocabulary.assessment import AssessmentSource
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals.models import (
    AssessmentReview,
    EarlyHelp,
    EarlyHelpReview,
    MashDecision,
    NrmDecision,
    NrmReferral,
    Referral,
    RiskAssessment,
)
from macem.referrals.models import StrategyMeeting as Meeting


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return what happened, as far as ``user`` may see it; never what was written about the child."""
    return [
        *_referrals(subject_id, user),
        *_decisions(subject_id, user),
        *_early_help(subject_id, user),
        *_assessments(subject_id, user),
        *_nrm(subject_id, user),
        *_strategy_meetings(subject_id, user),
    ]


def _referrals(subject_id: int, user: Any) -> list[TimelineEntry]:
    rows = Referral.objects.visible_to(user).filter(subject_id=subject_id)
    return [
        TimelineEntry(
            when=row.submitted_at,
            title=_("Referred to the MASH by %(agency)s") % {"agency": row.agency.name},
            kind=_("Referral"),
            detail=_("By the screening form.") if row.screening_id is not None else "",
            source=row.receipt,
            url=_form_url(row),
            clause=Clause.P1,
        )
        for row in rows.select_related("agency", "screening")
    ]


def _form_url(row: Referral) -> str | None:
    """The screening form behind a referral, for those who read it: for others there is none."""
    form = row.screening
    return reverse("screening:read", kwargs={"reference": form.reference}) if form is not None else None


def _decisions(subject_id: int, user: Any) -> list[TimelineEntry]:
    rows = MashDecision.objects.visible_to(user).filter(referral__subject_id=subject_id)
    return [
        TimelineEntry(
            when=row.decided_at,
            title=_("The MASH decided: %(level)s") % {"level": MashLevel(row.level).label},
            kind=_("MASH"),
            detail=row.path.label,
            source=row.decided_by.full_name,
            clause=Clause.P2,
        )
        for row in rows.select_related("decided_by")
    ]


def _early_help(subject_id: int, user: Any) -> list[TimelineEntry]:
    """That it began and how each review went on; what was done stands on its own page."""
    rows = EarlyHelp.objects.visible_to(user).filter(subject_id=subject_id).select_related("agency")
    begun = [
        TimelineEntry(
            when=row.begun_at,
            title=_("Early help begun by %(agency)s") % {"agency": row.agency.name},
            kind=_("Early help"),
            detail=_("Review on %(day)s.") % {"day": full_date(row.review_on)},
            clause=Clause.P2,
        )
        for row in rows
    ]
    reviews = EarlyHelpReview.objects.visible_to(user).filter(early_help__subject_id=subject_id)
    return begun + [
        TimelineEntry(
            when=row.recorded_at,
            title=_("Early help reviewed: %(outcome)s") % {"outcome": row.outcome.label},
            kind=_("Early help"),
            source=row.recorded_by.full_name,
            clause=Clause.P2,
        )
        for row in reviews.select_related("recorded_by")
    ]


def _assessments(subject_id: int, user: Any) -> list[TimelineEntry]:
    rows = RiskAssessment.objects.visible_to(user).filter(subject_id=subject_id)
    sent = [_sent(row) for row in rows.select_related("author", "attached")]
    reviews = AssessmentReview.objects.visible_to(user).filter(assessment__subject_id=subject_id)
    return sent + [_review(row) for row in reviews.select_related("assessment", "reviewed_by")]


def _sent(row: RiskAssessment) -> TimelineEntry:
    completed = _("Completed on %(day)s.") % {"day": full_date(row.completed_on)}
    if row.source is AssessmentSource.MOSAIC:
        signed = _("Signed off in Mosaic on %(day)s.") % {"day": full_date(row.attached.signed_on)}
        title, detail, who = _("Risk assessment attached: %(level)s"), f"{completed} {signed}", ""
    else:
        title, detail = _("Risk assessment sent for sign-off: %(level)s"), completed
        who = row.author.full_name if row.author else ""
    return TimelineEntry(
        when=row.sent_at,
        title=title % {"level": row.level.label},
        kind=_("Assessment"),
        detail=detail,
        source=who or row.attached.written_by,
        clause=Clause.P4,
    )


def _review(row: AssessmentReview) -> TimelineEntry:
    signed = row.outcome is AssessmentOutcome.SIGNED_OFF
    title = _("Risk assessment signed off: %(level)s") if signed else _("Risk assessment returned: %(level)s")
    return TimelineEntry(
        when=row.reviewed_at,
        title=title % {"level": row.assessment.level.label},
        kind=_("Assessment"),
        source=row.reviewed_by.full_name,
        clause=Clause.P4,
    )


def _nrm(subject_id: int, user: Any) -> list[TimelineEntry]:
    found = []
    rows = NrmReferral.objects.visible_to(user).filter(subject_id=subject_id)
    for row in rows.prefetch_related("decisions"):
        title = _("Referred to the National Referral Mechanism")
        found.append(_nrm_entry(row.submitted_on, title, row.responder))
        found += [_nrm_decision(one) for one in row.decisions.all()]
        if row.withdrawn_on is not None:
            found.append(_nrm_entry(row.withdrawn_on, _("NRM referral withdrawn"), row.responder))
    return found


def _nrm_decision(row: NrmDecision) -> TimelineEntry:
    title = _("NRM: %(kind)s, %(outcome)s")
    words = {"kind": row.kind.label.lower(), "outcome": row.outcome.label.lower()}
    return _nrm_entry(row.decided_on, title % words, row.body.label)


def _nrm_entry(when: date, title: str, source: str) -> TimelineEntry:
    return TimelineEntry(when=when, title=title, kind=_("NRM"), source=source, clause=Clause.C1)


def _strategy_meetings(subject_id: int, user: Any) -> list[TimelineEntry]:
    rows = Meeting.objects.visible_to(user).filter(subject_id=subject_id)
    found = []
    for row in rows.select_related("recorded_by", "conclusion"):
        opened = _("Strategy meeting; section 47 enquiry opened")
        found.append(
            TimelineEntry(
                when=row.held_on,
                title=opened if row.section_47 else _("Strategy meeting"),
                kind=_("Safeguarding"),
                detail=_("Chaired by %(who)s.") % {"who": row.chaired_by} if row.chaired_by else "",
                source=row.recorded_by.full_name,
                clause=Clause.P3,
            )
        )
        ended = getattr(row, "conclusion", None)
        if ended is not None:
            found.append(
                TimelineEntry(
                    when=ended.concluded_on,
                    title=_("Section 47 enquiry ended: %(outcome)s") % {"outcome": ended.outcome.label},
                    kind=_("Safeguarding"),
                    clause=Clause.P3,
                )
            )
    return found
