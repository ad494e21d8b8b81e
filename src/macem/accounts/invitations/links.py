"""The link of an invitation: a random handle and a signature. It is worked out anew and stored nowhere."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from macem.accounts.models import Invitation

SALT, BETWEEN = "macem.accounts.invitations", "."


def path_to(invitation: Invitation) -> str:
    """Return the path of the invitation's link, such as ``/invited/<handle>.<signature>/``."""
    return reverse("invited:link", kwargs={"token": _signer().sign(invitation.handle)})


def found_by(token: str) -> Invitation | None:
    """Return the invitation whose link holds ``token``, or None where the signature is not ours."""
    try:
        handle = _signer().unsign(token)
    except BadSignature:
        return None
    return Invitation.objects.select_related("user", "invited_by").filter(handle=handle).first()


def _signer() -> Signer:
    return Signer(salt=SALT, sep=BETWEEN)
