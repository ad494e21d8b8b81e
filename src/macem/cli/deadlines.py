"""`macem deadlines`: the dates that a meeting's date sets."""

import argparse
from dataclasses import asdict
from datetime import date
from typing import Any

from macem.cli.document import BadInput, print_document
from macem.cli.protocol_choice import add_protocol_option, chosen_protocol
from macem.protocol.dates import parse_date
from macem.protocol.deadlines import deadlines


def add_parser(subparsers: Any) -> None:
    """Add `macem deadlines`."""
    parser = subparsers.add_parser("deadlines", help="the dates that a meeting's date sets")
    parser.add_argument("--meeting", required=True, type=_date, metavar="DATE", help="the meeting's date")
    parser.add_argument(
        "--holiday", action="append", default=[], type=_date, metavar="DATE", help="a further bank holiday"
    )
    parser.add_argument(
        "--not-holiday", action="append", default=[], type=_date, metavar="DATE", help="not a bank holiday"
    )
    add_protocol_option(parser)
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Print the deadlines as JSON."""
    settings = chosen_protocol(parsed)
    if both := sorted(set(parsed.holiday) & set(parsed.not_holiday)):
        raise BadInput(f"{both[0]} is given both as a holiday and as none.")
    calendar = settings.calendar.with_days(parsed.holiday, parsed.not_holiday)
    try:
        found = deadlines(parsed.meeting, settings, calendar)
    except ValueError as error:
        raise BadInput(str(error)) from None
    print_document({key: _plain(value) for key, value in asdict(found).items()})
    return 0


def _date(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else list(value)
