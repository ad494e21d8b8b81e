"""This room's entries of the navigation."""

from django.utils.translation import gettext_lazy as _

from macem.agencies.navigation_entry import NavEntry
from macem.casefile.policies import ADULT_READERS, CHILD_READERS
from macem.people.presenters import ADULTS, CHILDREN

ENTRIES = [
    NavEntry(_("Children"), "casefile:children", CHILDREN, 20, frozenset(CHILD_READERS)),
    NavEntry(_("Adults who pose a risk"), "casefile:adults", ADULTS, 21, frozenset(ADULT_READERS)),
]
