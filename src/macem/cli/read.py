"""`macem read KIND FILE`: what macem makes of a file as it arrived, before anybody imports it."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from macem.cli.document import BadInput, print_document, read_bytes
from macem.readers import KINDS, UnreadableFile, as_document, read

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parser of `read`."""
    parser = subparsers.add_parser(
        "read",
        help="show how macem reads a file",
        description="Show the rows macem reads from a file, those it refuses, and its warnings, as JSON.",
    )
    parser.add_argument("kind", choices=sorted(KINDS), metavar="KIND", help=" or ".join(sorted(KINDS)))
    parser.add_argument("file", metavar="FILE", help="the file as it arrived, or - for standard input")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the reading of a file as one JSON document. Raises `BadInput` where it can't be read."""
    today = datetime.now(ZoneInfo("Europe/London")).date()
    try:
        reading = read(arguments.kind, read_bytes(arguments.file), today=today)
    except UnreadableFile as refusal:
        raise BadInput(str(refusal)) from refusal
    print_document(as_document(reading))
    return 0
