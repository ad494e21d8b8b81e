"""A meeting's list in words: from the people on it now, or from a frozen version."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.accounts.models import User
from macem.gate import clock
from macem.govuk.dates import clock_time, day, full_date, short_date
from macem.meetings.assessed import police_days
from macem.meetings.models import AgendaEntry, AgendaItem
from macem.people.presenters import PersonPresenter
from macem.protocol.pathway import Timeliness
from macem.protocol.running_order import running_order
from macem.protocol.vocabulary import Part
from macem.referrals.up_to_date import up_to_date
from macem.schedule.models import Meeting


@dataclass(frozen=True)
class AssessmentWords:
    """How somebody's assessment stands. ``state`` is a tag's: blank for a plain date."""

    words: str
    state: str = ""


@dataclass(frozen=True)
class AgendaRow:
    """One person on the list."""

    number: int
    part: Part
    time: str
    name: str
    url: str
    sub: str
    is_late: bool
    presents: str
    assessment: AssessmentWords
    returns: str
    item_id: int
    subject_id: int

    def at(self, url: str) -> "AgendaRow":
        """Return the same row with its name leading to ``url``."""
        return replace(self, url=url)


@dataclass(frozen=True)
class PartGroup:
    """The people of one part of the meeting."""

    part: Part
    rows: list[AgendaRow]

    @property
    def title(self) -> str:
        """ "Part 1a: 8 children, from 2:10pm"."""
        number = len(self.rows)
        if self.part is Part.ADULT_2:
            who = ngettext("%(n)d adult who poses a risk", "%(n)d adults who pose a risk", number)
        else:
            who = ngettext("%(n)d child", "%(n)d children", number)
        return _("%(part)s: %(who)s, from %(time)s") % {
            "part": self.part.label,
            "who": who % {"n": number},
            "time": self.rows[0].time,
        }

    @property
    def assessment_heading(self) -> str:
        return _("Police assessment") if self.part is Part.ADULT_2 else _("Risk assessment")


def grouped(rows: Iterable[AgendaRow]) -> list[PartGroup]:
    """Return the rows by part; a part with nobody is left out."""
    rows = list(rows)
    groups = [PartGroup(part, [row for row in rows if row.part is part]) for part in Part]
    return [group for group in groups if group.rows]


def rows_of_items(
    meeting: Meeting, items: list[AgendaItem], answered: dict[int, set[int]], agencies: int
) -> list[AgendaRow]:
    """Return the list as it stands now, with assessments and answers as they stand now."""
    order = running_order(meeting.starts, meeting.ends, len(items))
    stand = _standing_words(meeting, items)
    return [
        AgendaRow(
            number=place,
            part=item.part,
            time=clock_time(begins),
            name=(who := PersonPresenter(item.case.person)).name,
            url=who.url,
            sub=_sub(who.age_words, who.reference, provisional=item.provisional_from_last),
            is_late=bool(item.late_reason),
            presents=item.presenter_name,
            assessment=stand[item.pk],
            returns=_returns(item.pk, answered, agencies),
            item_id=item.pk,
            subject_id=item.subject_id,
        )
        for place, (item, begins) in enumerate(zip(items, order.items, strict=True), start=1)
    ]


def rows_of_entries(
    meeting: Meeting, entries: Iterable[AgendaEntry], answered: dict[int, set[int]], agencies: int
) -> list[AgendaRow]:
    """Return what was circulated, with assessments and answers as they stand now.

    Numbered for the reader: a gap would tell that somebody stands there whom they may not see.
    """
    pairs = [(entry, entry.item) for entry in entries if entry.item is not None]
    stand = _standing_words(meeting, [item for _entry, item in pairs])
    return [
        AgendaRow(
            number=place,
            part=Part(entry.content["part"]),
            time=clock_time(time.fromisoformat(entry.content["time"])),
            name=entry.content["name"],
            url=person_path(entry.content["reference"]),
            sub=_sub(
                entry.content["age"], entry.content["reference"], provisional=entry.content["provisional"]
            ),
            is_late=bool(entry.content["late_reason"]),
            presents=presents(entry.content),
            assessment=stand[item.pk],
            returns=_returns(item.pk, answered, agencies),
            item_id=item.pk,
            subject_id=entry.subject_id,
        )
        for place, (entry, item) in enumerate(pairs, start=1)
    ]


def name_of(user: User | None) -> str:
    """Return who did something; a command or a job has no name of its own."""
    return user.full_name if user is not None else _("MACEM")


def person_path(reference: str) -> str:
    return reverse("casefile:person", kwargs={"reference": reference})


def presents(content: dict[str, Any]) -> str:
    """ "Jo Example-Finch, Children's Social Care"."""
    return ", ".join(filter(None, [content["presenter"], content["presenter_agency"]]))


def assessment_of(content: dict[str, Any]) -> AssessmentWords:
    """Return how the assessment stood when the agenda was compiled (P6)."""
    found = content["assessment"]
    on = date.fromisoformat(found["on"]) if found["on"] else None
    due = date.fromisoformat(found["due"]) if found["due"] else None
    if found["state"] == Timeliness.DUE.value and due is not None:
        return AssessmentWords(_("Due %(day)s") % {"day": short_date(due)})
    if found["state"] == Timeliness.MISSING.value or on is None:
        return AssessmentWords(_("Missing"), "stop")
    return AssessmentWords(full_date(on))


def _sub(age: str, reference: str, *, provisional: bool) -> str:
    words = f"{age}, {reference}"
    return _("%(who)s. Provisional last time: comes first") % {"who": words} if provisional else words


def _returns(item_id: int, answered: dict[int, set[int]], agencies: int) -> str:
    done = sum(item_id in items for items in answered.values())
    return _("%(done)d of %(all)d") % {"done": done, "all": agencies}


def _standing_words(meeting: Meeting, items: list[AgendaItem]) -> dict[int, AssessmentWords]:
    children = {item.subject_id for item in items if item.part is not Part.ADULT_2}
    stand = up_to_date(children, meeting, clock.today())
    police = police_days(item.subject_id for item in items if item.part is Part.ADULT_2)
    found = {}
    for item in items:
        if item.part is Part.ADULT_2:
            on = police.get(item.subject_id)
            found[item.pk] = AssessmentWords(day(on)) if on else AssessmentWords(_("None"), "ask")
        else:
            shown = stand[item.subject_id]
            found[item.pk] = AssessmentWords(shown.words, shown.tag)
    return found
