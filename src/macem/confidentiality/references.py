"""References of people: short, sayable over a telephone, telling nothing about the person."""

import secrets

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"


def new_reference(*, prefix: str = "") -> str:
    """Return a random reference such as ``7K3F-QP``; no vowels, and no 0/O or 1/I, so that none is a word."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{prefix}{drawn[:4]}-{drawn[4:]}"
