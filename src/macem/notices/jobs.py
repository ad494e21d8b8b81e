"""The job that mails one notice as soon as the transaction that made it has committed."""

from procrastinate.contrib.django import app


@app.task(name="notices.deliver", queue="notices")
def deliver(notice_id: int) -> None:
    """Mail one notice. What fails stays waiting and is tried again by the job that runs every minute."""
    from macem.notices import services

    services.send(notice_id=notice_id)
