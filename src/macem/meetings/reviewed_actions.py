"""Earlier actions at a meeting: first on the page, each with what became of it (clauses M8, P10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from macem.actions.models import Action, ActionResult, ActionUpdate
from macem.meetings.models import AgendaItem, ItemAction
from macem.protocol.actions import is_open
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting


@dataclass(frozen=True)
class EarlierAction:
    """One action agreed before the meeting: its latest result until a moment, and when it is due since."""

    action: Action
    result: ActionResult | None
    updates: list[ActionUpdate]
    times_carried: int

    @property
    def is_open(self) -> bool:
        return is_open(self.result.outcome if self.result is not None else None)


def reached_at(meeting: Meeting, stage: Stage) -> datetime | None:
    """Return when the meeting first reached a stage, or None. No query where its ``stages`` are fetched."""
    return min((row.at for row in meeting.stages.all() if row.stage is stage), default=None)


def earlier_actions(
    item: AgendaItem, actions: Iterable[Action], until: datetime | None = None
) -> list[EarlierAction]:
    """Return of ``actions``, which are about the person, those to be reviewed at this item (M8).

    What was agreed before the meeting and was open when the one before it began, with results recorded up
    to ``until`` (None: all), soonest due first.
    """
    began = reached_at(item.meeting, Stage.IN_SESSION)
    since = last_discussed(item)
    agreed_here = set(
        ItemAction.objects.filter(item__meeting_id=item.meeting_id).values_list("action_id", flat=True)
    )
    found = []
    for action in actions:
        if action.pk in agreed_here or (began is not None and action.agreed_at >= began):
            continue
        results = [row for row in action.results.all() if until is None or row.recorded_at <= until]
        one = EarlierAction(
            action=action,
            result=results[-1] if results else None,
            updates=[row for row in action.updates.all() if until is None or row.made_at <= until],
            times_carried=sum(row.new_due is not None for row in results),
        )
        if one.is_open or since is None or (one.result is not None and one.result.recorded_at >= since):
            found.append(one)
    return sorted(found, key=lambda one: (due_of(one), one.action.pk))


def due_of(one: EarlierAction) -> date:
    """Return by when the action is due: the latest day it was carried to, or the first."""
    carried: list[date] = [row.new_due for row in one.action.results.all() if row.new_due is not None]
    return carried[-1] if carried else one.action.first_due


def last_discussed(item: AgendaItem) -> datetime | None:
    """Return when the meeting began at which this case was decided on last, or None."""
    earlier = (
        AgendaItem.objects.filter(
            case_id=item.case_id, decisions__isnull=False, meeting__on__lt=item.meeting.on
        )
        .select_related("meeting")
        .order_by("-meeting__on")
        .first()
    )
    return reached_at(earlier.meeting, Stage.IN_SESSION) if earlier is not None else None
