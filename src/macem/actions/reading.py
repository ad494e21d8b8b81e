"""Which actions somebody sees: their own, a panel's, one with all that happened to it."""

from datetime import date
from typing import Any

from macem.actions.models import Action, ActionResult, ActionUpdate, FormerOwner
from macem.actions.querysets import ActionQuerySet
from macem.agencies.models import Panel


def whole(user: Any) -> ActionQuerySet:
    """Return the actions that ``user`` may see, with their state and agency, soonest first."""
    return (
        Action.objects.visible_to(user)
        .with_state()
        .select_related("agency", "panel", "owner")
        .order_by("due", "pk")
    )


def owned(user: Any) -> ActionQuerySet:
    """Return the open actions that ``user`` said they would do."""
    return whole(user).open().owned_by(user)


def of_panel(
    user: Any, panel: Panel, today: date, *, which: str = "open", agency: str = "", owner: str = ""
) -> ActionQuerySet:
    """Return the actions of a panel that ``user`` may see. ``which``: open, late, left, closed or all."""
    rows = whole(user).at_panel(panel)
    if which == "late":
        rows = rows.overdue(today)
    elif which == "left":
        rows = rows.open().filter(owner_has_left=True)
    elif which == "closed":
        rows = rows.closed()
    elif which != "all":
        rows = rows.open()
    if agency:
        rows = rows.filter(agency_id=agency)
    if owner:
        rows = rows.filter(owner_name__icontains=owner.strip())
    return rows


def happened(action: Action, user: Any) -> tuple[list[ActionUpdate], list[ActionResult], list[FormerOwner]]:
    """Return what happened to an action: updates, results and former owners."""
    return (
        list(ActionUpdate.objects.visible_to(user).filter(action=action).select_related("made_by")),
        list(ActionResult.objects.visible_to(user).filter(action=action).select_related("recorded_by")),
        list(FormerOwner.objects.visible_to(user).filter(action=action).select_related("agency")),
    )
