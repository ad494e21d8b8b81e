"""What stands around every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from macem.accounts import invitations
from macem.accounts.models import Invitation
from macem.agencies.models import Panel
from macem.config import navigation
from macem.govuk.frame import Frame, NavItem


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame for this request, and who is signed in."""
    panel = Panel.objects.first()
    shared: dict[str, Any] = {
        "panel_name": panel.name if panel else "",
        "mash_telephone": panel.mash_telephone if panel else "",
        "demonstration": settings.DEMONSTRATION,
    }
    if not request.user.is_authenticated:
        return {"frame": Frame(**shared)}
    invitation = invitations.current(request)
    if invitation is not None:
        return {"frame": Frame(**shared, **_invited(request, invitation))}
    return {
        "frame": Frame(
            **shared,
            user_name=request.user.full_name,
            navigation=navigation.items(request),
            sign_out_url=reverse("account_logout"),
            account_url=reverse("mfa_index"),
            search_url=_search_url(),
        )
    }


def _invited(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    """Return what is around the pages of somebody who was invited: their one form, and the way out."""
    form = resolve_url(settings.INVITED_REDIRECT_URLS[invitation.purpose])
    return {
        "user_name": invitation.user.full_name,
        "home_url": form,
        "navigation": [NavItem(_("Your form"), form, current=request.path == form)],
        "sign_out_url": reverse("account_logout"),
    }


def _search_url() -> str | None:
    try:
        return reverse("casefile:search")
    except NoReverseMatch:
        return None
