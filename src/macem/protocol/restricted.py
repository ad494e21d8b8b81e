"""S1: who reads what is restricted about a person, as the panel's protocol file says.

Sight of the person comes first and is another question; nobody reads a restricted fact of somebody whose
record they may not open.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from macem.protocol.vocabulary import Clause, Decision, Role, refused, satisfied
from macem.protocol.vocabulary.facts import RestrictedField

CASE_HOLDER = "case_holder"
"""How a protocol file writes "whoever holds this person's case" (P9)."""
AT = " at "
"""What stands between a role and the agency for which somebody holds it: "spoc at Police"."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Those who may read one restricted fact: `roles` everywhere, and `posts` as (role, agency's name)."""

    roles: frozenset[Role] = frozenset()
    posts: frozenset[tuple[Role, str]] = frozenset()
    case_holder: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A role that somebody holds now, and for which agency: its name in the protocol file, or ""."""

    role: Role
    agency: str = ""


def readers(written: Collection[str]) -> Readers:
    """The readers that a list of the protocol file names: "chair", "spoc at Police", "case_holder".

    Raises ValueError for a role that there is not.
    """
    roles, posts = set(), set()
    for entry in written:
        role, _at, agency = entry.partition(AT)
        if agency:
            posts.add((Role(role), agency))
        elif role != CASE_HOLDER:
            roles.add(Role(role))
    return Readers(frozenset(roles), frozenset(posts), CASE_HOLDER in written)


def may_read(
    field: RestrictedField,
    rights: Mapping[RestrictedField, Readers],
    *,
    posts: Collection[Post],
    holds_case: bool,
) -> Decision:
    """Whether somebody who holds `posts`, and may hold the case itself, reads `field` (S1).

    A field without readers is read by nobody.
    """
    allowed = rights.get(field, Readers())
    if allowed.case_holder and holds_case:
        return satisfied(Clause.S1, "Whoever holds the case reads this.")
    for post in posts:
        if post.role in allowed.roles or (post.role, post.agency) in allowed.posts:
            return satisfied(Clause.S1, f"The role “{post.role.label}” reads this.")
    return refused(Clause.S1, "Not needed for your role.")
