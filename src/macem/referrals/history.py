"""A child's history as far as the MASH's decision needs it, for several children at once (clause P2)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from macem.cases.models import Case
from macem.missing.models import Episode
from macem.people.models import CaseHolder
from macem.protocol.vocabulary import AbsenceType
from macem.referrals.models import EarlyHelp, Referral, RiskAssessment, StrategyMeeting


@dataclass(frozen=True)
class History:
    """What is known of one child, the newest first; only what the reader may see."""

    contacts: list[Referral] = field(default_factory=list)
    assessments: list[RiskAssessment] = field(default_factory=list)
    early_help: list[EarlyHelp] = field(default_factory=list)
    strategy_meetings: list[StrategyMeeting] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    holder: CaseHolder | None = None


def histories(
    subject_ids: Collection[int], user: Any, *, but: Referral | None = None
) -> Mapping[int, History]:
    """Return the history of each child, without the contact ``but``, in a constant number of queries."""
    ids = list(subject_ids)

    def theirs(model: Any) -> Any:
        return model.objects.visible_to(user).filter(subject_id__in=ids)

    contacts = theirs(Referral).exclude(pk=but.pk if but else None).select_related("agency")
    assessments = theirs(RiskAssessment).select_related("subject").prefetch_related("reviews")
    early_help = theirs(EarlyHelp).with_state().select_related("agency")
    cases = theirs(Case).of_children().stays().select_related("panel")
    episodes = theirs(Episode).filter(kind=AbsenceType.MISSING).standing()
    holders = CaseHolder.objects.visible_to(user).filter(person_id__in=ids, until=None)
    rows = {
        "contacts": contacts.prefetch_related("decisions").order_by("-submitted_at", "-pk"),
        "assessments": assessments.newest_first(),
        "early_help": early_help.order_by("-begun_at", "-pk"),
        "strategy_meetings": theirs(StrategyMeeting).order_by("-held_on", "-pk"),
        "cases": cases.order_by("-opened_at", "-pk"),
        "episodes": episodes.order_by("-started_on", "-pk"),
    }
    found = {name: _by_child(those) for name, those in rows.items()}
    held = {row.person_id: row for row in holders.select_related("agency")}
    return {
        pk: History(holder=held.get(pk), **{name: those[pk] for name, those in found.items()}) for pk in ids
    }


def _by_child(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.subject_id].append(row)
    return found
