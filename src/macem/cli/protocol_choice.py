"""Which protocol file a command goes by: the one that `--protocol` names, else the one macem ships."""

import argparse
from importlib.resources import files

from macem.cli.document import BadInput, read_text
from macem.protocol.protocol_file import ProtocolFileError, read
from macem.protocol.settings import Settings


def add_protocol_option(parser: argparse.ArgumentParser) -> None:
    """Let `parser` take `--protocol FILE`."""
    parser.add_argument("--protocol", metavar="FILE", help="the panel's protocol file (default: York's)")


def chosen_protocol(parsed: argparse.Namespace) -> Settings:
    """The settings to go by. Raises BadInput that names every fault of the file."""
    return load_default() if parsed.protocol is None else load(parsed.protocol)


def load(path: str) -> Settings:
    """The settings in the protocol file at `path`. Raises BadInput that names every fault of the file."""
    try:
        return read(read_text(path))
    except ProtocolFileError as error:
        count = len(error.faults)
        faults = "1 fault" if count == 1 else f"{count} faults"
        raise BadInput(f"The protocol file {path!r} has {faults}: {error}.") from None


def load_default() -> Settings:
    """The settings of the protocol file that macem ships."""
    return read(files("macem.protocol").joinpath("york.toml").read_text("utf-8"))
