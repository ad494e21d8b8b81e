"""The words of a mail: a fixed phrase, a day, a link. Nothing about a person can get in (clause M2)."""

from django.utils.translation import gettext as _

from macem.govuk.dates import full_date
from macem.notices.models import Notice

SERVICE = "MACEM: "


def subject_of(notice: Notice) -> str:
    """Return the subject of the mail: "MACEM: something for you to read by 29 December"."""
    line = notice.subject_line.removeprefix(SERVICE)
    if notice.due is None:
        return SERVICE + line
    return SERVICE + _("%(line)s by %(day)s") % {"line": line, "day": f"{notice.due:%-d %B}"}


def body_of(notice: Notice, address: str) -> str:
    """Return the text of the mail: that something waits, by when, and the link to it."""
    lines = [_("There is something for you in MACEM.")]
    if notice.due is not None:
        lines.append(_("It is due by the end of %(day)s.") % {"day": full_date(notice.due)})
    lines += [
        "",
        _("Sign in and open:"),
        f"{address.rstrip('/')}{notice.path}",
        "",
        _("For safety this mail says nothing about anybody. Do not reply to it."),
        _("A child in immediate danger? Call 999."),
    ]
    return "\n".join(lines)
