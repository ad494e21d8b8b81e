"""The list while it is made: who is on it, who presents, what is missing (M2, P7, P9, S5)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.gate import clock
from macem.gate.actor import Actor
from macem.govuk.dates import full_date, long_date
from macem.meetings import reading
from macem.meetings.candidates import left_off
from macem.meetings.models import AgendaItem
from macem.meetings.paths import meeting_path
from macem.meetings.presenters.meeting import abilities
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.agenda import BEFORE_THE_MEETING
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, stage_of
from macem.sharing.state import circulation_decisions


@dataclass(frozen=True)
class NameRow:
    """One person on the list, with what has to be put right before it is circulated."""

    item: AgendaItem
    lacks: tuple[str, ...]
    held_by: str

    @property
    def who(self) -> PersonPresenter:
        return PersonPresenter(self.item.case.person)

    @property
    def sub(self) -> str:
        parts = [f"{self.who.age_words}, {self.who.reference}", self.item.part.label]
        if self.item.provisional_from_last:
            parts.append(_("Provisional last time: comes first"))
        return ". ".join(parts)

    @property
    def presents(self) -> str:
        return self.item.presenter_name

    @property
    def late_reason(self) -> str:
        return self.item.late_reason

    @property
    def sharing_url(self) -> str:
        return reverse("sharing:person", kwargs={"reference": self.who.reference})

    def path(self, view: str) -> str:
        return meeting_path(view, self.item.meeting, pk=self.item.pk)


@dataclass(frozen=True)
class RemovedRow:
    """Somebody who was taken off by name."""

    item: AgendaItem

    @property
    def who(self) -> PersonPresenter:
        return PersonPresenter(self.item.case.person)

    @property
    def said(self) -> str:
        by = self.item.removed_by.full_name if self.item.removed_by else ""
        return _("%(who)s, %(day)s") % {"who": by, "day": full_date(self.item.removed_at)}

    @property
    def reason(self) -> str:
        return self.item.removed_reason


@dataclass(frozen=True)
class NamesPage:
    """The page on which the list is made."""

    meeting: Meeting
    can: frozenset[str]
    rows: list[NameRow]
    removed: list[RemovedRow]
    left_off: int
    hidden: int
    circulated: bool

    @property
    def title(self) -> str:
        return _("Names for the meeting of %(day)s") % {"day": long_date(self.meeting.on)}

    @property
    def lede(self) -> str:
        return _("Due %(names)s to the chair, so that the agenda can go out by %(agenda)s.") % {
            "names": long_date(due_dates(self.meeting).names_due),
            "agenda": long_date(due_dates(self.meeting).agenda_due),
        }

    @property
    def is_planned(self) -> bool:
        return stage_of(self.meeting) is Stage.PLANNED

    @property
    def may_send(self) -> bool:
        return "names" in self.can and not self.circulated and (self.is_planned or self.left_off > 0)

    @property
    def may_add(self) -> bool:
        return "names" in self.can and not self.is_planned and not self.has_begun and self.left_off > 0

    @property
    def may_compile(self) -> bool:
        return "compile" in self.can and not self.is_planned and not self.has_begun

    @property
    def may_change(self) -> bool:
        return "names" in self.can and not self.has_begun

    @property
    def may_take_off(self) -> bool:
        return "take_off" in self.can and not self.has_begun

    @property
    def has_begun(self) -> bool:
        return stage_of(self.meeting) not in BEFORE_THE_MEETING

    def path(self, view: str) -> str:
        return meeting_path(view, self.meeting)


def names_page(meeting: Meeting, user: Any) -> NamesPage:
    """Return the list of ``meeting`` as ``user`` sees it while it is made."""
    rows = AgendaItem.objects.visible_to(user).filter(meeting=meeting).with_people()
    items = list(rows.select_related("meeting", "removed_by"))
    listed = [item for item in items if item.removed_at is None]
    decisions = circulation_decisions([item.subject_id for item in listed])
    people = Person.objects.visible_to(user).filter(pk__in=decisions).with_holder(clock.now())
    holders = {person.pk: person.current_holders for person in people}
    return NamesPage(
        meeting=meeting,
        can=abilities(Actor.user(user), meeting),
        rows=[
            NameRow(item, decisions[item.subject_id].missing, _held_by(holders[item.subject_id]))
            for item in listed
        ],
        removed=[RemovedRow(item) for item in items if item.removed_at is not None],
        left_off=len(left_off(meeting)),
        hidden=reading.hidden_from_me(meeting),
        circulated=reading.circulated_version(meeting) is not None,
    )


def _held_by(holders: list[Any]) -> str:
    return f"{holders[0].worker_name}, {holders[0].agency.name}" if holders else ""
