"""Numbers that other systems know a person by: how they are compared, and what looks odd about one."""

from macem.protocol.identifiers import IdentifierCheck, check_nhs, check_reference, check_upn
from macem.protocol.vocabulary.states import IdentifierKind

CHECKS = {
    IdentifierKind.UPN: check_upn,
    IdentifierKind.NHS: check_nhs,
    IdentifierKind.CSC: check_reference,
    IdentifierKind.POLICE: check_reference,
}


def normalised(kind: IdentifierKind, value: str) -> str:
    """Return ``value`` as it is compared: capitals, without blanks or hyphens. Leading zeros stay."""
    return _check(kind, value).normalised or check_reference(value).normalised or ""


def identifies(kind: IdentifierKind, value: str) -> bool:
    """Say whether ``value`` may tell people apart; a wrong check letter or a code for "unknown" may not."""
    return _check(kind, value).usable


def warning(kind: IdentifierKind, value: str) -> str:
    """Return what to look at about a number, or nothing. It never blocks: the number is kept as it is."""
    check = _check(kind, value)
    return "" if check.in_order else check.message


def _check(kind: IdentifierKind, value: str) -> IdentifierCheck:
    return CHECKS[kind](value)
