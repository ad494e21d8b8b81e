from django.utils.translation import gettext_lazy as _

from macem.agencies.navigation_entry import NavEntry
from macem.imports.policies import IMPORTERS

ENTRIES = [NavEntry(_("Imports"), "imports:list", "imports", 70, frozenset(IMPORTERS))]
