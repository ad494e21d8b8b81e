"""Answer your list: every person whom somebody is asked about, across all their panels (clause M5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.agencies.models import Agency
from macem.cases.querysets import side_of
from macem.gate import clock
from macem.govuk.dates import day, long_date
from macem.meetings import reading
from macem.meetings.forms.returns import AnswerForm
from macem.meetings.models import AgencyReturn, AgendaEntry, AgendaItem, AgendaVersion, ReturnDraft
from macem.meetings.presenters.lists import person_path
from macem.protocol.vocabulary.states import ReturnChoice
from macem.schedule.distance import distances_at
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, next_meeting


@dataclass(frozen=True)
class AnswerWords:
    """One answer of the agency, shown to itself."""

    row: AgencyReturn

    @property
    def said(self) -> str:
        return _("Nothing new") if self.row.nothing_new else self.row.answer.label

    @property
    def answer(self) -> str:
        return str(self.row.answer.label)

    @property
    def text(self) -> str:
        return " ".join(filter(None, [self.row.information, self.row.withheld_reason, self.row.solutions]))


@dataclass(frozen=True)
class AnswerRow:
    """One person: what the agency said last time, and the form, or the answer that stands."""

    entry: AgendaEntry
    item: AgendaItem
    agency: Agency
    last: AnswerWords | None
    standing: AnswerWords | None
    form: AnswerForm | None
    draft: ReturnDraft | None

    @property
    def key(self) -> str:
        return key_of(self.item, self.agency)

    @property
    def name(self) -> str:
        return str(self.entry.content["name"])

    @property
    def url(self) -> str:
        return person_path(self.entry.content["reference"])

    @property
    def sub(self) -> str:
        return f"{self.entry.content['age']}, {self.entry.content['reference']}"

    @property
    def is_unstarted(self) -> bool:
        """Whether nothing was sent, drafted or typed on this page."""
        return self.standing is None and self.draft is None


@dataclass(frozen=True)
class AnswerGroup:
    """The people of one meeting about whom one agency is asked."""

    version: AgendaVersion
    agency: Agency
    rows: list[AnswerRow]

    @property
    def meeting(self) -> Meeting:
        return self.version.meeting

    @property
    def title(self) -> str:
        """ "York MACEM, Tuesday 12 January: 11 people" """
        people = ngettext("%(n)d person", "%(n)d people", len(self.rows)) % {"n": len(self.rows)}
        return _("%(panel)s MACEM, %(day)s: %(people)s") % {
            "panel": self.meeting.panel.name, "day": day(self.meeting.on), "people": people,
        }  # fmt: skip

    @property
    def due(self) -> str:
        """ "Due tomorrow, Friday 8 January 2027." """
        due = due_dates(self.meeting).returns_due
        words = distances_at(self.meeting.panel).words(due)
        return _("%(agency)s answers by %(day)s: %(words)s.") % {
            "agency": self.agency.name, "day": long_date(due), "words": words,
        }  # fmt: skip

    @property
    def asks(self) -> str:
        return _("What does %(agency)s know that is new?") % {"agency": self.agency.name}


@dataclass(frozen=True)
class AnswerPage:
    """The whole page."""

    groups: list[AnswerGroup]

    @property
    def rows(self) -> list[AnswerRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def open_rows(self) -> list[tuple[AnswerRow, AnswerForm]]:
        """Those who have a form on this page."""
        return [(row, row.form) for row in self.rows if row.form is not None]

    @property
    def forms(self) -> list[AnswerForm]:
        return [form for _row, form in self.open_rows]

    @property
    def answered(self) -> int:
        return sum(row.standing is not None for row in self.rows)

    @property
    def tally(self) -> str:
        """ "6 answered, 8 to go, 2 of them drafts" """
        left = [row for row in self.rows if row.standing is None]
        drafts = sum(row.draft is not None for row in left)
        words = _("%(done)d answered, %(left)d to go") % {"done": self.answered, "left": len(left)}
        return words + (_(", %(n)d of them in draft") % {"n": drafts} if drafts else "")

    @property
    def bulk(self) -> list[AnswerRow]:
        """Those who are not started and had an answer last time; somebody new always needs their own."""
        return [row for row in self.rows if row.is_unstarted and row.last is not None]

    @property
    def bulk_title(self) -> str:
        number = len(self.bulk)
        return ngettext(
            "Nothing new for the one you have not started?",
            "Nothing new for the %(n)d you have not started?",
            number,
        ) % {"n": number}

    @property
    def bulk_names(self) -> str:
        return _("Your answer of last time stands for %(names)s. You can change each before you send.") % {
            "names": ", ".join(row.name for row in self.bulk)
        }


def answer_page(
    user: Any, data: QueryDict | None = None, *, sending: bool = False, change: str = ""
) -> AnswerPage:
    """Return the page for ``user``; ``data`` is what was posted, ``change`` the row to open again."""
    groups = [
        _group(version, agency, user, data, sending=sending, change=change)
        for panel, agency in reading.answers_for(user)
        for version in reading.open_versions(panel)
    ]
    return AnswerPage([group for group in groups if group.rows])


def next_lists(user: Any) -> list[tuple[Meeting, str]]:
    """Return when the next list comes from each panel that somebody answers to: for an empty page."""
    panels = dict.fromkeys(panel for panel, _agency in reading.answers_for(user))
    coming = [(panel, next_meeting(panel, clock.today())) for panel in panels]
    return [
        (
            meeting,
            _("%(due)s, %(away)s. Your answers are due on %(answers)s, for the meeting on %(meeting)s.") % {
                "due": long_date(due_dates(meeting).agenda_due),
                "away": distances_at(panel).words(due_dates(meeting).agenda_due),
                "answers": day(due_dates(meeting).returns_due),
                "meeting": day(meeting.on),
            },
        )
        for panel, meeting in coming
        if meeting is not None
    ]  # fmt: skip


def last_sent(user: Any) -> str:
    """Return what the user's own agencies sent last, in a sentence; nothing where they sent nothing."""
    agencies = [agency for _panel, agency in reading.answers_for(user)]
    rows = AgencyReturn.objects.visible_to(user).filter(agency__in=agencies).standing()
    newest = rows.order_by("-submitted_at").first()
    if newest is None:
        return ""
    number = rows.filter(item__meeting=newest.item.meeting_id).count()
    words = ngettext("%(n)d answer, the last on %(day)s.", "%(n)d answers, the last on %(day)s.", number)
    return words % {"n": number, "day": long_date(newest.submitted_at)}


