"""The navigation, by right: each room says in its ``nav.py`` which entries it has and for whom."""

from importlib import import_module
from importlib.util import find_spec

from django.http import HttpRequest
from django.urls import reverse

from macem.agencies.policies import held_roles
from macem.config.rooms import ROOMS
from macem.govuk.frame import NavItem


def items(request: HttpRequest) -> list[NavItem]:
    """Return the entries that the signed-in user has a right to, in the order of their rank."""
    held = held_roles(request)
    here = _section(request)
    found = [
        entry
        for room in ROOMS
        if find_spec(f"macem.{room}.nav")
        for entry in import_module(f"macem.{room}.nav").ENTRIES
        if entry.roles is None or entry.roles & held
    ]
    return [
        NavItem(str(entry.label), reverse(entry.view), current=here == entry.section)
        for entry in sorted(found, key=lambda entry: entry.rank)
    ]


def _section(request: HttpRequest) -> str:
    """Return the part of the service that a page belongs to: what its view says, else its URL namespace."""
    namespace = request.resolver_match.namespace if request.resolver_match else ""
    return getattr(request, "macem_section", namespace)
