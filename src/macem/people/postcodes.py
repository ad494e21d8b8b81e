"""Postcodes as they are written. Pure: no Django."""

import re

_WRITTEN = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")


def tidied(text: str) -> str:
    """Return a postcode in capitals with its one blank; what is no postcode in capitals as it came."""
    squeezed = re.sub(r"\s", "", text).upper()
    found = _WRITTEN.fullmatch(squeezed)
    return f"{found[1]} {found[2]}" if found else text.strip().upper()
