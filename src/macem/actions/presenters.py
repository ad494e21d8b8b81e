"""An action in words. Bring the rows along: ``with_state()`` and ``select_related("agency")``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.actions.models import Action, ActionResult, ActionUpdate, FormerOwner
from macem.actions.services import path_of
from macem.govuk.dates import day, long_date, moment
from macem.govuk.parts import TimelineEntry, WorkGroup, WorkItem
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol import actions as rules
from macem.schedule.distance import Distances

People = Mapping[int, PersonPresenter]
LONGEST_IN_A_LIST = 120


def people_of(actions: Iterable[Action], user: Any) -> People:
    """Return those people that ``actions`` are chiefly about and ``user`` may see."""
    wanted = {action.subject_id for action in actions if action.subject_id}
    seen = Person.objects.visible_to(user).filter(pk__in=wanted).with_names()
    return {person.pk: PersonPresenter(person) for person in seen}


@dataclass(frozen=True)
class ActionPresenter:
    """One action as lists and its own page show it; ``people`` are those whom the reader may see."""

    action: Action
    people: People
    seen: Distances

    @property
    def url(self) -> str:
        return path_of(self.action)

    @property
    def text(self) -> str:
        return self.action.text

    @property
    def short_text(self) -> str:
        text = " ".join(self.action.text.split())
        return text if len(text) <= LONGEST_IN_A_LIST else text[: LONGEST_IN_A_LIST - 1].rstrip() + "…"

    @property
    def about(self) -> str:
        """The person's name for whoever may see them, else their reference; "nobody in particular"."""
        if self.action.subject_id is None:
            return _("Nobody in particular")
        person = self.people.get(self.action.subject_id)
        return person.name if person else self.action.subject_reference

    @property
    def about_url(self) -> str:
        """The person's page, for whoever may see them."""
        person = self.people.get(self.action.subject_id) if self.action.subject_id else None
        return person.url if person else ""

    @property
    def who(self) -> str:
        return self.action.owner_name

    @property
    def agency(self) -> str:
        return self.action.agency.name

    @property
    def owner_words(self) -> str:
        """ "has left", where the owner has and nobody else is named yet (clause M9)."""
        return _("has left: another owner is needed") if self.owner_has_left else ""

    @property
    def owner_has_left(self) -> bool:
        return bool(self.action.owner_has_left)

    @property
    def is_open(self) -> bool:
        return rules.is_open(self.action.outcome)

    @property
    def is_late(self) -> bool:
        return self.is_open and rules.is_late(self.action.due, self.seen.today)

    @property
    def due(self) -> str:
        return day(self.action.due)

    @property
    def long_due(self) -> str:
        return long_date(self.action.due)

    @property
    def distance(self) -> str:
        return self.seen.words(self.action.due) if self.is_open else ""

    @property
    def state(self) -> str:
        """ "Late", "Open", "Open, carried forward twice", "Done"."""
        outcome = self.action.outcome
        if outcome is not None and not rules.is_open(outcome):
            return outcome.label
        words = _("Late") if self.is_late else _("Open")
        carried = self.action.times_carried
        if not carried:
            return words
        times = ngettext("carried forward once", "carried forward %(n)d times", carried) % {"n": carried}
        return f"{words}, {times}"

    @property
    def agreed(self) -> str:
        return long_date(self.action.agreed_at)

    @property
    def kind(self) -> str:
        return self.action.kind.label

    def item(self) -> WorkItem:
        """The action as one thing that its owner owes."""
        return WorkItem(
            due=self.due,
            distance=self.distance,
            label=self.short_text,
            url=self.url,
            reason=_("About %(person)s. Agreed on %(day)s.") % {"person": self.about, "day": self.agreed},
            late=self.is_late,
        )


def grouped(actions: list[ActionPresenter], seen: Distances) -> list[WorkGroup]:
    """Return open actions under late, today and tomorrow, later."""
    late = [one for one in actions if one.is_late]
    soon = [one for one in actions if seen.is_soon(one.action.due)]
    later = [one for one in actions if one not in late and one not in soon]
    return [
        WorkGroup(_("Late"), [one.item() for one in late], late=True),
        WorkGroup(seen.soon_title, [one.item() for one in soon]),
        WorkGroup(_("Later"), [one.item() for one in later]),
    ]


def history(
    updates: Iterable[ActionUpdate], results: Iterable[ActionResult], owners: Iterable[FormerOwner]
) -> list[TimelineEntry]:
    """Return what happened to an action, newest first: updates, results, owners before."""
    dated = [
        *((row.made_at, _("Update"), row.made_by.full_name, row.text) for row in updates),
        *(
            (row.recorded_at, row.outcome.label, row.recorded_by.full_name, result_words(row))
            for row in results
        ),
        *(
            (row.until, _("New owner"), _("Until then %(name)s") % {"name": row.owner_name}, row.agency.name)
            for row in owners
        ),
    ]
    return [
        TimelineEntry(when=moment(at), kind=kind, title=title, detail=detail)
        for at, kind, title, detail in sorted(dated, key=lambda row: row[0], reverse=True)
    ]


def result_words(result: ActionResult) -> str:
    """What a result says, in one line."""
    parts = [result.evidence.rstrip(".")]
    if result.effect:
        parts.append(_("Effect: %(effect)s") % {"effect": result.effect.rstrip(".")})
    if result.new_due:
        parts.append(_("New date: %(day)s") % {"day": long_date(result.new_due)})
    return ". ".join(part for part in parts if part) + "."
