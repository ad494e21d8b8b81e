"""Jobs run in the background and their hours.

Every minute: what waits. Every hour: who is still missing, and who works with a family. Every night and
morning, by London's clock: what a new day changes. The worker runs as ``macem_worker``: its DATABASE_URL is
DATABASE_URL_WORKER. Each job may run again at any time and does nothing the second time.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from procrastinate import JobContext, RetryStrategy, builtin_tasks
from procrastinate.contrib.django import app

from macem.actions.owners_left import flag_owners_left
from macem.attachments.services import forget_held
from macem.desk.reminders import remind_everybody
from macem.gate import clock
from macem.missing.still_missing import note_still_missing
from macem.nominations.services import drain_changed_facts
from macem.notices.services import send_waiting
from macem.referrals.services.early_help import keep_sight
from macem.schedule.moved_dates import tell_moved_dates

EVERY_MINUTE, EVERY_HOUR = "* * * * *", "10 * * * *"
NIGHT, MORNING = 3, 7
KEPT_HOURS = 72
AGAIN = RetryStrategy(max_attempts=4, wait=300)

Job = Callable[[], Any]


def every(cron: str) -> Callable[[Job], Any]:
    """Run ``job`` as ``cron`` says; one that is still waiting is not put in the queue again."""

    def declare(job: Job) -> Any:
        @wraps(job)
        def run(timestamp: int) -> None:
            job()

        return _registered(run, job, cron=cron)

    return declare


def daily_at(hour: int) -> Callable[[Job], Any]:
    """Run ``job`` once a day at ``hour`` of London's clock; a fault is tried again.

    Hours of a crontab are read in UTC, so it is put in the queue at both hours that may be meant, and runs at
    the one that is.
    """

    def declare(job: Job) -> Any:
        @wraps(job)
        def run(timestamp: int) -> None:
            if london_hour(timestamp) == hour:
                job()

        return _registered(run, job, cron=f"5 {hour - 1},{hour} * * *", retry=AGAIN)

    return declare


def london_hour(timestamp: int) -> int:
    """Return the hour that London's clocks showed at a moment in seconds since 1970."""
    return datetime.fromtimestamp(timestamp, UTC).astimezone(clock.LONDON).hour


def _registered(run: Callable[..., None], job: Job, *, cron: str, **options: Any) -> Any:
    name = f"macem.{job.__name__}"
    task = app.task(name=name, queueing_lock=name, lock=name, **options)(run)
    return app.periodic(cron=cron, periodic_id=name)(task)


@every(EVERY_MINUTE)
def nominate() -> None:
    """Evaluate everybody about whom a fact has changed (clauses C1 to C7)."""
    drain_changed_facts()


@every(EVERY_MINUTE)
def mail() -> None:
    """Mail the notices that wait, or whose first try failed (clause M2)."""
    send_waiting()


@every(EVERY_HOUR)
def missing() -> None:
    """Have whoever is missing now evaluated again as the hours go by (clause C3)."""
    note_still_missing()


@every(EVERY_HOUR)
def early_help() -> None:
    """Let the contacts of an agency see the children with whose families it works, while they are (P2)."""
    keep_sight()


@daily_at(NIGHT)
def owners() -> None:
    """Flag actions whose owner has left (clause M9)."""
    flag_owners_left()


@daily_at(NIGHT)
def held_files() -> None:
    """Forget files that came with a form and that no record used within a day (security.md 24)."""
    forget_held()


@daily_at(NIGHT)
def dates() -> None:
    """Reckon due dates again; tell everyone where a holiday proclaimed since has moved them (clause M3)."""
    tell_moved_dates()


@daily_at(MORNING)
def remind() -> None:
    """Remind whoever owes something late, today or by the next working day."""
    remind_everybody()


@app.periodic(cron="35 2 * * *", periodic_id="macem.tidy")
@app.task(name="macem.tidy", queueing_lock="macem.tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:
    """Take jobs that are over out of the queue after three days. They hold ids only."""
    await builtin_tasks.remove_old_jobs(
        context, max_hours=KEPT_HOURS, remove_failed=True, remove_cancelled=True
    )
