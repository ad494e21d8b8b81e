"""`macem quorum`: whether a meeting, and each item of it, had every agreed agency in the room."""

import argparse
import re
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from macem.cli.document import BadInput, print_document, read_document
from macem.cli.protocol_choice import add_protocol_option, chosen_protocol
from macem.cli.shape import WHOLE, Shape, filled_text, items, one_of, text
from macem.protocol.dates import LONDON, parse_when
from macem.protocol.quorum import Attendance, Clock, quorum
from macem.protocol.vocabulary import AttendanceStatus

_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")


class Item(NamedTuple):
    """An item of the agenda: when it was discussed, and who took no part."""

    id: str
    at: Clock | None
    recused: tuple[str, ...]


def add_parser(subparsers: Any) -> None:
    """Add `macem quorum`."""
    parser = subparsers.add_parser("quorum", help="whether every agreed agency was in the room")
    parser.add_argument("file", metavar="FILE", help="a JSON document, or - for standard input")
    add_protocol_option(parser)
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Print the quorum of the meeting and of each item as JSON."""
    settings = chosen_protocol(parsed)
    whole = Shape(read_document(parsed.file), WHOLE, {"required", "attendance", "items"})
    required = [filled_text(value, where) for value, where in whole.need("required", items)]
    if not required:
        raise BadInput("required must name at least one agency.")
    attendance = [_attendance(value, where) for value, where in whole.get("attendance", items) or []]
    listed = [_item(value, where) for value, where in whole.get("items", items) or []]
    _check_times(attendance, listed)
    overall = quorum(required, attendance, settings)
    found: dict[str, Any] = {}
    for item in listed:
        if item.id in found:
            raise BadInput(f"Two items have the id {item.id!r}.")
        here = quorum(required, attendance, settings, at=item.at, recused=item.recused)
        found[item.id] = {"quorate": here.quorate, "missing": list(here.missing)}
    print_document({"quorate": overall.quorate, "missing": list(overall.missing), "items": found})
    return 0


def _attendance(value: Any, where: str) -> Attendance:
    given = Shape(value, where, {"name", "agency", "status", "from", "to"})
    return Attendance(
        name=given.get("name", text) or "",
        agency=given.need("agency", filled_text),
        status=given.need("status", one_of(AttendanceStatus)),
        since=given.get("from", _clock),
        until=given.get("to", _clock),
    )


def _item(value: Any, where: str) -> Item:
    given = Shape(value, where, {"id", "at", "recused"})
    return Item(
        id=given.need("id", _id),
        at=given.get("at", _clock),
        recused=tuple(filled_text(name, place) for name, place in given.get("recused", items) or []),
    )


def _id(value: Any, where: str) -> str:
    return str(value) if type(value) is int else filled_text(value, where)


def _clock(value: Any, where: str) -> Clock:
    """A clock time such as 10:40 or 9:40, or a date with a time; a time without offset is London's."""
    written = text(value, where)
    if _CLOCK.fullmatch(written):
        try:
            return time.fromisoformat(written if written[2] == ":" else f"0{written}")
        except ValueError:
            pass
    else:
        try:
            found = parse_when(written)
        except ValueError:
            found = date.min
        if isinstance(found, datetime):
            return (found if found.tzinfo else found.replace(tzinfo=LONDON)).astimezone(UTC)
    raise BadInput(f"{where}: {written!r} is not a time such as 10:40.")


def _check_times(attendance: list[Attendance], listed: list[Item]) -> None:
    times = [moment for one in attendance for moment in (one.since, one.until)] + [item.at for item in listed]
    if len({type(moment) for moment in times if moment is not None}) > 1:
        raise BadInput("The times must be all clock times such as 10:40, or all dates with times.")
    for index, one in enumerate(attendance):
        if one.leaves_before_arriving:
            raise BadInput(f"attendance[{index}] leaves before it arrives.")
