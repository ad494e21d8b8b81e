"""`macem database prepare`: makes the database ready for this version of macem, as often as you like."""

import argparse
import os
import sys
from typing import Any

from macem.cli.document import BadInput

NEEDED = ("DATABASE_URL_ADMIN", "DATABASE_URL_OWNER", "DATABASE_URL", "DATABASE_URL_WORKER")


def add_parser(subparsers: Any) -> None:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "database", help="prepare the database", description="The database and its login roles."
    )
    actions = parser.add_subparsers(required=True, dest="action", metavar="ACTION")
    prepare = actions.add_parser(
        "prepare",
        help="make login roles, database, tables and row security, or bring them up to date",
        description="Makes the login roles (with the passwords in the addresses), the database, its tables "
        "and its row security, or brings them up to date. Reads " + ", ".join(NEEDED) + ".",
    )
    prepare.set_defaults(run=run_prepare)


def run_prepare(arguments: argparse.Namespace) -> int:
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        raise BadInput(f"Set {', '.join(missing)} in the environment first.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "macem.config.settings.production")
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from macem.config import database_roles
    from macem.config.database_urls import DatabaseUrlError

    admin, owner, *users = (os.environ[name] for name in NEEDED)
    try:
        name = database_roles.prepare(admin, owner, user_urls=tuple(users))
    except (DatabaseUrlError, ImproperlyConfigured) as refusal:
        raise BadInput(str(refusal)) from None
    except database_roles.DatabaseNotReady as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except DatabaseError as error:
        reason = str(error).strip().split("\n", 1)[0]
        print(f"The database could not be brought up to date: {reason}", file=sys.stderr)
        return 1
    print(f"The database “{name}” is ready: roles, tables and row security are in place.")
    return 0
