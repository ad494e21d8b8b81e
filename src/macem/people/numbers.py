"""Numbers that other systems know a person by: how they are compared, and what looks odd about one."""

import re

from macem.protocol.identifiers import IdentifierCheck, check_nhs, check_upn
from macem.protocol.vocabulary.states import IdentifierKind

CHECKS = {IdentifierKind.UPN: check_upn, IdentifierKind.NHS: check_nhs}


def normalised(kind: IdentifierKind, value: str) -> str:
    """Return ``value`` as it is compared: capitals, without blanks or hyphens. Leading zeros stay."""
    check = _check(kind, value)
    return (check and check.normalised) or re.sub(r"[\s\-‐-–]", "", value).upper()


def identifies(kind: IdentifierKind, value: str) -> bool:
    """Say whether ``value`` may tell people apart; a wrong check letter or a code for "unknown" may not."""
    check = _check(kind, value)
    return check.usable if check else bool(normalised(kind, value))


def warning(kind: IdentifierKind, value: str) -> str:
    """Return what to look at about a number, or nothing. It never blocks: the number is kept as it is."""
    check = _check(kind, value)
    return "" if check is None or (check.valid and check.usable) else check.message


def _check(kind: IdentifierKind, value: str) -> IdentifierCheck | None:
    return CHECKS[kind](value) if kind in CHECKS else None
