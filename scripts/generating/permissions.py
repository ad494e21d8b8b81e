"""Who opens which page: the policy that each route declares."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

from generating.writing import begin, code, listed, table
from macem.accounts.invitations.policies import OTHERWISE
from macem.agencies.policies import any_role
from macem.config import urls
from macem.config.third_party_routes import POLICIES
from macem.gate.routes import RoutePolicy, anyone, declared, nobody, signed_in
from macem.protocol.vocabulary import Role

SAYS = {
    anyone: "Anybody, signed in or not",
    nobody: "Nobody: the page is closed",
    signed_in: "Everybody signed in",
    any_role: "Everybody with a role at a panel",
}


@dataclass(frozen=True)
class Route:
    """One address of macem."""

    name: str
    pattern: str
    view: Any

    @property
    def policy(self) -> RoutePolicy | None:
        return declared(self.view) or POLICIES.get(self.name)

    @property
    def room(self) -> str:
        return self.name.split(":")[0] if ":" in self.name else "accounts"

    @property
    def roles(self) -> frozenset[Role]:
        return getattr(self.policy, "roles", frozenset())

    @property
    def who(self) -> str:
        if self.policy is None:
            return "Nobody: no policy is declared"
        otherwise: RoutePolicy | None = getattr(self.policy, OTHERWISE, None)
        if otherwise is not None:
            return f"{_said(otherwise)}; also whoever was invited by a link and a code"
        return _said(self.policy)


def _said(policy: RoutePolicy) -> str:
    roles: frozenset[Role] = getattr(policy, "roles", frozenset())
    if roles:
        return listed(role.label for role in Role if role in roles)
    return SAYS.get(policy) or (policy.__doc__ or "").strip().splitlines()[0].rstrip(".")


def routes() -> list[Route]:
    """Return every route that production serves."""
    return sorted(_walk(get_resolver(urls.__name__), "", ""), key=lambda route: (route.room, route.pattern))


def _walk(resolver: Any, namespace: str, before: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern).removeprefix("^").removesuffix("$")
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, pattern)
        else:
            yield Route(namespace + (entry.name or ""), pattern, entry.callback)


def page() -> str:
    found = routes()
    lines = begin(
        "Permissions",
        "Every route declares who may open it; one that declares nothing answers 403. That somebody may open "
        "a page says nothing about whom they see there: rows about people are cut by grants, exclusions and "
        "restrictions in the database itself, and a service asks once more before it writes.",
        "## By room",
    )
    for room in dict.fromkeys(route.room for route in found):
        lines += [
            f"### {room}",
            "",
            *table(
                ("Route", "Address", "Who may open it"),
                ((code(r.name), code("/" + r.pattern), r.who) for r in found if r.room == room),
            ),
        ]
    lines += ["## By role", "", "Pages that name their roles; those for everybody stand above."]
    for role in Role:
        theirs = [code(route.name) for route in found if role in route.roles]
        lines += ["", f"**{role.label}** ({code(role.value)}): {listed(theirs, 'none by name')}"]
    return "\n".join([*lines, ""])
