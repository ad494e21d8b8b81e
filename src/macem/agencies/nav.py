from django.utils.translation import gettext_lazy as _

from macem.agencies.navigation_entry import NavEntry
from macem.protocol.vocabulary import Role

ENTRIES = [
    NavEntry(_("Administration"), "agencies:users", "agencies", 90, frozenset({Role.ADMINISTRATOR})),
]
