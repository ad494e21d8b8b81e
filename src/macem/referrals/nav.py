"""This room's entries of the navigation."""

from django.utils.translation import gettext_lazy as _

from macem.agencies.navigation_entry import NavEntry
from macem.protocol.vocabulary import Role

ENTRIES = [
    NavEntry(_("Referrals"), "referrals:own", "referrals", 45),
    NavEntry(_("MASH"), "referrals:mash", "mash", 46, frozenset({Role.MASH_DECISION_MAKER})),
    NavEntry(
        _("Early help"),
        "referrals:early_help_list",
        "early_help",
        48,
        frozenset({Role.SPOC, Role.MASH_DECISION_MAKER, Role.CE_COORDINATOR}),
    ),
    NavEntry(
        _("Assessments"), "referrals:assessments", "assessments", 47, frozenset({Role.SOCIAL_CARE_WORKER})
    ),
    NavEntry(_("Sign-off"), "referrals:sign_off", "sign_off", 48, frozenset({Role.SERVICE_MANAGER})),
]
