"""Who may refer, decide, assess, sign off, record, and work with a family (clauses P1 to P4, C1)."""

from datetime import datetime

from django.db.models import QuerySet

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership, Panel
from macem.agencies.policies import check_holds, roles_of
from macem.confidentiality.policies import check_sees
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused, twin
from macem.protocol.vocabulary import Role
from macem.referrals.models import AssessmentDraft, DraftHelper, EarlyHelp

MASH = (Role.MASH_DECISION_MAKER,)
AUTHORS = (Role.SOCIAL_CARE_WORKER,)
SIGNERS = (Role.SERVICE_MANAGER,)
ATTACHERS = (*AUTHORS, *SIGNERS, Role.CE_COORDINATOR)
"""Who attaches what was signed off in Mosaic: social care, and the coordinator to whom it is sent."""

ASSESSMENT_READERS = (
    *AUTHORS,
    *SIGNERS,
    *MASH,
    Role.CE_COORDINATOR,
    Role.BUSINESS_SUPPORT,
    Role.CHAIR,
    Role.VICE_CHAIR,
)
"""Who opens a whole assessment of somebody whom they see; others read its level on the timeline."""

STRATEGY_RECORDERS = (*AUTHORS, *SIGNERS, *MASH, Role.CE_COORDINATOR)
LEADS = (Role.SPOC, Role.REPRESENTATIVE, Role.DEPUTY, Role.SOCIAL_CARE_WORKER)
"""Who may lead early help under their own account: people who open children's records anyway (clause S1)."""

EARLY_HELP_READERS = (*LEADS, *MASH, Role.CE_COORDINATOR)
"""Who opens early help; which children's, their sight and their agency decide."""

NRM_RECORDERS = (*STRATEGY_RECORDERS, Role.INTELLIGENCE_DS, Role.EXPLOITATION_TEAM, Role.LOCAL_OFFICER)
RECORD_READERS = tuple(dict.fromkeys((*ASSESSMENT_READERS, *NRM_RECORDERS)))
"""Who opens the page of a child's referrals, assessments, NRM referrals and strategy meetings."""


def person_behind(by: Actor, *, to: str) -> User:
    """Return the user who acts: what this room records is signed by a person, never by a job.

    Raises :class:`Refused` for a job or a command.
    """
    if by.user_id is None:
        raise Refused(f"A person must {to}.", action=to)
    return User.objects.get(pk=by.user_id)


def check_can_refer(by: Actor, panel: Panel, agency: Agency) -> None:
    """Refuse unless ``by`` belongs to ``agency`` at ``panel``, in whatever role (clause P1)."""
    rows = Membership.objects.current(clock.now()).filter(user_id=by.user_id)
    if not rows.at_panel(panel).of_agency(agency).exists():
        raise Refused("You can refer for your own agency only.", action="send a referral")


def check_can_decide(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` decides on referrals to the MASH of ``panel`` (clause P2)."""
    check_holds(by, MASH, to="decide on a referral", panel=panel)


def decides_for(user_id: int) -> "QuerySet[Panel]":
    """Return the panels whose MASH a user decides for now."""
    rows = Membership.objects.current(clock.now()).filter(user_id=user_id).holding(*MASH)
    return Panel.objects.filter(memberships__in=rows).distinct()


def check_can_assess(by: Actor, subject_id: int) -> None:
    """Refuse unless ``by`` is a social care worker who sees the child (clause P4)."""
    check_holds(by, AUTHORS, to="write a risk assessment")
    check_sees(by, subject_id, to="write a risk assessment")


def writes_at(author: User, at: datetime) -> Panel:
    """Return the panel at which somebody writes assessments, the first by name.

    Raises :class:`Refused` for somebody who writes none anywhere.
    """
    rows = Membership.objects.current(at).of_user(author).holding(*AUTHORS)
    panel = Panel.objects.filter(memberships__in=rows).distinct().order_by("name").first()
    if panel is None:
        raise Refused("Social care workers write risk assessments.", action="write a risk assessment")
    return panel


def check_can_write_draft(by: Actor, draft: AssessmentDraft) -> None:
    """Refuse unless ``by`` is a draft's author or a helper of it, and still may assess the child (P4)."""
    check_can_assess(by, draft.subject_id)
    helps = DraftHelper.objects.filter(draft=draft, user_id=by.person_id, ended_at=None)
    if by.user_id != draft.author_id and not helps.exists():
        raise Refused("Somebody else writes this assessment.", action="write in an assessment")


def check_is_draft_author(by: Actor, draft: AssessmentDraft) -> None:
    """Refuse unless ``by`` began the draft, and still may assess the child (clause P4)."""
    check_can_assess(by, draft.subject_id)
    if by.user_id != draft.author_id:
        raise Refused("Its author does this.", action="send, share or delete an assessment")


def check_can_attach(by: Actor, subject_id: int, panel: Panel) -> None:
    """Refuse unless ``by`` brings assessments from Mosaic to ``panel`` and sees the child (clause P4)."""
    check_holds(by, ATTACHERS, to="attach a risk assessment", panel=panel)
    check_sees(by, subject_id, to="attach a risk assessment")


def check_can_review(by: Actor, subject_id: int, panel: Panel) -> None:
    """Refuse unless ``by`` is a service manager of ``panel`` who sees the child (clause P4)."""
    check_holds(by, SIGNERS, to="sign off a risk assessment", panel=panel)
    check_sees(by, subject_id, to="sign off a risk assessment")


def check_can_review_early_help(by: Actor, early_help: EarlyHelp) -> None:
    """Refuse unless ``by`` sees the child and decides for the MASH, is the agency's contact or leads (P2)."""
    check_sees(by, early_help.subject_id, to="review early help")
    if by.is_system or Role.MASH_DECISION_MAKER in roles_of(by.person_id, panel=early_help.panel):
        return
    mine = EarlyHelp.objects.get_queryset().done_by_agency_of(by.person_id)
    if not mine.filter(pk=early_help.pk).exists():
        raise Refused("Another agency does this work.", action="review early help")


def check_can_record_nrm(by: Actor, subject_id: int) -> None:
    """Refuse unless ``by`` sees the child and works for social care or the police (clause C1)."""
    check_holds(by, NRM_RECORDERS, to="record an NRM referral")
    check_sees(by, subject_id, to="record an NRM referral")


def check_can_record_strategy(by: Actor, subject_id: int) -> None:
    """Refuse unless ``by`` sees the child and works for social care (clause P3)."""
    check_holds(by, STRATEGY_RECORDERS, to="record a strategy meeting")
    check_sees(by, subject_id, to="record a strategy meeting")


can_assess = twin(check_can_assess)
can_attach = twin(check_can_attach)
is_draft_author = twin(check_is_draft_author)
can_review = twin(check_can_review)
can_decide = twin(check_can_decide)
can_review_early_help = twin(check_can_review_early_help)
can_record_nrm = twin(check_can_record_nrm)
can_record_strategy = twin(check_can_record_strategy)
