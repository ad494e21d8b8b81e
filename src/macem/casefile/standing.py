"""Where a person stands now: who holds the case, level, next meeting, what is owed, and any flags."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.actions.models import Action
from macem.actions.services import path_of
from macem.agencies.protocol_settings import settings_of
from macem.casefile.levels import LevelPresenter, Trend
from macem.cases.models import Case
from macem.cases.querysets import side_of
from macem.gate import clock
from macem.govuk.dates import full_date, long_date
from macem.meetings.models import AgendaItem
from macem.nominations.models import NominationDecision
from macem.people.models import CaseHolder, Person
from macem.protocol.review import no_change_alert, transition_flag
from macem.protocol.vocabulary import RiskLevel
from macem.protocol.vocabulary.states import PersonKind
from macem.referrals.models import RiskAssessment
from macem.referrals.up_to_date import UpToDate, up_to_date
from macem.schedule.distance import distances_at
from macem.schedule.models import Meeting
from macem.schedule.reading import next_meeting


@dataclass(frozen=True)
class HolderPresenter:
    """Who holds the case; nobody is a fault that the page shows (clause P9)."""

    holder: CaseHolder | None

    @property
    def is_missing(self) -> bool:
        return self.holder is None

    @property
    def name(self) -> str:
        return self.holder.worker_name if self.holder else _("Nobody recorded")

    @property
    def lines(self) -> list[str]:
        if self.holder is None:
            return []
        social_care = (
            _("Open to children’s social care")
            if self.holder.open_to_social_care
            else _("Not open to children’s social care")
        )
        since = _("%(agency)s, since %(day)s") % {
            "agency": self.holder.agency.name,
            "day": full_date(self.holder.since),
        }
        return [since, social_care]


@dataclass(frozen=True)
class ActionPresenter:
    """One open action as the aside lists it."""

    action: Action
    due_on: date
    when: str
    is_overdue: bool

    @property
    def text(self) -> str:
        return self.action.text

    @property
    def url(self) -> str:
        return path_of(self.action)

    @property
    def who(self) -> str:
        return f"{self.action.owner_name}, {self.action.agency.name}"

    @property
    def due(self) -> str:
        return _("due %(day)s, %(when)s") % {"day": full_date(self.due_on), "when": self.when}


@dataclass(frozen=True)
class Standing:
    """What ``user`` may know of where ``person`` stands today."""

    person: Person
    user: Any

    @cached_property
    def cases(self) -> list[Case]:
        """Every stay at a panel, the open one first, then the latest."""
        rows = (
            Case.objects.visible_to(self.user)
            .stays()
            .filter(person=self.person)
            .with_levels()
            .select_related("panel")
        )
        return sorted(rows, key=lambda case: (not case.is_open, -case.opened_at.timestamp()))

    @cached_property
    def open_cases(self) -> list[Case]:
        return [case for case in self.cases if case.is_open]

    @property
    def tags(self) -> list[str]:
        """ "Open, Part 1a" for each open case; else how the last one was closed."""
        if self.open_cases:
            return [_("Open, %(part)s") % {"part": case.part.label} for case in self.open_cases]
        return [_("Closed: %(kind)s") % {"kind": case.closure.kind.label.lower()} for case in self.cases[:1]]

    @cached_property
    def holder(self) -> HolderPresenter:
        rows = CaseHolder.objects.visible_to(self.user).filter(person=self.person, until=None)
        return HolderPresenter(rows.select_related("agency").first())

    @cached_property
    def trend(self) -> Trend | None:
        """How the level went; None for somebody who was neither before the panel nor assessed."""
        if not (self.cases or self.assessments):
            return None
        return Trend(self.cases[0] if self.cases else None, self.assessments)

    @cached_property
    def assessments(self) -> list[RiskAssessment]:
        """The risk assessments that were signed off, the oldest first (clause C4)."""
        rows = RiskAssessment.objects.visible_to(self.user).filter(subject_id=self.person.pk)
        return list(rows.signed_off().order_by("completed_on", "sent_at", "pk"))

    @cached_property
    def up_to_date(self) -> UpToDate | None:
        """How the child's assessment stands for the next meeting; None before no meeting (clause P6)."""
        if self.meeting is None or not self.is_child:
            return None
        return up_to_date([self.person.pk], self.meeting, clock.today())[self.person.pk]

    @cached_property
    def level(self) -> LevelPresenter:
        return LevelPresenter(self.cases[0].level_now if self.cases else None)

    @property
    def level_line(self) -> str:
        """When the level was agreed, or that it is the one at entry."""
        agreed = self.trend.agreed if self.trend else []
        if not agreed:
            return _("No meeting has agreed a level")
        when = full_date(agreed[-1].when)
        if self.cases[0].levels.all():
            return _("Agreed %(day)s") % {"day": when}
        return _("At entry, %(day)s") % {"day": when}

    @cached_property
    def meeting(self) -> Meeting | None:
        """The next meeting at which the case is open, or the later one for which it was opened."""
        if not self.open_cases:
            return None
        case = self.open_cases[0]
        coming = next_meeting(case.panel, clock.today())
        decided = NominationDecision.objects.visible_to(self.user).at_panel(case.panel).standing()
        decided = decided.filter(
            subject_id=self.person.pk,
            part__in=[part.value for part in side_of(case.part)],
            decided_at__gte=case.opened_at,
            meeting__isnull=False,
        )
        opened_for = next((row.meeting for row in decided.select_related("meeting")), None)
        waits = coming is not None and opened_for is not None and opened_for.on > coming.on
        return opened_for if waits else coming

    @property
    def meeting_lead(self) -> str:
        if not self.open_cases:
            return _("Not before the panel")
        return long_date(self.meeting.on) if self.meeting else _("Not planned yet")

    @cached_property
    def meeting_lines(self) -> list[str]:
        if self.meeting is None:
            return []
        words = distances_at(self.meeting.panel).words(self.meeting.on)
        items = AgendaItem.objects.visible_to(self.user).listed().filter(meeting=self.meeting)
        item = items.filter(subject_id=self.person.pk).first()
        listed = _("On the list, %(part)s") % {"part": item.part.label} if item else _("Not on its list yet")
        return [words[:1].upper() + words[1:], listed]

    @cached_property
    def actions(self) -> list[ActionPresenter]:
        """Open actions, soonest first."""
        rows = Action.objects.visible_to(self.user).about(self.person.pk).with_state().open()
        found = []
        for action in rows.select_related("agency", "panel").order_by("due", "pk"):
            distances = distances_at(action.panel)
            due = action.due
            found.append(ActionPresenter(action, due, distances.words(due), distances.is_late(due)))
        return found

    @property
    def owed_lead(self) -> str:
        late = sum(action.is_overdue for action in self.actions)
        if late:
            return ngettext("%(n)d action overdue", "%(n)d actions overdue", late) % {"n": late}
        return ngettext("%(n)d open action", "%(n)d open actions", len(self.actions)) % {
            "n": len(self.actions)
        }

    @property
    def owed_lines(self) -> list[str]:
        first = self.actions[0] if self.actions else None
        return [f"{first.who}: {first.due}"] if first else []

    @cached_property
    def flags(self) -> list[str]:
        """What the meeting is asked to look at: no change for months, turning 18 (clause P10)."""
        found = []
        for case in self.open_cases:
            alert = no_change_alert(
                [RiskLevel(row.level) for row in case.levels.all()],
                settings_of(case.panel).review.no_change_meetings,
            )
            found += [alert.reason] if alert.met else []
        if self.open_cases and self.person.exact_birth is not None and self.is_child:
            until = self.meeting.on if self.meeting else clock.today()
            flag = transition_flag(self.person.exact_birth, clock.today(), until)
            found += [flag.reason] if flag.met else []
        return found

    @property
    def is_child(self) -> bool:
        return self.person.kind is PersonKind.CHILD
