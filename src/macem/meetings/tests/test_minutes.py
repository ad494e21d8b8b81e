"""M9, M10, W2, S1: minutes are frozen, the chair decides, the members read, later members ask the chair."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from macem.accounts.services import create_user
from macem.agencies.models import Membership
from macem.agencies.services import end_role, give_role
from macem.gate.actor import Actor
from macem.gate.clock import LONDON
from macem.gate.refusal import NotNow, Refused
from macem.gate.scope import acting_for
from macem.meetings import services
from macem.meetings.minuting import is_intact
from macem.meetings.models import AgendaItem, Attendance, Minutes, MinutesReceipt, MinutesSection
from macem.meetings.policies.minutes import check_can_read_minutes
from macem.meetings.tests.scene import SETTING, circulated
from macem.meetings.tests.session_scene import record_all, seat, stage_now, started
from macem.notices.models import Notice
from macem.protocol.vocabulary import AttendanceStatus, Role
from macem.protocol.vocabulary.states import ApprovalOutcome, MeetingStage

pytestmark = pytest.mark.django_db

APPROVED, RETURNED = ApprovalOutcome.APPROVED, ApprovalOutcome.RETURNED


@pytest.fixture
def meeting(acting, partnership, scene, monday):
    """A meeting that is finished."""
    found = scene.meeting()
    scene.case("Cass")
    circulated(acting, found)
    monday.move_to(datetime(2027, 1, 6, 14, 0, tzinfo=LONDON))
    seat(partnership, acting, found, "health_deputy", of="health", status=AttendanceStatus.APOLOGIES)
    started(partnership, acting, found)
    with acting("business_support"):
        item = AgendaItem.objects.get()
    record_all(acting, item)
    with acting("business_support") as by:
        services.agree_item_action(
            item=item, text="Visit Hope Street", owner=partnership.user("police_spoc"), owner_name="",
            agency=partnership.agency("police"), due=date(2027, 1, 15), by=by,
        )  # fmt: skip
    with acting("chair") as by:
        services.finish_meeting(meeting=found, by=by)
    return found


def drafted(acting, meeting, **given):
    with acting("business_support") as by:
        return services.draft_minutes(meeting=meeting, by=by, **given)


def distributed(acting, meeting, **given):
    minutes = drafted(acting, meeting, **given)
    with acting("chair") as by:
        services.review_minutes(minutes=minutes, outcome=APPROVED, by=by)
    with acting("business_support") as by:
        services.distribute_minutes(minutes=minutes, by=by)
    return Minutes.objects.select_related("meeting__panel", "distribution").get(pk=minutes.pk)


@pytest.fixture
def newcomer(as_worker, partnership, meeting, monday):
    """A representative of Health who joined the day after the meeting."""
    monday.move_to(datetime(2027, 1, 7, 9, 0, tzinfo=LONDON))
    with as_worker():
        user = create_user(email="new@example.org", full_name="Vi Example-New", job_title="Nurse", by=SETTING)
        give_role(
            user=user,
            agency=partnership.agency("health"),
            panel=partnership.panel,
            role=Role.REPRESENTATIVE,
            by=SETTING,
        )
    return user


def test_a_draft_is_a_frozen_version_with_its_digest(acting, meeting):
    minutes = drafted(acting, meeting)
    assert stage_now(meeting) is MeetingStage.MINUTES_DRAFTED
    with acting("business_support"):
        sections = list(MinutesSection.objects.filter(minutes=minutes))
        assert is_intact(minutes, sections)
        sections[0].content["plan"] = "Another plan"
        assert not is_intact(minutes, sections)


@pytest.mark.parametrize("table", ["meetings_minutes", "meetings_minutessection", "meetings_itemrecord"])
def test_the_database_refuses_to_change_what_was_minuted(acting, as_owner, meeting, table):
    drafted(acting, meeting)
    refused = pytest.raises(DatabaseError, match="append-only")
    with as_owner(), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_minutes_are_drafted_after_the_meeting_by_business_support(acting, partnership, scene, meeting):
    following = scene.meeting(on=date(2027, 2, 3))
    with acting("business_support") as by, pytest.raises(NotNow):
        services.draft_minutes(meeting=following, by=by)
    with acting("health_spoc") as by, pytest.raises(Refused):
        services.draft_minutes(meeting=meeting, by=by)


def test_the_chair_returns_with_comments_and_a_new_version_follows(acting, meeting):
    first = drafted(acting, meeting)
    with acting("chair") as by:
        with pytest.raises(NotNow, match="has to change"):
            services.review_minutes(minutes=first, outcome=RETURNED, by=by)
        services.review_minutes(minutes=first, outcome=RETURNED, comments="Name the street.", by=by)
        assert stage_now(meeting) is MeetingStage.MINUTES_RETURNED
    second = drafted(acting, meeting)
    assert second.version == 2
    with acting("chair") as by, pytest.raises(NotNow, match="newer version"):
        services.review_minutes(minutes=first, outcome=APPROVED, by=by)


def test_the_vice_chair_decides_only_in_the_chairs_conflict(acting, meeting):
    minutes = drafted(acting, meeting)
    with acting("vice_chair") as by:
        with pytest.raises(NotNow, match="vice chair"):
            services.review_minutes(minutes=minutes, outcome=APPROVED, by=by)
        review = services.review_minutes(
            minutes=minutes, outcome=APPROVED, chairs_conflict="Related to the family", by=by
        )
        assert review.decided_as is Role.VICE_CHAIR
    with acting("business_support") as by, pytest.raises(Refused):
        services.review_minutes(minutes=minutes, outcome=APPROVED, by=by)


def test_nothing_goes_out_before_the_chair_approves_or_twice(acting, meeting):
    minutes = drafted(acting, meeting)
    with acting("business_support") as by, pytest.raises(NotNow, match="not approved"):
        services.distribute_minutes(minutes=minutes, by=by)
    with acting("chair") as by:
        services.review_minutes(minutes=minutes, outcome=APPROVED, by=by)
    with acting("health_spoc") as by, pytest.raises(Refused):
        services.distribute_minutes(minutes=minutes, by=by)
    with acting("business_support") as by:
        services.distribute_minutes(minutes=minutes, by=by)
        with pytest.raises(NotNow, match="already"):
            services.distribute_minutes(minutes=minutes, by=by)


def test_members_and_owners_of_actions_are_told_by_a_link(acting, partnership, meeting):
    distributed(acting, meeting)
    told = Notice.objects.filter(kind="minutes distributed")
    assert told.filter(user=partnership.user("health_deputy")).exists()
    assert not told.filter(user=partnership.user("auditor")).exists()
    assert Notice.objects.filter(kind="action", user=partnership.user("police_spoc")).exists()


def test_a_members_first_opening_leaves_a_receipt(acting, partnership, meeting):
    minutes = distributed(acting, meeting)
    with acting("health_spoc") as by:
        services.note_minutes_opened(minutes=minutes, by=by)
        services.note_minutes_opened(minutes=minutes, by=by)
        assert MinutesReceipt.objects.filter(user=partnership.user("health_spoc")).count() == 1


def test_an_amendment_is_a_new_version_with_a_reason(acting, meeting):
    distributed(acting, meeting)
    with acting("business_support") as by:
        with pytest.raises(NotNow, match="amended"):
            services.draft_minutes(meeting=meeting, by=by)
        item = AgendaItem.objects.get()
        services.save_record(item=item, version=1, plan="Mum is the first call.", by=by)
    second = distributed(acting, meeting, reason="The first call was wrong")
    with acting("health_spoc"):
        plans = [row.content["plan"] for row in MinutesSection.objects.order_by("minutes__version")]
        assert plans == ["Aunt is the first call.", "Mum is the first call."]
    assert (second.version, second.reason) == (2, "The first call was wrong")


def test_whoever_attended_or_sent_apologies_reads_them(acting, meeting):
    minutes = distributed(acting, meeting)
    for key in ("health_spoc", "health_deputy"):
        with acting(key) as by:
            check_can_read_minutes(by, minutes)
            assert MinutesSection.objects.count() == 1


def test_a_draft_is_not_for_members(acting, meeting):
    minutes = drafted(acting, meeting)
    with acting("health_spoc") as by:
        with pytest.raises(Refused, match="not been distributed"):
            check_can_read_minutes(by, Minutes.objects.get(pk=minutes.pk))
        assert not MinutesSection.objects.exists()


def test_a_member_who_joined_later_reads_them_once_the_chair_agrees(acting, meeting, newcomer):
    minutes = distributed(acting, meeting)
    by_newcomer = Actor.user(newcomer)
    with acting_for(newcomer.pk):
        with pytest.raises(Refused, match="joined after"):
            check_can_read_minutes(by_newcomer, minutes)
        assert not MinutesSection.objects.exists()
    with acting("business_support") as by, pytest.raises(Refused):
        services.let_read_minutes(meeting=meeting, user=newcomer, reason="Takes over", by=by)
    with acting("chair") as by:
        with pytest.raises(NotNow):
            services.let_read_minutes(meeting=meeting, user=newcomer, reason=" ", by=by)
        services.let_read_minutes(meeting=meeting, user=newcomer, reason="Takes over her cases", by=by)
    with acting_for(newcomer.pk):
        check_can_read_minutes(by_newcomer, minutes)
        assert MinutesSection.objects.count() == 1


def test_the_chairs_agreement_is_for_later_members_only(acting, partnership, meeting):
    with acting("chair") as by, pytest.raises(NotNow, match="joined after"):
        services.let_read_minutes(meeting=meeting, user=partnership.user("yjs_spoc"), reason="x", by=by)


def test_leaving_the_post_ends_it(acting, as_worker, partnership, meeting, monday):
    minutes = distributed(acting, meeting)
    user = partnership.user("yjs_spoc")
    monday.move_to(datetime(2027, 1, 9, 9, 0, tzinfo=UTC))
    with as_worker():
        for membership in Membership.objects.filter(user=user, until=None):
            end_role(membership=membership, by=SETTING)
    monday.move_to(datetime(2027, 1, 10, 9, 0, tzinfo=UTC))
    with acting_for(user.pk):
        assert Attendance.objects.filter(user=user).exists()
        with pytest.raises(Refused, match="left the panel"):
            check_can_read_minutes(Actor.user(user), minutes)
        assert not MinutesSection.objects.exists()
