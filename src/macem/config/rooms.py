"""The rooms that exist, lowest first. Whatever is gathered from every room walks this list."""

ROOMS = (
    "govuk",
    "audit",
    "accounts",
    "agencies",
    "notices",
    "confidentiality",
    "schedule",
    "people",
    "sharing",
    "cases",
    "actions",
    "screening",
    "missing",
    "intelligence",
    "referrals",
    "nominations",
    "meetings",
    "imports",
    "casefile",
    "desk",
)
