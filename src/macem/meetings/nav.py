from django.utils.translation import gettext_lazy as _

from macem.agencies.navigation_entry import NavEntry
from macem.meetings.policies.agenda import MEMBERS

ENTRIES = [NavEntry(_("Meetings"), "meetings:list", "meetings", 10, frozenset(MEMBERS))]
