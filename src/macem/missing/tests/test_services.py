"""Absences: recorded as they were reported, corrected by a new row (clauses C2, C3, S1)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from macem.audit.models import AuditEvent
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.missing import services
from macem.missing.facts import episodes
from macem.missing.finding import versions_of
from macem.missing.models import Episode
from macem.people.models import FactsChanged
from macem.protocol.vocabulary import AbsenceType

pytestmark = pytest.mark.django_db

D12, D13, D14 = date(2025, 12, 12), date(2025, 12, 13), date(2025, 12, 14)


def test_a_report_is_kept_as_it_came_and_nominations_are_told(acting, child, report):
    episode = report(ended_on=D14, source="police", source_reference="MP/26/1")
    with acting("ce_coordinator") as by:
        kept = Episode.objects.get()
        assert kept == episode
        assert (kept.started_on, kept.started_at, kept.ended_on, kept.ended_at) == (
            D12,
            time(22, 30),
            D14,
            None,
        )
        assert (kept.kind, kept.source, kept.source_reference) == (AbsenceType.MISSING, "police", "MP/26/1")
        assert kept.recorded_by_id == by.user_id
        assert FactsChanged.objects.get().person_id == child.pk
        event = AuditEvent.objects.get(event="episode_recorded")
        assert (event.subject_id, event.details) == (child.pk, {"kind": "missing", "replaces": None})


def test_a_late_report_counts_from_the_day_it_arrived(acting, child, report):
    """Clause C2: what arrived after the agenda was compiled is new, whenever the child was missing."""
    arrived = datetime(2026, 1, 5, 9, tzinfo=UTC)
    report(received_at=arrived)
    with acting("ce_coordinator"):
        ((_row, fact),) = episodes(child.pk)
        assert [moment.earliest for moment in fact.received] == [arrived]


def test_a_time_that_is_not_known_is_the_whole_day(acting, child, report):
    """Clause C3: a date alone is anywhere in that day, to the minute."""
    report(started_at=None, ended_on=D14)
    with acting("ce_coordinator"):
        ((_row, fact),) = episodes(child.pk)
        assert fact.start.is_day
        assert fact.end.is_day
        assert fact.end.latest - fact.end.earliest == timedelta(hours=23, minutes=59)


def test_a_correction_is_a_new_row_and_brings_its_arrivals_along(acting, child, report):
    first = report(received_at=datetime(2025, 12, 13, 9, tzinfo=UTC), source_reference="MP/26/1")
    with acting("business_support") as by:
        second = services.correct_episode(
            episode=first, kind=AbsenceType.MISSING, started_on=D12, ended_on=D14, by=by
        )
        assert (second.replaces_id, second.source_reference) == (first.pk, "MP/26/1")
        assert Episode.objects.get(pk=first.pk).ended_on is None
        assert list(Episode.objects.all().standing()) == [second]
        ((row, fact),) = episodes(child.pk)
        assert row == second
        assert [moment.day for moment in fact.received] == [D13, clock.today()]
        assert AuditEvent.objects.get(event="episode_corrected").details["replaces"] == first.pk
        assert [version.pk for version in versions_of([child.pk])] == [first.pk, second.pk]


def test_a_record_is_corrected_once(acting, report):
    first = report()
    with acting("business_support") as by:
        facts = {"episode": first, "kind": AbsenceType.AWAY, "started_on": D12, "by": by}
        services.correct_episode(**facts)
        with pytest.raises(NotNow, match="corrected in the meantime"):
            services.correct_episode(**facts)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"ended_on": date(2025, 12, 11)}, "before the child was missing"),
        ({"ended_on": D12, "ended_at": time(22, 29)}, "before the child was missing"),
        ({"started_on": date(2126, 1, 1)}, "future"),
    ],
)
def test_dates_that_cannot_be_are_refused(report, facts, says):
    with pytest.raises(NotNow, match=says):
        report(**facts)


def test_a_time_of_return_needs_its_date(report):
    with pytest.raises(ValidationError):
        report(ended_at=time(9))


def test_back_within_the_minute_is_no_contradiction(report):
    assert report(ended_on=D12, ended_at=time(22, 30)).pk


@pytest.mark.parametrize("key", ["chair", "health_spoc", "referrer", "administrator"])
def test_other_roles_record_no_absence(acting, child, key):
    with acting(key) as by, pytest.raises(Refused):
        services.record_episode(person=child, kind=AbsenceType.MISSING, started_on=D12, by=by)


@pytest.mark.parametrize("key", ["social_worker", "exploitation_team"])
def test_nobody_records_about_a_child_whom_they_do_not_see(acting, child, report, key):
    episode = report()
    with acting(key) as by:
        with pytest.raises(Refused):
            services.record_episode(person=child, kind=AbsenceType.MISSING, started_on=D14, by=by)
        with pytest.raises(Refused):
            services.correct_episode(episode=episode, kind=AbsenceType.MISSING, started_on=D14, by=by)


def test_absences_are_seen_by_whoever_sees_the_child(acting, partnership, report):
    report()
    seen = {}
    for key in ("chair", "social_worker"):
        with acting(key):
            seen[key] = Episode.objects.visible_to(partnership.user(key)).count()
    assert seen == {"chair": 1, "social_worker": 0}