def key_of(item: AgendaItem, agency: Agency) -> str:
    """Return the prefix of a row's fields: the item and the agency that answers."""
    return f"i{item.pk}a{agency.pk}"


def _group(
    version: AgendaVersion, agency: Agency, user: Any, data: QueryDict | None, *, sending: bool, change: str
) -> AnswerGroup:
    rows = AgendaEntry.objects.visible_to(user).filter(version=version, item__removed_at=None).listed()
    entries = [
        (entry, entry.item) for entry in rows.select_related("item").order_by("position") if entry.item
    ]
    items = [item for _entry, item in entries]
    for item in items:
        item.meeting = version.meeting
    returns = AgencyReturn.objects.visible_to(user).filter(agency=agency, item__in=items).standing()
    standing = {row.item_id: AnswerWords(row) for row in returns}
    typed = ReturnDraft.objects.visible_to(user).filter(agency=agency, item__in=items)
    drafts = {row.item_id: row for row in typed}
    last = _last_time(items, agency, user)
    found = []
    for entry, item in entries:
        stands, draft, before = standing.get(item.pk), drafts.get(item.pk), last.get(item.pk)
        key = key_of(item, agency)
        is_open = stands is None or key == change or (data is not None and f"{key}-based_on" in data)
        form = AnswerForm(
            data,
            prefix=key,
            name=entry.content["name"],
            answered_before=before is not None,
            sending=sending,
            initial=_initial(stands, draft),
        )
        found.append(AnswerRow(entry, item, agency, before, stands, form if is_open else None, draft))
    return AnswerGroup(version, agency, found)


def _initial(standing: AnswerWords | None, draft: ReturnDraft | None) -> dict[str, Any]:
    version = standing.row.version if standing is not None else 0
    source = draft if draft is not None else (standing.row if standing is not None else None)
    if source is None:
        return {"based_on": version}
    if isinstance(source, ReturnDraft):
        choice = source.choice
    else:
        choice = ReturnChoice.NOTHING_NEW if source.nothing_new else ReturnChoice(source.answer.value)
    return {
        "based_on": version,
        "choice": choice.value if choice else "",
        "information": source.information,
        "solutions": source.solutions,
        "withheld_reason": source.withheld_reason,
    }


def _last_time(items: Iterable[AgendaItem], agency: Agency, user: Any) -> dict[int, AnswerWords]:
    """Return what the agency answered about each person at the latest earlier meeting, by item."""
    items = list(items)
    if not items:
        return {}
    meeting = items[0].meeting
    rows = (
        AgencyReturn.objects.visible_to(user)
        .filter(
            agency=agency,
            subject_id__in=[item.subject_id for item in items],
            item__meeting__panel=meeting.panel,
            item__meeting__on__lt=meeting.on,
        )
        .standing()
        .select_related("item")
        .order_by("item__meeting__on")
    )
    by_stay = {(row.subject_id, side_of(row.item.part)): row for row in rows}
    stays = {item.pk: by_stay.get((item.subject_id, side_of(item.part))) for item in items}
    return {pk: AnswerWords(row) for pk, row in stays.items() if row is not None}
