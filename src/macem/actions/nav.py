from django.utils.translation import gettext_lazy as _

from macem.agencies.navigation_entry import NavEntry

# Anybody with a role may be given an action, so everybody has the page.
ENTRIES = [NavEntry(_("Actions"), "actions:mine", "actions", 60)]
