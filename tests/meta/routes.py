"""Every address of macem, with the policy that its view declares."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

from macem.config.third_party_routes import POLICIES
from macem.gate.routes import RoutePolicy, declared


@dataclass(frozen=True)
class Route:
    """One address: its name with namespaces, its pattern and its view."""

    name: str
    pattern: str
    view: Any

    @property
    def policy(self) -> RoutePolicy | None:
        """The policy that the gate asks, or None where the gate closes the route."""
        return declared(self.view) or POLICIES.get(self.name)


def routes() -> list[Route]:
    """Return every route of the demonstration's addresses, which are all of macem's and one more."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: Any, namespace: str, before: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, pattern)
        else:
            yield Route(namespace + (entry.name or ""), pattern, entry.callback)
