"""The digest of a frozen agenda: anybody may check what they read against it, also a part of it."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from macem.meetings.models import AgendaEntry, AgendaVersion
from macem.protocol.vocabulary.states import EntryKind


def canonical(value: Any) -> bytes:
    """Return ``value`` as JSON that is always spelled the same: keys sorted, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_digest(kind: EntryKind, position: int, content: dict[str, Any]) -> str:
    """Return the SHA-256 of one entry. Its content bears a random number, so that nobody can guess it."""
    return sha256(canonical({"kind": kind.value, "position": position, "content": content})).hexdigest()


def version_digest(
    *, meeting: str, number: int, reason: str, general: dict[str, Any], entries: Iterable[str]
) -> str:
    """Return the SHA-256 of a whole agenda: what is about nobody, and the digests of all entries in order."""
    whole = {
        "meeting": meeting, "number": number, "reason": reason, "general": general, "entries": list(entries),
    }  # fmt: skip
    return sha256(canonical(whole)).hexdigest()


def is_intact(version: AgendaVersion, entries: Iterable[AgendaEntry]) -> bool:
    """Say whether ``version`` and these of its entries are what was compiled. Nobody need see them all."""
    whole = version_digest(
        meeting=version.meeting.reference,
        number=version.number,
        reason=version.reason,
        general=version.general,
        entries=version.entry_digests,
    )
    return whole == version.digest and all(
        entry.digest == entry_digest(entry.kind, entry.position, entry.content)
        and entry.digest == version.entry_digests[entry.position]
        for entry in entries
    )
