"""What stands around every page. A context processor of config fills one `Frame` for each request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

HANDLING_NOTE = _("Do not copy or share without the chair’s agreement")
SEARCH_LABEL = _("Name or reference")
Words = Any  # str or a lazily translated one


@dataclass(frozen=True)
class NavItem:
    """One link of the navigation; `current` marks the part of the service that the page belongs to."""

    label: Words
    url: str
    current: bool = False


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumbs, from the start page down to the parent of this page."""

    label: Words
    url: str


@dataclass(frozen=True)
class Frame:
    """Handling line, name, search, navigation and footer. Holds no personal data but the user's own name."""

    handling: str = "OFFICIAL-SENSITIVE"
    handling_note: Words = HANDLING_NOTE
    service_name: str = "MACEM"
    panel_name: str = ""
    home_url: str = "/"
    user_name: str | None = None
    navigation: Sequence[NavItem] = ()
    search_url: str | None = None
    search_label: Words = SEARCH_LABEL
    sign_out_url: str | None = None
    account_url: str | None = None
    mash_telephone: str = ""
    footer_links: Sequence[NavItem] = ()
    demonstration: bool = False
    message: str = ""

    @property
    def signed_in(self) -> bool:
        return self.user_name is not None


DEFAULT_FRAME = Frame()
