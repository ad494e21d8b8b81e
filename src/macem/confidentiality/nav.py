from django.utils.translation import gettext_lazy as _

from macem.agencies.navigation_entry import NavEntry
from macem.protocol.vocabulary import Role

ENTRIES = [NavEntry(_("Audit"), "audit:log", "audit", 91, frozenset({Role.AUDITOR}))]
