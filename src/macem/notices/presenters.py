"""A notice in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from macem.govuk.dates import full_date, moment
from macem.notices.models import Notice
from macem.notices.wording import SERVICE


@dataclass(frozen=True)
class NoticePresenter:
    """One mail: what it said, whether it went out. Its link leads where the mail's link led."""

    notice: Notice

    @property
    def line(self) -> str:
        words = self.notice.subject_line.removeprefix(SERVICE)
        return words[:1].upper() + words[1:]

    @property
    def url(self) -> str:
        return self.notice.path

    @property
    def due(self) -> str:
        return full_date(self.notice.due) or _("No date")

    @property
    def made(self) -> str:
        return moment(self.notice.created_at)

    @property
    def state(self) -> str:
        """ "Sent on ...", "Not sent: why", "Waiting"."""
        if self.notice.sent_at:
            return _("Sent %(moment)s") % {"moment": moment(self.notice.sent_at)}
        return self.failure or _("Waiting to be sent")

    @property
    def failure(self) -> str:
        """Why it did not go out so far, and how often that was tried."""
        if not self.notice.failure:
            return ""
        return _("Not sent after %(n)d tries: %(why)s") % {
            "n": self.notice.attempts,
            "why": self.notice.failure,
        }

    @property
    def to(self) -> str:
        return self.notice.user.full_name

    @property
    def address(self) -> str:
        return self.notice.user.mail_address
