"""The code of an invitation: digits that are easily told on the telephone."""

import secrets
import string

from django.contrib.auth.hashers import make_password

from macem.protocol.invitation import CODE_DIGITS

HALF = CODE_DIGITS // 2


def new_code() -> str:
    """Return a random code of digits, without a gap."""
    return "".join(secrets.choice(string.digits) for _digit in range(CODE_DIGITS))


def hashed(code: str) -> str:
    """Return what is kept of a code: a slow hash with a salt, as of a password."""
    return make_password(code)


def spoken(code: str) -> str:
    """Return a code in two groups, as it is read out: "4827 1935"."""
    return f"{code[:HALF]} {code[HALF:]}"


def typed(text: str) -> str:
    """Return the code in what somebody typed: its digits, without gaps or dashes."""
    return "".join(character for character in text if character in string.digits)
