"""Who opens lists and pages of people. Which people they then see, their grants decide."""

from macem.protocol.vocabulary import Role

ADULT_READERS = (
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.CE_COORDINATOR,
    Role.BUSINESS_SUPPORT,
    Role.INTELLIGENCE_DS,
    Role.ANALYST,
    Role.LOCAL_OFFICER,
    Role.SPOC,
    Role.REPRESENTATIVE,
    Role.DEPUTY,
)
CHILD_READERS = (
    *ADULT_READERS,
    Role.SOCIAL_CARE_WORKER,
    Role.SERVICE_MANAGER,
    Role.MASH_DECISION_MAKER,
    Role.EXPLOITATION_TEAM,
)
READERS = CHILD_READERS
"""Who opens a person's page, of whichever kind."""

SEEN_BY_READERS = (Role.CHAIR, Role.AUDITOR)
"""Who reads by whom a record was opened (security.md)."""

SEARCHERS = (*READERS, Role.AUDITOR)
"""The auditor finds by reference alone, and is shown no content."""
