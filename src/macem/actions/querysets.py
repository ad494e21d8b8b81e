"""Actions are seen by those who see the person, by their owner, by the agency's contact, or by the panel."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from macem.confidentiality.querysets import ScopedQuerySet, guarded, not_barred
from macem.gate import clock
from macem.protocol.vocabulary import ActionOutcome, Part, Role

CLOSED = [outcome.value for outcome in ActionOutcome if outcome is not ActionOutcome.CARRIED_FORWARD]


class ActionQuerySet(ScopedQuerySet["Action"]):  # type: ignore[name-defined]
    """Reads as sentences: ``Action.objects.visible_to(user).with_state().overdue(today)``."""

    part = "part"

    def sight(self, user_id: int) -> Q:
        """Return the table's policy in Python: see ``row_security.py``, whose twin this is."""
        roles = apps.get_model("agencies", "Membership").objects.current(clock.now()).filter(user_id=user_id)
        contact = roles.filter(
            panel_id=OuterRef("panel_id"), agency_id=OuterRef("agency_id"), role=Role.SPOC.value
        )
        second = Q(part=Part.ADULT_2.value)
        theirs = (
            Q(owner_id=user_id)
            | (~second & Q(Exists(contact)))
            | (second & Q(Exists(contact.filter(part_two=True))))
        )
        others = apps.get_model("actions", "ActionPerson").objects.filter(action_id=OuterRef("pk"))
        return ~Q(Exists(others.exclude(not_barred(user_id, "subject_id")))) & (
            super().sight(user_id)
            | (theirs & not_barred(user_id, self.path))
            | Q(subject=None, panel_id__in=roles.values("panel_id"))
        )

    def with_state(self) -> "ActionQuerySet":
        """Annotate ``.outcome`` (None: no result), ``.due``, ``.times_carried`` and ``.owner_has_left``."""
        results = apps.get_model("actions", "ActionResult").objects.filter(action=OuterRef("pk"))
        latest = results.order_by("-recorded_at", "-id")
        carried = (
            results.filter(outcome=ActionOutcome.CARRIED_FORWARD.value)
            .order_by()
            .values("action")
            .annotate(number=Count("pk"))
        )
        left = apps.get_model("actions", "OwnerLeft").objects.filter(action=OuterRef("pk"), cleared_at=None)
        return self.annotate(
            outcome=Subquery(latest.values("outcome")[:1]),
            due=Coalesce(Subquery(latest.filter(new_due__isnull=False).values("new_due")[:1]), "first_due"),
            times_carried=Coalesce(Subquery(carried.values("number")), 0, output_field=models.IntegerField()),
            owner_has_left=Exists(left),
        )

    def open(self) -> "ActionQuerySet":
        """Keep what still has to be done. Comes after :meth:`with_state`."""
        return self.filter(Q(outcome__isnull=True) | Q(outcome=ActionOutcome.CARRIED_FORWARD.value))

    def closed(self) -> "ActionQuerySet":
        """Keep what was done, not done, or is no longer possible. Comes after :meth:`with_state`."""
        return self.filter(outcome__in=CLOSED)

    def overdue(self, today: date) -> "ActionQuerySet":
        """Keep open actions whose day has passed (clause M9). Comes after :meth:`with_state`."""
        return self.open().filter(due__lt=today)

    def owned_by(self, user: Any) -> "ActionQuerySet":
        return self.filter(owner=user)

    def of_agency(self, agency: Any) -> "ActionQuerySet":
        return self.filter(agency=agency)

    def at_panel(self, panel: Any) -> "ActionQuerySet":
        return self.filter(panel=panel)

    def about(self, subject_id: int) -> "ActionQuerySet":
        """Keep actions about a person, chiefly or also."""
        also = apps.get_model("actions", "ActionPerson").objects.filter(subject_id=subject_id)
        return self.filter(Q(subject_id=subject_id) | Q(pk__in=also.values("action_id")))

    def told_with(self, subject_ids: Iterable[int], part: Part) -> "ActionQuerySet":
        """Keep the actions that everybody may read who reads what is frozen about these people in ``part``.

        Not those that are chiefly about somebody else, nor those of Part 2 in Part 1, nor those that are also
        about somebody whom an exclusion or a restriction guards.
        """
        also = apps.get_model("actions", "ActionPerson").objects.filter(guarded("subject_id"))
        rows = self.filter(subject_id__in=subject_ids).exclude(pk__in=also.values("action_id"))
        return rows if part is Part.ADULT_2 else rows.exclude(part=Part.ADULT_2.value)


class OfActionQuerySet(ScopedQuerySet[Any]):
    """Rows that belong to an action are seen by whoever sees the action."""

    def sight(self, user_id: int) -> Q:
        """Return the table's policy in Python."""
        actions = apps.get_model("actions", "Action").objects.all()
        return Q(action__in=actions.filter(actions.sight(user_id)))


class ActionManager(models.Manager.from_queryset(ActionQuerySet)):  # type: ignore[misc]
    """The manager of :class:`macem.actions.models.Action`; in a view begin with ``visible_to``."""


class OfActionManager(models.Manager.from_queryset(OfActionQuerySet)):  # type: ignore[misc]
    """The manager of updates, results and whatever else belongs to an action."""
