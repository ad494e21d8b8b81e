"""What stands around every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from macem.agencies.models import Panel
from macem.config import navigation
from macem.govuk.frame import Frame


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


def _search_url() -> str | None:
    try:
        return reverse("casefile:search")
    except NoReverseMatch:
        return None
