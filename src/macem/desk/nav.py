from django.utils.translation import gettext_lazy as _

from macem.agencies.navigation_entry import NavEntry

ENTRIES = [NavEntry(_("Your work"), "desk:work", "desk", 0)]
