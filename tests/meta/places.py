"""The records at which the matrix looks: one for each kind of address, as its parameters.

The child is Cass, whose case is open and who is on the agenda that was circulated last; the adult is listed
in Part 2; the newcomer waits for the RAMM's decision.
"""

from typing import Any

from django.urls import resolve

from macem.accounts.invitations.links import path_to
from macem.actions.models import Action
from macem.agencies.models import Membership
from macem.demo.partnership import Partnership
from macem.imports.models import Upload
from macem.meetings.models import AgendaItem, AgendaVersion, Attendance, Concern, Minutes, Postponement
from macem.missing.models import Episode
from macem.nominations.models import Question
from macem.people.models import Contact, Fact, Identifier, PeerGroup, PersonName, PossibleDuplicate
from macem.protocol.ramm import week_of
from macem.referrals.models import (
    AssessmentDraft,
    AssessmentReview,
    AttachedAssessment,
    EarlyHelp,
    EmergencyStop,
    NrmReferral,
    Referral,
    RiskAssessment,
    StrategyMeeting,
)
from macem.schedule.models import Meeting
from macem.screening.models import Screening, ScreeningInvitation
from macem.sharing.models import SharingAgreement
from tests.meta.more import ADULT, CHILD, MEETING_DAY, NEWCOMER, bearer, item_of
from tests.meta.visitors import INVITED

Parameters = dict[str, dict[str, Any]]


def find(partnership: Partnership) -> Parameters:
    """Return the parameters of each place. Run as the worker, who sees everything."""
    staff = partnership.user("health_spoc")
    invited = ScreeningInvitation.objects.get(organisation=INVITED)
    return {
        "user": {"pk": staff.pk},
        "membership": {"pk": Membership.objects.filter(user=staff).order_by("pk")[0].pk},
        "agency": {"code": "health"},
        "panel": {"code": partnership.panel.code},
        "invitation": {"number": invited.pk},
        "link": resolve(path_to(invited.invitation)).kwargs,
        "mail_key": {"key": "x"},
        "password_key": {"uidb36": "x", "key": "x"},
        "upload": {"pk": Upload.objects.filter(applied_at=None)[0].pk},
        "applied": {"pk": Upload.objects.exclude(applied_at=None)[0].pk},
        **_people(),
        **_nominations(),
        **_referrals(),
        **_meetings(),
    }


def _people() -> Parameters:
    child = bearer(CHILD)
    reference = {"reference": child.subject.reference}
    number = Identifier.objects.filter(person=child, until=None).order_by("pk")[0]
    episode = Episode.objects.filter(subject_id=child.pk).order_by("pk")[0]
    agreement = SharingAgreement.objects.filter(subject_id=child.pk).order_by("-pk")[0]
    action = Action.objects.filter(subject_id=child.pk).order_by("pk")[0]
    return {
        "child": reference,
        "adult": {"reference": bearer(ADULT).subject.reference},
        "newcomer": {"reference": bearer(NEWCOMER).subject.reference},
        "number": {**reference, "pk": number.pk},
        "history": {**reference, "what": "addresses"},
        "topic": {**reference, "topic": "language"},
        "contact": {**reference, "pk": Contact.objects.filter(person=child).order_by("pk")[0].pk},
        "peers": {**reference, "group": PeerGroup.objects.order_by("recorded_at")[0].pk},
        "name": {**reference, "pk": PersonName.objects.filter(person=child).order_by("pk")[0].pk},
        "fact": {**reference, "kind": "fact", "pk": Fact.objects.filter(person=child).order_by("pk")[0].pk},
        "pair": {"pk": PossibleDuplicate.objects.get_queryset().of(child)[0].pk},
        "episode": {**reference, "pk": episode.pk},
        "agreement": {**reference, "pk": agreement.pk},
        "action": {"number": action.pk},
    }


def _nominations() -> Parameters:
    """The question about the newcomer, and the decision that asked it."""
    question = Question.objects.filter(subject_id=bearer(NEWCOMER).pk).latest("pk")
    return {
        "week": {"week": week_of(MEETING_DAY)},
        "question": {"number": question.pk},
        "ramm_decision": {"number": question.decision_id},
    }


def _referrals() -> Parameters:
    child = bearer(CHILD)
    reference = {"reference": child.subject.reference}
    signed = AssessmentReview.objects.values("assessment_id")
    waiting = RiskAssessment.objects.filter(attached=None).exclude(pk__in=signed).order_by("pk").first()
    read = RiskAssessment.objects.filter(subject_id=child.pk).order_by("pk")[0]
    written = AssessmentDraft.objects.get(subject_id=child.pk)
    nrm = NrmReferral.objects.filter(subject_id=child.pk).order_by("pk")[0]
    draft = Screening.objects.get_queryset().drafts()[0]
    return {
        "begun": {"begun": "begun"},
        "draft": {"reference": draft.reference},
        "draft_question": {"reference": draft.reference, "page": "gifts"},
        "screening": {"reference": Screening.objects.get(subject_id=child.pk).reference},
        "receipt": {"receipt": Referral.objects.filter(subject_id=child.pk)[0].receipt},
        "assessment": {**reference, "pk": read.pk},
        "waiting": {"reference": waiting.subject.reference, "pk": waiting.pk} if waiting else {},
        "attached": {**reference, "pk": AttachedAssessment.objects.order_by("pk")[0].pk},
        "assessment_draft": {**reference, "pk": written.pk},
        "assessment_page": {**reference, "pk": written.pk, "section": "emerging"},
        "assessment_helper": {**reference, "pk": written.pk, "helper": written.helpers.all()[0].pk},
        "nrm": {**reference, "pk": nrm.pk},
        "nrm_decision": {**reference, "pk": nrm.pk, "decision": nrm.decisions.all()[0].pk},
        "enquiry": {
            **reference,
            "pk": StrategyMeeting.objects.filter(subject_id=child.pk, conclusion=None)[0].pk,
        },
        "emergency": {"number": EmergencyStop.objects.filter(follow_up=None)[0].pk},
        "early_help": {"number": EarlyHelp.objects.get_queryset().open().get(agency__code="csc").pk},
    }


def _meetings() -> Parameters:
    running = Meeting.objects.get(on=MEETING_DAY)
    reference = {"reference": running.reference}
    item = {**reference, "pk": item_of(CHILD).pk}
    version = AgendaVersion.objects.filter(meeting=running).order_by("-pk")[0]
    minutes = Minutes.objects.order_by("pk")[0]
    action = Action.objects.filter(subject_id=bearer(CHILD).pk).order_by("pk")[0]
    moved = Postponement.objects.order_by("pk")[0].moved_to
    waiting = AgendaItem.objects.filter(meeting=moved, interim_safety=None).order_by("pk")[0]
    seat = Attendance.objects.filter(meeting=running, replaced_at=None).order_by("pk")[0]
    return {
        "meeting": reference,
        "item": item,
        "item_action": {**item, "number": action.pk},
        "item_concern": {**item, "number": Concern.objects.get(item_id=item["pk"]).pk},
        "agenda": {**reference, "number": version.number},
        "seat": {**reference, "pk": seat.pk},
        "moved": {"reference": moved.reference},
        "moved_item": {"reference": moved.reference, "pk": waiting.pk},
        "planned": {"reference": Meeting.objects.filter(on__gt=moved.on).order_by("on")[0].reference},
        "held": {"reference": minutes.meeting.reference},
        "minutes": {"reference": minutes.meeting.reference, "number": minutes.version},
    }
