"""How a child stands with regard to safeguarding, for their page and lists that name them (P2, P3, C1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.agencies.panels import panels_of
from macem.gate import clock
from macem.protocol.nrm import prompts_defence
from macem.protocol.referral import needs_strategy_meeting
from macem.protocol.vocabulary import MashLevel, Strand
from macem.referrals.models import (
    EarlyHelp,
    MashDecision,
    NrmReferral,
    Referral,
    RiskAssessment,
    StrategyMeeting,
)
from macem.referrals.nrm_cases import with_decisions
from macem.referrals.presenters.early_help import EarlyHelpPresenter
from macem.referrals.presenters.nrm import NrmPresenter
from macem.referrals.presenters.strategy import StrategyPresenter


@dataclass(frozen=True)
class Safeguarding:
    """Strategy meeting, section 47 enquiry, NRM and early help in a few words; empty where none is recorded.

    ``section_47_tag`` and ``nrm_tag`` say in a word what is due or overdue; ``early_help_url`` is empty for
    those who may not open it. ``prompt`` asks for a strategy meeting, ``defence`` speaks of section 45.
    """

    strategy_meeting: str = ""
    section_47: str = ""
    nrm: str = ""
    prompt: str = ""
    section_47_tag: str = ""
    section_47_is_late: bool = False
    nrm_tag: str = ""
    early_help: str = ""
    early_help_url: str = ""
    defence: str = ""


def safeguarding(subject_id: int, user: Any) -> Safeguarding:
    """Return how a child stands, from what ``user`` may see."""
    panel, today = _panel(user), clock.today()
    meetings = _meetings(subject_id, user, panel, today)
    nrm = _nrm(subject_id, user, panel, today)
    early_help = _early_help(subject_id, user, today)
    return Safeguarding(
        strategy_meeting=_held(meetings[-1]) if meetings else "",
        **_section_47([one for one in meetings if one.standing is not None]),
        nrm=_("Referred %(day)s. %(state)s") % {"day": nrm.submitted, "state": nrm.state} if nrm else "",
        nrm_tag=_("Overdue") if nrm and nrm.is_late else "",
        early_help=early_help.summary if early_help else "",
        early_help_url=early_help.url if early_help and _opens(early_help, user) else "",
        prompt=_prompt(subject_id, user, meetings),
        defence=defence(subject_id, user),
    )


def defence(subject_id: int, user: Any) -> str:
    """Return the words on the section 45 defence, for a child who may be exploited into offending, or ""."""
    referrals = Referral.objects.visible_to(user).filter(subject_id=subject_id)
    strands = {Strand(one) for row in referrals.values_list("strands", flat=True) for one in row}
    recorded = NrmReferral.objects.visible_to(user).filter(subject_id=subject_id, withdrawn_on=None)
    prompted = prompts_defence(strands, nrm_recorded=recorded.exists())
    return prompted.reason if prompted.met else ""


def _panel(user: Any) -> Panel:
    """Return the panel whose settings count for a reader; whoever sees a child works for one."""
    return panels_of(user.pk)[0]


def _meetings(subject_id: int, user: Any, panel: Panel, today: date) -> list[StrategyPresenter]:
    rows = StrategyMeeting.objects.visible_to(user).filter(subject_id=subject_id)
    return [StrategyPresenter(row, panel, today) for row in rows.select_related("conclusion")]


def _held(meeting: StrategyPresenter) -> str:
    if meeting.standing is None:
        return meeting.held
    return _("%(day)s: section 47") % {"day": meeting.held}


def _section_47(enquiries: list[StrategyPresenter]) -> dict[str, Any]:
    if not enquiries:
        return {}
    latest = enquiries[-1]
    due = _("Due today") if latest.is_due_today else ""
    return {
        "section_47": latest.section_47,
        "section_47_tag": _("Overdue") if latest.is_late else due,
        "section_47_is_late": latest.is_late,
    }


def _nrm(subject_id: int, user: Any, panel: Panel, today: date) -> NrmPresenter | None:
    rows = NrmReferral.objects.visible_to(user).filter(subject_id=subject_id, withdrawn_on=None)
    latest = with_decisions(rows).last()
    return NrmPresenter(latest, panel, today) if latest else None


def _early_help(subject_id: int, user: Any, today: date) -> EarlyHelpPresenter | None:
    rows = EarlyHelp.objects.visible_to(user).filter(subject_id=subject_id)
    latest = rows.open().select_related("agency").last()
    return EarlyHelpPresenter(latest, today) if latest else None


def _opens(early_help: EarlyHelpPresenter, user: Any) -> bool:
    return bool(EarlyHelp.objects.visible_to(user).read_by(user.pk).filter(pk=early_help.early_help.pk))


def _prompt(subject_id: int, user: Any, meetings: list[StrategyPresenter]) -> str:
    signed = RiskAssessment.objects.visible_to(user).filter(subject_id=subject_id).signed_off()
    latest = signed.newest_first().first()
    decided = MashDecision.objects.visible_to(user).filter(referral__subject_id=subject_id).last()
    wanted = needs_strategy_meeting(
        latest.level if latest else None,
        [one.meeting.held_on for one in meetings],
        mash_level=MashLevel(decided.level) if decided else None,
    )
    return wanted.reason if wanted.met else ""
