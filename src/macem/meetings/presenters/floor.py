"""A meeting in session: its running order and times, and what the shared display shows (M1, S1)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.gate import clock
from macem.meetings import floor
from macem.meetings.models import AgendaItem, FloorStep
from macem.meetings.paths import meeting_path
from macem.meetings.presenters.item import ItemPage, item_page, item_path
from macem.meetings.reviewed_actions import reached_at
from macem.protocol.floor import may_be_displayed
from macem.protocol.running_order import running_order
from macem.protocol.vocabulary import Decision
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule.models import Meeting
from macem.schedule.reading import stage_of


@dataclass(frozen=True)
class Slot:
    """One item in the running order: a number, its minutes, and whether it is done, over its time, or now."""

    number: int
    url: str
    minutes: str
    state: str
    state_words: str
    current: bool


@dataclass(frozen=True)
class FloorBar:
    """The bar over both windows. ``item`` is the one on this window; ``step`` how the display stands."""

    meeting: Meeting
    places: list[AgendaItem]
    item: AgendaItem | None
    step: FloorStep | None
    taken: Mapping[int, timedelta]
    minutes_each: int
    began: datetime | None
    now: datetime
    may_run: bool
    blind: tuple[str, ...] = ()
    """Who is in the room and may not see the item of this window; known to the note-taker alone."""

    @property
    def blind_words(self) -> str:
        return ", ".join(self.blind)

    @property
    def typing_words(self) -> str:
        """What the page's script says beside the clock; "%" is the time."""
        return json.dumps(
            {
                "typing": _("Typing …"),
                "saved": _("Saved %(time)s") % {"time": "%"},
                "kept": _("Kept here %(time)s") % {"time": "%"},
                "join": _("Saved, one note to join"),
                "notkept": _("Not saved: no connection"),
            }
        )

    @property
    def keys(self) -> list[list[str]]:
        """What each single key does in the note-taker's pane."""
        return [
            ["[ ]", _("Previous, next person")],
            [_("1 to 9"), _("Go to a section")],
            ["T", _("New action, as you would say it")],
            ["R", _("Concern about a child not open to children’s social care")],
            ["A", _("All present agree")],
            ["K", _("No change, continue")],
            [
                "D N X F",
                _("Outcome of the action in focus: done, not done, not possible, carried forward"),
            ],
            ["S, H", _("Show this item, hold the display")],
            ["C", _("Cover the display, or show it again")],
            ["Esc", _("Leave the text box, so that keys work")],
        ]

    @property
    def url(self) -> str:
        return meeting_path("floor", self.meeting)

    @property
    def display_url(self) -> str:
        return meeting_path("display", self.meeting)

    @property
    def is_running(self) -> bool:
        return self.began is not None and stage_of(self.meeting) is MeetingStage.IN_SESSION

    @property
    def place(self) -> int:
        """The number of this window's item in the running order; 0 where it has none."""
        numbers = [one.pk for one in self.places]
        return numbers.index(self.item.pk) + 1 if self.item is not None and self.item.pk in numbers else 0

    @property
    def place_words(self) -> str:
        return _("%(n)d of %(all)d") % {"n": self.place, "all": len(self.places)}

    @property
    def before(self) -> AgendaItem | None:
        return self.places[self.place - 2] if self.place > 1 else None

    @property
    def after(self) -> AgendaItem | None:
        return self.places[self.place] if 0 < self.place < len(self.places) else None

    @property
    def slots(self) -> list[Slot]:
        return [self._slot(number, one) for number, one in enumerate(self.places, start=1)]

    @property
    def item_seconds(self) -> int:
        return self._seconds(self.item)

    @property
    def item_budget(self) -> int:
        """Seconds that the running order gives this item."""
        return self.minutes_each * 60

    @property
    def item_time(self) -> str:
        """ "06:12 of 08:00"; where the clock is, once the page's script runs."""
        return _("%(spent)s of %(all)s") % {
            "spent": _minutes(self.item_seconds),
            "all": _minutes(self.item_budget),
        }

    @property
    def meeting_seconds(self) -> int:
        return int((self.now - self.began).total_seconds()) if self.began is not None else 0

    @property
    def meeting_time(self) -> str:
        return _minutes(self.meeting_seconds)

    @property
    def is_shown(self) -> bool:
        """Whether the display shows the item of this window."""
        return self.step is not None and self.item is not None and self.step.item_id == self.item.pk

    @property
    def is_held(self) -> bool:
        return self.step is not None and self.step.held

    @property
    def is_covered(self) -> bool:
        return self.step is not None and self.step.covered

    @property
    def display_words(self) -> str:
        """What the display does, for the note-taker: "The display is in step with you." """
        if self.step is None:
            return _("The display shows nobody yet.")
        number = next((n for n, one in enumerate(self.places, 1) if one.pk == self.step.item_id), 0)
        if self.step.covered:
            return _("The display is covered.")
        if self.step.held:
            return _("The display is held at item %(n)d.") % {"n": number}
        if self.is_shown:
            return _("The display is in step with you.")
        return _("The display shows item %(n)d.") % {"n": number}

    def _slot(self, number: int, one: AgendaItem) -> Slot:
        seconds, current = self._seconds(one), self.item is not None and one.pk == self.item.pk
        over = self.minutes_each and seconds > self.item_budget
        state, words = "", _("to come")
        if current:
            words = _("now")
        elif seconds:
            state, words = ("over", _("done, over its time")) if over else ("done", _("done"))
        minutes = max(round(seconds / 60), 1) if seconds and not current else self.minutes_each
        shown = _("now") if current else ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes}
        return Slot(number, item_path(one), shown, state, words, current)

    def _seconds(self, one: AgendaItem | None) -> int:
        return int(self.taken.get(one.pk, timedelta()).total_seconds()) if one is not None else 0


