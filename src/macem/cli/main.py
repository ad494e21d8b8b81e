"""The `macem` command. Each command is a module of its own, imported only when it is asked for.

A command's module has `add_parser(subparsers)`, which adds its parser(s) and names the handler by
`set_defaults(run=handler)`. The handler takes the parsed arguments, prints to standard output and returns the
exit code; it raises `BadInput` where what was given cannot be used.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn

from macem.cli.document import BadInput, discard_output


class Command(NamedTuple):
    """A command's name, the module that adds its parser, and one line on what it does."""

    name: str
    module: str
    summary: str


COMMANDS: tuple[Command, ...] = (
    Command("deadlines", "macem.cli.deadlines", "the dates that a meeting's date sets"),
    Command("explain", "macem.cli.explain", "which criteria a person meets, and why"),
    Command("quorum", "macem.cli.quorum", "whether every agreed agency was in the room"),
    Command("read", "macem.cli.read", "show how macem reads a file: its rows, those refused, warnings"),
    Command("database", "macem.cli.database", "make login roles, database, tables and row security"),
    Command("demo", "macem.cli.demo", "run the demonstration on this machine"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `macem` with `argv` (default: the process's own arguments) and return the exit code.

    0: done. 2: bad input, with one plain sentence on standard error.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if not arguments or arguments[0] in {"-h", "--help", "help"}:
            print(_overview())
            return 0
        parsed = _parser(arguments[0]).parse_args(arguments)
        code = int(parsed.run(parsed) or 0)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except BadInput as refusal:
        if sys.stderr is not None:  # print(file=None) would print to standard output
            print(" ".join(str(refusal).split()), file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read our output has gone, as `head` does
        discard_output()
        return 1
    except SystemExit as finished:  # argparse, after printing a command's help
        return finished.code if isinstance(finished.code, int) else 0


class _Parser(argparse.ArgumentParser):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **kwargs})

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{self.prog}: {message.rstrip('.')}.")


def _parser(name: str) -> argparse.ArgumentParser:
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        raise BadInput(f"There is no command {name!r}: 'macem --help' lists them.")
    parser = _Parser(prog="macem")
    module = importlib.import_module(command.module)
    module.add_parser(parser.add_subparsers(required=True, dest="command", metavar="COMMAND"))
    return parser


def _overview() -> str:
    width = max((len(command.name) for command in COMMANDS), default=0)
    lines = [f"  {command.name:<{width}}  {command.summary}" for command in COMMANDS]
    return "\n".join(["usage: macem COMMAND ...", "", *lines, "", "'macem COMMAND --help' says more."])


if __name__ == "__main__":
    raise SystemExit(main())
