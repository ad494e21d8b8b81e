"""The records behind nominations: what each is called and where it is read, in one query a kind."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.policies import roles_of
from macem.govuk.dates import full_date
from macem.missing.presenters import EpisodePresenter
from macem.nominations.models import Nomination
from macem.referrals.policies import RECORD_READERS


@dataclass(frozen=True)
class Record:
    """A record behind a nomination, for one reader.

    ``url`` is blank where they may not open its page. ``waits_for``: who has to do something about it.
    """

    label: str
    url: str = ""
    waits_for: str = ""


Named = dict[str, Record]


def records_behind(
    nominations: Iterable[Nomination], references: Mapping[int, str], user: Any
) -> Mapping[str, Record]:
    """Return the records behind all ``nominations`` by the name under which each is remembered.

    ``references`` gives the reference of each subject. A record that ``user`` may not see is left out.
    """
    sought: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    subjects: dict[str, int] = {}
    for nomination in nominations:
        for name in nomination.evidence:
            label, _colon, rest = name.partition(":")
            sought[label][int(rest.split(":")[0])].append(name)
            subjects[name] = nomination.subject_id
    opens_assessments = bool(roles_of(user.pk) & set(RECORD_READERS)) if sought else False
    found: Named = {}
    for label, keys in sought.items():
        words, page = _KINDS.get(label, (_kind, ""))
        may = page != "referrals:child" or opens_assessments
        model: Any = apps.get_model(label)
        rows = model.objects.visible_to(user).filter(pk__in=keys)
        if hasattr(model, "sent_to"):
            rows = rows.select_related("sent_to")
        for row in rows:
            for name in keys[row.pk]:
                reference = references.get(subjects[name], "")
                url = reverse(page, kwargs={"reference": reference}) if page and may and reference else ""
                found[name] = Record(words(row), url, _waits_for(row))
    return found


def _episode(row: Any) -> str:
    shown = EpisodePresenter(row)
    return _("Absence from %(start)s (%(source)s)") % {"start": shown.start, "source": shown.source}


def _assessment(row: Any) -> str:
    return _("Risk assessment of %(day)s: %(level)s") % {
        "day": full_date(row.completed_on),
        "level": row.level.label.lower(),
    }


def _referral(row: Any) -> str:
    return _("Referral of %(day)s") % {"day": full_date(row.submitted_at)}


def _mash(row: Any) -> str:
    return _("MASH decision of %(day)s: level %(level)d") % {
        "day": full_date(row.decided_at),
        "level": row.level,
    }


def _nrm(row: Any) -> str:
    return _("NRM referral of %(day)s") % {"day": full_date(row.submitted_on)}


def _police(row: Any) -> str:
    return _("Police assessment of %(day)s") % {"day": full_date(row.assessed_on)}


def _waits_for(row: Any) -> str:
    """Return the service manager to whom a risk assessment was sent (P4)."""
    manager = getattr(row, "sent_to", None)
    return manager.full_name if manager is not None else ""


def _kind(row: Any) -> str:
    name = str(row._meta.verbose_name)
    return name[:1].upper() + name[1:]


_KINDS: Mapping[str, tuple[Callable[[Any], str], str]] = {
    "missing.Episode": (_episode, "missing:episodes"),
    "referrals.RiskAssessment": (_assessment, "referrals:child"),
    "referrals.Referral": (_referral, "referrals:child"),
    "referrals.MashDecision": (_mash, "referrals:child"),
    "referrals.NrmReferral": (_nrm, "referrals:child"),
    "intelligence.PoliceAssessment": (_police, "casefile:person"),
}
