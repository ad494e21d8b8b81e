"""Telling somebody that there is something for them: once, by mail on commit, without a name (clause M2)."""

from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from macem.accounts.models import User
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.notices.jobs import deliver
from macem.notices.models import Notice
from macem.notices.wording import body_of, subject_of

MAILING = Actor.job("mail")
AT_ONCE = 200


@transaction.atomic
def notify(
    *,
    user: User,
    kind: str,
    subject_line: str,
    path: str,
    key: str,
    by: Actor,
    due: date | None = None,
    at: datetime | None = None,
) -> Notice | None:
    """Tell ``user`` that something waits at ``path``, unless ``key`` has been told before (then None).

    ``subject_line`` is a fixed phrase such as "something for you to read"; it must never hold a name or
    anything that was written about a person (clause M2). The mail goes out when the transaction commits.
    """
    at = at or clock.now()
    notice, created = Notice.objects.get_or_create(
        key=key,
        defaults={
            "user": user,
            "kind": kind,
            "subject_line": subject_line,
            "path": path,
            "due": due,
            "created_at": at,
        },
    )
    if not created:
        return None
    transaction.on_commit(partial(deliver.defer, notice_id=notice.pk))
    audit.record("notice_made", by=by, at=at, obj=notice, user=user.pk, kind=kind)
    return notice


@transaction.atomic
def send(*, notice_id: int, at: datetime | None = None) -> bool:
    """Mail one notice now, and note the receipt or the failure. Returns whether it went out.

    One that another worker has in hand, that went out already or that rests after a failure is left alone.
    """
    at = at or clock.now()
    waiting = (
        Notice.objects.waiting(at)
        .select_related("user__invitation")
        .select_for_update(skip_locked=True, of=("self",))
    )
    notice = waiting.filter(pk=notice_id).first()
    if notice is None:
        return False
    notice.attempts += 1
    notice.tried_at = at
    try:
        send_mail(
            subject=subject_of(notice),
            message=body_of(notice, settings.PUBLIC_ADDRESS),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[notice.user.mail_address],
        )
    except (OSError, ValueError) as failure:  # smtplib's errors are OSErrors; a bad address is a ValueError
        notice.failure = f"{type(failure).__name__}: {failure}"[:300]
        audit.record("notice_failed", by=MAILING, at=at, obj=notice, attempts=notice.attempts)
    else:
        notice.sent_at = at
        notice.failure = ""
        audit.record("notice_sent", by=MAILING, at=at, obj=notice)
    notice.save(update_fields=["attempts", "tried_at", "failure", "sent_at"])
    return notice.sent_at is not None


def send_waiting(*, at: datetime | None = None) -> int:
    """Mail what waits, oldest first, each in a transaction of its own. Returns how many went out."""
    at = at or clock.now()
    waiting = list(
        Notice.objects.waiting(at).order_by("created_at", "pk").values_list("pk", flat=True)[:AT_ONCE]
    )
    return sum(send(notice_id=notice_id, at=at) for notice_id in waiting)
