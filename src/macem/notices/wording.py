"""The words of a mail: a fixed phrase, a day, a link. Nothing about a person can get in (clause M2)."""

from django.utils.translation import gettext as _

from macem.accounts.invitations import links
from macem.accounts.models import Invitation
from macem.govuk.dates import full_date, moment
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
    if notice.user.is_invited:
        return _invitation(notice.user.invitation, address)
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


def _invitation(invitation: Invitation, address: str) -> str:
    """Return the text of any mail to somebody who was invited: their link, worked out only now."""
    lines = [
        _("There is a form for you to fill in, as you were told on the telephone or face to face."),
        "",
        _("Open this link and enter the code that you were told. It is not in this mail."),
        f"{address.rstrip('/')}{links.path_to(invitation)}",
        "",
        _("The link is open until %(moment)s. You can leave the form and come back until then.")
        % {"moment": moment(invitation.expires_at)},
        "",
        _("For safety this mail says nothing about anybody. Do not reply to it or pass it on."),
        _("A child in immediate danger? Call 999."),
    ]
    return "\n".join(lines)
