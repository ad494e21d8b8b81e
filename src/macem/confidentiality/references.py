"""References of people and papers: short, sayable over a telephone, telling nothing about the person."""

import hashlib
import hmac
import secrets

from django.conf import settings

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"
LENGTH = 6


def new_reference(*, prefix: str = "") -> str:
    """Return a random reference such as ``7K3F-QP``; no vowels, and no 0/O or 1/I, so that none is a word."""
    return _written([secrets.randbelow(len(ALPHABET)) for _ in range(LENGTH)], prefix)


def reference_for(number: int, *, attempt: int = 0, prefix: str = "") -> str:
    """Return the reference of the subject with ``number``: always the same here, and nobody can guess it.

    Drawn from the number and the installation's secret, so that a demonstration made again has the same
    addresses. ``attempt`` gives another one where two numbers meet in the same reference.
    """
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"subject {number} {attempt}".encode(), hashlib.sha256)
    return _written([digest[place] % len(ALPHABET) for place in range(LENGTH)], prefix)


def _written(drawn: list[int], prefix: str) -> str:
    letters = "".join(ALPHABET[place] for place in drawn)
    return f"{prefix}{letters[:4]}-{letters[4:]}"
