from django.utils.translation import gettext_lazy as _

from macem.agencies.navigation_entry import NavEntry
from macem.nominations.policies import READERS
from macem.protocol.vocabulary import Role

ENTRIES = [
    NavEntry(_("RAMM"), "nominations:ramm", "nominations", 50, frozenset(READERS) - {Role.INTELLIGENCE_DS}),
    NavEntry(_("Part 2"), "nominations:part_two", "nominations", 51, frozenset({Role.INTELLIGENCE_DS})),
]
