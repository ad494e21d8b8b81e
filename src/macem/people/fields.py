"""The one gate to what is restricted about a person: address, placement, school, GP, former names, telephone.

Which roles read what stands in the panel's protocol file (``[restricted]``, clause S1). It is asked beside
the right to see the person, never instead of it.
"""

from typing import Any

from macem.agencies.models import Membership
from macem.agencies.protocol_settings import settings_of
from macem.gate import clock
from macem.people.models import CaseHolder, Person
from macem.protocol.restricted import Post
from macem.protocol.restricted import may_read as rule
from macem.protocol.settings import Settings
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.facts import RestrictedField


def may_read(viewer: Any, field: RestrictedField, person: Person | None) -> bool:
    """Say whether the user ``viewer`` reads ``field`` of ``person``; of anybody by role alone, where None."""
    return field in readable(viewer.pk, person)


def readable(user_id: int, person: Person | None) -> frozenset[RestrictedField]:
    """Return every restricted field that a user reads of ``person``, in two queries.

    A role counts under the protocol file of the panel at which it is held.
    """
    held = Membership.objects.current(clock.now()).filter(user_id=user_id).select_related("panel", "agency")
    at_panels: dict[str, tuple[Settings, list[Post]]] = {}
    for membership in held:
        settings, posts = at_panels.setdefault(membership.panel.code, (settings_of(membership.panel), []))
        named = settings.agency_named(membership.agency.name)
        posts.append(Post(Role(membership.role), named.name if named else ""))
    holds_case = person is not None and holds(user_id, person.pk)
    return frozenset(
        field
        for field in RestrictedField
        for settings, posts in at_panels.values()
        if rule(field, settings.restricted, posts=posts, holds_case=holds_case).met
    )


def holds(user_id: int, person_id: int) -> bool:
    """Say whether a user is the worker who holds a person's case now (clause P9)."""
    return CaseHolder.objects.filter(person_id=person_id, worker_id=user_id, until=None).exists()
