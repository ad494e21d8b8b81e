"""Which roles somebody holds, and the two checks that every room's policies are made of."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest

from macem.agencies.models import Membership, Panel
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused
from macem.gate.routes import RoutePolicy
from macem.protocol.vocabulary import Part, Role

ADMINISTRATORS = (Role.ADMINISTRATOR,)

# Who gives out rights does not use them, and who checks is not among the checked (security.md, roles).
ALONE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def check_can_administer(by: Actor, *, to: str) -> None:
    """Refuse unless ``by`` administers users, agencies and panels. Raises :class:`Refused`."""
    check_holds(by, ADMINISTRATORS, to=to)


def check_is_somebody_else(by: Actor, user_id: int, *, to: str) -> None:
    """Refuse to anybody to change what they themselves may do. Raises :class:`Refused`.

    An administrator sees no person; one who could give themselves a role would see everybody.
    """
    if by.user_id == user_id:
        raise Refused(f"Nobody may {to} for themselves: ask another administrator.", action=to)


def why_apart(held: Iterable[Role], wanted: Role) -> str:
    """Return why ``wanted`` cannot be given to somebody who holds ``held``, or "" where it can."""
    others = set(held) - {wanted}
    alone = ({wanted} if others else set()) & ALONE or others & ALONE
    if not alone:
        return ""
    role = min(alone, key=lambda r: r.value)
    return f"The role “{role.label}” stands alone: nobody holds it together with another."


def roles_of(user_id: int, *, panel: Panel | None = None, at: datetime | None = None) -> set[Role]:
    """Return the roles that a user holds at ``panel`` (at any panel, if None) at ``at`` (default: now)."""
    rows = Membership.objects.current(at or clock.now()).filter(user_id=user_id)
    if panel is not None:
        rows = rows.at_panel(panel)
    return {Role(role) for role in rows.values_list("role", flat=True)}


def check_holds(
    by: Actor, roles: Iterable[Role], *, to: str, panel: Panel | None = None, part: Part | None = None
) -> None:
    """Refuse unless ``by`` holds one of ``roles`` at ``panel``; for Part 2 also the right to see it.

    A job or a command passes: it is trusted code. ``to`` says what is being done, for the log and the
    sentence: "circulate the agenda". Raises :class:`Refused`.
    """
    if by.is_system:
        return
    rows = Membership.objects.current(clock.now()).filter(user_id=by.user_id).holding(*roles)
    if panel is not None:
        rows = rows.at_panel(panel)
    if part is Part.ADULT_2:
        rows = rows.filter(part_two=True)
    if not rows.exists():
        raise Refused(f"Your role does not let you {to}.", action=to)


def held_roles(request: HttpRequest) -> set[Role]:
    """Return the roles of the signed-in user at any panel, read once in a request."""
    held: set[Role] | None = getattr(request, "macem_roles", None)
    if held is None:
        held = roles_of(request.user.pk) if request.user.is_authenticated else set()
        request.macem_roles = held  # type: ignore[attr-defined]
    return held


def any_of(*roles: Role) -> RoutePolicy:
    """Return a route policy that lets holders of one of ``roles`` through, at whatever panel."""

    def check(request: HttpRequest) -> None:
        if not held_roles(request) & set(roles):
            raise Refused("Your role does not open this page.", action="open a page")

    check.__name__ = "any_of_" + "_".join(role.value for role in roles)
    check.roles = frozenset(roles)  # type: ignore[attr-defined]
    return check


def any_role(request: HttpRequest) -> None:
    """A route policy: everybody who holds a role at some panel."""
    if not held_roles(request):
        raise Refused("You hold no role at a panel yet. Ask your administrator.", action="open a page")
