"""Who can say what a criterion that may be met lacks (C1 to C7)."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from macem.agencies.models import Agency
from macem.nominations.models import Nomination
from macem.nominations.records import Record
from macem.people.models import CaseHolder
from macem.protocol.ramm import ASKED_OF, Source
from macem.protocol.vocabulary import Clause


def whom_to_ask(nomination: Nomination, holder: CaseHolder | None, records: Mapping[str, Record]) -> str:
    """Return who can say what a nomination that may be met lacks: a name, or an agency."""
    source = ASKED_OF.get(Clause(nomination.clause))
    if source is Source.SIGNER:
        waiting = (records[name].waits_for for name in nomination.evidence if name in records)
        signer = next(filter(None, waiting), "")
        if signer:
            return signer
    if source is Source.POLICE:
        return _("police")
    if holder is None:
        return _("whoever holds the case")
    return holder.worker_name or holder.agency.name


def agency_to_ask(
    nomination: Nomination, holder: CaseHolder | None, agencies: Iterable[Agency]
) -> Agency | None:
    """Return the agency of whoever can say what a nomination lacks; None where nobody is known."""
    source = ASKED_OF.get(Clause(nomination.clause))
    if source is Source.HOLDER:
        return holder.agency if holder is not None else None
    police = source is Source.POLICE
    return next((one for one in agencies if (one.is_police if police else one.is_social_care)), None)