@dataclass(frozen=True)
class Display:
    """What the shared display shows. ``page`` None: nobody, for the reason in ``decision``."""

    bar: FloorBar
    decision: Decision | None
    page: ItemPage | None

    @property
    def words(self) -> str:
        """What stands on a display that shows nobody. It never says who may not see whom."""
        if self.bar.step is None or self.decision is None:
            return _("The meeting goes on in a moment.")
        if self.bar.step.covered:
            return _("The screen is covered.")
        return _("This item is not shown on the screen.")


def floor_bar(
    meeting: Meeting, user: Any, *, item: AgendaItem | None, may_run: bool, step: FloorStep | None
) -> FloorBar:
    """Return the bar over a window of ``user`` that shows ``item``."""
    places = list(AgendaItem.objects.visible_to(user).filter(meeting=meeting).listed())
    now = clock.now()
    return FloorBar(
        meeting=meeting,
        places=places,
        item=item,
        step=step,
        taken=floor.times(meeting, now),
        minutes_each=running_order(meeting.starts, meeting.ends, len(places)).minutes_each,
        began=reached_at(meeting, MeetingStage.IN_SESSION),
        now=now,
        may_run=may_run,
        blind=tuple(row.name for row in floor.without_sight(item)) if item is not None and may_run else (),
    )


def display(meeting: Meeting, user: Any, *, shown: AgendaItem | None, may_run: bool) -> Display:
    """Return the shared display for ``user``. ``shown``: the item of the latest step, if they may see it."""
    step = floor.latest_step(meeting)
    bar = floor_bar(meeting, user, item=shown, may_run=may_run, step=step)
    if step is None or shown is None:
        return Display(bar=bar, decision=None, page=None)
    blind = bar.blind if may_run else ()
    decision = may_be_displayed(without_sight=len(blind), covered=step.covered)
    page = item_page(shown, user, may_record=False) if decision.met else None
    return Display(bar=bar, decision=decision, page=page)


def state(meeting: Meeting, user: Any, *, beside: int | None) -> dict[str, Any]:
    """Return in figures how the meeting stands; a page asks every other second, and mostly nothing changed.

    ``beside`` is the item of the window that asks; of an item that ``user`` may not see nothing is told.
    """
    step = floor.latest_step(meeting)
    shown = step.item_id if step is not None else None
    rows = AgendaItem.objects.visible_to(user).filter(meeting=meeting, pk__in=[shown or 0, beside or 0])
    seen = set(rows.values_list("pk", flat=True))
    return {
        "step": step.number if step is not None and shown in seen else 0,
        "running": stage_of(meeting) is MeetingStage.IN_SESSION,
        "shown": floor.stamp(shown) if shown in seen else "",
        "beside": floor.stamp(beside) if beside in seen else "",
    }


def _minutes(seconds: int) -> str:
    """ "06:12"; hours run on as minutes."""
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
